"""The office's ledger 存证日志: opening it, and entering what happens.

What the rooms above do (captures, packages, sign-offs, agreements) is entered here.
An office that has not begun a ledger yet works without: nothing is entered then, and
what needs a proof of entry says so.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from evidence.seal.entry import Subject
from evidence.seal.ledger import Ledger
from evidence.seal.ledger_folder import LedgerFolder
from evidence.seal.ledger_key import ledger_public_keys, open_ledger_key
from leads.home import Home
from leads.office import Office


def second_places(home: Home, office: Office) -> list[Path]:
    """The folders to which heads are copied; relative ones lie in the home folder."""
    # One folder has one name in the ledger, however somebody writes it.
    return [Path(os.path.normpath(home.path / place)) for place in office.ledger.second_places]


def ledger_begun(home: Home) -> bool:
    """Whether the office has a ledger."""
    return LedgerFolder(home.ledger).log.exists()


@contextmanager
def opened_ledger(
    home: Home, office: Office, *, passphrase: str | None = None
) -> Iterator[Ledger | None]:
    """The office's ledger, open to write; None where none was begun.

    With `passphrase` its key is opened too, so that heads can be signed. Raises
    LedgerFault and KeyFault. A second place that is not there (a disk that is not
    mounted) does not keep anybody from entering: that is entered too.
    """
    if not ledger_begun(home):
        yield None
        return
    key = None if passphrase is None else open_ledger_key(home.ledger_keys, passphrase)
    with Ledger.open(
        home.ledger,
        trusted=ledger_public_keys(home.ledger_keys),
        key=key,
        second_places=second_places(home, office),
        absent_places=True,
    ) as ledger:
        yield ledger


def enter(
    home: Home,
    office: Office,
    kind: str,
    subjects: Sequence[Subject],
    facts: Mapping[str, Any],
) -> int | None:
    """Enter something; its number in the ledger, None where none was begun.

    Once this returns it survives kill -9 and power loss. Raises LedgerFault.
    """
    with opened_ledger(home, office) as ledger:
        return None if ledger is None else ledger.append(kind, subjects, facts).index
