"""How much may be done to tell what the scripts of one page write.

Names stand for names and texts for texts, within a script and from one script to the next: what a
few thousand letters say can take hours to follow.
"""

from dataclasses import dataclass

_MOST = 1_000_000


@dataclass(slots=True)
class Effort:
    """What is left of it, in looks at one meaning of a name."""

    left: int = _MOST

    def allows(self, looks: int) -> bool:
        """Whether so many looks are still to be had; they are taken."""
        self.left -= looks
        return self.left > 0
