"""导出: the hints of the list as a workbook, one a row, with the group that each is in."""

from collections.abc import Sequence
from datetime import date

from django.http import HttpRequest, HttpResponse

from desk.web.templatetags.desk_words import area_title, masked_person, office_title
from desk.web.workbook import workbook_answer
from leads.beijing import shown_time
from leads.harm import NAMES
from leads.plain_text import visible
from leads.triage import KINDS, Group

_COLUMNS = (
    ("组", 6), ("分组", 16), ("级别", 8), ("提示号", 20), ("网店", 28), ("主体", 28), ("领域", 16),
    ("属地", 16), ("疑似文字", 40), ("句", 60), ("首见", 20), ("末见", 20), ("要点", 36),
)  # fmt: skip


def taken_away(request: HttpRequest, groups: Sequence[Group], today: date) -> HttpResponse:
    """The workbook of the groups as they are listed; the export is noted."""
    rows = [
        [
            str(number),
            KINDS[group.kind],
            NAMES[hint.level],
            hint.hint_no,
            visible(hint.shop_name, 200),
            masked_person(hint.operator_name, hint.operator_type),
            area_title(hint.area),
            office_title(hint.office),
            visible(hint.words, 400),
            visible(hint.snippet, 1000),
            shown_time(hint.first_seen),
            shown_time(hint.last_seen),
            "·".join(group.facts(today)),
        ]
        for number, group in enumerate(groups, 1)
        for hint in group.hints
    ]
    return workbook_answer(request, "hints", "监测提示", _COLUMNS, rows)
