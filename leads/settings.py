"""Django settings of the leads room: models and database, no web.

The rooms above add to them (crawler its tables, desk its web).
"""

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from keywords.errors import shown
from leads.errors import DatabaseUnreachable
from leads.home import Home
from leads.office import load_office

BUSY_SECONDS = 20
"""How long a writer waits for another before "database is locked"."""


def database_settings(home: Home) -> dict[str, Any]:
    """Django's settings of the database of `home`.

    DATABASE_URL, else `[database] url` of wangjian.toml, else the home's SQLite
    file. Raises DatabaseUnreachable for an address of another kind.
    """
    url = os.environ.get("DATABASE_URL") or load_office(home).database.url
    if not url:
        return sqlite_settings(home.database)
    scheme = url.partition(":")[0]
    try:
        if scheme in {"postgres", "postgresql", "postgresql+psycopg"}:
            return _postgres_settings(url)
        if scheme == "sqlite":
            path = unquote(urlsplit(url).path).removeprefix("/")
            return sqlite_settings(Path(path) if path else home.database)
    except ValueError:  # no port, no host: urlsplit says it without the address
        pass
    # The address may hold a password: only its scheme is told.
    raise DatabaseUnreachable(
        f"DATABASE_URL 不能用（{shown(scheme)}）；应为 postgresql://用户:口令@主机:端口/库",
        f"DATABASE_URL is of no use ({shown(scheme)}); use postgresql://user:password@host:port/name",
    )


def sqlite_settings(file: Path) -> dict[str, Any]:
    """A SQLite file that many processes share.

    WAL lets readers read while one writes. IMMEDIATE takes the write lock when a
    transaction begins: a deferred one that upgrades later fails at once with
    "database is locked", without waiting. FULL syncs each commit, since a page
    is called captured when its rows are committed, power loss or not.
    """
    pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON"
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(file),
        "OPTIONS": {
            "timeout": BUSY_SECONDS,
            "transaction_mode": "IMMEDIATE",
            "init_command": pragmas,
        },
    }


def _postgres_settings(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    # Compiling takes longer than most of our questions; a URL may say otherwise (?options=…).
    first = {"connect_timeout": 10, "options": "-c jit=off"}
    options: dict[str, Any] = first | dict(parse_qsl(parts.query, keep_blank_values=True))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "wangjian",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": options,
    }


HOME = Home.from_env()
DATABASES = {"default": database_settings(HOME)}
INSTALLED_APPS = ["leads"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LANGUAGE_CODE = "zh-hans"
USE_I18N = True
USE_TZ = True
# Times are stored in UTC and shown in Beijing time.
TIME_ZONE = "Asia/Shanghai"
