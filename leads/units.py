"""机构: the 13 units of the order, and which of them answers for which area.

The shipped table is units.toml beside this file; an office overlays its own.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, model_validator

from keywords.errors import WrongValue, shown
from keywords.toml_source import load_toml
from leads.errors import UnitUnknown
from leads.home import Home

Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{1,40}$")]
Name = Annotated[str, Field(min_length=1, max_length=80)]


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Unit(_Entry):
    """A unit 业务机构: its name of 2017, its `current` name, other names people use for it."""

    id: Id
    name: Name
    current: str = ""
    aliases: list[Name] = []
    duty: str = ""
    receives_leads: bool = True

    @property
    def title(self) -> str:
        """The name to print today."""
        return self.current or self.name


class Area(_Entry):
    """An area 监管领域: the unit that answers for it, those that assist, bodies outside.

    `gap` says what the order leaves open about it, "" where it is plain.
    """

    id: Id
    name: Name
    unit: Id
    assist: list[Id] = []
    external: list[Name] = []
    gap: str = ""


class Goods(_Entry):
    """Goods that bring in a body outside market supervision, in `areas` or (empty) in all.

    A word of `unless` tells that the goods are others: "投资金条" is no investment.
    """

    words: list[Name]
    body: Name
    areas: list[Id] = []
    unless: list[Name] = []

    def named_in(self, goods: str) -> bool:
        """Whether `goods`, perhaps a title, names these goods."""
        others = any(word in goods for word in self.unless)
        return not others and any(_names_goods(word, goods) for word in self.words)


class Act(_Entry):
    """Acts that bring in a body outside market supervision, whatever the page calls its goods:
    `rules` are those that tell of them, as findings name them (product_quality.controlled-drug)."""

    rules: list[Name]
    body: Name


class Units(_Entry):
    """The table of units and areas."""

    units: Annotated[list[Unit], Field(min_length=1)]
    areas: Annotated[list[Area], Field(min_length=1)]
    goods: list[Goods] = []
    acts: list[Act] = []
    own: list[Name] = []
    """Rules of acts that market supervision punishes itself, whatever their area and goods."""

    @model_validator(mode="after")
    def _consistent(self) -> "Units":
        _each_once("units", [u.id for u in self.units])
        _each_once("areas", [a.id for a in self.areas])
        units, areas = {u.id for u in self.units}, {a.id for a in self.areas}
        for at, area in enumerate(self.areas):
            _known(units, [area.unit], ("areas", at, "unit"))
            _known(units, area.assist, ("areas", at, "assist"))
        for at, goods in enumerate(self.goods):
            _known(areas, goods.areas, ("goods", at, "areas"))
        return self

    def unit(self, unit_id: str) -> Unit | None:
        """The unit with this id."""
        return next((u for u in self.units if u.id == unit_id), None)

    def area(self, area_id: str) -> Area | None:
        """The area with this id."""
        return next((a for a in self.areas if a.id == area_id), None)

    def find(self, words: str) -> Unit:
        """The unit that `words` name: id, name of any time, alias. Raises UnitUnknown."""
        for unit in self.units:
            if words in {unit.id, unit.name, unit.current, *unit.aliases} and words:
                return unit
        known = "、".join(f"{u.id}（{u.title}）" for u in self.units)
        raise UnitUnknown(
            f"没有机构“{shown(words)}”；可用：{known}",
            f"no unit {shown(words)!r}; known: " + ", ".join(u.id for u in self.units),
        )

    def title(self, unit_id: str) -> str:
        """The name of a unit today, or its id where the table no longer has it."""
        unit = self.unit(unit_id)
        return unit.title if unit else unit_id

    def area_title(self, area_id: str) -> str:
        """The name of an area, or its id."""
        area = self.area(area_id)
        return area.name if area else area_id

    def precedence(self, area_id: str) -> int:
        """The place of an area when one act needs a leading unit: smaller leads."""
        order = [a.id for a in self.areas]
        return order.index(area_id) if area_id in order else len(order)

    def external(self, area_id: str, goods: str = "", rules: Iterable[str] = ()) -> list[str]:
        """Bodies outside market supervision that a matter goes to as well: for its area, for the
        goods, for the acts that `rules` told of.

        Where the area is not known, all bodies that answer for the goods in some area.
        """
        area = self.area(area_id)
        told = set(rules)
        ours = bool(told) and told.issubset(self.own)
        bodies = list(area.external) if area and not ours else []
        for entry in () if ours else self.goods:
            concerns = area is None or not entry.areas or area_id in entry.areas
            if concerns and entry.named_in(goods):
                bodies.append(entry.body)
        bodies += [act.body for act in self.acts if told.intersection(act.rules)]
        return list(dict.fromkeys(bodies))


_NOT_BEFORE = re.compile(r"(?:[无零不非免低]|不打|不用|不施|不含|没有)$")
_NOT_AFTER = re.compile(
    r"残留|检测|鞋|包(?!车)|帽|杯|枕|盒|袋|柜|架|收纳|监督|监管"
    r"|空瓶|分装|冰箱|展示|货架|贴纸|软件|家具|桶(?!装)"
)


def _names_goods(word: str, goods: str) -> bool:
    """Whether `goods`, perhaps a title, names the goods, not "无农药蔬菜" or "旅游鞋"."""
    return any(
        not _NOT_BEFORE.search(goods[: found.start()]) and not _NOT_AFTER.match(goods, found.end())
        for found in re.finditer(re.escape(word), goods)
    )


class UnitChange(_Entry):
    """What an office changes of a unit. A new id adds a unit and needs its name."""

    id: Id
    name: Name | None = None
    current: str | None = None
    aliases: list[Name] | None = None
    duty: str | None = None
    receives_leads: bool | None = None


class AreaChange(_Entry):
    """What an office changes of an area. A new id adds one and needs name and unit."""

    id: Id
    name: Name | None = None
    unit: Id | None = None
    assist: list[Id] | None = None
    external: list[Name] | None = None
    gap: str | None = None


class UnitsChange(_Entry):
    """<home>/units.toml. `goods`, where given, replaces the shipped list."""

    units: list[UnitChange] = []
    areas: list[AreaChange] = []
    goods: list[Goods] | None = None

    @model_validator(mode="after")
    def _fits_the_shipped_table(self) -> "UnitsChange":
        self.over(shipped_units())
        return self

    def over(self, units: Units) -> Units:
        """The table that results. Raises WrongValue where a change makes no sense."""
        unit_entries = _merged("units", units.units, self.units, ("name",), Unit)
        area_entries = _merged("areas", units.areas, self.areas, ("name", "unit"), Area)
        known = {u.id for u in unit_entries}
        for at, area in enumerate(self.areas):
            _known(known, [area.unit] if area.unit else [], ("areas", at, "unit"))
            _known(known, area.assist or [], ("areas", at, "assist"))
        area_ids = {a.id for a in area_entries}
        for at, entry in enumerate(self.goods or []):
            _known(area_ids, entry.areas, ("goods", at, "areas"))
        goods = units.goods if self.goods is None else self.goods
        return Units(
            units=unit_entries, areas=area_entries, goods=goods, acts=units.acts, own=units.own
        )


E = TypeVar("E", Unit, Area)


def _merged(
    table: str, shipped: Sequence[E], changes: Sequence[Any], needs: Sequence[str], kind: type[E]
) -> list[E]:
    _each_once(table, [c.id for c in changes])
    entries = {entry.id: entry for entry in shipped}
    for at, change in enumerate(changes):
        given = change.model_dump(exclude_none=True)
        if change.id in entries:
            entries[change.id] = entries[change.id].model_copy(update=given)
        elif missing := [key for key in needs if key not in given]:
            raise WrongValue(
                f"没有这个编号：{change.id}；新增须写 {'、'.join(missing)}",
                f"no such id: {change.id}; to add it, give {', '.join(missing)}",
                "、".join(entries),
                ", ".join(entries),
                at=(table, at, "id"),
            )
        else:
            entries[change.id] = kind(**given)
    return list(entries.values())


def _each_once(table: str, ids: Sequence[str]) -> None:
    for at, entry in enumerate(ids):
        if entry in ids[:at]:
            at_key = (table, at, "id")
            raise WrongValue(f"编号重复：{entry}", f"id given twice: {entry}", at=at_key)


def _known(known: Iterable[str], ids: Sequence[str], at: tuple[str | int, ...]) -> None:
    for entry in ids:
        if entry not in known:
            choices = sorted(known)
            raise WrongValue(
                f"没有这个编号：{entry}",
                f"no such id: {entry}",
                "、".join(choices),
                ", ".join(choices),
                at=at,
            )


@cache
def shipped_units() -> Units:
    """The table shipped with the program."""
    with as_file(files("leads").joinpath("units.toml")) as path:
        return load_toml(path, Units)


def load_units(home: Home | None = None) -> Units:
    """The table of an office: the shipped one with the office's changes. Raises FileFault."""
    if home is None or not home.units_file.exists():
        return shipped_units()
    return read_changes(home.units_file).over(shipped_units())


def read_changes(path: Path) -> UnitsChange:
    """The changes in a units.toml of an office. Raises FileFault."""
    return load_toml(path, UnitsChange)
