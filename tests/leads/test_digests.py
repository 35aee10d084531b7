"""Names of pages and contents: routes of script-built shops, places on a page."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from leads.digests import page_name
from leads.filing import Filing
from leads.models import LeadFinding
from tests.leads.pages_filed import Shelf, finding, later

pytestmark = pytest.mark.usefixtures("home")


def test_a_route_names_a_page_and_a_place_on_it_does_not() -> None:
    shop = "https://shop.test/"
    assert page_name(f"{shop}#/goods/1") != page_name(f"{shop}#/goods/2")
    assert page_name(f"{shop}#!goods") != page_name(shop)
    assert page_name(f"{shop}#reviews") == page_name(f"{shop}#") == page_name(shop)


def test_another_route_of_a_script_built_shop_does_not_end_what_stands_on_the_first(
    shelf: Shelf,
) -> None:
    Filing().file_visit(shelf.visit(finding(), path="/#/goods/1"))
    Filing().file_visit(shelf.visit(path="/#/goods/2", seen_at=later(1), run_id="run-2"))
    assert LeadFinding.objects.get().gone_at is None
    Filing().file_visit(shelf.visit(path="/#/goods/1", seen_at=later(2), run_id="run-3"))
    assert LeadFinding.objects.get().gone_at == later(2)


def test_routes_named_as_one_page_are_named_anew(shelf: Shelf) -> None:
    Filing().file_visit(shelf.visit(finding(), path="/#/goods/1"))
    Filing().file_visit(shelf.visit(finding(term="一比一", matched="一比一"), path="/p#reviews"))
    named = dict(LeadFinding.objects.values_list("url", "page"))
    LeadFinding.objects.update(page="0" * 32)
    renaming = import_module("leads.migrations.0016_routes_are_pages")
    renaming.rename(apps, connection.schema_editor())
    routes = {url: page for url, page in named.items() if "#/" in url}
    assert dict(LeadFinding.objects.filter(url__in=routes).values_list("url", "page")) == routes
    assert LeadFinding.objects.get(url__endswith="#reviews").page == "0" * 32
