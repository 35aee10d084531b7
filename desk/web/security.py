"""Headers and refusals that hold for every answer of the desk (hostile.md B10).

Pages of the desk run no script but the desk's own file, load nothing from elsewhere, stand
in no frame, stay in no cache. A request that a page of another site causes is refused
before anything looks at it, whatever it carries.
"""

from collections.abc import Callable

from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from desk.web.errors import bare

Next = Callable[[HttpRequest], HttpResponseBase]

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; frame-src {frames}; "
    "frame-ancestors 'none'; base-uri 'none'; object-src 'none'; report-uri /csp-report/"
)

MOST_BODY = 32 << 20
"""Bytes of a request's body. Forms are parsed before anybody is known, so what is larger is
refused at once, but for recordings that somebody sends who signed in."""
UPLOADS = "/attended/import/"

_OWN = frozenset({"same-origin", "none"})
"""Values of Sec-Fetch-Site of requests that a person or a page of this desk makes."""


class SecurityHeaders:
    """Adds the headers. A view that set a policy of its own (replay) keeps it."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        frames = getattr(request, "frame_sources", "'none'")
        headers = {
            "Content-Security-Policy": POLICY.format(frames=frames),
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "DENY",
            "Referrer-Policy": "same-origin",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
        }
        for name, value in headers.items():
            response.headers.setdefault(name, value)
        if not request.path.startswith("/static/"):
            response.headers.setdefault("Cache-Control", "no-store")
        return response


class SameSiteOnly:
    """Refuses what another site causes: posts of every kind, and reads in frames or by scripts.

    A link in a mail may open a page (a navigation by GET); nothing else may come from
    another site. Browsers without Sec-Fetch-Site are held by Origin and the form's token.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        site = request.headers.get("Sec-Fetch-Site", "none")
        if site not in _OWN and not _plain_link(request):
            return bare(403)
        if _too_large(request):
            return bare(413)
        return self.get_response(request)


def _too_large(request: HttpRequest) -> bool:
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isascii() or not length.isdigit() or int(length[:18]) <= MOST_BODY:
        return False
    if request.path != UPLOADS or int(length[:18]) > MOST_BODY * 40:
        return True
    # The cookie alone says nothing: anybody can make one up.
    return request.session.get(SESSION_KEY) is None


def _plain_link(request: HttpRequest) -> bool:
    return (
        request.method in {"GET", "HEAD"}
        and request.headers.get("Sec-Fetch-Mode") == "navigate"
        and request.headers.get("Sec-Fetch-Dest") == "document"
    )
