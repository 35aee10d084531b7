from pages.rule_index import fitting, index_of


def test_rules_stand_from_the_weakest_to_the_strongest():
    index = index_of(((".x{display:none}#i{display:block}p.x{display:none}", ""),)).telling
    found = [rule.selector.weight for rule in fitting(index, "p", "x y", "i")]
    assert len(found) == 3 and found == sorted(found)
    assert fitting(index, "p", "y", "") == ()


def test_layers_give_way_whatever_their_weight():
    index = index_of((("@layer a{#i{display:none}}.x{display:block}", ""),)).telling
    assert [rule.hides for rule in fitting(index, "p", "x", "i")] == [True, False]


def test_a_rule_said_again_and_again_is_one():
    css = ".x{display:none}" * 3_000 + ".x{display:block}" * 3_000
    found = fitting(index_of(((css, ""),)).telling, "p", "x", "")
    assert [rule.hides for rule in found] == [True, False]


def test_what_may_show_again_is_kept():
    css = ".x{opacity:0}.y{opacity:1}.z{line-height:2}"
    assert set(index_of(((css, ""),)).telling) == {"x", "y"}
