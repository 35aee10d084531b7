"""The few signs that a spelling cannot do without."""

import pytest

from keywords.pattern import Pattern


@pytest.mark.parametrize(
    ("spelling", "letters", "identity"),
    [
        ("1:1", "11", "1:1"),
        ("１：１", "11", "1:1"),
        ("1∶1", "11", "1:1"),
        ("11", "11", "11"),
        ("100%", "100", "100%"),
        ("A+货", "a货", "a+货"),
        ("定制:高仿", "定制高仿", "定制高仿"),
        ("No.1", "no1", "no1"),
        ("《高仿》", "高仿", "高仿"),
    ],
)
def test_marks_are_kept_where_they_carry_meaning(
    spelling: str, letters: str, identity: str
) -> None:
    pattern = Pattern.of(spelling)
    assert (pattern.letters, pattern.identity) == (letters, identity)
    assert len(pattern.marks) == len(letters) + 1


def test_where_a_spelling_has_separators_of_its_own() -> None:
    assert Pattern.of("No.1").parted == {2}
    assert Pattern.of("高仿").parted == frozenset()
    assert Pattern.of("top 1").latin
    assert not Pattern.of("A货").latin
