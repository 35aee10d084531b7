"""The one HTML page that every PDF is printed from."""

from dataclasses import replace

from evidence.package.records.page_html import page_html, pictures
from evidence.package.records.paper import Part, Slice
from tests.evidence.package.records.papers import paper


def test_margins_take_any_text_as_a_string_only() -> None:
    page = page_html(
        replace(
            paper("cover-sheet"),
            running='"} body{display:none} /*</style><b>$footer $song',
            number='1" \\',
            footer=("</style>", "$seam"),
        )
    )
    style = page.partition("<style>")[2].partition("</style>")[0]
    assert "body{display:none}" not in style
    assert "</style" not in style
    assert page.count("</style>") == 1
    assert "<b>" not in page
    assert "$" not in style


def test_a_picture_is_asked_for_once_by_its_content() -> None:
    one = paper("picture-sheet")
    (name,) = pictures(one)
    assert name.startswith("picture-")
    page = page_html(one)
    slices = [b for part in one.parts for b in part.blocks if isinstance(b, Slice)]
    assert page.count(f'src="/{name}"') == len(slices)
    assert page.count("src=") == len(slices)


def test_equal_pictures_that_were_read_twice_are_one() -> None:
    one = paper("picture-sheet")
    first = next(b for part in one.parts for b in part.blocks if isinstance(b, Slice))
    again = replace(first, picture=replace(first.picture))
    both = replace(one, parts=(*one.parts, Part("tall", (again,))))
    assert list(pictures(both)) == list(pictures(one))
    assert page_html(both).count("<img") == page_html(one).count("<img") + 1


def test_overlaps_are_marked_beside_the_picture_not_on_it() -> None:
    page = page_html(paper("picture-sheet"))
    assert page.count('class="shared"') == 4
    assert "图中最上5毫米与上一幅重叠" in page
    assert "图中最下5毫米与下一幅重叠" in page
