"""What a check says of a page."""

from dataclasses import dataclass, field, replace
from typing import Any, Literal

Strength = Literal["strong", "weak"]
LicenceState = Literal[
    "shown", "exempt", "invalid", "mismatch", "not_found", "needs_human", "could_not_check"
]


@dataclass(frozen=True, slots=True)
class Finding:
    """检查发现: one place of a page that looks unlawful, and why.

    `area` is a file of checks/areas without .py; `rule` a stable name inside it
    ("counterfeit.strong-term"); `matched` the text as it stands in the page,
    `start` and `end` its code points in the text of `field` before folding;
    `snippet` the sentence around it; `lead` whether this, alone or with the
    page's other findings, makes a lead. `reason` and `excuse` (what would have
    excused it) are Chinese sentences for an officer. `basis` is the legal basis
    in force on the day of the check. `excused` names why a hit makes no lead.
    `unit` is the responsible unit's id of units.toml. `spelling` is how the page writes a
    listed term (keywords.spellings), "plain" where none was matched.
    """

    area: str
    rule: str
    term: str
    list_id: str
    list_version: str
    list_digest: str
    matched: str
    field: str
    start: int
    end: int
    snippet: str
    strength: Strength
    lead: bool
    reason: str
    excuse: str
    basis: str
    unit: str
    excused: str | None = None
    spelling: str = "plain"


def with_why(told: str, why: str) -> str:
    """The reason `told`, with or without its last mark, and `why` it makes no lead."""
    return f"{told.rstrip('。')}。不作为线索：{why}。"


def without_lead(finding: Finding, why: str) -> Finding:
    """`finding` as one that makes no lead; its reason tells the officer `why` as well."""
    return replace(finding, lead=False, excused=why, reason=with_why(finding.reason, why))


@dataclass(slots=True)
class OperatorSigns:
    """What a page tells of who runs the shop; raw material of the dossier.

    `addresses` are (kind, text) with kind "actual_place", "domicile" or
    "licence". Codes are normalised values.
    """

    names: list[str] = field(default_factory=list)
    uscc: list[str] = field(default_factory=list)
    reg_no: list[str] = field(default_factory=list)
    addresses: list[tuple[str, str]] = field(default_factory=list)
    jy: list[str] = field(default_factory=list)
    sc: list[str] = field(default_factory=list)
    police_filing: list[str] = field(default_factory=list)
    icp: list[str] = field(default_factory=list)
    phones: list[str] = field(default_factory=list)
    ship_from: list[str] = field(default_factory=list)
    operator_type: str = "unknown"


@dataclass(slots=True)
class LicenceReading:
    """亮照 as one page shows it.

    `proof` lists what was seen, each with kind ("uscc", "zzlz", "statement",
    "image", "link", …), text and place. `second_pages` are addresses on which
    the licence may stand and which must be read before "not_found" is said.
    """

    state: LicenceState
    issues: list[str] = field(default_factory=list)
    proof: list[dict[str, Any]] = field(default_factory=list)
    second_pages: list[str] = field(default_factory=list)
    reason: str = ""


@dataclass(slots=True)
class Inspection:
    """Everything the checks say of one page. `lead` is true if any finding makes one; `goods` is
    the class of goods that it sells, as an officer reads it."""

    url: str
    findings: list[Finding] = field(default_factory=list)
    licence: LicenceReading | None = None
    operator: OperatorSigns = field(default_factory=OperatorSigns)
    flags: list[str] = field(default_factory=list)
    goods: str = ""

    @property
    def lead(self) -> bool:
        """Whether the page makes a lead."""
        return any(f.lead for f in self.findings)
