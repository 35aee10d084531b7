"""封面首页 一分钟摘要: one page that says who, when, where, what is shown and what is not proved.

It lies in the bag that is sealed, so it cannot hold the package's own digest, seal
or stamp: it points to them.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from evidence.package.not_proved import NOT_PROVED, ON_PAGE_ONE
from evidence.package.records.blocks import offset
from evidence.package.records.facts import Clock, Fact, Head, Officer
from evidence.package.records.form import Column, Form, Listing, Row, Section, Sentence
from evidence.package.records.values import Phrase, Short, Value, or_blank

# More would not fit on the one page; the catalogue has them all.
_MOST_CLAIMS = 4
_MOST_LINES = 2
_SHORT = 70


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A claim 主张, and the picture and file in which it is seen."""

    words: str
    picture: Fact
    file: Fact
    sha256: Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """When and where one capture was made, and how far the clock was off."""

    at: datetime | None
    url: str | None
    clock: Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverSheet:
    """The facts of a 封面首页.

    `manner`: "mixed" where some captures were automatic and some attended. `serial`
    is the number of the package, `case` the 案号 once the office has given one.
    """

    head: Head
    manner: Literal["automatic", "attended", "imported", "mixed"]
    case: str | None = None
    object: Fact = None
    occasions: tuple[Occasion, ...] = ()
    officers: tuple[Officer, ...] = ()
    claims: tuple[Claim, ...] = ()
    alterations: tuple[str, ...] | None = None
    gaps: tuple[str, ...] | None = None
    contrary: tuple[str, ...] | None = None


_MANNERS = {
    "automatic": "自动采集",
    "attended": "双人取证",
    "imported": "双人取证（导入）",
    "mixed": "部分自动采集、部分双人取证",
}


def _cut(fact: Fact) -> Value:
    return Short(fact, _SHORT) if isinstance(fact, str) else fact


def _some(lines: tuple[str, ...] | None, none: str, most: int = _MOST_LINES) -> Value:
    if lines is None:
        return None
    shown: list[Value] = [_cut(one) for one in lines[:most]]
    if len(lines) > most:
        shown.append(Phrase("另有{n}项，见各采集件说明", n=len(lines) - most))
    return shown or Phrase(none)


def _occasions(facts: CoverSheet) -> Value:
    shown: list[Value] = [
        Phrase("{at}，时钟偏差{o}", at=one.at, o=offset(one.clock))
        for one in facts.occasions[:_MOST_LINES]
    ]
    if len(facts.occasions) > _MOST_LINES:
        shown.append(Phrase("另有{n}次，见证据目录", n=len(facts.occasions) - _MOST_LINES))
    return shown or None


def _addresses(facts: CoverSheet) -> Value:
    urls = list(dict.fromkeys(one.url for one in facts.occasions if one.url))
    shown: list[Value] = [Short(one, _SHORT) for one in urls[:_MOST_LINES]]
    if len(urls) > _MOST_LINES:
        shown.append(Phrase("另有{n}个，见证据目录", n=len(urls) - _MOST_LINES))
    return shown or None


def _people(facts: CoverSheet) -> Value:
    if facts.manner == "automatic":
        return Phrase("无人在场")
    shown: list[Value] = [
        Phrase("{n}　执法证号 {c}", n=_cut(one.name), c=or_blank(one.certificate))
        for one in facts.officers[:_MOST_LINES]
    ]
    if len(facts.officers) > _MOST_LINES:
        shown.append(Phrase("共{n}人，见各采集件笔录", n=len(facts.officers)))
    return shown or None


_Row = Row[CoverSheet]
_CLAIMS = Listing[CoverSheet, Claim](
    columns=(
        Column("主张（页面显示）", "a", lambda one: _cut(one.words), 5.4),
        Column("图号", "a", lambda one: one.picture, 0.8),
        Column("文件", "a", lambda one: _cut(one.file), 3.4),
    ),
    under=lambda one: (Phrase("SHA-256　{d}", d=one.sha256),),
    of=lambda facts: facts.claims[:_MOST_CLAIMS],
    none="无主张",
)


def _more(facts: CoverSheet) -> Phrase | None:
    more = len(facts.claims) - _MOST_CLAIMS
    return Phrase("另有{n}项主张，见证据目录。", n=more) if more > 0 else None


FORM = Form[CoverSheet](
    key="cover-sheet",
    title="封面首页",
    alias="一分钟摘要",
    end="open",
    sections=(
        Section(
            (
                _Row("案号", "o", lambda f: f.case, half=True),
                _Row("取得方式", "a", lambda f: Phrase(_MANNERS[f.manner]), half=True),
                _Row("对象", "a", lambda f: _cut(f.object)),
                _Row("网址", "a", _addresses),
                _Row("采集时间", "a", _occasions),
                _Row("人员", "a", _people),
                _CLAIMS,
                Sentence(_more, style="note"),
                _Row("采集造成的改变", "a", lambda f: _some(f.alterations, "采集动作未改变页面")),
                _Row("缺口", "a", lambda f: _some(f.gaps, "记录中无缺口")),
                _Row("反向材料", "a", lambda f: _some(f.contrary, "记录中无反向材料", 3)),
                _Row(
                    "不能证明",
                    "a",
                    lambda _f: [Phrase(NOT_PROVED[number][0]) for number in ON_PAGE_ONE],
                ),
                _Row("签名和时间戳", "a", lambda _f: Phrase("见 seal/ 及 VERIFY.txt")),
            ),
            layout="cover",
        ),
    ),
)
