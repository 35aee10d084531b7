"""Which capture's picture stands beside the sentence of a lead, and whether all is whole."""

from datetime import timedelta

from django.utils import timezone

from desk.jobs.verifications import Verification, keep_verification
from desk.web.lead.reasons import why
from desk.web.lead.records import holding_of, is_of_page, newest_capture
from leads.captures import Recheck, attach, keep_capture
from leads.models import Capture, LeadCapture
from leads.office import load_office
from tests.desk.web.hints.monday import hint
from tests.evidence.capture.made import made as capture_made


def tied(home, lead, number: str, url: str, found: list[dict[str, object]]) -> LeadCapture:
    taken = capture_made(home.captures / number, url_asked=url, url_final=url)
    row = keep_capture(home, load_office(home), taken)
    return attach(row, lead, Recheck("present", found=found))


def test_the_picture_is_of_the_page_in_which_the_sentence_stands(home, made, person, client_of):
    lead = hint(made, "advertising", "治疗高血压", "三七粉治疗高血压")
    main = why(lead).main
    other = tied(home, lead, "c-2", "https://shop.test/jiu", [{"matched": "早泄", "finding": 0}])
    assert newest_capture([other], main)[0] == other and not is_of_page(other, main)
    page = client_of(person()).get(f"/leads/{lead.pk}/").content.decode()
    assert "图为本店另一页面" in page and "/jiu" in page
    same = tied(home, lead, "c-1", main.url, [])
    assert newest_capture([other, same], main)[0] == same and is_of_page(same, main)
    shown = tied(home, lead, "c-3", main.url, [{"matched": main.matched, "finding": main.pk}])
    assert newest_capture([other, same, shown], main)[0] == shown
    page = client_of(person()).get(f"/leads/{lead.pk}/").content.decode()
    assert "图为本店另一页面" not in page


def states(client, lead, *rows) -> list[str]:
    """What the lead's page says of its captures, and each capture's own page."""
    pages = [f"/leads/{lead.pk}/", *(f"/captures/{row.pk}/" for row in rows)]
    return [client.get(page).content.decode() for page in pages]


def verified(home, row, *faults: str, day: int = 25) -> None:
    at = f"2026-11-{day}T01:00:00+00:00"
    keep_verification(home, "capture", row.number, Verification(at, row.manifest_digest, faults))


def test_a_lead_and_its_captures_say_the_same_of_what_was_verified_and_when(
    home, made, captures, person, client_of
):
    lead, client = made.lead(), client_of(person())
    first, second = (captures.row(leads=[lead]) for _ in range(2))
    Capture.objects.update(ledger_index=1)
    page, *own = states(client, lead, first, second)
    assert "2件未核验" in page and "已核验一致" not in page
    assert all("未核验" in one and "已核验一致" not in one for one in own)
    verified(home, first)
    assert "1件未核验" in states(client, lead)[0]
    verified(home, second, day=26)
    page, *own = states(client, lead, first, second)
    assert all("✓已核验一致" in one for one in (page, *own))
    assert "✓已核验一致</span> 11-25 09:00 2件" in page, "the verification farthest back"
    assert "11-25 09:00" in own[0] and "11-26 09:00" in own[1]
    verified(home, first, "text.txt：摘要不符", day=27)
    page, own = states(client, lead, first)
    assert "✕核验不一致" in page and "✕核验不一致" in own
    assert first.number in page and "text.txt：摘要不符" in page


def test_the_time_of_a_lead_without_captures_is_that_of_reading_it_back(made, person, client_of):
    lead = made.lead()
    found = holding_of(lead, [])
    assert found.words == "✓已核验一致" and found.at is not None
    assert timezone.now() - found.at < timedelta(minutes=1)
