"""What was seen, as proof for an officer: each thing with its words and its place."""

from typing import Any

from checks.display.seen import Seen
from checks.display.statements import Statement


def proof_of(seen: Seen, statement: Statement | None) -> list[dict[str, Any]]:
    """The entries of `LicenceReading.proof`, codes first."""
    proof: list[dict[str, Any]] = []
    sorts = {
        "": seen.right,
        "-wrong": seen.wrong,
        "-hidden": seen.hidden,
        "-platform": seen.platform,
        "-others": seen.others,
        "-builder": seen.builders,
        "-maker": seen.makers,
        "-misread": seen.misread,
    }
    for suffix, codes in sorts.items():
        proof.extend(
            {"kind": f"{code.kind}{suffix}", "text": code.value, "raw": code.raw,
             "place": code.field, "start": code.start, "end": code.end, "note": code.note}
            for code in codes
        )  # fmt: skip
    proof.extend(
        {"kind": "zzlz", "text": link.uscc or "", "place": link.text, "url": link.url,
         "sound": link.sound}
        for link in seen.links
    )  # fmt: skip
    if statement is not None:
        kind = "statement" if statement.verbatim else "statement-altered"
        proof.append({"kind": kind, "text": statement.text, "place": statement.field,
                      "start": statement.start, "end": statement.end})  # fmt: skip
    proof.extend(
        {"kind": "image", "text": alt, "place": url} for url, alt in (*seen.pictures, *seen.unnamed)
    )
    links = {"link": seen.named, "outside-link": seen.outside, "fake-official-link": seen.fake,
             "dead-link": [*seen.dead, *seen.empty]}  # fmt: skip
    for kind, each in links.items():
        proof.extend(
            {"kind": kind, "text": link.text or link.image, "place": link.region, "url": link.url}
            for link in each
        )
    if seen.opener:
        proof.append({"kind": "opener", "text": seen.opener, "place": ""})
    return proof
