"""送审: a case's package is made ready, sent for review, approved or returned, then sealed.

    made → sent → approved → sealed
              └→ returned → sent again

What is sealed does not change any more: what was left out takes a package of its own. Every
step holds the version that whoever takes it saw.
"""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from leads.casework.export import check_exportable
from leads.errors import IllegalStep, LeadChanged, OfficerFault
from leads.events import note_event
from leads.models import Lead, Officer, PackageReview
from leads.officers import require_in_service
from leads.plain_text import storable

MOST_LEADS = 50

STATES = {
    "made": "已制作，待送审",
    "sent": "待审核",
    "returned": "已退回",
    "approved": "已审核，待封签",
    "sealing": "正在封签",
    "sealed": "已封签",
}


def state_of(review: PackageReview) -> str:
    """Where the review stands: a key of STATES."""
    if review.package:
        return "sealed"
    if review.sealing_at is not None:
        return "sealing"
    if review.approved_at is not None:
        return "approved"
    if review.sent_at is not None:
        return "sent"
    return "returned" if review.returned else "made"


def make_review(
    office: str,
    case: str,
    leads: Sequence[Lead],
    officers: tuple[Officer, Officer],
    *,
    title: str = "",
    test: bool = False,
) -> PackageReview:
    """制作: choose the registered leads of a case, and the two officers who answer for it.

    Raises IllegalStep where a lead is not registered or a draft, OfficerFault where the
    officers are one, or one is not in service.
    """
    if not case.strip():
        raise IllegalStep("请填写案号", "a package needs the number of its case")
    if not leads or len(leads) > MOST_LEADS:
        raise IllegalStep(
            f"请选择1至{MOST_LEADS}件已登记的线索", f"choose 1 to {MOST_LEADS} registered leads"
        )
    check_exportable(leads)
    first, second = officers
    if first.pk == second.pk:
        raise OfficerFault("两名执法人员不能是同一人", "the two officers are the same person")
    for one in officers:
        require_in_service(one)
    with transaction.atomic():
        review = PackageReview.objects.create(
            case=storable(case.strip(), 120),
            title=storable(title.strip(), 200),
            office=office,
            first=first,
            second=second,
            made_at=timezone.now(),
            test=test,
        )
        review.leads.set(leads)
    return review


def send(review: PackageReview, officer: Officer, *, version: int) -> PackageReview:
    """送审. Raises LeadChanged where overtaken, IllegalStep where it was sent or approved."""
    _require_seen(review, version)
    if state_of(review) not in {"made", "returned"}:
        raise _not_now(review, "送审")
    require_in_service(officer)
    changes: dict[str, Any] = {"sent_at": timezone.now(), "approved_at": None}
    return _step(review, version, "package-sent", "", by=officer.name, officer=officer, **changes)


def approve(
    review: PackageReview, by: str, opinion: str, *, version: int, officer: Officer | None = None
) -> PackageReview:
    """审核通过, by 法规 or the head. Raises LeadChanged, IllegalStep unless it was sent.

    Who made the package does not review it: OfficerFault.
    """
    _require_another(review, officer)
    _require_seen(review, version)
    if state_of(review) != "sent":
        raise _not_now(review, "审核")
    now = timezone.now()
    changes: dict[str, Any] = {"approved_at": now, "approved_by": storable(by, 60), "returned": ""}
    return _step(review, version, "package-approved", opinion, by=by, officer=officer, **changes)


def give_back(
    review: PackageReview, by: str, opinion: str, *, version: int, officer: Officer | None = None
) -> PackageReview:
    """退回, with an opinion. Raises LeadChanged, IllegalStep unless it was sent and says why."""
    _require_another(review, officer)
    _require_seen(review, version)
    if state_of(review) != "sent":
        raise _not_now(review, "退回")
    if not opinion.strip():
        raise IllegalStep("退回须写明意见", "a return needs its reason")
    said = storable(f"{by}：{opinion.strip()}", 2000)
    changes: dict[str, Any] = {"returned": said, "sent_at": None}
    return _step(review, version, "package-returned", opinion, by=by, officer=officer, **changes)


def begin_sealing(review: PackageReview, *, version: int) -> PackageReview:
    """封签 begins; once at a time. Raises LeadChanged, IllegalStep 尚未审核，不能封签。"""
    _require_seen(review, version)
    state = state_of(review)
    if state in {"made", "sent", "returned"}:
        raise IllegalStep("尚未审核，不能封签。", "it is not reviewed yet and cannot be sealed")
    if state != "approved":
        raise _not_now(review, "封签")
    check_exportable(list(review.leads.all()))
    changes: dict[str, Any] = {"sealing_at": timezone.now(), "trouble": ""}
    return _changed(review, version, **changes)


def note_sealed(review: PackageReview, package: str) -> None:
    """The package was written and is called `package`."""
    rows = PackageReview.objects.filter(pk=review.pk)
    rows.update(package=package, trouble="", version=F("version") + 1)


def note_trouble(review: PackageReview, reason: str) -> None:
    """It was not sealed, and why; it can be tried again."""
    rows = PackageReview.objects.filter(pk=review.pk, package="")
    rows.update(sealing_at=None, trouble=storable(reason, 2000), version=F("version") + 1)


def waiting_reviews(rows: "QuerySet[PackageReview]") -> "QuerySet[PackageReview]":
    """Those that were sent and wait for whoever reviews."""
    return rows.filter(sent_at__isnull=False, approved_at=None, package="")


def _require_seen(review: PackageReview, version: int) -> None:
    # Before anything else: who comes second is told that somebody was first, not that the
    # step does not fit what the first one made of it.
    if review.version != version:
        raise _overtaken()


def _require_another(review: PackageReview, officer: Officer | None) -> None:
    if officer is not None and officer.pk in {review.first_id, review.second_id}:
        raise OfficerFault(
            "制作人不能审核自己制作的证据包", "who made a package does not review it"
        )


def _step(
    review: PackageReview,
    version: int,
    step: str,
    reason: str,
    *,
    by: str,
    officer: Officer | None,
    **changes: Any,
) -> PackageReview:
    with transaction.atomic():
        fresh = _changed(review, version, **changes)
        for lead in fresh.leads.all():
            note_event(
                lead,
                step,
                before=lead.stage,
                officer=officer,
                by=by,
                reason=reason,
                detail={"case": fresh.case, "review": fresh.pk, "by": storable(by, 60)},
            )
    return fresh


def _changed(review: PackageReview, version: int, **changes: Any) -> PackageReview:
    rows = PackageReview.objects.filter(pk=review.pk, version=version)
    if not rows.update(**changes, version=F("version") + 1):
        raise _overtaken()
    review.refresh_from_db()
    return review


def _overtaken() -> LeadChanged:
    return LeadChanged(
        "他人已先处理本件。您的填写未提交，已保留。",
        "somebody else was faster; nothing was entered",
    )


def _not_now(review: PackageReview, step: str) -> IllegalStep:
    state = STATES[state_of(review)]
    return IllegalStep(f"本件{state}，不能{step}", f"{step} is not a step from {state}")
