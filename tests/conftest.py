"""What all tests share: Django's settings, before any room's tests choose narrower ones."""

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# How fast an example is made or run on a busy machine says nothing of the program.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")

# The settings of the highest room with models hold the tables of all below it.
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "desk.settings")


_MEMORY = Path("/dev/shm")
_ROOM = 4 << 30
"""Bytes that must be free there: a whole run writes less than one GiB."""


def pytest_configure(config: pytest.Config) -> None:
    """What tests write goes to memory where there is room: each file of the archive is synced
    some thirty times, which on a disk is most of what such a test waits for. No test can tell
    the difference: a process that is killed loses nothing on either. `--basetemp` and
    PYTEST_DEBUG_TEMPROOT go before."""
    chosen = config.option.basetemp or os.environ.get("PYTEST_DEBUG_TEMPROOT")
    if chosen or not _MEMORY.is_dir() or not os.access(_MEMORY, os.W_OK):
        return
    runs_programs = not os.statvfs(_MEMORY).f_flag & os.ST_NOEXEC
    if runs_programs and shutil.disk_usage(_MEMORY).free > _ROOM:
        os.environ["PYTEST_DEBUG_TEMPROOT"] = str(_MEMORY)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files that take minutes begin first: a few processes share the files, and one that begins
    a whole crawl when all else is done keeps the others waiting."""
    items.sort(key=lambda item: item.get_closest_marker("heavy") is None)
