"""Page 1 in figures 一分钟摘要: who, when, where, which claim is which picture and file.

The cover 封面首页 is made of it, as a record, before the package is; so nothing here
depends on records, on manifests or on the seal.
"""

from collections.abc import Iterable
from typing import Any

from evidence.package.case_document import picture_path, utc
from evidence.package.casefile import Capture, CaseFile, Officer
from evidence.package.not_proved import NOT_PROVED, ON_PAGE_ONE


def page_one(case: CaseFile) -> dict[str, Any]:
    """The figures of page 1, as plain JSON values.

    `manner` is "automatic", "attended", "imported" or "mixed"; `present` who was
    there at attended captures (nobody, where all were automatic); `contrary` counts
    what speaks for the shop.
    """
    captures = case.captures
    return {
        "package": case.number,
        "case": case.case,
        "serial": case.serial,
        "office": case.office.name,
        "made_at": utc(case.made_at),
        "exported_by": [_officer(one) for one in case.exported_by],
        "manner": _manner(captures),
        "present": [_officer(one) for one in _present(captures)],
        "from": utc(min(one.started_at for one in captures)) if captures else None,
        "to": utc(max(one.ended_at for one in captures)) if captures else None,
        "where": [_where(one) for one in captures],
        "claims": [
            {
                "text": claim.text,
                "figure": number,
                "capture": claim.capture,
                "file": picture_path(case, claim),
                "sha256": case.artefact(claim).file.sha256,
                "sm3": case.artefact(claim).file.sm3,
            }
            for number, claim in enumerate(case.claims, 1)
        ],
        "alterations": _once(text for one in captures for text in one.alterations),
        "gaps": _once([*case.gaps, *(text for one in captures for text in one.gaps)]),
        "contrary": {
            "captures": [one.number for one in captures if one.bearing == "contrary"],
            "pages": sum(1 for one in case.pages if one.bearing == "contrary"),
            "findings": len(case.contrary),
        },
        "not_proved": [
            {"zh": NOT_PROVED[number][0], "en": NOT_PROVED[number][1]} for number in ON_PAGE_ONE
        ],
        "seal": "见 seal/ 及 VERIFY.txt",
    }


def _manner(captures: tuple[Capture, ...]) -> str:
    manners = {one.manner for one in captures}
    if len(manners) > 1:
        return "mixed"
    return manners.pop() if manners else "automatic"


def _present(captures: tuple[Capture, ...]) -> list[Officer]:
    return list(dict.fromkeys(officer for one in captures for officer in one.officers))


def _where(capture: Capture) -> dict[str, Any]:
    clock = capture.clock
    return {
        "capture": capture.number,
        "manner": capture.manner,
        "url_asked": capture.url_asked,
        "url_final": capture.url_final,
        "started_at": utc(capture.started_at),
        "offset_ms": None if clock is None else clock.offset_ms,
        "time_source": None if clock is None else clock.source,
        "after_decision": capture.after_decision,
    }


def _officer(officer: Officer) -> dict[str, str]:
    return {"name": officer.name, "number": officer.number}


def _once(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(texts))
