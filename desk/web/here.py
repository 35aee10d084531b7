"""Where the desk works: the home of its office, and the steps of a lead there."""

from functools import cache

from leads.home import Home
from leads.office import Office, load_office
from leads.stages import Stages
from leads.units import Units, load_units
from leads.working_days import Calendar, load_calendar


def home() -> Home:
    """The home folder that this process serves."""
    return Home.from_env()


def office() -> Office:
    """The office's own configuration, as it stands now. Raises FileFault."""
    return load_office(home())


def units() -> Units:
    """The table of units, read again when the office changed its file. Raises FileFault."""
    here = home()
    try:
        changed = here.units_file.stat().st_mtime_ns
    except FileNotFoundError:
        changed = 0
    return _units(here, changed)


@cache
def _units(here: Home, changed: int) -> Units:
    return load_units(here)


def calendar() -> Calendar:
    """The calendar of working days, read again when the office changed its file."""
    here = home()
    try:
        changed = here.holidays_file.stat().st_mtime_ns
    except FileNotFoundError:
        changed = 0
    return _calendar(here, changed)


@cache
def _calendar(here: Home, changed: int) -> Calendar:
    return load_calendar(here)


def stages() -> Stages:
    """The steps of a lead for this office. Raises FileFault."""
    return Stages.of(home())
