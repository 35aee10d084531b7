"""Opening the database for the crawler's room. Before anything with models is imported."""

from leads.database import connect, prepare
from leads.home import Home

SETTINGS = "crawler.database"


def open_database(home: Home, *, settings_module: str = SETTINGS, update: bool = True) -> None:
    """Make this room's models usable in this process.

    With `update` the home folder is made and the tables are brought up to date
    first; without, older or newer tables are refused (leads.errors.DatabaseFault).
    `settings_module` is that of the room that runs: the desk has its own.
    """
    if update:
        prepare(home, settings_module=settings_module)
    else:
        connect(home, settings_module=settings_module)
