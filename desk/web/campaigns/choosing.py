"""Which lists a campaign may name: those in use by their id, drafts by their file."""

import os
from collections.abc import Iterable
from pathlib import Path

from leads.home import Home
from leads.list_shelf import Shelf, State, Version


def list_name(version: Version, home: Home) -> str:
    """What a campaign's file calls a version: relative to the folder of campaigns."""
    if version.chosen:
        return version.list.id
    return os.path.relpath(version.path, home.campaigns)


def list_choices(on_shelf: Shelf, home: Home) -> list[tuple[str, str]]:
    """The versions that can be picked, with how far each is agreed."""
    return [
        (list_name(one, home), f"{one.list.title}第{one.list.version}版（{one.words}）")
        for one in on_shelf.versions
        if one.state is not State.RETIRED
    ]


def versions_of(names: Iterable[str], on_shelf: Shelf, home: Home) -> list[Version]:
    """The versions that a campaign's lists name, as far as they stand on the shelf."""
    by_path = {one.path.resolve(): one for one in on_shelf.versions}
    found = []
    for name in names:
        version = next((one for one in on_shelf.of(name) if one.chosen), None)
        if version is None:
            version = by_path.get((home.campaigns / Path(name)).resolve())
        if version is not None:
            found.append(version)
    return found
