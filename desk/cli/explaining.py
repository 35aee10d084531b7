"""What `wangjian keywords explain` tells: every hit of a text, and what became of it."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from checks.finding import Finding
from checks.inspect import inspect
from desk.cli.language import say
from keywords.fold import fold
from keywords.keyword_list import KeywordList
from keywords.lexicon import Hit, Lexicon
from keywords.spellings import NAMES
from leads.beijing import day_of
from leads.units import Units
from pages.page import Page

FIELD = "description"


@dataclass(frozen=True, slots=True)
class Explained:
    """A hit of a list, a finding, or both. `spelling` and `folded` are "" where no term was hit."""

    hit: Hit | None
    finding: Finding | None

    @property
    def spelling(self) -> str:
        """By which spelling class the hit was found."""
        return self.hit.spelling if self.hit else ""

    @property
    def folded(self) -> str:
        """What stands there once folded."""
        return fold(self.hit.matched).text if self.hit else ""

    @property
    def as_json(self) -> dict[str, Any]:
        """The finding's keys with those of the hit; a hit without one has its own only."""
        told: dict[str, Any] = {"spelling": self.spelling, "folded": self.folded}
        if self.finding is not None:
            return asdict(self.finding) | told
        assert self.hit is not None
        hit = self.hit
        return told | {
            "area": hit.list.area,
            "rule": f"{hit.list.area}.{hit.term.rule}",
            "term": hit.term.text,
            "list_id": hit.list.id,
            "matched": hit.matched,
            "start": hit.start,
            "end": hit.end,
            "lead": False,
            "excused": _told_elsewhere(),
        }


def explained(text: str, lists: Sequence[KeywordList]) -> list[Explained]:
    """Every hit of `text` by place, with its finding; then the findings that no term caused."""
    lexicon = Lexicon(lists)
    page = Page(url="about:text", fields={FIELD: text})
    findings = inspect(page, lexicon).findings
    out = []
    for hit in lexicon.find(text):
        same = next((one for one in findings if _is_of(one, hit)), None)
        out.append(Explained(hit, same))
    known = {id(one.finding) for one in out}
    out += [Explained(None, one) for one in findings if id(one) not in known]
    return out


def _is_of(finding: Finding, hit: Hit) -> bool:
    place = (finding.start, finding.end, finding.term, finding.list_id)
    return place == (hit.start, hit.end, hit.term.text, hit.list.id)


def report(told: Sequence[Explained], text: str, units: Units) -> Iterator[str]:
    """What was `told` of `text`, for an officer: each finding with the unit that answers for it,
    the bodies outside and the law of today; then, once, what is not told apart."""
    yield say(f"依据按今天（{_today()}）施行的法律版本。", f"the law as of today ({_today()}).")
    yield say("比对用文字（统一字形和写法后）：", "folded: ") + fold(text).text
    shown = [one for one in told if one.finding is not None]
    if not shown:
        yield say("没有提示。", "nothing is found.")
    for number, one in enumerate(shown, 1):
        yield from _found(number, one, text, units)
    beside = [one.hit for one in told if not one.finding and one.hit]
    if beside:
        words = [f"“{' '.join(hit.matched.split())}”{_place(hit.start, hit.end)}" for hit in beside]
        yield f"{_told_elsewhere()}{say('：', ': ')}{'、'.join(dict.fromkeys(words))}"


def _found(number: int, one: Explained, text: str, units: Units) -> Iterator[str]:
    hit, finding = one.hit, one.finding
    assert finding is not None
    words = " ".join(finding.matched.split())
    place = _place(finding.start, finding.end)
    area = units.area_title(finding.area)
    yield f"{number}. “{words}”{place if words else ''}{say('：', ': ')}{_verdict(finding)}"
    yield say(f"    领域：{area}", f"    area: {finding.area}")
    if not finding.excused:
        unit = units.title(finding.unit)
        yield say(f"    责任机构：{unit}", f"    unit: {finding.unit}")
        bodies = units.external(finding.area, text, (finding.rule,))
        yield say(
            f"    外部机关：{'、'.join(bodies) if bodies else '无，本系统内处理'}",
            f"    bodies outside: {', '.join(bodies) or 'none'}",
        )
    reason = finding.reason
    if finding.excused:  # why it does not count stands in the first line
        reason = reason.split("。不作为线索：")[0]
    yield say("    理由：", "    reason: ") + reason.rstrip("。") + "。"
    yield say("    可排除的情形：", "    would excuse: ") + finding.excuse
    yield say("    依据：", "    basis: ") + finding.basis
    if hit is not None:
        name = say(NAMES[one.spelling], one.spelling)
        read = ""
        if one.spelling != "plain":
            read = say(f"，读作“{one.folded}”", f" ({one.folded})")
        elif finding.matched != finding.term:
            name = say("词表所列的另一写法", "another spelling of the list")
        yield say(
            f"    词条：{finding.term}（{name}{read}）；词表：{hit.list.title} {hit.list.version}；"
            f"规则编号：{finding.rule}",
            f"    term: {finding.term}; spelling: {name}{read}; list: {hit.list.title} "
            f"{hit.list.version}; rule: {finding.rule}",
        )
    else:
        yield say(
            f"    不是词表命中，由规则或模型按说法判断；规则编号：{finding.rule}",
            f"    by a rule or the model, not by a list; rule: {finding.rule}",
        )


def _place(start: int, end: int) -> str:
    return say(f"（第{start + 1}至{end}个字）", f" (characters {start}–{end})")


def _verdict(finding: Finding) -> str:
    if finding.excused:
        return say(f"不算，{finding.excused}", f"excused ({finding.excused})")
    if finding.lead:
        return say("构成监测提示", "makes a lead")
    return say("弱特征，单独不构成", "weak, not alone")


def _today() -> str:
    return day_of(datetime.now(UTC)).isoformat()


def _told_elsewhere() -> str:
    return say(
        "不另计（在更长的命中之内，或者该词表只供识别用）",
        "not told apart (inside a longer hit, or of a list that only names things)",
    )
