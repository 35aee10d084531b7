"""What a look with other lists, or without reading pictures, cannot tell of."""

from pathlib import Path

import pytest

from keywords.keyword_list import KeywordList, load_list, shipped_lists
from keywords.lexicon import Lexicon
from leads.filing import Filing
from leads.home import Home
from leads.models import Lead, LeadEvent, LeadFinding
from leads.recheck import recheck
from tests.evidence.capture.made import made
from tests.leads.pages_filed import Shelf, finding, later

pytestmark = pytest.mark.usefixtures("home")


def shipped(name: str) -> KeywordList:
    return next(load_list(path) for path in shipped_lists() if path.stem == name)


def looked_again(shelf: Shelf, *lists: KeywordList, flags: tuple[str, ...] = ()) -> bool:
    """Whether a page without the finding, read with `lists`, says that it is gone."""
    facts = shelf.visit(run_id="run-2", seen_at=later(3), flags=list(flags), lists=lists)
    Filing().file_visit(facts)
    gone = LeadFinding.objects.get().gone_at is not None
    assert gone == LeadEvent.objects.filter(step="gone").exists()
    return gone


def test_a_crawl_with_another_list_does_not_end_what_it_did_not_ask_for(shelf: Shelf) -> None:
    Filing().file_visit(shelf.visit(finding()))
    assert not looked_again(shelf, shipped("advertising"))
    assert looked_again(shelf, shipped("advertising"), shipped("counterfeit"))


def test_nor_does_another_list_of_the_same_matter(shelf: Shelf) -> None:
    Filing().file_visit(shelf.visit(finding()))
    own = shipped("counterfeit").model_copy(update={"id": "bags"})
    assert not looked_again(shelf, own)


def test_what_a_rule_found_is_told_by_a_list_of_its_matter(shelf: Shelf) -> None:
    Filing().file_visit(shelf.visit(finding(term="", list_id="")))
    assert not looked_again(shelf, shipped("licence"))
    assert looked_again(shelf, shipped("counterfeit").model_copy(update={"id": "bags"}))


def test_a_word_that_left_its_list_is_not_gone_from_the_page(shelf: Shelf) -> None:
    Filing().file_visit(shelf.visit(finding()))
    now = shipped("counterfeit")
    terms = tuple(term for term in now.terms if term.text != "高仿")
    assert not looked_again(shelf, now.model_copy(update={"terms": terms}))


def test_words_in_pictures_are_not_gone_where_pictures_were_not_read(shelf: Shelf) -> None:
    Filing().file_visit(shelf.visit(finding(field="image_text")))
    lists = shipped("counterfeit")
    assert not looked_again(shelf, lists, flags=("image-text-unchecked",))
    assert looked_again(shelf, lists, flags=("image-text-read",))


def test_a_capture_says_so_instead_of_denying_its_own_lead(
    home: Home, shelf: Shelf, tmp_path: Path
) -> None:
    url = "http://shop.example/p/1"
    (lead,) = Filing().file_visit(shelf.visit(finding(field="image_text"), url=url))
    taken = made(tmp_path / "c-1", finish=False)
    html = "<title>苦藤茶</title><p>¥88.00</p><img src=/poster.png width=700 height=900>"
    (taken.folder / "page.html").write_text(html, encoding="utf-8")
    told = recheck(taken, Lead.objects.get(pk=lead.pk), Lexicon([shipped("counterfeit")]))
    assert told.again is None and "文字在图片中" in told.why
    other = recheck(taken, lead, Lexicon([shipped("advertising")]))
    assert other.again is None
