"""Words that sellers write otherwise 常被改写的词 (keywords/tables/hidden.txt), by which rules of
meaning are disguised: 支持 and 无理由 accuse nobody, and bu支持7天wu理由 still hides something."""

from functools import cache

from keywords.fold import folded_letters
from keywords.sound import TABLES


@cache
def hidden_words() -> tuple[str, ...]:
    """The words, folded, each once."""
    return tuple(
        dict.fromkeys(
            folded_letters(word.partition("=")[0]) for line in _lines() for word in line.split()
        )
    )


@cache
def known_writings() -> dict[str, str]:
    """Folded writing → the word that it is known to stand for: 白草枯 → 百草枯."""
    writings: dict[str, str] = {}
    for line in _lines():
        word, _, others = line.partition("=")
        for other in filter(None, others.strip().split("，")):
            writings.setdefault(folded_letters(other), folded_letters(word))
    return writings


@cache
def _lines() -> tuple[str, ...]:
    text = (TABLES / "hidden.txt").read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines() if line and not line.startswith("#"))
