"""What all pages of a shop say together of its licence, with the proof of where was looked.

"Not found" is the hardest word here: it is said only where the home page and
every page named for the licence were really read, or proved dead.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import unquote, urlsplit

from checks.display.holders import two_codes_of_one
from checks.display.judged_names import judged_by_names
from checks.display.permits import permit_name, trades_without_permit
from checks.display.strangers import have_no_house_in_common
from checks.finding import LicenceReading, LicenceState

Look = Mapping[str, Any]
"""A page that was asked for: "url", "outcome" (a word of crawler.visit.Outcome), "record", and
"status" where the server answered."""

_ORDER: tuple[LicenceState, ...] = (
    "mismatch",
    "shown",
    "exempt",
    "invalid",
    "needs_human",
)
_OUTCOMES = {
    "blocked": "被网站拦截",
    "captcha": "要求验证码",
    "login": "要求登录或者下载应用",
    "unreachable": "连接失败",
    "refused": "未获准访问",
    "robots": "robots.txt 不允许",
}


def conclude(
    readings: Sequence[tuple[str, LicenceReading]], looked: Sequence[Look]
) -> LicenceReading:
    """The verdict over a whole shop: `readings` are (address, reading) of the pages read,
    `looked` all pages that were asked for, the home page first."""
    best = _best(readings)
    if best is None:
        concluded = _absence(readings, looked)
    else:
        url, reading = best
        concluded = LicenceReading(
            reading.state, _kept_issues(readings, reading), reason=f"{reading.reason}（{url}）"
        )
    across = _codes_across(readings) or two_codes_of_one(
        proof for _, reading in readings for proof in reading.proof
    )
    if concluded.state == "shown" and across:
        concluded.state, concluded.reason = "mismatch", across
    if concluded.state == "shown" and (gone := _struck_off(readings)) is not None:
        concluded.state, concluded.reason = "invalid", f"{gone[1].reason}（{gone[0]}）"
        concluded.issues.append("deregistered")
    if concluded.state == "shown" and best is not None and not _is_prominent(best[0], readings):
        concluded.issues.append("not_prominent")
        concluded.reason += "；首页没有证照信息，也没有写明证照的链接"
    every = [proof for _, reading in readings for proof in reading.proof]
    if concluded.state == "shown":
        _judge_names(concluded, readings, every)
    missing = trades_without_permit(every)
    if missing:
        concluded.issues.append("permit_missing")
        needed = "；".join(f"{trade}需{permit_name(trade)}" for trade in missing)
        concluded.reason += f"；未见许可（{needed}）"
    concluded.proof = [
        {**proof, "page": url} for url, reading in readings for proof in reading.proof
    ][:200]
    concluded.second_pages = list(
        dict.fromkeys(page for _, reading in readings for page in reading.second_pages)
    )
    concluded.issues = list(dict.fromkeys(concluded.issues))
    return concluded


def _judge_names(
    concluded: LicenceReading,
    readings: Sequence[tuple[str, LicenceReading]],
    every: Sequence[Mapping[str, Any]],
) -> None:
    why, state = judged_by_names(every)
    if state == "shown" and (two := _two_holders(readings)):
        why, state = two, "mismatch"
    if state != "shown" or (why and "name_differs" not in concluded.issues):
        concluded.issues.append("name_differs")
        concluded.reason += f"；{why}"
    concluded.state = state


def _best(
    readings: Sequence[tuple[str, LicenceReading]],
) -> tuple[str, LicenceReading] | None:
    """The reading that decides: by state, then the one with the fewest issues."""
    for state in _ORDER:
        having = [pair for pair in readings if pair[1].state == state]
        if having:
            return min(having, key=lambda pair: len(pair[1].issues))
    return None


def _struck_off(
    readings: Sequence[tuple[str, LicenceReading]],
) -> tuple[str, LicenceReading] | None:
    """The page that prints of the shop's one code that its holder is no more."""
    codes = {
        proof["text"] for _, one in readings for proof in one.proof if proof.get("kind") == "uscc"
    }
    told = (pair for pair in readings if "deregistered" in pair[1].issues)
    return next(told, None) if len(codes) == 1 else None


_SHOP_WIDE = ("filing_mismatch", "exemption_doubtful", "statement_altered")


def _kept_issues(readings: Sequence[tuple[str, LicenceReading]], best: LicenceReading) -> list[str]:
    """Issues of the deciding page, and those of other pages that concern the whole shop."""
    issues = [issue for issue in best.issues if issue != "permit_missing"]
    for _, reading in readings:
        issues.extend(issue for issue in reading.issues if issue in _SHOP_WIDE[:1])
    return issues


def _absence(
    readings: Sequence[tuple[str, LicenceReading]], looked: Sequence[Look]
) -> LicenceReading:
    """No page shows anything: not found, or not known."""
    none = {_plain(url) for url, reading in readings[1:] if _is_no_page(reading)}
    outcome = {
        str(look["url"]): "error" if _plain(str(look["url"])) in none else str(look["outcome"])
        for look in looked
    }
    issues = [
        issue for _, reading in readings for issue in reading.issues if issue != "permit_missing"
    ]
    if not looked or str(looked[0]["outcome"]) != "read" or not readings:
        why = _OUTCOMES.get(str(looked[0]["outcome"]), "没有读到") if looked else "没有读到"
        return LicenceReading("could_not_check", issues, reason=f"首页{why}")
    named = {
        str(proof["url"]): str(proof.get("text", ""))
        for _, reading in readings
        for proof in reading.proof
        if proof.get("kind") == "link"
    }
    unread = [look for look in looked if not _settled(look)]
    if unread:
        first = unread[0]
        why = _OUTCOMES.get(str(first["outcome"]), "没有读到")
        return LicenceReading(
            "could_not_check", issues, reason=f"可能公示证照的页面{why}：{first['url']}"
        )
    never = [url for url in named if _asked(url, outcome) is None]
    # A page that redirects was looked at under another address; so the count decides.
    if never and len(outcome) - 1 < len(named):
        return LicenceReading("could_not_check", issues, reason=f"证照链接没有查看：{never[0]}")
    dead = [url for url in named if _asked(url, outcome) == "error"]
    pages = "、".join(list(outcome)[:6])
    reason = (
        f"首页和可能公示证照的{len(outcome)}个页面都没有证照信息、官方链接或者免登记声明（{pages}）"
    )
    if dead:
        issues.append("dead_link")
        reason = f"“{named[dead[0]][:20]}”链接失效（{dead[0]}）；{reason}"
    walls = [(url, one) for url, one in readings if _is_unread(one)]
    if walls or _is_no_page(readings[0][1]):
        url, wall = walls[0] if walls else readings[0]
        return LicenceReading("could_not_check", issues, reason=f"{wall.reason}（{url}）")
    others = (one for _, one in readings if not _is_no_page(one))
    if not named and any(one.state == "could_not_check" for one in others):
        return LicenceReading("could_not_check", issues, reason="页面内容未能完整读到")
    return LicenceReading("not_found", issues, reason=reason)


def _is_no_page(reading: LicenceReading) -> bool:
    """Whether a page was read that says itself that there is no such page."""
    return any(proof.get("kind") == "no-page" for proof in reading.proof)


def _is_unread(reading: LicenceReading) -> bool:
    """Whether a wall or an unrun script stood where the page's content should."""
    return any(proof.get("kind") == "unread" for proof in reading.proof)


def _settled(look: Look) -> bool:
    """Whether the look is conclusive: the page was read, or the server says there is none.

    A server in trouble (5xx) says nothing of what the page shows on another day.
    """
    outcome = str(look["outcome"])
    if outcome == "error":
        return int(look.get("status") or 404) < 500
    return outcome in ("read", "skipped")


def _asked(url: str, outcome: Mapping[str, str]) -> str | None:
    """What came of an address, however it was written."""
    plain = {_plain(key): value for key, value in outcome.items()}
    return outcome.get(url) or plain.get(_plain(url))


def _plain(url: str) -> str:
    """An address without what makes no other page of it: encoding, order of parameters, anchor."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    route = f"#{parts.fragment}" if parts.fragment.startswith("/") else ""
    query = "&".join(sorted(parts.query.split("&")))
    return unquote(f"{parts.netloc.lower()}{parts.path.rstrip('/')}?{query}{route}")


def _codes_across(readings: Sequence[tuple[str, LicenceReading]]) -> str:
    """The reason of a mismatch between a code printed on one page and a link on another, or ""."""
    printed: dict[str, str] = {}
    linked: dict[str, str] = {}
    for url, reading in readings:
        for proof in reading.proof:
            if proof.get("kind") == "uscc":
                printed.setdefault(str(proof["text"]), url)
            elif proof.get("kind") == "zzlz" and proof.get("sound") and proof.get("text"):
                linked.setdefault(str(proof["text"]), url)
    if not printed or not linked or printed.keys() & linked.keys():
        return ""
    code, page = next(iter(printed.items()))
    other, elsewhere = next(iter(linked.items()))
    return f"文字代码{code}（{page}）与电子营业执照链接中的{other}（{elsewhere}）不是同一主体"


def _two_holders(readings: Sequence[tuple[str, LicenceReading]]) -> str:
    """Why the page that the home page names for its licence shows another's: each has one code,
    under the names of two operators with no 字号 in common; "" where either gives a reason. The
    home page's own code at the foot of every page is not counted again."""
    told: list[tuple[str, str, str]] = []
    for url, reading in readings:
        if any(proof.get("kind") == "by-right" for proof in reading.proof):
            return ""
        known = {code for _, code, _ in told}
        held = {(code, name) for code, name in _holders(reading) if code not in known}
        if len(held) == 1 and _is_prominent(url, readings):
            told += [(url, *one) for one in held]
    if len(told) != 2 or told[0][0] != readings[0][0] or told[0][1] == told[1][1]:
        return ""
    (_, code, name), (page, other, another) = told
    if not have_no_house_in_common(name, another):
        return ""
    return (
        f"首页公示的是“{name}”（{code}），证照页公示的是“{another}”（{other}，{page}），"
        "两者不是同一主体"
    )


def _holders(reading: LicenceReading) -> Iterator[tuple[str, str]]:
    """(code, the name it stands under) of a page; a code without a name stands under the only name
    of a licence that the page tells."""
    held = {
        str(proof["text"]): str(proof.get("holder") or "")
        for proof in reading.proof
        if proof.get("kind") == "uscc"
    }
    names = {str(proof["text"]) for proof in reading.proof if proof.get("kind") == "licence-name"}
    spare = names - set(held.values())
    for code, holder in held.items():
        name = holder or (next(iter(spare)) if len(spare) == 1 else "")
        if name:
            yield code, name


def _is_prominent(url: str, readings: Sequence[tuple[str, LicenceReading]]) -> bool:
    """Whether the page that shows the licence is the home page or one that its link names."""
    home_url, home = readings[0]
    if _plain(url) == _plain(home_url):
        return True
    named = [str(proof["url"]) for proof in home.proof if proof.get("kind") in ("link", "zzlz")]
    return any(_plain(link) == _plain(url) for link in named)
