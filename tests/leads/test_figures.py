"""A term's record tells how often officers agreed with it."""

from leads.figures import stage_counts, term_records
from leads.filing import Filing
from leads.home import Home
from leads.models import Lead
from tests.leads.pages_filed import Shelf, finding


def test_confirmed_and_dismissed_are_counted_by_term(home: Home, shelf: Shelf) -> None:
    fates = [
        ("a", "verified", "", ""),
        ("b", "closed", "case_opened", ""),
        ("c", "dismissed", "", "context"),
        ("d", "dismissed", "", "qualified"),
        ("e", "suspected", "", ""),
    ]
    for shop, stage, answer, why in fates:
        both = [finding(), finding(snippet="又一句高仿", start=20, end=22)]
        both.append(finding(lead=False, excused="语境", term="精仿", snippet="不卖精仿"))
        [lead] = Filing().file_visit(shelf.visit(*both, shop_key=shop, path=f"/{shop}"))
        Lead.objects.filter(pk=lead.pk).update(stage=stage, answer=answer, dismissed_as=why)
    [record] = term_records()
    assert (record.list_id, record.term) == ("counterfeit", "高仿")
    assert (record.hints, record.registered, record.effective) == (5, 2, 1)
    assert (record.dismissed, record.noise, record.undecided) == (2, 1, 1)
    assert record.precision == 0.5
    assert term_records("advertising") == []
    [own] = term_records(leads=Lead.objects.filter(shop__key__in=["a", "c"]))
    assert (own.hints, own.registered, own.noise, own.precision) == (2, 1, 1, 0.0)
    counts = stage_counts(unit="trademark")
    assert counts["dismissed"] == 2
    assert sum(counts.values()) == 5
    assert stage_counts(office="530000")["suspected"] == 0
