"""What one page shows of a shop's licence (亮照): state, issues and the proof of both.

电子商务法 15, 网络交易监督管理办法 12. The order of judgement: a code that is
printed against the code in the official link; codes that are right; the link
alone; a declaration; codes that are wrong; a picture; then nothing, which is
only said where no page named for the licence is left unread.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from checks.display.filings import filing_faults
from checks.display.official_links import DisplayLink, display_link, host_of, own_hosts
from checks.display.particulars import Particular, particulars_of
from checks.display.permits import permit_name, permits_of
from checks.display.statements import Statement, statement_of
from checks.display.vocabulary import Vocabulary
from checks.finding import LicenceReading
from pages.page import Code, Link, Page

MAX_SECOND_PAGES = 20
_LINK_WORDS = 16

_LICENCE_PICTURE = re.compile(
    r"营业执照|执照|亮照|经营许可证|yyzz|zhizhao|zhengzhao|business.?licen[cs]e|licen[cs]e",
    re.IGNORECASE,
)
_MARK = re.compile(
    r"电子营业执照|亮照(?:标识|图标)?|mark|icon|logo|badge|gongshang|\bgs\b", re.IGNORECASE
)
_NAMED = re.compile(
    r"[\u4e00-\u9fff（）()]{2,40}(?:有限公司|有限责任公司|股份有限公司|合作社|经营部|工作室|商行|合伙企业|个体工商户|"
    r"百货店|商店|商贸部|茶行|药房|商铺|店|厂|馆|坊|行)"
)
_OF_THE_SHOP = re.compile("店铺|本店|商家|卖家|经营者")
_TURNOVER = re.compile(r"(?:年(?:销售|营业|交易)额|年销)[^\d\n]{0,6}(\d{2,6})\s?万")


@dataclass(slots=True)
class _Seen:
    """What was met on the page, sorted."""

    right: list[Code] = field(default_factory=list)
    wrong: list[Code] = field(default_factory=list)
    hidden: list[Code] = field(default_factory=list)
    platform: list[Code] = field(default_factory=list)
    links: list[DisplayLink] = field(default_factory=list)
    platform_links: list[DisplayLink] = field(default_factory=list)
    outside: list[Link] = field(default_factory=list)
    pictures: list[tuple[str, str]] = field(default_factory=list)
    named: list[Link] = field(default_factory=list)
    generic: list[Link] = field(default_factory=list)


def read_page_display(page: Page, words: Vocabulary) -> LicenceReading:
    """The reading of one home or licence page."""
    seen = _look(page, words)
    statement = statement_of(page, words.statements)
    found = particulars_of(page)
    reading = _state(page, seen, statement)
    reading.proof = _proof(seen, statement) + reading.proof
    reading.second_pages = list(dict.fromkeys(link.url for link in (*seen.named, *seen.generic)))[
        :MAX_SECOND_PAGES
    ]
    _add_issues(page, reading, seen, statement, found)
    return reading


def _look(page: Page, words: Vocabulary) -> _Seen:
    seen = _Seen()
    for code in page.codes:
        if code.kind not in ("uscc", "reg_no"):
            continue
        if code.field == "hidden":
            seen.hidden.append(code)
        elif words.speaks_of_platform(_lines_around(page.fields.get(code.field, ""), code)):
            seen.platform.append(code)
        elif code.valid is False:
            seen.wrong.append(code)
        else:
            seen.right.append(code)
    own = own_hosts(page)
    on_platform = words.speaks_of_platform(f"{page.text('description')}\n{page.text('links')}")
    for link in page.links:
        if link.hidden:
            continue
        shown = display_link(link)
        if shown is not None:
            # On a platform's page the footer's link shows the platform's licence.
            own_link = not on_platform or _OF_THE_SHOP.search(shown.text) is not None
            (seen.links if own_link else seen.platform_links).append(shown)
            continue
        text = f"{link.text} {link.image}"
        short = len(text.strip()) <= _LINK_WORDS  # 营业执照展示架 of a shop for frames is goods
        if short and words.names_licence(text) and not words.speaks_of_platform(text):
            same = host_of(link.url) in own
            if link.url.partition("#")[0] != page.url.partition("#")[0] or "#/" in link.url:
                (seen.named if same else seen.outside).append(link)
        elif words.names_second_page(text) and host_of(link.url) in own:
            seen.generic.append(link)
    for url, alt in page.images:
        name = url.rsplit("/", 1)[-1]
        if not _LICENCE_PICTURE.search(f"{alt} {name}") or words.speaks_of_platform(alt):
            continue
        if not _MARK.search(f"{alt} {name}"):
            seen.pictures.append((url, alt))
    return seen


def _lines_around(text: str, code: Code) -> str:
    """The line of a code and the one before it."""
    end = text.find("\n", code.end)
    start = text.rfind("\n", 0, code.start)
    before = text.rfind("\n", 0, max(start, 0))
    return text[before + 1 : end if end >= 0 else len(text)][-400:]


def _state(page: Page, seen: _Seen, statement: Statement | None) -> LicenceReading:
    """The main state, by the order of the module's docstring."""
    printed = {code.value for code in seen.right if code.kind == "uscc"}
    linked = {link.uscc for link in seen.links if link.uscc and link.sound}
    if printed and linked and not printed & linked:
        return LicenceReading(
            "mismatch",
            reason=f"页面文字的统一社会信用代码为{'、'.join(sorted(printed))}，"
            f"电子营业执照链接中为{'、'.join(sorted(linked))}，不是同一主体",
        )
    if seen.right:
        code = seen.right[0]
        kind = "统一社会信用代码" if code.kind == "uscc" else "注册号"
        return LicenceReading("shown", reason=f"公示了{kind}{code.value}，校验码相符")
    wrong = [code for code in seen.wrong if code.value not in linked]
    if linked and not wrong:
        return LicenceReading(
            "shown", reason=f"公示了电子营业执照链接，链接中的代码为{'、'.join(sorted(linked))}"
        )
    unsound = [link for link in seen.links if not link.sound]
    if wrong or unsound:
        return LicenceReading("invalid", reason=_why_wrong(wrong, unsound))
    if statement is not None:
        how = "与规定文字一致" if statement.verbatim else "与规定文字不一致"
        return LicenceReading(
            "exempt", reason=f"作免于登记的自我声明（待核实），{how}：“{statement.text[:80]}”"
        )
    if seen.links:
        return LicenceReading("shown", reason="公示了官方公示系统的链接（不含代码，不能离线核对）")
    return _without_text(page, seen)


def _without_text(page: Page, seen: _Seen) -> LicenceReading:
    """Nothing in words: a picture, an outside link, or nothing at all."""
    if seen.pictures:
        return LicenceReading(
            "needs_human", reason="只有营业执照图片，没有文字信息和官方链接，须人工辨认"
        )
    if seen.hidden:
        code = seen.hidden[0]
        return LicenceReading(
            "needs_human", ["not_prominent"], reason=f"代码{code.value}只在隐藏文字中，消费者看不到"
        )
    if seen.named:
        names = "、".join(f"“{(link.text or link.image)[:20]}”" for link in seen.named[:3])
        return LicenceReading("could_not_check", reason=f"首页有{names}等证照链接，尚未读取")
    if "script-shell" in page.flags:
        return LicenceReading("could_not_check", reason="页面内容由脚本生成，未能读到")
    if seen.outside:
        return LicenceReading(
            "needs_human", ["outside_link"], reason="证照链接指向官方亮照以外的网站，须人工查看"
        )
    reason = "页面上没有营业执照信息、官方链接或者免登记声明"
    if seen.platform or seen.platform_links:
        of_whom = seen.platform[0].value if seen.platform else seen.platform_links[0].uscc
        reason = f"页面上只有平台经营者的证照（{of_whom or '链接'}），没有店铺自己的"
    return LicenceReading("not_found", reason=reason)


def _why_wrong(codes: Sequence[Code], links: Sequence[DisplayLink]) -> str:
    if codes:
        code = codes[0]
        why = {
            "length": "位数不对",
            "check-digit": "校验码不符",
            "valid-after-O-to-0": "夹有字母O、I等，疑似笔误",
        }.get(code.note, "校验码不符")
        return f"公示的代码“{code.raw}”{why}"
    return "电子营业执照链接的格式或者其中的代码不对"


def _add_issues(
    page: Page, reading: LicenceReading, seen: _Seen, statement: Statement | None,
    found: list[Particular],
) -> None:  # fmt: skip
    issues = reading.issues
    if reading.state == "shown" and not any(link.sound for link in seen.links):
        lacking = lacking_particulars(page, found)
        if lacking:
            issues.append("incomplete")
            reading.reason += f"；缺少{'、'.join(lacking)}"
    if reading.state == "exempt" and statement is not None:
        _exemption_issues(page, reading, statement, found)
    of_platform = seen.platform or seen.platform_links
    if of_platform and reading.state not in ("shown", "exempt", "mismatch", "invalid"):
        issues.append("platform_only")
    permits = permits_of(page)
    for trade, told in permits.needed.items():
        reading.proof.append({"kind": "trade", "text": trade, "place": "、".join(told)})
    for trade, text in permits.shown.items():
        reading.proof.append({"kind": "permit", "text": text, "place": trade})
    if permits.missing and not reading.second_pages:
        issues.append("permit_missing")
        needed = "；".join(f"{trade}需{permit_name(trade)}" for trade in permits.missing)
        reading.reason += f"；未见许可（{needed}）"
    faults = filing_faults(page)
    if faults:
        issues.append("filing_mismatch")
        reading.proof.extend(faults)
        reading.reason += f"；{faults[0]['reason']}"
    reading.issues = list(dict.fromkeys(issues))


def lacking_particulars(page: Page, found: list[Particular]) -> list[str]:
    """Which of name, person and place a shown licence lacks (网络交易监督管理办法 12)."""
    kinds = {one.kind for one in found}
    lacking = []
    own = f"{page.text('description')}\n{page.text('attributes')}"
    if "name" not in kinds and not _NAMED.search(own):
        lacking.append("名称")
    if "person" not in kinds:
        lacking.append("法定代表人或者经营者姓名")
    if not kinds & {"domicile", "licence", "place", "actual_place"}:
        lacking.append("住所或者经营场所")
    return lacking


def _exemption_issues(
    page: Page, reading: LicenceReading, statement: Statement, found: list[Particular]
) -> None:
    kinds = {one.kind for one in found}
    if not statement.verbatim:
        reading.issues.append("statement_altered")
    if not kinds & {"actual_place", "place", "licence", "domicile"} or "contact" not in kinds:
        reading.issues.append("incomplete")
        reading.reason += "；缺少实际经营地址或者联系方式"
    needed = permits_of(page).needed
    if needed:
        reading.issues.append("exemption_doubtful")
        reading.reason += f"；所售{'、'.join(needed)}需要许可，不适用免登记"
    turnover = _TURNOVER.search(page.text("description"))
    if turnover is not None and int(turnover[1]) >= 10:
        reading.issues.append("exemption_doubtful")
        reading.reason += f"；页面自称“{turnover.group()}”，超过年交易额十万元"


def _proof(seen: _Seen, statement: Statement | None) -> list[dict[str, Any]]:
    proof: list[dict[str, Any]] = []
    sorts = {
        "": seen.right,
        "-wrong": seen.wrong,
        "-hidden": seen.hidden,
        "-platform": seen.platform,
    }
    for suffix, codes in sorts.items():
        proof.extend(
            {"kind": f"{code.kind}{suffix}", "text": code.value, "raw": code.raw,
             "place": code.field, "start": code.start, "end": code.end, "note": code.note}
            for code in codes
        )  # fmt: skip
    proof.extend(
        {"kind": "zzlz", "text": link.uscc or "", "place": link.text, "url": link.url,
         "sound": link.sound}
        for link in seen.links
    )  # fmt: skip
    if statement is not None:
        kind = "statement" if statement.verbatim else "statement-altered"
        proof.append({"kind": kind, "text": statement.text, "place": statement.field,
                      "start": statement.start, "end": statement.end})  # fmt: skip
    proof.extend({"kind": "image", "text": alt, "place": url} for url, alt in seen.pictures)
    for kind, links in (("link", seen.named), ("outside-link", seen.outside)):
        proof.extend(
            {"kind": kind, "text": link.text or link.image, "place": link.region, "url": link.url}
            for link in links
        )
    return proof
