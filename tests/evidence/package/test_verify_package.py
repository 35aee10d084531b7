"""verify_package.py alone: one short file of the standard library, run as it lies in a package."""

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from evidence.package import verify_package
from evidence.package.kind import PackageKind
from tests.evidence.package.samples import NUMBER
from tests.evidence.package.sealed import Package

SOURCE = Path(verify_package.__file__)


@pytest.fixture(scope="module")
def bag(package: Package, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bag")
    shutil.unpack_archive(package.path, folder)
    return folder / NUMBER


def run(
    bag: Path, *arguments: str | Path, path: str | None = None
) -> subprocess.CompletedProcess[str]:
    """Run it as a stranger would: nothing of ours can be imported, no settings, C locale."""
    return subprocess.run(
        [sys.executable, "-I", "-S", bag / "verify_package.py", *arguments],
        cwd=bag.parent,
        env={"PATH": os.environ["PATH"] if path is None else path, "LC_ALL": "C"},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def test_it_lies_in_the_package_as_it_is_here(bag: Path) -> None:
    assert (bag / "verify_package.py").read_bytes() == SOURCE.read_bytes()


def test_it_is_short_and_of_the_standard_library_alone() -> None:
    text = SOURCE.read_text("utf-8")
    assert len(text.splitlines()) < 500
    imported = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            imported |= {one.name.partition(".")[0] for one in node.names}
        elif isinstance(node, ast.ImportFrom):
            imported.add((node.module or "").partition(".")[0])
    assert imported <= set(sys.stdlib_module_names)
    assert "evidence" not in imported


def test_it_is_written_for_older_pythons_too() -> None:
    ast.parse(SOURCE.read_text("utf-8"), feature_version=(3, 9))


def test_it_runs_alone_on_the_folder_and_on_the_zip(bag: Path, package: Package) -> None:
    for target in (bag, package.path):
        done = run(bag, target)
        assert done.returncode == 0, done.stdout + done.stderr
        assert "完整 whole" in done.stdout


def test_without_openssl_it_says_so_and_does_not_pass(bag: Path, tmp_path: Path) -> None:
    done = run(bag, bag, path=str(tmp_path))
    assert done.returncode == 3, done.stdout + done.stderr
    assert "signature not checked" in done.stdout
    assert "签名未核验" in done.stdout
    assert "whole" not in done.stdout


def test_without_openssl_it_still_finds_what_was_altered(bag: Path, tmp_path: Path) -> None:
    other = tmp_path / NUMBER
    shutil.copytree(bag, other)
    (other / "data" / "coverage.json").write_bytes(b"[]\n")
    done = run(bag, other, path=str(tmp_path / "none"))
    assert done.returncode == 1
    assert "data/coverage.json" in done.stdout
    assert "signature not checked" in done.stdout


def test_wrong_usage_is_told_apart(bag: Path) -> None:
    assert run(bag).returncode == 2
    assert run(bag, bag, "--nonsense").returncode == 2
    assert run(bag, "absent.zip").returncode == 1
    assert run(bag, bag, "--root", "absent.pem").returncode == 1
    shown = run(bag, "--help")
    assert shown.returncode == 0
    assert "--root" in shown.stdout


def test_links_special_files_and_empty_folders_are_refused(bag: Path, tmp_path: Path) -> None:
    def made(name: str) -> Path:
        other = tmp_path / name / NUMBER
        shutil.copytree(bag, other)
        return other

    link = made("link")
    (link / "data" / "evil.txt").symlink_to("/etc/passwd")
    folder = made("folder")
    (folder / "data" / "more").symlink_to("/etc", target_is_directory=True)
    replaced = made("replaced")
    (replaced / "data" / "coverage.json").unlink()
    (replaced / "data" / "coverage.json").symlink_to(bag / "data" / "coverage.json")
    pipe = made("pipe")
    os.mkfifo(pipe / "data" / "pipe")
    empty = made("empty")
    (empty / "data" / "hollow").mkdir()
    for other, named in (
        (link, "data/evil.txt"),
        (folder, "data/more"),
        (replaced, "data/coverage.json"),
        (pipe, "data/pipe"),
        (empty, "data/hollow"),
    ):
        done = run(bag, other)
        assert done.returncode == 1
        assert named in done.stdout
        found = PackageKind().verify(other)
        assert named in {one.where for one in found.faults}


def test_nothing_a_folder_is_called_can_steer_the_terminal(bag: Path, tmp_path: Path) -> None:
    other = tmp_path / NUMBER
    shutil.copytree(bag, other)
    (other / "data" / "\x1b[31mred\u202e").write_bytes(b"")
    done = run(bag, other)
    assert done.returncode == 1
    assert "\x1b" not in done.stdout
    assert "\u202e" not in done.stdout
