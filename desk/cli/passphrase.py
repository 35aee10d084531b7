"""The passphrase of a key: from WANGJIAN_PASSPHRASE, or typed in; never shown, never kept."""

import typer

from desk.cli.language import say
from keywords.signing_key import passphrase_of_environment


def ask_passphrase() -> str:
    """The passphrase from WANGJIAN_PASSPHRASE, or typed in."""
    return _asked(say("密钥口令", "Passphrase"), confirm=False)


def ask_new_passphrase() -> str:
    """A passphrase for a key that is to be made, typed twice. Raises KeyFault "passphrase".

    It is judged before anything is made or put aside.
    """
    from evidence.errors import KeyFault
    from evidence.seal.private_key import SHORTEST_PASSPHRASE

    given = _asked(say("新密钥口令", "Passphrase of the new key"), confirm=True)
    if len(given) < SHORTEST_PASSPHRASE:
        raise KeyFault(
            "passphrase",
            f"口令太短：至少 {SHORTEST_PASSPHRASE} 个字符",
            f"the passphrase is too short: at least {SHORTEST_PASSPHRASE} characters",
        )
    return given


def _asked(what: str, *, confirm: bool) -> str:
    given = passphrase_of_environment()
    if given:
        return given
    typed: str = typer.prompt(what, hide_input=True, confirmation_prompt=confirm, err=True)
    return typed
