"""Signing heads of the ledger 日志头 where its key can be opened: by WANGJIAN_PASSPHRASE."""

from datetime import datetime

from evidence.errors import KeyFault
from evidence.seal.ledger import HeadInterval
from evidence.seal.ledger_key import open_ledger_key
from evidence.seal.private_key import passphrase_of_environment
from leads.home import Home
from leads.ledger_book import opened_ledger
from leads.noting import Said
from leads.office import Office

_UNSIGNED = (
    "存证日志的新条目尚未签名：请在巡查的环境中设置 WANGJIAN_PASSPHRASE",
    "new entries of the ledger are under no signed head: set WANGJIAN_PASSPHRASE for the patrol",
)


def sign_due_head(
    home: Home, office: Office, interval: HeadInterval, *, now: datetime | None = None
) -> list[Said]:
    """Sign a head where one is due, and copy it to the second places; what could not be done.

    The key is opened only then. Raises LedgerFault, OSError.
    """
    with opened_ledger(home, office) as ledger:
        if ledger is None or not ledger.head_is_due(interval, now):
            return []
    passphrase = passphrase_of_environment()
    if passphrase is None:
        return [_UNSIGNED]
    try:
        open_ledger_key(home.ledger_keys, passphrase)
    except KeyFault as fault:
        # The passphrase may be a unit's, for its agreements.
        return [
            (f"{_UNSIGNED[0]}（{fault.zh}）", f"{_UNSIGNED[1]} ({fault.en})"),
        ]
    with opened_ledger(home, office, passphrase=passphrase) as ledger:
        assert ledger is not None
        ledger.sign_head(now=now)
        return [(fault.zh, fault.en) for fault in ledger.publish()]
