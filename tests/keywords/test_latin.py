"""Latin words among Chinese."""

from keywords.fold import fold
from keywords.latin import latin_tokens


def test_words_are_parted_where_the_original_parts_them() -> None:
    folded = fold("卖 Gao Fang手表，v-x 看gao仿 A")
    assert [token for _, token in latin_tokens(folded)] == ["gao", "fang", "v", "x", "gao", "a"]
    assert all(folded.text[at : at + len(token)] == token for at, token in latin_tokens(folded))


def test_prose_and_addresses_are_left_alone() -> None:
    prose = "the quick brown fox jumps over the lazy dog and is gone"
    assert [token for _, token in latin_tokens(fold(f"高fang {prose}"))] == []
    assert [token for _, token in latin_tokens(fold(f"高fang包 {prose}"))] == ["fang"]


def test_a_text_without_latin_has_none() -> None:
    assert latin_tokens(fold("高仿，１：１")) == []
    assert latin_tokens(fold("")) == []
