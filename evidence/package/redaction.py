"""A redacted copy 遮蔽件 of a package: derived, with its own number, linked to the sealed one.

Nothing of the original changes. The copy holds the covered pictures, the files an
officer chose to keep as they are, and data/redaction.json: what it was made from,
where and why something is covered, what was left out. Archived traffic, rendered
pages and recordings never go along: what is covered in a picture stands in them.
"""

import hashlib
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from evidence.errors import PackageFault
from evidence.package import bag, layout
from evidence.package.case_document import about, utc
from evidence.package.casefile import Anchors, CaseFile, Office, Officer
from evidence.package.check_seal import Trust
from evidence.package.contents import Contents, open_contents
from evidence.package.kind import PackageKind
from evidence.package.layout import Item
from evidence.package.masking import Region, cover
from evidence.package.package import Prepared, assemble
from evidence.package.plain_json import read_json, write_json
from evidence.package.seal_files import SIGNATURE
from evidence.package.verify_text import VerifyFacts
from evidence.seal.digests import digest_file, sha256_label

NAME = "wangjian-redaction"
VERSION = 1
MASKED = "data/masked/"

_MAY_BE_KEPT = frozenset({"screenshot", "pdf", "illustration"})
"""Roles of artefacts that may go along: what a person can look through and answer for."""


@dataclass(frozen=True, slots=True)
class Mask:
    """What is covered in one picture of the original: `path` in its bag, and why."""

    path: str
    regions: tuple[Region, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Redaction:
    """An order to make a redacted copy.

    `number` is the copy's own, `serial` which package of the case it is (None: that of the
    original). `keep` are paths in the original that go along as they are. `made_at` is UTC.
    """

    number: str
    masks: tuple[Mask, ...]
    keep: tuple[str, ...] = ()
    made_by: tuple[Officer, ...] = ()
    reviewed_by: tuple[Officer, ...] = ()
    made_at: datetime
    software: str
    serial: int | None = None


def prepare_redacted(
    original: Path, redaction: Redaction, anchors: Anchors, trust: Trust | None = None
) -> tuple[CaseFile, Prepared]:
    """Derive the copy from the package `original`, which must be whole.

    Returns its (empty) CaseFile and what is to be sealed, for evidence.package.sealing.
    Raises PackageFault: "original" where the original is not whole, "not-here" where it
    has no such file, "may-not-go-along", "region", "picture". OSError passes.
    """
    _check_whole(original, trust)
    with ExitStack() as stack:
        contents = open_contents(original, stack)
        document = read_json(contents.read(layout.CASE) or b"")
        case = _case(document, redaction, anchors)
        masked = [_masked(contents, mask) for mask in redaction.masks]
        kept = [_kept(contents, document, path) for path in redaction.keep]
        said = _document(original, contents, document, redaction, [one[1] for one in masked])
        items = [*(item for item, _ in masked), *kept, Item(layout.REDACTION, write_json(said))]
    facts = VerifyFacts(
        number=case.number,
        case=case.case,
        office=case.office.name,
        software=case.software,
        automatic=False,
        web=False,
        original=document["package"],
    )
    return case, assemble(case, items, about(case, "redacted"), facts, {})


def _check_whole(original: Path, trust: Trust | None) -> None:
    found = PackageKind(trust).verify(original)
    if not found.ok:
        wrong = found.faults[0]
        raise PackageFault(
            "original",
            f"原件未通过核验，不能派生遮蔽件：{wrong.line(original)}",
            f"the original is not whole and nothing is derived: {wrong.line(original, 'en')}",
            file=wrong.where,
        )


def _case(document: Mapping[str, Any], redaction: Redaction, anchors: Anchors) -> CaseFile:
    office = document["office"]
    return CaseFile(
        number=redaction.number,
        office=Office(office["name"], office["code"], office["contact"]),
        made_at=redaction.made_at,
        software=redaction.software,
        case=document["case"],
        serial=redaction.serial or document["serial"],
        title=document["title"],
        exported_by=redaction.made_by,
        anchors=anchors,
    )


def _masked(contents: Contents, mask: Mask) -> tuple[Item, dict[str, Any]]:
    data = _found(contents, mask.path)
    path = MASKED + mask.path.removeprefix(bag.PAYLOAD).rpartition(".")[0] + ".png"
    covered = cover(data, mask.regions)
    said = {
        "path": path,
        "sha256": sha256_label(covered),
        "original_path": mask.path,
        "original_sha256": sha256_label(data),
        "regions": [{"page": 1} | asdict(region) for region in mask.regions],
        "reason": mask.reason,
    }
    return Item(path, covered), said


def _kept(contents: Contents, document: Mapping[str, Any], path: str) -> Item:
    data = _found(contents, path)
    roles = {
        one["path"]: one["role"] for capture in document["captures"] for one in capture["artefacts"]
    }
    records = {file for one in document["records"] for file in one["files"]}
    if path not in records and roles.get(path) not in _MAY_BE_KEPT:
        raise PackageFault(
            "may-not-go-along",
            f"{path}：含有被遮蔽内容的来源（网络记录、页面代码、录屏等），不得随遮蔽件提供",
            f"{path}: traffic, page code, texts and recordings do not go along with a redacted "
            "copy; choose pictures and records",
            file=path,
        )
    return Item(path, data)


def _found(contents: Contents, path: str) -> bytes:
    data = contents.read(path) if path.startswith(bag.PAYLOAD) else None
    if data is None:
        raise PackageFault(
            "not-here",
            f"{path}：原件中没有此文件，或文件过大",
            f"{path}: the original has no such file, or it is too large",
            file=path,
        )
    return data


def _document(
    original: Path,
    contents: Contents,
    document: Mapping[str, Any],
    redaction: Redaction,
    masked: Sequence[Mapping[str, Any]],
) -> dict[str, Any]:
    taken = {one["original_path"] for one in masked} | set(redaction.keep)
    payload = [path for path in contents.files if path.startswith(bag.PAYLOAD)]
    sealed = contents.read(bag.SEALED) or b""
    regions = sum(len(one["regions"]) for one in masked)
    whole = digest_file(original).sha256 if original.is_file() else None
    return {
        "document": NAME,
        "version": VERSION,
        "statement": f"本件为遮蔽件，由原件 {document['package']}（清单 SHA-512 "
        f"{hashlib.sha512(sealed).hexdigest()}）派生，遮蔽{regions}处；原件另行保存。",
        "original": {
            "package": document["package"],
            "case": document["case"],
            "serial": document["serial"],
            "zip_sha256": whole,
            "tagmanifest_sha256": sha256_label(sealed),
            "seal_sha256": sha256_label(contents.read(SIGNATURE) or b""),
        },
        "masked": list(masked),
        "kept": sorted(redaction.keep),
        "left_out": sorted(set(payload) - taken),
        "made_by": [asdict(one) for one in redaction.made_by],
        "reviewed_by": [asdict(one) for one in redaction.reviewed_by],
        "made_at": utc(redaction.made_at),
        "software": redaction.software,
    }
