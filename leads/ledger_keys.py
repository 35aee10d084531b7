"""The ledger's key 存证日志密钥: beginning a ledger with it, and changing it.

Both take two steps, a key on the disk and an entry in the ledger. Whoever was
stopped between them calls the same again, and it goes on from there.
"""

from pathlib import Path

from evidence.errors import KeyFault
from evidence.seal.ledger import Ledger
from evidence.seal.ledger_audit import audit
from evidence.seal.ledger_key import (
    KEY_NAME,
    LedgerKey,
    LedgerPublicKey,
    ledger_public_keys,
    make_ledger_key,
    open_ledger_key,
    rotate_ledger_key,
)
from evidence.seal.private_key import ED25519, open_private_key
from evidence.seal.retired import served
from leads.home import Home
from leads.ledger_book import ledger_begun, second_places
from leads.office import Office


def begin_ledger(home: Home, office: Office, passphrase: str, *, anew: bool = False) -> Ledger:
    """Make the key where there is none, begin the ledger with it, and sign its first head.

    The ledger is named after the office's code. `anew` where an earlier one of this
    office is known at a second place and is lost. Raises KeyFault "exists" where there
    is a ledger, LedgerFault as Ledger.create does. Publish it, and close it.
    """
    if ledger_begun(home):
        raise KeyFault(
            "exists",
            f"{home.ledger}：存证日志已开立；更换密钥请用 wangjian keys rotate --ledger",
            f"{home.ledger}: the ledger was begun; to change its key: "
            "wangjian keys rotate --ledger",
        )
    folder = home.ledger_keys
    made = (folder / KEY_NAME).exists()
    key = open_ledger_key(folder, passphrase) if made else make_ledger_key(folder, passphrase)
    places = second_places(home, office)
    name = f"wangjian/{office.code}"
    ledger = Ledger.create(home.ledger, name, key, second_places=places, anew=anew)
    try:
        ledger.sign_head()
    except BaseException:
        ledger.close()
        raise
    return ledger


def change_ledger_key(home: Home, office: Office, passphrase: str, fresh: str) -> Ledger:
    """Make a new key with the passphrase `fresh`; it signs the ledger from here on.

    `passphrase` opens the key that signs until now; that signs over the change. A
    change that was begun and not finished is finished: the key made then is entered.
    Publish the ledger that is returned, and close it. Raises KeyFault, LedgerFault.
    """
    if not ledger_begun(home):
        raise KeyFault(
            "missing",
            f"{home.ledger}：还没有存证日志；请先用 wangjian keys make --ledger",
            f"{home.ledger}: no ledger yet; first: wangjian keys make --ledger",
        )
    folder, entered = home.ledger_keys, audit(home.ledger).keys
    present = _opened(folder / KEY_NAME, passphrase, fresh)
    waiting = present if present is not None and present.public not in entered else None
    signing = _retired(folder, passphrase, entered) if waiting or present is None else present
    ledger = Ledger.open(
        home.ledger,
        trusted=ledger_public_keys(folder),
        key=signing,
        second_places=second_places(home, office),
        absent_places=True,
    )
    try:
        if waiting is None:
            make = rotate_ledger_key if present is not None else make_ledger_key
            waiting = make(folder, fresh)
        ledger.change_key(waiting)
    except BaseException:
        ledger.close()
        raise
    return ledger


def _opened(path: Path, *passphrases: str) -> LedgerKey | None:
    """The key at `path` with the first passphrase that opens it, None where there is none."""
    if not path.exists():
        return None
    for passphrase in passphrases[:-1]:
        try:
            return LedgerKey(open_private_key(path, ED25519, passphrase))
        except KeyFault as fault:
            if fault.code != "passphrase":
                raise
    return LedgerKey(open_private_key(path, ED25519, passphrases[-1]))


def _retired(folder: Path, passphrase: str, entered: tuple[LedgerPublicKey, ...]) -> LedgerKey:
    """The key that signed before the change that was not finished."""
    for path in reversed(served(folder, KEY_NAME)):
        key = LedgerKey(open_private_key(path, ED25519, passphrase))
        if key.public in entered:
            return key
    raise KeyFault(
        "missing",
        f"{folder}：没有存证日志登记过的密钥；请从备份恢复",
        f"{folder}: none of the keys that were entered in the ledger; restore it from a backup",
    )
