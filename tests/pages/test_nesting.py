"""Markup made to be slow is read in time, and its words are kept."""

import time

import pytest
from selectolax.lexbor import LexborHTMLParser

from pages.nesting import MAX_DEPTH, tame

LIMIT = 8.0  # seconds, on a machine that does other things too; untamed they take minutes


def depth(html: str) -> int:
    node, deepest, level = LexborHTMLParser(html).root, 0, 0
    stack = []
    while node is not None:
        deepest = max(deepest, level)
        if node.first_child is not None:
            stack.append(node)
            node, level = node.first_child, level + 1
            continue
        while node is not None and node.next is None:
            node, level = (stack.pop(), level - 1) if stack else (None, level)
        node = node.next if node is not None else None
    return deepest


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 100_000 + "高仿" + "</div>" * 100_000,
        "<ul><li>" * 50_000 + "高仿",
        "<span>" * 100_000 + "高仿",
        "<p>" + "".join(f"<b a={i}>" for i in range(3000)) + "<p>x" * 30_000 + "高仿",
        "<div><object></div></object>" * 30_000 + "高仿",
        "<div><script></div></script>" * 30_000 + "高仿",
        '<div a="</div>">' * 30_000 + "高仿",
        "<div><!-- </div> -->" * 30_000 + "高仿",
        "<div><p>x</p></div>" * 100_000 + "高仿",
        "<p " + " ".join(f"a{i}=1" for i in range(200_000)) + ">高仿",
        '<p a=">" ' + " ".join(f'a{i}=">"' for i in range(100_000)) + ">高仿",
    ],
    ids=range(11),
)
def test_bombs_are_flattened_and_their_words_kept(html):
    start = time.monotonic()
    flat, cut = tame(html)
    tree = LexborHTMLParser(flat)
    assert time.monotonic() - start < LIMIT
    assert cut
    assert "高仿" in tree.body.text()
    assert depth(flat) < MAX_DEPTH * 3


@pytest.mark.parametrize(
    "html",
    [
        "<div class='item'><a href='/p'><span>茶</span></a><p>价格 <b>99</b></p></div>" * 2_000,
        "<ul>" + "<li>没有结束标签<p>也没有" * 3_000 + "</ul>",
        "<table><tr><td>x" * 700 + "</table>" * 700,
        "<script>" + "var a='<div>';" * 3_000 + "</script>",
    ],
    ids=range(4),
)
def test_ordinary_markup_is_not_touched(html):
    assert tame(html) == (html, False)


def test_options_without_end_are_parsed_in_time_and_their_words_kept():
    html = "<select>" + "".join(f"<option value={i}>规格{i}号" for i in range(50_000))
    start = time.process_time()
    tamed, cut = tame(f"{html}</select><p>高仿")
    tree = LexborHTMLParser(tamed)
    assert cut and time.process_time() - start < LIMIT
    assert "规格49999号" in tree.root.text() and "高仿" in tree.root.text()


def test_many_selects_of_some_options_are_left_as_they_are():
    html = "<select><option>红<option>绿</select>" * 2_000
    assert tame(html) == (html, False)
