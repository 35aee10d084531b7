"""Crawl a real shop application that nobody here wrote, without a site profile.

    make real-shop

Installs django-oscar from the package registry into an environment of its own,
fills it with English and Chinese goods (fill_oscar.py), serves it on loopback,
lets `wangjian crawl` loose on it with the shipped lists, and compares the leads
with what an officer expects. docs/real-shop.md tells what it showed.
"""

import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import Any

from fill_oscar import CHINESE, ENGLISH

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
WORK = ROOT / "var" / "real-shop"
REQUIRED = ("django-oscar[sorl-thumbnail]==4.2.1", "Django==5.2.19", "Whoosh==2.7.4")
LISTS = ("counterfeit", "advertising", "licence")


def environment(shop: Path) -> dict[str, str]:
    """The shop's environment variables."""
    return os.environ | {
        "REAL_SHOP_HOME": str(shop),
        "REAL_SHOP_SECRET": secrets.token_hex(16),
        "PYTHONPATH": str(HERE),
        "PYTHONWARNINGS": "ignore",
        "DJANGO_SETTINGS_MODULE": "oscar_settings",
    }


def install(venv: Path) -> Path:
    """The shop's own Python, with django-oscar in it."""
    python = venv / "bin" / "python"
    if not (venv / ".installed").exists():
        subprocess.run([sys.executable, "-m", "venv", str(venv)], check=True)
        subprocess.run(
            [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *REQUIRED],
            check=True,
        )
        (venv / ".installed").touch()
    return python


def prepare(python: Path, shop: Path, env: dict[str, str]) -> None:
    """A fresh database, static files and goods."""
    shutil.rmtree(shop, ignore_errors=True)
    shop.mkdir(parents=True)
    for command in (["migrate"], ["collectstatic", "--noinput"]):
        subprocess.run(
            [python, "-m", "django", *command], env=env, check=True, stdout=subprocess.DEVNULL
        )
    subprocess.run([python, HERE / "fill_oscar.py"], env=env, check=True)


def free_port() -> int:
    """A port on loopback that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(url: str, server: "subprocess.Popen[bytes]") -> None:
    """Until the shop answers; at most a minute."""
    for _ in range(120):
        if server.poll() is not None:
            raise SystemExit("the shop did not start; see var/real-shop/shop.log")
        try:
            urllib.request.urlopen(url, timeout=5).close()
            return
        except OSError:
            time.sleep(0.5)
    raise SystemExit("the shop did not answer within a minute; see var/real-shop/shop.log")


def wangjian(home: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run the command as an officer would."""
    print("$ wangjian " + " ".join(arguments), flush=True)
    return subprocess.run(
        [sys.executable, "-m", "desk.cli", *arguments],
        env=os.environ | {"WANGJIAN_HOME": str(home)},
        cwd=ROOT,
        text=True,
        capture_output=True,
        check=False,
    )


def judge(leads: list[dict[str, Any]]) -> int:
    """Print expected against found, product by product; the number of differences.

    English goods and pages that are no goods must be accused of nothing.
    """
    found: dict[str, set[str]] = {}
    for lead in leads:
        for finding in lead["findings"]:
            if finding["makes_lead"] and not finding["rule"].startswith("shop-"):
                found.setdefault(finding["page_title"], set()).add(lead["area"])
    wrong = 0
    for title, _, expected in CHINESE:
        areas = {area for page, areas in found.items() if title in page for area in areas}
        right = areas == set(expected.split())
        wrong += not right
        told = " ".join(sorted(areas))
        print(f"{'ok ' if right else 'BAD'}  {expected or '-':<24} {told or '-':<24} {title}")
    for page, areas in found.items():
        if not any(title in page for title, _, _ in CHINESE):
            wrong += 1
            print(f"BAD  {'-':<24} {' '.join(sorted(areas)):<24} {page}")
    return wrong


def tell_coverage(summary: dict[str, Any]) -> bool:
    """Print what the run says of its own reach; whether that is what this shop is like."""
    coverage = summary["sites"][0]["coverage"]
    search, walk, read = coverage["search"], coverage["walk"], coverage["read"]
    missed = [t for t, entry in coverage["terms"].items() if entry["state"] == "search-misses"]
    print(f"search   {search['state']}: {search['how']} ({', '.join(search['signs'])})")
    print(f"misses   {search['misses']}; goods with these words were missed: {'、'.join(missed)}")
    print(f"walked   {walk['pages']} listing pages ({walk['why']}); read {read}")
    print(f"complete {coverage['complete']}")
    all_read = read.get("product", 0) == len(CHINESE) + len(ENGLISH)
    found = search["state"] == "found" and search["misses"]
    return bool(found and coverage["complete"] and all_read)


def serve_and_crawl(python: Path, env: dict[str, str], home: Path) -> dict[str, Any]:
    """Serve the shop on loopback while it is crawled; the run's summary."""
    port = free_port()
    base = f"http://127.0.0.1:{port}/"
    lists = [x for name in LISTS for x in ("--keywords", name)]
    with (WORK / "shop.log").open("wb") as log:
        server = subprocess.Popen(
            [python, "-m", "django", "runserver", f"127.0.0.1:{port}", "--noreload"],
            env=env,
            stdout=log,
            stderr=log,
        )
        try:
            wait_for(base, server)
            crawl = wangjian(
                home, "crawl", *lists, "--site", base, "--allow", f"127.0.0.1:{port}", "--draft",
                "--delay", "0", "--pages", "400", "--no-capture", "--json",
            )  # fmt: skip
        finally:
            server.terminate()
            server.wait(20)
    if crawl.returncode:
        raise SystemExit(f"the crawl ended with {crawl.returncode}: {crawl.stderr.strip()}")
    return dict(json.loads(crawl.stdout))


def main() -> int:
    """Install, fill, serve, crawl, compare. 0 if every verdict is right."""
    WORK.mkdir(parents=True, exist_ok=True)
    shop, home = WORK / "shop", WORK / "home"
    env = environment(shop)
    python = install(WORK / "venv")
    prepare(python, shop, env)
    shutil.rmtree(home, ignore_errors=True)
    reached = tell_coverage(serve_and_crawl(python, env, home))
    listed = wangjian(home, "leads", "list", "--json", "--findings")
    wrong = judge([json.loads(line) for line in listed.stdout.splitlines()])
    checked = wangjian(home, "verify", str(home / "archive"))
    print(checked.stdout.strip(), checked.stderr.strip())
    verdict = "as expected" if reached else "NOT as expected"
    print(f"{wrong} verdicts differ; coverage {verdict}; look at {home.relative_to(ROOT)}")
    return 1 if wrong or not reached or checked.returncode else 0


if __name__ == "__main__":
    raise SystemExit(main())
