"""Latin words among Chinese: where pinyin and initials may stand."""

import numpy as np
import numpy.typing as npt

from keywords.fold import Folded

Places = npt.NDArray[np.intp]

_A, _Z = ord("a"), ord("z")
_NOTHING = np.zeros(1, dtype=np.intp)
_LONGEST_RUN = 36
"""More Latin letters in a row, whatever parts them, are prose or an address."""


def latin_tokens(folded: Folded) -> list[tuple[int, str]]:
    """(folded place, letters) of each run of ASCII letters that nothing parts in the original."""
    begins, ends = latin_places(folded)
    return written_out(folded, begins, ends)


def written_out(folded: Folded, begins: Places, ends: Places) -> list[tuple[int, str]]:
    """(folded place, letters) of what stands from each of the places to its end."""
    text = folded.text
    places = zip(begins.tolist(), ends.tolist(), strict=True)
    return [(begin, text[begin:end]) for begin, end in places]


def latin_places(folded: Folded) -> tuple[Places, Places]:
    """Where the runs begin and end, as folded places."""
    letters = folded.letters
    latin = (letters - np.uint32(_A)) <= _Z - _A  # below "a" wraps round
    at = latin.nonzero()[0]
    if not at.size:
        return at, at
    jump = at[1:] - at[:-1] != 1
    kept = folded.keep.take(at)
    apart = jump | (kept[1:] - kept[:-1] != 1)
    seams = apart.nonzero()[0]
    begins = np.concatenate([at[:1], at.take(seams + 1)])
    ends = np.concatenate([at.take(seams), at[-1:]]) + 1
    # So many letters stand side by side only in a run that is too long.
    if (at[_LONGEST_RUN:] - at[:-_LONGEST_RUN] == _LONGEST_RUN).any():
        # The run that each token is in, and how long that run is.
        run = np.concatenate([_NOTHING, np.cumsum(jump).take(seams)])
        few = np.bincount(run, weights=ends - begins).take(run) <= _LONGEST_RUN
        begins, ends = begins[few], ends[few]
    return begins, ends
