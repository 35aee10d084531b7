"""Pages for tests of filing: real records in a real archive, findings made by hand."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from checks.finding import Finding, Inspection, LicenceReading, OperatorSigns
from evidence.archive.archive import Archive
from evidence.archive.record import RecordRef
from evidence.network.exchange import RawExchange
from leads.filing import LicenceFacts, VisitFacts

DAY = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
AGREED = "sha256:" + "0" * 64


def finding(**changes: object) -> Finding:
    """A strong counterfeit finding, with `changes`."""
    plain = Finding(
        area="counterfeit",
        rule="counterfeit.strong-term",
        term="高仿",
        list_id="counterfeit",
        list_version="1",
        list_digest=AGREED,
        matched="高仿",
        field="title",
        start=2,
        end=4,
        snippet="某某高仿运动鞋",
        strength="strong",
        lead=True,
        reason="商品标题自称高仿",
        excuse="拒绝、鉴别高仿的说明不构成",
        basis="商标法第五十七条",
        unit="trademark",
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


@dataclass
class Shelf:
    """An archive being written, and facts of pages that lie in it."""

    folder: Path
    archive: Archive = field(init=False)

    def __post_init__(self) -> None:
        self.archive = Archive(self.folder, name="test", info={"operator": "test"}, floor_bytes=0)

    def record(self, url: str, body: bytes = b"<html>page</html>", at: datetime = DAY) -> RecordRef:
        """A page answered at `at`, written and synced."""
        head = f"HTTP/1.1 200 OK\r\nContent-Length: {len(body)}\r\n\r\n".encode()
        request = b"GET / HTTP/1.1\r\nHost: shop.test\r\n\r\n"
        raw = RawExchange(url, request, head + body, "203.0.113.9", 80, at)
        record = self.archive.append_exchange(raw)
        self.archive.sync()
        return record

    def visit(self, *findings: Finding, path: str = "/p/1", **changes: object) -> VisitFacts:
        """Facts of one page of the shop "shop" with `findings`; its record is fresh."""
        url = f"https://shop.test{path}"
        at = changes.get("seen_at", DAY)
        assert isinstance(at, datetime)
        plain = VisitFacts(
            run_id="run-1",
            campaign="日常监测",
            draft=False,
            site="shop.test",
            shop_key="shop.test",
            url=url,
            record=self.record(url, at=at),
            archive_folder=self.folder,
            inspection=Inspection(url, list(findings)),
            seen_at=at,
            discovering_office="530502",
            title="某某运动鞋",
        )
        operator = changes.pop("operator", None)
        flags = changes.pop("flags", None)
        if operator is not None:
            assert isinstance(operator, OperatorSigns)
            plain.inspection.operator = operator
        if flags is not None:
            assert isinstance(flags, list)
            plain.inspection.flags = flags
        return replace(plain, **changes)  # type: ignore[arg-type]

    def licence(self, state: str, **changes: object) -> LicenceFacts:
        """Facts about the licence of the whole shop, all pages read."""
        at = changes.get("seen_at", DAY)
        assert isinstance(at, datetime)
        url = "https://shop.test/"
        record = self.record(url, at=at)
        plain = LicenceFacts(
            run_id="run-1",
            campaign="日常监测",
            draft=False,
            site="shop.test",
            shop_key="shop.test",
            url=url,
            record=record,
            archive_folder=self.folder,
            conclusion=LicenceReading(state, reason=f"亮照：{state}"),  # type: ignore[arg-type]
            seen_at=at,
            discovering_office="530502",
            complete=True,
            coverage=[{"url": url, "outcome": "read"}],
            looked_records=[record],
            basis="电子商务法第十五条",
        )
        return replace(plain, **changes)  # type: ignore[arg-type]


def later(days: int) -> datetime:
    """`days` after the first day."""
    return DAY + timedelta(days=days)
