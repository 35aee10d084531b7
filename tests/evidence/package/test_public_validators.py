"""Steps 6 and 7 of VERIFY.txt, and the index beside that of the tool that pywb's makers use.

bagit, wacz and, with it, cdxj-indexer and surt are development dependencies: other
people's programs, which judge what ours has made.
"""

import json
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from evidence.package.address_key import address_key
from tests.evidence.package.samples import NUMBER
from tests.evidence.package.sealed import Package
from tests.evidence.package.test_verify_text import commands, halves


@pytest.fixture(scope="module")
def bag(package: Package, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bag")
    shutil.unpack_archive(package.path, folder)
    return folder / NUMBER


def run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a command of VERIFY.txt whose program is installed beside Python."""
    program, *arguments = command.split()
    return subprocess.run(
        [Path(sys.executable).with_name(program), *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_step_6_bagit_calls_it_valid(bag: Path) -> None:
    (command,) = commands(halves((bag / "VERIFY.txt").read_text("utf-8"))[0])[6]
    done = run(command, bag)
    assert done.returncode == 0, done.stderr
    assert "is valid" in done.stderr


def test_step_7_wacz_calls_it_valid(bag: Path) -> None:
    command = commands(halves((bag / "VERIFY.txt").read_text("utf-8"))[0])[7][0]
    done = run(command, bag)
    assert done.returncode == 0, done.stderr
    assert "Validation succeeded, the passed WACZ is valid" in done.stdout


def test_the_index_is_what_cdxj_indexer_makes(bag: Path, tmp_path: Path) -> None:
    """But for metadata, which it lists and nobody replays, and for how JSON bodies are spelt."""
    shutil.unpack_archive(bag / "data" / "web.wacz", tmp_path, "zip")
    ours = (tmp_path / "indexes" / "index.cdx").read_text().splitlines()
    theirs = []
    for path in sorted((tmp_path / "archive").iterdir()):
        done = run(f"cdxj-indexer -s -p -d {path}", tmp_path)
        assert done.returncode == 0, done.stderr
        theirs += [line for line in done.stdout.splitlines() if ":interim:" not in line]

    def read(lines: list[str]) -> list[tuple[str, str, dict[str, str]]]:
        parts = [line.split(" ", 2) for line in lines]
        return sorted(
            ((key, when, json.loads(text)) for key, when, text in parts),
            key=lambda one: (one[0], one[2]["filename"], one[2]["offset"]),
        )

    assert read(ours) == read(theirs)
    assert ours == sorted(ours)


def test_keys_are_those_of_surt_whatever_the_address() -> None:
    import surt

    chance = random.Random(7)
    hosts = ("x.cn", "www.a.b", "www3.Q.com", "1.2.3.4", "10", "[::1]", "%41.cn", "a..b", "x.cn:80")
    parts = (
        *("a", "B", "/", "//", "..", ".", "?", "&", "=", "%41", "%2f", "%25", "%E6", "%20", "+"),
        *(";", "sid=0123456789abcdef0123456789abcdef", "(", ")", "~", "!", "#", ":", "@", "www."),
    )
    for _ in range(3000):
        path = "".join(chance.choice(parts) for _ in range(chance.randrange(9)))
        address = f"{chance.choice(['http', 'https'])}://{chance.choice(hosts)}/{path}"
        assert address_key(address) == surt.surt(address), address
