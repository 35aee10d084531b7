"""Lists: one filter row, 50 rows a page by keyset, counts that stop at 10,000, export.

A page of a list gives its rows as a QuerySet that `access` limited, the columns, the
filters as a Django form, and the order: names of fields that are never null, the last of
them the primary key. The address of the next page holds the values of the last row, so that page
1,000 costs what page 1 costs and new rows never shift what is read.
"""

import base64
import json
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from operator import itemgetter
from typing import Any, Generic, TypeVar, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Field, Func, IntegerField, Model, Q, QuerySet, Value
from django.db.models.lookups import GreaterThan, LessThan
from django.db.models.sql.where import WhereNode
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from desk.web.access import account_of
from desk.web.models import SavedFilter
from desk.web.workbook import plain, workbook_answer

R = TypeVar("R")
M = TypeVar("M", bound=Model)

PAGE = 50
COUNTED = 10_000
EXPORTED = 20_000
"""Rows of an exported workbook at most; more are said to be missing."""
_MOST = 2**63 - 1
"""The largest whole number that a database holds."""


@dataclass(frozen=True)
class Column(Generic[R]):
    """A column: its title, what a row shows there (a string, or safe markup), its class."""

    title: str
    cell: Callable[[R], object]
    css: str = ""
    width: int = 16


@dataclass(frozen=True, slots=True)
class Shown(Generic[R]):
    """The rows of one page, how many there are in all, and the addresses of the next and of
    the first page, "" where this one is it."""

    rows: Sequence[R]
    count: str
    next: str = ""
    first: str = ""


@dataclass(frozen=True, kw_only=True)
class AnyListing(ABC, Generic[R]):
    """What every list page has. `tick` names the value of a row's box; None for no boxes."""

    name: str
    title: str
    columns: Sequence[Column[R]]
    empty: str
    filters: forms.Form | None = None
    row_url: Callable[[R], str] | None = None
    tick: Callable[[R], str] | None = None
    actions: Sequence[tuple[str, str]] = ()
    extra: dict[str, Any] = field(default_factory=dict)
    template: str = "desk/listing.html"

    @abstractmethod
    def shown(self, request: HttpRequest) -> Shown[R]:
        """The page that the request asks for."""

    @abstractmethod
    def exported(self, most: int) -> Sequence[R]:
        """The first `most` rows of the whole list."""

    def answer(self, request: HttpRequest) -> HttpResponse:
        """The page, or the workbook where `?export=xlsx` asks for it."""
        if request.GET.get("export") == "xlsx":
            return self._workbook(request)
        shown = self.shown(request)
        context = {
            "listing": self,
            "boxes": self.tick is not None,  # a template would call `tick` itself
            "title": self.title,
            "heads": [(column.title, column.css) for column in self.columns],
            "rows": [self._row(row) for row in shown.rows],
            "count": shown.count,
            "next": shown.next,
            "first": shown.first,
            "export": with_values(request, export="xlsx"),
            "saved": SavedFilter.objects.filter(account=account_of(request), page=self.name),
            **self.extra,
        }
        return render(request, self.template, context)

    def _row(self, row: R) -> dict[str, Any]:
        return {
            "cells": [(column.cell(row), column.css, column.title) for column in self.columns],
            "url": self.row_url(row) if self.row_url else "",
            "tick": self.tick(row) if self.tick else "",
        }

    def _workbook(self, request: HttpRequest) -> HttpResponse:
        rows = self.exported(EXPORTED + 1)
        cells = [[plain(column.cell(row)) for column in self.columns] for row in rows[:EXPORTED]]
        if len(rows) > EXPORTED:
            cells.append([f"只导出前{EXPORTED}行，请缩小筛选范围"])
        if self.filters is not None and self.filters.errors:
            named = "、".join(str(self.filters[name].label) for name in self.filters.errors)
            cells.append([f"筛选条件不能用，未按此项筛选：{named}"])
        heads = [(column.title, column.width) for column in self.columns]
        return workbook_answer(request, self.name, self.title, heads, cells)


@dataclass(frozen=True, kw_only=True)
class Listing(AnyListing[M]):
    """A list page over rows of the database, in `order`.

    `parts` are the rows once more, in parts that have none in common, where these are counted
    sooner one after another; `walked` are they where the rows are found by walking in the order.
    """

    rows: "QuerySet[M]"
    order: tuple[str, ...]
    parts: "Sequence[QuerySet[M]]" = ()
    walked: "QuerySet[M] | None" = None

    def shown(self, request: HttpRequest) -> Shown[M]:
        """The page after the row that `?after=` names."""
        after = _values_of(request.GET.get("after", ""))
        fields = [name.removeprefix("-") for name in self.order]
        first, *others = (
            rows.order_by().values_list(*fields) for rows in self.parts or (self.rows,)
        )
        keys = list((first.union(*others, all=True) if others else first)[: COUNTED + 1])
        count = len(keys)
        # Databases sort words by rules of their own.
        words = any(isinstance(value, str) for key in keys[:1] for value in key)
        many = words or count > COUNTED
        page = self._walked(after) if many else self._picked(keys, after)
        return Shown(
            page[:PAGE],
            f"约{COUNTED}" if count > COUNTED else str(count),
            self._address(request, page[PAGE - 1]) if len(page) > PAGE else "",
            without_value(request, "after") if after else "",
        )

    def exported(self, most: int) -> Sequence[M]:
        """The first `most` rows."""
        return list(self.rows.order_by(*self.order)[:most])

    def _walked(self, after: Sequence[Any]) -> list[M]:
        """The page out of many rows: the database meets its rows soon, walking in the order.

        Their numbers first: what is joined to rows is read for those of the page alone.
        """
        walked = self.rows if self.walked is None else self.walked
        rows = _after(walked.order_by(*self.order), self.order, after)
        return self._numbered(list(rows.values_list("pk", flat=True)[: PAGE + 1]))

    def _picked(self, keys: Sequence[tuple[Any, ...]], after: Sequence[Any]) -> list[M]:
        """The page out of rows whose `keys`, the values of the order, are all at hand.

        A database that is asked for the first rows of an order walks in that order; where few
        of a million rows fit it passes nearly all of them by.
        """
        ordered = list(keys)
        for place, name in reversed(list(enumerate(self.order))):
            ordered.sort(key=itemgetter(place), reverse=name.startswith("-"))
        ordered = _after_keys(ordered, _last(self.rows.model, self.order, after), self.order)
        return self._numbered([key[-1] for key in ordered[: PAGE + 1]])

    def _numbered(self, numbers: Sequence[Any]) -> list[M]:
        """The rows with these `numbers`, all of which were found among the list's rows.

        They are not asked again whether they fit: SQLite would look up all the words anew.
        """
        rows = self.rows.all()
        rows.query.where = WhereNode()
        found = rows.in_bulk(numbers)
        return [found[number] for number in numbers if number in found]

    def _address(self, request: HttpRequest, last: M) -> str:
        values = [_value(last, name.removeprefix("-")) for name in self.order]
        return with_values(request, after=cursor_of(values))


def _after(rows: "QuerySet[M]", order: Sequence[str], values: Sequence[Any]) -> "QuerySet[M]":
    """The rows after `values`; all of them where an address was made up."""
    last = _last(rows.model, order, values)
    return rows.filter(beyond(order, last)) if last else rows


def _after_keys(
    keys: list[tuple[Any, ...]], last: Sequence[Any], order: Sequence[str]
) -> list[tuple[Any, ...]]:
    """As `_after`, of rows as the values of the order."""
    try:
        return [key for key in keys if not last or _follows(order, key, last)]
    except TypeError:  # a time without a zone
        return keys


def _last(model: type[Model], order: Sequence[str], values: Sequence[Any]) -> list[Any]:
    """`values` as the fields of the order hold them; [] where an address was made up."""
    if len(values) != len(order):
        return []
    fields = [model._meta.get_field(name.removeprefix("-")) for name in order]
    try:
        last = [
            cast("Field[Any, Any]", f).to_python(v) for f, v in zip(fields, values, strict=True)
        ]
    except (ValidationError, ValueError, TypeError, OverflowError):
        return []
    return [] if any(isinstance(v, int) and abs(v) > _MOST for v in last) else last


def _follows(order: Sequence[str], values: Sequence[Any], last: Sequence[Any]) -> bool:
    """Whether a row with `values` comes after one with `last`."""
    for name, value, edge in zip(order, values, last, strict=True):
        if value != edge:
            return bool((value < edge) == name.startswith("-"))
    return False


class _Row(Func):
    """Several fields or values compared as one: `(a, b) > (1, 2)`."""

    template = "(%(expressions)s)"
    output_field = IntegerField()


def beyond(order: Sequence[str], values: Sequence[Any]) -> Q:
    """The condition that a row comes after `values` in `order`.

    Where all fields go one way they are compared as a row: an index in that order is entered
    at the very place. Else the first comparison stands alone as well, so that an index on the
    first field is used.
    """
    if len(values) != len(order):
        return Q()
    down = [name.startswith("-") for name in order]
    if len(set(down)) == 1:
        fields = _Row(*(name.removeprefix("-") for name in order))
        lookup = LessThan if down[0] else GreaterThan
        return Q(lookup(fields, _Row(*map(Value, values))))
    out, equal = Q(), Q()
    for name, value in zip(order, values, strict=True):
        bare = name.removeprefix("-")
        sign = "lt" if name.startswith("-") else "gt"
        out |= equal & Q(**{f"{bare}__{sign}": value})
        equal &= Q(**{bare: value})
    first = order[0].removeprefix("-")
    edge = "lte" if order[0].startswith("-") else "gte"
    return Q(**{f"{first}__{edge}": values[0]}) & out


def cursor_of(values: Sequence[Any]) -> str:
    """The values of a row as an address holds them, which `?after=` reads again."""
    raw = json.dumps([_told(value) for value in values], ensure_ascii=False).encode()
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _value(row: Model, name: str) -> Any:
    value: Any = row
    for part in name.split("__"):
        value = getattr(value, part)
    return value


def _told(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value


def _values_of(text: str) -> list[Any]:
    """What an address says the last row was; [] for anything that no list gave out."""
    try:
        padded = text + "=" * (-len(text) % 4)
        values = json.loads(base64.urlsafe_b64decode(padded)) if text else []
    except ValueError:
        return []
    fits = isinstance(values, list) and all(isinstance(v, str | int | float) for v in values)
    return values if fits else []


def with_values(request: HttpRequest, **more: str) -> str:
    """This page's address with other values in its query."""
    query = request.GET.copy()
    for name, value in more.items():
        query[name] = value
    return "?" + query.urlencode()


def without_value(request: HttpRequest, name: str) -> str:
    """This page's address without a value of its query."""
    query = request.GET.copy()
    query.pop(name, None)
    return "?" + query.urlencode()
