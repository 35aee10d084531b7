"""One row for one key, whatever it is for: what `wangjian keys show` lists."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Literal

from desk.cli.language import say
from desk.cli.terminal import table, tell_raw


@dataclass(frozen=True, slots=True)
class KeyRow:
    """A key as it is shown; nothing of it is secret.

    `identity` is what is published: the certificate's SHA-256, or the public key.
    `present` says whether the private key lies here and signs now.
    """

    use: Literal["unit", "seal", "ledger"]
    holder: str
    identity: str
    valid_from: str = ""
    valid_to: str = ""
    test: bool = False
    note: str = ""
    present: bool = False


def list_keys(rows: Iterable[KeyRow], *, json_: bool) -> None:
    """A table of the rows, or one JSON object a line."""
    if json_:
        for row in rows:
            tell_raw(json.dumps(asdict(row), ensure_ascii=False))
        return
    headers = say(
        "用途|机构或持有人|指纹或公钥|启用|截止|备注|私钥在此",
        "use|unit or holder|fingerprint or public key|from|until|note|private key here",
    )
    table(headers.split("|"), map(_cells, rows))


def _cells(row: KeyRow) -> tuple[str, ...]:
    uses = {
        "unit": say("会签", "agreements"),
        "seal": say("固化签名", "seal"),
        "ledger": say("存证日志", "ledger"),
    }
    notes = [say("测试密钥", "test key")] if row.test else []
    return (
        uses[row.use],
        row.holder,
        row.identity,
        row.valid_from,
        row.valid_to,
        "；".join([*notes, *([row.note] if row.note else [])]),
        say("有", "yes") if row.present else "",
    )
