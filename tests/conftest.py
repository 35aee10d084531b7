"""What all tests share: Django's settings, before any room's tests choose narrower ones."""

import os

# The settings of the highest room with models hold the tables of all below it.
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "desk.settings")
