"""What a page shows of licences, sorted by whose they are: the matter of checks.display."""

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from checks.display.builders import is_builders_code, is_led_by_builder, is_mark_of_builder
from checks.display.data_of_scripts import licence_in_data
from checks.display.odd_codes import (
    codes_beside,
    codes_in_cells,
    codes_of_wrong_length,
    label_without_code,
    masked_codes,
)
from checks.display.official_links import (
    DisplayLink,
    claims_office,
    display_link,
    host_of,
    is_display_front,
    is_old_mark,
    is_register_front,
    own_hosts,
)
from checks.display.openers import (
    LINK_WORDS,
    OPENER,
    ROW,
    opener_of,
    question_in,
    scanned_in,
    short_lines,
)
from checks.display.quoted_codes import is_quoted, is_reported
from checks.display.served import served_or_serving
from checks.display.vocabulary import Vocabulary, speaks_of_merchant
from checks.display.whose import (
    code_under_heading,
    is_disowned,
    is_named_by,
    others_code,
    shares_name,
    speaks_of_shops,
)
from pages.codes import find_codes
from pages.page import Code, Link, Page

_LICENCE_PICTURE = re.compile(
    r"营业执照|执照|亮照|经营许可证|yyzz|zhizhao|zhengzhao|business.?licen[cs]e|licen[cs]e",
    re.IGNORECASE,
)
_MARK = re.compile(
    r"电子营业执照|亮照(?:标识|图标)?|mark|icon|logo|badge|gongshang|\bgs\b", re.IGNORECASE
)
_DRESS = re.compile(
    r"logo|icon|banner|avatar|blank|loading|arrow|beian|sprite|placeholder|bg[_.-]|spacer|/gs\.",
    re.IGNORECASE,
)
_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|bmp|pdf)$", re.IGNORECASE)
_ONLY_A_FILE = re.compile(r"[\x21-\x7e]*\.(?:jpe?g|png|gif|webp|bmp)[\x21-\x7e]*", re.IGNORECASE)
_GOODS = re.compile("[框架夹套挂]|代办|办理|注册公司|制作|打印|模板|[¥￥]|[0-9]元")
"""A frame for licences, or somebody who gets them for others, shows none."""
_FOR_LICENCES = re.compile(
    "(?:执照|许可证)[\u4e00-\u9fff]{0,6}(?:[框架夹套]|外壳|效果图|代办|代理|注册|办理|变更|注销|年检)"
    "|客户[\u4e00-\u9fff]{0,4}(?:执照|许可证)"
)
"""On a picture: what is sold or done for licences, and others' licences; none of the shop's."""
_OF_THE_SHOP = re.compile("店铺|本店|商家|卖家|经营者")
_LICENCE_PATH = re.compile(
    r"licen[cs]e|zhengzhao|zhizhao|yyzz|zizhi|liangzhao|gongshang", re.IGNORECASE
)
_CERTIFICATE_PATH = re.compile(
    "(?:shop|store|company)?[_-]?(?:certificat|qualificat|aptitude)", re.I
)
"""An icon without words that leads there may lead to the licence."""
_LICENCE_ADDRESS = re.compile(
    r"(?:(?:business|shop|store|seller|company|view|show)[_-]?)?"
    r"(?:licen[cs]es?|zhengzhao|zhizhao|yyzz|zizhi|liangzhao)(?:[_-]?(?:info|page|detail|list))?(?:\.\w{2,5})?",
    re.IGNORECASE,
)
"""The last part of an address that is there to show the licence, whatever the link says."""
_BRACKETS = re.compile(r"[（(【\[][^）)】\]]{0,60}[）)】\]]")
_ITEMS = re.compile("[、，,/|｜·和及与 ]+")
_COMPANY = re.compile(r"公司|合作社|商行|经营部|中心")
_CODE_END = re.compile(r"[0-9A-Z]{15}")
_LISTED = 3
"""Codes of which no shop has so many."""
_HEADING = 12
"""Letters of a heading such as 平台经营者信息, which speaks for the line under it."""
_WHOLE_PAGE = 60
"""Letters of a page's own words at least, for it to be more than a piece of one."""
_LICENCE_TITLE = re.compile(
    r"证照|执照|亮照|资质公示|资质证照|工商信息|主体信息|经营者信息|licen[cs]e", re.IGNORECASE
)


@dataclass(slots=True)
class Seen:
    """What was met on the page, sorted.

    `right` and `wrong` are the shop's own codes, `hidden` those nobody sees,
    `masked` such of which a part is covered, `beside` codes in what is not taken for the shop's
    words, `others` those of suppliers and those only quoted, `makers` those of a maker, or of
    another named on the line, who may be the shop, `platform` and `platform_links` those of the
    platform, `builder_links` and `builders` those of who built the site,
    `misread` those of a picture that do not fit their check digit.
    `named` are links to pages of the own site that name the licence, `generic`
    those on which it may stand, `outside` links to other sites, `fake` links that
    claim to be official and are not, `empty` links named for the licence that lead nowhere, `dead`
    marks of the licence that lead to the front page of the
    official display, which shows nobody's. `pictures` are (address, words), `unnamed`
    pictures of a page that is there to show the licence. `opener` are visible
    words behind which a script shows it, `asked` the question that an answer hidden until
    a click gives it to; `unfilled` a label of the code with nothing behind it.
    `scanned` words by which a QR code shows the licence; `by_link`: `opener` is a link that only a
    script gives its effect (href="#"), so that no picture beside it is what it opens.
    """

    right: list[Code] = field(default_factory=list)
    wrong: list[Code] = field(default_factory=list)
    hidden: list[Code] = field(default_factory=list)
    platform: list[Code] = field(default_factory=list)
    others: list[Code] = field(default_factory=list)
    makers: list[Code] = field(default_factory=list)
    misread: list[Code] = field(default_factory=list)
    masked: list[str] = field(default_factory=list)
    beside: list[Code] = field(default_factory=list)
    links: list[DisplayLink] = field(default_factory=list)
    platform_links: list[DisplayLink] = field(default_factory=list)
    builder_links: list[DisplayLink] = field(default_factory=list)
    builders: list[Code] = field(default_factory=list)
    named: list[Link] = field(default_factory=list)
    generic: list[Link] = field(default_factory=list)
    outside: list[Link] = field(default_factory=list)
    fake: list[Link] = field(default_factory=list)
    dead: list[Link] = field(default_factory=list)
    empty: list[Link] = field(default_factory=list)
    pictures: list[tuple[str, str]] = field(default_factory=list)
    unnamed: list[tuple[str, str]] = field(default_factory=list)
    opener: str = ""
    asked: str = ""
    unfilled: str = ""
    in_data: str = ""
    scanned: str = ""
    by_link: bool = False


def look(page: Page, words: Vocabulary) -> Seen:
    """Everything that bears on the licence."""
    seen = Seen()
    for code in page.codes:
        if code.kind in ("uscc", "reg_no"):
            _sort_code(page, code, seen, words)
    listing = _listing(seen.right)
    seen.right.sort(key=lambda code: code.field in listing)
    if not seen.right:
        seen.right += list(codes_in_cells(page))[:1]
        seen.masked = list(masked_codes(page, words))[:3]
    if not (seen.right or seen.wrong):
        seen.wrong += list(codes_of_wrong_length(page, words))[:1]
        seen.unfilled = label_without_code(page)
    _sort_links(page, seen, words)
    _sort_pictures(page, seen, words)
    seen.opener = opener_of(page)
    seen.scanned = scanned_in(page)
    here = page.url.partition("#")[0]
    seen.by_link = page.scripted and any(
        not link.hidden and link.url == f"{here}#" and "".join(link.text.split()) == seen.opener
        for link in page.links
    )
    seen.asked = question_in(page) if page.text("hidden") else ""
    if not (seen.right or seen.wrong or seen.links):
        seen.beside = list(codes_beside(page))[:1]
    if not seen.right:
        shell = "script-shell" in page.flags
        seen.in_data = _code_in_data(page) if shell else licence_in_data(page.structured)
    return seen


def _listing(codes: list[Code]) -> set[str]:
    """Fields with so many codes that it is a list, of the members of a group or of a market."""
    fields = [code.field for code in codes]
    return {field for field in fields if fields.count(field) >= _LISTED}


def is_licence_page(page: Page) -> bool:
    """Whether title or address say that the page is there to show the licence."""
    if _LICENCE_TITLE.search(page.title[:120]):
        return True
    return _LICENCE_PATH.search(page.url.partition("?")[0].rsplit("/", 2)[-1]) is not None


def _sort_code(page: Page, code: Code, seen: Seen, words: Vocabulary) -> None:
    text = page.fields.get(code.field, "")
    before = text[max(text.rfind("\n", 0, code.start) + 1, code.start - 80) : code.start]
    if code.field == "hidden":
        seen.hidden.append(code)
    elif code.field == "image_text" and code.valid is False:
        # The picture may be right and our reading of it wrong. An O for a 0 is how machines
        # read: the code's alphabet has no O, and the check character vouches for the rest.
        slip = code.note.startswith("valid-after")
        (seen.right if slip else seen.misread).append(code)
    elif (said := _of_platform(text, code, words)) and not _runs_its_own(page, said):
        seen.platform.append(code)
    elif is_builders_code(before) and not shares_name(before, page.title):
        seen.builders.append(code)
    elif (
        served_or_serving(page, text, code.start, code.end)
        or is_quoted(text, code.start, code.end)
        or is_reported(page, text, code.start, code.end)
    ):
        seen.others.append(code)
    elif others := others_code(before) or code_under_heading(text, code.start, code.end):
        (seen.others if others == "named" else seen.makers).append(code)
    elif is_disowned(text[code.end : code.end + 80].partition("\n")[0]):
        seen.others.append(code)
    elif is_led_by_builder(page, text, code.start):
        seen.makers.append(code)
    else:
        (seen.wrong if code.valid is False else seen.right).append(code)


def _of_platform(text: str, code: Code, words: Vocabulary) -> str:
    """The line that gives a code to the platform: its own, or the one before that leads to it."""
    end = text.find("\n", code.end)
    start = text.rfind("\n", 0, code.start)
    line = text[start + 1 : end if end >= 0 else len(text)][-400:]
    if words.speaks_of_platform(line):
        return line
    before = text[text.rfind("\n", 0, max(start, 0)) + 1 : max(start, 0)][-200:].strip()
    leads = len(before) <= _HEADING or before[-1] in "：:" or _COMPANY.search(before) is not None
    if speaks_of_merchant(line) or not leads or not words.speaks_of_platform(before):
        return ""
    return "" if _CODE_END.search(before) else before


def _runs_its_own(page: Page, said: str) -> bool:
    """Whether what is called a platform is the shop's own site: it bears the operator's name,
    is not itself named a platform, and no merchants are spoken of."""
    return (
        not speaks_of_shops(page)
        and "平台" not in page.title.partition("\n")[0]
        and is_named_by(said, page)
    )


def _sort_links(page: Page, seen: Seen, words: Vocabulary) -> None:
    own = own_hosts(page)
    here = page.url.partition("#")[0]
    on_platform = _is_on_platform(page, words)
    before: Link | None = None
    for link in page.links:
        if link.hidden:
            continue
        neighbour, before = before, link
        shown = display_link(link)
        if shown is not None:
            printed = any(code.value == shown.uscc for code in seen.right)
            if not printed and is_mark_of_builder(page, link, neighbour):
                seen.builder_links.append(shown)
                continue
            # On a platform's page the footer's link shows the platform's licence.
            of_platform = on_platform or words.speaks_of_platform(shown.text)
            own_link = not of_platform or _OF_THE_SHOP.search(shown.text) is not None
            (seen.links if own_link or printed else seen.platform_links).append(shown)
            continue
        if claims_office(link, own):
            seen.fake.append(link)
            continue
        if is_old_mark(link):
            seen.outside.append(link)
            continue
        text = f"{link.text} {link.image}"
        if is_register_front(link) and not _LICENCE_PICTURE.search(text):
            continue  # 国家企业信用信息公示系统: the register's door, nobody's licence
        if is_display_front(link):
            seen.dead.append(link)
            continue
        elsewhere = link.url.partition("#")[0] != here or "#/" in link.url
        if not elsewhere and _leads_nowhere(page, link):
            seen.empty.append(link)
        if (
            elsewhere
            and link.rel == "frame"
            and _is_frameset(page, link)
            and host_of(link.url) in own
        ):
            seen.named.append(link)  # what the visitor sees stands in the frames
            continue
        if not _names_licence(link, text, words) or words.speaks_of_platform(text):
            if elsewhere and words.names_second_page(text) and host_of(link.url) in own:
                seen.generic.append(link)
        elif _FILE.search(link.url.partition("?")[0]):
            seen.pictures.append((link.url, text.strip()))
        elif elsewhere:
            (seen.named if host_of(link.url) in own else seen.outside).append(link)


def _leads_nowhere(page: Page, link: Link) -> bool:
    """Whether a link named for the licence does nothing: "#" on a whole page without scripts. A
    piece of a page tells nothing of its scripts."""
    here, _, anchor = link.url.partition("#")
    empty = here == page.url.partition("#")[0] and not anchor
    whole = not page.scripted and len(page.text("description")) >= _WHOLE_PAGE
    words = "".join((link.text or link.image).split())
    return empty and whole and OPENER.fullmatch(words) is not None


def _is_frameset(page: Page, link: Link) -> bool:
    """Whether the page has hardly a word beside its frames (<frameset> of old sites)."""
    document = not _FILE.search(link.url.partition("?")[0])
    return document and len(page.text("description")) < _WHOLE_PAGE


def _is_on_platform(page: Page, words: Vocabulary) -> bool:
    """Whether some line of the page tells of a platform and of who runs it."""
    text = f"{page.text('description')}\n{page.text('attributes')}\n{page.text('links')}"
    lines = (line for line in text[:200_000].split("\n") if "平台" in line or "第三方" in line)
    said = [line for line in lines if words.speaks_of_platform(line[:400])]
    return bool(said) and not any(_runs_its_own(page, line) for line in said)


def _names_licence(link: Link, text: str, words: Vocabulary) -> bool:
    """Whether the link leads to a licence: by its words, or by its address where it has none."""
    plain = "" if _ONLY_A_FILE.fullmatch(text.strip()) else text.strip()
    try:
        last = urlsplit(link.url).path.rstrip("/").rsplit("/", 1)[-1]
    except ValueError:
        return False
    if plain and not (link.rel in ("frame", "onclick", "data") and not words.names_licence(plain)):
        # 营业执照展示架 of a shop for frames is goods
        if _GOODS.search(plain) or not _is_short(plain):
            return False
        return words.names_licence(text) or _LICENCE_ADDRESS.fullmatch(last) is not None
    return _LICENCE_PATH.search(last) is not None or _CERTIFICATE_PATH.match(last) is not None


def _is_short(plain: str) -> bool:
    """Whether words on a link are a label and no headline: without what stands in brackets, or
    as a row of names such as 营业执照、食品经营许可证."""
    bare = _BRACKETS.sub("", plain).strip() or plain
    if len(bare) <= LINK_WORDS:
        return True
    items = _ITEMS.split(bare)
    return len(items) > 1 and len(bare) <= ROW and all(len(item) <= LINK_WORDS for item in items)


def _sort_pictures(page: Page, seen: Seen, words: Vocabulary) -> None:
    whole = is_licence_page(page)
    for url, alt in page.images:
        name = url.rsplit("/", 1)[-1]
        if words.speaks_of_platform(alt) or _MARK.search(f"{alt} {name}"):
            continue
        if _FOR_LICENCES.search(alt):
            continue
        if _LICENCE_PICTURE.search(f"{alt} {name}"):
            seen.pictures.append((url, alt))
        elif not _DRESS.search(url):
            seen.unnamed.append((url, alt))
    if not seen.pictures:
        # A picture that lies in the page itself (data:) has words and no address.
        named = {alt for _, alt in page.images}
        lines = [line for line in page.text("alt").split("\n")[:500] if line not in named]
        seen.pictures += [("", line) for line in lines if OPENER.fullmatch(line.strip())][:3]
    if not whole:
        # 营业执照 as a caption: the picture beside it is the licence, whatever its name.
        captions = [line for line in short_lines(page) if OPENER.fullmatch(line)]
        seen.unnamed = seen.unnamed if captions else []


def _code_in_data(page: Page) -> str:
    """A sound code in the data that a script is yet to show."""
    strings: list[str] = []
    stack: list[object] = list(page.structured[:50])
    while stack and len(strings) < 2_000:
        value = stack.pop()
        if isinstance(value, str) and len(value) < 300:
            strings.append(value)
        elif isinstance(value, dict):
            stack.extend(list(value.values())[:500])
        elif isinstance(value, list):
            stack.extend(value[:500])
    codes = find_codes({"structured": "\n".join(strings)})
    return next((c.value for c in codes if c.kind == "uscc" and c.valid), "")
