"""`wangjian keys` for the seal and the ledger, as an officer runs it."""

import json
import subprocess
from pathlib import Path

import pytest
from Crypto.PublicKey import ECC

from evidence.seal.certificate import Holder, authority, issue, to_pem
from leads.home import Home
from tests.market.agreed_home import wangjian

SECRET = {"WANGJIAN_PASSPHRASE": "only for this test"}


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """An office that said its name."""
    home = Home(tmp_path / "home").make()
    home.office_file.write_text('name = "示例市市场监督管理局"\ncode = "530100"\n', "utf-8")
    return home


def keys(home: Home, *words: str, code: int = 0) -> "subprocess.CompletedProcess[str]":
    ended = wangjian(home, "keys", *words, environment=SECRET)
    assert ended.returncode == code, ended.stdout + ended.stderr
    assert "Traceback" not in ended.stderr
    return ended


def shown(home: Home) -> list[dict[str, object]]:
    return [json.loads(line) for line in keys(home, "show", "--json").stdout.splitlines()]


def test_the_seal_is_made_replaced_and_withdrawn(home: Home) -> None:
    made = keys(home, "make", "--seal", "--test").stdout
    (row,) = shown(home)
    assert (row["use"], row["test"], row["present"]) == ("seal", True, True)
    fingerprint = str(row["identity"])
    assert fingerprint in made
    assert "测试密钥" in made
    certificate = home.seal_keys / "certificate.pem"
    said = subprocess.run(
        ["openssl", "x509", "-in", certificate, "-noout", "-fingerprint", "-sha256"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert fingerprint in said.stdout
    assert "rotate --seal" in keys(home, "make", "--seal", code=1).stderr
    assert "公布此指纹" in keys(home, "rotate", "--seal").stdout
    again = fingerprint.replace(":", "").lower()
    withdrawn = keys(home, "withdraw", again, "--reason", "试完了", "--since", "2026-11-01")
    assert "北京时间 2026-11-01 00:00:00" in withdrawn.stdout
    old, new = shown(home)
    assert (old["present"], new["present"], new["test"]) == (False, True, False)
    assert "已撤销" in str(old["note"])
    assert "指纹" in keys(home, "withdraw", "ABCD", "--reason", "无", code=1).stderr


def test_the_ledger_is_begun_and_its_key_replaced(home: Home) -> None:
    begun = keys(home, "make", "--ledger")
    assert "wangjian/530100/" in begun.stdout
    assert "第二存放处" in begun.stderr
    (row,) = shown(home)
    assert str(row["identity"]) in begun.stdout
    assert "rotate --ledger" in keys(home, "make", "--ledger", code=1).stderr
    changed = keys(home, "rotate", "--ledger").stdout
    old, new = shown(home)
    assert (old["present"], new["present"]) == (False, True)
    assert str(new["identity"]) in changed


def test_a_certificate_is_asked_for_and_installed(home: Home, tmp_path: Path) -> None:
    keys(home, "make", "--seal")
    keys(home, "request", "-o", str(tmp_path / "request.pem"))
    root_key = ECC.generate(curve="P-256")
    root = authority(root_key, Holder("示例签发机构"), test=False, years=10)
    issued = issue(root, root_key, (tmp_path / "request.pem").read_bytes(), years=3)
    (tmp_path / "issued.pem").write_bytes(to_pem(issued))
    (tmp_path / "root.pem").write_bytes(to_pem(root))
    words = ("install", str(tmp_path / "issued.pem"))
    assert "--root" in keys(home, *words, code=1).stderr
    keys(home, *words, "--root", str(tmp_path / "root.pem"))
    old, new = shown(home)
    assert (old["note"], new["present"]) == ("已更换", True)
    assert "示例签发机构" in str(new["note"])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["make"], "--ledger"),
        (["make", "--seal", "--ledger"], "--unit"),
        (["rotate", "--ledger", "--test"], "--test"),
    ],
)
def test_one_use_at_a_time(home: Home, words: list[str], said: str) -> None:
    assert said in keys(home, *words, code=2).stderr


def test_a_short_passphrase_is_refused_before_anything_is_put_aside(home: Home) -> None:
    keys(home, "make", "--seal")
    before = sorted(path.name for path in home.seal_keys.iterdir())
    short = {"WANGJIAN_PASSPHRASE": "short"}
    ended = wangjian(home, "keys", "rotate", "--seal", environment=short)
    assert ended.returncode == 1
    assert "口令太短" in ended.stderr
    assert sorted(path.name for path in home.seal_keys.iterdir()) == before
