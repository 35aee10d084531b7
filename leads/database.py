"""Opening the database, bringing its tables up to date, and saying plainly what is wrong.

`connect` sets Django up for a home folder; `migrate` makes or updates the tables;
`prepare` does both and makes the folder.
"""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import django
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, OperationalError, connection, connections
from django.db.migrations.executor import MigrationExecutor

from evidence.archive.durable import no_room_left
from leads.errors import (
    DatabaseFault,
    DatabaseFull,
    DatabaseLocked,
    DatabaseNewer,
    DatabaseNotReady,
    DatabaseUnreachable,
    HomeFault,
)
from leads.home import LEAST_ROOM, VARIABLE, Home
from leads.settings import database_settings

SETTINGS = "leads.settings"


def connect(home: Home, *, settings_module: str = SETTINGS, check: bool = True) -> None:
    """Make Django use the database of `home`, in this and all later threads.

    `settings_module` is that of the room that runs (crawler and desk have their
    own); the first call in a process decides. With `check`, raises
    DatabaseNotReady or DatabaseNewer where tables and code differ. Raises
    DatabaseUnreachable or DatabaseLocked where the database does not answer, and
    FileFault for a faulty wangjian.toml. Calling it again is harmless.
    """
    os.environ[VARIABLE] = str(home.path)
    wanted = database_settings(home)
    if not apps.ready:
        os.environ["DJANGO_SETTINGS_MODULE"] = settings_module
        django.setup()
    _use(wanted)
    if check:
        with database_errors():
            _compare()


def prepare(home: Home, *, settings_module: str = SETTINGS) -> list[str]:
    """Make the home folder, connect, and bring the tables up to date."""
    home.make()
    connect(home, settings_module=settings_module, check=False)
    return migrate(home)


def migrate(home: Home | None = None) -> list[str]:
    """Bring the tables of the connected database up to date; the names of the steps taken.

    Several processes may call it at once: one works, the others wait and find
    nothing left to do. Raises the same faults as `connect`.
    """
    with database_errors(), _one_at_a_time(home or Home.from_env()):
        executor = _executor()
        _refuse_newer(executor)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if plan:
            call_command("migrate", verbosity=0, interactive=False)
        return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


@contextmanager
def database_errors() -> Iterator[None]:
    """Tell a failure of the database inside the block as a DatabaseFault."""
    try:
        yield
    except DatabaseError as error:
        raise fault_of(error) from error


def fault_of(error: DatabaseError) -> DatabaseFault:
    """What a failure of the database means for a person."""
    where = _where()
    text = " ".join(str(error).split())[:200]
    busy = ("database is locked", "lock timeout", "deadlock detected", "database table is locked")
    if isinstance(error, OperationalError) and any(word in str(error) for word in busy):
        return DatabaseLocked(
            f"数据库 {where} 正被别的进程占用；稍后再试，已存的内容不受影响",
            f"the database {where} is held by another process; try again, nothing is lost",
        )
    if disk_full(error):
        return DatabaseFull(
            f"磁盘已满，数据库 {where} 写不进去；请腾出空间后重新运行，已存的内容不受影响",
            f"the disk is full, the database {where} cannot be written; make room and run again, "
            "nothing that is kept is lost",
        )
    if "no such table" in text or "no such column" in text or "does not exist" in text:
        return _not_ready(where)
    return DatabaseUnreachable(
        f"数据库 {where} 不能使用（{text}）；请检查 DATABASE_URL、服务器和磁盘",
        f"the database {where} cannot be used ({text}); check DATABASE_URL, server and disk",
    )


def disk_full(error: BaseException) -> bool:
    """Whether `error` of a database says that its disk is full.

    Where SQLite finds no room for a file beside its own (journal, log, their index) it
    speaks of that file alone; then the disk is looked at.
    """
    text = str(error)
    if any(words in text for words in _FULL):
        return True
    return any(words in text for words in _OF_A_FILE) and _out_of_room()


_FULL = ("disk is full", "No space left on device", "Disk quota exceeded")
_OF_A_FILE = ("disk I/O error", "unable to open database file", "readonly database")


def _out_of_room() -> bool:
    """Whether the disk under a SQLite file is full."""
    current = connections.settings["default"] if settings.configured else {}
    if "sqlite" not in str(current.get("ENGINE", "")):
        return False
    try:
        return shutil.disk_usage(Path(current["NAME"]).parent).free < LEAST_ROOM
    except OSError:
        return False


def _use(wanted: dict[str, Any]) -> None:
    """Point Django's default connection at `wanted`, closing what this thread had open."""
    if settings.DATABASES.get("default") == wanted and not _differs(wanted):
        return
    connections.close_all()
    settings.DATABASES = {"default": wanted}
    connections.settings = connections.configure_settings({"default": dict(wanted)})
    if connections.all(initialized_only=True):
        del connections["default"]


def _differs(wanted: dict[str, Any]) -> bool:
    current = connections.settings["default"]
    return any(current.get(key) != value for key, value in wanted.items())


def _compare() -> None:
    """Raise where the tables are older or newer than the code."""
    executor = _executor()
    _refuse_newer(executor)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise _not_ready(_where())


def _executor() -> MigrationExecutor:
    connection.ensure_connection()
    return MigrationExecutor(connection)


def _refuse_newer(executor: MigrationExecutor) -> None:
    """Raise DatabaseNewer if a step was taken that this version does not know."""
    ours = {label for label, _ in executor.loader.disk_migrations}
    unknown = [
        key
        for key in executor.loader.applied_migrations
        if key[0] in ours and key not in executor.loader.disk_migrations
    ]
    # A squashed step is known by the steps it replaces.
    replaced = {key for m in executor.loader.disk_migrations.values() for key in m.replaces}
    newer = sorted(key for key in unknown if key not in replaced)
    if newer:
        names = ", ".join(f"{label}.{name}" for label, name in newer[:3])
        raise DatabaseNewer(
            f"数据库 {_where()} 由更新的版本建立（{names}）；请升级本程序，不要用旧版写入",
            f"the database {_where()} was made by a newer version ({names}); upgrade this program",
        )


def _not_ready(where: str) -> DatabaseNotReady:
    return DatabaseNotReady(
        f"数据库 {where} 还没有建表或表已过时；请先运行迁移（migrate）",
        f"the tables of the database {where} are missing or out of date; run the migration first",
    )


def _where() -> str:
    """The database for a person: file or host and name, never a password."""
    current = connections.settings["default"] if connections.settings else {}
    if "sqlite" in str(current.get("ENGINE", "")):
        return str(current.get("NAME"))
    host, port = current.get("HOST") or "localhost", current.get("PORT") or "5432"
    return f"postgresql://{host}:{port}/{current.get('NAME')}"


_MIGRATION_LOCK = 0x77616E67
"""The key of PostgreSQL's advisory lock while tables change ("wang")."""


@contextmanager
def _one_at_a_time(home: Home) -> Iterator[None]:
    """Hold the one right to change tables: a file lock for SQLite, else the server's."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [_MIGRATION_LOCK])
            try:
                yield
            finally:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [_MIGRATION_LOCK])
        return
    try:
        home.path.mkdir(parents=True, exist_ok=True)
        lock = (home.path / "migrate.lock").open("ab")
    except OSError as error:
        raise HomeFault(
            f"不能写主目录 {home.path}（{error.strerror}）",
            f"cannot write the home folder {home.path} ({error.strerror})",
            disk_full=no_room_left(error),
        ) from error
    with lock:
        # The kernel drops the lock with the process: kill -9 leaves nothing stale.
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
