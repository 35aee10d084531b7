"""The office's shelf of keyword lists: every version, how far it is agreed, which is in force.

    lists/<id>.toml                     the version that crawls use by the list's id
    lists/versions/<id>/<version>.toml  versions drafted at the desk, and those replaced
    lists/<id>.agreements.jsonl         the signatures under all of them

A draft takes nobody's place until all its units have signed it: then it becomes
lists/<id>.toml, and what stood there is kept among the versions. Until then crawls go on
with the version in force.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import Enum
from functools import lru_cache
from pathlib import Path

from keywords.agreement import (
    Agreement,
    AgreementStatus,
    SigningKey,
    add_agreement,
    agreements_path,
    load_unit_keys,
    read_agreements,
    sign,
    status,
)
from keywords.errors import FileFault, NotAgreed, shown
from keywords.keyword_list import KeywordList, load_list, shipped_lists
from keywords.toml_list import list_text
from keywords.toml_source import LIMIT_BYTES, parse_toml, read_bytes
from keywords.whole_file import replace_file
from leads.beijing import day_of
from leads.home import Home


class State(Enum):
    """Where a version stands; the value is what officers read."""

    DRAFT = "草稿"
    SIGNING = "会签中"
    IN_FORCE = "生效"
    RETIRED = "停用"


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a list. `chosen`: crawls use it by the list's id."""

    path: Path
    list: KeywordList
    agreement: AgreementStatus
    state: State
    chosen: bool

    @property
    def words(self) -> str:
        """The state, with how many units have signed while some are missing."""
        if self.state is State.SIGNING:
            return f"会签中{len(self.agreement.signed)}/{len(self.list.units)}"
        return str(self.state.value)

    @property
    def open(self) -> bool:
        """Whether it can still be signed."""
        return self.state in (State.DRAFT, State.SIGNING)


@dataclass(slots=True)
class Shelf:
    """All versions that can be read, by list and the newest first; what cannot is told."""

    versions: list[Version] = field(default_factory=list)
    faults: list[FileFault] = field(default_factory=list)

    def find(self, list_id: str, version: str) -> Version | None:
        """The version of that name."""
        return next(
            (v for v in self.versions if v.list.id == list_id and v.list.version == version), None
        )

    def of(self, list_id: str) -> list[Version]:
        """The versions of one list, the newest first."""
        return [v for v in self.versions if v.list.id == list_id]


def shelf(home: Home) -> Shelf:
    """What stands on the shelf now. Raises FileFault for broken keys or signatures."""
    found = Shelf()
    chosen = {path.stem: path for path in shipped_lists()}
    chosen |= {path.stem: path for path in sorted(home.lists.glob("*.toml"))}
    others = sorted(_versions_folder(home).glob("*/*.toml"))
    others += [path for path in shipped_lists() if path not in chosen.values()]
    in_use: dict[str, Version] = {}
    for path in chosen.values():
        version = _read(home, path, found, chosen=True)
        if version is not None and version.list.id not in in_use:
            in_use[version.list.id] = version
    seen = {(v.list.id, v.list.version) for v in in_use.values()}
    kept = list(in_use.values())
    for path in others:
        version = _read(home, path, found, chosen=False)
        if version is None or (version.list.id, version.list.version) in seen:
            continue
        seen.add((version.list.id, version.list.version))
        kept.append(version)
    kept.sort(key=lambda v: _order(v.list.version), reverse=True)
    kept.sort(key=lambda v: v.list.id)
    found.versions = kept
    return found


def keep_draft(
    home: Home, drafted: KeywordList, name: str, *, replace_signed: bool = False
) -> Version:
    """Put `drafted`, read from a file called `name`, on the shelf as a draft.

    The same content again changes nothing. A draft of the same version is replaced; one
    that units have signed only with `replace_signed`, and what they signed counts no more.
    Raises FileFault where that is not said, and where that version is in force or was: its
    text stays what the units signed.
    """
    before = shelf(home).find(drafted.id, drafted.version)
    if before is not None and before.list.digest == drafted.digest:
        return before
    if before is not None and not before.open:
        raise FileFault.single(
            name,
            f"{drafted.title}第{drafted.version}版已会签生效，内容不能再改",
            f"version {drafted.version} of {drafted.id} is agreed and stays as it is",
            key="version",
            expected_zh="新的版本号；改动后由各机构重新会签",
            expected_en="a new version, to be agreed again",
        )
    if before is not None and before.agreement.signed and not replace_signed:
        raise FileFault.single(
            name,
            f"{drafted.title}第{drafted.version}版已有机构签署，换成这份后原签名作废",
            f"units have signed version {drafted.version} of {drafted.id}; this would void it",
            key="version",
            expected_zh="新的版本号；确要替换的，勾选“替换已签署的草稿”",
            expected_en="a new version, or the word that the signed draft is to be replaced",
        )
    replace_file(_version_path(home, drafted), list_text(drafted).encode())
    if before is not None and before.chosen:
        # The version that crawls would use was never agreed: the draft stands in its place.
        replace_file(home.lists / f"{drafted.id}.toml", list_text(drafted).encode())
    kept = shelf(home).find(drafted.id, drafted.version)
    assert kept is not None
    return kept


def sign_version(
    home: Home, version: Version, unit: str, officer: str, key: SigningKey
) -> Agreement:
    """Sign `version` for `unit` with its key, and put it in force if that was the last one.

    Raises NotAgreed where the key does not speak for the unit; then nothing is kept.
    """
    return accept_signature(home, version, sign(version.list, unit, officer, key))


def accept_signature(home: Home, version: Version, agreement: Agreement) -> Agreement:
    """Keep a signature that counts for `version`. Raises NotAgreed where it does not, and where
    the file of the version holds another text by now: nobody signed that one."""
    content = _content(version)
    given = status(version.list, [agreement], load_unit_keys(home.unit_keys_file))
    if given.refusals:
        refusal = given.refusals[0]
        raise NotAgreed(
            f"签名无效：{refusal.zh}",
            f"the signature does not count: {refusal.en}",
            list_id=version.list.id,
            missing=[agreement.unit],
        )
    add_agreement(agreements_path(home.lists, version.list.id), agreement)
    after = status(
        version.list,
        read_agreements(agreements_path(home.lists, version.list.id)),
        load_unit_keys(home.unit_keys_file),
    )
    if after.agreed or version.chosen:
        # A list of the program is copied once it is signed, so that an update of the program
        # does not change what was agreed on.
        _put_in_force(home, version, content)
    return agreement


def lacking(versions: Iterable[Version], title_of: Callable[[str], str]) -> list[str]:
    """A line for each version that lacks a unit's signature, naming the units."""
    return [
        f"{v.list.title}第{v.list.version}版缺"
        f"{'、'.join(map(title_of, v.agreement.missing))}会签，不能启动。"
        for v in versions
        if not v.agreement.agreed
    ]


def parse_signatures(content: bytes, name: str, folder: Path) -> list[Agreement]:
    """The agreements in a signature file that was handed in. Raises FileFault."""
    path = folder / "signature.jsonl"
    path.write_bytes(content)
    try:
        found = read_agreements(path)
    except FileFault as error:
        raise FileFault([replace(fault, path=name) for fault in error.faults]) from error
    if not found:
        raise FileFault.single(
            name,
            "没有签名",
            "no signature in it",
            expected_zh="wangjian keywords agree 生成的 .agreements.jsonl",
            expected_en="the .agreements.jsonl that wangjian keywords agree writes",
        )
    return found


def _content(version: Version) -> bytes:
    """The file of `version`, if it still holds what was read from it."""
    content = read_bytes(version.path, LIMIT_BYTES)
    if parse_toml(content, version.path, KeywordList).digest != version.list.digest:
        raise NotAgreed(
            f"{version.list.title}第{version.list.version}版刚被换成另一份，未签署，请重看后再签",
            f"version {version.list.version} of {version.list.id} was replaced: look again",
            list_id=version.list.id,
        )
    return content


def _put_in_force(home: Home, version: Version, content: bytes) -> None:
    target = home.lists / f"{version.list.id}.toml"
    if target.exists() and target != version.path:
        try:
            before = load_list(target)
        except FileFault:
            before = None
        if before is not None and before.digest != version.list.digest:
            kept = _version_path(home, before)
            if not kept.exists():
                replace_file(kept, target.read_bytes())
    if version.path != target:
        replace_file(target, content)


def _versions_folder(home: Home) -> Path:
    return home.lists / "versions"


def _version_path(home: Home, drafted: KeywordList) -> Path:
    # Both names are held to a pattern without slashes, and begin with a letter or digit.
    return _versions_folder(home) / drafted.id / f"{drafted.version}.toml"


def _read(home: Home, path: Path, found: Shelf, *, chosen: bool) -> Version | None:
    try:
        one = _list_of(path, path.stat().st_mtime_ns, path.stat().st_size)
    except FileFault as error:
        found.faults.append(error)
        return None
    except OSError as error:
        found.faults.append(FileFault.single(path, f"读不出来（{shown(error)}）", "unreadable"))
        return None
    signatures = agreements_path(home.lists, one.id)
    judged = _judged(
        path, one.digest, signatures, _stamp(signatures), home.unit_keys_file,
        _stamp(home.unit_keys_file), str(day_of(datetime.now(UTC))),
    )  # fmt: skip
    if judged.agreed:
        state = State.IN_FORCE if chosen else State.RETIRED
    else:
        state = State.SIGNING if judged.signed else State.DRAFT
    return Version(path, one, judged, state, chosen)


@lru_cache(maxsize=200)
def _list_of(path: Path, _changed: int, _size: int) -> KeywordList:
    return load_list(path)


@lru_cache(maxsize=400)
def _judged(
    path: Path, _digest: str, signatures: Path, _stamp: object, keys: Path, _keys: object, _day: str
) -> AgreementStatus:
    stat = path.stat()
    one = _list_of(path, stat.st_mtime_ns, stat.st_size)
    return status(one, read_agreements(signatures), load_unit_keys(keys))


def _stamp(path: Path) -> tuple[int, int]:
    try:
        stat = path.stat()
    except FileNotFoundError:
        return (0, 0)
    return (stat.st_mtime_ns, stat.st_size)


def _order(version: str) -> list[tuple[int, str]]:
    """Versions sort as people count: 2026.9 before 2026.11."""
    return [
        (int(part), "") if part.isdigit() else (-1, part) for part in re.split(r"[.+-]", version)
    ]
