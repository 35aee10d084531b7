"""How many kinds of change the tampering tests try: each is refused by both verifiers."""

import pytest

from tests.evidence.package import (
    test_tampering,
    test_tampering_inside,
    test_tampering_records,
    test_tampering_seal,
)
from tests.evidence.package.sealed import Package
from tests.evidence.package.workshop import files_of

LEAST = 120


def kinds() -> dict[str, int]:
    """Named kinds of change, each made and refused once in its own test."""
    return {
        "added files": len(test_tampering.ADDED),
        "swapped, renamed": len(test_tampering.SHUFFLED),
        "manifests": len(test_tampering.LISTS),
        "forms of the ZIP": len(test_tampering.FORMS),
        "the WACZ": len(test_tampering_inside.WEBS),
        "the case document": len(test_tampering_inside.CASES),
        "its JSON": len(test_tampering_inside.DOCUMENTS),
        "the bag": len(test_tampering_inside.BAGS),
        "WARC records": len(test_tampering_records.RECORDS),
        "gzip members": len(test_tampering_records.MEMBERS),
        "signature, stamps, proofs": len(test_tampering_seal.SEALS),
    }


def test_there_are_120_kinds_without_those_that_are_made_for_every_file(
    package: Package, capsys: pytest.CaptureFixture[str]
) -> None:
    found = kinds()
    files = len(files_of(package))
    with capsys.disabled():
        print(f"\n{sum(found.values())} kinds; each of {files} files with a flipped bit, or lost")
    assert sum(found.values()) >= LEAST, found
    assert files > 30
