"""Homes, databases and officers for the tests of leads: real files, a real server."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import django
import pytest
from django.db import connections

# Models can only be imported once Django knows its settings. A suite that tests rooms
# above as well has set up theirs, which hold these tables too.
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leads.settings")
django.setup()

from leads.database import connect, migrate, prepare  # noqa: E402
from leads.home import Home  # noqa: E402
from leads.stages import Stages  # noqa: E402
from tests.leads.pages_filed import Shelf  # noqa: E402
from tests.postgres import postgres  # noqa: E402


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with all tables and nothing in them, to be copied."""
    home = Home(tmp_path_factory.mktemp("migrated"))
    prepare(home)
    connections.close_all()
    copy = home.path / "template.sqlite3"
    # Closing the last connection has written the WAL back into the file.
    shutil.copy(home.database, copy)
    return copy


@pytest.fixture
def bare_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Home]:
    """An office's home without a database; WANGJIAN_HOME names it."""
    home = Home(tmp_path / "home").make()
    monkeypatch.setenv("WANGJIAN_HOME", str(home.path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    yield home
    connections.close_all()


@pytest.fixture
def home(bare_home: Home, migrated: Path) -> Home:
    """An office's home on SQLite, connected, with empty tables."""
    shutil.copy(migrated, bare_home.database)
    connect(bare_home)
    return bare_home


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A PostgreSQL server for the session."""
    with postgres() as url:
        yield url


@pytest.fixture
def postgres_home(
    bare_home: Home, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Home]:
    """An office's home on PostgreSQL, connected, with empty tables."""
    monkeypatch.setenv("DATABASE_URL", postgres_url)
    connect(bare_home, check=False)
    migrate(bare_home)
    yield bare_home
    with connections["default"].cursor() as cursor:
        tables = ", ".join(
            name
            for name in connections["default"].introspection.table_names(cursor)
            if name.startswith("leads_")
        )
        cursor.execute(f"TRUNCATE {tables} RESTART IDENTITY CASCADE")
    connections.close_all()


@pytest.fixture
def shelf(bare_home: Home) -> Iterator[Shelf]:
    """The archive of the home, open for writing."""
    shelf = Shelf(bare_home.archive)
    yield shelf
    shelf.archive.close()


@pytest.fixture
def stages(home: Home) -> Stages:
    """The steps of the office of `home`."""
    return Stages.of(home)
