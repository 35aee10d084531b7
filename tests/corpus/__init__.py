"""A corpus of made-up pages with their labels: what `tools/score.py` measures the checks on."""
