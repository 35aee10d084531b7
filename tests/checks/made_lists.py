"""Lists made from one word."""

from keywords.keyword_list import KeywordList


def made_list(area: str, *units: str, **term: object) -> KeywordList:
    """A list of `area` with one strong term, 拉人头, or as `term` has it."""
    return KeywordList.model_validate(
        {
            "id": area.replace("_", "-"),
            "title": "试",
            "area": area,
            "version": "1",
            "units": units or ["network"],
            "basis": [{"key": "a", "law": "某法", "article": "第一条", "valid_from": "2020-01-01"}],
            "terms": [{"text": "拉人头", "strength": "strong", **term}],
        }
    )
