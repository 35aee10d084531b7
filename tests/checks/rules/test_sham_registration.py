"""Sham addresses: the statutory declaration beside an address offers none."""

import pytest

from checks.context import Context
from checks.display.vocabulary import vocabulary
from checks.rules.sham_registration import check
from keywords.lexicon import Lexicon
from pages.reading import read_page
from tests.checks.made_pages import TODAY


def told(lexicon: Lexicon, text: str) -> list[str]:
    page = read_page(f"<h1>阿妹布鞋</h1><p>{text}</p>".encode(), "https://shop.example/")
    return [one.rule for one in check(Context(page, lexicon, today=TODAY))]


@pytest.mark.parametrize("wording", vocabulary(Lexicon([])).statements)
@pytest.mark.parametrize("between", ["　实际经营地址：", " 经营场所：", "。地址："])
def test_the_statutory_declaration_and_the_address_it_needs(lexicon, wording, between):
    assert told(lexicon, f"{wording}{between}昆明市五华区某路1号 电话0871-65310000") == []


def test_a_declaration_in_other_words(lexicon):
    assert told(lexicon, "个人小店，无需办理营业执照，地址：昆明市五华区某路1号") == []


def test_an_address_that_is_made_up(lexicon):
    text = "注册地址不需要真实，我们提供一个，包办执照"
    assert "credit.sham-address" in told(lexicon, text)
    assert "credit.sham-address" in told(
        lexicon, f"{vocabulary(Lexicon([])).statements[0]}。{text}"
    )
