"""Keys of units, for agreements 会签: making, replacing and listing them."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from desk.cli.key_rows import KeyRow
from desk.cli.language import say
from desk.cli.passphrase import ask_new_passphrase
from desk.cli.terminal import tell
from keywords.agreement import load_unit_keys, make_key, register_key
from keywords.errors import KeyFault
from keywords.unit_keys import UnitKey, end_key
from leads.beijing import day_of
from leads.home import Home
from leads.units import load_units


def key_path(home: Home, unit: str) -> Path:
    """The private key that a unit signs with at present."""
    return home.keys / f"{unit}.pem"


def make_unit_key(home: Home, unit: str) -> None:
    """Make a key file, readable by this account alone, and register its public half."""
    chosen = load_units(home).find(unit)
    path = key_path(home, chosen.id)
    if path.exists():
        raise KeyFault(
            f"{path}: 密钥已存在；要更换请用 wangjian keys rotate --unit {chosen.id}",
            f"{path}: the key exists; to replace it: wangjian keys rotate --unit {chosen.id}",
        )
    _make(home, chosen.id, path, ask_new_passphrase())


def rotate_unit_key(home: Home, unit: str) -> None:
    """End the present key today, keep its file under another name, and make a new one."""
    chosen = load_units(home).find(unit)
    path = key_path(home, chosen.id)
    if not path.exists():
        raise KeyFault(
            f"{path}: 还没有密钥；请先 wangjian keys make --unit {chosen.id}",
            f"{path}: no key yet; first: wangjian keys make --unit {chosen.id}",
        )
    passphrase = ask_new_passphrase()
    today = day_of(datetime.now(UTC))
    ended = end_key(home.unit_keys_file, chosen.id, today)
    number = 1
    while (old := home.keys / f"{chosen.id}.until-{today:%Y%m%d}-{number}.pem").exists():
        number += 1
    path.rename(old)
    tell(
        say(
            f"旧密钥截止 {today}（{len(ended)} 把），文件改名为 {old.name}",
            f"old key ends {today} ({len(ended)}), kept as {old.name}",
        )
    )
    _make(home, chosen.id, path, passphrase)


def unit_rows(home: Home) -> Iterator[KeyRow]:
    """The registered public keys of the units."""
    units = load_units(home)
    for key in load_unit_keys(home.unit_keys_file).keys:
        withdrawn = key.withdrawn and say(f"已撤销 {key.withdrawn}", f"withdrawn {key.withdrawn}")
        yield KeyRow(
            use="unit",
            holder=units.title(key.unit),
            identity=key.public_key,
            valid_from=str(key.valid_from),
            valid_to=str(key.valid_to or ""),
            note=withdrawn or "",
            present=key_path(home, key.unit).exists() and not key.valid_to,
        )


def _make(home: Home, unit: str, path: Path, passphrase: str) -> None:
    key = make_key(path, passphrase)
    register_key(
        home.unit_keys_file,
        UnitKey(unit=unit, public_key=key.public_hex, valid_from=day_of(datetime.now(UTC))),
    )
    tell(say(f"已生成：{path}", f"made: {path}"))
    tell(say(f"公钥已登记：{home.unit_keys_file}", f"registered: {home.unit_keys_file}"))
    tell(say(f"公钥指纹：{key.public_hex}", f"public key: {key.public_hex}"))
