"""Sayings 说法: what a seller says in several ways, none of which is an offence alone.

That nobody can tell, that it comes from the same mill, that the receipt comes along: each kind
of saying has a weight, and one more where it is said again in other words. Title and text are
one talk; in the text only what stands within a reach of each other counts together, so that
scattered words of a long page never add up. What is denied, warned of or told of others does not
count, and a shop that tells openly what it sells says nothing. Words that two kinds of saying share
count once, for the kind that they tell most of.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as made_field
from itertools import islice
from operator import itemgetter
from typing import Any

from checks.context import Context
from checks.finding import Finding, Strength
from checks.own_texts import Part
from checks.plain_text import in_sentence
from checks.prefilter import PREFILTER, Looked
from checks.quoted_words import whole_words
from checks.rule_finding import rule_finding
from checks.subject_goods import is_of_a_text
from checks.taking_back import about_offences, denied, of_others

REACH = 220
"""Characters of plain text within which sayings count together: some four sentences."""
_AROUND = 120
"""Characters before and behind what was said in which the shop may speak for itself."""
_MAX_PLACES = 40
_TELLING = 3
"""The weight of an act that tells enough without its subject."""
_FIELDS = ("description", "attributes", "image_text", "alt", "structured", "meta", "title")
_SENTENCE_REACH = 120
_LONGEST_QUOTE = 24
_ENDS = "，。\n"


@dataclass(frozen=True, slots=True, eq=False)
class Saying:
    """One kind of saying: `name` is what an officer reads, `weight` what it counts.

    `denies`: whether 绝不, 不是 … before it in its clause take it back; False for sayings
    that are denials themselves (没有标签). `support`: it only adds to others (what the goods
    are, that they sell well), and however many of these are no offence.
    """

    name: str
    weight: int
    pattern: Any
    denies: bool = True
    support: bool = False

    def __post_init__(self) -> None:
        self.pattern.place()


@dataclass(frozen=True)
class Talk:
    """Sayings that together mean an offence where their weights reach `enough`.

    `sign` ends the sentence an officer reads after what was seen; `excuse` says what would
    speak for the shop. `about` must stand in the name of the goods or in the text. `honest` around
    what was said, or `honest_title` in the name of the goods, and nothing is said. `basis`
    are keys of the area's list. `every` names sayings of which each must be there; where none
    of `subjects` (a brand) is named, and no act is very telling, one more is needed.
    """

    name: str
    sayings: tuple[Saying, ...]
    enough: int
    sign: str
    excuse: str
    basis: tuple[str, ...]
    about: Any | None = None
    honest: Any | None = None
    honest_title: Any | None = None
    every: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    strength: Strength = "strong"
    worth: Mapping[str, int] = made_field(init=False)
    """What each kind of saying can count at most: one more if it is said in two ways."""
    acts: frozenset[str] = made_field(init=False)
    """The kinds of which one must be said: those that do not only support others."""
    acting: tuple[int, ...] = made_field(init=False)
    """The numbers of their patterns."""

    def __post_init__(self) -> None:
        acts = frozenset(one.name for one in self.sayings if not one.support)
        worth: dict[str, int] = {}
        for one in self.sayings:
            most = one.weight + (one.name in acts)
            worth[one.name] = max(most, worth.get(one.name, 0))
        acting = tuple(one.pattern.number for one in self.sayings if not one.support)
        object.__setattr__(self, "acts", acts)
        object.__setattr__(self, "acting", acting)
        object.__setattr__(self, "worth", worth)


@dataclass(frozen=True, slots=True)
class _Said:
    saying: Saying
    start: int
    end: int
    words: str
    shown: str
    """What an officer reads of it."""


_Span = tuple[int, int, Saying, int]
"""From where to where a saying, or words of it, may stand; and at which place of its pattern."""


def saying_findings(context: Context, area: str, unit: str, talks: Sequence[Talk]) -> list[Finding]:
    """At most one finding for each of `talks`, an excused one too."""
    findings = []
    parts = sorted(
        (one for one in context.own_texts.parts if one.field in _FIELDS),
        key=lambda one: _FIELDS.index(one.field),
    )
    for talk in talks:
        found = _finding(context, (area, unit), talk, parts)
        if found is not None:
            findings.append(found)
    return findings


def _finding(
    context: Context, speaks_for: tuple[str, str], talk: Talk, parts: Sequence[Part]
) -> Finding | None:
    # Most talks, on most pages: what is said in the name and in all texts is not enough.
    may, name = context.own_texts.may_with_name, context.plain_name
    if not _may_be_enough([one for one in talk.sayings if may[one.pattern.number]], talk):
        return None
    about = about_offences(name)
    # What is called like an article may offer all the same: its sentences are asked below.
    if (about and not is_of_a_text(about)) or (
        talk.honest_title and talk.honest_title.search(name)
    ):
        return None
    if talk.about is not None and not talk.about.search(context.plain_own):
        return None
    of_name = PREFILTER.look(name)
    in_name = [saying for saying in talk.sayings if of_name.may[saying.pattern.number]]
    excused_one: Finding | None = None
    for part in parts:
        field, looked = part.field, part.looked
        in_title = field == "title"
        if not _may_be_heard(looked, [] if in_title else in_name, talk):
            continue  # most talks, in most texts
        known = [] if in_title else _said(name, _all_words(of_name, in_name))
        text, words = looked.text, _all_words(looked, talk.sayings)
        said = _said(text, _near_enough(words, [] if in_title else in_name, talk))
        while together := _together(said, known, talk):
            here = [one for one in together if one not in known]
            if not here:
                break
            first, last = min(one.start for one in here), max(one.end for one in here)
            # Shown is the saying that tells most, not the goods' name in a menu above it.
            telling = max(here, key=lambda one: (not one.saying.support, one.saying.weight))
            start, end = telling.start, telling.end
            # What speaks for one talk does not speak for the next one on the page.
            said = [one for one in said if one.start >= last]
            around = text[max(0, first - _AROUND) : last + _AROUND]
            if talk.honest is not None and talk.honest.search(f"{name}\n{around}"):
                continue
            at = (field, *context.plain(field).span(part.begin + start, part.begin + end))
            excused = context.excuse_at(*at, rejects=False)
            seen = "、".join(f"{one.saying.name}（“{one.shown}”）" for one in together)
            told = f"页面有{seen}等说法，{talk.sign}"
            found = rule_finding(context, speaks_for, talk, at, excused=excused, told=told)
            if excused is None:
                return found
            excused_one = excused_one or found
    return excused_one


def _may_be_heard(looked: Looked, in_name: Sequence[Saying], talk: Talk) -> bool:
    """Whether sayings that are enough, with those that may stand `in_name`, stand near each other
    in a text, whoever says them: it is asked where they can, and only there whether they do."""
    may = looked.may
    if not in_name and not any(map(may.__getitem__, talk.acting)):
        return False  # most texts
    there = [saying for saying in talk.sayings if may[saying.pattern.number]]
    if not _may_be_enough([*there, *in_name], talk):
        return False
    worth, lacking = _worth_beside(in_name, talk)
    others = [(saying.pattern, worth[saying.name]) for saying in there]
    # If the name has no act, what is enough stands around one.
    first = [one for one in there if not one.support]
    if any(not one.support for one in in_name):
        first = there
    for saying in first:
        for begin, end, place in looked.all_places(saying.pattern):
            if not looked.weighs(others, lacking, begin - REACH, end + REACH):
                continue
            for start, until in looked.found_at(saying.pattern, place):
                if until > start and _weigh(looked, others, lacking, start):
                    return True
    return False


def _weigh(looked: Looked, others: Sequence[tuple[Any, int]], lacking: int, place: int) -> bool:
    """Whether the sayings among `others` of which words begin within REACH of a place make up for
    what is `lacking`."""
    low, high = place - REACH, place + REACH
    if not looked.weighs(others, lacking, low, high):
        return False
    left = sum(worth for _, worth in others)
    for pattern, worth in others:
        if lacking <= 0 or left < lacking:
            break
        left -= worth
        if worth and any(
            end > start and low <= start <= high
            for near in looked.touched(pattern, low, high)
            for start, end in looked.found_at(pattern, near)
        ):
            lacking -= worth
    return lacking <= 0


def _worth_beside(in_name: Sequence[Saying], talk: Talk) -> tuple[dict[str, int], int]:
    """By kind of saying what it can count at most beside those `in_name`; and what is lacking."""
    worth, lacking = dict(talk.worth), talk.enough
    for saying in {one.name: one for one in in_name}.values():
        worth[saying.name] -= saying.weight
        lacking -= saying.weight
    return worth, lacking


def _all_words(looked: Looked, sayings: Sequence[Saying]) -> list[_Span]:
    """The words of each of `sayings` in a text, the first _MAX_PLACES of them."""
    may = looked.may
    words: list[_Span] = []
    for saying in sayings:
        if may[saying.pattern.number]:
            found = (
                (start, end, saying, place)
                for place in looked.places(saying.pattern)
                for start, end in looked.found_at(saying.pattern, place)
            )
            words += (span for span in islice(found, _MAX_PLACES) if span[1] > span[0])
    return words


def _near_enough(spans: list[_Span], in_name: Sequence[Saying], talk: Talk) -> list[_Span]:
    """Those of `spans` that stand within REACH of others with which they may be enough."""
    spans.sort(key=itemgetter(0))
    worth, lacking = _worth_beside(in_name, talk)
    needed = [] if any(not one.support for one in in_name) else talk.acts
    there = dict.fromkeys(worth, 0)  # by kind of saying: how many of `spans` from `at` to `until`
    near: list[_Span] = []
    until = kept = 0
    for at, (_, end, saying, _) in enumerate(spans):
        while until < len(spans) and spans[until][0] <= end + REACH:
            name = spans[until][2].name
            if not there[name]:
                lacking -= worth[name]
            there[name] += 1
            until += 1
        if lacking <= 0 and until > kept and (not needed or any(map(there.get, needed))):
            near += spans[max(at, kept) : until]
            kept = until
        there[saying.name] -= 1
        if not there[saying.name]:
            lacking += worth[saying.name]
    return near


def _may_be_enough(there: Sequence[Saying], talk: Talk) -> bool:
    """Whether the sayings that are `there` can be enough at all: most pages have one or two, and
    it need not be asked who says them."""
    worth = talk.worth
    names = {saying.name for saying in there}
    return (
        sum([worth[name] for name in names]) >= talk.enough
        and not names.isdisjoint(talk.acts)
        and names.issuperset(talk.every)
    )


def _said(text: str, words: Sequence[_Span]) -> list[_Said]:
    """What is said by `words` of a text, in order, without those denied or told of others; each
    word once."""
    said = [
        _Said(saying, start, end, text[start:end].strip(_ENDS), _shown(text, start, end))
        for start, end, saying, _ in words
        if not _taken_back(text, start, end, denies=saying.denies)
    ]
    return _each_once(sorted(said, key=lambda one: one.start))


def _shown(text: str, start: int, end: int) -> str:
    return whole_words(text, start, min(end, start + _LONGEST_QUOTE)).strip(_ENDS)


def _taken_back(text: str, start: int, end: int, *, denies: bool) -> bool:
    low, high = in_sentence(text, start, end, _SENTENCE_REACH)
    if of_others(text[low:high]):
        return True
    return denies and denied(text[low:start])


def _each_once(said: Sequence[_Said]) -> list[_Said]:
    """`said`, which is in order, but where the words of one are all words of another only the one
    that tells more, or as much and is said first: 懂的私 is a private deal, and no hush beside it.
    """
    shared: dict[int, list[int]] = {}
    for at, one in enumerate(said):
        for beside in range(at + 1, len(said)):
            other = said[beside]
            if other.start >= one.end:
                break
            if one.saying.name != other.saying.name and _within(one, other):
                shared.setdefault(at, []).append(beside)
                shared.setdefault(beside, []).append(at)
    told: set[int] = set(range(len(said))) - shared.keys()
    for at in sorted(shared, key=lambda at: (said[at].saying.support, -said[at].saying.weight)):
        if told.isdisjoint(shared[at]):
            told.add(at)
    return [said[at] for at in sorted(told)]


def _within(one: _Said, other: _Said) -> bool:
    """Whether the words of one of both, the first of which begins first, are all words of the
    other."""
    return other.end <= one.end or one.start == other.start


def _together(said: list[_Said], titled: list[_Said], talk: Talk) -> list[_Said]:
    """The first sayings within REACH that, with those of the title, are enough; else empty."""
    for number, first in enumerate(said):
        chosen = {one.saying.name: one for one in titled}
        again: set[str] = set()
        for one in said[number:]:
            if one.start - first.start > REACH:
                break
            before = chosen.setdefault(one.saying.name, one)
            if before.words != one.words and not one.saying.support:
                again.add(one.saying.name)
        acts = [one.saying.weight for one in chosen.values() if not one.saying.support]
        known = all(name in chosen for name in talk.every)
        weight = sum(one.saying.weight for one in chosen.values()) + len(again)
        named = not talk.subjects or any(name in chosen for name in talk.subjects)
        lacking = bool(acts) and max(acts) < _TELLING and not named
        if acts and known and weight >= talk.enough + lacking:
            return list(chosen.values())
    return []
