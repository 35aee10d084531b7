"""The full name by which a site calls its operator, beside the name on the licence it shows.

版权所有, 主办单位 and 本店由某公司运营 say who runs the site. Where none of these is the licence's
holder, the licence may be another's: an officer looks, since names change and sites are lent.
Who holds the rights of a site need not run the shop; where the shop itself says who runs it, what
it shows is not called its licence until an officer has looked.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from checks.display.particulars import Particular
from checks.display.seen import Seen
from checks.display.vocabulary import Vocabulary
from pages.page import FieldName, Page

_FORM = (
    "(?:有限责任公司|股份有限公司|有限公司|合作社|合伙企业[（(](?:有限|普通)合伙[）)])"
    "(?:[\u4e00-\u9fff]{2,8}?分公司)?"
)
COMPANY = f"[\u4e00-\u9fff（）()]{{2,30}}?{_FORM}"
TRADER = (
    "[\u4e00-\u9fff]{2,8}?[区县市][\u4e00-\u9fff]{2,14}?"
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
_OPERATOR_LABELS = frozenset(("经营主体", "店铺主体", "经营者"))
"""On a page without a code these say whose shop it is: 经营主体：某某公司.
The licence is on another."""
_HOLDER = re.compile(f"{COMPANY}|{TRADER}(?![\u4e00-\u9fff])")
_LONG = re.compile("[\u4e00-\u9fff（）()]{5,24}(?:经营部|商行|商贸部|工作室|商店|中心|[厂店社])$")
_LABELS = frozenset(("名称", "企业名称", "字号名称", "个体户名称", "名稱"))
"""Behind these a trader's name is taken as it stands, with a county in it or without."""
_FULL = re.compile(rf"(?<![\u4e00-\u9fff])({COMPANY})")
_OF_OTHERS = re.compile(
    "技术支持|网站建设|设计制作|平台|供应商|供货商|生产|友情|合作(?!社)|系统|授权"
)
_OF_MANY = re.compile("入驻|平台内经营者|卖家|增值电信业务")
_FIELDS: tuple[FieldName, ...] = ("description", "attributes", "image_text")
_CLAIM_LABELS = frozenset(("主办单位", "公司"))
_SPACE = re.compile(r"\s")


def names_told(
    page: Page, seen: Seen, found: Iterable[Particular], words: Vocabulary
) -> list[dict[str, Any]]:
    """Proof of both kinds: "own-name" by which the site calls its operator, "licence-name" of the
    licence that the page shows."""
    own: dict[str, bool] = {}
    for name, runs in _own_names(page, seen, found, words):
        own[name] = own.get(name, False) or runs
    held = dict.fromkeys(_licence_names(page, seen, found))
    return [
        {"kind": "own-name", "text": name, "place": "description", "runs": runs}
        for name, runs in own.items()
    ] + [{"kind": "licence-name", "text": name, "place": "description"} for name in held]


def _own_names(
    page: Page, seen: Seen, found: Iterable[Particular], words: Vocabulary
) -> Iterator[tuple[str, bool]]:
    """(name, whether it is said to run the shop)."""
    text = "\n".join(page.fields.get(name, "") for name in _FIELDS)[:200_000]
    if _OF_MANY.search(text):
        return  # a platform's own name stands at the foot of its shops
    for line in text.split("\n"):
        if "公司" not in line and "合作社" not in line and "由" not in line and "主办" not in line:
            continue
        if _OF_OTHERS.search(line) or words.speaks_of_platform(line):
            continue
        for claim in _CLAIMS:
            if match := claim.search(line[:600]):
                yield match[1], False
        if match := _RUNS.search(line[:600]):
            yield match[1], True
    for one in () if seen.right or seen.wrong else found:
        if one.label in _OPERATOR_LABELS and (name := labelled_name(one)):
            yield name, True


def _licence_names(page: Page, seen: Seen, found: Iterable[Particular]) -> Iterator[str]:
    """Names that a label gives, or the full name on the line of the code or on the one before."""
    if not seen.right:
        return
    told = [one for one in found if one.kind == "name" and one.label not in _CLAIM_LABELS]
    labelled = [name for one in told if (name := labelled_name(one))]
    yield from labelled
    for code in () if labelled else seen.right[:3]:
        text = page.fields.get(code.field, "")
        start = text.rfind("\n", 0, max(text.rfind("\n", 0, code.start), 0)) + 1
        end = text.find("\n", code.end)
        for match in _FULL.finditer(text[start : end if end >= 0 else len(text)][-600:]):
            yield match[1]


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


def plain_name(name: str) -> str:
    """A name without what is written now one way, now another."""
    plain = _SPACE.sub("", name).replace("（", "(").replace("）", ")")
    return plain.replace("(个体工商户)", "").replace("有限责任公司", "有限公司")
