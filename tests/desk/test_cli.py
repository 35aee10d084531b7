"""The wangjian command as an officer or cron meets it: lines, languages, exit codes."""

import errno
import json
import os
import pty
import re
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from desk.cli.failing import report
from leads.home import Home
from tests.market.agreed_home import ROOT, agreed_home, wangjian

pytestmark = pytest.mark.heavy


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """An empty office."""
    return Home(tmp_path / "home").make()


@pytest.fixture(scope="module")
def agreed(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """An office whose lists are agreed, with nothing crawled."""
    return agreed_home(tmp_path_factory.mktemp("agreed") / "home", [])


def one_line(text: str) -> str:
    """The only line of `text`."""
    lines = [line for line in text.splitlines() if line.strip()]
    assert len(lines) == 1, text
    return lines[0]


def test_help_answers_in_the_language_of_the_locale(home: Home) -> None:
    chinese = wangjian(home, "--help").stdout
    english = wangjian(home, "--help", environment={"LANG": "en_GB.UTF-8"}).stdout
    assert "执行任务" in chinese
    assert "Run a campaign" in english
    for command in ("crawl", "patrol", "schedule", "inspect", "keywords", "leads", "verify"):
        assert command in chinese


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["crawl"], 2, "--site"),
        (["crawl", "--site", "ftp://shop.example/", "--keywords", "counterfeit"], 2, "http"),
        (["crawl", "--site", "http://127.0.0.1:9/", "--keywords", "nothing"], 11, "nothing"),
        (["crawl", "--site", "http://127.0.0.1:9/", "--keywords", "counterfeit"], 9, "未会签"),
        (["keywords", "check", "/nonexistent.toml"], 11, "nonexistent"),
        (["leads", "show", "T-1"], 1, "T-1"),
        (["verify", "/nonexistent"], 10, "不存在"),
        (["runs", "--show", "nothing"], 2, "nothing"),
        (["runs", "--resume", "nothing"], 2, "nothing"),
        (["nonsense"], 2, "nonsense"),
    ],
)
def test_what_fails_says_so_in_a_line_and_has_its_code(
    home: Home, words: list[str], code: int, said: str
) -> None:
    ended = wangjian(home, *words)
    assert ended.returncode == code, ended.stderr
    assert said in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_broken_list_is_refused_with_file_and_line(home: Home, tmp_path: Path) -> None:
    source = (ROOT / "keywords" / "lists" / "counterfeit.toml").read_text(encoding="utf-8")
    broken = tmp_path / "broken.toml"
    broken.write_text(source.replace("\nstrength = ", "\nstrenght = ", 1), encoding="utf-8")
    line = source.split("\nstrength = ")[0].count("\n") + 2
    ended = wangjian(home, "keywords", "check", str(broken))
    assert ended.returncode == 11
    assert f"{broken}:{line}" in ended.stderr
    assert "strength" in ended.stderr


def test_a_broken_campaign_profile_and_unit_file_are_refused(agreed: Home, tmp_path: Path) -> None:
    campaign = tmp_path / "c.toml"
    campaign.write_text(
        'lists = ["counterfeit"]\nsites = ["http://127.0.0.1:9/"]\nx = 1\n', "utf-8"
    )
    ended = wangjian(agreed, "crawl", str(campaign))
    assert (ended.returncode, f"{campaign}:3" in ended.stderr) == (11, True), ended.stderr
    good = tmp_path / "good.toml"
    good.write_text('lists = ["counterfeit"]\nsites = ["http://127.0.0.1:9/"]\n', "utf-8")
    for file in (agreed.sites / "shop.toml", agreed.units_file):
        file.write_text("nonsense = 1\n", encoding="utf-8")
        ended = wangjian(agreed, "crawl", str(good))
        file.unlink()
        assert ended.returncode == 11, (file, ended.stderr)
        assert f"{file}:1" in ended.stderr


def test_a_dead_site_is_unreachable_not_clean(agreed: Home) -> None:
    ended = wangjian(
        agreed, "crawl", "--site", "http://127.0.0.1:9/", "--keywords", "counterfeit",
        "--allow", "127.0.0.1:9", "--delay", "0", "--json",
    )  # fmt: skip
    assert ended.returncode == 12, ended.stderr
    summary = json.loads(ended.stdout)
    assert summary["sites"][0]["coverage"]["complete"] is False


@pytest.mark.parametrize("host", ["127.0.0.1:8", "10.0.0.1", "169.254.169.254", "[::1]:8"])
def test_an_address_that_is_not_public_is_refused_before_anything_starts(
    agreed: Home, host: str
) -> None:
    ended = wangjian(agreed, "crawl", "--site", f"http://{host}/", "--keywords", "counterfeit")
    assert ended.returncode == 2
    assert "不是公网地址" in one_line(ended.stderr)
    assert "--allow" in ended.stderr


def test_schedule_prints_lines_for_cron_and_systemd(home: Home) -> None:
    told = wangjian(home, "schedule", "--every", "10").stdout
    assert re.search(r"^\*/10 \* \* \* \* WANGJIAN_HOME=.* patrol >> ", told, re.MULTILINE)
    assert "OnCalendar=*:0/10" in told


def test_patrol_is_quiet_when_nothing_is_due(home: Home) -> None:
    ended = wangjian(home, "patrol")
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")


def test_route_needs_no_database_and_survives_a_broken_line(home: Home) -> None:
    lines = '{"id": 7, "area": "counterfeit", "jy": "JY15308250014109"}\nnot json\n'
    ended = subprocess.run(
        [sys.executable, "-m", "desk.cli", "leads", "route", "--json"],
        input=lines,
        cwd=ROOT,
        env=os.environ | {"WANGJIAN_HOME": str(home.path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0
    first, second = map(json.loads, ended.stdout.splitlines())
    assert (first["id"], first["unit"], first["office"]) == (7, "trademark", "530825")
    assert second["line"] == 2
    assert not home.database.exists()


def test_explain_shows_hit_rule_excuse_and_basis(home: Home) -> None:
    told = wangjian(home, "keywords", "explain", "本店拒绝高仿，顶级复刻一比一").stdout
    assert "高仿" in told
    assert "不算" in told
    assert "依据：《" in told
    assert "构成监测提示" in told


def test_lists_go_to_excel_and_back_with_the_same_digest(home: Home, tmp_path: Path) -> None:
    book, back = tmp_path / "l.xlsx", tmp_path / "l.toml"
    assert wangjian(home, "keywords", "export", "advertising", "-o", str(book)).returncode == 0
    assert wangjian(home, "keywords", "import", str(book), "-o", str(back)).returncode == 0
    shipped = wangjian(home, "keywords", "check", "advertising").stdout.split()[-1]
    assert wangjian(home, "keywords", "check", str(back)).stdout.split()[-1] == shipped
    again = wangjian(home, "keywords", "export", "advertising", "-o", str(book))
    assert again.returncode == 11
    assert "--force" in again.stderr


def test_agreement_is_shown_and_a_changed_list_needs_a_new_one(tmp_path: Path) -> None:
    office = agreed_home(tmp_path / "home", [])
    assert wangjian(office, "keywords", "status").returncode == 0
    changed = office.lists / "counterfeit.toml"
    text = changed.read_text(encoding="utf-8")
    changed.write_text(text.replace('\nversion = "', '\nversion = "9', 1), encoding="utf-8")
    ended = wangjian(office, "keywords", "status", "counterfeit")
    assert ended.returncode == 9
    assert "词表已改" in ended.stdout


def test_keys_are_made_once_shown_and_rotated(home: Home) -> None:
    secret = {"WANGJIAN_PASSPHRASE": "only for this test"}
    assert wangjian(home, "keys", "make", "--unit", "商标", environment=secret).returncode == 0
    again = wangjian(home, "keys", "make", "--unit", "trademark", environment=secret)
    assert again.returncode == 1
    assert "rotate" in again.stderr
    assert (
        wangjian(home, "keys", "rotate", "--unit", "trademark", environment=secret).returncode == 0
    )
    rows = wangjian(home, "keys", "show").stdout.splitlines()[1:]
    assert len(rows) == 2
    assert sum(row.endswith("有") for row in rows) == 1


def test_doctor_names_what_is_there_and_what_is_missing(home: Home) -> None:
    told = wangjian(home, "doctor")
    assert told.returncode == 0, told.stdout
    assert "Chromium" in told.stdout
    assert "未会签" in told.stdout
    home.office_file.write_text("name = 1\n", encoding="utf-8")
    broken = wangjian(home, "doctor")
    assert broken.returncode == 1
    assert "wangjian.toml:1" in broken.stdout


def test_doctor_names_the_emoji_font(home: Home, tmp_path: Path) -> None:
    real = shutil.which("fc-list")
    assert real is not None
    fake = tmp_path / "bin" / "fc-list"
    fake.parent.mkdir()
    path = {"PATH": f"{fake.parent}:{os.environ['PATH']}"}
    for emoji, said in (
        ("exit 0", "没有：截图中的表情会是方块"),
        ("echo 'Some Emoji'; exit 0", "Some Emoji"),
    ):
        fake.write_text(
            f'#!/bin/sh\ncase "$1" in *und-zsye) {emoji};; esac\nexec {real} "$@"\n', "utf-8"
        )
        fake.chmod(0o755)
        told = wangjian(home, "doctor", environment=path).stdout
        assert f"表情符号字体: {said}" in told, told


def test_schedule_says_how_to_give_the_passphrase_of_the_ledger_s_key(home: Home) -> None:
    assert "PASSPHRASE" not in wangjian(home, "schedule").stdout
    home.office_file.write_text('name = "某局"\ncode = "530500"\n', "utf-8")
    secret = {"WANGJIAN_PASSPHRASE": "correct horse battery"}
    made = wangjian(home, "keys", "make", "--ledger", environment=secret)
    assert made.returncode == 0, made.stderr
    told = wangjian(home, "schedule", environment=secret).stdout
    assert told.count('WANGJIAN_PASSPHRASE="$(cat ') == 1 and "umask 077" in told
    assert "不要写进 crontab" in told and "correct horse" not in told


def test_doctor_says_when_there_is_no_browser(home: Home, tmp_path: Path) -> None:
    told = wangjian(home, "doctor", environment={"WANGJIAN_CHROMIUM": str(tmp_path / "none")})
    assert told.returncode == 1
    assert "✘ browser" in told.stdout


def test_hostile_words_reach_a_terminal_without_control_characters(home: Home) -> None:
    hostile = "顶级\x1b]0;owned\x07\x1b[31m复刻\u202e一比一"
    reader, writer = pty.openpty()
    ended = subprocess.run(
        [sys.executable, "-m", "desk.cli", "keywords", "explain", hostile],
        cwd=ROOT,
        env=os.environ | {"WANGJIAN_HOME": str(home.path), "TERM": "xterm", "NO_COLOR": "1"},
        stdout=writer,
        check=False,
    )
    os.close(writer)
    shown = b""
    try:
        while chunk := os.read(reader, 65536):
            shown += chunk
    except OSError:
        pass  # the other end is closed: all was read
    os.close(reader)
    assert ended.returncode == 0
    text = shown.decode("utf-8")
    assert "‹U+001B›" in text or "复刻" in text
    assert "\x1b]" not in text
    assert "\u202e" not in text


def test_inspect_tells_findings_and_pages_as_json_lines(home: Home, tmp_path: Path) -> None:
    page = "<html><head><meta charset=gbk><title>顶级复刻手表</title></head><body>一比一高仿</body>"
    (tmp_path / "gbk.html").write_bytes(page.encode("gbk"))
    (tmp_path / "clean.html").write_text("<title>普通茶叶</title><p>清香</p>", encoding="utf-8")
    ended = wangjian(home, "inspect", str(tmp_path), "--json")
    assert ended.returncode == 0, ended.stderr
    lines = [json.loads(line) for line in ended.stdout.splitlines()]
    pages = {Path(x["path"]).name: x["lead"] for x in lines if x["kind"] == "page"}
    assert pages["gbk.html"] is True
    assert pages["clean.html"] is False
    made = [x for x in lines if x["kind"] == "finding" and x["lead"]]
    finding = next(x for x in made if x["area"] == "counterfeit")
    for name in ("path", "url", "area", "rule", "term", "matched", "field", "start", "end"):
        assert name in finding
    assert finding["strength"] in {"strong", "weak"}
    assert finding["reason"]
    assert finding["basis"].startswith("《")
    assert finding["unit"] == "trademark"
    assert finding["external"] == []


OTHERS_ACT = (
    ("丽江六日游", "零团费，全程包吃住", "travel", "文化和旅游"),
    ("祛痘面霜", "治疗毛囊炎，三天见效", "advertising", "药品监督管理"),
    ("曲马多片 现货", "不用处方，闪送", "product_quality", "公安机关"),
    ("除草剂 大桶", "百草枯原药，私聊", "farm_supplies", "农业农村"),
)


@pytest.fixture(scope="module")
def inspected(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[dict[str, Any]], str]:
    """What `inspect` says of a folder with a page for each of OTHERS_ACT, as JSON and as text."""
    home = Home(tmp_path_factory.mktemp("others") / "home").make()
    folder = tmp_path_factory.mktemp("pages")
    for title, text, area, _ in OTHERS_ACT:
        page = f"<meta charset=utf-8><title>{title}</title><h1>{title}</h1><p>{text}</p><p>￥99</p>"
        (folder / f"{area}.html").write_text(page, encoding="utf-8")
    told = wangjian(home, "inspect", str(folder), "--json").stdout
    return [json.loads(line) for line in told.splitlines()], wangjian(
        home, "inspect", str(folder)
    ).stdout


@pytest.mark.parametrize(("area", "body"), [(area, body) for *_, area, body in OTHERS_ACT])
def test_inspect_names_the_law_the_unit_and_who_else_acts(
    inspected: tuple[list[dict[str, Any]], str], area: str, body: str
) -> None:
    found, text = inspected
    leads = [
        one
        for one in found
        if one["kind"] == "finding" and one["lead"] and Path(one["path"]).stem == area
    ]
    told = [one["external"] for one in leads if one["area"] == area]
    assert told
    assert all(any(body in one for one in bodies) for bodies in told)
    # In the text a page's name stands below what was found on it.
    shown = text.partition(f"/{area}.html")[0].rpartition(".html")[2]
    assert all(
        label in shown for label in ("依据：《", "可排除的情形：", "责任机构：", "另须移送：")
    )
    assert body in shown


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.ENOSPC, "No space left on device", "/home/x"),
        sqlite3.OperationalError("database or disk is full"),
    ],
)
def test_a_full_disk_is_told_as_one_with_what_to_do(
    error: Exception, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("WANGJIAN_LANG", "zh")
    assert report(error) == 5
    told = capsys.readouterr().err
    assert "磁盘已满" in told and "腾出空间" in told
    assert "程序出错" not in told
