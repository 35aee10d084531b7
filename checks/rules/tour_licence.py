"""A site that sells tours and shows no agency licence (旅行社业务经营许可证): 旅游法 48.

Said of a shop's home page only: on other pages the number may stand elsewhere. That a number is
not there is no wording: how the sentences of the page read has no say in it.
"""

from checks.context import Context
from checks.finding import Finding
from checks.pattern_rule import compiled

AREA = "travel"
UNIT = "market_order"
COMPARED = ("licence-missing",)

_SELLS_TOURS = compiled(
    "跟团游?|旅游线路|[一二三四五六七八1-8]日游|出团|纯玩团|旅游报名|散客拼团|双飞|地接|报团|"
    "旅游产品|定制游|组团"
)
_LICENCE = compiled(
    "旅行社业务经营许可|旅行社(?:经营)?许可证|l-?yn-?(?:cj)?\\d{4,6}|许可证(?:编)?号:?l-"
)
_ONLY_ROOMS = compiled("酒店|民宿|客栈|景区|博物馆|门票")
_ENOUGH = 2


def check(context: Context) -> list[Finding]:
    """One finding for a home page with tours and no number, on it or its second pages."""
    if not context.home:
        return []
    own = f"{context.plain_own}\n{context.plain('links').text}"
    tours = {match.group() for match in _SELLS_TOURS.finditer(own[:30_000])}
    if len(tours) < _ENOUGH or (_ONLY_ROOMS.search(context.plain_name) and len(tours) < 4):
        return []
    pages = (context.page, *context.second)
    if any(code.kind == "travel_agency" for page in pages for code in page.codes):
        return []
    if _LICENCE.search(own) or any(
        "旅行社业务经营许可" in page.text("description") for page in context.second
    ):
        return []
    seen = "、".join(f"“{word}”" for word in sorted(tours)[:4])
    return [
        context.bare_finding(
            AREA,
            rule="licence-missing",
            unit=UNIT,
            lead=True,
            strength="weak",
            reason=f"首页经营{seen}等旅行社业务，"
            f"没有标明旅行社业务经营许可证信息（图片文字未检的，须人工查看图片）。",
            excuse="许可证信息在本次没有查看的页面或者图片上；只是代理有许可的旅行社并已标明",
            basis=context.basis(AREA, "licence"),
        )
    ]
