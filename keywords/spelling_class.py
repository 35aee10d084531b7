"""Which disguise a hit of the folded text wore: told from the text as it stands."""

import unicodedata

from keywords.fold import Gap, folded_letters, gap_class
from keywords.lookalikes import LOOKALIKES
from keywords.spellings import Spelling


def spelling_of(matched: str, spelling: str, gaps: int) -> Spelling:
    """The class of `matched`, which folds to the same letters as `spelling` (a term or variant).

    `gaps` is how many separators stand in it that the spelling has not. Of several
    disguises the one that hides most is told.
    """
    if matched == spelling or matched.lower() == spelling.lower():
        return "plain"
    kinds = {gap_class(c) for c in matched}
    own = set(spelling)
    odd = [c for c in matched if c not in own and gap_class(c) == Gap.LETTER]
    if any(c in LOOKALIKES for c in odd):
        return "look-alike"
    if Gap.LINE in kinds:
        return "vertical"
    if gaps or Gap.INVISIBLE in kinds:
        return "separated"
    changed = [c for c in odd if c.lower() not in own and c.upper() not in own]
    if any(_is_han(c) and folded_letters(c) != c for c in changed):
        return "traditional"
    if any(unicodedata.normalize("NFKC", c) != c for c in matched):
        return "full-width"
    return "look-alike" if changed else "plain"


def _is_han(character: str) -> bool:
    return "\u3400" <= character < "\ua000" or character >= "\U00020000"
