"""The register 登记信息, as the checks see it: what an official extract says of an operator.

An office obtains an extract of the register (市场主体登记 and 年报) as a table and
imports it (docs/register.md); its reader on floor leads gives it to `inspect` as
a `Register`. Checks know no file and no table: only how to ask.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol

Standing = Literal[
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
    """One operator as registered 登记信息; "" is not told.

    `uscc` is normalised, "" for one that has only its old `reg_no`. `address` is
    the 住所, `premises` the 经营场所 where it differs. `status` is in the
    extract's own words (存续, 注销, 吊销), `standing` what they mean. `abnormal`: on
    the list of abnormal operations 经营异常名录, with its reason and day. `sites`
    are the web shops it filed (企业信息公示暂行条例 9). `person` is the legal
    representative or the 经营者. `as_of` is the day the extract speaks for,
    `source` the extract and the row.
    """

    uscc: str
    name: str
    address: str = ""
    status: str = ""
    abnormal: bool = False
    sites: tuple[str, ...] = ()
    standing: Standing = "unknown"
    reg_no: str = ""
    former_names: tuple[str, ...] = ()
    kind: str = ""
    person: str = ""
    premises: str = ""
    scope: str = ""
    phone: str = ""
    authority: str = ""
    abnormal_reason: str = ""
    abnormal_since: date | None = None
    status_since: date | None = None
    as_of: date | None = None
    source: str = ""

    @property
    def gone(self) -> bool:
        """Whether it may no longer trade: 吊销, 撤销, 注销."""
        return self.standing in ("revoked", "cancelled", "deregistered")


class Register(Protocol):
    """An extract of the register. `covers` says whether an operator with this code would be in it:
    absence proves something only then. Never raises for words from the web."""

    def by_code(self, code: str) -> RegisterEntry | None:
        """The newest entry of a unified code or a 15-digit number 注册号, or None."""
        ...

    def by_name(self, name: str) -> RegisterEntry | None:
        """The entry of a full registered name, present before former, or None where none or
        several have it; brackets, width and blanks are no difference."""
        ...

    def covers(self, code: str) -> bool:
        """Whether the extract should hold this code."""
        ...
