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

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
WORK = ROOT / "var" / "real-shop"
REQUIRED = ("django-oscar[sorl-thumbnail]==4.2.1", "Django==5.2.19", "Whoosh==2.7.4")

sys.path.insert(0, str(HERE))


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


def judge(leads: list[dict[str, object]]) -> int:
    """Print expected against found, product by product; the number of differences."""
    from fill_oscar import CHINESE

    found: dict[str, set[str]] = {}
    for lead in leads:
        for finding in lead["findings"]:  # type: ignore[attr-defined]
            if finding.get("lead"):
                found.setdefault(str(finding.get("title", "")), set()).add(str(lead["area"]))
    wrong = 0
    for title, _, area in CHINESE:
        areas = {a for page, names in found.items() if title in page for a in names}
        ok = (area in areas) if area else not areas - {"licence"}
        wrong += not ok
        print(
            f"{'ok ' if ok else 'BAD'}  {area or '-':<12} {','.join(sorted(areas)) or '-':<24} {title}"
        )
    return wrong


def main() -> int:
    """Install, fill, serve, crawl, compare. 0 if every verdict is right."""
    WORK.mkdir(parents=True, exist_ok=True)
    shop, home = WORK / "shop", WORK / "home"
    env = environment(shop)
    python = install(WORK / "venv")
    prepare(python, shop, env)
    shutil.rmtree(home, ignore_errors=True)
    port = free_port()
    base = f"http://127.0.0.1:{port}/"
    with (WORK / "shop.log").open("wb") as log:
        server = subprocess.Popen(
            [python, "-m", "django", "runserver", f"127.0.0.1:{port}", "--noreload"],
            env=env,
            stdout=log,
            stderr=log,
        )
        try:
            wait_for(base, server)
            lists = ["keywords/lists/counterfeit.toml", "keywords/lists/advertising.toml"]
            lists += ["keywords/lists/licence.toml"]
            crawl = wangjian(
                home, "crawl", *(x for name in lists for x in ("--keywords", name)),
                "--site", base, "--draft", "--delay", "0", "--pages", "400",
                "--allow", f"127.0.0.1:{port}",
            )  # fmt: skip
        finally:
            server.terminate()
            server.wait(20)
    print(crawl.stdout, crawl.stderr)
    listed = wangjian(home, "leads", "list", "--json", "--findings")
    checked = wangjian(home, "verify", str(home / "archive"))
    print(checked.stdout, checked.stderr)
    leads = [json.loads(line) for line in listed.stdout.splitlines()]
    wrong = judge(leads)
    print(
        f"{wrong} verdicts differ; crawl ended with {crawl.returncode}, verify with {checked.returncode}"
    )
    return 1 if wrong or crawl.returncode or checked.returncode else 0


if __name__ == "__main__":
    raise SystemExit(main())
