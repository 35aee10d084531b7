"""Blocks that several records share: 【时】 【境】 【址】 【主】 【签】, digests, footers."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from evidence.package.records.facts import (
    Absent,
    Artefact,
    CaptureFacts,
    Clock,
    Fact,
    Officer,
    Operator,
    PageSeen,
    Surroundings,
)
from evidence.package.records.form import Row, Signer, WithHead
from evidence.package.records.moment import milliseconds
from evidence.package.records.values import Blank, Phrase, Short, Url, Value, or_blank

F = TypeVar("F", bound=WithHead)

_MOST_LINES = 200

UNCHECKED = "页面所示，未经登记核对"


def time_rows(of: Callable[[F], CaptureFacts]) -> tuple[Row[F], ...]:
    """【时】 begin and end, time source, offset and whether times were corrected by it."""

    def clock(facts: F) -> Clock:
        return of(facts).clock

    return (
        Row("开始时间", "a", lambda f: of(f).start),
        Row("结束时间", "a", lambda f: of(f).end),
        Row("时间源", "a", lambda f: clock(f).source, half=True),
        Row("测量方法", "a", lambda f: clock(f).method, half=True),
        Row("时钟偏差", "a", lambda f: offset(clock(f))),
        Row("测量时刻", "a", lambda f: measured_at(clock(f))),
        Row("所记时间", "a", lambda f: corrected(clock(f))),
    )


def offset(clock: Clock) -> Value:
    """The host's offset, with the error of its measurement where one is known."""
    if clock.offset is None:
        return Absent("未测量", "记录中没有测量结果")
    if isinstance(clock.offset, Absent):
        return clock.offset
    if clock.error is None:
        return Phrase("{o}", o=milliseconds(clock.offset))
    return Phrase("{o}（测量误差±{e}）", o=milliseconds(clock.offset), e=f"{clock.error:g}毫秒")


def measured_at(clock: Clock) -> Value:
    """When the offset was measured; without an offset there is no such time."""
    if clock.offset is None or isinstance(clock.offset, Absent):
        return Absent("未测量")
    return clock.measured_at


def corrected(clock: Clock) -> Value:
    """Whether the times of the record were corrected by the offset."""
    if clock.corrected is None:
        return None
    return Phrase("已按偏差修正" if clock.corrected else "未按偏差修正，为主机时钟所示")


def surroundings_rows(of: Callable[[F], Surroundings]) -> tuple[Row[F], ...]:
    """【境】 machine, network, cleanliness and known-answer page."""
    return (
        Row("设备", "a", lambda f: of(f).device, half=True),
        Row("操作系统", "a", lambda f: of(f).system, half=True),
        Row("浏览器", "a", lambda f: of(f).browser, half=True),
        Row(
            "采集工具",
            "a",
            lambda f: Phrase("{t} {v}", t=of(f).tool, v=of(f).version) if of(f).tool else None,
            half=True,
        ),
        Row("配置SHA-256", "a", lambda f: of(f).config_sha256),
        Row("出口IP", "a", lambda f: of(f).egress_ip, half=True),
        Row("DNS解析器", "a", lambda f: of(f).resolver, half=True),
        Row("代理", "a", lambda f: of(f).proxy, half=True),
        Row("hosts摘要", "a", lambda f: of(f).hosts, half=True),
        Row(
            "清洁性检查",
            "a",
            lambda f: (
                [Phrase("{w}：{r}", w=one.what, r=one.result) for one in of(f).cleanliness] or None
            ),
        ),
        Row("已知答案页", "a", lambda f: of(f).known_answer),
    )


def page_rows(of: Callable[[F], PageSeen]) -> tuple[Row[F], ...]:
    """【址】 which page, how it was reached, and as whom."""
    return (
        Row("平台", "a", lambda f: of(f).platform, half=True),
        Row("店铺", "a", lambda f: of(f).shop, half=True),
        Row("页面", "a", lambda f: of(f).page),
        Row("请求网址", "a", lambda f: _url(of(f).asked)),
        Row("最终网址", "a", lambda f: _url(of(f).final)),
        Row("跳转", "a", lambda f: _redirects(of(f))),
        Row(
            "IP与端口",
            "a",
            lambda f: Phrase("{i}　端口 {p}", i=of(f).ip, p=of(f).port) if of(f).ip else None,
        ),
        Row("证书指纹", "a", lambda f: of(f).certificate_sha256),
        Row("访问方式", "a", lambda f: access(of(f))),
        Row("用户代理", "a", lambda f: of(f).user_agent),
        Row("进入步骤", "a", lambda f: of(f).steps or None),
    )


def access(page: PageSeen) -> Value:
    """未登录, or the office account used, whose password is never printed."""
    if page.access is None:
        return None
    if page.access == "public":
        return Phrase("未登录")
    return Phrase(
        "使用账号 {a}（来源：{s}），口令已遮蔽",
        a=or_blank(page.account),
        s=or_blank(page.account_source),
    )


def operator_rows(of: Callable[[F], Operator]) -> tuple[Row[F], ...]:
    """【主】 who the page says operates the shop, and what a look into the register gave."""
    return (
        Row("名称", "ao", lambda f: of(f).name),
        Row("代码（原样）", "ao", lambda f: of(f).code_seen, half=True),
        Row(
            "代码（规范）",
            "ao",
            lambda f: (
                Phrase("{c}（{k}）", c=of(f).code, k=of(f).code_check)
                if of(f).code_check
                else of(f).code
            ),
            half=True,
        ),
        Row("住所", "ao", lambda f: of(f).domicile),
        Row("实际经营地", "ao", lambda f: of(f).actual_place),
        Row("登记核对", "ao", lambda f: registry(of(f))),
    )


def registry(operator: Operator) -> Value:
    """The result of the look into the register, or that there was none."""
    if operator.registry is None:
        return Phrase(UNCHECKED)
    return Phrase("{r}（来源：{s}）", r=operator.registry, s=or_blank(operator.registry_source))


def two_officers(officers: Sequence[Officer]) -> list[Signer]:
    """【签】 lines for two officers, named by number where they are not known yet."""
    lines = [Signer(f"执法人员{number}", one) for number, one in enumerate(officers, 1)]
    return lines + [Signer(f"执法人员{number}") for number in range(len(lines) + 1, 3)]


def digest_lines(artefact: Artefact) -> Sequence[Value]:
    """SHA-256 and SM3 of a file, each in full on a line of its own."""
    return (
        Phrase("SHA-256　{d}", d=artefact.sha256),
        Phrase("SM3　　　{d}", d=artefact.sm3),
    )


def integrity(
    *, file: str, size: Value, at: Value, tool: Value, digest: Value, again: Value
) -> Phrase:
    """完整性校验值: which bytes of which file, when, with what, and what a second look gave."""
    return Phrase(
        "对文件{file}的全部{size}字节，于{at}由{tool}以SHA-256计算，完整性校验值为{digest}；{again}。",
        file=file,
        size=size,
        at=at,
        tool=tool,
        digest=digest,
        again=again,
    )


def shows(at: Value, url: str | None, words: str | None) -> Phrase:
    """The one sentence that a page proves anything by: when, where, what it showed."""
    return Phrase("{at}，网址{url}的页面显示“{words}”。", at=at, url=_url(url), words=words)


def after_decision(capture: CaptureFacts) -> Phrase | None:
    """Said of what was captured when the case had been decided."""
    return Phrase("本件于处理决定作出之后采集。") if capture.after_decision else None


def capture_footer(capture: CaptureFacts) -> Sequence[Value]:
    """Address and time of a capture, for the foot of each page."""
    return (
        Phrase("网址 {u}", u=_short(capture.page.final or capture.page.asked)),
        Phrase("采集时间 {t}", t=capture.start),
    )


def remark(words: str) -> Callable[[F], Phrase]:
    """A fixed sentence that states no fact of the case."""
    return lambda _facts: Phrase(words)


def by_hand(width: int = 8) -> Callable[[F], Value]:
    """A line for the hand."""
    return lambda _facts: Blank(width)


def listed(said: Sequence[str] | None, none: str) -> Value:
    """Things one to a line; `none` where the record says that there are none."""
    if said is None:
        return None
    lines: list[Value] = list(said[:_MOST_LINES])
    if len(said) > len(lines):
        more = "共{n}项，此处列前{k}项，其余见所附文件"
        lines.append(Phrase(more, n=len(said), k=len(lines)))
    return lines or Phrase(none)


def _url(address: Fact) -> Value:
    return Url(address) if isinstance(address, str) else address


def _short(address: Fact) -> Value:
    return Short(address, 90) if isinstance(address, str) else address


def _redirects(page: PageSeen) -> Value:
    if page.redirects is None:
        return None
    return [Url(one) for one in page.redirects] or Phrase("无跳转")
