"""What can go wrong in the checks room, as one tree.

    ChecksError
    └── BadArea            a file of checks/areas does not say what an area must say

What a page holds is never an error: it becomes a flag, or nothing.
"""


class ChecksError(Exception):
    """Base of the room's errors."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en

    def diagnostics(self, language: str = "zh") -> str:
        """One line for a person, in `language` ("zh" or "en")."""
        return self.zh if language == "zh" else self.en


class BadArea(ChecksError):
    """A module of checks/areas lacks AREA, UNIT or check."""
