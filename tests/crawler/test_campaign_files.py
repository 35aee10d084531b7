"""Campaigns written by the desk read back as they were meant, whatever was typed."""

from datetime import UTC, date, datetime

import pytest

from crawler.campaign_files import campaign_files, campaign_text, write_campaign
from keywords.errors import FileFault
from leads.home import Home


@pytest.fixture
def office(tmp_path):
    return Home(tmp_path).make()


VALUES = {
    "title": "三七粉专项",
    "kind": "专项行动",
    "source": '引号"和\\反斜杠\n换行',
    "approval": "",
    "unit": "advertising",
    "lists": ["advertising", "../lists/versions/own/4.toml"],
    "sites": [f"https://shop-{n}.example/" for n in range(5)],
    "officers": ["李示例"],
    "start": date(2026, 11, 1),
    "end": None,
    "limits": {"pages": 40, "delay": 5.0},
    "schedule": {"every": "1d", "at": "02:00"},
}


def test_what_is_written_reads_back(office):
    path, campaign = write_campaign(office, VALUES, datetime(2026, 11, 30, 17, 0, tzinfo=UTC))
    assert path.stem.startswith("20261201-"), "the day is Beijing's"
    assert campaign.id == path.stem and campaign.source == VALUES["source"]
    assert campaign.unit == "advertising" and len(campaign.sites) == 5
    assert campaign.start == date(2026, 11, 1) and campaign.end is None
    assert campaign.limits.pages == 40 and campaign.limits.delay == 5.0
    assert campaign.schedule is not None and campaign.schedule.at == "02:00"
    assert campaign_files(office).campaigns[campaign.id] == (path, campaign)


def test_words_that_look_like_toml_stay_words(office):
    evil = '"]\nsites = []\n[limits]\x00\x7f\ud800'
    _, campaign = write_campaign(office, VALUES | {"title": evil}, datetime.now(UTC))
    assert campaign.title == '"]\nsites = []\n[limits]' and len(campaign.sites) == 5


def test_nothing_is_written_of_a_campaign_that_would_not_read(office):
    with pytest.raises(FileFault):
        write_campaign(office, VALUES | {"sites": ["nonsense"]}, datetime.now(UTC))
    assert not list(office.campaigns.glob("*.toml"))


def test_a_broken_file_is_told_and_hides_no_other(office):
    write_campaign(office, VALUES, datetime.now(UTC))
    (office.campaigns / "broken.toml").write_text("title = 1\n", encoding="utf-8")
    found = campaign_files(office)
    assert len(found.campaigns) == 1 and "broken.toml" in found.faults[0].zh


def test_empty_values_and_tables_are_left_out():
    assert campaign_text({"title": "甲", "unit": "", "limits": {"pages": None}}) == 'title = "甲"\n'
