"""告知事项核对单: what a party was told; every box is left to the officers' hands."""

from dataclasses import dataclass

from evidence.package.records.blocks import two_officers
from evidence.package.records.facts import Head, Officer
from evidence.package.records.form import (
    Column,
    Form,
    Listing,
    Row,
    Section,
    Signatures,
    Signer,
)
from evidence.package.records.values import Blank, Choice, Phrase, Value

NOTICES = (
    "出示执法证件",
    "申请回避权",
    "如实提供义务",
    "陈述申辩权",
    "录音录像",
    "核对与更正",
    "送达地址",
    "保密",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticesChecklist:
    """The facts of a 告知事项核对单. `remote` where no party was there to be told."""

    head: Head
    officers: tuple[Officer, ...] = ()
    party: str | None = None
    place: str | None = None
    remote: bool = False


@dataclass(frozen=True, slots=True)
class _Line:
    notice: str
    remote: bool


def _open(line: _Line, blank: Value) -> Value:
    return Phrase("不适用（当事人不在场）") if line.remote else blank


_Row = Row[NoticesChecklist]
_LINES = Listing[NoticesChecklist, _Line](
    columns=(
        Column("告知事项", "a", lambda one: Phrase(one.notice), 2),
        Column(
            "情况",
            "b",
            lambda one: _open(one, Choice(("已", "未", "不适用"))),
            3.6,
        ),
        Column("时间", "o", lambda one: _open(one, Blank(6)), 1.9),
        Column("方式", "o", lambda one: _open(one, Blank(5)), 1.7),
        Column("当事人回应", "b", lambda one: _open(one, Blank(6)), 2.2),
    ),
    of=lambda facts: [_Line(one, facts.remote) for one in NOTICES],
    none="",
    room=11,
)

FORM = Form[NoticesChecklist](
    key="notices-checklist",
    title="告知事项核对单",
    sections=(
        Section(
            (
                _Row("当事人", "o", lambda f: f.party, half=True),
                _Row("地点", "o", lambda f: f.place, half=True),
                _LINES,
                Signatures(
                    lambda f: [
                        *two_officers(f.officers),
                        *([] if f.remote else [Signer("当事人")]),
                    ]
                ),
            ),
        ),
    ),
)
