"""Routing held to a score on operators written before the code was tried on them.

`routing_cases.jsonl`: every sign of the ordered list, conflicts, zones, several
actual places, abolished codes, addresses written in odd ways.
"""

import json
from collections import Counter
from pathlib import Path

from leads.territory import route

CASES = [
    json.loads(line)
    for line in Path(__file__).with_name("routing_cases.jsonl").read_text("utf-8").splitlines()
]


def test_the_score_of_routing_is_at_least_95_in_100():
    wrong = []
    for case in CASES:
        routed = route(case["operator"])
        got = (routed.unit, routed.office, routed.status)
        if got != (case["unit"], case["office"], case["status"]):
            wrong.append(f"{case['case']}: {got} instead of {case['office']} {case['status']}")
    right = len(CASES) - len(wrong)
    assert right >= 0.95 * len(CASES), "\n".join(wrong)


def test_the_cases_cover_what_they_should():
    assert len(CASES) >= 120
    statuses = Counter(case["status"] for case in CASES)
    assert set(statuses) == {
        "routed", "out_of_province", "operator_unknown", "conflict", "designate",
    }  # fmt: skip
    assert min(statuses.values()) >= 5
    keys = {key for case in CASES for key in case["operator"]}
    assert keys >= {
        *("uscc", "reg_no", "addresses", "jy", "sc", "police_filing", "icp", "phone"),
        *("ship_from", "operator_type", "platform_domicile"),
    }
