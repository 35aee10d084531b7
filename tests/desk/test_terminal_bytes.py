"""Machine-readable lines reach a strict terminal whatever a file is called."""

import json
import os
import subprocess
import sys


def test_a_file_name_that_is_no_utf8_ends_no_run(tmp_path):
    body = "<!doctype html><meta charset=utf-8><title>茶</title><p>普洱茶</p>".encode()
    for name in (b"\xff\xfe.html", b"z.html"):
        (tmp_path / os.fsdecode(name)).write_bytes(body)
    command = [sys.executable, "-m", "desk.cli"]
    done = subprocess.run(
        [*command, "inspect", "--json", str(tmp_path)],
        capture_output=True,
        env=os.environ | {"PYTHONIOENCODING": "utf-8:strict"},
        check=False,
    )
    pages = [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()]
    assert [one["title"] for one in pages if one["kind"] == "page"] == ["茶", "茶"], done.stderr
