"""The records, one file each: its facts, and the form that they fill."""
