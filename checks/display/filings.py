"""Filing numbers and their links (备案标识): does the link say what the words say?

公网安备 numbers are copied from other sites: then the code in the link, the
province before the number or the host of the link do not fit. A missing filing
number is no licence matter.
"""

import re
from typing import Any

from checks.display.official_links import (
    host_of,
    is_miit_register,
    is_police_register,
    own_hosts,
    police_code_in,
)
from pages.page import Page

_DIGITS = re.compile(r"公网安备\D{0,4}(\d{8,20})")


def filing_faults(page: Page) -> list[dict[str, Any]]:
    """What does not fit, each with kind "filing", text, place and reason."""
    faults: list[dict[str, Any]] = []
    for link in page.links:
        words = f"{link.text}{link.image}"
        if "公网安备" in words:
            match = _DIGITS.search("".join(words.split()))
            shown, linked = match[1] if match else "", police_code_in(link.url)
            if shown and linked and shown != linked:
                faults.append(
                    _fault(words, link.url, f"公安备案号文字为{shown}，链接中为{linked}，两者不符")
                )
            elif _elsewhere(page, link.url) and not is_police_register(link.url):
                faults.append(_fault(words, link.url, "公安备案标识的链接指向备案系统以外的网站"))
        elif (
            "ICP备" in words.upper().replace(" ", "")
            and _elsewhere(page, link.url)
            and not is_miit_register(link.url)
        ):
            faults.append(_fault(words, link.url, "ICP备案标识的链接指向工信部备案系统以外的网站"))
    for code in page.codes:
        if code.kind == "police_filing" and code.valid is False and code.field != "hidden":
            why = "位数不对" if code.note == "length" else "省份简称与号码前两位不符"
            faults.append(_fault(code.raw, "", f"公安备案号“{code.raw}”{why}"))
        elif code.kind == "icp" and code.valid is False and code.field != "hidden":
            faults.append(_fault(code.raw, "", f"ICP备案号“{code.raw}”格式不对"))
    return faults


def _elsewhere(page: Page, url: str) -> bool:
    """Whether a link leaves the page's own site."""
    return host_of(url) not in own_hosts(page) | {""}


def _fault(text: str, url: str, reason: str) -> dict[str, Any]:
    return {
        "kind": "filing",
        "text": text.strip()[:80],
        "place": "footer",
        "url": url,
        "reason": reason,
    }
