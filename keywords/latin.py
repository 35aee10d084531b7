"""Latin words among Chinese: where pinyin and initials may stand."""

import numpy as np

from keywords.fold import Folded

_A, _Z = ord("a"), ord("z")
_NOTHING = np.zeros(1, dtype=np.intp)
_LONGEST_RUN = 36
"""More Latin letters in a row, whatever parts them, are prose or an address."""


def latin_tokens(folded: Folded) -> list[tuple[int, str]]:
    """(folded place, letters) of each run of ASCII letters that nothing parts in the original."""
    letters = folded.letters
    latin = (letters - np.uint32(_A)) <= _Z - _A  # below "a" wraps round
    at = np.flatnonzero(latin)
    if not at.size:
        return []
    jump = np.diff(at) != 1
    apart = jump | (np.diff(folded.keep.take(at)) != 1)
    seams = np.flatnonzero(apart) + 1
    first = np.concatenate([_NOTHING, seams])
    begins = at.take(first)
    ends = at.take(np.concatenate([seams - 1, [at.size - 1]])) + 1
    # The run that each token is in, and how long that run is.
    run = np.concatenate([_NOTHING, np.cumsum(jump)]).take(first)
    few = np.bincount(run, weights=ends - begins).take(run) <= _LONGEST_RUN
    if not few.all():
        begins, ends = begins[few], ends[few]
    text = folded.text
    return [
        (begin, text[begin:end]) for begin, end in zip(begins.tolist(), ends.tolist(), strict=True)
    ]
