"""Codes are an interface: each that is used is defined, each defined is used, in two languages."""

import re
from pathlib import Path

from evidence.package.faults import CODES, fault

SOURCES = Path("evidence/package")


def used() -> set[str]:
    """Every code that the sources give to a fault."""
    text = "".join(path.read_text("utf-8") for path in SOURCES.glob("*.py"))
    found = re.findall(r'\b(?:fault|PackageFault)\(\s*"([a-z0-9-]+)"', text)
    return set(found)


def test_every_code_is_defined_and_used() -> None:
    assert used() - CODES == set()
    assert CODES - used() == set()


def test_what_a_message_quotes_cannot_steer_a_terminal() -> None:
    for code in CODES:
        said = fault(code, "data/x", "\x1b[31m\u202e" + "a" * 500)
        assert said.where == "data/x"
        for text in (said.zh, said.en):
            assert text.isprintable()
            assert "{" not in text
            assert len(text) < 400
