"""What `wangjian keywords explain` tells: every hit of a text, and what became of it."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from checks.finding import Finding
from checks.inspect import inspect
from desk.cli.language import say
from keywords.fold import fold
from keywords.keyword_list import KeywordList
from keywords.lexicon import Hit, Lexicon
from keywords.spellings import NAMES
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


def lines(one: Explained) -> Iterator[str]:
    """One hit or finding for people."""
    hit, finding = one.hit, one.finding
    if finding is None:
        assert hit is not None
        yield f"[{hit.start}:{hit.end}] {hit.matched} ← {hit.term.text} ({hit.list.area})" + (
            f" {_told_elsewhere()}"
        )
        yield from _of_hit(one)
        return
    verdict = (
        say(f"不算（{finding.excused}）", f"excused ({finding.excused})")
        if finding.excused
        else say("构成监测提示", "makes a lead")
        if finding.lead
        else say("弱特征，单独不构成", "weak, not alone")
    )
    place = f"[{finding.start}:{finding.end}]"
    yield f"{place} {finding.matched} ← {finding.term} ({finding.rule}) {verdict}"
    yield from _of_hit(one)
    yield f"    {finding.reason}"
    yield say("    可排除的情形：", "    would excuse: ") + finding.excuse
    yield say("    依据：", "    basis: ") + finding.basis


def _of_hit(one: Explained) -> Iterator[str]:
    if one.hit is not None:
        name = say(NAMES[one.spelling], one.spelling)
        listed = f"{one.hit.list.title} {one.hit.list.version}"
        yield say(
            f"    写法：{name}；折叠后：{one.folded}；词表：{listed}",
            f"    spelling: {name}; folded: {one.folded}; list: {listed}",
        )


def _told_elsewhere() -> str:
    return say(
        "不另计（在更长的命中之内，或者该词表只供识别用）",
        "not told apart (inside a longer hit, or of a list that only names things)",
    )
