"""One file per supervision area of the order; found by being here."""
