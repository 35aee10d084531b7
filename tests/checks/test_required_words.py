import pytest

from checks.required_words import required_words


@pytest.mark.parametrize(
    ("pattern", "groups"),
    [
        ("好评[^。]{0,9}返现", {"好评", "返现"}),
        ("[刷补]单", {"刷单 补单"}),
        ("假(?:一)?赔十", {"假", "赔十"}),
        ("(?:假一)赔(?:十|百)", {"假一赔十 假一赔百"}),
        ("(?:根治|断根)了(?:糖尿病)?", {"根治 断根", "了"}),
        ("(?:包过){1,3}", {"包过"}),
    ],
)
def test_one_word_of_each_group_stands_in_every_match(pattern, groups):
    told = {" ".join(sorted(group)) for group in required_words(pattern)}
    assert told <= {" ".join(sorted(group.split())) for group in groups}
    assert told


@pytest.mark.parametrize(
    "pattern", ["[^。]{3}", "好评|\\d{3}", "(?:返现)?", "(?i)vx", "\\p{Han}+", "[[:alpha:]]号", ""]
)
def test_what_cannot_be_told_needs_no_word(pattern):
    assert required_words(pattern) == ()
