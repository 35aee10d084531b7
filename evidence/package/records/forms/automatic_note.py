"""自动监测采集说明: how the machine made a capture at which nobody was present.

Signed by nobody. When the capture is accepted for a case, two officers fill the
check at its end by hand.
"""

from dataclasses import dataclass

from evidence.errors import FormRefused
from evidence.package.records.blocks import (
    after_decision,
    by_hand,
    capture_footer,
    listed,
    page_rows,
    remark,
    surroundings_rows,
    time_rows,
    two_officers,
)
from evidence.package.records.facts import CaptureFacts, Fact, Head, Hit
from evidence.package.records.form import (
    Column,
    Form,
    Listing,
    Row,
    Section,
    Sentence,
    Signatures,
)
from evidence.package.records.values import Phrase


@dataclass(frozen=True, slots=True, kw_only=True)
class ListUsed:
    """A keyword list 关键词清单 of the run; `agreed` names the units that have signed it."""

    name: str
    version: Fact = None
    sha256: Fact = None
    agreed: Fact = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AutomaticNote:
    """The facts of a 自动监测采集说明. `approval` is the number of the task's approval."""

    head: Head
    capture: CaptureFacts
    task_kind: Fact = None
    task_name: Fact = None
    approval: str | None = None
    lists: tuple[ListUsed, ...] | None = None


def _check(facts: AutomaticNote) -> None:
    if facts.capture.kind != "automatic":
        raise FormRefused(
            "attended-capture",
            f"{facts.capture.number} 是双人取证，不作自动监测采集说明；请制作电子数据证据提取笔录",
            f"{facts.capture.number} is an attended capture: make its extraction record instead",
        )


def _made_alone(facts: AutomaticNote) -> Phrase:
    capture = facts.capture
    return Phrase(
        "本采集件由{tool} {version}于{start}至{end}自动采集，采集时无执法人员在场操作。"
        "本说明不是笔录。",
        tool=capture.surroundings.tool,
        version=capture.surroundings.version,
        start=capture.start,
        end=capture.end,
    )


def _public_only(facts: AutomaticNote) -> Phrase | None:
    page = facts.capture.page
    if page.access != "public" or page.blocked is not False:
        return None
    return Phrase("采集对象为公开页面，未登录，未绕过验证码或访问限制。")


_Row = Row[AutomaticNote]
_Sentence = Sentence[AutomaticNote]

_LISTS = Listing[AutomaticNote, ListUsed](
    columns=(
        Column("清单", "a", lambda one: one.name, 2),
        Column("版本", "a", lambda one: one.version, 0.8),
        Column("会签机构", "a", lambda one: one.agreed, 3),
    ),
    under=lambda one: (Phrase("SHA-256　{d}", d=one.sha256),),
    of=lambda facts: facts.lists,
    none="未使用关键词清单",
)
_HITS = Listing[AutomaticNote, Hit](
    columns=(
        Column("词", "a", lambda hit: hit.term, 1.3),
        Column("字段", "a", lambda hit: hit.field, 1.2),
        Column("页面原文", "a", lambda hit: Phrase("“{t}”", t=hit.text), 4),
        Column("规则", "a", lambda hit: hit.rule, 1.8),
        Column("排除语境", "a", lambda hit: hit.excused_by, 1.8),
    ),
    of=lambda facts: facts.capture.hits,
    none="无命中",
    most=200,
)

FORM = Form[AutomaticNote](
    key="automatic-note",
    title="自动监测采集说明",
    numbered=True,
    check=_check,
    footer=lambda facts: capture_footer(facts.capture),
    sections=(
        Section(
            (
                _Sentence(_made_alone),
                _Sentence(
                    remark(
                        "所载内容仅提示疑似情形，未经执法人员核实，不是对任何主体行为性质的认定。"
                    )
                ),
                _Sentence(_public_only),
                _Sentence(lambda f: after_decision(f.capture)),
            )
        ),
        Section(
            (
                _Row("任务种类", "a", lambda f: f.task_kind, half=True),
                _Row("审批文号", "o", lambda f: f.approval, half=True),
                _Row("任务名称", "a", lambda f: f.task_name),
            ),
            heading="一、任务",
        ),
        Section((_LISTS,), heading="二、关键词清单"),
        Section(
            time_rows(lambda f: f.capture),
            heading="三、采集时间",
        ),
        Section(
            surroundings_rows(lambda f: f.capture.surroundings),
            heading="四、采集环境",
        ),
        Section(
            (
                *page_rows(lambda f: f.capture.page),
                _Row("robots处理", "a", lambda f: f.capture.robots),
            ),
            heading="五、采集对象",
        ),
        Section(
            (
                _Row(
                    "动作及影响",
                    "a",
                    lambda f: listed(f.capture.effects, "采集动作未改变页面"),
                ),
            ),
            heading="六、采集动作及对页面的影响",
        ),
        Section((_HITS,), heading="七、命中"),
        Section(
            (
                _Row("复检", "a", lambda f: f.capture.recheck),
                _Row(
                    "有利材料",
                    "a",
                    lambda f: listed(f.capture.favourable, "未见有利或排除疑点的材料"),
                ),
            ),
            heading="八、复检和有利材料",
        ),
        Section(
            (
                _Row(
                    "未采集项及原因",
                    "a",
                    lambda f: listed(f.capture.not_taken, "无未采集项"),
                ),
                _Row("异常标记", "a", lambda f: listed(f.capture.marks, "无异常标记")),
            ),
            heading="九、未采集项及原因",
        ),
        Section(
            (
                _Row("件数", "a", lambda f: Phrase("{n}件", n=len(f.capture.artefacts)), half=True),
                _Row("字节", "a", lambda f: f.capture.size, half=True),
                _Row("清单SHA-256", "a", lambda f: f.capture.list_sha256),
                _Row("存证日志序号", "a", lambda f: f.capture.ledger_entry),
                _Row("时间戳", "a", lambda f: f.capture.timestamp),
                _Row("制作方法", "a", lambda f: f.capture.method),
                _Row("制作时间", "a", lambda f: f.head.made_at),
                _Row(
                    "制作者",
                    "a",
                    lambda f: Phrase("系统，运行账号 {a}", a=f.capture.account),
                ),
            ),
            heading="十、结果和制作",
        ),
        Section(
            (
                _Row("核对意见", "b", by_hand(24), room=22),
                Signatures(lambda _f: two_officers(())),
            ),
            heading="核对栏（采用时由两名执法人员手写）",
        ),
    ),
)
