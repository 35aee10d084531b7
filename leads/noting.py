"""Saying what went wrong beside the work instead of stopping it."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DatabaseError

from evidence.errors import EvidenceError
from keywords.errors import KeywordsError
from leads.errors import LeadsError

Said = tuple[str, str]
"""One line for a person, in Chinese and in English."""


@contextmanager
def noting(said: list[Said], zh: str, en: str) -> Iterator[None]:
    """Add to `said` what goes wrong inside, after what it is about (`zh`, `en`); raise nothing
    that can go wrong with keys, the ledger, authorities, files, the disk or the database."""
    try:
        yield
    except (EvidenceError, LeadsError, KeywordsError) as error:
        told = (error.diagnostics("zh"), error.diagnostics("en"))
        said.append((f"{zh}：{'；'.join(told[0].splitlines())}", f"{en}: {told[1]}"))
    except (OSError, DatabaseError) as error:
        text = " ".join(str(error).split())[:200]
        said.append((f"{zh}：{text}", f"{en}: {text}"))
