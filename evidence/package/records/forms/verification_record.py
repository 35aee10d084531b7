"""系统验证记录: what a version of the system was shown to do, on this machine, at that time."""

from dataclasses import dataclass, field
from datetime import datetime

from evidence.package.records.blocks import by_hand, listed, measured_at, offset
from evidence.package.records.facts import Clock, Fact, Head, Look
from evidence.package.records.form import (
    Column,
    Form,
    Listing,
    Row,
    Section,
    Sentence,
    Signatures,
    Signer,
)
from evidence.package.records.values import Phrase


@dataclass(frozen=True, slots=True)
class KnownAnswer:
    """One thing whose answer is known beforehand, and what the system gave."""

    what: str
    expected: str
    got: str
    verdict: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """The facts of a 系统验证记录. `scope` is what officers hold it valid for."""

    head: Head
    verified_at: datetime | None
    version: Fact = None
    build: Fact = None
    components: tuple[Look, ...] | None = None
    host: Fact = None
    clock: Clock = field(default_factory=Clock)
    answers: tuple[KnownAnswer, ...] | None = None
    tampering: tuple[KnownAnswer, ...] | None = None
    failed: tuple[str, ...] | None = None
    changes: tuple[str, ...] | None = None
    administrators: tuple[Look, ...] | None = None
    limits: tuple[str, ...] | None = None
    scope: str | None = None


_Row = Row[Verification]


def _answers(title: str) -> tuple[Column[KnownAnswer], ...]:
    return (
        Column(title, "a", lambda one: one.what, 2.6),
        Column("预期", "a", lambda one: one.expected, 2.4),
        Column("实得", "a", lambda one: one.got, 2.4),
        Column("结论", "a", lambda one: one.verdict, 1),
    )


FORM = Form[Verification](
    key="verification-record",
    title="系统验证记录",
    sections=(
        Section(
            (
                Sentence[Verification](
                    lambda f: Phrase(
                        "本记录只说明系统在{at}的验证结果，不代替对采集件的审核和法制审核。",
                        at=f.verified_at,
                    )
                ),
                _Row("版本", "a", lambda f: f.version, half=True),
                _Row("主机", "a", lambda f: f.host, half=True),
                _Row("构建摘要", "a", lambda f: f.build),
                _Row("时钟偏差", "a", lambda f: offset(f.clock), half=True),
                _Row("时间源", "a", lambda f: f.clock.source, half=True),
                _Row("测量时刻", "a", lambda f: measured_at(f.clock)),
            ),
            heading="一、系统",
        ),
        Section(
            (
                Listing[Verification, Look](
                    columns=(
                        Column("组件", "a", lambda one: one.what, 3),
                        Column("版本", "a", lambda one: one.result, 3),
                    ),
                    of=lambda f: f.components,
                    none="无",
                ),
            ),
            heading="二、组件版本",
        ),
        Section(
            (
                Listing[Verification, KnownAnswer](
                    columns=_answers("项目"), of=lambda f: f.answers, none="未做已知答案测试"
                ),
            ),
            heading="三、已知答案测试",
        ),
        Section(
            (
                Listing[Verification, KnownAnswer](
                    columns=_answers("改动"), of=lambda f: f.tampering, none="未做改动检出测试"
                ),
            ),
            heading="四、改动检出测试",
        ),
        Section(
            (
                _Row("未通过项", "a", lambda f: listed(f.failed, "无未通过项")),
                _Row("变更", "a", lambda f: listed(f.changes, "与上一版本相比无变更")),
                _Row(
                    "管理员、权限",
                    "a",
                    lambda f: (
                        [Phrase("{w}：{r}", w=one.what, r=one.result) for one in f.administrators]
                        if f.administrators
                        else None
                    ),
                ),
                _Row("已知局限", "a", lambda f: listed(f.limits, "未列出局限")),
                _Row("有效范围", "o", lambda f: f.scope),
            ),
            heading="五、结果和范围",
        ),
        Section(
            (
                _Row("技术审核意见", "b", by_hand(26), room=26),
                _Row("法制审核意见", "b", by_hand(26), room=26),
                Signatures(lambda _f: [Signer("技术审核"), Signer("法制审核")]),
            ),
            heading="六、审核",
        ),
    ),
)
