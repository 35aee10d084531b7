"""What doctor says of seal, ledger and time-stamps."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desk.cli import doctor_evidence
from desk.cli.reading import Reading
from evidence.seal.certificate import Holder
from evidence.seal.keys import withdraw
from evidence.seal.seal_key import make_seal_key, rotate_seal_key
from leads.home import Home
from leads.ledger_book import opened_ledger
from leads.ledger_keys import begin_ledger
from leads.office import load_office
from tests.evidence.seal.authorities import certify
from tests.leads.time_service import TimeService, time_service
from tests.market.agreed_home import wangjian

PASSPHRASE = "only for this test"
HOLDER = Holder("示例市市场监督管理局", "530100")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.setenv("WANGJIAN_LANG", "zh")
    return Home(tmp_path / "home").make()


def one(look: Callable[[Home], Iterator[Reading]], home: Home) -> tuple[str, str]:
    """State and words of the only line."""
    (reading,) = look(home)
    return reading.state, reading.seen


def test_openssl_is_found_or_missed(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    state, seen = one(doctor_evidence.openssl_program, home)
    assert (state, "OpenSSL" in seen) == ("ok", True)
    monkeypatch.setenv("PATH", str(home.path))
    state, seen = one(doctor_evidence.openssl_program, home)
    assert (state, "apt-get install openssl" in seen) == ("note", True)


def test_the_seal_s_key_is_missing_a_test_s_real_running_out_or_withdrawn(home: Home) -> None:
    state, seen = one(doctor_evidence.seal_key, home)
    assert (state, "keys make --seal" in seen) == ("note", True)
    make_seal_key(home.seal_keys, HOLDER, PASSPHRASE, test=True)
    state, seen = one(doctor_evidence.seal_key, home)
    assert (state, "测试密钥" in seen) == ("note", True)
    real = rotate_seal_key(home.seal_keys, HOLDER, PASSPHRASE)
    state, seen = one(doctor_evidence.seal_key, home)
    assert (state, real.fingerprint in seen) == ("ok", True)
    (home.seal_keys / "key.pem").chmod(0o644)
    assert [reading.state for reading in doctor_evidence.seal_key(home)] == ["ok", "bad"]
    (home.seal_keys / "key.pem").chmod(0o600)
    withdraw(home.seal_keys, real.fingerprint, "泄露")
    state, seen = one(doctor_evidence.seal_key, home)
    assert (state, "已撤销" in seen) == ("bad", True)


@pytest.mark.parametrize(("days", "state", "word"), [(60, "note", "即将到期"), (-1, "bad", "到期")])
def test_a_certificate_that_runs_out(home: Home, days: int, state: str, word: str) -> None:
    made = datetime.now(UTC) - timedelta(days=365 - days)
    make_seal_key(home.seal_keys, HOLDER, PASSPHRASE, years=1, now=made)
    found, seen = one(doctor_evidence.seal_key, home)
    assert (found, word in seen) == (state, True)


def test_the_ledger_and_its_second_place(home: Home, tmp_path: Path) -> None:
    state, seen = one(doctor_evidence.ledger, home)
    assert (state, "keys make --ledger" in seen) == ("note", True)
    assert list(doctor_evidence.second_places(home)) == []
    begin_ledger(home, load_office(home), PASSPHRASE).close()
    assert one(doctor_evidence.ledger, home)[0] == "ok"
    state, seen = one(doctor_evidence.second_places, home)
    assert (state, "second_places" in seen) == ("note", True)
    place = tmp_path / "elsewhere"
    place.mkdir()
    home.office_file.write_text(f'[ledger]\nsecond_places = ["{place}"]\n', encoding="utf-8")
    with opened_ledger(home, load_office(home)) as ledger:
        assert ledger is not None
        assert one(doctor_evidence.second_places, home)[0] == "note", "it lacks the head"
        ledger.publish()
    assert one(doctor_evidence.second_places, home)[0] == "ok"
    place.rename(tmp_path / "unmounted")
    state, seen = one(doctor_evidence.second_places, home)
    assert (state, "不可用" in seen) == ("bad", True)
    (home.ledger / "ledger.jsonl").unlink()
    state, seen = one(doctor_evidence.ledger, home)
    assert (state, "备份" in seen) == ("bad", True)


def test_time_sources_are_named_or_missed(home: Home) -> None:
    clock, stamps = doctor_evidence.time_sources(home)
    assert (clock.state, stamps.state) == ("note", "note")
    assert "[[timestamp]]" in stamps.seen
    old, good = certify("old root", days=(-20, -10)), certify("good root")
    (home.path / "old.pem").write_bytes(old.pem)
    (home.path / "good.pem").write_bytes(old.pem + good.pem)
    home.office_file.write_text(
        '[network]\ntime_servers = ["ntp.example"]\n'
        '[[timestamp]]\nname = "a"\nurl = "http://a.example/"\nroots_file = "old.pem"\n'
        '[[timestamp]]\nname = "b"\nurl = "http://b.example/"\nroots_file = "good.pem"\n',
        encoding="utf-8",
    )
    clock, first, second = doctor_evidence.time_sources(home)
    assert (clock.state, clock.seen) == ("ok", "ntp.example")
    assert (first.state, second.state) == ("bad", "ok")


@pytest.fixture
def service(tmp_path: Path) -> Iterator[TimeService]:
    with time_service(tmp_path / "tsa") as service:
        yield service


def test_doctor_and_patrol_tell_what_waits_until_it_is_done(
    home: Home, service: TimeService
) -> None:
    (home.path / "time-root.pem").write_bytes(service.authority.root.pem)
    home.office_file.write_text(service.settings(), encoding="utf-8")
    begin_ledger(home, load_office(home), PASSPHRASE).close()
    told = wangjian(home, "doctor")
    assert "日志头时间戳: 时间戳（local）：待取得" in told.stdout
    assert told.returncode == 0, told.stdout
    service.down = True
    ended = wangjian(home, "patrol")
    assert ended.returncode == 0, "no stamp makes no crawl fail"
    assert "待取得" in ended.stderr
    service.down = False
    (home.ledger / "heads" / "000000000001.head.stamps.json").unlink()
    ended = wangjian(home, "patrol")
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "日志头时间戳" not in wangjian(home, "doctor").stdout
