"""What one page shows of a shop's licence (亮照): state, issues and the proof of both.

电子商务法 15, 网络交易监督管理办法 12. The order of judgement: a code that is
printed against the code in the official link; codes that are right, where they fit
the names they stand under; the link alone; a declaration; codes that are wrong; a
picture; then nothing, which is only said where no page named for the licence is left
unread.
"""

import re
from collections.abc import Sequence
from datetime import date

from checks.display.holders import name_holders, two_codes_of_one, why_of_another_kind
from checks.display.issues import add_issues, lacking_particulars
from checks.display.no_page import says_closed, says_no_page
from checks.display.official_links import DisplayLink
from checks.display.own_name import gives_reason, names_told
from checks.display.particulars import Particular, particulars_of
from checks.display.proof import proof_of
from checks.display.seen import Seen, is_licence_page, look
from checks.display.statements import Statement, statement_of
from checks.display.titled import titled_names
from checks.display.two_operators import why_two_operators
from checks.display.vocabulary import Vocabulary
from checks.display.whose import bears_platforms_name, is_a_shop_of_many
from checks.finding import LicenceReading
from pages.page import Code, Page
from pages.quality_marks import mark_label

MAX_SECOND_PAGES = 20
_WALL = re.compile(
    "请(?:先)?登录|登录后(?:查看|继续)|安全验证|滑动(?:验证|滑块)|拖动滑块|人机验证|验证码|访问过于频繁|访问受限|"
    "访问被拒绝|Access Denied|403 Forbidden|502 Bad Gateway|503 Service|"
    "系统维护中|网站建设中|打开APP|下载APP查看",
    re.IGNORECASE,
)
_WALL_LENGTH = 240
_ON_PAPER = re.compile(
    "社会信用代码|类型|法定代表人|经营者|成立日期|注册资本|登记机关|经营范围|住所|经营场所|组成形式"
)
_ON_A_LICENCE = 3
"""Labels that only a licence has together."""
_SCAN = re.compile("扫码|扫一扫|二维码")
_MOST_READ = 200_000
"""Code points of a field in which the licence is looked for."""
_MAY_HIDE_IT = frozenset(
    ("size-cut", "nodes-cut", "data-cut", "links-cut", "numbers-cut", "coding-cut", "cut")
)
"""Marks of pages of which a part was not read in which the licence may stand."""


def read_page_display(page: Page, words: Vocabulary, today: date) -> LicenceReading:
    """The reading of one home or licence page on the day `today`."""
    seen = look(page, words)
    statement = statement_of(page, words.statements, hidden=bool(seen.opener))
    reading = _state(page, seen, statement)
    from_hidden = reading.state == "shown" and not (seen.right or seen.links)
    found = particulars_of(page, hidden=from_hidden)
    if reading.state in ("not_found", "could_not_check") and not seen.named:
        _take_particulars(page, reading, seen, found)
    reading.proof = proof_of(seen, statement) + reading.proof
    if reading.state in ("not_found", "could_not_check") and (gone := says_no_page(page)):
        # Where the licence's link leads here it is dead; a home page like this is no shop's.
        reading.state, reading.reason = "could_not_check", f"页面是“{gone}”，不是店铺内容"
        reading.proof.append({"kind": "no-page", "text": gone, "place": "description"})
    name_holders(page, reading.proof, seen.right, found)
    if reading.state == "shown" and (at_odds := _at_odds(page, reading, found)):
        reading.state, reading.reason = "mismatch", at_odds
    holders = [str(one["holder"]) for one in reading.proof if one.get("holder")]
    reading.proof += names_told(page, seen, found, words, holders)
    if reason := gives_reason(page):
        reading.proof.append({"kind": "by-right", "text": reason, "place": "description"})
    else:
        reading.proof += titled_names(page, found)
    reading.second_pages = list(dict.fromkeys(link.url for link in (*seen.named, *seen.generic)))[
        :MAX_SECOND_PAGES
    ]
    add_issues(page, reading, seen, statement, found, today=today)
    return reading


def _at_odds(page: Page, reading: LicenceReading, found: list[Particular]) -> str:
    """Why the codes shown do not fit the names they stand under, or ""."""
    return (
        two_codes_of_one(reading.proof)
        or why_of_another_kind(reading.proof, found)
        or why_two_operators(page, reading.proof)
    )


def _take_particulars(
    page: Page, reading: LicenceReading, seen: Seen, found: list[Particular]
) -> None:
    """Name, person and what only a licence tells, without its code: something is shown."""
    if seen.platform or seen.platform_links or seen.others:
        return
    kinds = {one.kind for one in found}
    named = "name" in kinds or not lacking_particulars(page, found)
    if named and "person" in kinds and kinds & {"domicile", "licence", "capital", "authority"}:
        reading.state = "needs_human"
        reading.issues.append("incomplete")
        reading.reason = "公示了名称、法定代表人等登记事项，没有统一社会信用代码，须人工核对"
    elif seen.unfilled:
        reading.state = "needs_human"
        reading.reason = "没有读到统一社会信用代码"
    if reading.state == "needs_human" and seen.unfilled:
        reading.reason += f"；“{seen.unfilled}”之后没有文字，代码可能由样式、图片、脚本显示"


def _state(page: Page, seen: Seen, statement: Statement | None) -> LicenceReading:
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
        return _shown(seen)
    wrong = [code for code in seen.wrong if code.value not in linked]
    if linked and not wrong:
        return LicenceReading(
            "shown", reason=f"公示了电子营业执照链接，链接中的代码为{'、'.join(sorted(linked))}"
        )
    unsound = [link for link in seen.links if link.uscc and not link.sound]
    if wrong or unsound:
        return LicenceReading("invalid", reason=_why_wrong(wrong, unsound))
    if statement is not None:
        how = "与规定文字一致" if statement.verbatim else "与规定文字不一致"
        return LicenceReading(
            "exempt",
            reason=f"作免于登记的自我声明（待核实），{how}："
            f"“{''.join(statement.text.split(chr(10)))[:80]}”",
        )
    if any(link.sound for link in seen.links):
        return LicenceReading("shown", reason="公示了官方公示系统的链接（不含代码，不能离线核对）")
    if seen.links:
        return LicenceReading("needs_human", reason="亮照系统的链接中没有代码，须人工点开查看")
    behind = [code for code in seen.hidden if code.valid]
    if behind and (opens := seen.opener or seen.asked):
        return LicenceReading("shown", reason=f"点开“{opens}”可见代码{behind[0].value}，校验码相符")
    unfit = [code for code in seen.hidden if code.valid is False]
    if unfit and not behind and seen.opener:
        return LicenceReading("invalid", reason=f"点开“{seen.opener}”：{_why_wrong(unfit, [])}")
    return _without_text(page, seen)


def _shown(seen: Seen) -> LicenceReading:
    code = seen.right[0]
    kind = "统一社会信用代码" if code.kind == "uscc" else "注册号"
    how = "（读自图片）" if all(one.field == "image_text" for one in seen.right) else ""
    return LicenceReading("shown", reason=f"公示了{kind}{code.value}{how}，校验码相符")


def _without_text(page: Page, seen: Seen) -> LicenceReading:
    """Nothing in words: a picture, an outside link, or nothing at all."""
    if seen.misread:
        return LicenceReading(
            "needs_human",
            reason=f"图片中的代码读作“{seen.misread[0].raw}”，校验不符，须人工辨认原图",
        )
    if _is_pictured(page):
        return LicenceReading(
            "needs_human", reason="图片中是营业执照，其代码被遮盖或者未能读出，须人工辨认原图"
        )
    if seen.masked:
        return LicenceReading(
            "needs_human",
            ["incomplete"],
            reason=f"公示的代码“{seen.masked[0]}”有几位被遮盖，不能核对，须人工查看",
        )
    if seen.pictures:
        return LicenceReading(
            "needs_human", reason="只有营业执照图片，没有文字信息和官方链接，须人工辨认"
        )
    if seen.hidden:
        code = seen.hidden[0]
        return LicenceReading(
            "needs_human", ["not_prominent"], reason=f"代码{code.value}只在隐藏文字中，消费者看不到"
        )
    if seen.makers:
        return LicenceReading(
            "needs_human",
            reason=f"代码{seen.makers[0].value}写在生产者或者他人名下，是否即本店经营者须人工辨认",
        )
    if seen.named:
        names = "、".join(
            f"“{(link.text or link.image or link.url.rpartition('/')[2])[:20]}”"
            for link in seen.named[:3]
        )
        what = "框架" if all(link.rel == "frame" for link in seen.named) else "证照链接"
        return LicenceReading("could_not_check", reason=f"首页有{names}等{what}，尚未读取")
    if seen.in_data:
        return LicenceReading(
            "needs_human",
            reason=f"{'页面由脚本生成，其' if 'script-shell' in page.flags else '脚本或者组件的'}"
            f"数据中有代码{seen.in_data}，是否展示须人工查看",
        )
    if "script-shell" in page.flags:
        return _unread("页面内容由脚本生成，未能读到")
    if why := _not_to_its_end(page):
        return _unread(f"{why}，证照信息可能在没有读到的部分")
    return _without_own_page(page, seen)


def _not_to_its_end(page: Page) -> str:
    """Why the page was not read to its end; "" where it was."""
    if any(len(text) > _MOST_READ for text in page.fields.values()):
        return "页面文字太长，没有读完"
    cut = (mark for mark in page.flags if mark in _MAY_HIDE_IT or mark.startswith("truncated-"))
    return next(map(mark_label, cut), "")


def _is_pictured(page: Page) -> bool:
    """Whether the words read in pictures are those of a licence, whose code was not read."""
    words = "".join(page.text("image_text").split())
    return "营业执照" in words and len(set(_ON_PAPER.findall(words))) >= _ON_A_LICENCE


def _without_own_page(page: Page, seen: Seen) -> LicenceReading:
    """No page of the own site is left to read."""
    if seen.fake:
        link = seen.fake[0]
        return LicenceReading(
            "needs_human",
            reason=f"标识“{(link.text or link.image)[:20]}”没有指向官方系统（{link.url[:80]}）",
        )
    if seen.builder_links:
        mark = seen.builder_links[0].uscc or "链接"
        return LicenceReading(
            "needs_human",
            reason=f"电子营业执照标识（{mark}）紧随建站、技术支持单位之后，是否为本店的须人工辨认",
        )
    if seen.outside:
        return LicenceReading(
            "needs_human", ["outside_link"], reason="证照链接指向官方亮照以外的网站，须人工查看"
        )
    if _SCAN.search(seen.opener):
        return LicenceReading(
            "could_not_check", reason=f"“{seen.opener}”须扫描二维码，其内容未能读到"
        )
    text = page.text("description")
    if len(text) <= _WALL_LENGTH and (wall := _WALL.search(f"{page.title}\n{text}")):
        return _unread(f"页面是“{wall.group()}”，不是店铺内容")
    if seen.scanned and not is_licence_page(page):
        return _unread(f"“{seen.scanned[:40]}”须扫描二维码，其内容未能读到")
    if seen.unnamed and not seen.by_link:
        where = "证照页上" if is_licence_page(page) else f"“{seen.opener}”旁"
        return LicenceReading("needs_human", reason=f"{where}只有图片，没有文字，须人工辨认")
    if seen.opener and not seen.empty and not is_licence_page(page):
        return LicenceReading(
            "could_not_check", reason=f"“{seen.opener}”须由脚本打开，其内容未能读到"
        )
    if closed := says_closed(page):
        return _unread(f"页面是“{closed}”，不是店铺内容")
    if seen.beside:
        code = seen.beside[0]
        where = "其他商品或者推荐" if code.field == "aside" else "评价"
        return LicenceReading(
            "needs_human",
            reason=f"代码{code.value}在页面的{where}部分，是否为本店公示须人工查看",
        )
    reason = "页面上没有营业执照信息、官方链接或者免登记声明"
    if seen.platform or seen.platform_links:
        of_whom = seen.platform[0].value if seen.platform else seen.platform_links[0].uscc
        if not is_a_shop_of_many(page) or bears_platforms_name(page):
            return LicenceReading(
                "needs_human",
                reason=f"证照（{of_whom or '链接'}）写在平台名下，平台是否就是本店经营者须人工辨认",
            )
        reason = f"页面上只有平台经营者的证照（{of_whom or '链接'}），没有店铺自己的"
    elif seen.builders:
        code = seen.builders[0]
        reason = f"页面上只有建站、技术支持单位的代码（{code.value}），没有店铺自己的"
    elif seen.others:
        code = seen.others[0]
        reason = f"页面上的代码{code.value}属于供应商、合作方等他人，或者是举例，没有店铺自己的"
    return LicenceReading("not_found", reason=reason)


def _unread(reason: str) -> LicenceReading:
    """What stands in the way of the page's content: of no page behind it absence can be said."""
    return LicenceReading(
        "could_not_check", [], [{"kind": "unread", "text": reason, "place": ""}], reason=reason
    )


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
