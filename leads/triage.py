"""分组初筛: suspected hints in groups that one decision may settle (desk.md 4).

A hint joins the first of these that it shares with another: the operator, the words in a
picture, the words of the page, everyday weak advertising, matters dismissed before with the
same content; the rest stand alone. The worst are read first and no more than `WINDOW`: with
more hints than that, those behind come up as the first are decided.

An operator is what the dossier ties together: by code, else by filing number, else one
shop. No digest of a picture is kept with a finding: the same picture is told by the words
that were read in it.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.db.models import Case, Count, F, IntegerField, OuterRef, QuerySet, Subquery, Value, When

from keywords.fold import fold
from leads.beijing import day_of
from leads.digests import short_digest
from leads.finding_rows import SHOP_RULE
from leads.models import Complaint, Lead, LeadFinding
from leads.weightiest import weightiest_first

WINDOW = 500
"""Hints that are grouped at once, the worst of the account's."""


class Kind(StrEnum):
    """What the hints of a group share, in the order in which it is tried."""

    OPERATOR = "operator"
    PICTURE = "picture"
    TEXT = "text"
    WEAK = "weak"
    SEEN = "seen"
    SINGLE = "single"


KINDS = {
    Kind.OPERATOR: "同一主体",
    Kind.PICTURE: "同一图片",
    Kind.TEXT: "同一文字",
    Kind.WEAK: "轻微绝对化用语",
    Kind.SEEN: "曾排除且内容未变",
    Kind.SINGLE: "单件",
}

_SHORTEST_PICTURE = 6
"""Letters that must have been read in a picture before it counts as the same."""

_TELLING = re.compile(
    # health
    r"[治疗医药病症癌瘤痛炎]|血[压糖脂]|减肥|瘦身|排毒|免疫"
    # money
    r"|保本|收益|利率|回报|返利|升值|稳赚|赚钱|理财|投资|加盟"
    # rank, and what only the State may say
    r"|第一|首[位家]|冠军|排名|榜|领先|国家级|国宴|特供|专供|[Nn][Oo]\.?1|TOP",
)
"""Words that make a weak term more than everyday boasting: health, money, rank."""

_SALES = re.compile(
    r"(?:月销|年销|销量|已售|累计售出|热卖|已拼)[量出]{0,2}[:： ]{0,3}(\d{1,9}(?:\.\d)?)(万?)(\+?)"
)


@dataclass(slots=True)
class Hint:
    """A suspected hint as far as grouping looks at it.

    `round` is above 1 where the matter came back after it was put right 改正后复现. `rule` to
    `content` are of its main finding (leads.weightiest); `where` is the field of the page."""

    pk: int
    hint_no: str
    level: int
    level_why: str
    area: str
    office: str | None
    summary: str
    strength: str
    round: int
    shop: int
    shop_name: str
    operator: int
    operator_name: str
    uscc: str | None
    first_seen: datetime
    last_seen: datetime
    operator_type: str = "unknown"
    rule: str = ""
    reason: str = ""
    where: str = ""
    matched: str = ""
    snippet: str = ""
    content: str = ""
    complaints: int = 0
    seen_before: bool = False
    others: tuple[str, ...] = ()
    """Groups that it would have fitted as well 另属."""

    @property
    def words(self) -> str:
        """What is suspected, in the page's words where it has any."""
        return self.matched or self.summary or self.reason

    @property
    def sales(self) -> int:
        """How many the page says were sold, 0 where it does not say."""
        found = _SALES.search(self.snippet)
        return int(float(found[1]) * (10_000 if found[2] else 1)) if found else 0


@dataclass(slots=True)
class Group:
    """Hints that one decision may settle. `cluster` names it in addresses."""

    kind: Kind
    cluster: str
    hints: list[Hint]

    @property
    def level(self) -> int:
        """The level of its worst hint."""
        return min(hint.level for hint in self.hints)

    @property
    def worst(self) -> Hint:
        """The hint that stands first."""
        return self.hints[0]

    @property
    def shops(self) -> int:
        """How many shops it touches."""
        return len({hint.shop for hint in self.hints})

    @property
    def since(self) -> date:
        """The Beijing day on which its oldest hint was first seen."""
        return day_of(min(hint.first_seen for hint in self.hints))

    def waiting(self, today: date) -> int:
        """How many days its oldest hint has waited to be looked at."""
        return max(0, (today - self.since).days)

    def facts(self, today: date) -> list[str]:
        """At most four facts in words, in the order in which groups of a level stand."""
        told = []
        if any(hint.round > 1 for hint in self.hints):
            told.append("改正后复现")
        if complaints := sum(hint.complaints for hint in self.hints):
            told.append(f"12315 {complaints}件")
        if self.shops > 1:
            told.append(f"{self.shops}网店")
        if sales := max(hint.sales for hint in self.hints):
            told.append(f"页面自称销量{sales}")
        if days := self._lasting():
            told.append(f"持续{days}天")
        return [*told[:3], f"待筛{self.waiting(today)}天"]

    def rank(self, today: date) -> tuple[bool, int, int, int, int, int, int, int]:
        """Where it stands: folded ones last, then by level, then by the facts."""
        return (
            self.kind is Kind.SEEN,
            self.level,
            -max(hint.round for hint in self.hints),
            -sum(hint.complaints for hint in self.hints),
            -self.shops,
            -max(hint.sales for hint in self.hints),
            -self._lasting(),
            -self.waiting(today),
        )

    def _lasting(self) -> int:
        return max((hint.last_seen - hint.first_seen).days for hint in self.hints)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Rows among which hints wait. `few`: so few that they are found by other conditions than
    their order; the database is kept from walking through all hints from the worst down.
    """

    rows: "QuerySet[Lead]"
    few: bool = False

    def worst(self) -> list[tuple[int, datetime, int]]:
        """Level, first day and id of the worst, at most `WINDOW`."""
        hints = self.rows.filter(stage=Lead.Stage.SUSPECTED)
        first = F("level") + 0 if self.few else "level"
        ordered = hints.order_by(first, "first_seen", "id")
        return list(ordered.values_list("level", "first_seen", "pk")[:WINDOW])


def grouped(waiting: Sequence[Waiting], today: date) -> list[Group]:
    """The groups of the worst `WINDOW` suspected hints that wait, worst first.

    Asks a handful of questions whatever the number of hints.
    """
    groups = group(read_hints(waiting))
    return sorted(groups, key=lambda one: (*one.rank(today), one.worst.pk))


def group(hints: Sequence[Hint]) -> list[Group]:
    """The hints in groups, each hint in the first that it shares with another."""
    keys = {hint.pk: dict(_keys(hint)) for hint in hints}
    sizes = Counter(key for of_hint in keys.values() for key in of_hint.values())
    groups: list[Group] = []
    left = list(hints)
    for kind in Kind:
        if kind is Kind.SINGLE:
            break
        members: dict[str, list[Hint]] = defaultdict(list)
        for hint in left:
            if key := keys[hint.pk].get(kind):
                members[key].append(hint)
        # What was dismissed before lies apart even where it stands alone.
        least = 1 if kind is Kind.SEEN else 2
        made = [Group(kind, key, of) for key, of in members.items() if len(of) >= least]
        groups += made
        taken = {hint.pk for one in made for hint in one.hints}
        left = [hint for hint in left if hint.pk not in taken]
    groups += [Group(Kind.SINGLE, f"single-{hint.pk}", [hint]) for hint in left]
    for one in groups:
        for hint in one.hints:
            hint.others = tuple(
                KINDS[kind]
                for kind, key in keys[hint.pk].items()
                if kind is not one.kind and sizes[key] > 1
            )
    return groups


def read_hints(waiting: Sequence[Waiting]) -> list[Hint]:
    """The worst suspected hints that wait, at most `WINDOW`, with what grouping needs."""
    worst = sorted(one for place in waiting for one in place.worst())
    ids = [pk for _, _, pk in worst[:WINDOW]]
    columns = (
        "pk", "hint_no", "level", "level_why", "area", "office", "summary", "strength", "rounds",
        "shop_id", "shop__name", "shop__operator_id", "shop__operator__name",
        "shop__operator__uscc", "first_seen", "last_seen", "shop__operator__operator_type",
    )  # fmt: skip
    main = LeadFinding.objects.filter(lead=OuterRef("pk"), makes_lead=True)
    known = Lead.objects.filter(pk__in=ids).annotate(
        main=Subquery(weightiest_first(main).values("pk")[:1]),
        # What follows a withdrawn registration was never put right.
        rounds=Case(
            When(earlier__stage=Lead.Stage.CLOSED, then=F("round")),
            default=Value(1),
            output_field=IntegerField(),
        ),
    )
    hints, findings = dict[int, Hint](), dict[int, int]()
    for *values, finding in known.values_list(*columns, "main"):
        hint = Hint(*values)
        hints[hint.pk] = hint
        if finding is not None:
            findings[finding] = hint.pk
    told = ("pk", "rule", "reason", "field", "matched", "snippet", "content")
    for row in LeadFinding.objects.filter(pk__in=list(findings)).values_list(*told):
        hint = hints[findings[row[0]]]
        hint.rule, hint.reason, hint.where, hint.matched, hint.snippet, hint.content = row[1:]
    _count_complaints(hints)
    _note_dismissals(hints)
    return [hints[pk] for pk in ids if pk in hints]


def _keys(hint: Hint) -> Iterator[tuple[Kind, str]]:
    """The groups that the hint would fit, in order."""
    yield Kind.OPERATOR, f"operator-{hint.operator}"
    if hint.where == "image_text":
        words = plain(hint.snippet)
        if len(words) >= _SHORTEST_PICTURE:
            yield Kind.PICTURE, f"picture-{short_digest('picture', words)}"
    if words := plain(text_of(hint)):
        yield Kind.TEXT, f"text-{short_digest('text', hint.area, words)}"
    if is_mild(hint):
        yield Kind.WEAK, "weak"
    if hint.seen_before:
        yield Kind.SEEN, "seen"


def text_of(hint: Hint) -> str:
    """The words by which the hint is the same as another: those found; else why, for a whole
    shop.
    """
    if hint.rule.startswith(SHOP_RULE):
        return f"{hint.rule} {hint.reason}"
    return hint.matched or hint.summary


def is_mild(hint: Hint) -> bool:
    """轻微绝对化用语: weak words of advertising, with no health, money or rank about them."""
    weak = hint.area == "advertising" and hint.strength == "weak" and hint.level == 4
    return weak and not _TELLING.search(f"{hint.matched} {hint.snippet} {hint.summary}")


def plain(text: str) -> str:
    """`text` folded as keywords are (width, case, traditional forms), its letters and digits."""
    return "".join(filter(str.isalnum, fold(text[:400]).text))


def _count_complaints(hints: dict[int, Hint]) -> None:
    rows = Complaint.objects.filter(lead_id__in=list(hints)).values_list("lead_id")
    for pk, number in rows.annotate(Count("pk")):
        hints[pk].complaints = number


def _note_dismissals(hints: dict[int, Hint]) -> None:
    """Mark hints all of whose contents were dismissed before, at the same operator's shops."""
    operators = {hint.operator for hint in hints.values()}
    dismissed: dict[int, set[str]] = defaultdict(set)
    rows = LeadFinding.objects.filter(
        makes_lead=True,
        lead__stage=Lead.Stage.DISMISSED,
        lead__shop__operator_id__in=operators,
    )
    for operator, content in rows.values_list("lead__shop__operator_id", "content"):
        dismissed[operator].add(content)
    maybe = [h.pk for h in hints.values() if h.content and h.content in dismissed[h.operator]]
    contents: dict[int, set[str]] = defaultdict(set)
    own = LeadFinding.objects.filter(lead_id__in=maybe, makes_lead=True)
    for pk, content in own.values_list("lead_id", "content"):
        contents[pk].add(content)
    for pk in maybe:
        hints[pk].seen_before = contents[pk] <= dismissed[hints[pk].operator]
