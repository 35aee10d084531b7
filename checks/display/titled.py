"""The full name that a page bears as its title and heading, beside the licence it shows.

昌宁澜谷油脂有限公司 over a page whose foot shows the licence of a shoe firm of 温岭, left there by
who copied the site: what is shown is not the licence of who trades here. A title may be that of a
brand, so only a full name counts (place, 字号, trade, form; 企业名称登记管理规定 6), and only
where it has not two letters of a 字号 in common with the licence's holder. A trader's name that
bears no place counts where the person who runs it is another as well.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from checks.display.own_name import COMPANY, TRADER, plain_name
from checks.display.particulars import Particular
from checks.display.strangers import have_no_house_in_common
from pages.page import Page

_PARTS = re.compile(r"\s*[-–—_|｜·,，:：]{1,3}\s*|\s{2,}")
_SITE = re.compile("(?:的?(?:官方)?(?:网站|商城|网店|旗舰店|直营店)|官网|官方|首页|欢迎您?)+$")
_COMPANY = re.compile(COMPANY)
_TRADER = re.compile(f"{TRADER}|[\u4e00-\u9fff]{{2,8}}?[区县市][\u4e00-\u9fff]{{2,14}}?行")
_SHORT = re.compile("[\u4e00-\u9fff]{4,16}(?:经营部|商行|工作室|批发部|养殖场|[店坊馆厂铺行])")
_RUN_BY = re.compile(
    "(?:^|[\\s　，,。；;（(|｜])(?:坊主|店主|老板|老板娘|掌柜|场主|园主|庄主|行主|理事长|店家)[：:]"
    "[ \u3000]?([\u4e00-\u9fff]{2,4})(?![\u4e00-\u9fff])"
)
_FIRST_LINES = 3
_OF_LAW = ("公司", "合作社")
"""Forms that no mere brand has."""


def titled_names(page: Page, found: Iterable[Particular]) -> Iterator[dict[str, Any]]:
    """Proof "title-name" of each full name in the page's title, headings and first lines: in how
    many of the three ("places"), whether it is a full one, who is said to run it ("person"). Asked
    where the page gives no reason why its name and the licence's may lawfully differ."""
    title, _, headings = page.title.partition("\n")
    first = page.fields.get("description", "").split("\n", _FIRST_LINES)[:_FIRST_LINES]
    headed = [title] if page.headed_by_title else []
    parts = ([*_PARTS.split(title)], [*headings.split("\n"), *headed], first)
    told: dict[str, set[int]] = {}
    for number, lines in enumerate(parts):
        for line in lines:
            if name := _whole_name(_SITE.sub("", line.strip())):
                told.setdefault(name, set()).add(number)
    person = _person(page, found)
    for name, places in told.items():
        yield {
            "kind": "title-name",
            "text": name,
            "place": "title",
            "places": len(places),
            "full": bool(_COMPANY.fullmatch(name) or _TRADER.fullmatch(name)),
            "person": person,
        }


def _whole_name(line: str) -> str:
    whole = any(form.fullmatch(line) for form in (_COMPANY, _TRADER, _SHORT))
    return plain_name(line) if whole else ""


def _person(page: Page, found: Iterable[Particular]) -> str:
    """The one who is said to run the shop, where the licence names another."""
    runs = {one[1] for one in _RUN_BY.finditer(page.fields.get("description", "")[:200_000])}
    held = {"".join(one.value.split()) for one in found if one.kind == "person"}
    return next(iter(runs)) if len(runs) == 1 and held and not runs & held else ""


def odds_of_title(proofs: Sequence[Mapping[str, Any]]) -> tuple[str, bool]:
    """(why the licence may be of another than who the page is named after, whether that is sure),
    ("", False) where nothing says so. Sure: a company's or cooperative's name as title and as
    heading."""
    held = [str(one["text"]) for one in proofs if one.get("kind") == "licence-name"]
    held += [str(one["holder"]) for one in proofs if one.get("holder")]
    titled = [one for one in proofs if one.get("kind") == "title-name"]
    if not held or any(
        not have_no_house_in_common(str(one["text"]), plain_name(name))
        for one in titled
        for name in held
    ):
        return "", False
    for one in titled:
        if not (one["full"] or one["person"]):
            continue
        again = (int(two["places"]) for two in titled if two["text"] in one["text"])
        sure = one["text"].endswith(_OF_LAW) and sum(again) > 1
        who = f"（由{one['person']}经营）" if one["person"] else ""
        return (
            f"网页以“{one['text']}”{who}为名，公示的却是“{held[0]}”的营业执照，"
            + ("两者不是同一主体" if sure else "是否同一主体须人工核对"),
            sure,
        )
    return "", False
