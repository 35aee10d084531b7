"""The case package 证据包: one file that a court's expert can check without us."""
