"""Spellings in folded letters: all that stand there, and nothing twice."""

import random

import pytest

from keywords.fold import fold
from keywords.letter_matcher import LetterMatcher


def by_hand(text: str, spellings: list[str]) -> list[tuple[int, int, int]]:
    return sorted(
        (at, at + len(spelling), number)
        for number, spelling in enumerate(spellings)
        for at in range(len(text))
        if text.startswith(spelling, at)
    )


@pytest.mark.parametrize("length", [0, 1, 2, 3, 60, 3_999, 4_001, 9_000])
@pytest.mark.parametrize("shortest", [1, 2, 3])
@pytest.mark.parametrize("rare", [1, 60])
def test_all_spellings_are_found_in_order(shortest: int, length: int, rare: int) -> None:
    chance = random.Random(length)
    letters = "高仿货a1真"
    made = {"".join(chance.choices(letters, k=chance.randint(shortest, 6))) for _ in range(40)}
    spellings = sorted(made)
    words = [*spellings, *letters, *["云" * 30] * rare]
    text = "".join(chance.choices(words, k=length))[:length]
    assert list(LetterMatcher(spellings).find(fold(text))) == by_hand(text, spellings)


def test_a_text_of_nothing_but_spellings_is_gone_through_part_by_part() -> None:
    text = "高仿货" * 6_000
    spellings = ["仿货高仿", "货高", "高仿货高仿货高仿货", "高仿"]
    found = list(LetterMatcher(spellings).find(fold(text)))
    assert len(found) == len(set(found)) == 6_000 + 5_999 * 2 + 5_998
    assert found == sorted(found)
    assert all(text[start:end] == spellings[number] for start, end, number in found)


def test_nothing_is_found_across_parts_that_are_looked_through_together() -> None:
    far = "云" * 4_000
    assert list(LetterMatcher(["高仿货", "货高", "仿货"]).find(fold(f"高仿{far}货高{far}货"))) == [
        (4002, 4004, 1)
    ]


def test_no_spellings_are_found_nowhere() -> None:
    assert list(LetterMatcher([]).find(fold("高仿" * 400))) == []
