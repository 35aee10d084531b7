"""`wangjian verify` with the keys of the home, with given ones, and with none."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from evidence.seal.keys import withdraw
from leads.home import Home
from tests.evidence.package.sealed import Package, Sealer, make_package, make_sealer
from tests.market.agreed_home import wangjian


@dataclass(frozen=True)
class Office:
    """An office with its home, a package it made, and what it publishes."""

    home: Home
    package: Path
    made: Package
    root: Path
    tsa_root: Path
    ledger_key: Path

    def given(self) -> list[str]:
        options = ("--root", self.root, "--tsa-root", self.tsa_root, "--ledger-key")
        return [*map(str, options), str(self.ledger_key)]


def office_of(folder: Path, sealer: Sealer, package: Package) -> Office:
    """The home of `sealer`, laid out as `keys make` does."""
    home = Home(folder / "home").make()
    shutil.copytree(sealer.ledger.folder.path.parent / "seal-key", home.seal_keys)
    shutil.copytree(sealer.ledger.folder.path.parent / "ledger-key", home.ledger_keys)
    shutil.copytree(sealer.ledger.folder.path, home.ledger, dirs_exist_ok=True)
    path = home.packages / package.path.name
    shutil.copy(package.path, path)
    (home.path / "time-root.pem").write_bytes(sealer.tsa.root.pem)
    home.office_file.write_text(
        'name = "示例县市场监督管理局"\ncode = "530100"\n'
        '[[timestamp]]\nname = "local"\nurl = "http://127.0.0.1:9/"\n'
        'roots_file = "time-root.pem"\n',
        encoding="utf-8",
    )
    return Office(
        home,
        path,
        package,
        home.seal_keys / "certificate.pem",
        home.path / "time-root.pem",
        home.ledger_keys / "public.pem",
    )


@pytest.fixture(scope="module")
def sealer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sealer]:
    made = make_sealer(tmp_path_factory.mktemp("sealer"))
    yield made
    made.ledger.close()


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory, sealer: Sealer) -> Package:
    return make_package(tmp_path_factory.mktemp("package"), sealer)


@pytest.fixture
def office(tmp_path: Path, sealer: Sealer, package: Package) -> Office:
    return office_of(tmp_path, sealer, package)


@pytest.fixture
def stranger(tmp_path: Path) -> Home:
    """The home of somebody who has no keys."""
    return Home(tmp_path / "stranger")


def verify(home: Home, *words: object, code: int = 0) -> "subprocess.CompletedProcess[str]":
    ended = wangjian(home, "verify", *map(str, words))
    assert ended.returncode == code, ended.stdout + ended.stderr
    assert "Traceback" not in ended.stderr
    return ended


def test_the_office_s_own_home_is_verified_whole(office: Office) -> None:
    told = verify(office.home)
    assert "核验通过" in told.stdout
    assert "未与另行取得的密钥核对" not in told.stderr
    assert "anchors-own" not in told.stderr
    value = json.loads(verify(office.home, "--json").stdout)
    assert value["trust"] == {"source": "home", "unchecked": []}
    assert {item["kind"] for item in value["items"]} == {"package", "ledger", "sign-offs", "access"}


def test_without_keys_from_outside_nobody_is_said_to_have_signed(
    office: Office, stranger: Home
) -> None:
    told = verify(stranger, office.package)
    assert "核验通过" not in told.stdout
    assert "由谁签名未经核对" in told.stdout
    for option in ("--root", "--tsa-root", "--ledger-key"):
        assert option in told.stderr
    assert "anchors-own" in told.stderr
    value = json.loads(verify(stranger, office.package, "--json").stdout)
    assert value["trust"] == {"source": "none", "unchecked": ["seal", "timestamp", "ledger"]}
    assert not stranger.path.exists(), "verifying makes no home"


def test_given_keys_take_the_place_of_the_home_s(
    office: Office, stranger: Home, tmp_path: Path
) -> None:
    told = verify(stranger, office.package, *office.given())
    assert "核验通过" in told.stdout
    other = make_sealer(tmp_path / "other")
    other.ledger.close()
    seal = tmp_path / "other" / "seal-key" / "certificate.pem"
    key = tmp_path / "other" / "ledger-key" / "public.pem"
    for option, path, code in (
        ("--root", seal, "seal-foreign"),
        ("--ledger-key", key, "ledger-"),
    ):
        said = verify(office.home, office.package, option, path, code=10).stderr
        assert code in said
    (tmp_path / "time.pem").write_bytes(other.tsa.root.pem)
    said = verify(office.home, office.package, "--tsa-root", tmp_path / "time.pem", code=10)
    assert "stamp-foreign" in said.stderr
    only = verify(stranger, office.package, "--root", office.root)
    assert "由谁签名未经核对" in only.stdout
    assert "--root" not in only.stderr


def test_another_office_s_package_is_refused_by_our_keys(office: Office, tmp_path: Path) -> None:
    sealer = make_sealer(tmp_path / "other")
    foreign = make_package(tmp_path / "foreign", sealer)
    sealer.ledger.close()
    assert "seal-foreign" in verify(office.home, foreign.path, code=10).stderr


def test_a_withdrawn_key_voids_what_it_signed_since(office: Office, sealer: Sealer) -> None:
    made_at = office.made.case.made_at
    withdraw(office.home.seal_keys, sealer.key.fingerprint, "泄露", since=made_at)
    assert "seal-withdrawn" in verify(office.home, office.package, code=10).stderr
    assert "seal-withdrawn" in verify(office.home, office.package, *office.given(), code=10).stderr


def test_a_ledger_that_is_gone_is_missed(office: Office) -> None:
    (office.home.ledger / "ledger.jsonl").unlink()
    assert "ledger.jsonl" in verify(office.home, code=10).stderr


def test_files_that_are_no_keys_are_named(office: Office, tmp_path: Path) -> None:
    nothing = tmp_path / "nothing.pem"
    nothing.write_bytes(b"no key")
    for option in ("--root", "--tsa-root"):
        assert str(nothing) in verify(office.home, office.package, option, nothing, code=11).stderr
    assert (
        str(nothing) in verify(office.home, office.package, "--ledger-key", nothing, code=1).stderr
    )
    (office.home.path / "time-root.pem").unlink()
    assert "time-root.pem" in verify(office.home, office.package, code=11).stderr


def test_an_empty_home_has_nothing_to_verify(tmp_path: Path) -> None:
    assert "没有可核验的内容" in verify(Home(tmp_path / "empty").make(), code=10).stderr


def test_an_interrupted_capture_is_told_as_interrupted_and_not_as_faulty(office: Office) -> None:
    begun = office.home.captures / "c-1"
    begun.mkdir(parents=True)
    (begun / "begun.json").write_text("{}", "utf-8")
    told = verify(office.home, code=10)
    assert "1 个采集中断" in told.stdout and "evidence abandon" in told.stdout
    assert "核验不通过" not in told.stdout
    (office.home.ledger / "ledger.jsonl").write_text("{}\n", "utf-8")
    assert "核验不通过" in verify(office.home, code=10).stdout, "what is faulty is not hidden"
