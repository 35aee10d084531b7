"""A finished capture as a CaseFile has it: its files, with the digests they were kept with."""

from pathlib import Path
from typing import Literal

from evidence.capture.manifest import read_capture
from evidence.capture.store import MANIFEST
from evidence.package.casefile import Artefact, Bearing, Capture, Clock, Officer, StoredFile

MANIFEST_ROLE = "manifest"
ILLUSTRATIONS = frozenset({"marked"})
"""Roles of pictures with marks in them 示意图."""


def capture_of(
    folder: Path,
    *,
    bearing: Bearing = "suspicion",
    again: Literal["present", "changed", "gone"] | None = None,
    after_decision: bool = False,
    ledger: bytes | None = None,
) -> Capture:
    """The capture in `folder`. `ledger` is the proof that its capture.json was entered.

    Raises CaptureFault where it is unfinished or unreadable. Digests are compared
    when the package is made.
    """
    made = read_capture(folder)
    artefacts = [
        Artefact(
            name=one.name,
            role=one.role,
            media_type=one.media_type,
            file=StoredFile(folder / one.name, one.size, one.sha256, one.sm3),
            title=one.title,
            illustration=one.role in ILLUSTRATIONS,
        )
        for one in made.artefacts
    ]
    manifest = StoredFile.of(folder / MANIFEST)
    artefacts.append(Artefact(MANIFEST, MANIFEST_ROLE, "application/json", manifest))
    clock = made.clock
    return Capture(
        number=made.number,
        manner=made.manner,
        bearing=bearing,
        url_asked=made.url_asked,
        url_final=made.url_final,
        started_at=made.started_at,
        ended_at=made.ended_at,
        artefacts=tuple(artefacts),
        title=made.title,
        clock=None
        if clock.offset_ms is None
        else Clock(clock.source, clock.to_json()["method"], clock.offset_ms, clock.measured_at),
        officers=tuple(
            Officer(str(one.get("name", "")), str(one.get("number", ""))) for one in made.officers
        ),
        again=again,
        after_decision=after_decision,
        alterations=tuple(one.zh for one in made.alterations),
        gaps=tuple(one.zh for one in made.gaps),
        ledger=ledger,
        facts=made.to_json(),
    )
