"""Words that a pattern cannot do without (必含字词): read off the pattern itself.

"(?:掺|兑)了?[^。]{0,5}(?:糖浆|香精)" needs one of 掺 and 兑, and one of 糖浆 and 香精. What
cannot be told needs nothing; too few words asked for only mean that a pattern is tried in vain.

The reader is a small one of its own: every process that checks pages reads some thousand patterns
before its first page, and Python's own parser takes four times as long.
"""

import re
from collections.abc import Iterable, Set

Group = frozenset[str]
"""Words of which one must be there."""

Part = tuple[str, ...] | list[Group]
"""A part of a pattern: the strings that it stands for, where they are few; else the groups of
words that it needs, [] where none is sure. What follows a list does not touch what is before."""

_MAX_GROUPS = 2
_MAX_SPELT = 48
"""Strings that one run of characters and small classes may spell."""
_MAX_CLASS = 12
_MAX_REPEAT = 1000
"""RE2 refuses to repeat anything more often."""
_OFTEN = (1.0, 1 / 300, 1 / 20_000, 1 / 300_000)
"""How often a word of 1, 2, 3 … characters stands in a text, per character of it: a guess."""
_LONG = len(_OFTEN) - 1
_TOO_OFTEN = 0.05

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
_CONTROLS = {"\\n": "\n", "\\r": "\r", "\\t": "\t", "\\f": "\f", "\\v": "\v"}


class Unread(ValueError):
    """A pattern with notation that is not read here, or that is none."""


def required_words(pattern: str) -> tuple[Group, ...]:
    """Groups of words: where `pattern`, which is RE2's, matches, one word of each stands. () where
    none is sure.

    Raises Unread; a pattern that was read is one that RE2 takes.
    """
    groups = [group for group in _of_sequence(_read(pattern)) if _share(group) <= _TOO_OFTEN]
    return tuple(sorted(groups, key=_share)[:_MAX_GROUPS])


def _read(pattern: str) -> list[Part]:
    """The parts of `pattern`, one after another."""
    around: list[tuple[list[list[Part]], list[str], list[Part]]] = []  # before each open bracket
    branches: list[list[Part]] = []
    words: list[str] = []  # branches that are nothing but letters, most of all there are
    parts: list[Part] = []
    atom: int | None = None  # where in `parts` begins what may be repeated
    at = 0
    while at < len(pattern):
        if atom is None and not parts and (plain := _PLAIN_BRANCHES.match(pattern, at)):
            words += plain[0][:-1].split("|")
            at = plain.end()
            continue
        token = _TOKEN.match(pattern, at)
        if token is None:
            raise Unread(pattern[at : at + 12])
        at = token.end()
        kind = token.lastgroup
        if kind == "repeat":
            if atom is None:
                raise Unread(token[0])
            parts[atom:] = _repeated(parts[atom:], token)
            atom = None
            continue
        atom = len(parts)
        if kind == "text":
            parts.append((token[0],))
        elif kind == "or":
            branches.append(parts)
            parts, atom = [], None
        elif kind == "open":
            around.append((branches, words, parts))
            branches, words, parts, atom = [], [], [], None
        elif kind == "close":
            if not around:
                raise Unread("a bracket is closed that is not open")
            inner = _together([*branches, parts], words)
            branches, words, parts = around.pop()
            atom = len(parts)
            parts.extend(inner)
        elif kind == "set":
            members = _members(token["set"])
            parts.append(members if members and not token["not"] else [])
        elif kind == "any":
            parts.append([])
        elif kind == "escape":
            parts.append((_character(token[0]),))
        else:  # a place takes no room
            atom = None
    if around:
        raise Unread("a bracket is not closed")
    return _together([*branches, parts], words)


def _repeated(parts: list[Part], token: re.Match[str]) -> list[Part]:
    """`parts` as often as `token` says."""
    if token[0][0] != "{":
        return [_of_sequence(parts) if token[0][0] == "+" else []]
    least = int(token["least"])
    most = int(token["most"] or (_MAX_REPEAT if token["on"] else least))
    if not least <= most <= _MAX_REPEAT:
        raise Unread(token[0])
    if least == most == 1:
        return parts
    return [_of_sequence(parts) if least else []]


def _members(text: str) -> tuple[str, ...]:
    """The characters of a class; () where they are many."""
    members: list[str] = []
    many = False
    at = 0
    while at < len(text):
        member = _MEMBER.match(text, at)
        if member is None or text.startswith("[:", at):
            raise Unread(text)
        if member[0] == "-" and 0 < at < len(text) - 1:  # between others it is no character
            raise Unread(text)
        at = member.end()
        if member["last"] is not None:
            if _character(member["one"]) > _character(member["last"]):
                raise Unread(text)
            many = True
        elif member["class"] is not None:
            many = True
        else:
            members.append(_character(member["one"]))
    return () if many or len(members) > _MAX_CLASS else tuple(members)


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
    return sum([_OFTEN[min(len(word), _LONG)] for word in group])
