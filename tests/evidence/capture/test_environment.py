"""What is told of machine, network and cleanliness: what is there, and no more."""

import hashlib
from pathlib import Path

import pytest

from evidence.capture.environment import (
    cleanliness,
    hosts_file,
    machine,
    near_address,
    proxies,
    resolver,
)


def test_the_hosts_file_is_named_by_its_digest_and_what_it_decides(tmp_path: Path) -> None:
    path = tmp_path / "hosts"
    text = b"127.0.0.1 localhost\n# 10.0.0.1 commented.example\n1.2.3.4 Shop.example www # note\n"
    path.write_bytes(text)
    found = hosts_file({"shop.example", "other.example"}, path)
    assert found["sha256"] == "sha256:" + hashlib.sha256(text).hexdigest()
    assert found["names"] == 3
    assert found["of_this_page"] == ["shop.example"]
    assert hosts_file(set(), tmp_path / "nowhere")["sha256"] is None


def test_who_resolves_names_is_told(tmp_path: Path) -> None:
    path = tmp_path / "resolv.conf"
    path.write_text("# nameserver 9.9.9.9\nnameserver 127.0.0.53\n nameserver ::1\noptions x\n")
    assert resolver((), path) == {"kind": "system", "servers": ["127.0.0.53", "::1"]}
    assert resolver(["127.0.0.1:5300"], path) == {
        "kind": "configured",
        "servers": ["127.0.0.1:5300"],
    }


def test_proxy_settings_are_named_not_quoted(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTPS_PROXY", "all_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    assert proxies() == []
    monkeypatch.setenv("HTTPS_PROXY", "http://user:secret@127.0.0.1:1/")
    assert proxies() == ["HTTPS_PROXY"]


def test_the_near_address_is_the_machines_own() -> None:
    assert near_address("127.0.0.1") == "127.0.0.1"
    assert near_address("not an address") is None


def test_the_machine_is_told() -> None:
    told = machine()
    assert told["version"]
    assert told["parts"]["playwright"]
    assert all(told[name] for name in ("device", "system", "kernel", "account", "python"))


def test_what_is_unclean_is_called_so() -> None:
    facts = {
        "profile_files": 0,
        "cookies": 0,
        "proxies": [],
        "hosts": {"of_this_page": []},
        "resolver": {"servers": ["127.0.0.53"]},
        "sandbox": True,
        "clock_offset_ms": -12.5,
    }
    clean = {one.code: one for one in cleanliness(facts)}
    assert [one.clean for one in clean.values() if one.clean is not None] == [True] * 5
    assert clean["clock"].result == "-12.500 毫秒"
    unclean = facts | {
        "profile_files": 3,
        "cookies": 1,
        "proxies": ["http_proxy"],
        "hosts": {"of_this_page": ["shop.example"]},
        "sandbox": False,
        "clock_offset_ms": None,
    }
    found = {one.code: one for one in cleanliness(unclean)}
    assert [one.clean for one in found.values() if one.clean is not None] == [False] * 5
    assert found["hosts"].result == "shop.example"
    assert found["clock"].result == "未测量"
