"""The name under which the isolated viewer is reached: never the desk's own.

Cookies know no ports, only names. An office sets `[desk] replay_host`; a desk used on this
machine alone takes the other one of `localhost` and `127.0.0.1`.
"""

from django.http import HttpRequest

from leads.office import DeskSettings

_OTHER = {"127.0.0.1": "localhost", "localhost": "127.0.0.1", "[::1]": "localhost"}


def viewer_host(request: HttpRequest, desk: DeskSettings) -> str:
    """host:port of the viewer for whoever uses the desk as `request` does; "" for none."""
    name, port = split_host(request.get_host())
    other = desk.replay_host.lower() or _OTHER.get(name, "")
    if not other or other == name:
        return ""
    return f"{other}:{port}" if port else other


def split_host(host: str) -> tuple[str, str]:
    """The name, in lower case, and the port ("" for none)."""
    if host.startswith("["):
        name, _, port = host.partition("]")
        return f"{name}]".lower(), port.removeprefix(":")
    name, _, port = host.partition(":")
    return name.lower(), port
