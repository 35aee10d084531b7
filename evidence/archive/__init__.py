"""WARC: write, keep, read strictly."""
