"""The register 登记信息, as the checks see it: what an official extract says of an operator.

An office obtains an extract of the register (市场主体登记 and 年报) as a table and
imports it (docs/register.md). Checks ask it through `Register` and never see
where it is kept. That nobody is found says only that the extract does not hold
them: an extract covers a territory and a day.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol

RegisterStatus = Literal[
    "active",  # 存续、在业、开业
    "suspended",  # 歇业 (市场主体登记管理条例 30)
    "revoked",  # 吊销
    "cancelled",  # 撤销登记
    "deregistered",  # 注销
    "moved_out",  # 迁出
    "unknown",
]


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """登记信息: one operator of an extract. Texts are as the extract has them; "" is not told.

    `uscc` is normalised, "" for one that has only its old `reg_no`. `kind` is the
    type (个体工商户, 有限责任公司 …), `person` the legal representative or
    operator, `premises` the 经营场所 where it differs from the `domicile` 住所.
    `sites` are the addresses of web shops it filed (企业信息公示暂行条例 9).
    `abnormal` is why it stands on the 经营异常名录, `abnormal_since` from when.
    `as_of` is the day for which the extract speaks, `source` names the extract
    and the row, for an officer.
    """

    uscc: str
    name: str
    as_of: date
    source: str
    reg_no: str = ""
    former_names: tuple[str, ...] = ()
    status: RegisterStatus = "unknown"
    status_text: str = ""
    status_since: date | None = None
    kind: str = ""
    person: str = ""
    domicile: str = ""
    premises: str = ""
    scope: str = ""
    phone: str = ""
    sites: tuple[str, ...] = ()
    authority: str = ""
    abnormal: str = ""
    abnormal_since: date | None = None

    @property
    def gone(self) -> bool:
        """Whether it may no longer trade: 吊销, 撤销, 注销."""
        return self.status in ("revoked", "cancelled", "deregistered")


class Register(Protocol):
    """What a check may ask of an extract. Never raises for words from the web."""

    def by_code(self, code: str) -> RegisterEntry | None:
        """The newest entry with this unified code 统一社会信用代码 or 15-digit 注册号."""

    def by_name(self, name: str) -> Sequence[RegisterEntry]:
        """Entries whose name, or former name, is `name`, newest first; brackets, width and
        blanks are no difference."""

    def covers(self, code: str) -> bool:
        """Whether the extract speaks of the territory that registered `code`, so that its
        silence says something."""
