"""The monthly table counts acts by their day in Beijing, once, for who acted."""

from datetime import UTC, date, datetime, timedelta

import pytest

from leads.errors import IllegalStep
from leads.models import Lead, LeadFinding, Measure, Officer, OfflineCheck
from leads.monthly import COLUMNS, counted, month_of, shown, table, vanished
from leads.monthly_reporting import Reporter, confirm_report, fill_report
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


def test_what_vanished_of_itself_is_counted_apart(officer, shelf):
    """Only of registered leads, only where nothing is left, only where nobody made it vanish."""
    from leads.filing import Filing

    gone = datetime(2026, 10, 31, 15, 30, tzinfo=UTC)  # still October in Beijing

    def lead(
        key: str, stage: str = "verified", at: datetime = gone, office: str = "530502"
    ) -> Lead:
        seen = (shelf.visit(finding(), path=f"/{key}{n}", shop_key=key) for n in (1, 2))
        made, _ = [Filing().file_visit(visit)[0] for visit in seen]
        Lead.objects.filter(pk=made.pk).update(stage=stage, office=office)
        LeadFinding.objects.filter(lead=made).update(gone_at=at)
        return made

    counts = lead("counts")
    lead("hint", "suspected")
    lead("november", at=gone + timedelta(hours=1))
    lead("elsewhere", office="530521")
    partly = lead("partly")
    first = LeadFinding.objects.filter(lead=partly).earliest("id")
    LeadFinding.objects.filter(pk=first.pk).update(gone_at=None)
    act(officer, Kind.GUIDANCE, date(2026, 10, 20), lead=lead("guided"))
    act(officer, Kind.ORDER, date(2026, 11, 2), lead=counts)
    assert list(vanished("530502", "2026-10")) == [counts]
    values = counted("530502", "2026-10")
    assert (values["vanished"], values["removed"]) == (1, 0)
    assert counted("530502", "2026-11")["vanished"] == 1


def test_the_province_table_has_17_rows_and_tells_none_from_not_reported(officer):
    values = counted("530502", "2026-10")
    report = fill_report("530502", "2026-10", values, Reporter("li", "李某"))
    assert all(row.values is None for row in table("2026-10")[:-1]), "nobody reviewed it yet"
    confirm_report(report, Reporter("wang", "王某"), seen=report.filled_at, within=15)
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
