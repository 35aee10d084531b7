"""证据提取单: a picture that enters a file, whole, with where it is from and who took it out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from evidence.package.records.blocks import (
    after_decision,
    by_hand,
    capture_footer,
    digest_lines,
    integrity,
    two_officers,
)
from evidence.package.records.facts import Artefact, CaptureFacts, Head, Officer, Redaction
from evidence.package.records.form import (
    Form,
    Pictures,
    Row,
    Section,
    Sentence,
    Signatures,
    Signer,
)
from evidence.package.records.paper import PictureFile
from evidence.package.records.picture import Cut, cuts, sheet
from evidence.package.records.values import Blank, Phrase, Short, Url, Value


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureSheet:
    """The facts of a 证据提取单.

    `picture` is the file of `artefact`, without marks. `officers` took the data, or
    took an automatic capture's file out of the system at `exported_at`. `provider` is
    who supplied it, where somebody did. `agrees` is the result of the second
    computation of its digest at `checked_at`. `redaction` where it is a masked copy.
    """

    head: Head
    capture: CaptureFacts
    artefact: Artefact
    picture: PictureFile
    officers: tuple[Officer, ...] = ()
    exported_at: datetime | None = None
    place: str | None = None
    provider: str | None = None
    computed_at: datetime | None = None
    checked_at: datetime | None = None
    agrees: bool | None = None
    redaction: Redaction | None = None


def _printed(facts: PictureSheet) -> Phrase:
    return Phrase(
        "本图由文件{file}分{n}幅打印，缩放{percent}%，图像内容未改动。",
        file=facts.artefact.file,
        n=len(cuts(facts.picture)),
        percent=cuts(facts.picture)[0].percent,
    )


def _taken(facts: PictureSheet) -> Phrase | None:
    if len(facts.officers) != 2:
        return None
    first, second = facts.officers
    words = (
        "该件由系统于{at}自动采集，由{first}、{second}于{out}自系统导出。"
        if facts.capture.kind == "automatic"
        else "该件由{first}、{second}于{at}在场提取，于{out}自系统导出。"
    )
    return Phrase(
        words,
        at=facts.artefact.taken_at,
        first=first.name,
        second=second.name,
        out=facts.exported_at,
    )


def _integrity(facts: PictureSheet) -> Phrase:
    surroundings = facts.capture.surroundings
    again: Value = Phrase("未复算")
    if facts.agrees is not None:
        again = Phrase(
            "于{at}复算，结果{result}",
            at=facts.checked_at,
            result="一致" if facts.agrees else "不一致",
        )
    tool = None
    if surroundings.tool is not None:
        tool = Phrase("{t} {v}", t=surroundings.tool, v=surroundings.version)
    return integrity(
        file=facts.artefact.file,
        size=facts.artefact.size,
        at=facts.computed_at,
        tool=tool,
        digest=facts.artefact.sha256,
        again=again,
    )


def _masked(facts: PictureSheet) -> Phrase | None:
    masked = facts.redaction
    if masked is None:
        return None
    return Phrase(
        "本件为遮蔽件，由原件{number}（SHA-256 {digest}）派生，遮蔽{n}处；原件另行保存。",
        number=masked.original,
        digest=masked.original_sha256,
        n=masked.places,
    )


def _captions(facts: PictureSheet, cut: Cut) -> Sequence[Value]:
    url = facts.artefact.source_url
    return (
        Phrase(
            "编号 {number}　第{i}/{k}幅　像素行{top}–{bottom}/总高{height}　缩放{percent}%",
            number=facts.head.number,
            i=cut.index,
            k=cut.count,
            top=cut.top,
            bottom=cut.bottom,
            height=cut.height,
            percent=cut.percent,
        ),
        Phrase("网址 {url}", url=None if url is None else Short(url, _LONGEST_URL)),
        Phrase("采集时间 {at}", at=facts.artefact.taken_at),
    )


# What still leaves the slice its room on the sheet.
_LONGEST_URL = 200

_Row = Row[PictureSheet]
_Sentence = Sentence[PictureSheet]

FORM = Form[PictureSheet](
    key="picture-sheet",
    title="证据提取单",
    standard="国市监法发〔2021〕42号 范本11（版式待与空白样表核对）",
    footer=lambda facts: capture_footer(facts.capture),
    sections=(
        Section(
            (
                _Sentence(_printed),
                _Sentence(_taken, code="ao"),
                _Sentence(_integrity),
                _Sentence(_masked),
                _Sentence(lambda f: after_decision(f.capture)),
                _Row("名称", "a", lambda f: f.artefact.name, half=True),
                _Row("文件名", "a", lambda f: f.artefact.file, half=True),
                _Row("校验值", "a", lambda f: digest_lines(f.artefact)),
                _Row(
                    "来源网址",
                    "a",
                    lambda f: None if f.artefact.source_url is None else Url(f.artefact.source_url),
                ),
                _Row("采集时间", "a", lambda f: f.artefact.taken_at),
                _Row("方式", "a", lambda f: Phrase(f.capture.way), half=True),
                _Row("制作方法", "a", lambda f: f.artefact.method, half=True),
                _Row("制作人", "a", lambda f: f.capture.account, half=True),
                _Row("提取地点", "o", lambda f: f.place, half=True),
                _Row("导出时间", "a", lambda f: f.exported_at),
                _Row(
                    "导出人",
                    "ao",
                    lambda f: [one.name for one in f.officers] or [Blank(), Blank()],
                ),
                _Row("提供人", "o", lambda f: f.provider, half=True),
                _Row("提供人核对", "b", lambda _f: Phrase("与原件{b}", b=Blank(6)), half=True),
                Signatures(
                    lambda f: [
                        *([Signer("提供人")] if f.provider is not None else []),
                        *two_officers(f.officers),
                    ]
                ),
                _Row("备注", "b", by_hand(24)),
            ),
        ),
        Section(
            (Pictures[PictureSheet](lambda f: f.picture, _captions),),
            layout=lambda f: sheet(f.picture),
        ),
    ),
)
