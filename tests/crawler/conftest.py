"""Homes and databases for the tests of the crawler: real files, real servers."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import django
import pytest
from django.db import connections

# Models can only be imported once Django knows its settings; these hold the tables
# of the rooms below as well.
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "crawler.database")
django.setup()

from crawler.opening import open_database  # noqa: E402
from leads.home import Home  # noqa: E402
from tests.postgres import postgres  # noqa: E402


@pytest.fixture(scope="session")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with all tables and nothing in them, to be copied."""
    home = Home(tmp_path_factory.mktemp("tables"))
    open_database(home)
    connections.close_all()
    copy = home.path / "template.sqlite3"
    # Closing the last connection has written the WAL back into the file.
    shutil.copy(home.database, copy)
    return copy


@pytest.fixture
def home(tmp_path: Path, tables: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Home]:
    """An office's home on SQLite, connected, with empty tables."""
    home = Home(tmp_path / "home").make()
    monkeypatch.setenv("WANGJIAN_HOME", str(home.path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    shutil.copy(tables, home.database)
    open_database(home, update=False)
    yield home
    connections.close_all()


@pytest.fixture
def postgres_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Home]:
    """An office's home on a PostgreSQL of its own, connected, with empty tables."""
    with postgres() as url:
        home = Home(tmp_path / "home").make()
        monkeypatch.setenv("WANGJIAN_HOME", str(home.path))
        monkeypatch.setenv("DATABASE_URL", url)
        open_database(home)
        yield home
        connections.close_all()
