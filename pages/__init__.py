"""页面: bytes to Page: decoding, fields, links, codes, prices. Floor 1."""
