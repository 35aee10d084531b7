"""The house keeps its own rules: floors, names, the two commands, no secrets, no registries."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("crawler", "evidence", "keywords", "pages", "checks", "leads", "desk")


def tracked() -> list[Path]:
    told = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [ROOT / name for name in told.stdout.split("\0") if name]


def test_every_import_goes_down_a_floor() -> None:
    told = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stdout
    assert "0 broken" in told.stdout


def test_an_import_upwards_breaks_the_contract(tmp_path: Path) -> None:
    for name in (*ROOMS, "pyproject.toml"):
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, tmp_path / name)
    (tmp_path / "pages" / "upwards.py").write_text("import leads.home\n", encoding="utf-8")
    told = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"],
        cwd=tmp_path,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode != 0
    assert "pages.upwards" in told.stdout


def test_no_module_shadows_a_dependency() -> None:
    told = subprocess.run(
        [sys.executable, str(ROOT / "tools" / "check_names.py")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stdout


def test_the_lock_pins_every_dependency_and_names_no_host() -> None:
    lock = (ROOT / "tools" / "lock.txt").read_text(encoding="utf-8")
    lines = [line for line in lock.splitlines() if line and not line.startswith("#")]
    assert all(re.match(r"^[A-Za-z0-9._-]+==[0-9][^\s;]*(; .*)?$", line) for line in lines)
    pinned = {line.split("==")[0].lower().replace("_", "-").replace(".", "-") for line in lines}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = project["dependencies"] + project["optional-dependencies"]["dev"]
    names = {
        re.split(r"[\[><=; ]", entry)[0].lower().replace("_", "-").replace(".", "-")
        for entry in wanted
    }
    assert names <= pinned, names - pinned
    assert "://" not in lock


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_the_readme_shows_the_two_commands_and_its_links_lead_somewhere(readme: str) -> None:
    text = (ROOT / readme).read_text(encoding="utf-8")
    assert "make demo" in text
    assert "make test" in text
    for target in re.findall(r"\]\(([^)#]+)\)", text):
        assert (ROOT / target).exists(), target


def test_no_private_key_is_committed() -> None:
    key = re.compile(rb"-----BEGIN [A-Z ]*PRIVATE KEY-----\s+[A-Za-z0-9+/=\s]{60,}")
    assert key.search(b"-----BEGIN PRIVATE " + b"KEY-----\n" + b"MC4CAQAw" * 8)
    for path in tracked():
        if path.is_file() and path.suffix not in {".png", ".gz"}:
            assert not key.search(path.read_bytes()), path


def test_rooms_hold_no_test_and_no_print() -> None:
    for room in ROOMS:
        for path in (ROOT / room).rglob("*.py"):
            if path.is_relative_to(ROOT / "desk" / "cli"):
                continue
            text = path.read_text(encoding="utf-8")
            assert not re.search(r"^\s*print\(", text, re.MULTILINE), path
