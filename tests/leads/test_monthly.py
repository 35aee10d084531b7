"""The monthly table counts acts by their day in Beijing, once, for who acted."""

from datetime import date

import pytest

from leads.errors import IllegalStep
from leads.models import Measure, MonthlyReport, Officer, OfflineCheck
from leads.monthly import COLUMNS, counted, month_of, send_report, shown, table
from tests.leads.pages_filed import DAY, finding

Kind = Measure.Kind


@pytest.fixture
def officer(home):
    return Officer.objects.create(name="李某", number="1", unit="network", office="530502")


def act(officer, kind, day, **facts) -> Measure:
    plain = {"office": "530502", "officer": officer, "made_at": DAY}
    return Measure.objects.create(kind=kind, day=day, **(plain | facts))


def test_acts_count_by_their_day_and_corrections_replace(officer):
    act(officer, Kind.CASE, date(2026, 10, 31))
    wrong = act(officer, Kind.CASE, date(2026, 10, 1))
    act(officer, Kind.CASE, date(2026, 11, 2), corrects=wrong)
    act(officer, Kind.SERVICE_STOP, date(2026, 10, 9), count=3)
    act(officer, Kind.FINE, date(2026, 10, 9), fine_fen=1_000_000, confiscated_fen=250_000)
    act(officer, Kind.POLICE, date(2026, 10, 9), receipt=False)
    act(officer, Kind.ORDER, date(2026, 10, 9), office="530100")
    october, november = counted("530502", "2026-10"), counted("530502", "2026-11")
    assert october["cases"] == 1 and november["cases"] == 1
    assert october["stops"] == 3 and october["fines"] == 1_250_000 and october["orders"] == 0
    by_key = {column.key: shown(column, october) for column in COLUMNS}
    assert by_key["fines"] == "1.25" and by_key["police"] == "1（无回执1）"


def test_a_visit_counts_once_for_several_leads(officer, shelf):
    from leads.filing import Filing

    second = Officer.objects.create(name="王某", number="2", unit="network", office="530502")
    leads = Filing().file_visit(shelf.visit(finding(), finding(area="advertising", term="最")))
    for lead in leads:
        OfflineCheck.objects.create(
            lead=lead,
            visit="现-1",
            day=date(2026, 10, 5),
            place="某街1号",
            first=officer,
            second=second,
            found="无",
            office="530502",
            made_at=DAY,
        )
    assert len(leads) == 2 and counted("530502", "2026-10")["visits"] == 1


def test_a_report_is_frozen_and_corrected_by_another(officer):
    values = counted("530502", "2026-10")
    with pytest.raises(IllegalStep, match="somebody else"):
        send_report("530502", "2026-10", values, filled_by="李某", reviewed_by="李某")
    with pytest.raises(IllegalStep, match="not ended"):
        send_report("530502", "2999-01", values, filled_by="李某", reviewed_by="王某")
    send_report("530502", "2026-10", values, filled_by="李某", reviewed_by="王某")
    act(officer, Kind.CASE, date(2026, 10, 3))
    assert MonthlyReport.objects.get().values["cases"] == 0, "later acts change no report"
    fresh = counted("530502", "2026-10")
    with pytest.raises(IllegalStep, match="say why"):
        send_report("530502", "2026-10", fresh, filled_by="李某", reviewed_by="王某")
    again = send_report(
        "530502", "2026-10", fresh, filled_by="李某", reviewed_by="王某", reason="漏报"
    )
    assert again.kind == "更正" and again.turn == 2


def test_the_province_table_has_17_rows_and_tells_none_from_not_reported(officer):
    values = counted("530502", "2026-10")
    send_report("530502", "2026-10", values, filled_by="李某", reviewed_by="王某")
    rows = table("2026-10")
    assert [rows[0].name, rows[-1].name] == ["省局本级", "合计"] and len(rows) == 18
    by_code = {row.code: row for row in rows}
    cases = next(column for column in COLUMNS if column.key == "cases")
    assert shown(cases, by_code["530500"].values) == "0"
    assert shown(cases, by_code["530100"].values) == "—"


def test_a_month_is_read_strictly():
    assert month_of("2028-02") == (date(2028, 2, 1), date(2028, 2, 29))
    for text in ("2026-13", "2026", "x", "2026-00"):
        with pytest.raises(IllegalStep):
            month_of(text)
