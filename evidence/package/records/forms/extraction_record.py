"""电子数据证据提取笔录: how two officers took electronic data, present and by hand.

Never of an automatic capture, never without a measured clock and the confirmations
of two officers: such facts are refused, not filled in.
"""

from dataclasses import dataclass
from typing import Literal

from evidence.errors import FormRefused
from evidence.package.records.blocks import (
    access,
    after_decision,
    by_hand,
    capture_footer,
    listed,
    offset,
    operator_rows,
    page_rows,
    surroundings_rows,
    time_rows,
    two_officers,
)
from evidence.package.records.facts import Absent, CaptureFacts, Head, Officer, Step
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
from evidence.package.records.values import (
    Blank,
    Choice,
    Phrase,
    Stamp,
    Url,
    Value,
    or_blank,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """The facts of a 电子数据证据提取笔录.

    `holder_present`, `witness`, `technician` and everything else that officers type is
    None until they do. `no_original` says why the original medium was not taken:
    "remote" (then `controller` is who controls the server) or "other".
    """

    head: Head
    capture: CaptureFacts
    officers: tuple[Officer, ...]
    cause: str | None = None
    purpose: str | None = None
    place: str | None = None
    technician: str | None = None
    holder_present: bool | None = None
    witness: str | None = None
    notices: str | None = None
    no_original: Literal["remote", "other"] | None = None
    controller: str | None = None
    other_reason: str | None = None
    outside_recording: str | None = None
    attachments: tuple[str, ...] | None = None


def _check(facts: Extraction) -> None:
    number = facts.capture.number
    if facts.capture.kind == "automatic":
        raise FormRefused(
            "automatic-capture",
            f"{number} 是自动采集，无人在场，不能填写电子数据证据提取笔录；"
            "请使用自动监测采集说明，或另行双人在场取证",
            f"{number} is an automatic capture and fills no extraction record: "
            "use its automatic note, or take an attended capture",
        )
    clock = facts.capture.clock
    if not isinstance(clock.offset, int | float) or clock.measured_at is None:
        raise FormRefused(
            "clock-not-measured",
            f"{number} 的时钟偏差未测量，不能填写电子数据证据提取笔录；请测量后另行取证",
            f"{number}: the clock was not measured, so no extraction record: measure, take anew",
        )
    confirmed = {
        (one.name, one.certificate) for one in facts.officers if one.confirmed_at is not None
    }
    if len(facts.officers) != 2 or len(confirmed) != 2:
        raise FormRefused(
            "two-officers",
            f"{number} 没有两名执法人员各自的身份确认，不能填写电子数据证据提取笔录",
            f"{number} lacks the confirmations of two officers, so no extraction record",
        )


def _where_and_how(facts: Extraction) -> Phrase:
    first, second = facts.officers
    capture = facts.capture
    asked = capture.page.asked
    if capture.kind == "imported":
        return Phrase(
            "{at}，执法人员{first}、{second}在{place}将{device}的文件导入本系统，"
            "按第五项步骤提取电子数据。",
            at=capture.start,
            first=first.name,
            second=second.name,
            place=or_blank(facts.place, 12),
            device=capture.surroundings.device,
        )
    return Phrase(
        "{at}，执法人员{first}、{second}在{place}使用{device}，以“{access}”方式访问{url}，"
        "按第五项步骤提取电子数据。",
        at=capture.start,
        first=first.name,
        second=second.name,
        place=or_blank(facts.place, 12),
        device=capture.surroundings.device,
        access=access(capture.page),
        url=Url(asked) if isinstance(asked, str) else asked,
    )


def _time(facts: Extraction) -> Phrase | None:
    clock = facts.capture.clock
    if clock.corrected is None:
        return None
    return Phrase(
        "系统时间与{source}比对，偏差{offset}，所记时间{whether}修正。",
        source=clock.source,
        offset=offset(clock),
        whether="已" if clock.corrected else "未",
    )


def _recorded(facts: Extraction) -> Phrase | None:
    recording = facts.capture.recording
    if recording is None or isinstance(recording, Absent) or recording.breaks is None:
        return None
    breaks = (
        Phrase("中断{n}次，见第五项", n=recording.breaks) if recording.breaks else Phrase("连续")
    )
    return Phrase("提取过程录屏，文件{file}，{breaks}。", file=recording.file, breaks=breaks)


def _recording(facts: Extraction) -> Value:
    recording = facts.capture.recording
    if recording is None or isinstance(recording, Absent):
        return recording
    seconds = None if recording.seconds is None else f"{recording.seconds:.0f}秒"
    return [
        Phrase("文件 {f}，时长 {s}", f=recording.file, s=seconds),
        Phrase("SHA-256 {d}", d=recording.sha256),
        Phrase("SM3 {d}", d=recording.sm3),
    ]


def _no_original(facts: Extraction) -> Value:
    remote = facts.no_original == "remote"
    other = facts.no_original == "other"
    return [
        Phrase(
            "{box}远程服务器由{who}控制，现场无法取得",
            box=Phrase("■" if remote else "□"),
            who=or_blank(facts.controller if remote else None),
        ),
        Phrase(
            "{box}其他：{why}",
            box=Phrase("■" if other else "□"),
            why=or_blank(facts.other_reason if other else None, 16),
        ),
    ]


def _present(facts: Extraction) -> Value:
    chosen = {True: ("在场",), False: ("不在场",), None: ()}[facts.holder_present]
    return Choice(("在场", "不在场"), chosen)


_Row = Row[Extraction]
_Sentence = Sentence[Extraction]

_STEPS = Listing[Extraction, Step](
    columns=(
        Column("北京时间", "a", lambda one: None if one.at is None else Stamp(one.at), 2.3),
        Column("操作人", "a", lambda one: one.actor, 1.1),
        Column("人工操作", "a", lambda one: one.action if one.by_hand else Phrase("—"), 2.6),
        Column("系统动作", "a", lambda one: Phrase("—") if one.by_hand else one.action, 2.6),
        Column("结果", "a", lambda one: one.result, 2.6),
    ),
    of=lambda facts: facts.capture.steps or None,
    none="",
)

FORM = Form[Extraction](
    key="extraction-record",
    title="电子数据证据提取笔录",
    alias="（电子数据提取笔录）",
    standard="国市监法发〔2021〕42号 范本12（版式待与空白样表核对）",
    numbered=True,
    check=_check,
    footer=lambda facts: capture_footer(facts.capture),
    sections=(
        Section(
            (
                _Sentence(_where_and_how, code="o"),
                _Sentence(_time),
                _Sentence(_recorded),
                _Sentence(lambda f: after_decision(f.capture)),
                _Row("案由", "o", lambda f: f.cause),
                _Row("目的", "o", lambda f: f.purpose),
                _Row("地点", "o", lambda f: f.place),
                *time_rows(lambda f: f.capture),
                _Row(
                    "执法人员",
                    "ao",
                    lambda f: [
                        Phrase("{n}　执法证号 {c}", n=one.name, c=or_blank(one.certificate))
                        for one in f.officers
                    ],
                ),
                _Row("技术人员", "o", lambda f: f.technician, half=True),
                _Row("见证人", "o", lambda f: f.witness, half=True),
                *operator_rows(lambda f: f.capture.operator),
                _Row("当事人/持有人", "o", _present, half=True),
                _Row(
                    "告知事项",
                    "a",
                    lambda f: Phrase("见告知事项核对单 {n}", n=or_blank(f.notices)),
                    half=True,
                ),
            ),
            heading="一、基本情况",
        ),
        Section(surroundings_rows(lambda f: f.capture.surroundings), heading="二、提取环境"),
        Section(page_rows(lambda f: f.capture.page), heading="三、网络地址和进入步骤"),
        Section(
            (
                _Row(
                    "工具",
                    "a",
                    lambda f: Phrase(
                        "{t} {v}",
                        t=f.capture.surroundings.tool,
                        v=f.capture.surroundings.version,
                    ),
                ),
                _Row("方法", "a", lambda f: f.capture.method),
            ),
            heading="四、工具与方法",
        ),
        Section(
            (
                _STEPS,
                _Row(
                    "对页面的影响",
                    "a",
                    lambda f: listed(f.capture.effects, "提取动作未改变页面"),
                ),
            ),
            heading="五、提取过程",
        ),
        Section(
            (
                _Row("件数", "a", lambda f: Phrase("{n}件", n=len(f.capture.artefacts)), half=True),
                _Row("字节", "a", lambda f: f.capture.size, half=True),
                _Row("第二视角", "a", lambda f: f.capture.second_view),
                _Row("清单文件", "a", lambda f: f.capture.list_file),
                _Row("清单SHA-256", "a", lambda f: f.capture.list_sha256),
                _Row("清单SM3", "a", lambda f: f.capture.list_sm3),
                _Row("失败项", "a", lambda f: listed(f.capture.not_taken, "无失败项")),
                _Row("异常标记", "a", lambda f: listed(f.capture.marks, "无异常标记")),
            ),
            heading="六、提取结果",
        ),
        Section(
            (_Row("原因", "o", _no_original),),
            heading="七、未取得原始载体的原因",
        ),
        Section(
            (
                _Row(
                    "关联信息",
                    "a",
                    lambda f: (
                        [Phrase("{w}：{r}", w=one.what, r=one.result) for one in f.capture.related]
                        if f.capture.related
                        else None
                    ),
                ),
            ),
            heading="八、关联信息",
        ),
        Section(
            (
                _Row("录屏", "a", _recording),
                _Row("外部录像", "o", lambda f: f.outside_recording),
            ),
            heading="九、录屏录像",
        ),
        Section(
            (
                _Row("制作方法", "a", lambda f: f.capture.method),
                _Row("制作时间", "a", lambda f: f.head.made_at),
                _Row("制作人", "ao", lambda f: [one.name for one in f.officers]),
            ),
            heading="十、制作",
        ),
        Section(
            (
                _Row(
                    "附件",
                    "a",
                    lambda f: listed(f.attachments, "无附件"),
                ),
            ),
            heading="十一、附件",
        ),
        Section(
            (
                _Row("核对意见", "b", by_hand(24), room=24),
                Signatures(
                    lambda f: [
                        *two_officers(f.officers),
                        Signer("当事人/持有人"),
                        Signer("见证人"),
                    ]
                ),
                _Row("未签名的原因", "b", lambda _f: Blank(24), room=12),
            ),
            heading="十二、核对意见和签名",
        ),
    ),
)
