"""Campaigns from files and flags: what is taken, what is refused and how it is told."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from crawler.campaign import Campaign, campaign_of_flags, load_campaign
from crawler.errors import CampaignFault, exit_code_of
from crawler.exit_codes import ExitCode
from crawler.planning import named_agent, plan_from_json, plan_of, plan_to_json
from crawler.profiles import SiteProfile
from crawler.timetable import Timetable
from keywords.errors import FileFault
from leads.office import Crawl, Network, Office

WHOLE = """
title = "茶叶专项"
kind = "专项行动"
source = "省局网监〔2026〕1 号"
approval = "李某"
lists = ["counterfeit", "advertising"]
terms = ["古树茶"]
sites = ["https://tea.example/shop/../", { url = "http://b.example:8080/", profile = "b" }]
officers = ["张某", "王某"]
territory = "530502"
start = 2026-11-01
end = 2026-12-31
robots = "ignore"
user_agent = "Mozilla/5.0 (wangjian)"
capture = false
browser = false
draft = true
allow = ["127.0.0.1:8099"]

[schedule]
every = "1d"
at = "02:00"

[limits]
pages = 100
delay = 2.5
"""


def written(folder: Path, text: str, name: str = "tea 2026.toml") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def faults(folder: Path, text: str) -> list[str]:
    with pytest.raises(FileFault) as caught:
        load_campaign(written(folder, text))
    assert exit_code_of(caught.value) is ExitCode.BAD_FILE
    return [fault.line_of_text("en").partition("toml:")[2] for fault in caught.value.faults]


def test_a_whole_campaign(tmp_path: Path) -> None:
    campaign = load_campaign(written(tmp_path, WHOLE))
    assert campaign.id == "tea-2026" and campaign.title == "茶叶专项"
    assert [site.url for site in campaign.sites] == [
        "https://tea.example/",
        "http://b.example:8080/",
    ]
    assert campaign.sites[1].profile == "b"
    assert campaign.runs_on(date(2026, 12, 31)) and not campaign.runs_on(date(2027, 1, 1))
    assert campaign.limits.pages == 100 and campaign.limits.depth is None
    assert Campaign.model_validate(campaign.to_json()) == campaign


def test_the_least_a_campaign_needs(tmp_path: Path) -> None:
    campaign = load_campaign(written(tmp_path, 'lists = ["a"]\nsites = ["http://a.example"]'))
    assert (campaign.title, campaign.kind, campaign.draft) == ("tea 2026", "日常监测", False)
    assert campaign.schedule is None and campaign.user_agent == "named"


def test_every_fault_is_told_with_its_line_and_what_was_expected(tmp_path: Path) -> None:
    text = WHOLE.replace("专项行动", "专项").replace("53050", "44050").replace("sites =", "site =")
    text = text.replace("delay = 2.5", 'delay = "2.5"').replace("2026-12-31", "2026-12-32")
    assert len(faults(tmp_path, text)) == 1, "a date that is none is a syntax fault"
    told = faults(tmp_path, text.replace("2026-12-32", "2026-12-31"))
    assert len(told) == 5
    joined = "\n".join(told)
    assert "did you mean sites?" in joined and "division code of Yunnan" in joined
    assert all(line.split(":")[0].isdigit() for line in told if "missing" not in line)


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("ftp://a.example/", "not an http(s) address"),
        ("javascript:alert(1)", "not an http(s) address"),
        ("a.example", "not an http(s) address"),
        ("http:///", "no usable address"),
        ("http://a.example/ http://b.example/", "several addresses, or a blank in one"),
        ("http://a.example/，http://b.example/", "several addresses, or a blank in one"),
        ("http://a.example/g 1.html", "several addresses, or a blank in one"),
        ("http://a.example/\u3000https://b.example/", "several addresses, or a blank in one"),
        ("http://a.example:99999/", "no usable address"),
        ("http://user:pw@a.example/", "may not carry a password"),
    ],
)
def test_sites_are_http_addresses(tmp_path: Path, url: str, why: str) -> None:
    (told,) = faults(tmp_path, f'lists = ["a"]\nsites = ["{url}"]')
    assert told.startswith("2:") and why in told
    with pytest.raises(CampaignFault) as caught:
        campaign_of_flags({"lists": ["a"], "sites": [url]})
    assert exit_code_of(caught.value) is ExitCode.USAGE
    assert "--site" in caught.value.diagnostics("zh") and why in caught.value.diagnostics("en")


@pytest.mark.parametrize(
    "wrong",
    [
        'sites = ["http://a.example", "http://a.example/"]',
        "sites = []",
        'sites = ["http://a.example"]\nend = 2026-01-01\nstart = 2026-01-02',
        'sites = ["http://a.example"]\nuser_agent = "网鉴"',
        'sites = ["http://a.example"]\nuser_agent = "a\\nX-Evil: 1"',
        'sites = ["http://a.example"]\nallow = ["127.0.0.1"]',
        'sites = ["http://a.example"]\nschedule = { every = "1d", cron = "0 2 * * *" }',
        'sites = ["http://a.example"]\nschedule = { every = "6h", at = "02:00" }',
        'sites = ["http://a.example"]\nschedule = { every = "day" }',
        'sites = ["http://a.example"]\nschedule = { cron = "61 2 * * *" }',
        'sites = ["http://a.example"]\nlimits = { delay = -1 }',
        'sites = ["http://a.example"]\ndraft = "yes"',
    ],
)
def test_what_makes_no_sense_is_refused(tmp_path: Path, wrong: str) -> None:
    assert len(faults(tmp_path, f'lists = ["a"]\n{wrong}')) == 1


def test_flags_name_themselves_when_they_are_wrong() -> None:
    with pytest.raises(CampaignFault, match="--delay"):
        campaign_of_flags({"lists": ["a"], "sites": ["http://a.b/"], "limits": {"delay": -1}})
    with pytest.raises(CampaignFault, match="--keywords"):
        campaign_of_flags({"lists": [], "sites": ["http://a.b/"]})
    assert campaign_of_flags({"lists": ["a"], "sites": ["http://a.b/"]}).title == "a.b"


def test_the_digest_tells_what_was_configured(tmp_path: Path) -> None:
    one, two = (load_campaign(written(tmp_path, WHOLE.replace("100", n))) for n in ("100", "101"))
    assert one.digest() == load_campaign(written(tmp_path, WHOLE)).digest()
    assert len({one.digest(), two.digest(), one.digest("sha256:list")}) == 3


# When it is due. Beijing is eight hours before UTC.


def utc(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("table", "last", "expected"),
    [
        ({"every": "6h"}, utc(1, 3, 30), utc(1, 9, 30)),
        ({"every": "30m"}, utc(1, 3, 30), utc(1, 4, 0)),
        ({"every": "1d", "at": "02:00"}, utc(1, 18, 5), utc(2, 18)),
        ({"every": "1d", "at": "02:00"}, utc(2, 1), utc(2, 18)),  # it started 7 hours late
        ({"every": "1w", "at": "02:00"}, utc(1, 18, 5), utc(8, 18)),
        ({"cron": "0 2 * * *"}, utc(1, 18, 5), utc(2, 18)),
        ({"cron": "*/15 9-17 * * 1-5"}, utc(6, 9, 50), utc(9, 1)),  # Friday 17:50 → Monday 09:00
    ],
)
def test_when_it_is_due_next(table: dict[str, str], last: datetime, expected: datetime) -> None:
    assert Timetable(**table).next_after(last) == expected


def test_when_a_new_campaign_is_due_for_the_first_time() -> None:
    known = utc(1, 6)  # 14:00 in Beijing
    assert Timetable(every="6h").first_after(known) == known
    assert Timetable(every="1d", at="02:00").first_after(known) == utc(1, 18)
    assert Timetable(every="1d", at="23:00").first_after(known) == utc(1, 15)
    assert Timetable(cron="0 2 * * *").first_after(known) == utc(1, 18)


def test_a_month_of_daily_runs_never_drifts() -> None:
    table, moment = Timetable(every="1d", at="02:00"), utc(1, 18)
    for day in range(2, 30):
        moment = table.next_after(moment + timedelta(minutes=day))
        assert moment == utc(day, 18)


# From campaign to plan.


def plan(campaign: Campaign, office: Office, *profiles: SiteProfile):  # type: ignore[no-untyped-def]
    by_host = {each.site.split("/")[2]: each for each in profiles}
    return plan_of(campaign, campaign.sites[0], office, by_host, ["一", "二", "一"])


def of(**further: object) -> Campaign:
    return campaign_of_flags({"lists": ["a"], "sites": ["http://a.example/"], **further})


def test_the_plan_takes_limits_from_the_nearest_who_gives_them() -> None:
    office = Office(crawl=Crawl(pages=70, delay=3.0, robots="ignore"))
    own = plan(of(limits={"delay": 4.0}), office)
    assert (own.limits.pages, own.limits.delay, own.limits.depth) == (70, 4.0, 8)
    profile = SiteProfile.model_validate(
        {"site": "http://a.example/", "limits": {"delay": 9.0, "pages": 5}}
    )
    assert plan(of(limits={"delay": 4.0}), office, profile).limits.delay == 9.0
    assert own.terms == ("一", "二") and plan(of(terms=["三"]), office).terms == ("三",)
    assert own.robots == "ignore" and plan(of(robots="obey"), office).robots == "obey"


def test_the_crawler_names_itself_unless_told_otherwise() -> None:
    office = Office(name="隆阳区市场监管局", code="530502", contact="wj@longyang.example")
    agent = plan(of(), office).user_agent
    assert agent.startswith("wangjian/") and "530502" in agent and "wj@longyang.example" in agent
    assert agent.isascii() and agent.isprintable()
    hostile = Office(name="a\r\nX-Evil: 1", contact="b)\x00")
    assert named_agent(hostile).isascii() and named_agent(hostile).isprintable()
    assert plan(of(user_agent="Mozilla/5.0"), office).user_agent == "Mozilla/5.0"
    fixed = Office(network=Network(user_agent="office-bot"))
    assert plan(of(), fixed).user_agent == "office-bot"


def test_a_plan_survives_the_database() -> None:
    profile = SiteProfile.model_validate(
        {"site": "http://a.example/", "search": {"url": "http://a.example/s?q={term}"}}
    )
    made = plan(of(allow=["127.0.0.1:1"]), Office(), profile)
    assert plan_from_json(plan_to_json(made)) == made


def test_a_profile_that_is_not_there_is_told() -> None:
    campaign = of(sites=[{"url": "http://a.example/", "profile": "nobody"}])
    with pytest.raises(FileFault, match="nobody"):
        plan(campaign, Office())
