"""Freezing a case 案卷: everything that goes into its package, with the records made of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from importlib.metadata import version

from evidence.capture.manifest import read_capture
from evidence.package.casefile import AgreedList, CaseFile, Officer
from evidence.package.casefile import Office as PackageOffice
from evidence.package.records import facts
from evidence.seal.ledger import Ledger
from leads.casework.kept_documents import Wanted, documents_of
from leads.casework.lead_papers import Matter, source_papers, standing_papers, wanted_papers
from leads.casework.material import (
    captures_of,
    claims_of,
    contrary_of,
    findings_of,
    links_of,
    pages_of,
)
from leads.casework.order import Order
from leads.casework.papers import Exporter, capture_papers, case_papers
from leads.casework.run_facts import RunFacts
from leads.casework.verification import newest_record
from leads.home import Home
from leads.lead_document import lead_document
from leads.models import CasePackage, LeadCapture
from leads.office import Office
from leads.trust import anchors_of
from leads.units import Units

NOT_REVIEWED = "本包封签前未经送审：没有法规人员或负责人的审核意见"


@dataclass(frozen=True, slots=True)
class Freezing:
    """The case of the package `row`, as it stands at `row.made_at`."""

    home: Home
    order: Order
    row: CasePackage
    office: Office
    units: Units

    def case(self, ledger: Ledger) -> CaseFile:
        """The whole case. Makes the records that were not made before.

        Raises CaptureFault, PackageFault, LedgerFault, KeyFault, FileFault, FormRefused,
        BrowserUnavailable, ArchiveError.
        """
        links, rows = links_of(self.order.leads), findings_of(self.order.leads)
        captures = captures_of(self.home, links, ledger)
        runs = self.order.runs.values()
        bare = CaseFile(
            number=self.row.number,
            office=PackageOffice(self.office.name, self.office.code, self.office.contact),
            made_at=self.row.made_at,
            software=f"wangjian {version('wangjian')}",
            case=self.row.case,
            serial=self.row.serial,
            title=self._title(),
            exported_by=tuple(Officer(one.name, one.number) for one in self.order.officers),
            leads=tuple(lead_document(one, one.stage, self.units) for one in self.order.leads),
            claims=tuple(claims_of(links, captures)),
            captures=tuple(captures),
            pages=tuple(pages_of(self.home.archive, rows)),
            lists=tuple(_lists(runs)),
            contrary=tuple(contrary_of(rows, links)),
            coverage=tuple(one for run in runs for one in run.coverage),
            gaps=tuple(_gaps(self.order, links)),
            anchors=anchors_of(self.home, self.office),
        )
        return self._with_documents(bare, links)

    def _with_documents(self, case: CaseFile, links: Sequence[LeadCapture]) -> CaseFile:
        """The cover and the catalogue come last: they tell of everything else."""
        exporter = self._exporter()
        matter = Matter(
            case=case,
            leads=self.order.leads,
            links=links,
            captured=[read_capture(self.home.captures / one.number) for one in case.captures],
            exporter=exporter,
        )
        folder = self.home.records / case.number
        standing = Wanted(
            folder / "case",
            lambda: [*standing_papers(matter), *wanted_papers(matter, self.order.wanted)],
        )
        found = documents_of([*self._of_captures(matter), *self._of_leads(exporter), standing])
        found += newest_record(self.home)
        told = replace(case, documents=tuple(found))
        shops = dict.fromkeys(one.shop.name or one.shop.site for one in self.order.leads)
        cover = Wanted(folder / "cover", lambda: case_papers(told, "；".join(shops), exporter))
        return replace(case, documents=(*found, *documents_of([cover])))

    def _of_captures(self, matter: Matter) -> list[Wanted]:
        found: list[Wanted] = []
        for one in matter.captured:
            tied = [link for link in matter.links if link.capture.number == one.number]
            run = self.order.runs.get(tied[0].capture.run_id) if tied else None
            papers = partial(capture_papers, one, tied, run, matter.case.claims, matter.exporter)
            found.append(Wanted(self.home.records / one.number, papers, one.number))
        return found

    def _of_leads(self, exporter: Exporter) -> list[Wanted]:
        return [
            Wanted(self.home.records / str(lead.number), partial(source_papers, lead, exporter))
            for lead in self.order.leads
        ]

    def _exporter(self) -> Exporter:
        people = tuple(
            facts.Officer(name=one.name, certificate=one.number) for one in self.order.officers
        )
        return Exporter(self.office, self.units, people, self.row.made_at)

    def _title(self) -> str:
        leads = self.order.leads
        matters = dict.fromkeys(f"疑似{self.units.area_title(one.area)}" for one in leads)
        shops = dict.fromkeys(one.shop.name or one.shop.site for one in leads)
        said = self.order.title or f"{'、'.join(shops)}：{'、'.join(matters)}"
        return f"{'【测试】' if self.order.test else ''}{said}"[:200]


def _lists(runs: Iterable[RunFacts]) -> list[AgreedList]:
    """Each list once: as the last of the runs used it."""
    found: dict[str, AgreedList] = {}
    for run in runs:
        found |= {one.list_id: one for one in run.lists}
    return list(found.values())


def _gaps(order: Order, links: Sequence[LeadCapture]) -> list[str]:
    taken = {link.lead.pk for link in links}
    said = [] if order.reviewed_by else [NOT_REVIEWED]
    said += [f"{one} 没有采集件，只有归档网页" for one in order.leads if one.pk not in taken]
    used = {run for one in order.leads for run in one.sightings.values_list("run_id", flat=True)}
    said += [
        f"任务执行 {run} 的记录已不在本机，其清单和覆盖情况未附"
        for run in sorted(used - set(order.runs))
    ]
    digests: dict[str, set[str]] = {}
    for listed in (one for run in order.runs.values() for one in run.lists):
        digests.setdefault(listed.list_id, set()).add(listed.digest)
    said += [
        f"清单 {list_id} 在各次任务中有{len(each)}个版本，所附为最后一次所用"
        for list_id, each in digests.items()
        if len(each) > 1
    ]
    return said
