"""One file per rule of meaning; found by being here. Each says AREA, UNIT and check(context)."""
