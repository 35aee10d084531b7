"""What all tests share: Django's settings, before any room's tests choose narrower ones."""

import os

import pytest

# The settings of the highest room with models hold the tables of all below it.
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "desk.settings")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files that take minutes begin first: two processes share the files, and one that begins
    a whole crawl when all else is done keeps the other waiting."""
    items.sort(key=lambda item: item.get_closest_marker("heavy") is None)
