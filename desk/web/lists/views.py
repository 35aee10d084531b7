"""关键词表与会签: all lists, one version, two compared, sending one in, signing."""

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from desk.web import audit, here
from desk.web.access import account_of, leads_of, not_here
from desk.web.doors import door
from desk.web.listing import Column
from desk.web.lists.forms import ListFilters, UploadForm
from desk.web.lists.naming import short_unit, version_title
from desk.web.lists.signing import may_not_sign, sign_page
from desk.web.lists.trying import tried
from desk.web.lists.uploads import fault_rows, read_list
from desk.web.models import ListObjection
from desk.web.notices.telling import officers_at, tell, unit_at
from desk.web.roles import Role
from desk.web.row_listing import RowListing
from desk.web.templatetags.desk_words import area_title
from desk.web.workbook import XLSX
from keywords.errors import FileFault
from keywords.lexicon import Lexicon
from keywords.list_changes import changes
from keywords.term import CONTEXT_FIELDS, Term
from keywords.toml_list import list_text
from keywords.workbook import write_workbook
from leads.figures import TermRecord, term_records
from leads.list_figures import ListRecord, list_records
from leads.list_files import write_template
from leads.list_shelf import Shelf, State, Version, keep_draft, shelf
from leads.term_suggestions import term_suggestions

READERS = frozenset({Role.OFFICER, Role.UNIT, Role.REVIEWER, Role.LEGAL})
WRITERS = frozenset({Role.OFFICER, Role.UNIT})
TERMS = 100
"""Terms of one page."""
FEW = 4
"""Phrases of a long context that are shown before it is opened."""
_ONLY: Mapping[str, Callable[[TermRecord | None], bool]] = {
    "noise": lambda record: record is not None and record.noise > 0 and record.registered == 0,
    "effective": lambda record: record is not None and record.effective > 0,
    "silent": lambda record: record is None,
}
"""Terms that only make noise, that led to something, that found nothing yet."""
_CSS = {State.IN_FORCE: "good", State.RETIRED: "", State.DRAFT: "pending", State.SIGNING: "pending"}


def address(version: Version) -> str:
    """The page of a version."""
    return f"/lists/{version.list.id}/{quote(version.list.version)}/"


@door("lists/", "lists", "关键词表", roles=READERS, menu="关键词表", place=60)
def lists(request: HttpRequest) -> HttpResponse:
    """All lists with what their words led to of late."""
    on_shelf = shelf(here.home())
    filters = ListFilters(request.GET)
    records = list_records(timezone.now())
    return RowListing(
        name="lists",
        title="关键词表",
        rows=[one for one in on_shelf.versions if filters.fits(one)],
        columns=_columns(records),
        empty="没有符合的关键词表。请清除筛选，或导入一张表。",
        row_url=address,
        filters=filters,
        template="lists/lists.html",
        extra={
            "broken": [line for fault in on_shelf.faults for line in fault_rows(fault.faults)],
            "writes": account_of(request).kind in WRITERS,
        },
    ).answer(request)


def _columns(records: Mapping[str, ListRecord]) -> list[Column[Version]]:
    def record(one: Version) -> ListRecord:
        # What a list's words led to is said of the version in use, drafts found nothing yet.
        return records.get(one.list.id, ListRecord()) if one.chosen else ListRecord()

    return [
        Column("表名", lambda one: one.list.title, width=30),
        Column("领域", lambda one: area_title(one.list.area)),
        Column("版本", lambda one: one.list.version, width=10),
        Column("状态", lambda one: one.words, width=12),
        Column("牵头", lambda one: short_unit(_leading(one)), width=14),
        Column("词数（强/弱）", _strengths, "number"),
        Column(
            "近90天提示/登记/立案",
            lambda one: f"{record(one).hints}/{record(one).registered}/{record(one).cases}",
            "number",
        ),
        Column("有效率", lambda one: record(one).percent, "number"),
    ]


def _leading(one: Version) -> str:
    """牵头: the unit that answers for the area, else the first that signs."""
    area = here.units().area(one.list.area)
    return area.unit if area else one.list.units[0]


def _strengths(one: Version) -> str:
    strong = sum(term.strength == "strong" for term in one.list.terms)
    return f"{len(one.list.terms)}（{strong}/{len(one.list.terms) - strong}）"


@door("lists/new/", "list-upload", "导入关键词表", roles=WRITERS, methods=("GET", "POST"))
def upload(request: HttpRequest) -> HttpResponse:
    """Send in a list: every fault by its place, nothing kept until there is none."""
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    rows = []
    if form.is_bound and form.is_valid():
        try:
            said = form.cleaned_data
            kept = take_in(request, said["file"], replace_signed=said["replace"])
        except FileFault as error:
            rows = fault_rows(error.faults)
        else:
            messages.success(
                request, f"{version_title(kept.list)}已存为草稿，摘要{kept.list.digest[7:15]}…。"
                if kept.open else f"{version_title(kept.list)}与现有内容相同，没有改动。",
            )  # fmt: skip
            return redirect(address(kept))
    context = {"title": "导入关键词表", "form": form, "faults": rows, "units": here.units()}
    return render(request, "lists/upload.html", context, status=422 if rows or form.errors else 200)


@door("lists/template/<str:name>", "list-template", "关键词表模板", roles=WRITERS)
def template(request: HttpRequest, name: str) -> HttpResponse:
    """An XLSX with an example in every sheet."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "template.xlsx"
        write_template(path, here.units())
        answer = HttpResponse(path.read_bytes(), content_type=XLSX)
    answer["Content-Disposition"] = 'attachment; filename="keyword-list.xlsx"'
    return answer


def take_in(request: HttpRequest, file: Any, *, replace_signed: bool = False) -> Version:
    """The list of a file as a draft on the shelf, its units told. Raises FileFault."""
    account = account_of(request)
    name = str(file.name)[:120]
    if account.office != here.office().code:
        raise FileFault.single(
            name, "关键词表由本机关起草，您的账号属其他机关", "drafted by the office itself alone"
        )
    one = read_list(file)
    kept = keep_draft(here.home(), one, name, replace_signed=replace_signed)
    if kept.open:
        audit.note(request, audit.CHANGED, version_title(one), f"导入草稿 {one.digest[:19]}")
        for unit in kept.agreement.missing:
            at = here.office().code
            people = officers_at(at) if unit == "network" else unit_at(at, unit)
            key = f"sign-{one.id}-{one.digest[7:39]}"
            said = f"{version_title(one)}待会签（{account.name}导入）"
            tell(people, key, said, f"{address(kept)}sign/")
    return kept


def _one(request: HttpRequest, list_id: str, version: str) -> tuple[Shelf, Version]:
    on_shelf = shelf(here.home())
    found = on_shelf.find(list_id, version)
    if found is None:
        raise not_here(request, f"关键词表 {list_id} {version}")
    return on_shelf, found


@door("lists/<str:list_id>/<str:version>/", "list", "关键词表", roles=READERS)
def one_list(request: HttpRequest, list_id: str, version: str) -> HttpResponse:
    """One version: what the offence looks like, the law, the terms and what they found."""
    on_shelf, found = _one(request, list_id, version)
    one, account = found.list, account_of(request)
    records = {record.term: record for record in term_records(one.id)}
    words = request.GET.get("find", "").strip()[:60]
    only = request.GET.get("only", "")
    terms = [
        t
        for t in one.terms
        if (not words or any(words in s for s in t.spellings))
        and (only not in _ONLY or _ONLY[only](records.get(t.text)))
    ]
    start = request.GET.get("after", "")
    at = int(start) if start.isascii() and start.isdigit() and len(start) < 8 else 0
    context = {
        "title": version_title(one),
        "version": found,
        "css": _CSS[found.state],
        "url": address(found),
        "units": [_unit(found, unit) for unit in one.units],
        "objections": _objections(found),
        "terms": [_term(t, records) for t in terms[at : at + TERMS]],
        "count": len(terms),
        "find": words,
        "only": only,
        "next": at + TERMS if at + TERMS < len(terms) else 0,
        "at": at,
        "others": [v for v in on_shelf.of(one.id) if v.list.version != one.version],
        "record": list_records(timezone.now(), [one.id]).get(one.id, ListRecord()),
        "suggested": term_suggestions(one.area, leads_of(account), Lexicon([one])),
        "signs_here": account.kind in WRITERS and not may_not_sign(account, found),
        **tried(request.GET.get("try", ""), one),
    }
    return render(request, "lists/list.html", context)


def _unit(found: Version, unit: str) -> dict[str, Any]:
    """How one unit stands to this version."""
    signed = found.agreement.signed.get(unit)
    refused = [r for r in found.agreement.refusals if r.agreement.unit == unit]
    why = ""
    if signed is None and refused:
        last = refused[-1]
        why = last.zh.split("：", 1)[-1]
    return {"name": here.units().title(unit), "signed": signed, "why": why}


def _objections(found: Version) -> list[ListObjection]:
    return list(
        ListObjection.objects.filter(list_id=found.list.id, digest=found.list.digest).order_by("at")
    )


def _term(term: Term, records: Mapping[str, TermRecord]) -> dict[str, Any]:
    """A row of the table of terms."""
    needs = [*term.needs, *(f"本页：{phrase}" for phrase in term.needs_page)]
    excludes = [p for name in CONTEXT_FIELDS if name.startswith("ex") for p in getattr(term, name)]
    return {
        "term": term,
        "strong": term.strength == "strong",
        "needs": "、".join(needs),
        "excludes": "、".join(excludes),
        "few": "、".join(excludes[:FEW]),
        "more": len(excludes) > 2 * FEW,
        "number": len(excludes),
        "variants": "、".join(term.variants),
        "record": records.get(term.text),
    }


@door("lists/<str:list_id>/<str:version>/compare/", "list-compare", "对比", roles=READERS)
def compare(request: HttpRequest, list_id: str, version: str) -> HttpResponse:
    """Two versions of a list: what was added, taken away, changed."""
    on_shelf, found = _one(request, list_id, version)
    others = [v for v in on_shelf.of(list_id) if v.list.version != version]
    wanted = request.GET.get("with", "")
    other = next((v for v in others if v.list.version == wanted), None)
    if other is None:
        other = next((v for v in others if v.chosen), others[0] if others else None)
    context = {
        "title": f"对比：{version_title(found.list)}",
        "version": found,
        "other": other,
        "others": others,
        "url": address(found),
        "changes": changes(other.list, found.list) if other else None,
    }
    return render(request, "lists/compare.html", context)


@door(
    "lists/<str:list_id>/<str:version>/sign/",
    "list-sign",
    "会签",
    roles=WRITERS,
    methods=("GET", "POST"),
)
def sign(request: HttpRequest, list_id: str, version: str) -> HttpResponse:
    """Sign a version for one's unit, hand in a signature, or say why not."""
    _, found = _one(request, list_id, version)
    return sign_page(request, found, address(found))


@door("lists/<str:list_id>/<str:version>/file/", "list-file", "下载", roles=READERS)
def file(request: HttpRequest, list_id: str, version: str) -> HttpResponse:
    """The version as XLSX for officers, as TOML for who signs elsewhere."""
    _, found = _one(request, list_id, version)
    name = f"{found.list.id}-{found.list.version}"
    if request.GET.get("as") == "toml":
        data, kind, ending = list_text(found.list).encode(), "application/toml", "toml"
    else:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "list.xlsx"
            write_workbook(found.list, path)
            data, kind, ending = path.read_bytes(), XLSX, "xlsx"
    audit.note(request, audit.EXPORTED, version_title(found.list), ending)
    answer = HttpResponse(data, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    return answer
