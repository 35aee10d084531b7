"""The five tabs of 任务与专项."""

from collections.abc import Mapping

TABS: Mapping[str, str] = {
    "daily": "日常监测",
    "special": "专项行动",
    "asked": "业务机构提请",
    "evidence": "取证支持",
}
COMPLAINTS = "complaints"


def tabs(here: str) -> list[tuple[str, str, bool]]:
    """Address, name, and whether it is open; complaints have a list of their own."""
    shown = [(f"/tasks/?tab={name}", title, name == here) for name, title in TABS.items()]
    return [*shown, ("/complaints/", "12315来件", here == COMPLAINTS)]
