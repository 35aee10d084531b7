"""Keyword lists as officers send them in, and keys of units."""

from datetime import UTC, datetime
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile

from keywords.agreement import make_key, register_key
from keywords.keyword_list import KeywordList
from keywords.toml_list import list_text
from keywords.unit_keys import UnitKey
from keywords.workbook import write_workbook
from leads.beijing import day_of
from leads.home import Home

PASSPHRASE = "baoshan-ceshi-口令"


def drafted(
    version: str = "4",
    words: tuple[str, ...] = ("治疗高血压", "国家级"),
    units: tuple[str, ...] = ("advertising", "trademark"),
) -> KeywordList:
    """A small list of advertising."""
    terms = [
        {"text": word, "strength": "strong", "search": True, "excludes_before": ["不能"]}
        for word in words
    ]
    law = {
        "key": "law",
        "law": "中华人民共和国广告法（2021年修正）",
        "article": "第九条",
        "valid_from": "2021-04-29",
    }
    return KeywordList(
        id="food_ads",
        title="食品广告用语",
        area="advertising",
        version=version,
        units=units,
        signs=("普通食品宣传治病",),
        basis=[law],
        terms=terms,
    )  # type: ignore[arg-type]


def toml_file(one: KeywordList, name: str = "食品广告.toml") -> SimpleUploadedFile:
    """The list as an uploaded TOML file."""
    return SimpleUploadedFile(name, list_text(one).encode())


def workbook_file(one: KeywordList, folder: Path, **changed: str) -> SimpleUploadedFile:
    """The list as an uploaded workbook; `changed` are cells of 词条 by their place ("B2")."""
    import openpyxl

    path = folder / "list.xlsx"
    path.unlink(missing_ok=True)
    write_workbook(one, path)
    book = openpyxl.load_workbook(path)
    for place, text in changed.items():
        book["词条"][place] = text
    book.save(path)
    return SimpleUploadedFile("食品广告.xlsx", path.read_bytes())


def unit_key(home: Home, unit: str) -> None:
    """Make the unit's key and register it."""
    key = make_key(home.keys / f"{unit}.pem", PASSPHRASE)
    today = day_of(datetime.now(UTC))
    register_key(
        home.unit_keys_file, UnitKey(unit=unit, public_key=key.public_hex, valid_from=today)
    )
