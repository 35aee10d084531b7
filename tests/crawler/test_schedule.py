"""The lines for cron and systemd."""

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
