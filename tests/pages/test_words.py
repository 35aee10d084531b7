"""Word lists, and patterns made of them."""

import re

from pages.words import alternation, words


def test_a_pattern_finds_the_longest_word_whatever_their_order():
    for known in (["血压", "血压高"], ["血压高", "血压"], words("血压 血压高")):
        assert re.findall(alternation(known), "血压高，血压低") == ["血压高", "血压"]
