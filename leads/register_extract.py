"""An extract of the register 登记信息摘录, read: rows to entries, with what is wrong in each.

The columns are documented in docs/register.md; their order is free and several
names of each are known, since every system exports its own. A row that cannot
be used is told and left out; the others are kept.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from checks.register import RegisterEntry, Standing
from keywords.errors import FileFault
from leads.plain_text import storable
from leads.register_rows import rows_of
from pages.check_digits import ends_in_mod_11_10, is_uscc

MOST_FAULTS = 200
_HEADER_WITHIN = 20

COLUMNS: dict[str, tuple[str, ...]] = {
    "uscc": ("统一社会信用代码", "社会信用代码", "信用代码", "统一代码", "uscc"),
    "reg_no": ("注册号", "工商注册号", "营业执照注册号"),
    "name": (
        "名称",
        "企业名称",
        "市场主体名称",
        "经营主体名称",
        "主体名称",
        "字号名称",
        "单位名称",
    ),
    "former_names": ("曾用名", "曾用名称", "变更前名称"),
    "kind": ("类型", "企业类型", "市场主体类型", "主体类型", "组成形式"),
    "person": ("法定代表人", "法定代表人（负责人）", "经营者", "经营者姓名", "负责人", "投资人"),
    "address": ("住所", "住址", "注册地址", "登记住所", "住所（经营场所）", "地址"),
    "premises": ("经营场所", "生产经营地", "主要经营场所", "实际经营地址"),
    "scope": ("经营范围",),
    "authority": ("登记机关", "发照机关"),
    "status": ("登记状态", "经营状态", "企业状态", "状态", "市场主体状态"),
    "status_since": ("状态日期", "注销日期", "吊销日期", "吊销注销日期"),
    "phone": ("联系电话", "电话", "手机"),
    "sites": ("网址", "网站网址", "网站或网店网址", "网店网址", "网站"),
    "abnormal": ("经营异常", "是否列入经营异常名录", "经营异常名录", "是否经营异常"),
    "abnormal_reason": ("列入经营异常原因", "列入原因", "经营异常原因"),
    "abnormal_since": ("列入日期", "列入经营异常日期"),
    "as_of": ("数据日期", "数据截止日期", "导出日期"),
}
"""Fields of an entry, and the headings under which extracts have them; the first is ours."""

_FIELD_OF = {name: field for field, names in COLUMNS.items() for name in names}
_STANDING: tuple[tuple[str, Standing], ...] = (
    ("(?<!未)注销", "deregistered"),
    ("吊销", "revoked"),
    ("撤销", "cancelled"),
    ("迁出|迁移", "moved_out"),
    ("歇业|停业", "suspended"),
    ("存续|在业|在营|开业|正常|在册|确立|登记成立", "active"),
)
_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})")


@dataclass(frozen=True, slots=True)
class RowFault:
    """What is wrong with a row. `kept`: it was taken all the same."""

    row: int
    zh: str
    en: str
    kept: bool = False


@dataclass(slots=True)
class Extract:
    """One extract while it is read: `entries` yields, the counts and faults grow.

    `as_of` is the day the extract speaks for, where no column tells it by row.
    """

    path: Path
    as_of: date
    read: int = 0
    kept: int = 0
    faults: list[RowFault] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)

    def entries(self) -> Iterator[RegisterEntry]:
        """Every usable row as an entry. Raises FileFault for a file without the columns."""
        columns: dict[int, str] = {}
        for number, cells in rows_of(self.path):
            if not columns:
                columns = self._header(number, cells)
                continue
            self.read += 1
            values = {
                name: cells[at] for at, name in columns.items() if at < len(cells) and cells[at]
            }
            entry = self._entry(number, values)
            if entry is not None:
                self.kept += 1
                yield entry
        if not columns:
            raise self._no_header()

    def _header(self, number: int, cells: list[str]) -> dict[int, str]:
        """The columns, if this row is the header; {} where it may still come."""
        found: dict[int, str] = {}
        for at, cell in enumerate(cells):
            name = _FIELD_OF.get(_heading(cell))
            if name is not None and name not in found.values():
                found[at] = name
        have = set(found.values())
        if "name" in have and have & {"uscc", "reg_no"}:
            self.unknown = [c for at, c in enumerate(cells) if at not in found and c][:50]
            return found
        if number > _HEADER_WITHIN:
            raise self._no_header()
        return {}

    def _no_header(self) -> FileFault:
        return FileFault.single(
            self.path,
            f"前 {_HEADER_WITHIN} 行没有表头",
            f"no heading row among the first {_HEADER_WITHIN}",
            expected_zh="一行表头，至少有 统一社会信用代码（或注册号）和 名称",
            expected_en="a heading row with at least 统一社会信用代码 (or 注册号) and 名称",
        )

    def _entry(self, number: int, values: dict[str, str]) -> RegisterEntry | None:
        uscc = _code(values.get("uscc", ""))
        reg_no = _code(values.get("reg_no", ""))
        if len(uscc) in (13, 15) and uscc.isdecimal() and not reg_no:
            uscc, reg_no = "", uscc  # systems put the old number in the new column
        name = values.get("name", "")
        if not name or not (uscc or reg_no):
            self._fault(number, "缺少名称或者代码，未导入", "no name or no code: left out")
            return None
        if uscc and not is_uscc(uscc):
            self._fault(
                number, f"统一社会信用代码{uscc[:20]}校验不符，照样导入",
                f"the code {uscc[:20]} fails its check: kept all the same", kept=True,
            )  # fmt: skip
        elif reg_no and len(reg_no) == 15 and not ends_in_mod_11_10(reg_no):
            self._fault(
                number, f"注册号{reg_no}校验不符，照样导入",
                f"the number {reg_no} fails its check: kept all the same", kept=True,
            )  # fmt: skip
        status = values.get("status", "")
        reason = values.get("abnormal_reason", "")
        return RegisterEntry(
            uscc=uscc[:18],
            name=storable(name, 300),
            address=storable(values.get("address", ""), 500),
            status=storable(status, 60),
            abnormal=_is_abnormal(values.get("abnormal", ""), reason),
            sites=_several(values.get("sites", "")),
            standing=standing_of(status),
            reg_no=reg_no[:15],
            former_names=_several(values.get("former_names", "")),
            kind=storable(values.get("kind", ""), 100),
            person=storable(values.get("person", ""), 100),
            premises=storable(values.get("premises", ""), 500),
            scope=storable(values.get("scope", ""), 2000),
            phone=storable(values.get("phone", ""), 60),
            authority=storable(values.get("authority", ""), 100),
            abnormal_reason=storable(reason, 300),
            abnormal_since=date_of(values.get("abnormal_since", "")),
            status_since=date_of(values.get("status_since", "")),
            as_of=date_of(values.get("as_of", "")) or self.as_of,
            source=f"{self.path.name} 第{number}行",
        )

    def _fault(self, number: int, zh: str, en: str, *, kept: bool = False) -> None:
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(RowFault(number, zh, en, kept))


def standing_of(status: str) -> Standing:
    """What a status means: 吊销，未注销 is revoked, 已注销 deregistered."""
    for words, standing in _STANDING:
        if re.search(words, status):
            return standing
    return "unknown"


def date_of(text: str) -> date | None:
    """The day that a text such as 2026-01-31, 2026/1/31, 2026年1月31日 or 20260131 names."""
    match = _DATE.search(text) or re.fullmatch(r"(\d{4})(\d\d)(\d\d)", text)
    if match is None:
        return None
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def _heading(cell: str) -> str:
    plain = unicodedata.normalize("NFKC", cell).replace(" ", "").rstrip("*:").lower()
    return plain.replace("(", "（").replace(")", "）")


def _code(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).upper()
    return "".join(c for c in plain if c.isascii() and c.isalnum())[:40]


def _several(text: str) -> tuple[str, ...]:
    parts = (part.strip() for part in re.split(r"[;；,，、\s|]+", text))
    return tuple(storable(part, 300) for part in dict.fromkeys(parts) if part)[:20]


def _is_abnormal(said: str, reason: str) -> bool:
    if re.search("移出|否|未列|^无|^0|^n", said.lower()):
        return False
    return bool(said.strip() or reason.strip())
