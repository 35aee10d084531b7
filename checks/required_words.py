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


@dataclass(frozen=True, slots=True)
class Required:
    """What a pattern needs to match at all.

    `ways`: wherever it matches, a word of each group of one of them stands in the match; none
    where nothing is sure. `longest`: the characters of its longest match, `line_ends`: how many
    ends of lines a match can hold; None where there is no end to them.
    """

    ways: tuple[tuple[Group, ...], ...] = ()
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
_ENDLESS = 1 << 30

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
"""What stands for many characters, but for no line's end."""
_CONTROLS = {"\\n": "\n", "\\r": "\r", "\\t": "\t", "\\f": "\f", "\\v": "\v"}


class Unread(ValueError):
    """A pattern with notation that is not read here, or that is none."""


def required_words(pattern: str) -> Required:
    """What `pattern`, which is RE2's, needs to match.

    Raises Unread; a pattern that was read is one that RE2 takes.
    """
    read = _read(pattern)
    longest, line_ends = (size if size < _ENDLESS else None for size in read.most)
    return Required(_ways(read), longest, line_ends)


Size = tuple[int, int]
"""Characters that something stands for at most, and how many of them may be ends of lines."""


@dataclass(slots=True)
class _Reading:
    """A pattern, or what stands in a bracket, as far as it is read: its `branches`, of which those
    that are nothing but letters (most of all there are) are `words`, and the one that is read now.

    `parts` are its parts, `atom` is where among them begins what may be repeated, and `atom_size`
    what it stands for; `size` is that of the parts, `most` that of the longest branch before.
    """

    branches: list[list[Part]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    atom: int | None = None
    atom_size: Size = (0, 0)
    size: Size = (0, 0)
    most: Size = (0, 0)

    def add(self, parts: Iterable[Part], size: Size) -> None:
        """Read one more atom."""
        self.atom, self.atom_size = len(self.parts), size
        self.parts.extend(parts)
        self.size = self.size[0] + size[0], self.size[1] + size[1]

    def add_words(self, words: Iterable[str]) -> None:
        """Read branches that are nothing but letters."""
        for word in words:
            self.words.append(word)
            self._ends(_size(word))

    def end_branch(self) -> None:
        """The branch that is read now ends."""
        self.branches.append(self.parts)
        self._ends(self.size)
        self.parts, self.atom, self.size = [], None, (0, 0)

    def repeat(self, token: re.Match[str]) -> None:
        """The last atom stands there as often as `token` says."""
        if self.atom is None:
            raise Unread(token[0])
        least, most = _times(token)
        self.parts[self.atom :] = _repeated(self.parts[self.atom :], least, most)
        long, ends = (
            min(all_ + one * (most - 1), _ENDLESS)
            for all_, one in zip(self.size, self.atom_size, strict=True)
        )
        self.size, self.atom = (long, ends), None

    def _ends(self, size: Size) -> None:
        self.most = max(self.most[0], size[0]), max(self.most[1], size[1])


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
            members, ends = _members(token["set"])
            apart = ends is bool(token["not"])  # that no line's end is among them is sure
            now.add((members if members and not token["not"] else [],), (1, int(not apart)))
        elif kind == "any":
            in_line = token[0] in _NO_LINE_END
            now.add((_DIGITS if token[0] == "\\d" else [],), (1, int(not in_line)))
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
    return len(word), word.count("\n")


def _ways(read: _Reading) -> tuple[tuple[Group, ...], ...]:
    """The ways in which a pattern can match; those that need but one group are one."""
    one_of = set(read.words)
    ways: list[tuple[Group, ...]] = []
    for parts in read.branches:
        groups = [group for group in _of_sequence(parts) if _share(group) <= _TOO_OFTEN]
        if not groups:
            return ()
        if len(groups) == 1:
            one_of |= groups[0]
        else:
            ways.append(tuple(sorted(groups, key=_share)[:_MAX_GROUPS]))
    if one_of:
        ways.append((frozenset(one_of),))
    return tuple(ways)


def _times(token: re.Match[str]) -> tuple[int, int]:
    """(least, most) times."""
    mark = token[0][0]
    if mark != "{":
        return int(mark == "+"), 1 if mark == "?" else _ENDLESS
    least = int(token["least"])
    most = int(token["most"] or (_MAX_REPEAT if token["on"] else least))
    if not least <= most <= _MAX_REPEAT:
        raise Unread(token[0])
    return least, most if token["most"] or not token["on"] else _ENDLESS


def _repeated(parts: list[Part], least: int, most: int) -> list[Part]:
    """What `parts` need that stand there `least` to `most` times."""
    if least == most == 1:
        return parts
    return [_of_sequence(parts) if least else []]


def _members(text: str) -> tuple[tuple[str, ...], bool | None]:
    """The characters of a class, () where they are many; and whether a line's end is one of them,
    None where it cannot be told."""
    members: list[str] = []
    many = False
    line: bool | None = False
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
            line = first <= "\n" <= last or line
        elif member["class"] == "\\d":
            members += _DIGITS
        elif member["class"] is not None:
            many = True
            line = line if member["class"] in _NO_LINE_END else line or None
        else:
            members.append(_character(member["one"]))
            line = members[-1] == "\n" or line
    return () if many or len(members) > _MAX_CLASS else tuple(members), line


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
