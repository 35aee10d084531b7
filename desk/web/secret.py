"""The key that signs sessions, kept in the home's closed folder of keys."""

import os
import secrets

from leads.home import Home


def secret_key(home: Home) -> str:
    """The desk's key; made at its first start, readable for this account alone.

    Two processes that start together agree on the one that was written first.
    """
    file = home.keys / "desk.secret"
    try:
        return file.read_text("ascii")
    except FileNotFoundError:
        pass
    home.keys.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = file.with_name(f"desk.secret.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as out:
        out.write(secrets.token_urlsafe(48))
        out.flush()
        os.fsync(out.fileno())
    try:
        os.link(fresh, file)
    except FileExistsError:
        pass
    finally:
        fresh.unlink()
    return file.read_text("ascii")
