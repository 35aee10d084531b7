from datetime import date

import pytest

from checks.display.particulars import particulars_of
from checks.display.term import ended
from pages.reading import read_page


@pytest.mark.parametrize(
    ("said", "over"),
    [
        ("营业期限：2013年5月8日至2023年5月7日", True),
        ("营业期限：2013-05-08 至 2023-05-07", True),
        ("营业期限：自2013.5.8起至2023.5.7", True),
        ("营业期限至：2023年5月7日", True),
        ("营业期限：至2023年5月7日", True),
        ("营业期限：2013年5月8日至2043年5月7日", False),
        ("营业期限：2013年5月8日至2026年12月1日", False),
        ("营业期限：2013年5月8日至长期", False),
        ("营业期限：2013年5月8日", False),
        ("成立日期：2013年5月8日", False),
        ("营业期限：2013年5月8日至2023年15月7日", False),
    ],
)
def test_terms(said, over):
    found = particulars_of(read_page(f"<p>{said}</p>".encode(), "https://shop.example/"))
    assert bool(ended(found, date(2026, 12, 1))) is over
