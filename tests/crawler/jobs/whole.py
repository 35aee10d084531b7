"""Whether a run ended whole: complete, nothing doubled, every record verified."""

from collections import Counter

from crawler.models import PageRow, Run, Step
from evidence.archive.reader import check_file, read_record
from evidence.archive.record import RecordRef
from leads.home import Home
from leads.models import LeadFinding


def assert_whole(home: Home, run_id: str, pages: int) -> None:
    """Every page once, with a record that reads back; every archive closed and sound."""
    run = Run.objects.get(id=run_id)
    assert (run.state, run.exit_code) == (Run.State.ENDED, 0)
    rows = PageRow.objects.filter(site__run=run, outcome="read")
    assert rows.count() == pages
    doubled = {url: n for url, n in Counter(rows.values_list("url", flat=True)).items() if n > 1}
    assert not doubled
    assert not Step.objects.filter(site__run=run, done=False).exists()
    assert not list(home.archive.glob("*.open"))
    for path in home.archive.glob("*.warc.gz"):
        assert not check_file(path).faults, path
    for row in rows:
        assert read_record(home.archive, RecordRef.from_json(row.record)).uri == row.url
    for finding in LeadFinding.objects.all():
        read_record(home.archive, RecordRef.from_json(finding.record))
