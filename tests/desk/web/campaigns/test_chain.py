"""The chain's beginning in a browser: a list mended, agreed on, a campaign run, hints found."""

import json
import os
import signal
import time
from pathlib import Path

import pytest

from crawler.models import Run, Worker
from desk.web.roles import Role
from keywords.keyword_list import shipped_lists
from leads.models import Lead
from tests.desk.web.conftest import running_desk, sign_in
from tests.desk.web.lists.made import PASSPHRASE, unit_key
from tests.market import Market


@pytest.fixture
def market():
    with Market(only=("gbk", "digital")) as opened:
        yield opened


def sign(page, desk, account, url):
    sign_in(page, desk, account)
    page.goto(f"{desk.url}{url}")
    page.get_by_role("link", name="会签", exact=True).click()
    page.get_by_role("button", name="以本机构密钥签署").click()
    page.get_by_label("机构密钥口令").fill(PASSPHRASE)
    page.get_by_role("button", name="确认签署").click()
    page.get_by_text("已签署").first.wait_for()
    page.get_by_role("button", name="退出").click()


@pytest.mark.timeout(300)
def test_a_list_is_mended_agreed_on_and_searched_with_and_hints_come_in(
    home, market, person, browser_page, tmp_path
):
    office = home.office_file.read_text(encoding="utf-8")
    allowed = json.dumps(list(market.allow))
    home.office_file.write_text(
        f'{office}emit = "suspected"\n[network]\nallow = {allowed}\n[crawl]\ncapture = false\n',
        encoding="utf-8",
    )
    for unit in ("network", "trademark"):
        unit_key(home, unit)
    officer = person(Role.OFFICER, name="王某")
    unit = person(Role.UNIT, unit="trademark", name="吴某")
    shipped = next(path for path in shipped_lists() if path.stem == "counterfeit")
    text = shipped.read_text(encoding="utf-8").replace('version = "2026.11"', 'version = "4"')
    faulty, mended = tmp_path / "有错.toml", tmp_path / "改好.toml"
    faulty.write_text(text.replace("\nstrength =", "\nstrenght =", 1), "utf-8")
    mended.write_text(text, "utf-8")
    page = browser_page
    with running_desk(home, workers=True) as desk:
        sign_in(page, desk, officer)
        page.goto(f"{desk.url}/lists/new/")
        page.get_by_label("关键词表文件").set_input_files(faulty)
        page.get_by_role("button", name="检查并存为草稿").click()
        page.get_by_text("是否想写 strength？").wait_for()
        page.get_by_label("关键词表文件").set_input_files(mended)
        page.get_by_role("button", name="检查并存为草稿").click()
        page.get_by_text("已存为草稿").wait_for()
        page.get_by_role("button", name="退出").click()
        sign(page, desk, officer, "/lists/counterfeit/4/")
        sign(page, desk, unit, "/lists/counterfeit/4/")
        sign_in(page, desk, officer)
        page.goto(f"{desk.url}/tasks/")
        page.get_by_role("link", name="新建", exact=True).click()
        page.get_by_label("名称").fill("仿冒用语专项")
        page.get_by_label("来源").fill("商标机构提请")
        page.get_by_label("第4版（生效）").check()
        page.get_by_label("站点").fill("\n".join(market.shops.values()))
        page.get_by_label("每站最多页数").fill("20")
        page.get_by_label("每页间隔").fill("0.5")
        page.get_by_role("button", name="检查").click()
        page.get_by_text("将以1份已会签的表检索2个站点，每站每0.5秒1页。").wait_for()
        page.get_by_role("button", name="确认").click()
        page.wait_for_url(f"{desk.url}/runs/*/")
        run_url = page.url
        until = time.monotonic() + 200
        while time.monotonic() < until and page.get_by_role("button", name="暂停").count():
            time.sleep(2)
            page.goto(run_url)
        told = page.inner_text("main")
        assert "站点2/2" in told and "进行中" not in told, told
        run = Run.objects.get()
        assert run.started_by == f"王某（{officer.officer.number}）"
        assert Lead.objects.filter(stage=Lead.Stage.SUSPECTED).exists()
        page.goto(f"{desk.url}/hints/")
        assert "待筛" in page.inner_text("main")
        assert page.locator("table tbody tr").count() >= 1
        alive = Worker.objects.get(ended_at=None)
        pid = int(alive.process.split(" ")[2])
    for _ in range(100):
        if not Path(f"/proc/{pid}").exists():
            break
        time.sleep(0.2)
    assert not Path(f"/proc/{pid}").exists(), "the worker ends with the desk"


@pytest.mark.jobs
@pytest.mark.timeout(120)
def test_the_desks_worker_is_begun_again_and_goes_when_the_desk_is_killed(home):
    def worker(besides=""):
        for _ in range(200):
            row = Worker.objects.filter(ended_at=None).exclude(id=besides).last()
            if row is not None:
                return row
            time.sleep(0.2)
        raise AssertionError((home.log / "desk-worker.log").read_text())

    with running_desk(home, workers=True) as desk:
        first = worker()
        os.kill(int(first.process.split(" ")[2]), signal.SIGKILL)
        second = worker(besides=first.id)
        desk.process.kill()
        pid = int(second.process.split(" ")[2])
        for _ in range(200):
            if not Path(f"/proc/{pid}").exists():
                break
            time.sleep(0.2)
        assert not Path(f"/proc/{pid}").exists()
