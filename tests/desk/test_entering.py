"""What officers do on the terminal is entered in the ledger, or said to wait."""

from pathlib import Path

import pytest

from keywords.keyword_list import load_list
from leads.home import Home
from leads.ledger_entries import entries_of
from leads.ledger_keys import begin_ledger
from leads.office import load_office
from tests.market.agreed_home import agreed_home, wangjian

SECRET = {"WANGJIAN_PASSPHRASE": "for the test alone"}
AGREE = ("keywords", "agree", "licence", "--unit", "registration", "--officer", "钱示例")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """An agreed office with a ledger: its agreements are older than that."""
    home = agreed_home(tmp_path / "home", [])
    begin_ledger(home, load_office(home), SECRET["WANGJIAN_PASSPHRASE"]).close()
    return home


def test_agreements_are_entered_the_older_ones_with_them(home: Home) -> None:
    files = sorted(home.lists.glob("*.agreements.jsonl"))
    before = sum(len(path.read_text("utf-8").splitlines()) for path in files)
    told = wangjian(home, *AGREE, environment=SECRET)
    assert told.returncode == 0, told.stderr
    assert "已登记到存证日志" in told.stdout
    entries = list(entries_of(home, "agreement"))
    assert len(entries) == before + 1
    licence = load_list(home.lists / "licence.toml")
    mine = [one for one in entries if one.facts["officer"] == "钱示例"]
    assert licence.digest in {one.subjects[1].sha256 for one in mine}
    assert mine[0].facts["signature"]


def test_an_agreement_stands_where_the_ledger_is_broken_and_that_is_said(home: Home) -> None:
    log = home.ledger / "ledger.jsonl"
    whole = log.read_bytes()
    log.write_bytes(whole[7:])
    told = wangjian(home, *AGREE, environment=SECRET)
    assert told.returncode == 0
    assert "已会签" in told.stdout
    assert "会签尚未登记到存证日志" in told.stderr
    assert "Traceback" not in told.stderr
    log.write_bytes(whole)
    assert wangjian(home, "patrol", environment=SECRET).stderr == ""
    assert any(one.facts["unit"] == "registration" for one in entries_of(home, "agreement"))
