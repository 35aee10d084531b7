"""Reading a keyword list from an Excel workbook."""

import difflib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from keywords.errors import Fault, FileFault, shown
from keywords.goods import GOODS_CLASSES, GOODS_NAMES
from keywords.keyword_list import KeywordList
from keywords.model_faults import DoesNotFit, Misfit, fit
from keywords.toml_lines import KeyPath
from keywords.workbook_cells import Place, Row, WrongCell, cell_date, cell_text, read_sheets
from keywords.workbook_layout import (
    BASIS,
    BASIS_COLUMNS,
    HEAD,
    HEAD_ROWS,
    RULE_COLUMNS,
    RULES,
    TERM_COLUMNS,
    TERMS,
    Column,
)
from keywords.workbook_names import Names

_PARTS = re.compile(r"[\n；;、|]+")
_CLASS_OF = {name: one for one, name in GOODS_NAMES.items()}
_STRENGTH_WORDS = {"强": "strong", "强特征": "strong", "弱": "weak", "弱特征": "weak"}
_STRENGTH_WORDS |= {"strong": "strong", "weak": "weak"}
_YES_WORDS = {"是": True, "√": True, "对": True, "yes": True, "true": True, "y": True, "1": True}
_NO_WORDS = {
    "否": False,
    "×": False,
    "x": False,
    "no": False,
    "false": False,
    "n": False,
    "0": False,
}


def read_workbook(path: Path, names: Mapping[str, Names] | None = None) -> KeywordList:
    """Read a list from a workbook. Raises FileFault with sheet, row and column of each fault.

    `names`, by the key of the list, are what its head may write instead of ids.
    """
    return _Reader(path, names or {}).read()


class _Reader:
    def __init__(self, path: Path, names: Mapping[str, Names]) -> None:
        self.path = path
        self.names = names
        self.faults: list[Fault] = []
        self.places: dict[KeyPath, Place] = {}

    def read(self) -> KeywordList:
        names = (HEAD, BASIS, RULES, TERMS)
        sheets, present = read_sheets(self.path, names)
        missing = [name for name in (HEAD, BASIS, TERMS) if name not in sheets]
        if missing:
            there = "、".join(present[:20])
            raise FileFault.single(
                self.path,
                f"缺少工作表 {'、'.join(missing)}（现有：{there}）",
                f"no sheet {', '.join(missing)} (there is: {there})",
                expected_zh="、".join(names),
                expected_en=", ".join(names),
            )
        values = self.head(sheets[HEAD])
        values["basis"] = self.table(BASIS, BASIS_COLUMNS, sheets[BASIS], "basis")
        values["terms"] = self.table(TERMS, TERM_COLUMNS, sheets[TERMS], "terms")
        values["rules"] = self.rules(sheets.get(RULES, []))
        try:
            read = fit(values, KeywordList)
        except DoesNotFit as error:
            raise FileFault([*self.faults, *self.besides(error.misfits)]) from error
        if self.faults:
            raise FileFault(self.faults)
        return read

    def besides(self, misfits: list[Misfit]) -> list[Fault]:
        """What is wrong beside the cells and columns that could not be read: these are told
        once, and the values that are missing because of them not again."""
        told = {fault.place_zh for fault in self.faults}
        found = [self.misfit(one) for one in misfits if not (self.faults and one.missing)]
        return [fault for fault in found if fault.place_zh not in told]

    def head(self, rows: list[Row]) -> dict[str, Any]:
        labels = {column.header: column for column in HEAD_ROWS}
        values: dict[str, Any] = {"signs": []}
        for number, row in enumerate(rows, start=1):
            place = Place(HEAD, number, 1)
            label = self.text(row[0], place) if row else ""
            if not label:
                continue
            column = labels.get(label)
            if column is None:
                self.unknown(label, list(labels), place)
                continue
            place = Place(HEAD, number, 2, label)
            text = self.text(row[1], place) if len(row) > 1 else ""
            if column.key == "signs":
                self.places[("signs", len(values["signs"]))] = place
                values["signs"] += [text] if text else []
            elif column.key in values:
                self.faults.append(place.fault(self.path, "写了两次", "stands twice"))
            elif text:
                self.places[(column.key,)] = place
                parts = _phrases(text) if column.kind == "phrases" else [text]
                if column.key in self.names:
                    parts = self.ids(parts, self.names[column.key], place)
                if parts:
                    values[column.key] = parts if column.kind == "phrases" else parts[0]
        self.places[()] = Place(HEAD, 1, 1)
        return values

    def ids(self, parts: list[str], names: Names, place: Place) -> list[str]:
        """The ids that a cell names; what names none is a fault that tells the choices."""
        found = []
        for part in parts:
            known = names.id_of(part)
            if known is not None:
                found.append(known)
                continue
            self.faults.append(
                place.fault(
                    self.path,
                    f"没有“{shown(part)}”",
                    f'there is no "{shown(part)}"',
                    names.choices,
                    names.choices,
                )
            )
        return list(dict.fromkeys(found))

    def rules(self, rows: list[Row]) -> dict[str, Any]:
        named: dict[str, Any] = {}
        for position, rule in enumerate(self.table(RULES, RULE_COLUMNS, rows, "rules")):
            name = rule.pop("rule", "")
            place = self.places[("rules", position)]
            if not name or name in named:
                self.faults.append(
                    place.fault(self.path, "规则没有名字或重名", "a rule without a name of its own")
                )
                continue
            named[name] = rule
            for at in [at for at in self.places if at[:2] == ("rules", position)]:
                self.places[("rules", name, *at[2:])] = self.places[at]
        return named

    def table(
        self, name: str, columns: tuple[Column, ...], rows: list[Row], key: str
    ) -> list[dict[str, Any]]:
        self.places[(key,)] = Place(name, 1, 1)
        if not rows:
            return []
        header = self.header(name, columns, rows[0])
        found: list[dict[str, Any]] = []
        for number, row in enumerate(rows[1:], start=2):
            values: dict[str, Any] = {}
            for at, column in header.items():
                place = Place(name, number, at + 1, column.header)
                value = self.value(column, row[at], place) if at < len(row) else None
                if value is not None:
                    values[column.key] = value
                    self.places[(key, len(found), column.key)] = place
            if values:
                self.places[(key, len(found))] = Place(name, number, 1)
                found.append(values)
        return found

    def header(self, name: str, columns: tuple[Column, ...], row: Row) -> dict[int, Column]:
        known = {_plain(column.header): column for column in columns}
        header: dict[int, Column] = {}
        for at, cell in enumerate(row):
            place = Place(name, 1, at + 1)
            title = _plain(self.text(cell, place))
            column = known.get(title)
            if column is None:
                if title:
                    self.unknown(title, [c.header for c in columns], place)
            elif column in header.values():
                self.faults.append(
                    place.fault(self.path, f"列“{title}”有两个", "a column stands twice")
                )
            else:
                header[at] = column
        lacking = [c.header for c in columns if c.required and c not in header.values()]
        if lacking:
            self.faults.append(
                Place(name, 1, 1).fault(
                    self.path, f"缺少列 {'、'.join(lacking)}", f"no column {', '.join(lacking)}"
                )
            )
        return header

    def goods(self, names: list[str], place: Place) -> list[str]:
        """The classes of goods that a cell names in Chinese, or as TOML does."""
        known = [_CLASS_OF.get(name, name) for name in names]
        for name in names:
            if name not in _CLASS_OF and name not in GOODS_CLASSES:
                expected = "、".join(_CLASS_OF)
                self.faults.append(
                    place.fault(
                        self.path,
                        f"没有商品类别“{shown(name)}”",
                        f'no class of goods "{shown(name)}"',
                        expected,
                        expected,
                    )
                )
        return [one for one in known if one in GOODS_CLASSES]

    def value(self, column: Column, cell: Any, place: Place) -> Any:
        if column.kind == "date":
            try:
                return cell_date(cell) or None
            except WrongCell as wrong:
                return self.wrong(wrong, place)
        text = self.text(cell, place)
        if not text:
            return None
        if column.kind == "phrases":
            return _phrases(text)
        if column.kind == "goods":
            return self.goods(_phrases(text), place)
        if column.kind == "strength":
            if text not in _STRENGTH_WORDS:
                expected = "强 或 弱"
                self.faults.append(
                    place.fault(
                        self.path,
                        f"“{shown(text)}”不对",
                        f'"{shown(text)}" is wrong',
                        expected,
                        expected,
                    )
                )
            return _STRENGTH_WORDS.get(text)
        if column.kind == "yes":
            word = text.lower()
            if word not in _YES_WORDS and word not in _NO_WORDS:
                self.faults.append(
                    place.fault(
                        self.path, f"“{text}”不对", f'"{text}" is wrong', "是 或 否", "是 or 否"
                    )
                )
                return None
            return word in _YES_WORDS
        return text

    def text(self, cell: Any, place: Place) -> str:
        try:
            return cell_text(cell).replace("\r\n", "\n").replace("\r", "\n")
        except WrongCell as wrong:
            self.wrong(wrong, place)
            return ""

    def wrong(self, wrong: WrongCell, place: Place) -> None:
        self.faults.append(
            place.fault(self.path, wrong.zh, wrong.en, wrong.expected_zh, wrong.expected_en)
        )

    def unknown(self, title: str, known: list[str], place: Place) -> None:
        near = difflib.get_close_matches(title, known, 1, 0.4)
        hint_zh = f"，是否想写“{near[0]}”？" if near else ""
        hint_en = f" (did you mean {near[0]}?)" if near else ""
        names = "、".join(known)
        self.faults.append(
            place.fault(
                self.path, f"不认识“{title}”{hint_zh}", f'unknown "{title}"{hint_en}', names, names
            )
        )

    def misfit(self, misfit: Misfit) -> Fault:
        known = misfit.at
        while known not in self.places:
            known = known[:-1]
        place = self.places[known]
        columns = {BASIS: BASIS_COLUMNS, RULES: RULE_COLUMNS, TERMS: TERM_COLUMNS, HEAD: HEAD_ROWS}
        missing = next(
            (c.header for c in columns[place.sheet] if misfit.missing and c.key == misfit.at[-1]),
            "",
        )
        return place.fault(
            self.path,
            misfit.problem_zh + (f"“{missing}”" if missing else ""),
            misfit.problem_en + (f' "{missing}"' if missing else ""),
            misfit.expected_zh,
            misfit.expected_en,
        )


def _phrases(text: str) -> list[str]:
    return [part.strip() for part in _PARTS.split(text) if part.strip()]


def _plain(header: str) -> str:
    """A header without the differences of an input method."""
    return header.replace("（", "(").replace("）", ")").replace("：", ":").replace(" ", "")
