"""What a record is made of: facts as they were recorded or typed, shared by several records.

A fact is a string as it was seen, or an `Absent` that says why there is none, or
None where nothing at all is known of it. No field has a value by default.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal


@dataclass(frozen=True, slots=True)
class Absent:
    """No value, and why: 未测量, 未取得 or 不适用. An empty `reason` prints none."""

    kind: Literal["未测量", "未取得", "不适用"]
    reason: str = ""


Fact = str | Absent | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """The office 机关 that makes the record.

    `prefix` is its 机关代字. `articles` holds the articles that the legal unit has
    confirmed, such as {"jurisdiction": "第十条"}: others are printed 第＿＿条.
    """

    name: str
    prefix: str | None = None
    contact: str | None = None
    phone: str | None = None
    address: str | None = None
    articles: Mapping[str, str] = field(default_factory=dict)

    def article(self, key: str) -> str:
        """The confirmed article of a rule, or the blank that stands for it."""
        return self.articles.get(key, "第＿＿条")


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What every record bears: office, 系统编号 (of letters, digits, -), when and who made it."""

    office: Office
    number: str
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Officer:
    """An officer 执法人员; `confirmed_at` is when the personal code was given."""

    name: str
    certificate: str | None = None
    confirmed_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """The host's clock against a time source. Offsets in milliseconds, host minus source."""

    source: Fact = None
    method: Fact = None
    offset: float | Absent | None = None
    error: float | None = None
    measured_at: datetime | None = None
    corrected: bool | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """One thing looked at, and what was seen."""

    what: str
    result: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """The machine and the network 环境 of a capture."""

    device: Fact = None
    system: Fact = None
    browser: Fact = None
    tool: Fact = None
    version: Fact = None
    config_sha256: Fact = None
    egress_ip: Fact = None
    resolver: Fact = None
    proxy: Fact = None
    hosts: Fact = None
    cleanliness: tuple[Look, ...] = ()
    known_answer: Fact = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSeen:
    """The page 网页 that was captured, and the way to it.

    `access`: "public" where nobody had logged in; "account" where an office account
    was used. `blocked` is True where a captcha or a refusal stood in the way, False
    where the log shows that none did, None where the log does not say.
    """

    platform: Fact = None
    shop: Fact = None
    page: Fact = None
    asked: Fact = None
    final: Fact = None
    redirects: tuple[str, ...] | None = None
    ip: Fact = None
    port: Fact = None
    certificate_sha256: Fact = None
    access: Literal["public", "account"] | None = None
    account: str | None = None
    account_source: str | None = None
    blocked: bool | None = None
    user_agent: Fact = None
    steps: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Operator:
    """The operator 当事人 as the page shows it; `registry` once an officer has looked it up."""

    name: Fact = None
    code_seen: Fact = None
    code: Fact = None
    code_check: Fact = None
    domicile: Fact = None
    actual_place: Fact = None
    registry: str | None = None
    registry_source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Artefact:
    """One file that was kept. Digests are 64 lower-case hexadecimal digits."""

    name: str
    file: str
    kind: Fact = None
    format: Fact = None
    size: int | None = None
    source_url: str | None = None
    stored: Fact = None
    taken_at: datetime | None = None
    method: Fact = None
    sha256: Fact = None
    sm3: Fact = None
    note: Fact = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Redaction:
    """A copy in which personal data is masked 遮蔽件: from what, and in how many places."""

    original: str
    original_sha256: Fact
    places: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a capture, by a person or by the system."""

    at: datetime | None
    actor: str
    by_hand: bool
    action: str
    result: Fact = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One finding 命中 as the check reported it."""

    term: str
    field: str
    text: str
    rule: Fact = None
    excused_by: Fact = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """The screen recording 录屏; `breaks` is how often it broke off."""

    file: str
    seconds: float | None = None
    sha256: Fact = None
    sm3: Fact = None
    breaks: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptureFacts:
    """One capture 采集 or extraction 提取, as its own record tells it.

    "imported" is a recording of a phone or the like that two officers brought in.
    `effects` is what collecting changed, `not_taken` what was left out and why, `marks`
    what was out of the ordinary. `after_decision` is true for what was captured after
    the decision of the case.
    """

    number: str
    kind: Literal["automatic", "attended", "imported"]
    start: datetime | None = None
    end: datetime | None = None
    clock: Clock = Clock()
    surroundings: Surroundings = Surroundings()
    page: PageSeen = PageSeen()
    operator: Operator = Operator()
    artefacts: tuple[Artefact, ...] = ()
    steps: tuple[Step, ...] = ()
    effects: tuple[str, ...] | None = None
    not_taken: tuple[str, ...] | None = None
    marks: tuple[str, ...] | None = None
    robots: Fact = None
    hits: tuple[Hit, ...] | None = None
    recheck: Fact = None
    favourable: tuple[str, ...] | None = None
    related: tuple[Look, ...] | None = None
    second_view: Fact = None
    recording: Recording | Absent | None = None
    method: Fact = None
    account: Fact = None
    list_file: str | None = None
    list_sha256: Fact = None
    list_sm3: Fact = None
    ledger_entry: Fact = None
    timestamp: Fact = None
    after_decision: bool = False

    @property
    def size(self) -> int | None:
        """Bytes of all artefacts, None where one of them is unknown."""
        sizes = [one.size for one in self.artefacts]
        return None if None in sizes else sum(size for size in sizes if size is not None)

    @property
    def way(self) -> str:
        """自动采集 or 双人取证; what was brought in by two officers is 双人取证 too."""
        return {"automatic": "自动采集", "attended": "双人取证", "imported": "双人取证（导入）"}[
            self.kind
        ]

    @property
    def thing(self) -> str:
        """What its files are called: an automatic one is 采集件 until it is accepted."""
        return "自动采集件" if self.kind == "automatic" else "双人取证件"
