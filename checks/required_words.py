"""Words that a pattern cannot do without (必含字词), and how far they may stand from each other:
read off the pattern itself.

"(?:掺|兑)了?[^。]{0,5}(?:糖浆|香精)|勾兑" matches in two ways. The first needs one of 掺 and 兑,
and one of 糖浆 and 香精, the second 勾兑; no match is longer than 9 characters. What cannot be told
needs nothing; too few words asked for only mean that a pattern is tried in vain.

The reader is a small one of its own: every process that checks pages reads some thousand patterns
before its first page, and Python's own parser takes four times as long.
"""

import re
from collections.abc import Iterable, Set
from dataclasses import dataclass, field

Group = frozenset[str]
"""Words of which one must be there."""

BORDERS = ("\n", "。\n", "，。\n")
"""What ends a line, a sentence, a clause."""

Size = tuple[int, int, int, int]
"""Characters that something stands for at most, and how many of them may be of each of BORDERS;
ENDLESS where there is no end to them."""
ENDLESS = 1 << 30


@dataclass(frozen=True, slots=True)
class Required:
    """What a pattern needs to match at all.

    `ways`: wherever it matches, a word of each group of one of them stands in the match; none
    where nothing is sure. `sizes`: by way, how large a match of that way can be, as far as it is
    known. `longest`: the characters of its longest match, `line_ends`: how many ends of lines a
    match can hold; None where there is no end to them.
    """

    ways: tuple[tuple[Group, ...], ...] = ()
    sizes: tuple[Size, ...] = ()
    longest: int | None = None
    line_ends: int | None = None


Part = tuple[str, ...] | list[Group]
"""A part of a pattern: the strings that it stands for, where they are few; else the groups of
words that it needs, [] where none is sure. What follows a list does not touch what is before."""

_MAX_GROUPS = 3
_MAX_SPELT = 48
"""Strings that one run of characters and small classes may spell."""
_MAX_CLASS = 24
_DIGITS = tuple("0123456789")
_MAX_REPEAT = 1000
"""RE2 refuses to repeat anything more often."""
_OFTEN = (1.0, 1 / 300, 1 / 20_000, 1 / 300_000)
"""How often a word of 1, 2, 3 … characters stands in a text, per character of it: a guess."""
_LONG = len(_OFTEN) - 1
_TOO_OFTEN = 0.3
_MARKS = frozenset("，。\n")
"""Marks that plain text is full of: that one stands there tells nothing."""
_NOTHING: Size = (0, 0, 0, 0)
_SHORT: Size = (4, 0, 0, 0)
"""Words that are no longer are looked for in one way, as if they were so long."""

_ESCAPE = r"\\[nrtfv]|\\[^\w\s]"
_CLASS = r"\\[dDsSwW]|\\[pP]\{\w+\}"
_TOKEN = re.compile(
    rf"""(?P<text>[^\\()\[|?*+{{.^$]+(?![?*+{{])|[^\\()\[|?*+{{.^$])
    |(?P<or>\|)
    |(?P<open>\((?!\?)|\(\?:|\(\?P?<\w+>)
    |(?P<close>\))
    |(?P<repeat>(?:[?*+]|\{{(?P<least>\d+)(?P<on>,)?(?P<most>\d+)?\}})\??)
    |\[(?P<not>\^)?+(?P<set>\]?+(?:\\.|[^\]\\])*)\]
    |(?P<place>[\^$]|\\[bBAz])
    |(?P<any>\.|{_CLASS})
    |(?P<escape>{_ESCAPE})""",
    re.VERBOSE | re.DOTALL,
)
_PLAIN_BRANCHES = re.compile(r"(?:[^\\()\[|?*+{.^$]+\|)+")
_MEMBER = re.compile(
    rf"(?P<class>{_CLASS})|(?P<one>{_ESCAPE}|[^\\])(?:-(?P<last>{_ESCAPE}|[^\\]))?", re.DOTALL
)
_NO_LINE_END = frozenset((".", "\\d", "\\w", "\\S", "\\p{Han}"))
_NO_OTHER_MARK = frozenset(("\\d", "\\w", "\\s", "\\p{Han}"))
"""What stands for many characters, but for no line's end; and for neither 。 nor ，."""
_CONTROLS = {"\\n": "\n", "\\r": "\r", "\\t": "\t", "\\f": "\f", "\\v": "\v"}


class Unread(ValueError):
    """A pattern with notation that is not read here, or that is none."""


def required_words(pattern: str) -> Required:
    """What `pattern`, which is RE2's, needs to match.

    Raises Unread; a pattern that was read is one that RE2 takes.
    """
    read = _read(pattern)
    ways = _ways(read)
    longest, line_ends = (size if size < ENDLESS else None for size in read.most[:2])
    return Required(tuple(ways), tuple(ways.values()), longest, line_ends)


@dataclass(slots=True)
class _Reading:
    """A pattern, or what stands in a bracket, as far as it is read: its `branches`, of which those
    that are nothing but letters (most of all there are) are `words`, and the one that is read now.

    `parts` are its parts, `atom` is where among them begins what may be repeated, and `atom_size`
    what it stands for; `size` is that of the parts, `sizes` those of the branches before, `most`
    the largest of each kind.
    """

    branches: list[list[Part]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    atom: int | None = None
    atom_size: Size = _NOTHING
    size: Size = _NOTHING
    sizes: list[Size] = field(default_factory=list)
    most: Size = _NOTHING

    def add(self, parts: Iterable[Part], size: Size) -> None:
        """Read one more atom."""
        self.atom, self.atom_size = len(self.parts), size
        self.parts.extend(parts)
        self.size = _both(self.size, size)

    def add_words(self, words: Iterable[str]) -> None:
        """Read branches that are nothing but letters."""
        for word in words:
            self.words.append(word)
            self._ends(_size(word))

    def end_branch(self) -> None:
        """The branch that is read now ends."""
        self.branches.append(self.parts)
        self.sizes.append(self.size)
        self._ends(self.size)
        self.parts, self.atom, self.size = [], None, _NOTHING

    def repeat(self, token: re.Match[str]) -> None:
        """The last atom stands there as often as `token` says."""
        if self.atom is None:
            raise Unread(token[0])
        least, most = _times(token)
        self.parts[self.atom :] = _repeated(self.parts[self.atom :], least, most)
        more = most - 1
        (long, lines, stops, clauses), one = self.size, self.atom_size
        self.size = (
            min(long + one[0] * more, ENDLESS),
            min(lines + one[1] * more, ENDLESS),
            min(stops + one[2] * more, ENDLESS),
            min(clauses + one[3] * more, ENDLESS),
        )
        self.atom = None

    def _ends(self, size: Size) -> None:
        if size != self.most:
            self.most = _larger(self.most, size)


def _read(pattern: str) -> _Reading:
    """`pattern`, read to its end."""
    around: list[_Reading] = []  # before each open bracket
    now = _Reading()
    at = 0
    while at < len(pattern):
        if now.atom is None and not now.parts and (plain := _PLAIN_BRANCHES.match(pattern, at)):
            now.add_words(plain[0][:-1].split("|"))
            at = plain.end()
            continue
        token = _TOKEN.match(pattern, at)
        if token is None:
            raise Unread(pattern[at : at + 12])
        at = token.end()
        kind = token.lastgroup
        if kind == "repeat":
            now.repeat(token)
        elif kind == "text":
            now.add(((token[0],),), _size(token[0]))
        elif kind == "or":
            now.end_branch()
        elif kind == "open":
            around.append(now)
            now = _Reading()
        elif kind == "close":
            if not around:
                raise Unread("a bracket is closed that is not open")
            now.end_branch()
            inner, now = now, around.pop()
            if at == len(pattern) and not (around or now.branches or now.words or now.parts):
                return inner  # a bracket around the whole pattern is none
            now.add(_together(inner.branches, inner.words), inner.most)
        elif kind == "set":
            members, marks = _members(token["set"])
            apart = bool(token["not"])  # which of the marks are not among them for sure
            size = _size_of_one(*(mark is not apart for mark in marks))
            now.add((members if members and not token["not"] else [],), size)
        elif kind == "any":
            size = _size_of_one(*(mark is not False for mark in _marks_of(token[0])))
            now.add((_DIGITS if token[0] == "\\d" else [],), size)
        elif kind == "escape":
            character = _character(token[0])
            now.add(((character,),), _size(character))
        else:  # a place takes no room
            now.atom = None
    if around:
        raise Unread("a bracket is not closed")
    now.end_branch()
    return now


def _size(word: str) -> Size:
    if word.isalnum():
        return len(word), 0, 0, 0
    lines, stops = word.count("\n"), word.count("。")
    return len(word), lines, lines + stops, lines + stops + word.count("，")


def _size_of_one(line: bool, stop: bool, comma: bool) -> Size:
    """The size of a character that may be an end of a line, a full stop, a comma."""
    return 1, int(line), int(line or stop), int(line or stop or comma)


def _both(one: Size, other: Size) -> Size:
    """The size of two things that follow each other."""
    return one[0] + other[0], one[1] + other[1], one[2] + other[2], one[3] + other[3]


def _ways(read: _Reading) -> dict[tuple[Group, ...], Size]:
    """The ways in which a pattern can match, with their sizes; those that need but one group are
    one if they are of one size."""
    one_of: dict[Size, set[str]] = {}
    for word in read.words:
        one_of.setdefault(_larger(_size(word), _SHORT), set()).add(word)
    ways: dict[tuple[Group, ...], Size] = {}
    for parts, size in zip(read.branches, read.sizes, strict=True):
        groups = [group for group in _of_sequence(parts) if _share(group) <= _TOO_OFTEN]
        if not groups:
            return {}
        if len(groups) == 1:
            one_of.setdefault(_larger(size, _SHORT), set()).update(groups[0])
        else:
            way = tuple(sorted(groups, key=_share)[:_MAX_GROUPS])
            ways[way] = _larger(ways.get(way, size), size)
    for size, words in one_of.items():
        way = (frozenset(words),)
        ways[way] = _larger(ways.get(way, size), size)
    return ways


def _larger(one: Size, other: Size) -> Size:
    """What is no smaller than either."""
    long, lines, stops, clauses = map(max, one, other)
    return long, lines, stops, clauses


def _times(token: re.Match[str]) -> tuple[int, int]:
    """(least, most) times."""
    mark = token[0][0]
    if mark != "{":
        return int(mark == "+"), 1 if mark == "?" else ENDLESS
    least = int(token["least"])
    most = int(token["most"] or (_MAX_REPEAT if token["on"] else least))
    if not least <= most <= _MAX_REPEAT:
        raise Unread(token[0])
    return least, most if token["most"] or not token["on"] else ENDLESS


def _repeated(parts: list[Part], least: int, most: int) -> list[Part]:
    """What `parts` need that stand there `least` to `most` times."""
    if least == most == 1:
        return parts
    return [_of_sequence(parts) if least else []]


_Marks = tuple[bool | None, bool | None, bool | None]
"""Whether a line's end, 。 and ， are among some characters; None where it cannot be told."""


def _members(text: str) -> tuple[tuple[str, ...], _Marks]:
    """The characters of a class, () where they are many; and which marks are among them."""
    members: list[str] = []
    many = False
    line = stop = comma = False
    classes: list[_Marks] = []
    at = 0
    while at < len(text):
        member = _MEMBER.match(text, at)
        if member is None or text.startswith("[:", at):
            raise Unread(text)
        if member[0] == "-" and 0 < at < len(text) - 1:  # between others it is no character
            raise Unread(text)
        at = member.end()
        if member["last"] is not None:
            first, last = _character(member["one"]), _character(member["last"])
            if first > last:
                raise Unread(text)
            if ord(last) - ord(first) < _MAX_CLASS:
                members += map(chr, range(ord(first), ord(last) + 1))
            else:
                many = True
                line, stop, comma = (
                    known or first <= mark <= last
                    for known, mark in ((line, "\n"), (stop, "。"), (comma, "，"))
                )
        elif member["class"] == "\\d":
            members += _DIGITS
        elif member["class"] is not None:
            many = True
            classes.append(_marks_of(member["class"]))
        else:
            members.append(_character(member["one"]))
    line, stop, comma = line or "\n" in members, stop or "。" in members, comma or "，" in members
    marks: _Marks = (line, stop, comma)
    if classes:
        marks = (
            line or (None if any(one[0] is None for one in classes) else False),
            stop or (None if any(one[1] is None for one in classes) else False),
            comma or (None if any(one[2] is None for one in classes) else False),
        )
    return () if many or len(members) > _MAX_CLASS else tuple(members), marks


def _marks_of(many: str) -> _Marks:
    """Which marks are among the `many` characters that a class by name, or a dot, stands for."""
    line = False if many in _NO_LINE_END else None
    other = False if many in _NO_OTHER_MARK else None
    return line, other, other


def _character(written: str) -> str:
    return _CONTROLS.get(written, written[-1])


def _together(branches: list[list[Part]], words: list[str]) -> list[Part]:
    """The parts of which each of `branches`, and each of `words`, is one way."""
    if len(branches) == 1 and not words:
        return branches[0]
    if max(map(len, words), default=1) == 1 and len(words) + len(branches) <= _MAX_CLASS:
        letters = [letter for parts in branches for letter in _letters(parts)] + words
        if len(letters) <= _MAX_CLASS and all(map(_letters, branches)):
            return [tuple(letters)]
    needed = set(words)
    for parts in branches:
        groups = _of_sequence(parts)
        if not groups:
            return [[]]
        needed |= groups[0] if len(groups) == 1 else min(groups, key=_share)
    return [[frozenset(needed)]]


def _letters(parts: list[Part]) -> tuple[str, ...]:
    """The characters that `parts` stand for, where they are one character and no more."""
    if len(parts) == 1 and isinstance(parts[0], tuple) and max(map(len, parts[0])) == 1:
        return parts[0]
    return ()


def _of_sequence(parts: Iterable[Part]) -> list[Group]:
    """The groups of parts that follow one another: those of each part, and each run of strings."""
    groups: list[Group] = []
    run = [""]
    for part in parts:
        if isinstance(part, tuple) and len(part) * len(run) <= _MAX_SPELT:
            run = [before + letters for before in run for letters in part]
            continue
        if run != [""]:
            groups.append(frozenset(run))
        run = [""]
        if isinstance(part, tuple):
            run = list(part)
        else:
            groups.extend(part)
    if run != [""]:
        groups.append(frozenset(run))
    return groups


def _share(group: Set[str]) -> float:
    """How often one of `group` stands in a text: a guess."""
    return sum([1.0 if word in _MARKS else _OFTEN[min(len(word), _LONG)] for word in group])
