"""The ledger's key 存证日志密钥 from the terminal: begin the ledger with it, and replace it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from desk.cli.key_rows import KeyRow
from desk.cli.language import language, say
from desk.cli.passphrase import ask_new_passphrase, ask_passphrase
from desk.cli.terminal import tell, warn
from leads.home import Home
from leads.office import load_office

if TYPE_CHECKING:
    from evidence.seal.ledger import Ledger


def make_ledger(home: Home, *, anew: bool) -> None:
    """Make the key and begin the ledger; say what to publish."""
    from leads.ledger_keys import begin_ledger
    from leads.seal_keys import enter_seal_keys

    office = load_office(home)
    with begin_ledger(home, office, ask_new_passphrase(), anew=anew) as ledger:
        tell(say(f"已开立存证日志：{ledger.origin}", f"begun the ledger: {ledger.origin}"))
        _tell_key(home, ledger)
    enter_seal_keys(home, office, "present")
    if not office.ledger.second_places:
        warn(
            say(
                "未设第二存放处（wangjian.toml 的 [ledger] second_places）："
                "日志末尾被截去时无从发现。",
                "no second place ([ledger] second_places in wangjian.toml): a ledger whose end "
                "is cut off would not be noticed.",
            )
        )


def rotate_ledger(home: Home) -> None:
    """Change the key: the old one signs over the change, the new one from then on."""
    from leads.ledger_keys import change_ledger_key

    office = load_office(home)
    present, fresh = ask_passphrase(), ask_new_passphrase()
    with change_ledger_key(home, office, present, fresh) as ledger:
        tell(
            say(
                "已更换日志密钥：更换已登记在日志中，由旧密钥签名；旧公钥请继续公布。",
                "changed the ledger's key: the change is entered and signed by the old one; "
                "keep publishing the old public key too.",
            )
        )
        _tell_key(home, ledger)


def ledger_rows(home: Home) -> Iterator[KeyRow]:
    """The public keys of the ledger, those that were replaced first."""
    from evidence.seal.keys import show_keys
    from evidence.seal.ledger_key import KEY_NAME

    for one in show_keys(home.seal_keys, home.ledger_keys):
        if one.use != "ledger":
            continue
        until = one.path.stem.partition(".until-")[2].partition("-")[0]
        yield KeyRow(
            use="ledger",
            holder=load_office(home).name,
            identity=one.identity,
            valid_to=f"{until[:4]}-{until[4:6]}-{until[6:]}" if until else "",
            note="" if one.present else say("已更换", "replaced"),
            present=one.present and (home.ledger_keys / KEY_NAME).exists(),
        )


def _tell_key(home: Home, ledger: "Ledger") -> None:
    from evidence.seal.ledger_key import PUBLIC_NAME

    key = ledger.trusted[-1]
    tell(say(f"日志公钥（Ed25519）：{key.hex}", f"the ledger's key (Ed25519): {key.hex}"))
    tell(
        say(
            f"请公布公钥文件 {home.ledger_keys / PUBLIC_NAME}，核验人凭它核对日志头和存证证明。",
            f"publish the public key {home.ledger_keys / PUBLIC_NAME}: by it others check "
            "heads and proofs of the ledger.",
        )
    )
    for fault in ledger.publish():
        warn(fault.diagnostics(language()))
