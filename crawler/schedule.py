"""What to enter in the system's timer so that patrols run by themselves."""

import shlex
from pathlib import Path

_EVERY = 15
"""Minutes between two looks at what is due. A patrol with nothing due ends at once."""


def crontab_line(
    command: str, home: Path, every: int = _EVERY, *, passphrase: Path | None = None
) -> str:
    """The crontab line that looks every `every` minutes (1 to 59) what is due.

    `command` is the absolute path of the program, `passphrase` the file that holds the
    passphrase of the ledger's key: it stands neither in the line nor in a list of processes.
    A per cent sign is a newline to cron and is escaped.
    """
    log = home / "log" / "patrol.log"
    parts = f"WANGJIAN_HOME={shlex.quote(str(home))} {_read(passphrase)}"
    parts += f"{shlex.quote(command)} patrol"
    line = f"*/{every} * * * * {parts} >> {shlex.quote(str(log))} 2>&1"
    return line.replace("%", r"\%")


def _read(passphrase: Path | None) -> str:
    """What a shell reads the passphrase with, before a command."""
    if passphrase is None:
        return ""
    return f'WANGJIAN_PASSPHRASE="$(cat {shlex.quote(str(passphrase))})" '


def systemd_units(
    command: str, home: Path, user: str, every: int = _EVERY, *, passphrase: Path | None = None
) -> dict[str, str]:
    """The systemd service and timer, by file name.

    Codes that are no failure of the patrol itself (interrupted, another one under
    way, sites that block or are gone) do not mark the unit as failed.
    """
    start = f"{_systemd(command)} patrol"
    if passphrase is not None:
        line = f"{_read(passphrase)}exec {shlex.quote(command)} patrol"
        start = f"/bin/sh -c {_systemd(line).replace('$', '$$')}"
    service = f"""[Unit]
Description=wangjian patrol (网鉴巡查)
After=network-online.target
Wants=network-online.target

[Service]
Type=oneshot
User={user}
Environment={_systemd(f"WANGJIAN_HOME={home}")}
ExecStart={start}
SuccessExitStatus=3 4 7 8 12
KillSignal=SIGTERM
KillMode=mixed
TimeoutStopSec=60
"""
    timer = f"""[Unit]
Description=wangjian patrol every {every} minutes

[Timer]
OnCalendar=*:0/{every}
Persistent=true

[Install]
WantedBy=timers.target
"""
    return {"wangjian-patrol.service": service, "wangjian-patrol.timer": timer}


def _systemd(text: str) -> str:
    """Quoted as systemd.syntax(7) wants; per cent signs are its specifiers."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    return f'"{escaped}"'
