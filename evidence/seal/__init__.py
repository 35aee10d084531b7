"""Digests of evidence."""
