"""A finished capture as a CaseFile has it: its files, with the digests they were kept with."""

from pathlib import Path
from typing import Literal

from evidence.capture import store
from evidence.capture.manifest import read_capture
from evidence.capture.store import MANIFEST
from evidence.errors import PackageFault
from evidence.package.casefile import Artefact, Bearing, Capture, Clock, Officer, StoredFile
from evidence.package.plain_json import read_json

MANIFEST_ROLE = "manifest"
MARKED = "illustration.json"
"""The list of the marked pictures 示意图 in a folder of their own."""


def capture_of(
    folder: Path,
    *,
    bearing: Bearing = "suspicion",
    again: Literal["present", "changed", "gone"] | None = None,
    after_decision: bool = False,
    ledger: bytes | None = None,
    illustrations: Path | None = None,
) -> Capture:
    """The capture in `folder`. `ledger` is the proof that its capture.json was entered,
    `illustrations` the folder of pictures with marks that were made from it.

    Raises CaptureFault where it is unfinished or unreadable, PackageFault
    "case-file" where the pictures' list is. Digests are compared when the package
    is made.
    """
    made = read_capture(folder)
    artefacts = [_artefact(folder, one) for one in made.artefacts]
    if illustrations is not None:
        artefacts += _marked(illustrations)
    manifest = StoredFile.of(folder / MANIFEST)
    artefacts.append(Artefact(MANIFEST, MANIFEST_ROLE, "application/json", manifest))
    clock, attended = made.clock, made.attendance
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
        officers=tuple(Officer(one.name, one.certificate) for one in attended.officers)
        if attended is not None
        else (),
        again=again,
        after_decision=after_decision or (attended is not None and attended.after_decision),
        alterations=tuple(one.zh for one in made.alterations),
        gaps=tuple(one.zh for one in made.gaps),
        ledger=ledger,
        facts=made.to_json(),
    )


def _artefact(folder: Path, kept: store.Artefact, *, illustration: bool = False) -> Artefact:
    return Artefact(
        name=kept.name,
        role=kept.role,
        media_type=kept.media_type,
        file=StoredFile(folder / kept.name, kept.size, kept.sha256, kept.sm3),
        title=kept.title,
        illustration=illustration,
    )


def _marked(folder: Path) -> list[Artefact]:
    """The pictures that illustration.json lists, and itself."""
    path = folder / MARKED
    try:
        listed = read_json(path.read_bytes())["pictures"]
        pictures = [store.Artefact.from_json(one) for one in listed]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise PackageFault(
            "case-file",
            f"{path}：示意图清单无法读取",
            f"{path}: the list of marked pictures cannot be read",
            file=str(path),
        ) from error
    return [
        *(_artefact(folder, one, illustration=True) for one in pictures),
        Artefact(
            MARKED,
            "illustration-facts",
            "application/json",
            StoredFile.of(path),
            illustration=True,
        ),
    ]
