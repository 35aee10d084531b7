"""The lines for cron and systemd."""

import os
import shutil
import subprocess
from pathlib import Path

from crawler.schedule import crontab_line, systemd_units


def test_cron_runs_what_the_line_says(tmp_path: Path) -> None:
    home = tmp_path / "云南 50%'s home"
    (home / "log").mkdir(parents=True)
    program = tmp_path / "my program"
    program.write_text('#!/bin/sh\necho "$WANGJIAN_HOME|$1"\n')
    program.chmod(0o755)
    line = crontab_line(str(program), home)
    *times, command = line.split(" ", 5)
    assert times == ["*/15", "*", "*", "*", "*"]
    assert "%" not in command.replace(r"\%", ""), "cron takes a bare per cent sign for a new line"
    # What cron does with the rest of the line, crontab(5).
    subprocess.run(["/bin/sh", "-c", command.replace(r"\%", "%")], check=True, env={})
    assert (home / "log" / "patrol.log").read_text("utf-8") == f"{home}|patrol\n"


def test_systemd_takes_the_units(tmp_path: Path) -> None:
    units = systemd_units("/opt/wang jian/bin/wangjian", Path("/srv/网鉴 50%"), "wangjian", every=5)
    service, timer = units["wangjian-patrol.service"], units["wangjian-patrol.timer"]
    assert 'Environment="WANGJIAN_HOME=/srv/网鉴 50%%"' in service
    assert 'ExecStart="/opt/wang jian/bin/wangjian" patrol' in service
    assert "OnCalendar=*:0/5" in timer
    analyse = shutil.which("systemd-analyze")
    if analyse is not None:
        said = subprocess.run([analyse, "calendar", "*:0/5"], capture_output=True, text=True)
        assert said.returncode == 0, said.stderr


def test_the_passphrase_is_read_from_a_file_and_stands_in_no_line(tmp_path: Path) -> None:
    home, secret = tmp_path / "home", tmp_path / "my 50%'s secret"
    (home / "log").mkdir(parents=True)
    secret.write_text('四个 $HOME "词"\n', "utf-8")
    program = tmp_path / "my program"
    program.write_text('#!/bin/sh\nprintf "%s|%s" "$WANGJIAN_PASSPHRASE" "$1"\n')
    program.chmod(0o755)
    line = crontab_line(str(program), home, passphrase=secret)
    command = line.split(" ", 5)[5].replace(r"\%", "%")
    path = os.environ["PATH"]
    subprocess.run(["/bin/sh", "-c", command], check=True, env={"PATH": path})
    assert (home / "log" / "patrol.log").read_text("utf-8") == '四个 $HOME "词"|patrol'
    service = systemd_units(str(program), home, "wangjian", passphrase=secret)
    (start,) = (
        one for one in service["wangjian-patrol.service"].splitlines() if "ExecStart" in one
    )
    assert "$$(cat" in start and "四个" not in line + start and "50%%" in start
    quoted = start.removeprefix("ExecStart=/bin/sh -c ")
    plain = quoted[1:-1].replace('\\"', '"').replace("\\\\", "\\")
    told = subprocess.run(
        ["/bin/sh", "-c", plain.replace("$$", "$").replace("%%", "%")],
        check=True, env={"PATH": path}, capture_output=True, text=True,
    )  # fmt: skip
    assert told.stdout == '四个 $HOME "词"|patrol'
