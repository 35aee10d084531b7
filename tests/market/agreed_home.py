"""An office's home in which every unit has agreed to the shipped lists."""

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from keywords.agreement import add_agreement, agreements_path, make_key, register_key, sign
from keywords.keyword_list import load_list, shipped_lists
from keywords.unit_keys import UnitKey
from leads.beijing import day_of
from leads.home import Home

ROOT = Path(__file__).resolve().parent.parent.parent
OFFICERS = (("李示例", "示例-0001"), ("王示例", "示例-0002"))


def agreed_home(path: Path, allow: Iterable[str]) -> Home:
    """Make the home: office, officers, unit keys, agreements to all shipped lists."""
    from datetime import UTC, datetime

    home = Home(path).make()
    officers = "".join(f'[[officers]]\nname = "{n}"\nnumber = "{no}"\n' for n, no in OFFICERS)
    home.office_file.write_text(
        'name = "示例市市场监督管理局"\ncode = "530100"\ncontact = "0871-00000000"\n'
        f"[network]\nallow = {json.dumps(list(allow))}\n{officers}",
        encoding="utf-8",
    )
    keys = {}
    for source in shipped_lists():
        agreed = load_list(source)
        (home.lists / source.name).write_bytes(source.read_bytes())
        for unit in agreed.units:
            if unit not in keys:
                keys[unit] = make_key(home.keys / f"{unit}.pem", "for the test alone")
                today = day_of(datetime.now(UTC))
                public = UnitKey(unit=unit, public_key=keys[unit].public_hex, valid_from=today)
                register_key(home.unit_keys_file, public)
            add_agreement(
                agreements_path(home.lists, agreed.id), sign(agreed, unit, "赵示例", keys[unit])
            )
    return home


def wangjian(
    home: Home, *arguments: str, environment: dict[str, str] | None = None, seconds: float = 600
) -> "subprocess.CompletedProcess[str]":
    """Run the command in `home` as cron would: no terminal."""
    given = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "WANGJIAN_LANG")}
    given |= {"WANGJIAN_HOME": str(home.path), "LANG": "C.UTF-8"} | (environment or {})
    return subprocess.run(
        [sys.executable, "-m", "desk.cli", *arguments],
        cwd=ROOT,
        env=given,
        text=True,
        capture_output=True,
        timeout=seconds,
        check=False,
    )
