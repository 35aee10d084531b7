"""Handlers are found however they are written, and looked for at little cost."""

import re

import pytest

from pages.handlers import has_handlers
from tests.pages.typical_page import typical_page
from tests.plain_steps import plain_steps


@pytest.mark.parametrize(
    "tag",
    [
        "<b OnClick='go()'>",
        '<b id="a"onclick =go()>',
        "<b\u3000onload\u3000\u3000=go()>",
        "<b\u0085onload=go()>",
        "<a HREF = 'JavaScript:go()'>",
    ],
)
def test_a_handler_in_any_case_and_after_any_space(tag: str) -> None:
    assert has_handlers(f"<p>茶叶</p>{tag}")


@pytest.mark.parametrize(
    "tag",
    [
        "<a href='javascript:void(0)'>",
        "<a href=javascript:;>",
        "<b data-on=once>",
        "<meta content=一>",
    ],
)
def test_what_opens_nothing(tag: str) -> None:
    assert not has_handlers(f"<p>茶叶</p>{tag}")


def test_a_page_without_them_is_not_read_letter_by_letter() -> None:
    html = re.sub("<script.*?</script>", "", typical_page().decode(), flags=re.DOTALL)
    assert not has_handlers(html)
    # 0.3 measured; a search of every letter takes 1.9.
    assert plain_steps(lambda: [has_handlers(html) for _ in range(100)]) < 0.9
