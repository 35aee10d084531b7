from selectolax.lexbor import LexborHTMLParser

from pages.tags import NAMES, SILENT_NUMBERS, TEXT


def test_the_parsers_numbers_are_what_we_take_them_for():
    tree = LexborHTMLParser("<!doctype html><!-- c --><p>字<b>x</b><?pi?></p>")
    seen = {}
    stack = [tree.root.parent]
    while stack:
        node = stack.pop()
        seen[node.tag or "pi"] = node.tag_id
        child = node.first_child
        while child is not None:
            stack.append(child)
            child = child.next
    assert seen["-text"] == TEXT
    assert seen["-comment"] in SILENT_NUMBERS
    assert seen["-doctype"] in SILENT_NUMBERS
    assert NAMES[seen["p"]] == "p"
