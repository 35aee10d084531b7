"""`wangjian doctor`: what is installed, missing, misconfigured, and what to do."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Literal

from desk.cli import doctor_clock
from desk.cli import doctor_evidence as evidence
from desk.cli.language import language, say
from desk.cli.reading import Reading
from desk.cli.terminal import tell
from leads.home import Home

HELP = say("检查安装和配置，说明缺什么、怎么补。", "What is installed, missing, misconfigured.")
_PACKAGES: tuple[str, ...] = (
    "scrapy",
    "playwright",
    "beautifulsoup4",
    "warcio",
    "pycryptodome",
    "httptools",
)
_PACKAGES += ("daachorse", "Django", "dbos", "selectolax", "isal", "google-re2")
_PACKAGES += ("rapidocr", "onnxruntime", "zxing-cpp")
_FLOOR_BYTES = 5 << 30


def doctor() -> int:
    """Look at every part; exit 1 where something must be mended before work."""
    readings = list(_all(Home.from_env()))
    marks = {"ok": "✔", "note": "!", "bad": "✘"}
    for reading in readings:
        tell(f"{marks[reading.state]} {reading.what}: {reading.seen}")
    bad = sum(reading.state == "bad" for reading in readings)
    tell(
        say("可以工作。", "ready for work.")
        if not bad
        else say(f"有 {bad} 处必须先处理。", f"{bad} things must be mended first.")
    )
    return 1 if bad else 0


def _all(home: Home) -> Iterator[Reading]:
    looks: tuple[Callable[[Home], Iterator[Reading]], ...] = (
        _python, _home, _office, _disk, _database, doctor_clock.clock, _lists, _unit_keys,
        _campaigns, _browser, _fonts, _leftovers,
        evidence.openssl_program, evidence.seal_key, evidence.ledger, evidence.second_places,
        evidence.time_sources, evidence.waiting,
    )  # fmt: skip
    for look in looks:
        try:
            yield from look(home)
        except Exception as error:
            diagnostics = getattr(error, "diagnostics", None)
            text = str(diagnostics(language())) if callable(diagnostics) else str(error)
            yield Reading("bad", look.__name__.strip("_"), " / ".join(text.splitlines()[:3]))


def _python(home: Home) -> Iterator[Reading]:
    missing = []
    for name in _PACKAGES:
        try:
            version(name)
        except PackageNotFoundError:
            missing.append(name)
    seen = f"Python {sys.version.split()[0]}"
    if missing:
        advice = say("缺软件包（运行 make setup）:", "missing (make setup): ")
        yield Reading("bad", "Python", f"{seen}; {advice}{', '.join(missing)}")
    else:
        yield Reading("ok", "Python", seen)


def _home(home: Home) -> Iterator[Reading]:
    home.make()
    yield Reading("ok", say("主目录", "home folder"), str(home.path))


def _office(home: Home) -> Iterator[Reading]:
    from leads.office import load_office
    from leads.units import load_units

    office = load_office(home)
    load_units(home)
    what = say("机关", "office")
    if not home.office_file.exists():
        advice = say(
            "还没有 wangjian.toml（写法见 docs/operating.zh-CN.md）",
            "no wangjian.toml yet (see docs/operating.md)",
        )
        yield Reading("note", what, advice)
    elif not office.contact:
        advice = say("没有联系方式：爬虫无法表明身份", "no contact: the crawler cannot name itself")
        yield Reading("note", what, f"{office.name} {office.code}; {advice}")
    else:
        yield Reading("ok", what, f"{office.name} {office.code} {office.contact}")
    officers = len(office.officers)
    state: Literal["ok", "note"] = "ok" if officers >= 2 else "note"
    advice = "" if officers >= 2 else say("（核实需要两名）", " (verification needs two)")
    yield Reading(state, say("执法人员", "officers"), f"{officers}{advice}")


def _disk(home: Home) -> Iterator[Reading]:
    free = shutil.disk_usage(home.path).free
    seen = f"{free / (1 << 30):.1f} GiB"
    yield Reading("ok" if free > _FLOOR_BYTES else "bad", say("磁盘剩余", "disk free"), seen)


def _database(home: Home) -> Iterator[Reading]:
    from crawler.opening import open_database

    open_database(home)
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    yield Reading("ok", say("数据库", "database"), str(connection.vendor))


def _lists(home: Home) -> Iterator[Reading]:
    from crawler.chosen_lists import read_lists
    from desk.cli.keyword_lists import chosen, status_of

    paths = chosen(None, home)
    for path, one in zip(paths, read_lists(paths), strict=True):
        judged = status_of(path, one, home)
        seen = f"{one.id} {one.version}, {len(one.terms)}"
        if judged.agreed:
            yield Reading("ok", say("词表", "list"), seen)
        else:
            lacking = say("未会签：", "not agreed: ") + "、".join(judged.missing)
            yield Reading("note", say("词表", "list"), f"{seen}; {lacking}")


def _unit_keys(home: Home) -> Iterator[Reading]:
    from keywords.agreement import load_unit_keys

    keys = load_unit_keys(home.unit_keys_file).keys
    present = {key.unit for key in keys if key.valid_to is None and key.withdrawn is None}
    what = say("机构公钥", "unit keys")
    if not present:
        yield Reading(
            "note", what, say("还没有（wangjian keys make）", "none (wangjian keys make)")
        )
    else:
        yield Reading("ok", what, "、".join(sorted(present)))
    mode = home.keys.stat().st_mode & 0o077
    if mode:
        advice = say("keys/ 对其他账户开放：请 chmod 700", "keys/ is open to others: chmod 700")
        yield Reading("bad", what, advice)


def _campaigns(home: Home) -> Iterator[Reading]:
    from crawler.campaign import load_campaign

    paths = sorted(home.campaigns.glob("*.toml"))
    for path in paths:
        load_campaign(path)
    yield Reading("ok", say("任务文件", "campaign files"), str(len(paths)))


def _browser(home: Home) -> Iterator[Reading]:
    from evidence.network.chromium import chromium_path

    path = chromium_path()
    told = subprocess.run(
        [str(path), "--version"], capture_output=True, text=True, timeout=30, check=False
    )
    state: Literal["ok", "bad"] = "ok" if told.returncode == 0 else "bad"
    yield Reading(state, "Chromium", f"{path} {told.stdout.strip() or told.stderr.strip()[:200]}")


def _fonts(home: Home) -> Iterator[Reading]:
    what = say("中文字体", "Chinese fonts")
    listing = shutil.which("fc-list")
    if listing is None:
        advice = say("没有 fontconfig(apt-get install fontconfig fonts-noto-cjk)", "no fontconfig")
        yield Reading("bad", what, advice)
        return
    told = subprocess.run(
        [listing, ":lang=zh", "family"], capture_output=True, text=True, timeout=30, check=False
    )
    names = sorted({line.split(",")[0] for line in told.stdout.splitlines() if line.strip()})
    if names:
        yield Reading("ok", what, "、".join(names[:3]))
    else:
        advice = say("没有：截图会是方块（apt-get install fonts-noto-cjk）", "none: fonts-noto-cjk")
        yield Reading("bad", what, advice)
    yield _emoji(listing)


def _emoji(listing: str) -> Reading:
    """Sellers write with emoji (早🐥泄): a box in a picture is no evidence of it."""
    what = say("表情符号字体", "emoji font")
    told = subprocess.run(
        [listing, ":lang=und-zsye", "family"],
        capture_output=True, text=True, timeout=30, check=False,
    )  # fmt: skip
    names = sorted({line.split(",")[0] for line in told.stdout.splitlines() if line.strip()})
    if names:
        return Reading("ok", what, "、".join(names[:3]))
    return Reading(
        "note",
        what,
        say(
            "没有：截图中的表情会是方块（apt-get install fonts-noto-color-emoji）",
            "none, emoji in pictures are boxes: fonts-noto-color-emoji",
        ),
    )


def _leftovers(home: Home) -> Iterator[Reading]:
    from evidence.verify import UnfinishedKind

    kind = UnfinishedKind()
    left = [p for p in _open_files(home.archive) if not kind.verify(p).ok]
    if left:
        advice = say("个中断遗留的归档，下次采集自动抢救", " left open, salvaged at the next crawl")
        yield Reading("note", say("归档", "archive"), f"{len(left)} {advice}")


def _open_files(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.open"))
