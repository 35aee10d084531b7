"""How lists, versions and the units that sign them are called in sentences."""

from desk.web import here
from keywords.keyword_list import KeywordList


def short_unit(unit_id: str) -> str:
    """广告机构: a unit's short name, its full one where it has none."""
    unit = here.units().unit(unit_id)
    if unit is None:
        return unit_id
    return next((name for name in unit.aliases if name.endswith("机构")), unit.title)


def version_title(one: KeywordList) -> str:
    """违法广告用语第4版."""
    return f"{one.title}第{one.version}版"


def short_digest(digest: str) -> str:
    """9f3a…, as it stands in what is confirmed."""
    return digest.removeprefix("sha256:")[:4] + "…"
