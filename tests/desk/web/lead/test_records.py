"""Which capture's picture stands beside the sentence of a lead."""

from desk.web.lead.reasons import why
from desk.web.lead.records import is_of_page, newest_capture
from leads.captures import Recheck, attach, keep_capture
from leads.models import LeadCapture
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
