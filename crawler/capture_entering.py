"""A capture that an officer made, entered 登记: its row, its leads, the checks once more.

The leads are those with findings on the captured page; the lists by which it is checked
again are those in force now.
"""

from collections.abc import Sequence
from dataclasses import replace

from crawler.chosen_lists import choose_lists, read_lists
from crawler.rechecking import Tied, draw_marks, tie
from evidence.capture.manifest import Captured
from keywords.errors import FileFault
from keywords.keyword_list import KeywordList
from keywords.lexicon import Lexicon
from leads.captures import keep_capture
from leads.home import Home
from leads.models import Lead
from leads.noting import Said
from leads.office import Office
from leads.recheck import findings_on


def enter_capture(
    home: Home, office: Office, captured: Captured, *, leads: Sequence[Lead] = ()
) -> Tied:
    """Keep `captured`, check it again, and tie it to every lead with findings on its page,
    and to `leads`, which whoever captured it named. Twice is as good as once.

    Not inside an event loop: marked pictures are drawn too. A ledger that is locked, or held
    by a wrong clock, keeps nothing from its leads: `unentered` says so, and the patrol enters
    it. Raises DatabaseError, OSError; the capture's folder is whole all the same.
    """
    unentered: list[Said] = []
    row = keep_capture(home, office, captured, unentered=unentered)
    known = findings_on(captured.url_asked, captured.url_final)
    named = {lead.pk: lead for lead in [*leads, *(finding.lead for finding in known)]}
    lists = _lists({finding.list_id for finding in known if finding.list_id}, home)
    tied = tie(captured, row, list(named.values()), Lexicon(lists))
    draw_marks(captured, tied)
    return replace(tied, unentered=tuple(unentered))


def _lists(ids: set[str], home: Home) -> list[KeywordList]:
    """The lists with these ids. One that is not there any more finds nothing again."""
    found: list[KeywordList] = []
    for ident in sorted(ids):
        try:
            found += read_lists(choose_lists([ident], home))
        except FileFault:
            continue
    return found
