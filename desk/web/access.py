"""What an account may see (desk.md 1): its own territory, its own unit, what was sent to it.

Everything that shows a lead, an operator, a capture or a package starts from a set made
here. What is not in the set does not exist for the account: 404 and a line in the audit.
"""

from typing import TypeVar

from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.http import Http404, HttpRequest

from desk.web import audit, here
from desk.web.among import AmongRead
from desk.web.models import Account
from desk.web.roles import Role
from leads.divisions import PROVINCE
from leads.models import (
    Approval,
    Capture,
    CasePackage,
    Lead,
    LeadCapture,
    Operator,
    PackageReview,
    Referral,
)

M = TypeVar("M", bound=Model)

Lead._meta.pk.register_lookup(AmongRead)

HINTS = frozenset({Lead.Stage.SUSPECTED, Lead.Stage.SCREENED, Lead.Stage.DISMISSED})
"""Stages that business units see only where the office hands them suspicions."""


def territory(code: str, field: str = "office") -> Q:
    """The condition that `field`, the code of an office, lies in the territory of `code`."""
    if code == PROVINCE:
        return Q()
    if code.endswith("00"):
        return Q(**{f"{field}__gte": code, f"{field}__lte": code[:4] + "99"})
    return Q(**{field: code})


def leads_of(account: Account, *, each: bool = False) -> QuerySet[Lead]:
    """The leads that `account` may see.

    With `each` for a condition that is asked of leads found otherwise, one by one: PostgreSQL
    looks into a hashed subquery for each of them, but goes through an array from its start;
    SQLite need not read all packages to tell of one lead whether it is in one.
    """
    rows = Lead.objects.all()
    referred = _referred(account, "pk__in" if each else "pk__among")
    match account.kind:
        case Role.OFFICER:
            own = territory(account.office)
            found_here = Q(office=None) & territory(account.office, "discovered_by")
            return rows.filter(own | found_here | referred if own else Q())
        case Role.UNIT:
            unit = here.units().unit(account.unit)
            if unit is None or not unit.receives_leads:
                return rows.none()
            own = territory(account.office) & Q(unit=account.unit)
            rows = rows.filter(own | referred)
            if not here.office().receives_suspected(account.unit):
                rows = rows.exclude(stage__in=HINTS)
            return rows
        case Role.REVIEWER:
            # Officers of a prefecture ask its head about a lead of a county. What was signed
            # stays readable, as what was sent does.
            asked = Approval.objects.filter(office=account.office).values("lead_id")
            return rows.filter(Q(office=account.office) | referred | Q(pk__among=asked))
        case Role.LEGAL:
            return rows.filter(_packed(account, each=each))
        case _:
            return rows.none()


def lead_named(account: Account, number: str) -> Lead | None:
    """The lead with this 线索编号 or 提示号, None where the account sees none."""
    rows, clean = leads_of(account), number.strip()
    if not clean:
        return None
    return rows.filter(number=clean).first() or rows.filter(hint_no=clean).first()


def referrals_of(account: Account) -> QuerySet[Referral]:
    """The referrals that `account` may see: who sent one goes on reading it, who received
    one or assists reads it once it was sent."""
    sides = _sides(account)
    if sides is None:
        return Referral.objects.none()
    away, here_to = sides
    return Referral.objects.filter(away | here_to if away and here_to else Q())


def _sides(account: Account) -> tuple[Q, Q] | None:
    """The conditions of what was sent from here and of what arrived here; None for nothing."""
    sent = Q(sent_at__isnull=False)
    away, to = territory(account.office, "from_office"), territory(account.office, "to_office")
    match account.kind:
        case Role.OFFICER:
            return away, to & sent if to else to
        case Role.UNIT:
            unit = account.unit
            ours = Q(to_unit=unit) | Q(assisting__contains=f"|{unit}|")
            return away & Q(from_unit=unit), to & ours & sent
        case Role.REVIEWER:
            return Q(from_office=account.office), Q(to_office=account.office) & sent
        case _:
            return None


def _referred(account: Account, lookup: str) -> Q:
    """Leads that were sent from here or to here, wherever they are now.

    Two questions in one: each is answered by one index of referrals without looking at these.
    """
    sides = _sides(account)
    if sides is None:
        return Q(pk__in=())
    rows = Referral.objects.filter(refused_at=None)
    away, here_to = (rows.filter(side).values("lead_id") for side in sides)
    return Q(**{lookup: away.union(here_to, all=True)})


def _packed(account: Account, *, each: bool) -> Q:
    """Leads in the packages that 法规 may see, sealed or under review."""
    sealed, reviews = packages_of(account), reviews_of(account)
    if each:
        one = OuterRef("pk")
        return Q(Exists(sealed.filter(leads=one))) | Q(Exists(reviews.filter(leads=one)))
    # One question, not two with OR: SQLite begins with these few and not with all the leads
    # that a search finds.
    of_sealed, of_reviews = (
        packages.filter(leads__isnull=False).values("leads") for packages in (sealed, reviews)
    )
    return Q(pk__among=of_sealed.union(of_reviews, all=True))


def packages_of(account: Account) -> QuerySet[CasePackage]:
    """The case packages that `account` may see: of its leads; for 法规 those of its office."""
    rows = CasePackage.objects.all()
    if account.kind is Role.LEGAL:
        at_home = territory(account.office, "leads__office") & Q(leads__isnull=False)
        return rows.filter(Exists(rows.filter(at_home, pk=OuterRef("pk"))))
    if account.kind in {Role.OFFICER, Role.UNIT, Role.REVIEWER}:
        return rows.filter(Exists(leads_of(account).filter(packages=OuterRef("pk"))))
    return rows.none()


def reviews_of(account: Account) -> QuerySet[PackageReview]:
    """The packages under review 送审 that `account` may see; 法规 what was sent to it."""
    rows = PackageReview.objects.all()
    match account.kind:
        case Role.LEGAL:
            sent = Q(sent_at__isnull=False) | ~Q(returned="")
            return rows.filter(territory(account.office) & sent)
        case Role.REVIEWER:
            return rows.filter(office=account.office)
        case Role.OFFICER | Role.UNIT:
            own = leads_of(account)
            return rows.filter(Exists(own.filter(package_reviews=OuterRef("pk"))))
        case _:
            return rows.none()


def captures_of(account: Account) -> QuerySet[Capture]:
    """The captures of the account's leads; those tied to no lead are the network unit's."""
    tied = LeadCapture.objects.filter(capture=OuterRef("pk"))
    of_leads = Exists(tied.filter(lead__in=leads_of(account)))
    if account.kind is Role.OFFICER:
        return Capture.objects.filter(of_leads | ~Exists(tied))
    if account.kind in {Role.UNIT, Role.REVIEWER, Role.LEGAL}:
        return Capture.objects.filter(of_leads)
    return Capture.objects.none()


def operators_of(account: Account) -> QuerySet[Operator]:
    """The operators whose shops have leads that the account may see."""
    rows = Operator.objects.filter(merged_into=None)
    if account.kind is Role.OFFICER and account.office == PROVINCE:
        return rows
    county = not account.office.endswith("00")
    few = county or (account.kind in {Role.UNIT, Role.REVIEWER} and account.office != PROVINCE)
    if few and account.kind in {Role.OFFICER, Role.UNIT, Role.REVIEWER}:
        # Few of all operators: found by the leads, not by asking each one for its leads.
        return rows.filter(pk__in=leads_of(account).values("shop__operator"))
    if account.kind in {Role.OFFICER, Role.UNIT, Role.REVIEWER}:
        own = leads_of(account, each=True)
        return rows.filter(Exists(own.filter(shop__operator=OuterRef("pk"))))
    return rows.none()


def one_of(request: HttpRequest, rows: QuerySet[M], subject: str, **which: object) -> M:
    """The one row of `rows`; where there is none, 404 and a line in the audit.

    Whether it exists elsewhere is not told: the page for both is the same.
    """
    row = rows.filter(**which).first()
    if row is None:
        raise not_here(request, subject)
    return row


def not_here(request: HttpRequest, subject: str) -> Http404:
    """What to raise where `subject` is not for this account; the refusal is noted."""
    audit.note(request, audit.REFUSED, subject, request.path[:200])
    return Http404(subject)


def account_of(request: HttpRequest) -> Account:
    """The account behind a request that a door let in."""
    account = request.user
    if not isinstance(account, Account):
        raise TypeError("the door let somebody in who is not signed in")
    return account
