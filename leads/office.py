"""The office's own configuration: `wangjian.toml` in its home folder."""

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from keywords.errors import WrongValue
from keywords.toml_source import load_toml
from leads.divisions import PROVINCE, division
from leads.home import Home

Emit = Literal["verified", "suspected"]

_ENDPOINT = re.compile(r"(?:\[[0-9A-Fa-f:.]+\]|[^\s:/\[\]]+):(\d{1,5})")


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Network(_Table):
    """How the office reaches the network.

    `allow` opens single addresses "HOST:PORT" that the guard would refuse
    (tests, intranet shops). `resolver` is the IP of a DNS server, "" the system's.
    `user_agent` replaces the one made of the office's name and contact.
    `time_servers` (HOST or HOST:PORT) are asked for the time 时间来源 of captures.
    """

    allow: list[str] = []
    resolver: str = ""
    user_agent: str = ""
    time_servers: list[str] = []

    @field_validator("allow")
    @classmethod
    def _endpoints(cls, value: list[str]) -> list[str]:
        for at, entry in enumerate(value):
            match = _ENDPOINT.fullmatch(entry)
            if match is None or not 0 < int(match[1]) < 65536:
                raise WrongValue(
                    f"不是“主机:端口”：{entry[:60]}",
                    f"not HOST:PORT: {entry[:60]}",
                    "如 127.0.0.1:8099",
                    "such as 127.0.0.1:8099",
                    at=(at,),
                )
        return value


class Crawl(_Table):
    """Defaults of campaigns: what is not given here or there is the crawler's own default.

    `delay` in seconds between two requests to a site. `capture` says whether pages with
    findings are captured after a crawl, `capture_limit` how many of a site.
    """

    pages: Annotated[int, Field(gt=0)] | None = None
    depth: Annotated[int, Field(ge=0)] | None = None
    delay: Annotated[float, Field(ge=0, le=3600)] | None = None
    concurrency: Annotated[int, Field(gt=0, le=16)] | None = None
    robots: Literal["obey", "ignore"] = "obey"
    capture: bool = True
    capture_limit: Annotated[int, Field(ge=0, le=5000)] | None = None


class Database(_Table):
    """`url` of a PostgreSQL server; "" means the SQLite file of the home folder.

    The environment's DATABASE_URL comes before it.
    """

    url: str = ""


class Periods(_Table):
    """Periods in working days: the legal clock of a lead 核查期限, its one extension
    (行政处罚程序规定 18), the answer to a referral, and the office's own for screening,
    for receiving 签收 what was referred, and for what units ask for 提请. A complaint 投诉 is
    accepted or not within `complaint`, a report 举报 checked within `report` (市场监督管理投诉
    举报处理办法). `monthly` alone are days of the calendar 自然日: what is reported of a month
    later than that after its end is 补报.
    """

    verify: Annotated[int, Field(gt=0)] = 15
    extension: Annotated[int, Field(gt=0)] = 15
    answer: Annotated[int, Field(gt=0)] = 15
    screen: Annotated[int, Field(gt=0)] = 5
    receive: Annotated[int, Field(gt=0)] = 5
    request: Annotated[int, Field(gt=0)] = 10
    complaint: Annotated[int, Field(gt=0)] = 7
    report: Annotated[int, Field(gt=0)] = 15
    monthly: Annotated[int, Field(gt=0)] = 15


class TimestampAuthority(_Table):
    """A time-stamp authority 时间戳服务机构 that seals and ledger heads are stamped by.

    `name` ends up in file names. `roots_file` holds its root certificates in PEM,
    got from the authority itself; `chain_file` what leads to them, where it sends no
    chain. Both are relative to the home folder. `policy` (an OID) is demanded if given.
    """

    name: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,31}$")]
    url: Annotated[str, Field(pattern=r"^https?://\S+$", max_length=500)]
    roots_file: Annotated[str, Field(min_length=1)]
    chain_file: str = ""
    policy: Annotated[str, Field(pattern=r"^(\d+(\.\d+)+)?$")] = ""


class LedgerSettings(_Table):
    """`second_places` are folders, best on another machine, to which signed heads are copied.

    Relative ones are relative to the home folder.
    """

    second_places: list[Annotated[str, Field(min_length=1)]] = []


class DeskSettings(_Table):
    """The web desk 工作台. `hosts` are the names it is reached by besides this machine's
    own address; a request for another name is refused. `replay_host` is the name of the
    isolated viewer 隔离回放, another one than the desk's (cookies know no ports).
    `certificate` and `key` (PEM, relative to the home folder) make it speak HTTPS itself;
    `behind_proxy` says that a proxy of the office does. `session_minutes` without use end a
    session. `workers` says whether the desk starts a process that takes jobs.
    """

    hosts: list[Annotated[str, Field(pattern=r"^[A-Za-z0-9.\-\[\]:]{1,200}$")]] = []
    replay_host: Annotated[str, Field(pattern=r"^[A-Za-z0-9.\-]{0,200}$")] = ""
    certificate: str = ""
    key: str = ""
    behind_proxy: bool = False
    session_minutes: Annotated[int, Field(ge=5, le=720)] = 60
    workers: bool = True


class OfficerEntry(_Table):
    """An officer 执法人员 who may decide. `number` is that of the certificate 执法证号."""

    name: Annotated[str, Field(min_length=1, max_length=60)]
    number: Annotated[str, Field(min_length=1, max_length=60)]
    unit: str = "network"
    valid_to: date | None = None


class Office(_Table):
    """机关: the office that runs this program.

    `code` is its six-digit division code in Yunnan, `code_word` the 机关代字 of
    its documents. `emit` says when a lead reaches its unit's outbox: once it is
    verified, or already as a suspicion to the units of `suspected_to` (all units
    when that is empty).
    """

    name: Annotated[str, Field(min_length=1, max_length=100)] = "（未登记机关）"
    code: str = PROVINCE
    contact: Annotated[str, Field(max_length=200)] = ""
    code_word: Annotated[str, Field(max_length=30)] = ""
    emit: Emit = "verified"
    suspected_to: list[str] = []
    network: Network = Network()
    crawl: Crawl = Crawl()
    database: Database = Database()
    periods: Periods = Periods()
    timestamp: list[TimestampAuthority] = []
    ledger: LedgerSettings = LedgerSettings()
    desk: DeskSettings = DeskSettings()
    officers: list[OfficerEntry] = []

    @field_validator("code")
    @classmethod
    def _code_of_yunnan(cls, value: str) -> str:
        if division(value) is None:
            raise WrongValue(
                f"不是云南省的行政区划代码：{value[:20]}",
                f"not a division code of Yunnan: {value[:20]}",
                "六位数字，如 530502（隆阳区）",
                "six digits such as 530502",
            )
        return value

    @field_validator("timestamp")
    @classmethod
    def _names_differ(cls, value: list[TimestampAuthority]) -> list[TimestampAuthority]:
        names = [one.name for one in value]
        for at, name in enumerate(names):
            if name in names[:at]:
                raise WrongValue(
                    f"名称重复：{name}",
                    f"this name stands twice: {name}",
                    "每个时间戳服务机构一个名称",
                    "a name of its own for each authority",
                    at=(at, "name"),
                )
        return value

    def receives_suspected(self, unit: str) -> bool:
        """Whether `unit` is handed suspected leads 监测提示, before anybody verified them."""
        return self.emit == "suspected" and (not self.suspected_to or unit in self.suspected_to)


def load_office(home: Home) -> Office:
    """The office of `home`; the defaults where it has no wangjian.toml. Raises FileFault."""
    if not home.office_file.exists():
        return Office()
    return load_toml(home.office_file, Office)
