"""系统验证记录: what this installation was shown to do, on this machine, at this time.

A page whose capture is known beforehand is captured and compared; then copies of that
capture are changed, and each change must be found. Made after each installation,
version and change; the newest goes along with every package.
"""

import asyncio
import hashlib
import json
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from evidence.capture.capture import CaptureSettings
from evidence.capture.capture_kind import CaptureKind
from evidence.capture.clock import read_clock
from evidence.capture.known_answer import KnownAnswer as Asked
from evidence.capture.known_answer import ask_known_answer
from evidence.package.casefile import Document
from evidence.package.records import facts
from evidence.package.records.form import fill
from evidence.package.records.forms import verification_record
from evidence.package.records.forms.verification_record import KnownAnswer, Verification
from evidence.package.records.from_capture import capture_facts, clock_facts
from evidence.seal.kept_file import replace_whole
from leads.beijing import number_time
from leads.casework.kept_documents import REGISTER, Wanted, documents_of
from leads.casework.papers import record_office
from leads.home import Home
from leads.office import Office

_ROOMS = ("keywords", "evidence", "pages", "checks", "leads", "crawler", "desk")
_COMPONENTS = ("playwright", "warcio", "pycryptodome", "cryptography", "scrapy", "Django")
_FACTS = "facts.json"
_SHOWN = 64
"""Longer answers are told by their digest."""

LIMITS = (
    "只核对本机、本版本、已知答案页所及的功能",
    "不验证时间戳服务机构、操作系统和硬件",
    "不代替对每件采集件的核验",
)


@dataclass(frozen=True, slots=True)
class SystemVerification:
    """What was found, and the record made of it."""

    ok: bool
    failed: tuple[str, ...]
    documents: tuple[Document, ...]


def verify_system(home: Home, office: Office) -> SystemVerification:
    """Ask the known page, change copies of its capture, and make the record of both.

    Raises BrowserUnavailable, FormRefused, ArchiveError.
    """
    now = datetime.now(UTC)
    number = f"system-{number_time(now)}"
    folder = home.captures / f"known-{number_time(now)}"
    info = {"operator": f"{office.name} {office.contact}".strip(), "robots": "not asked for"}
    asked = asyncio.run(ask_known_answer(folder, CaptureSettings(info=info)))
    reading = asyncio.run(read_clock(office.network.time_servers))
    answers = tuple(_answer(one.zh, one.expected, one.got) for one in asked.items)
    tampering = tuple(_tampered(asked, folder))
    failed = tuple(one.what for one in (*answers, *tampering) if one.verdict != "相符")
    said = _said_of_system(asked)
    paper = fill(
        verification_record.FORM,
        Verification(
            head=facts.Head(office=record_office(office), number=number, made_at=now),
            verified_at=now,
            version=version("wangjian"),
            build=said["build"],
            components=tuple(facts.Look(what, seen) for what, seen in said["components"].items()),
            host=said["host"],
            clock=clock_facts(reading),
            answers=answers,
            tampering=tampering,
            failed=failed,
            changes=_changes(home, said),
            limits=LIMITS,
        ),
    )
    kept = home.records / "system" / number
    documents = documents_of([Wanted(kept, lambda: [paper])])
    replace_whole(kept / _FACTS, json.dumps(said, ensure_ascii=False, indent=1).encode())
    return SystemVerification(not failed, failed, tuple(documents))


def newest_record(home: Home) -> list[Document]:
    """The newest record of a system's verification; empty where none was made."""
    kept = sorted(home.records.glob(f"system/system-*/{REGISTER}"))
    if not kept:
        return []
    folder = kept[-1].parent
    return documents_of([Wanted(folder, list)])


def _answer(what: str, expected: str, got: str) -> KnownAnswer:
    return KnownAnswer(what, _short(expected), _short(got), "相符" if expected == got else "不符")


def _short(text: str) -> str:
    if len(text) <= _SHOWN:
        return text or "无"
    return f"SHA-256 {hashlib.sha256(text.encode()).hexdigest()}"


def _tampered(asked: Asked, folder: Path) -> list[KnownAnswer]:
    """Copies of the known capture, each changed in one way: every change must be found."""
    found = []
    warc = next(one.name for one in asked.captured.artefacts if one.role == "warc")
    changes: list[tuple[str, Callable[[Path], None]]] = [
        ("整页截图改一字节", lambda copy: _flip(copy / "page-01.png")),
        ("网络记录改一字节", lambda copy: _flip(copy / warc)),
        ("网络记录截短", lambda copy: _cut(copy / warc)),
        ("采集件清单所列摘要改一位", lambda copy: _change_digest(copy / "capture.json")),
        ("删去可见文字文件", lambda copy: (copy / "text.txt").unlink()),
        ("添加一个文件", lambda copy: _add(copy / "more.txt")),
    ]
    work = folder.with_name(f".{folder.name}-changed")
    for what, change in changes:
        shutil.rmtree(work, ignore_errors=True)
        copy = work / folder.name
        shutil.copytree(folder, copy)
        change(copy)
        report = CaptureKind().verify(copy)
        found.append(_answer(what, "发现", "未发现" if report.ok else "发现"))
    shutil.rmtree(work, ignore_errors=True)
    return found


def _flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))


def _change_digest(manifest: Path) -> None:
    """Of the first file listed. A manifest by itself vouches for the files; that no other word of
    it was changed, the ledger and the seal say."""
    said = json.loads(manifest.read_bytes())
    digest = said["artefacts"][0]["sha256"]
    said["artefacts"][0]["sha256"] = digest[:-1] + ("0" if digest[-1] != "0" else "1")
    manifest.write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")


def _add(path: Path) -> None:
    path.write_bytes(b"more")


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-20])


def _said_of_system(asked: Asked) -> dict[str, Any]:
    around = capture_facts(asked.captured).surroundings
    return {
        "version": version("wangjian"),
        "build": build_digest(),
        "components": {"Chromium": str(around.browser)}
        | {name: version(name) for name in _COMPONENTS},
        "host": f"{around.device}，{around.system}",
    }


def build_digest() -> str:
    """SHA-256 over the names and bytes of all our program files, in the order of names."""
    found = hashlib.sha256()
    for room in _ROOMS:
        for name, data in sorted(_sources(files(room), room)):
            found.update(f"{name}\0{len(data)}\0".encode() + data)
    return found.hexdigest()


def _sources(folder: Traversable, path: str) -> list[tuple[str, bytes]]:
    listed: list[tuple[str, bytes]] = []
    for one in folder.iterdir():
        where = f"{path}/{one.name}"
        if one.is_dir() and one.name != "__pycache__":
            listed += _sources(one, where)
        elif one.is_file() and not one.name.endswith(".pyc"):
            listed.append((where, one.read_bytes()))
    return listed


def _changes(home: Home, now: Mapping[str, Any]) -> tuple[str, ...]:
    """What is other than in the last record."""
    before = sorted(home.records.glob(f"system/system-*/{_FACTS}"))
    if not before:
        return ("首次验证",)
    try:
        was = json.loads(before[-1].read_bytes())
        flat_was, flat_now = _flat(was), _flat(now)
    except (OSError, ValueError, AttributeError):
        return ("上次验证的数据无法读取，未比较",)
    return tuple(
        f"{key}：{flat_was.get(key, '无')} → {value}"
        for key, value in flat_now.items()
        if flat_was.get(key) != value
    )


def _flat(said: Mapping[str, Any]) -> dict[str, str]:
    return {
        "版本": str(said["version"]),
        "构建摘要": str(said["build"]),
        "主机": str(said["host"]),
    } | {str(name): str(value) for name, value in said["components"].items()}
