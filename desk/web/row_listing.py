"""Lists whose rows are no table of the database (files of the office): the page of listing.py.

There are as many rows as an office has lists and campaigns, so a page is a slice of them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import strip_tags

from desk.web.access import account_of
from desk.web.listing import PAGE, workbook_answer
from desk.web.models import SavedFilter
from leads.plain_text import visible

R = TypeVar("R")


@dataclass(frozen=True)
class RowColumn(Generic[R]):
    """A column: its title, what a row shows there (a string, or safe markup), its class."""

    title: str
    cell: Callable[[R], object]
    css: str = ""
    width: int = 16


@dataclass(frozen=True)
class RowListing(Generic[R]):
    """A list page over `rows`, in their order. `complete` adds to the rows of one page what
    only they need (counts from the database)."""

    name: str
    title: str
    rows: Sequence[R]
    columns: Sequence[RowColumn[R]]
    empty: str
    row_url: Callable[[R], str]
    filters: forms.Form | None = None
    complete: Callable[[Sequence[R]], None] = lambda rows: None
    extra: dict[str, Any] = field(default_factory=dict)
    template: str = "desk/listing.html"
    actions: Sequence[tuple[str, str]] = ()

    def answer(self, request: HttpRequest) -> HttpResponse:
        """The page, or the workbook where `?export=xlsx` asks for it."""
        if request.GET.get("export") == "xlsx":
            self.complete(self.rows)
            heads = [(column.title, column.width) for column in self.columns]
            cells = [
                [visible(strip_tags(str(column.cell(row))), 2000) for column in self.columns]
                for row in self.rows
            ]
            return workbook_answer(request, self.name, self.title, heads, cells)
        after = request.GET.get("after", "")
        start = int(after) if after.isascii() and after.isdigit() and len(after) < 8 else 0
        page = list(self.rows[start : start + PAGE])
        self.complete(page)
        more = start + PAGE < len(self.rows)
        context = {
            "listing": self,
            "boxes": False,
            "title": self.title,
            "heads": [(column.title, column.css) for column in self.columns],
            "rows": [
                {
                    "cells": [(c.cell(row), c.css, c.title) for c in self.columns],
                    "url": self.row_url(row),
                }
                for row in page
            ],
            "count": str(len(self.rows)),
            "next": _address(request, start + PAGE) if more else "",
            "first": _address(request, 0) if start else "",
            "export": _address(request, start, export="xlsx"),
            "saved": SavedFilter.objects.filter(account=account_of(request), page=self.name),
            **self.extra,
        }
        return render(request, self.template, context)


def _address(request: HttpRequest, start: int, **more: str) -> str:
    query = request.GET.copy()
    query["after"] = str(start)
    for name, value in more.items():
        query[name] = value
    return "?" + query.urlencode()
