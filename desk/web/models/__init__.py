"""The desk's own tables.

Account ─┬─ AccessLine     who looked at what
         └─ SavedFilter    a list's filter under a name
"""

from desk.web.models.access_line import AccessLine
from desk.web.models.account import Account
from desk.web.models.saved_filter import SavedFilter

__all__ = ["AccessLine", "Account", "SavedFilter"]
