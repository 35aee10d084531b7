"""The office's configuration is read, and its faults are told with line and key."""

import pytest

from keywords.errors import FileFault
from leads.home import Home
from leads.office import load_office

GOOD = """
name = "保山市隆阳区市场监督管理局"
code = "530502"
contact = "网监科 0875-2120000"
emit = "suspected"
suspected_to = ["advertising"]

[network]
allow = ["127.0.0.1:8099", "[::1]:80", "shop.intern:443"]

[crawl]
pages = 200
delay = 2.5

[[officers]]
name = "李某"
number = "YN0001"
valid_to = 2027-12-31
"""


def test_an_office(bare_home: Home) -> None:
    bare_home.office_file.write_text(GOOD, "utf-8")
    office = load_office(bare_home)
    assert (office.code, office.crawl.delay, office.crawl.pages) == ("530502", 2.5, 200)
    assert office.receives_suspected("advertising")
    assert not office.receives_suspected("trademark")
    assert office.officers[0].unit == "network"


def test_without_a_file_there_are_defaults(bare_home: Home) -> None:
    office = load_office(bare_home)
    assert (office.code, office.emit, office.periods.verify) == ("530000", "verified", 15)
    assert not office.receives_suspected("advertising")


@pytest.mark.parametrize(
    ("text", "line", "key"),
    [
        ('name = "x"\nemitt = "verified"\n', 2, "emit"),
        ('emit = "all"\n', 1, "emit"),
        ('code = "440305"\n', 1, "code"),
        ('code = "云南"\n', 1, "code"),
        ('[network]\nallow = ["127.0.0.1:80", "127.0.0.1"]\n', 2, "allow"),
        ('[network]\nallow = ["127.0.0.1:99999"]\n', 2, "allow"),
        ("[crawl]\n\ndelay = -1\n", 3, "delay"),
        ('[[officers]]\nname = "李某"\n', 1, "number"),
        ('[[officers]]\nname = "李某"\nnumber = "1"\nvalid_to = "明年"\n', 4, "valid_to"),
    ],
)
def test_faults(text: str, line: int, key: str, bare_home: Home) -> None:
    bare_home.office_file.write_text(text, "utf-8")
    with pytest.raises(FileFault) as told:
        load_office(bare_home)
    assert f"wangjian.toml:{line}" in told.value.diagnostics("zh")
    assert key in told.value.diagnostics("zh")
