"""线索详情: one lead, with all that an officer needs to decide about it."""
