"""What the crawler tells of a page or a shop when it files it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from checks.finding import Inspection, LicenceReading, OperatorSigns
from evidence.archive.record import RecordRef
from keywords.keyword_list import KeywordList


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitFacts:
    """One page that was read and checked.

    `site` and `shop_key` name the shop, `url` the page. `record` is the archived
    response in `archive_folder`; `seen_at` when it was fetched (UTC).
    `discovering_office` is the six-digit code of the office whose campaign this
    is; `draft` whether any list used is not agreed. `goods` are the goods as the
    page names them, "" where unknown. `lists` are those the page was checked with, None for all:
    what no list of them could have found is not gone.
    """

    run_id: str
    campaign: str
    draft: bool
    site: str
    shop_key: str
    url: str
    record: RecordRef
    archive_folder: Path
    inspection: Inspection
    seen_at: datetime
    discovering_office: str
    title: str = ""
    shop_name: str = ""
    goods: str = ""
    lists: Sequence[KeywordList] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenceFacts:
    """What the pages of a whole shop say about its licence 亮照, after all were read.

    `url` and `record` are those of the home page. `coverage` lists where we
    looked, as JSON objects with at least `url` and `outcome`; `looked_records`
    are the archived pages among them: each must verify. `complete` says that the
    home page and every second page were really read: without it nothing is ever
    called missing. List fields and `basis` come from the licence list in force.
    """

    run_id: str
    campaign: str
    draft: bool
    site: str
    shop_key: str
    url: str
    record: RecordRef
    archive_folder: Path
    conclusion: LicenceReading
    seen_at: datetime
    discovering_office: str
    complete: bool
    coverage: Sequence[Mapping[str, Any]] = ()
    looked_records: Sequence[RecordRef] = ()
    operator: OperatorSigns = field(default_factory=OperatorSigns)
    title: str = ""
    shop_name: str = ""
    list_id: str = ""
    list_version: str = ""
    list_digest: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoneFacts:
    """A page that the shop says is no more: 404, 410, or a page that says so in words.

    `urls` are the address asked for and the one that answered, where they differ; `said` tells
    in Chinese how it was said. `record` is that answer in `archive_folder`. What keeps us out
    (403, a login) or fails (5xx) is none of these.
    """

    run_id: str
    urls: tuple[str, ...]
    record: RecordRef
    archive_folder: Path
    seen_at: datetime
    said: str

    @property
    def url(self) -> str:
        """The address that answered."""
        return self.urls[-1]


Facts = VisitFacts | LicenceFacts
