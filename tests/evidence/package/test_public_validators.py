"""VERIFY.txt followed word by word: its commands, with public tools alone, in its order.

The programs stand in an environment of their own (tools/setup.sh tests); nothing of
wangjian is in reach of the shell but verify_package.py as it lies in the package.
"""

import json
import random
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from evidence.package.address_key import address_key
from tests.evidence.package.sealed import Package
from tools.validators.judge import MUST, PROGRAMS, ROOT, Desk

RECORDS = 30
"""Records of the sample package: of the crawl, and of two captures."""


@pytest.fixture(scope="module")
def desk(package: Package, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A folder with the package and the two roots; steps 0 and 1 done."""
    anchors = package.sealer.anchors
    made = Desk(tmp_path_factory.mktemp("desk"), package.path, anchors.seals[0], anchors.stamps[0])
    for number in (0, 1):
        assert made.follow(number)[1] == ""
    assert (made.bag / "VERIFY.txt").exists()
    return made


def test_there_are_ten_steps_with_the_same_commands_in_both_languages(desk: Desk) -> None:
    assert list(desk.english) == list(MUST) == list(range(10))
    for number, step in desk.english.items():
        assert step.commands == desk.chinese[number].commands


@pytest.mark.parametrize("number", range(2, 10))
def test_each_step_prints_what_the_text_says(desk: Desk, number: int) -> None:
    assert desk.follow(number)[1] == ""


def test_the_fingerprint_printed_is_the_one_that_the_office_publishes(
    desk: Desk, package: Package
) -> None:
    assert package.sealer.key.fingerprint in desk.follow(2)[0].printed


def test_an_expired_certificate_is_judged_at_the_time_of_the_stamp(desk: Desk) -> None:
    text = (desk.bag / "VERIFY.txt").read_text("utf-8")
    assert "step 3 first, then step 2 with -attime $E" in text
    done = desk.type(
        "set -e", *desk.english[3].commands, f"{desk.english[2].commands[0]} -attime $E"
    )
    assert done.code == 0
    assert "CMS Verification successful" in done.printed


def test_every_record_of_every_file_says_digest_pass(desk: Desk) -> None:
    numbers = [int(line) for line in desk.follow(8)[0].lines]
    assert len(numbers) == 6
    assert sum(numbers[::2]) == RECORDS


def test_the_verifier_in_the_package_calls_it_whole_and_leaves_nothing(desk: Desk) -> None:
    assert desk.follow(9)[0].printed.count("完整 whole") == 2
    assert not list((desk.folder / "new").rglob("__pycache__"))


@pytest.mark.parametrize(
    ("number", "name", "at"),
    [
        (2, "tagmanifest-sha512.txt", 10),
        (3, "seal/package.p7s", -5),
        (4, "manifest-sha256.txt", 10),
        (5, "data/case.json", 10),
        (6, "data/case.json", 10),
        (7, "data/web.wacz", 500),
        (9, "data/web.wacz", 500),
    ],
)
def test_each_step_finds_what_is_its_own_to_find(
    desk: Desk, number: int, name: str, at: int
) -> None:
    path = desk.bag / name
    good = path.read_bytes()
    at %= len(good)
    path.write_bytes(good[:at] + bytes([good[at] ^ 1]) + good[at + 1 :])
    try:
        assert desk.follow(number)[1] != ""
    finally:
        path.write_bytes(good)
    assert desk.follow(number)[1] == ""


def test_step_8_finds_a_changed_record(desk: Desk) -> None:
    assert desk.follow(7)[1] == ""
    path = next((desk.folder / "tmp" / "w" / "archive").iterdir())
    good = path.read_bytes()
    path.write_bytes(good[:-20])  # torn: `warcio check` alone ends with 0
    try:
        assert desk.follow(8)[1] != ""
    finally:
        path.write_bytes(good)
    assert desk.follow(8)[1] == ""


# The index beside that of the tool that pywb's makers use.


def run(*command: str, given: str = "") -> str:
    """Run a program of the validators' environment."""
    name, *arguments = command
    done = subprocess.run(
        [PROGRAMS / name, *arguments], input=given, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_index_is_what_cdxj_indexer_makes(desk: Desk, tmp_path: Path) -> None:
    """But for metadata, which it lists and nobody replays, and for how JSON bodies are spelt."""
    shutil.unpack_archive(desk.bag / "data" / "web.wacz", tmp_path, "zip")
    ours = (tmp_path / "indexes" / "index.cdx").read_text().splitlines()
    theirs = []
    for path in sorted((tmp_path / "archive").iterdir()):
        made = run("cdxj-indexer", "-s", "-p", "-d", str(path))
        theirs += [line for line in made.splitlines() if ":interim:" not in line]

    def read(lines: list[str]) -> list[tuple[str, str, dict[str, str]]]:
        parts = [line.split(" ", 2) for line in lines]
        return sorted(
            ((key, when, json.loads(text)) for key, when, text in parts),
            key=lambda one: (one[0], one[2]["filename"], one[2]["offset"]),
        )

    assert read(ours) == read(theirs)
    assert ours == sorted(ours)


SURT = "import sys, surt\nfor line in sys.stdin: print(surt.surt(line.rstrip('\\n')))"


def test_keys_are_those_of_surt_whatever_the_address() -> None:
    chance = random.Random(7)
    hosts = ("x.cn", "www.a.b", "www3.Q.com", "1.2.3.4", "10", "[::1]", "%41.cn", "a..b", "x.cn:80")
    parts = (
        *("a", "B", "/", "//", "..", ".", "?", "&", "=", "%41", "%2f", "%25", "%E6", "%20", "+"),
        *(";", "sid=0123456789abcdef0123456789abcdef", "(", ")", "~", "!", "#", ":", "@", "www."),
    )
    addresses = []
    for _ in range(3000):
        path = "".join(chance.choice(parts) for _ in range(chance.randrange(9)))
        addresses.append(f"{chance.choice(['http', 'https'])}://{chance.choice(hosts)}/{path}")
    theirs = run("python", "-c", SURT, given="\n".join(addresses)).splitlines()
    assert len(theirs) == len(addresses)
    for address, key in zip(addresses, theirs, strict=True):
        assert address_key(address) == key, address


@pytest.mark.parametrize("name", ["lock.txt", "replay.txt"])
def test_the_foreign_programs_are_pinned_and_no_host_is_named(name: str) -> None:
    lines = (ROOT / "tools" / "validators" / name).read_text("utf-8").splitlines()
    pins = [line for line in lines if not line.startswith("#")]
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][^\s;/]*", line) for line in pins)
    versions = dict(line.split("==") for line in pins)
    if name == "lock.txt":
        named = {"bagit": "1.9.0", "wacz": "0.6.0", "warcio": "1.8.1"}
        assert named.items() <= versions.items()
