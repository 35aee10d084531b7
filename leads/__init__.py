"""线索: leads, operators, units, territory, routing, outbox (Django models). Floor 3."""
