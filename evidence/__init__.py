"""证据: recording client, address guard, WARC archive, strict reading, verify. Floor 0."""
