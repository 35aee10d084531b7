"""Django settings of the crawler's room: those of leads, and this room's tables."""

from leads.settings import *  # noqa: F403
from leads.settings import INSTALLED_APPS as BELOW

INSTALLED_APPS = [*BELOW, "crawler"]
