"""The full name by which a site calls its operator, beside the name on the licence it shows.

版权所有, 主办单位 and 本店由某公司运营 say who runs the site. Where none of these is the licence's
holder, the licence may be another's: an officer looks, since names change and sites are lent.
Who holds the rights of a site need not run the shop; where the shop itself says who runs it, what
it shows is not called its licence until an officer has looked. Where it says so in plain words
(经营者：某某公司), or runs what bears its name, and the licence is of a company whose name has
nothing in common with it, the two are at odds (`odds_of_names`).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from checks.display.particulars import Particular
from checks.display.seen import Seen
from checks.display.strangers import (
    are_strangers,
    bears_house,
    bears_house_of_any,
    have_no_house_in_common,
)
from checks.display.vocabulary import Vocabulary
from pages.page import FieldName, Page

_FORM = (
    "(?:有限责任公司|股份有限公司|有限公司|合作社|合伙企业[（(](?:有限|普通)合伙[）)])"
    "(?:[\u4e00-\u9fff]{2,8}?分公司)?"
)
COMPANY = f"[\u4e00-\u9fff（）()]{{2,30}}?{_FORM}"
TRADER = (
    "[\u4e00-\u9fff]{1,8}?[区县市][\u4e00-\u9fff]{2,14}?"
    "(?:经营部|商行|工作室|商店|百货店|茶行|[店坊馆厂铺])"
)
"""A trader's full name begins with the county."""
_CLAIMS = (
    re.compile(rf"(?:版权所有|©|[Cc]opyright)[\s：:©\d–—年至,，.\-]{{0,24}}({COMPANY})"),
    re.compile(rf"(?<![\u4e00-\u9fff])({COMPANY})[\s，,]{{0,3}}版权所有"),
    re.compile(rf"(?:主办单位|运营单位)[：: ]{{1,2}}({COMPANY}|{TRADER})"),
    re.compile(
        rf"本(?:店铺?|站|网站|商城|网店)由({COMPANY}|{TRADER})(?:负责|独立|实际)?(?:经营|运营|主办|开办)"
    ),
)
_RUNS = re.compile(
    rf"本(?:店铺?|站|网站|商城|网店)(?:系|是)?由({COMPANY}|{TRADER})"
    "(?:负责|独立|实际)?(?:自营|直营|经营|运营|开办|开设)"
)
_OPENED = re.compile(
    rf"是({COMPANY}|{TRADER})(?:[（(][^）)\n]{{0,20}}[）)])?(?:负责|独立|实际)?"
    "(?:开办|开设|经营|运营)的(?:官方)?(?:店铺?|网店|商城|网站)"
)
"""某某专营是某某经营部开设的店铺."""
_DIRECT = re.compile(
    rf"(?<![\u4e00-\u9fff])({COMPANY})(?:官方|独立|实际)?(?:自营|直营)(?!工厂|基地|的产品)"
)
"""某某公司直营 tells who runs a shop that bears its name; of a shop with another name it may tell
whose goods are sold."""
_OPERATOR_LABELS = frozenset(("经营主体", "店铺主体", "经营者"))
"""On a page without a code these say whose shop it is: 经营主体：某某公司.
The licence is on another."""
OPERATOR = (
    "的?(?:实际)?(?:经营者|经营主体|店铺主体|经营单位|经营公司|经营企业|运营者|运营主体|运营方|运营单位|运营公司|开办单位|开办者)"
    "(?:名称)?[：:]"
)
OF_THIS_SHOP = f"本(?:店铺?|网店|网站|站|商城|商家|小店|页面){OPERATOR}"
"""A label that nobody but this shop's operator stands behind."""
_DECLARED = re.compile(
    "(?:^|[\\s|｜丨·。；;，,（(【])(?:本?(?:店铺?|网店|网站|站|商城|商家|小店))?"
    rf"{OPERATOR}[ \u3000\xa0]{{0,3}}({COMPANY}|{TRADER})(?![\u4e00-\u9fff])"
)
_OF_GOODS = re.compile(
    "净含量|配料|保质期|生产日期|产地|品名|原产国|规格|货号|进口|产品标准|执行标准"
)
"""Labels of goods name an 经营者 too, who deals in the goods."""
_BY_RIGHT = re.compile(
    "更名|曾用名|原名|前身|(?:名称|主体).{0,6}变更|变更为|授权.{0,30}(?:经营|运营|销售|收款)|特许|加盟|"
    "(?:委托|代理).{0,20}(?:经营|运营|收款|管理)|代运营|(?:店铺|网店|网站)托管|托管(?:经营|运营)|承包|子公司|母公司|总公司|控股|旗下|关联(?:企业|公司)|"
    "(?:同一|共同)(?:实际)?控制|品牌方"
)
"""Words with which a page says that its operator and the licence's holder may lawfully differ."""
_COMPANY_LABELS = frozenset(("公司名称", "企业名称", "单位名称", "主体名称", "公司"))
_FOOT = 12
"""Lines at the end of a page on which a site signs with its company's name."""
_HOLDER = re.compile(f"{COMPANY}|{TRADER}(?![\u4e00-\u9fff])")
_LONG = re.compile("[\u4e00-\u9fff（）()]{5,24}(?:[部行室堂院站屋]|商店|中心|[厂店社坊馆铺场])$")
_LABELS = frozenset(("名称", "企业名称", "字号名称", "个体户名称", "名稱"))
"""Behind these a trader's name is taken as it stands, with a county in it or without."""
_FULL = re.compile(rf"(?<![\u4e00-\u9fff])({COMPANY})")
_OF_OTHERS = re.compile(
    "技术支持|网站建设|设计制作|平台|供应商|供货商|生产|友情|合作(?!社)|系统|授权"
)
_MAY_NAME = re.compile("公司|合作社|由|主办|开[办设]的|经营者|经营主体|运营")
_OF_MANY = re.compile("入驻|平台内经营者|卖家|增值电信业务")
_FIELDS: tuple[FieldName, ...] = ("description", "attributes", "image_text")
_CLAIM_LABELS = frozenset(("主办单位", "公司"))
_SPACE = re.compile(r"\s")


def names_told(
    page: Page,
    seen: Seen,
    found: Iterable[Particular],
    words: Vocabulary,
    holders: Iterable[str] = (),
) -> list[dict[str, Any]]:
    """Proof of both kinds: "own-name" by which the site calls its operator, "licence-name" of the
    licence that the page shows. `holders`: the names that its codes stand under.

    An own name is "declared" where the page says plainly that this company runs the shop.
    """
    found, holders = list(found), frozenset(holders)
    own: dict[str, bool] = {}
    for name, runs in _own_names(page, seen, found, words):
        own[name] = own.get(name, False) or runs
    held = dict.fromkeys(_licence_names(page, seen, found, holders))
    labelled = _operators(page, words)
    for name in labelled:
        own.setdefault(name, False)
    declared = _declared(page, labelled, own)
    own.update(dict.fromkeys(declared, True))
    return [
        {"kind": "own-name", "text": name, "place": "description", "runs": runs}
        | ({"declared": True, "title": page.title[:80]} if name in declared else {})
        for name, runs in own.items()
    ] + [{"kind": "licence-name", "text": name, "place": "description"} for name in held]


def _own_names(
    page: Page, seen: Seen, found: Iterable[Particular], words: Vocabulary
) -> Iterator[tuple[str, bool]]:
    """(name, whether it is said to run the shop)."""
    for _, line in _own_lines(page, words):
        for claim in _CLAIMS:
            if match := claim.search(line):
                yield match[1], False
        if match := _RUNS.search(line) or _OPENED.search(line):
            yield match[1], True
        if "营" in line and (match := _DIRECT.search(line)) and bears_house(page.title, match[1]):
            yield match[1], True
    for one in () if seen.right or seen.wrong else found:
        if one.label in _OPERATOR_LABELS and (name := labelled_name(one)):
            yield name, True
    if not (seen.right or seen.wrong or seen.links):
        yield from ((name, False) for name in _signed(page, found, words))


def said_operator(line: str) -> str:
    """The full name by which a line says who runs the site (本网站由某公司运营), or ""."""
    found = _RUNS.search(line) or _OPENED.search(line)
    return plain_name(found[1]) if found else ""


def claimed_names(page: Page) -> list[str]:
    """Whole names by which lines of the page say that the site is run or its rights are held, for
    the dossier: whether they are the licence's is asked elsewhere."""
    found = (
        match[1]
        for _, line in _own_lines(page)
        for claim in (*_CLAIMS, _RUNS)
        if (match := claim.search(line))
    )
    return list(dict.fromkeys(found))


def _own_lines(page: Page, words: Vocabulary | None = None) -> Iterator[tuple[int, str]]:
    """(number, line): the lines of the page on which it may speak of its operator."""
    text = "\n".join(page.fields.get(name, "") for name in _FIELDS)[:200_000]
    if _OF_MANY.search(text):
        return  # a platform's own name stands at the foot of its shops
    for number, line in enumerate(text.split("\n")):
        if not _MAY_NAME.search(line):
            continue
        of_platform = words.speaks_of_platform(line) if words else "平台" in line
        if not of_platform and not _OF_OTHERS.search(line):
            yield number, line[:600]


def _signed(page: Page, found: Iterable[Particular], words: Vocabulary) -> Iterator[str]:
    """Companies that sign a page without a code, at its foot or behind a label, and whose name
    its title bears: the licence is on another page."""
    for one in found:
        if one.label in _COMPANY_LABELS and bears_house(page.title, name := labelled_name(one)):
            yield name
    last = len(page.fields.get("description", "").split("\n")) - _FOOT
    for number, line in _own_lines(page, words):
        match = _FULL.match(line.strip())
        if match and number >= last and bears_house(page.title, match[1]):
            yield match[1]


def _operators(page: Page, words: Vocabulary) -> list[str]:
    """The one company behind a label of who runs the shop (经营者); nobody where there are several,
    as in a market's list, or where the label is one of goods."""
    lines = _lines(page)
    told = [
        match[1]
        for number, line in _own_lines(page, words)
        if ("：" in line or ":" in line)
        and (match := _DECLARED.search(line))
        and not _BY_RIGHT.search(line)
        and not any(_OF_GOODS.search(near) for near in lines[max(number - 2, 0) : number + 3])
    ]
    return told[:1] if len({plain_name(name) for name in told}) == 1 else []


def _declared(page: Page, labelled: Iterable[str], own: Mapping[str, bool]) -> list[str]:
    """The one company that the page says plainly to run it: behind a label, or in a sentence where
    the page's title bears its name. Nobody where the page gives a reason why the licence may be
    another's by right."""
    named_after = [name for name, runs in own.items() if runs and bears_house(page.title, name)]
    told = list(dict.fromkeys((*labelled, *named_after)))
    if len({plain_name(name) for name in told}) != 1:
        return []
    return [] if gives_reason(page) else told


def gives_reason(page: Page) -> str:
    """The words with which the page says why its operator and the licence's holder may lawfully
    differ, or ""."""
    return next(
        (match.group() for line in _lines(page) if (match := _BY_RIGHT.search(line[:600]))), ""
    )


def _lines(page: Page) -> list[str]:
    return "\n".join(page.fields.get(name, "") for name in _FIELDS)[:200_000].split("\n")


def _licence_names(
    page: Page, seen: Seen, found: Iterable[Particular], holders: frozenset[str]
) -> Iterator[str]:
    """Names that a label gives, or the full name on the line of the code or on the one before.
    What 经营主体 names is no licence's name where the code stands under another."""
    if not seen.right:
        return
    told = [
        one
        for one in found
        if one.kind == "name"
        and one.label not in _CLAIM_LABELS
        and not (
            one.label in _OPERATOR_LABELS
            and any(holders)
            and plain_name(labelled_name(one)) not in holders
        )
    ]
    labelled = [name for one in told if (name := labelled_name(one))]
    yield from labelled
    for code in () if labelled else seen.right[:3]:
        text = page.fields.get(code.field, "")
        line = text.rfind("\n", 0, code.start) + 1
        before = text.rfind("\n", 0, max(line - 1, 0)) + 1
        end = text.find("\n", code.end)
        stop = end if end >= 0 else len(text)
        # Of the line before only where that of the code has none: there the shop may speak of
        # itself, or of who built its site.
        on_line = [match[1] for match in _FULL.finditer(text[line:stop][-600:])]
        if on_line or _OF_OTHERS.search(text[before:line]):
            yield from on_line
        else:
            yield from (match[1] for match in _FULL.finditer(text[before:line][-600:]))


def labelled_name(one: Particular) -> str:
    """The full name behind a label of it, or "": a shop's short name (云岫小铺) is none."""
    plain = "".join(one.value.split())
    match = _HOLDER.match(plain) or (_LONG.match(plain) if one.label in _LABELS else None)
    return match.group() if match and one.field in _FIELDS else ""


def runs_under_another(proofs: Iterable[Mapping[str, Any]]) -> bool:
    """Whether a shop says in so many words that another than its licence's holder runs it; asked
    where `why_another` has found names that differ."""
    return any(proof.get("kind") == "own-name" and proof.get("runs") for proof in proofs)


def why_another(proofs: Iterable[Mapping[str, Any]]) -> str:
    """The reason for an officer to look, where no name of the site is the licence's, or ""."""
    told: dict[str, list[str]] = {"own-name": [], "licence-name": []}
    for proof in proofs:
        if proof.get("kind") in told:
            told[str(proof["kind"])].append(str(proof["text"]))
        if proof.get("holder"):
            told["licence-name"].append(str(proof["holder"]))
    own, held = told["own-name"], told["licence-name"]
    if not own or not held:
        return ""
    if any(
        plain_name(one) in plain_name(name) or plain_name(name) in plain_name(one)
        for one in own
        for name in held
    ):
        return ""
    return f"网站自称由“{own[0]}”经营，执照名称为“{held[0]}”，是否同一主体须人工核对"


def odds_of_names(proofs: Iterable[Mapping[str, Any]]) -> str:
    """Why the licence cannot be of who says that he runs the shop, or "": both are whole names
    that have nothing in common. Asked where `why_another` has found that they differ."""
    told = list(proofs)
    own = [one for one in told if one.get("kind") == "own-name" and one.get("declared")]
    held = [str(one["text"]) for one in told if one.get("kind") == "licence-name"]
    held += [str(one["holder"]) for one in told if one.get("holder")]
    if not own or not held:
        return ""
    for one in own:
        name, title = str(one["text"]), str(one.get("title", ""))
        # Companies are compared with companies; their owners trade under other names too.
        apart = are_strangers if _FULL.fullmatch(name) else have_no_house_in_common
        if not all(apart(name, other) for other in held):
            return ""
        if any(bears_house_of_any(title, other) for other in held):
            return ""  # a shop that bears the name of its licence
    return f"页面写明由“{own[0]['text']}”经营，公示的却是“{held[0]}”的营业执照，两者不是同一主体"


def plain_name(name: str) -> str:
    """A name without what is written now one way, now another."""
    plain = _SPACE.sub("", name).replace("（", "(").replace("）", ")")
    return plain.replace("(个体工商户)", "").replace("有限责任公司", "有限公司")
