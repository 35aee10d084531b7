"""The verification of a package told part by part: what was looked at, and what was not.

A part is 一致 only where it was looked at and nothing of it is wrong: where the check stopped
at an earlier fault, what comes after is 未查.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from desk.jobs.state import Mark
from evidence.package import layout
from evidence.package.seal_files import PROOF, SIGNATURE
from evidence.verified import Message, Verified

NOT_LOOKED_AT = "未查（前项有误，未查到此处）"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a package: the beginnings of codes of its own faults, and the files that
    belong to it (a name that ends in "." or "/" stands for all that begin so)."""

    title: str
    codes: tuple[str, ...]
    files: tuple[str, ...] = ()

    def touched(self, one: Message) -> bool:
        """Whether the fault is in a file of this part, wherever it is told."""
        open_ended = tuple(name for name in self.files if name.endswith((".", "/")))
        return one.where in self.files or one.where.startswith(open_ended)


WEB = Part("网络记录", ("wacz-",), (layout.WACZ,))
PARTS = (
    Part("压缩包与清单", ("zip-", "bag-", "link", "not-allowed", "missing", "unlisted",
                    "manifest", "digest", "declaration", "too-large", "unreadable")),
    Part("案卷文件", ("json", "case", "other-package"), (layout.CASE,)),
    WEB,
    Part("机关签名", ("seal-", "chain"), (SIGNATURE, layout.SEAL_ANCHORS)),
    Part("时间戳", ("stamp-",), (f"{SIGNATURE}.", layout.STAMP_ANCHORS)),
    Part("存证日志证明", ("ledger",), (PROOF, "data/ledger/", layout.LEDGER_ANCHORS)),
)  # fmt: skip
"""In the order in which they are checked."""


def told_by_part(found: Verified) -> Iterator[tuple[Mark, str]]:
    """The lines of a verification, part by part; then faults of no part, and the notices."""
    owners = {one: _owner(one) for one in found.faults}
    wrong = [
        any(owner is part or part.touched(one) for one, owner in owners.items()) for part in PARTS
    ]
    stops_at = wrong.index(True) if True in wrong else -1
    for number, part in enumerate(PARTS):
        own = [one for one, owner in owners.items() if owner is part]
        waits = all(one.code == "stamp-pending" for one in own)
        for one in own:
            yield "pending" if waits else "bad", f"{part.title} {_place(one)}{one.zh}"
        if wrong[number]:
            if not own:
                yield "bad", f"{part.title}：有误，见上下各项"
        elif found.stopped and number > stops_at:
            yield "pending", f"{part.title}：{NOT_LOOKED_AT}"
        elif part is WEB and not found.records:
            yield "", f"{part.title}：包内没有（遮蔽件不含网络记录）"
        else:
            more = f"（{found.records}条记录）" if part is WEB else ""
            yield "good", f"{part.title}：一致{more}"
    for one, owner in owners.items():
        if owner is None:
            yield "bad", f"{_place(one)}{one.zh}（{one.code}）"
    for one in found.notices:
        yield "pending", one.zh


def _owner(one: Message) -> Part | None:
    # Within the WACZ codes are those of any ZIP and any WARC: there the place decides.
    if one.where.startswith(f"{layout.WACZ}!"):
        return WEB
    return next((part for part in PARTS if one.code.startswith(part.codes)), None)


def _place(one: Message) -> str:
    return f"{one.where}：" if one.where else ""
