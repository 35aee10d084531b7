"""A lead goes to the right unit and office; what is not known is said."""

import json
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keywords.toml_source import parse_toml
from leads.divisions import divisions
from leads.territory import LINE_LIMIT, route, route_lines
from leads.units import UnitsChange, shipped_units

CASES = [
    json.loads(line)
    for line in Path(__file__).with_name("operators.jsonl").read_text("utf-8").splitlines()
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["operator"]["id"])
def test_made_up_operators(case: dict[str, object]) -> None:
    operator = case["operator"]
    assert isinstance(operator, dict)
    routed = route(operator)
    got = (routed.unit, routed.office, routed.status, routed.external)
    assert got == (case["unit"], case["office"], case["status"], case["external"]), routed.why


def test_the_table_is_long_and_varied() -> None:
    assert len(CASES) >= 120
    assert {case["status"] for case in CASES} == {
        "routed", "out_of_province", "operator_unknown", "conflict", "designate",
    }  # fmt: skip
    assert len({case["operator"]["id"] for case in CASES}) == len(CASES)


def test_the_reasons_are_for_an_officer() -> None:
    routed = route(
        {
            "area": "pyramid_selling",
            "uscc": "92532526MA6KTEXT0X",
            "addresses": [{"kind": "licence", "text": "红河州弥勒市"}],
        }
    )
    assert "弥勒市" in routed.why
    assert "附件一览表未列主管机构" in routed.why, "the gap of the order is told"
    assert routed.external == ["公安机关"]


@pytest.mark.parametrize("name", ["product_quality", "farm_supplies", "travel"])
def test_gaps_of_the_order_are_explicit(name: str) -> None:
    area = shipped_units().area(name)
    assert area is not None
    assert area.gap
    assert area.gap in route({"area": name}).why


def test_an_offices_own_table_decides() -> None:
    text = b'[[areas]]\nid = "pyramid_selling"\nunit = "network"\n'
    units = parse_toml(text, Path("units.toml"), UnitsChange).over(shipped_units())
    assert route({"area": "pyramid_selling"}, units).unit == "network"


def test_hostile_words_are_spelled_out_in_the_reasons() -> None:
    address = "昆明市五华区\u202e\x1b[2J路"
    routed = route({"addresses": [{"kind": "licence", "text": address}]})
    assert routed.office == "530102"
    assert "\x1b" not in routed.why
    assert "\u202e" not in routed.why


def test_lines_in_lines_out() -> None:
    lines = [
        '{"id": 7, "area": "travel", "phone": "0888-5123456"}\n',
        "\n",
        "not json\n",
        "[1, 2]\n",
        '{"id": "\\ud800\\u202e", "area": null}\n',
        '{"id": NaN}\n',
        "[" * 100_000 + "\n",
        '{"id": ' + "9" * 5000 + "}\n",
        '{"id": "x", "goods": "' + "长" * LINE_LIMIT + '"}\n',
        '\ufeff{"id": "last", "uscc": "530102"}',
    ]
    answers = list(route_lines(lines))
    for answer in answers:
        answer.encode("utf-8")
        assert "\u202e" not in answer
        assert "\n" not in answer
    said = [json.loads(a, parse_constant=lambda _: pytest.fail("no JSON")) for a in answers]
    assert [entry["id"] for entry in said] == [
        7, None, None, "\ud800\u202e", "NaN", None, None, None, "last",
    ]  # fmt: skip
    assert said[0]["office"] == "530700"
    assert [entry["line"] for entry in said if "error" in entry] == [3, 4, 7, 8, 9]
    assert set(said[0]) == {"id", "unit", "office", "status", "external", "why"}


_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=40)
    | st.sampled_from(["昆明市", "云南", "91530102MA6K", "滇ICP备", "0871-6512345", "普洱茶"]),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from(["kind", "text", "x"]), inner, max_size=3),
    max_leaves=8,
)  # fmt: skip
_keys = st.sampled_from(
    [
        *("area", "uscc", "reg_no", "addresses", "jy", "sc", "police_filing", "icp", "phone"),
        *("ship_from", "operator_type", "platform_domicile", "goods", "id", "other"),
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(_keys, _values))
def test_garbage_never_stops_it(operator: dict[str, object]) -> None:
    routed = route(operator)
    assert routed.office is None or routed.office in divisions()
    assert (routed.office is None) == (routed.status == "out_of_province")


def test_it_is_fast_enough_for_a_provinces_operators() -> None:
    """Not a measurement: 2,000 lines must not take minutes."""
    chosen = random.Random(1).choices(CASES, k=2000)
    lines = [json.dumps(case["operator"], ensure_ascii=False) for case in chosen]
    assert len(list(route_lines(lines))) == 2000
