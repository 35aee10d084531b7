"""Areas and rules are found by being there."""

import sys

import pytest

import checks.areas
from checks.discovery import areas, compared_rules, rules
from checks.errors import BadArea
from checks.inspect import inspect
from keywords.lexicon import Lexicon
from leads.units import shipped_units
from pages.reading import read_page
from tests.checks.made_lists import made_list
from tests.checks.made_pages import goods_page

NEW_AREA = '''
from checks.term_check import term_findings

AREA = "made_area"
UNIT = "legal"


def check(context):
    """Ten lines are an area."""
    return term_findings(context, AREA, UNIT)
'''


@pytest.fixture
def area_folder(tmp_path, monkeypatch):
    """A folder beside checks/areas in which files are areas too."""
    monkeypatch.setattr(checks.areas, "__path__", [*checks.areas.__path__, str(tmp_path)])
    for known in (areas, compared_rules):
        known.cache_clear()
    yield tmp_path
    for known in (areas, compared_rules):
        known.cache_clear()
    for name in [name for name in sys.modules if name.startswith("checks.areas.made_")]:
        del sys.modules[name]


def test_areas_are_found_by_being_there():
    known = {area.name: area.unit for area in areas()}
    assert known["counterfeit"] == "trademark"
    assert known["advertising"] == "advertising"
    assert known["licence"] == "network"


def test_a_newcomer_adds_an_area_by_adding_a_file(area_folder):
    (area_folder / "made_area.py").write_text(NEW_AREA)
    lexicon = Lexicon([made_list("made_area")])
    page = read_page(goods_page("加入就拉人头").encode(), "https://shop.example/")
    (finding,) = inspect(page, lexicon).findings
    assert (finding.area, finding.unit, finding.lead) == ("made_area", "legal", True)


def test_a_file_that_says_too_little_is_named(area_folder):
    (area_folder / "made_empty.py").write_text("AREA = 'x'\n")
    with pytest.raises(BadArea) as raised:
        areas()
    assert "made_empty.py" in raised.value.diagnostics("zh")
    assert "UNIT" in raised.value.diagnostics("en")


def test_a_file_names_its_rules_that_compare(area_folder):
    assert "travel.tour-price" in compared_rules()
    compared_rules.cache_clear()
    (area_folder / "made_area.py").write_text(NEW_AREA + '\nCOMPARED = ("made-price",)\n')
    areas.cache_clear()
    assert "made_area.made-price" in compared_rules()


def test_every_finding_goes_to_a_unit_that_there_is():
    known = {unit.id for unit in shipped_units().units}
    told = {one.unit for one in areas()} | {one.unit for one in rules()}
    assert told <= known
