"""Terms, rules and legal bases: the parts of a keyword list."""

import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from keywords.errors import WrongValue
from keywords.fold import folded_letters
from keywords.goods import GoodsClass

PARTING = frozenset("\n；;、|")
"""Characters that part the items of one cell of a workbook; no phrase holds one."""


def _text(value: str) -> str:
    value = unicodedata.normalize("NFC", value).strip()
    if any(unicodedata.category(c) in ("Cc", "Cs", "Co", "Cn") and c != "\n" for c in value):
        raise WrongValue(
            "含有控制字符", "holds control characters", "可见的文字", "visible characters"
        )
    return value


def _phrase(value: str) -> str:
    value = _text(value)
    if PARTING & set(value):
        raise WrongValue(
            "一个词里不能有换行、分号、顿号和竖线",
            "a phrase may hold no line break, semicolon, enumeration comma or bar",
            "每个词单独一项",
            "one item a phrase",
        )
    if not folded_letters(value):
        raise WrongValue(
            "没有文字或数字", "has no letter or digit", "至少一个字", "a letter or a digit"
        )
    return value


Prose = Annotated[str, AfterValidator(_text), Field(max_length=4000)]
Phrase = Annotated[str, AfterValidator(_phrase), Field(min_length=1, max_length=100)]
Phrases = tuple[Phrase, ...]
Identifier = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]{0,63}$")]


class Frozen(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Basis(Frozen):
    """法律依据: articles of a law and the days on which they are in force.

    Several entries may share a `key`: the same rule as the law renumbers it, or as the law has it
    for other classes of goods. `valid_to` is the last day, None while in force. `goods` are the
    classes it is for; one without is for all that no other entry of its key is for.
    """

    key: Identifier
    law: Prose
    article: Prose
    text: Prose = ""
    valid_from: date
    valid_to: date | None = None
    goods: tuple[GoodsClass, ...] = ()

    def in_force(self, day: date) -> bool:
        """Whether the articles apply to an act of `day`."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    @property
    def citation(self) -> str:
        """《law》 with its articles."""
        return f"《{self.law}》{self.article}"


class Context(Frozen):
    """语境: what must stand near a hit, and what excuses it.

    A phrase of `needs` must stand beside the hit in its clause (any one will do),
    one of `needs_page` somewhere on the page. `excludes` are phrases (第一时间, 仿皮)
    that excuse a hit which is part of them or overlaps them. The others excuse
    by where they stand: before or after the hit in its clause, in its clause,
    in its sentence, in the name of the goods, anywhere on the page.
    """

    needs: Phrases = ()
    needs_page: Phrases = ()
    excludes: Phrases = ()
    excludes_before: Phrases = ()
    excludes_after: Phrases = ()
    excludes_clause: Phrases = ()
    excludes_sentence: Phrases = ()
    excludes_title: Phrases = ()
    excludes_page: Phrases = ()


CONTEXT_FIELDS = tuple(Context.model_fields)


class Rule(Context):
    """规则: what several terms share: their legal basis, and contexts added to each term's own.

    `sign` says what the offence looks like, `excuse` what would clear it; both
    are shown to the officer who reads a finding.
    """

    title: Prose
    sign: Prose = ""
    excuse: Prose = ""
    basis: tuple[Identifier, ...] = ()


class Term(Context):
    """词条: one keyword.

    `strength`: a strong sign 强特征 makes a lead alone, a weak one 弱特征 does not.
    `search`: shops are asked for it. `variants`: other spellings that mean the
    same. `rejects`: whether a word of rejection before it (拒绝高仿) excuses it.
    `exact`: nothing may be inserted between its characters. `plain`: it is looked
    for as written alone, in no spelling by sound, by look or in parts (only
    strong terms are). `origin`: for a geographical indication, the places of its
    protected area. `basis`: keys of the list's basis; those of its rule where empty.
    """

    text: Phrase
    strength: Literal["strong", "weak"]
    rule: Identifier = "term"
    search: bool = False
    variants: Phrases = ()
    rejects: bool = True
    exact: bool = False
    plain: bool = False
    origin: Phrases = ()
    basis: tuple[Identifier, ...] = ()
    note: Prose = ""

    @property
    def spellings(self) -> tuple[str, ...]:
        """The text and its variants."""
        return (self.text, *self.variants)


def in_full(term: Term, rules: Mapping[str, Rule]) -> Term:
    """`term` with its rule's contexts and basis written into it."""
    rule = rules.get(term.rule)
    if rule is None:
        return term
    merged: dict[str, Phrases] = {
        name: tuple(dict.fromkeys((*getattr(term, name), *getattr(rule, name))))
        for name in CONTEXT_FIELDS
    }
    return term.model_copy(update={**merged, "basis": term.basis or rule.basis})
