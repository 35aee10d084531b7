"""Every record drawn once for all tests: filled, as DOCX and as PDF."""

from dataclasses import dataclass

import pytest

from evidence.package.records.form import fill
from evidence.package.records.paper import Paper
from evidence.package.records.print_file import print_papers
from evidence.package.records.word_file import word_file
from tests.evidence.package.records.papers import bare, full


@dataclass(frozen=True)
class Drawn:
    """One record, `full` or `bare`."""

    paper: Paper
    docx: bytes
    pdf: bytes


@pytest.fixture(scope="session")
def drawn() -> dict[str, Drawn]:
    """All records by `full/<key>` and `bare/<key>`, printed with one browser."""
    papers = {
        f"{kind}/{key}": fill(form, facts)
        for kind, group in (("full", full()), ("bare", bare()))
        for key, (form, facts) in group.items()
    }
    prints = print_papers(list(papers.values()))
    return {
        name: Drawn(paper, word_file(paper), pdf)
        for (name, paper), pdf in zip(papers.items(), prints, strict=True)
    }
