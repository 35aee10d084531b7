"""证据目录: what is in a case package and what each item is to prove; not 卷内文件目录."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from evidence.package.records.blocks import shows
from evidence.package.records.facts import Fact, Head
from evidence.package.records.form import (
    Column,
    Form,
    Listing,
    Section,
    Sentence,
    Signatures,
    Signer,
)
from evidence.package.records.values import Blank, Phrase, Stamp, Told, Url, Value, or_blank

Source = Literal["自动采集", "双人取证", "当事人", "平台", "机关制作"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a page showed at a time: its own `words`, or else a `claim` about it."""

    at: datetime | None
    url: str | None
    words: str | None = None
    claim: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One item 目录项.

    `kind` is the legal kind 种类 that an officer gives. `formed_at` is when the page
    says that it was made. `shown` is prefilled, `proves` an officer's own words.
    `contrary` items speak for the shop and stand in the same table.
    """

    name: str
    source: Source
    kind: str | None = None
    formed_at: Fact = None
    collected_at: datetime | None = None
    pages: Fact = None
    file: Fact = None
    sha256: Fact = None
    shown: tuple[Shown, ...] = ()
    proves: str | None = None
    note: str | None = None
    contrary: bool = False
    after_decision: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """The facts of a 证据目录."""

    head: Head
    case: str | None = None
    entries: tuple[Entry, ...] = ()


def _shown(one: Shown) -> Value:
    if one.claim is None:
        return shows(one.at, one.url, one.words)
    url = None if one.url is None else Url(one.url)
    return Phrase("{at}，网址{url}：{claim}", at=one.at, url=url, claim=one.claim)


def _proves(entry: Entry) -> Value:
    said: list[Value] = [_shown(one) for one in entry.shown]
    if entry.proves is not None:
        said.append(entry.proves)
    return said or None


def _note(entry: Entry) -> Value:
    said: list[Value] = []
    if entry.contrary:
        said.append(Phrase("有利或排除疑点的材料"))
    if entry.after_decision:
        said.append(Phrase("处理决定作出之后采集"))
    if entry.note is not None:
        said.append(entry.note)
    return said or Blank(5)


_ENTRIES = Listing[Catalogue, Entry](
    columns=(
        Column("名称", "a", lambda one: one.name, 1.8),
        Column("种类", "o", lambda one: or_blank(one.kind, 4), 1.4),
        Column("来源", "a", lambda one: Phrase(one.source), 1.3),
        Column("形成时间\n（页面所示）", "a", lambda one: one.formed_at, 2.1),
        Column(
            "采集时间\n（北京时间）",
            "a",
            lambda one: None if one.collected_at is None else Stamp(one.collected_at),
            2.1,
        ),
        Column(
            "页码、文件",
            "a",
            lambda one: [Phrase("页码 {p}", p=or_blank(one.pages, 4)), Phrase("{f}", f=one.file)],
            2.2,
        ),
        Column("证明对象", "ao", _proves, 3.9),
        Column("备注", "o", _note, 1.9),
    ),
    under=lambda one: (Phrase("SHA-256　{d}", d=one.sha256),),
    of=lambda facts: facts.entries,
    none="无",
)

FORM = Form[Catalogue](
    key="catalogue",
    title="证据目录",
    sections=(
        Section(
            (
                Sentence[Catalogue](
                    lambda f: Phrase("案号：{c}", c=Told(f.case)), style="body", code="o"
                ),
                _ENTRIES,
                Sentence[Catalogue](lambda f: Phrase("共{n}项。", n=len(f.entries)), style="body"),
                Signatures[Catalogue](lambda _f: [Signer("制作人")]),
            ),
            layout="wide",
        ),
    ),
)
