"""`wangjian evidence`: a capture by hand is kept, entered, checked again, shown with its lead."""

import json
from pathlib import Path

import pytest

from evidence.verify import verify_paths
from leads.home import Home
from leads.ledger_entries import entries_of
from leads.ledger_keys import begin_ledger
from leads.office import load_office
from tests.crawler.small_site import SmallSite, serving
from tests.crawler.tea_shop import frame
from tests.market.agreed_home import agreed_home, wangjian

GOODS = frame("<h1>高仿名表</h1><b>¥88.00</b><button>加入购物车</button>")
CARD = '<div class="it"><h3><a href="/g/1.html">高仿名表</a></h3><b>¥88.00</b></div>'


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """An agreed office with a ledger."""
    home = agreed_home(tmp_path / "home", [])
    begin_ledger(home, load_office(home), "for the test alone").close()
    return home


def test_a_capture_by_hand_is_tied_to_the_leads_of_its_page(home: Home) -> None:
    site = SmallSite({"/": frame(CARD), "/g/1.html": GOODS})
    with serving(site):
        url = f"{site.url}g/1.html"
        crawl = wangjian(
            home, "crawl", "--site", site.url, "--keywords", "counterfeit", "--term", "高仿",
            "--allow", site.host, "--delay", "0", "--no-capture", "--no-browser",
        )  # fmt: skip
        assert crawl.returncode == 0, crawl.stderr
        (lead,) = map(json.loads, wangjian(home, "leads", "list", "--json").stdout.splitlines())
        site.pages["/g/1.html"] = GOODS.replace("高仿名表", "高仿名表 全新")
        told = wangjian(home, "evidence", "capture", url, "--allow", site.host)
    assert told.returncode == 0, told.stderr
    assert f"线索：{lead['id']}  仍在" in told.stdout
    (entry,) = entries_of(home, "capture")
    number = entry.facts["number"]
    assert f"存证日志：{entry.index}" in told.stdout

    begun = home.captures / "begun-and-killed"
    begun.mkdir()
    (begun / "begun.json").write_text("{}", "utf-8")
    lines = wangjian(home, "evidence", "list").stdout.splitlines()
    assert next(line for line in lines if number in line).split("\t")[4:] == [
        f"{lead['id']} 仍在",
        str(entry.index),
    ]
    assert "采集未完成" in next(line for line in lines if "begun-and-killed" in line)

    shown = wangjian(home, "evidence", "show", number).stdout
    assert "示意图（非证据）" in shown
    assert f"{number}-marked" in shown
    assert f"采集件：{number}" in wangjian(home, "leads", "show", lead["id"]).stdout
    assert verify_paths([home.captures / number]).ok
