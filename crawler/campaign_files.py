"""Campaigns as files of an office: `<home>/campaigns/*.toml`, read all at once, written whole."""

import json
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from crawler.campaign import Campaign, load_campaign
from keywords.errors import FileFault
from keywords.toml_source import parse_toml
from keywords.whole_file import replace_file
from leads.beijing import day_of
from leads.home import Home


@dataclass(slots=True)
class CampaignFiles:
    """The campaigns that can be read, by id, with their files; what cannot is told."""

    campaigns: dict[str, tuple[Path, Campaign]] = field(default_factory=dict)
    faults: list[FileFault] = field(default_factory=list)


def campaign_files(home: Home) -> CampaignFiles:
    """All campaigns of the office. Where two files say the same id the first counts."""
    found = CampaignFiles()
    for path in sorted(home.campaigns.glob("*.toml")):
        try:
            campaign = load_campaign(path)
        except FileFault as error:
            found.faults.append(error)
            continue
        found.campaigns.setdefault(campaign.id, (path, campaign))
    return found


def write_campaign(home: Home, values: Mapping[str, Any], now: datetime) -> tuple[Path, Campaign]:
    """Write a campaign to a file of its own and read it back. Raises FileFault."""
    ident = f"{day_of(now):%Y%m%d}-{secrets.token_hex(3)}"
    path = home.campaigns / f"{ident}.toml"
    text = campaign_text(values)
    parse_toml(text.encode(), path, Campaign)
    replace_file(path, text.encode())
    return path, load_campaign(path)


def campaign_text(values: Mapping[str, Any]) -> str:
    """`values`, the keys of a campaign, as TOML. None and "" are left out; nested tables of
    one level come last."""
    plain = {k: v for k, v in values.items() if not isinstance(v, Mapping)}
    tables = {k: v for k, v in values.items() if isinstance(v, Mapping)}
    lines = [_line(k, v) for k, v in plain.items() if v is not None and v != ""]
    for name, table in tables.items():
        rows = [_line(k, v) for k, v in table.items() if v is not None and v != ""]
        if rows:
            lines += ["", f"[{name}]", *rows]
    return "\n".join(lines) + "\n"


def _line(key: str, value: Any) -> str:
    return f"{key} = {_value(value)}"


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        items = [_value(each) for each in value]
        if len(items) > 3:
            return "[\n" + "".join(f"    {item},\n" for item in items) + "]"
        return f"[{', '.join(items)}]"
    # A JSON text is a TOML one but for U+007F, which TOML wants out of sight.
    clean = re.sub(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]", "", str(value))
    return json.dumps(clean, ensure_ascii=False)
