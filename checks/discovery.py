"""The areas and the rules of meaning: one file for each, found by being there."""

import importlib
import pkgutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

import checks.areas
import checks.rules
from checks.context import Context
from checks.errors import BadArea
from checks.finding import Finding


@dataclass(frozen=True, slots=True)
class Area:
    """A supervision area 监管领域: its name, the unit responsible, and its check.

    `compared` names those of its rules, without the area, that compare what is there (prices,
    numbers, names, rows): how a sentence reads has no say in them. `of_numbers` names those that
    say what a number tells of the goods: around it are rows of a table, from which no area can be
    read.
    """

    name: str
    unit: str
    check: Callable[[Context], list[Finding]]
    compared: frozenset[str] = frozenset()
    of_numbers: frozenset[str] = frozenset()


@cache
def areas() -> tuple[Area, ...]:
    """The areas: one for each file of checks/areas.

    `checks.areas` is a package whose `__path__` may have more folders than its
    own, so an office can keep an area of its own beside the program. Raises
    BadArea for a file that lacks AREA, UNIT or check.
    """
    return _found_in("checks.areas", checks.areas.__path__)


@cache
def rules() -> tuple[Area, ...]:
    """The rules of meaning: one for each file of checks/rules.

    A rule names the area it speaks for and its unit as a file of checks/areas does.
    """
    return _found_in("checks.rules", checks.rules.__path__)


@cache
def compared_rules() -> frozenset[str]:
    """The rules that compare what is there, as findings name them (area.rule)."""
    return frozenset(f"{one.name}.{rule}" for one in (*areas(), *rules()) for rule in one.compared)


@cache
def rules_of_numbers() -> frozenset[str]:
    """The rules that say what a number tells of the goods, as findings name them (area.rule)."""
    return frozenset(
        f"{one.name}.{rule}" for one in (*areas(), *rules()) for rule in one.of_numbers
    )


def _found_in(package: str, path: Iterable[str]) -> tuple[Area, ...]:
    found = []
    for module_info in sorted(pkgutil.iter_modules(path), key=lambda m: m.name):
        module = importlib.import_module(f"{package}.{module_info.name}")
        try:
            compared = frozenset(getattr(module, "COMPARED", ()))
            of_numbers = frozenset(getattr(module, "OF_NUMBERS", ()))
            found.append(Area(module.AREA, module.UNIT, module.check, compared, of_numbers))
        except AttributeError as error:
            raise BadArea(
                f"{module_info.name}.py 缺少 {error.name}：须有 AREA、UNIT 和 check(context)",
                f"{module_info.name}.py lacks {error.name}: AREA, UNIT, check(context) needed",
            ) from error
    return tuple(found)
