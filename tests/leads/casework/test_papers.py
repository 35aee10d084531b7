"""What records print of the office."""

import pytest

from leads.casework.papers import record_office
from leads.office import Office


@pytest.mark.parametrize(
    ("contact", "who", "phone"),
    [
        ("网监科 0875-2120000", "网监科", "0875-2120000"),
        ("0871-00000000", None, "0871-00000000"),
        ("13888000000", None, "13888000000"),
        ("李某，联系电话：0871-64567890转801", "李某", "0871-64567890转801"),
        ("（0871）6456 7890 网监处", "网监处", "（0871）6456 7890"),
        ("网监科", "网监科", None),
        ("", None, None),
    ],
)
def test_a_telephone_number_is_no_person(contact: str, who: str | None, phone: str | None) -> None:
    told = record_office(Office(name="某市市场监督管理局", code="530500", contact=contact))
    assert (told.contact, told.phone) == (who, phone)
