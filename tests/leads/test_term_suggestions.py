"""What suspected sentences suggest for the lists, and what became of their leads."""

from checks.likely_terms import LONGEST_TERM, likely_terms
from keywords.lexicon import Lexicon
from leads.filing import Filing
from leads.home import Home
from leads.models import Lead
from leads.term_suggestions import term_suggestions
from tests.checks.made_lists import made_list
from tests.leads.pages_filed import Shelf, finding

SAID = {
    "a": "盘都是机房退下来的，通电小时数先归零再封袋",
    "b": "机房退下来的盘，小时数归零后当新的出",
    "c": "蜂蜜里兑点果葡糖浆，甜度反倒更稳",
}


def file(shelf: Shelf, shop: str, sentence: str, area: str = "product_quality") -> Lead:
    found = finding(
        area=area,
        rule=f"{area}.unlisted",
        term="",
        list_id="",
        matched=sentence,
        snippet=sentence,
        start=0,
        end=len(sentence),
        strength="weak",
        unit="consumer_protection",
    )
    [lead] = Filing().file_visit(shelf.visit(found, shop_key=shop, path=f"/{shop}"))
    return lead


def no_list() -> Lexicon:
    return Lexicon([])


def test_words_of_more_shops_come_first_and_what_officers_said_of_them(
    home: Home, shelf: Shelf
) -> None:
    leads = {shop: file(shelf, shop, sentence) for shop, sentence in SAID.items()}
    file(shelf, "d", "机房退下来的，别的领域", area="advertising")
    Lead.objects.filter(pk=leads["a"].pk).update(stage="closed", answer="case_opened")
    Lead.objects.filter(pk=leads["c"].pk).update(stage="dismissed", dismissed_as="context")
    found = term_suggestions("product_quality", Lead.objects.all(), no_list())
    shared = next(one for one in found if one.shops == 2)
    assert shared.words in SAID["a"] and shared.words in SAID["b"]
    assert (shared.leads, shared.effective, shared.noise) == (2, 1, 0)
    dismissed = [one for one in found if one.words in SAID["c"]]
    assert dismissed and all(one.noise == 1 for one in dismissed)
    assert found.index(shared) < min(map(found.index, dismissed))
    assert all(one.sentence in SAID.values() for one in found)


def test_a_phrase_has_what_stands_beside_it_wherever_it_is_said(home: Home, shelf: Shelf) -> None:
    said = SAID["a"]
    short = [words for words in likely_terms(said) if len(words) < LONGEST_TERM]
    words = next(words for words in short if said[: said.index(words)][-1:].isalpha())
    wider = said[said.index(words) - 1] + words
    file(shelf, "a", said)
    file(shelf, "b", f"老板讲，{wider}，别家没有")
    found = term_suggestions("product_quality", Lead.objects.all(), no_list())
    assert next(one.shops for one in found if wider in one.words) == 2


def test_only_what_one_may_see_is_counted(home: Home, shelf: Shelf) -> None:
    for shop, sentence in SAID.items():
        file(shelf, shop, sentence)
    own = Lead.objects.filter(shop__key="c")
    found = term_suggestions("product_quality", own, no_list())
    assert found and {one.sentence for one in found} == {SAID["c"]}
    assert term_suggestions("travel", Lead.objects.all(), no_list()) == []


def test_what_the_list_finds_is_no_suggestion(home: Home, shelf: Shelf) -> None:
    file(shelf, "a", SAID["a"])
    before = term_suggestions("product_quality", Lead.objects.all(), no_list())
    known = made_list("product_quality", text=before[0].words)
    after = term_suggestions("product_quality", Lead.objects.all(), Lexicon([known]))
    assert before[0].words not in {one.words for one in after}
