"""保管链记录: who had what, when, from whom, and whether it was still the same."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from evidence.package.records.facts import Fact, Head
from evidence.package.records.form import Column, Form, Listing, Section, Sentence
from evidence.package.records.values import Blank, Phrase, Stamp, Value, or_blank

Action = Literal["采集", "入库", "复核", "查阅", "导出", "移交", "遮蔽", "归档", "处置"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Custody:
    """One action. `by_system` actions are the machine's own and need no signature."""

    at: datetime | None
    action: Action
    number: Fact
    sha256: Fact = None
    giver: Fact = None
    receiver: Fact = None
    place: Fact = None
    purpose: Fact = None
    again: Fact = None
    ledger_entry: Fact = None
    by_system: bool = True


@dataclass(frozen=True, slots=True)
class Gap:
    """A time of which nothing is recorded."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CustodyLog:
    """The facts of a 保管链记录, actions and gaps in order of time."""

    head: Head
    actions: tuple[Custody | Gap, ...]


def _of(value: Callable[[Custody], Value]) -> Callable[[Custody | Gap], Value]:
    """The value of an action; a gap has none and says so."""
    return lambda one: Phrase("—") if isinstance(one, Gap) else value(one)


def _what(one: Custody | Gap) -> Value:
    return Phrase("无记录") if isinstance(one, Gap) else Phrase(one.action)


def _when(one: Custody | Gap) -> Value:
    if isinstance(one, Gap):
        return Stamp(one.start)
    return None if one.at is None else Stamp(one.at)


def _handed(one: Custody) -> Value:
    return [
        Phrase("交出：{g}", g=or_blank(one.giver, 5)),
        Phrase("接收：{r}", r=or_blank(one.receiver, 5)),
    ]


def _signed(one: Custody) -> Value:
    return Phrase("系统动作") if one.by_system else Blank(6)


def _under(one: Custody | Gap) -> list[Value]:
    if isinstance(one, Gap):
        return [Phrase("{a}至{b}无记录", a=one.start, b=one.end)]
    return [Phrase("SHA-256　{d}", d=one.sha256)]


_ACTIONS = Listing[CustodyLog, Custody | Gap](
    columns=(
        Column("北京时间", "a", _when, 2.1),
        Column("动作", "a", _what, 0.9),
        Column("编号", "a", _of(lambda one: one.number), 2.4),
        Column("交出→接收", "o", _of(_handed), 2.4),
        Column("位置、介质编号", "a", _of(lambda one: one.place), 2.2),
        Column("用途", "a", _of(lambda one: one.purpose), 1.6),
        Column("复算结果", "a", _of(lambda one: one.again), 1.3),
        Column("日志序号", "a", _of(lambda one: one.ledger_entry), 1.2),
        Column("签名", "b", _of(_signed), 1.9),
    ),
    under=_under,
    of=lambda facts: facts.actions,
    none="无动作记录",
)

FORM = Form[CustodyLog](
    key="custody-log",
    title="保管链记录",
    sections=(
        Section(
            (
                _ACTIONS,
                Sentence[CustodyLog](
                    lambda f: Phrase("共{n}行，截至{at}。", n=len(f.actions), at=f.head.made_at),
                    style="body",
                ),
            ),
            layout="wide",
        ),
    ),
)
