"""The database opens, brings itself up to date, and says plainly what is wrong."""

import os
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection

from keywords.errors import FileFault
from leads.database import connect, database_errors, migrate, prepare
from leads.errors import DatabaseLocked, DatabaseNewer, DatabaseNotReady, DatabaseUnreachable
from leads.home import Home
from leads.models import NumberSeries, Officer
from leads.settings import database_settings


def enrol(number: str) -> Officer:
    return Officer.objects.create(name="李某", number=number, unit="network", office="530502")


def test_a_fresh_home_gets_its_tables_once(bare_home: Home) -> None:
    assert "leads.0001_initial" in prepare(bare_home)
    assert prepare(bare_home) == []
    enrol("A1")
    assert Officer.objects.get().number == "A1"


def test_connecting_to_another_home_shows_its_rows_only(home: Home, tmp_path: Path) -> None:
    enrol("A1")
    other = Home(tmp_path / "other")
    prepare(other)
    assert Officer.objects.count() == 0
    connect(home)
    assert Officer.objects.count() == 1


def test_missing_tables_are_told_before_anything_is_asked(bare_home: Home) -> None:
    with pytest.raises(DatabaseNotReady) as told:
        connect(bare_home)
    assert str(bare_home.database) in told.value.diagnostics("zh")
    assert "\n" not in told.value.diagnostics("zh")


def test_tables_of_a_newer_version_are_refused(home: Home) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied)"
            " VALUES ('leads', '0999_from_tomorrow', '2030-01-01')"
        )
    with pytest.raises(DatabaseNewer, match="0999_from_tomorrow"):
        connect(home)
    with pytest.raises(DatabaseNewer):
        migrate(home)


def test_steps_of_rooms_above_are_not_newer(home: Home) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied)"
            " VALUES ('room_above', '0042_anything', '2030-01-01')"
        )
    connect(home)


def test_readers_read_while_one_writes(home: Home) -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode")
        assert cursor.fetchone() == ("wal",)
        cursor.execute("PRAGMA synchronous")
        assert cursor.fetchone() == (2,)


def test_a_lock_held_too_long_is_told_as_such(home: Home) -> None:
    other = sqlite3.connect(home.database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 100")
    with pytest.raises(DatabaseLocked) as told, database_errors():
        enrol("A1")
    other.close()
    assert "稍后再试" in told.value.diagnostics("zh")


def test_a_writer_waits_for_another(home: Home) -> None:
    other = sqlite3.connect(home.database, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    threading.Timer(0.5, lambda: other.execute("COMMIT")).start()
    started = time.monotonic()
    enrol("A1")
    assert 0.2 < time.monotonic() - started < 10
    other.close()


def test_a_server_that_is_not_there(bare_home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://someone:secret@127.0.0.1:1/wangjian")
    with pytest.raises(DatabaseUnreachable) as told:
        connect(bare_home)
    assert "127.0.0.1:1" in told.value.diagnostics("en")
    assert "secret" not in told.value.diagnostics("en") + told.value.diagnostics("zh")


@pytest.mark.parametrize("url", ["mysql://h/n", "nonsense", "postgresql://h:port/n", "http://[::1"])
def test_an_address_of_no_known_kind(
    url: str, bare_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    with pytest.raises(DatabaseUnreachable):
        connect(bare_home)


def test_the_office_may_name_the_server(bare_home: Home) -> None:
    bare_home.office_file.write_text('[database]\nurl = "mysql://h/n"\n', "utf-8")
    with pytest.raises(DatabaseUnreachable, match="mysql"):
        connect(bare_home)
    bare_home.office_file.write_text('[database]\nurll = "x"\n', "utf-8")
    with pytest.raises(FileFault, match="urll"):
        connect(bare_home)


def test_many_processes_make_the_tables_of_one_home(tmp_path: Path) -> None:
    """Each starts on an empty home at the same time; none fails, the tables are whole."""
    code = "import sys; from leads.home import Home; from leads.database import prepare;"
    code += "from pathlib import Path; print(len(prepare(Home(Path(sys.argv[1])))))"
    environment = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
    command = [sys.executable, "-c", code, str(tmp_path / "home")]
    started = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment)
        for _ in range(3)
    ]
    answers = [process.communicate(timeout=60) for process in started]
    assert [process.returncode for process in started] == [0, 0, 0], answers
    assert [int(out) for out, _ in answers].count(0) == 2


def test_a_postgresql_compiles_no_question_unless_its_address_says_so(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = "postgresql://someone:secret@127.0.0.1:1/wangjian"
    said = {"": "-c jit=off", "?options=": "", "?options=-c%20work_mem%3D8MB": "-c work_mem=8MB"}
    for query, options in said.items():
        monkeypatch.setenv("DATABASE_URL", address + query)
        assert database_settings(home)["OPTIONS"]["options"] == options


def test_the_same_tables_on_postgresql(postgres_home: Home) -> None:
    assert connection.vendor == "postgresql"
    assert migrate(postgres_home) == []
    enrol("A1")
    assert [NumberSeries.next("T"), NumberSeries.next("T")] == [1, 2]


def test_every_column_of_the_models_has_its_migration(home: Home) -> None:
    call_command("makemigrations", "leads", check_changes=True, dry_run=True, verbosity=0)
