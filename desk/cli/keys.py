"""`wangjian keys`: the signing keys of units, for agreements 会签."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from desk.cli.language import say
from desk.cli.terminal import table, tell
from keywords.agreement import load_unit_keys, make_key, register_key
from keywords.errors import KeyFault
from keywords.signing_key import passphrase_of_environment
from keywords.unit_keys import UnitKey, end_key
from leads.home import Home
from leads.units import load_units

app = typer.Typer(
    no_args_is_help=True,
    help=say("各机构会签用的密钥：生成、查看、更换。", "Keys of units: make, show, rotate."),
)

UnitOption = Annotated[
    str, typer.Option("--unit", help=say("机构（编号或名称）", "the unit, by id or name"))
]


def key_path(home: Home, unit: str) -> Path:
    """The private key that a unit signs with at present."""
    return home.keys / f"{unit}.pem"


def ask_passphrase(*, confirm: bool = False) -> str:
    """The passphrase from WANGJIAN_PASSPHRASE, or typed in."""
    given = passphrase_of_environment()
    if given:
        return given
    typed: str = typer.prompt(
        say("密钥口令", "Passphrase"), hide_input=True, confirmation_prompt=confirm, err=True
    )
    return typed


@app.command(help=say("为一个机构生成密钥并登记公钥。", "Make a unit's key and register it."))
def make(unit: UnitOption) -> None:
    """Make a key file, readable by this account alone, and register its public half."""
    home = Home.from_env().make()
    chosen = load_units(home).find(unit)
    path = key_path(home, chosen.id)
    if path.exists():
        raise KeyFault(
            f"{path}: 密钥已存在；要更换请用 wangjian keys rotate --unit {chosen.id}",
            f"{path}: the key exists; to replace it: wangjian keys rotate --unit {chosen.id}",
        )
    _make(home, chosen.id, path)


def _make(home: Home, unit: str, path: Path) -> None:
    key = make_key(path, ask_passphrase(confirm=True))
    register_key(
        home.unit_keys_file,
        UnitKey(unit=unit, public_key=key.public_hex, valid_from=date.today()),  # noqa: DTZ011
    )
    tell(say(f"已生成：{path}", f"made: {path}"))
    tell(say(f"公钥已登记：{home.unit_keys_file}", f"registered: {home.unit_keys_file}"))
    tell(say(f"公钥指纹：{key.public_hex}", f"public key: {key.public_hex}"))


@app.command(help=say("列出登记的公钥。", "List the registered public keys."))
def show() -> None:
    """Unit, public key, days of validity, and whether its private key lies here."""
    home = Home.from_env()
    units = load_units(home)
    rows = [
        (
            units.title(key.unit),
            key.public_key,
            key.valid_from,
            (key.withdrawn and say(f"已撤销 {key.withdrawn}", f"withdrawn {key.withdrawn}"))
            or key.valid_to
            or "",
            say("有", "yes") if key_path(home, key.unit).exists() and not key.valid_to else "",
        )
        for key in load_unit_keys(home.unit_keys_file).keys
    ]
    headers = say("机构|公钥|启用|截止|私钥在此", "unit|public key|from|until|private key here")
    table(headers.split("|"), rows)


@app.command(help=say("更换密钥；旧签名仍然有效。", "Replace a key; old signatures stay valid."))
def rotate(unit: UnitOption) -> None:
    """End the present key today, keep its file under another name, and make a new one."""
    home = Home.from_env().make()
    chosen = load_units(home).find(unit)
    path = key_path(home, chosen.id)
    if not path.exists():
        raise KeyFault(
            f"{path}: 还没有密钥；请先 wangjian keys make --unit {chosen.id}",
            f"{path}: no key yet; first: wangjian keys make --unit {chosen.id}",
        )
    today = date.today()  # noqa: DTZ011  the office's own day
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
    _make(home, chosen.id, path)
