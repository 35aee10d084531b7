"""Whether a run ended whole: complete, nothing doubled, every record verified."""

from collections import Counter

from crawler.models import PageRow, Run, Step
from evidence.archive.reader import check_file, read_record
from evidence.archive.record import RecordRef
from leads.home import Home
from leads.models import LeadFinding


def assert_whole(home: Home, run_id: str, pages: int, *, targets_done: bool = True) -> None:
    """Every page once, with a record that reads back; every archive closed and sound.

    A shop's limits may leave targets that were known and not asked (`targets_done`).
    """
    run = Run.objects.get(id=run_id)
    assert (run.state, run.exit_code) == (Run.State.ENDED, 0)
    rows = PageRow.objects.filter(site__run=run, outcome="read")
    assert rows.count() == pages
    keys = Counter(rows.values_list("site", "key"))
    assert not {key: n for key, n in keys.items() if n > 1}
    assert not targets_done or not Step.objects.filter(site__run=run, done=False).exists()
    assert not list(home.archive.glob("*.open"))
    for path in home.archive.glob("*.warc.gz"):
        assert not check_file(path).faults, path
    for row in rows:
        record = read_record(home.archive, RecordRef.from_json(row.record))
        # A browser's page is archived at the address where it ended.
        assert record.uri in (row.url.partition("#")[0], row.url, row.final_url)
    for finding in LeadFinding.objects.all():
        read_record(home.archive, RecordRef.from_json(finding.record))
