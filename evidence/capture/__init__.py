"""Capture 采集: a page as a browser shows it, with all that went over the wire for it."""
