"""From what the spider saw to what the leads room files."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from crawler.addresses import site_key
from crawler.models import PageRow, SiteRun
from crawler.refusals import GONE_STATUSES, says_gone
from crawler.timetable import beijing_today
from crawler.visit import Conclusion, Visit
from evidence.archive.record import RecordRef
from keywords.keyword_list import KeywordList
from leads.facts import GoneFacts, LicenceFacts, VisitFacts
from leads.filing import Filed, Filing
from leads.home import Home
from leads.office import load_office
from leads.units import load_units

_LICENCE = "licence"


class LeadFiling:
    """Files for one site's run. Its methods are called inside the writer's transaction."""

    def __init__(self, home: Home, site: SiteRun, folder: Path) -> None:
        self._site = site
        self._folder = folder
        self._filing = Filing(load_units(home), load_office(home))
        self._host = site_key(site.url)
        self._lists = [KeywordList.model_validate(value) for value in site.run.lists]
        self._licence_list = next((each for each in self._lists if each.area == _LICENCE), None)

    def file(self, visit: Visit, at: datetime) -> Filed:
        """File a visit. A record that does not verify makes no lead, and is among the errors."""
        if visit.record is None:
            return Filed()
        if visit.inspection is None:
            gone = self._gone(visit, visit.record, at)
            return self._filing.file_visits([gone] if gone is not None else [])
        run = self._site.run
        facts = VisitFacts(
            run_id=run.id,
            campaign=run.title,
            draft=run.draft,
            site=self._host,
            shop_key=visit.shop or self._host,
            url=visit.final_url or visit.target.url,
            record=visit.record,
            archive_folder=self._folder,
            inspection=visit.inspection,
            seen_at=at,
            discovering_office=run.office,
            title=visit.title,
            shop_name=shop_name_of(visit.title) if visit.target.kind == "home" else "",
            goods=visit.title if (visit.read_as or visit.target.kind) == "product" else "",
            lists=self._lists,
        )
        return self._filing.file_visits([facts])

    def _gone(self, visit: Visit, record: RecordRef, at: datetime) -> GoneFacts | None:
        """What a visit says of a page that is no more; None where it says nothing of the kind."""
        target = visit.target
        if visit.outcome != "error" or not says_gone(visit.detail) or target.method != "GET":
            return None
        by_status = visit.status in GONE_STATUSES
        asked, final = str(target.extra.get("asked") or target.url), visit.final_url or target.url
        return GoneFacts(
            run_id=self._site.run.id,
            urls=tuple(dict.fromkeys([asked, final])),
            record=record,
            archive_folder=self._folder,
            seen_at=at,
            said=f"状态码 {visit.status}" if by_status else "按页面文字判断",
        )

    def conclude(self, conclusions: Sequence[Conclusion]) -> list[int]:
        """File what whole shops say about their licence; the ids of the leads it belongs to.

        Only where the campaign has a licence list: what no list names is not looked
        for. Raises RecordFault.
        """
        touched: list[int] = []
        for conclusion in conclusions if self._licence_list else ():
            assert self._licence_list is not None
            facts = self._licence_facts(conclusion, self._licence_list)
            if facts is not None:
                touched += [lead.pk for lead in self._filing.file_licence(facts)]
        return touched

    def _licence_facts(self, seen: Conclusion, agreed: KeywordList) -> LicenceFacts | None:
        if seen.licence is None or seen.record is None:
            return None
        run, now = self._site.run, datetime.now(UTC)
        looked = [{"url": str(e["url"]), "outcome": str(e["outcome"])} for e in seen.looked]
        records = [_ref(each["record"]) for each in seen.looked if each["record"]]
        return LicenceFacts(
            run_id=run.id,
            campaign=run.title,
            draft=run.draft,
            site=self._host,
            shop_key=seen.shop or self._host,
            url=seen.home_url,
            record=seen.record,
            archive_folder=self._folder,
            conclusion=seen.licence,
            seen_at=now,
            discovering_office=run.office,
            complete=bool(looked) and all(map(_conclusive, seen.looked)),
            coverage=looked,
            looked_records=records,
            operator=seen.operator,
            shop_name=self._shop_name(),
            list_id=agreed.id,
            list_version=agreed.version,
            list_digest=agreed.digest,
            basis=agreed.basis_on(beijing_today(now)),
        )

    def _shop_name(self) -> str:
        """What the shop's home page calls it, or ""."""
        pages = PageRow.objects.filter(site=self._site, kind="home", outcome="read")
        home = pages.exclude(title="").order_by("-id").first()
        return shop_name_of(home.title) if home is not None else ""


_NO_NAME = re.compile(
    r"(?:网站|店铺|商城)?(?:首页|主页|门户)|官网|官方网站|home(?:\s?page)?|index|welcome"
    r"|(?:全部|所有)?(?:商品|产品)(?:列表|中心)?|欢迎(?:您)?(?:光临|访问|来到)?",
    re.IGNORECASE,
)
"""What titles of home pages say beside the name: 首页 - 康源堂."""


def shop_name_of(title: str) -> str:
    """The shop's name out of its home page's title: what stands before the slogan."""
    parts = [
        one.strip()
        for one in re.split(r"\s*[|｜_—–·]\s*|\s+-\s+|--+", title.strip())
        if one.strip()
    ]
    named = (one for one in parts if not _NO_NAME.fullmatch(one))
    return next(named, title.strip())[:60]


def _conclusive(look: dict[str, object]) -> bool:
    """Whether a page was read, or is said not to exist (a dead link 链接失效 shows no licence)."""
    status = look.get("status") or 0
    return look["outcome"] == "read" or (
        look["outcome"] == "error" and isinstance(status, int) and 400 <= status < 500
    )


def _ref(value: RecordRef | dict[str, object]) -> RecordRef:
    return value if isinstance(value, RecordRef) else RecordRef.from_json(value)
