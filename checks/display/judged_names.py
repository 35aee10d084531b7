"""What the names told of a page, or of a shop's pages together, make of the licence they show.

Asked where a licence is shown: by whom the site says that it is run (own_name.py), then after whom
its pages are named (titled.py).
"""

from collections.abc import Mapping, Sequence
from typing import Any

from checks.display.own_name import odds_of_names, runs_under_another, why_another
from checks.display.titled import odds_of_title
from checks.finding import LicenceState


def judged_by_names(proofs: Sequence[Mapping[str, Any]]) -> tuple[str, LicenceState]:
    """(why the licence may be another's, the state that follows); ("", "shown") where nothing says
    so. "shown" with a reason: the names differ, which may be by right."""
    why = why_another(proofs)
    if why and (odds := odds_of_names(proofs)):
        return f"{why}；{odds}", "mismatch"
    if why and runs_under_another(proofs):
        return why, "needs_human"
    at_odds, sure = odds_of_title(proofs)
    if not at_odds:
        return why, "shown"
    return f"{why}；{at_odds}" if why else at_odds, "mismatch" if sure else "needs_human"
