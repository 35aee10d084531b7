"""Words from the web neither break a database nor steer a screen."""

import json

from hypothesis import given
from hypothesis import strategies as st

from leads.plain_text import storable, storable_json, visible

any_text = st.text(st.characters(exclude_categories=()), max_size=60)


@given(any_text)
def test_stored_text_is_what_databases_take(text: str) -> None:
    stored = storable(text)
    stored.encode("utf-8")
    assert "\x00" not in stored
    assert len(stored) == len(text)
    json.dumps(storable_json({text: [text, {"x": text}]})).encode("utf-8")


@given(any_text)
def test_shown_text_has_nothing_that_acts(text: str) -> None:
    shown = visible(text)
    shown.encode("utf-8")
    assert not any(c in shown for c in "\n\r\t\x1b\x00\u202e\u2066\u200b\u2028\ufeff\ufffe")
    assert all(c.isprintable() or c == "\u3000" or c.isspace() for c in shown)


def test_hidden_characters_are_spelled_out() -> None:
    assert visible("高\u200b仿\u202e") == "高⟦U+200B⟧仿⟦U+202E⟧"
    assert visible("一\r\n二\t三", lines=True) == "一\n二 三"
    assert visible("一二三四", 3) == "一二…"
    assert storable("一二三四", 3) == "一二…"
