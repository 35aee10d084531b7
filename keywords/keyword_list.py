"""Keyword lists 关键词表: what units agree to look for, and on what legal basis.

A list is a TOML file (docs/keywords.md) or a workbook. What units sign is the
digest of its canonical bytes, which do not depend on the file's format, the
order of its terms, its comments, or on options of later versions it does not use.
"""

import hashlib
import json
from collections.abc import Collection, Mapping
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from keywords.errors import WrongValues
from keywords.goods import GoodsClass
from keywords.list_faults import basis_faults, term_faults, unknown_basis
from keywords.term import CONTEXT_FIELDS, Basis, Frozen, Identifier, Prose, Rule, Term, in_full
from keywords.toml_source import load_toml

__all__ = ["Basis", "KeywordList", "Rule", "Term", "load_list", "shipped_lists"]

FORMAT = "wangjian keyword list 1"


class KeywordList(Frozen):
    """关键词表. `area` is a file of checks/areas without .py; `units` must all agree; `chief` are
    the bases of a finding of which it is not known what article it breaks (all if none is named).
    """

    id: Identifier
    title: Prose
    area: Identifier
    version: Annotated[str, Field(pattern=r"^[0-9A-Za-z][0-9A-Za-z.+-]{0,31}$")]
    units: Annotated[tuple[Identifier, ...], Field(min_length=1)]
    signs: tuple[Prose, ...] = ()
    chief: tuple[Identifier, ...] = ()
    basis: Annotated[tuple[Basis, ...], Field(min_length=1)]
    rules: dict[Identifier, Rule] = {}
    terms: Annotated[tuple[Term, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _agrees_with_itself(self) -> Self:
        wrong = [
            *basis_faults(self.basis),
            *unknown_basis(self.chief, sorted({b.key for b in self.basis}), ("chief",)),
            *term_faults(self.basis, self.rules, self.terms),
        ]
        if wrong:
            raise WrongValues(wrong)
        return self

    def canonical(self) -> bytes:
        """The bytes that units sign: JSON with sorted keys, without values left at their default.

        Term order and the order inside phrase lists carry no meaning and are sorted away.
        """
        content = self.model_dump(mode="json", exclude_defaults=True)
        for term in content["terms"]:
            _sort_phrases(term)
        for rule in content.get("rules", {}).values():
            _sort_phrases(rule)
        content["terms"].sort(key=lambda term: term["text"])
        for basis in content["basis"]:
            basis.get("goods", []).sort()
        content["basis"].sort(
            key=lambda basis: (basis["key"], basis["valid_from"], basis.get("goods", []))
        )
        content.get("chief", []).sort()
        content["units"].sort()
        content["format"] = FORMAT
        return json.dumps(
            content, ensure_ascii=False, sort_keys=True, separators=(",", ":")
        ).encode()

    @cached_property
    def digest(self) -> str:
        """ "sha256:" and the SHA-256 of the canonical bytes in hex."""
        return "sha256:" + hashlib.sha256(self.canonical()).hexdigest()

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """A copy; a changed one has a digest of its own."""
        copied = super().model_copy(update=update, deep=deep)
        copied.__dict__.pop("digest", None)
        return copied

    def rule_of(self, term: Term) -> Rule | None:
        """The rule that `term` names, if the list describes it."""
        return self.rules.get(term.rule)

    def texts(self, rule: str) -> tuple[str, ...]:
        """All spellings of the terms of `rule`, in list order: the list as plain data."""
        return tuple(s for term in self.terms if term.rule == rule for s in term.spellings)

    def in_full(self, term: Term) -> Term:
        """`term` with its rule's contexts and basis written into it."""
        return in_full(term, self.rules)

    def basis_of(
        self, keys: Collection[str], day: date, goods: GoodsClass = "other"
    ) -> list[Basis]:
        """What is in force on `day` of `keys` (of the whole list if there is none) for a class of
        goods, in list order."""
        known = [b for b in self.basis if b.in_force(day) and (not keys or b.key in keys)]
        special = {b.key for b in known if goods in b.goods}
        return [b for b in known if (goods in b.goods if b.key in special else not b.goods)]

    def basis_on(self, day: date, term: Term | None = None, goods: GoodsClass = "other") -> str:
        """The citations in force on `day` for a term, "；" between them; "" where there is none.
        Without a term those of a finding of which no rule says what it breaks.

        The law of the day of the act applies 从旧兼从轻, not that of the capture.
        """
        keys = self.in_full(term).basis if term else self.chief
        return "；".join(dict.fromkeys(b.citation for b in self.basis_of(keys, day, goods)))


def load_list(path: Path) -> KeywordList:
    """Read a list from TOML. Raises FileFault."""
    return load_toml(path, KeywordList)


def shipped_lists() -> list[Path]:
    """The lists that come with the program, by name."""
    return sorted((Path(__file__).parent / "lists").glob("*.toml"))


def _sort_phrases(entry: dict[str, Any]) -> None:
    for name in (*CONTEXT_FIELDS, "variants", "origin", "basis"):
        if name in entry:
            entry[name].sort()
