"""The desk's own tables.

Account ─┬─ AccessLine     who looked at what
         ├─ SavedFilter    a list's filter under a name
         ├─ Notice         what waits for it
         ├─ Delegation     who acts for whom
         └─ Look           who has a lead open now
ListObjection              a unit refuses to sign a list
SystemReview               the review of a version of the program
"""

from desk.web.models.access_line import AccessLine
from desk.web.models.account import Account
from desk.web.models.delegation import Delegation
from desk.web.models.list_objection import ListObjection
from desk.web.models.look import Look
from desk.web.models.notice import Notice
from desk.web.models.saved_filter import SavedFilter
from desk.web.models.system_review import SystemReview

__all__ = [
    "AccessLine",
    "Account",
    "Delegation",
    "ListObjection",
    "Look",
    "Notice",
    "SavedFilter",
    "SystemReview",
]
