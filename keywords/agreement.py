"""Agreement 会签: units sign the digest of the list they agree to use.

A list is agreed when every unit it names has signed its present digest with a
key registered for that unit, within the key's time. Signatures lie in a file
beside the list, one JSON object a line; earlier ones stay there as history.
"""

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Annotated, Any

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from keywords.errors import Fault, FileFault, NotAgreed, shown
from keywords.keyword_list import KeywordList
from keywords.model_faults import DoesNotFit, fit
from keywords.signing_key import SigningKey, load_key, make_key, signature_verifies
from keywords.term import Identifier, Prose
from keywords.toml_source import read_bytes
from keywords.unit_keys import UnitKey, UnitKeys, load_unit_keys, register_key

__all__ = [
    "Agreement",
    "AgreementStatus",
    "Refusal",
    "SigningKey",
    "UnitKey",
    "UnitKeys",
    "add_agreement",
    "agreements_path",
    "load_key",
    "load_unit_keys",
    "make_key",
    "read_agreements",
    "register_key",
    "require_agreed",
    "sign",
    "status",
]

FORMAT = "wangjian agreement 1"
BEIJING = timezone(timedelta(hours=8))
_CLOCKS_DIFFER = timedelta(minutes=10)
_LIMIT_BYTES = 4 << 20


class Agreement(BaseModel):
    """One unit's signature under one list digest. `signed_at` is in UTC."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    list_id: Identifier
    list_version: str
    list_digest: Annotated[str, Field(pattern=r"^sha256:[0-9a-f]{64}$")]
    unit: Identifier
    officer: Annotated[Prose, Field(min_length=1, max_length=60)]
    signed_at: AwareDatetime
    public_key: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    signature: Annotated[str, Field(pattern=r"^[0-9a-f]{128}$")]

    def statement(self) -> bytes:
        """The bytes that are signed: everything but the signature, as canonical JSON."""
        content = self.model_dump(mode="json", exclude={"signature"})
        content["format"] = FORMAT
        return json.dumps(
            content, ensure_ascii=False, sort_keys=True, separators=(",", ":")
        ).encode()


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why one signature does not count.

    `code`: "other-list", "stale", "foreign-unit", "unknown-key", "key-of-other-unit",
    "before-key", "expired", "withdrawn", "future" or "bad-signature".
    """

    code: str
    agreement: Agreement
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class AgreementStatus:
    """How far a list is agreed. `missing` are the units still to sign.

    `signed` holds the signature that counts for each unit, `refusals` those
    that do not count and why (history under earlier digests among them).
    """

    agreed: bool
    missing: list[str] = field(default_factory=list)
    signed: dict[str, Agreement] = field(default_factory=dict)
    refusals: list[Refusal] = field(default_factory=list)

    @property
    def faults(self) -> list[str]:
        """The refusals in Chinese, one line each."""
        return [refusal.zh for refusal in self.refusals]


def sign(
    agreed: KeywordList, unit: str, officer: str, key: SigningKey, *, at: datetime | None = None
) -> Agreement:
    """Sign `agreed` for `unit` in the name of `officer`, at `at` (now).

    Raises NotAgreed where the list does not ask for that unit's agreement.
    """
    if unit not in agreed.units:
        names = ", ".join(agreed.units)
        raise NotAgreed(
            f"词表 {agreed.id} 不需要 {shown(unit)} 会签（会签单位：{names}）",
            f"list {agreed.id} asks for no agreement of {shown(unit)} (its units: {names})",
            list_id=agreed.id,
        )
    unsigned = Agreement(
        list_id=agreed.id,
        list_version=agreed.version,
        list_digest=agreed.digest,
        unit=unit,
        officer=officer,
        signed_at=(at or datetime.now(UTC)).astimezone(UTC).replace(microsecond=0),
        public_key=key.public_hex,
        signature="0" * 128,
    )
    return unsigned.model_copy(update={"signature": key.sign(unsigned.statement()).hex()})


def status(
    checked: KeywordList,
    agreements: Iterable[Agreement],
    unit_keys: UnitKeys,
    *,
    now: datetime | None = None,
) -> AgreementStatus:
    """Judge `agreements` for the list as it is now."""
    today = now or datetime.now(UTC)
    signed: dict[str, Agreement] = {}
    refusals: list[Refusal] = []
    for agreement in agreements:
        refusal = _refuse(checked, agreement, unit_keys, today)
        if refusal:
            refusals.append(refusal)
        else:
            signed.setdefault(agreement.unit, agreement)
    missing = [unit for unit in checked.units if unit not in signed]
    return AgreementStatus(not missing, missing, signed, refusals)


def require_agreed(checked: KeywordList, judged: AgreementStatus) -> None:
    """Raise NotAgreed, naming who is missing and why, unless the list is agreed."""
    if judged.agreed:
        return
    reasons = {refusal.agreement.unit: refusal for refusal in judged.refusals}
    zh = [f"{u}（{reasons[u].zh}）" if u in reasons else u for u in judged.missing]
    en = [f"{u} ({reasons[u].en})" if u in reasons else u for u in judged.missing]
    raise NotAgreed(
        f"词表 {checked.id} 未会签：缺 {'、'.join(zh)}；"
        "用 wangjian keywords agree 会签，试用加 --draft",
        f"list {checked.id} is not agreed: missing {', '.join(en)}; "
        "sign with wangjian keywords agree, or try it with --draft",
        list_id=checked.id,
        missing=judged.missing,
    )


def _refuse(
    checked: KeywordList, agreement: Agreement, unit_keys: UnitKeys, now: datetime
) -> Refusal | None:
    """Why `agreement` does not count for `checked`, or None."""

    def refusal(code: str, zh: str, en: str) -> Refusal:
        who = f"{agreement.unit} {shown(agreement.officer)}"
        return Refusal(code, agreement, f"{who}：{zh}", f"{who}: {en}")

    if agreement.list_id != checked.id:
        return refusal("other-list", f"签的是另一张表 {agreement.list_id}", "signed another list")
    if agreement.unit not in checked.units:
        return refusal("foreign-unit", "不是本表的会签单位", "is no unit of this list")
    key = unit_keys.find(agreement.public_key)
    if key is None:
        return refusal(
            "unknown-key",
            "所用密钥未登记（keys/units.toml）",
            "its key is not registered (keys/units.toml)",
        )
    if key.unit != agreement.unit:
        return refusal(
            "key-of-other-unit", f"所用密钥属于 {key.unit}", f"its key is that of {key.unit}"
        )
    if not signature_verifies(
        agreement.public_key, agreement.statement(), bytes.fromhex(agreement.signature)
    ):
        return refusal(
            "bad-signature",
            "签名与内容不符（内容被改动或签名伪造）",
            "the signature does not fit what is signed (altered or forged)",
        )
    if agreement.list_digest != checked.digest:
        return refusal(
            "stale",
            f"签的是旧内容（版本 {shown(agreement.list_version)}），词表已改，须重新会签",
            f"signed version {shown(agreement.list_version)}; the list has changed since",
        )
    late = _out_of_time(agreement, key, now)
    return refusal(*late) if late else None


def _out_of_time(agreement: Agreement, key: UnitKey, now: datetime) -> tuple[str, str, str] | None:
    # Days of validity are days in Beijing.
    day: date = agreement.signed_at.astimezone(BEIJING).date()
    if agreement.signed_at > now + _CLOCKS_DIFFER:
        return ("future", f"签名时间 {day} 在将来", f"is dated {day}, in the future")
    if key.withdrawn:
        return (
            "withdrawn",
            f"密钥已于 {key.withdrawn} 撤销，其签名一律无效",
            f"its key was withdrawn on {key.withdrawn}",
        )
    if day < key.valid_from:
        return (
            "before-key",
            f"签名时间 {day} 早于密钥启用日 {key.valid_from}",
            f"is dated {day}, before its key is valid ({key.valid_from})",
        )
    if key.valid_to and day > key.valid_to:
        return (
            "expired",
            f"签名时间 {day} 晚于密钥截止日 {key.valid_to}",
            f"is dated {day}, after its key expired ({key.valid_to})",
        )
    return None


# --- the file beside the list ----------------------------------------------------------


def agreements_path(folder: Path, list_id: str) -> Path:
    """The file of a list's agreements in the folder of lists."""
    return folder / f"{list_id}.agreements.jsonl"


def read_agreements(path: Path) -> list[Agreement]:
    """The agreements of a file, none where it does not exist. Raises FileFault with lines."""
    if not path.exists():
        return []
    found: list[Agreement] = []
    faults: list[Fault] = []
    for number, line in enumerate(read_bytes(path, _LIMIT_BYTES).split(b"\n"), start=1):
        if not line.strip():
            continue
        try:
            found.append(fit(_object(line), Agreement))
        except DoesNotFit as error:
            faults += [
                Fault(
                    str(path),
                    number,
                    ".".join(map(str, misfit.at)),
                    misfit.problem_zh,
                    misfit.problem_en,
                    misfit.expected_zh,
                    misfit.expected_en,
                )
                for misfit in error.misfits
            ]
        except (ValueError, RecursionError):
            problem = (
                "不是完整的会签记录，请删去这一行",
                "is no whole agreement; remove this line",
            )
            faults.append(Fault(str(path), number, "", *problem))
    if faults:
        raise FileFault(faults)
    return found


def add_agreement(path: Path, agreement: Agreement) -> None:
    """Append `agreement` to the file, synced; two officers may sign at the same time."""
    path.parent.mkdir(parents=True, exist_ok=True)
    line = agreement.model_dump_json().encode() + b"\n"
    number = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o644)
    with os.fdopen(number, "rb+", buffering=0) as file:
        # After a torn line a new one must not be glued to it.
        if file.seek(0, os.SEEK_END) and _last_byte(file.fileno()) != b"\n":
            line = b"\n" + line
        file.write(line)
        os.fsync(file.fileno())


def _last_byte(number: int) -> bytes:
    return os.pread(number, 1, os.fstat(number).st_size - 1)


def _object(line: bytes) -> dict[str, Any]:
    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        if len(dict(pairs)) < len(pairs):
            raise ValueError("a key stands twice")
        return dict(pairs)

    value = json.loads(line, object_pairs_hook=once)
    if not isinstance(value, dict):
        raise ValueError("no object")
    return value
