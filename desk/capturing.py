"""What captures that an officer asks for have in common, at the terminal and at the desk."""

import secrets
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from leads.beijing import number_time

if TYPE_CHECKING:
    from evidence.capture.settings import CaptureSettings
    from evidence.network.reach import Reach
    from leads.home import Home
    from leads.office import Office


def how(home: "Home", office: "Office", allow: Sequence[str]) -> "tuple[CaptureSettings, Reach]":
    """What an office's captures have in common, and what they may reach."""
    from evidence.capture.settings import CaptureSettings
    from evidence.network.reach import Reach
    from evidence.seal.digests import sha256_label

    resolver = office.network.resolver
    config = sha256_label(home.office_file.read_bytes()) if home.office_file.is_file() else ""
    settings = CaptureSettings(
        info={
            "operator": f"{office.name} {office.contact}".strip(),
            "robots": "not asked for",
            **({"config-digest": config} if config else {}),
        },
        resolver=[resolver] if resolver else (),
        time_servers=office.network.time_servers,
        config_digest=config,
    )
    return settings, Reach(allow=[*office.network.allow, *allow], resolver=resolver or None)


def new_number() -> str:
    """A number for a capture: when it was begun (Beijing time), and six random digits."""
    return f"{number_time(datetime.now(UTC))}-{secrets.token_hex(3)}"
