"""What an account may see (desk.md 1): its own territory, its own unit, what was sent to it,
and of a county's network unit what it found for another office until that is handed over.

Everything that shows a lead, an operator, a capture or a package starts from a set made
here. What is not in the set does not exist for the account: 404 and a line in the audit.
"""

from collections.abc import Iterable, Sequence
from functools import reduce
from operator import or_
from typing import TypeVar

from django.db import connection
from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.http import Http404, HttpRequest

from desk.web import audit, here
from desk.web.among import AmongRead, OfEach
from desk.web.models import Account
from desk.web.roles import Role
from leads.divisions import PROVINCE
from leads.elsewhere import finds_for_others, found_for_others
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

    With `each` for a condition that is asked of leads found otherwise, one by one, or of those
    that an order brings up until enough are found: whether one was sent on is looked up by its
    number, instead of reading all that was sent on to tell it of one.
    """
    if account.kind is Role.LEGAL:
        return Lead.objects.filter(_packed(account, each=each))
    own = _own(account)
    if own is None:
        return Lead.objects.none()
    if not own:
        return Lead.objects.all()
    sent_on = _sent_on_of_each(account) if each else _sent_on(account, own)
    return _registered(account, Lead.objects.filter(_any_of(own) | sent_on))


def lead_seen(account: Account, field: str = "lead") -> Exists:
    """The condition that the account may see the lead that `field` of a row names.

    SQLite would read all that an account sees for `lead__in` of few rows.
    """
    return Exists(leads_of(account, each=True).filter(pk=OuterRef(field)))


def leads_in_parts(account: Account) -> list[QuerySet[Lead]]:
    """`leads_of` in parts that have no lead in common: one's own, then what else was sent on.

    PostgreSQL counts them one after another and stops when it has enough, mostly before it has
    read a referral; and of parts it reads the index alone. SQLite would look up the words of a
    search for each part: one for it.
    """
    own = _own(account)
    if connection.vendor != "postgresql" or not own:
        return [leads_of(account)]
    parts = [*own, _sent_on(account, own)]
    return [_registered(account, Lead.objects.filter(part)) for part in parts]


def _own(account: Account) -> list[Q] | None:
    """What an account sees by office and unit, each lead by one of these at most, [] for all
    leads; None where it sees leads otherwise or not at all."""
    match account.kind:
        case Role.OFFICER:
            own = territory(account.office)
            found_here = Q(office=None) & territory(account.office, "discovered_by")
            if finds_for_others(account.office):
                # Found apart: the index of an office alone answers for its own.
                away = Lead.objects.filter(found_for_others(account.office)).values("pk")
                return [own, found_here, Q(pk__among=away)]
            return [own, found_here] if own else []
        case Role.UNIT:
            unit = here.units().unit(account.unit)
            if unit is None or not unit.receives_leads:
                return None
            return [territory(account.office) & Q(unit=account.unit)]
        case Role.REVIEWER:
            return [Q(office=account.office)]
        case _:
            return None


def _any_of(conditions: Iterable[Q]) -> Q:
    return reduce(or_, conditions)


def _registered(account: Account, rows: QuerySet[Lead]) -> QuerySet[Lead]:
    """`rows` without suspicions, for units that get none."""
    return rows if sees_hints(account) else rows.exclude(stage__in=HINTS)


def sees_hints(account: Account) -> bool:
    """Whether suspicions are shown to the account, if it sees leads at all."""
    return account.kind is not Role.UNIT or here.office().receives_suspected(account.unit)


def lead_named(account: Account, number: str) -> Lead | None:
    """The lead with this 线索编号 or 提示号, None where the account sees none."""
    rows, clean = leads_of(account, each=True), number.strip()
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


def _sent_on(account: Account, own: Sequence[Q]) -> Q:
    """Leads that were sent from here or to here, wherever they are now, and for heads what they
    were asked to sign: officers of a prefecture ask its head about a lead of a county, and what
    was signed stays readable, as what was sent does.

    PostgreSQL is asked for those alone that are not its `own`: most are, and looking each of
    them up takes longer than telling which are not.
    """
    sides = _sides(account)
    if sides is None:
        return Q(pk__in=())
    # Several questions in one: each is answered by one index, the rows are not looked at.
    questions: list[QuerySet[Referral] | QuerySet[Approval]] = [
        Referral.objects.filter(side, refused_at=None) for side in _by_index(account, sides)
    ]
    if account.kind is Role.REVIEWER:
        questions.append(Approval.objects.filter(office=account.office))
    if connection.vendor == "postgresql":
        here_now = [Exists(Lead.objects.filter(one, pk=OuterRef("lead_id"))) for one in own]
        questions = [rows.filter(*(~Q(one) for one in here_now)) for rows in questions]
    first, *others = (rows.values("lead_id") for rows in questions)
    return Q(pk__among=first.union(*others, all=True))


def _sent_on_of_each(account: Account) -> Q:
    """As `_sent_on`, asked of each lead."""
    sides = _sides(account)
    if sides is None:
        return Q(pk__in=())
    away, here_to = sides
    rows = Referral.objects.filter(away | here_to, lead=OuterRef("pk"), refused_at=None)
    if account.kind is not Role.REVIEWER:
        return Q(OfEach(rows))
    asked = Approval.objects.filter(office=account.office, lead=OuterRef("pk"))
    return Q(OfEach(rows)) | Q(OfEach(asked))


def _by_index(account: Account, sides: tuple[Q, Q]) -> list[Q]:
    """`sides` put so that an index answers each of them.

    PostgreSQL has indexes of the units of all offices, which answer a unit of the province.
    """
    away, here_to = sides
    province = account.kind is Role.UNIT and account.office == PROVINCE
    if connection.vendor != "postgresql" or not province:
        return [away, here_to]
    sent, unit = Q(sent_at__isnull=False), account.unit
    assists = sent & ~Q(assisting="") & Q(assisting__contains=f"|{unit}|")
    return [away, sent & Q(to_unit=unit), assists]


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
        own = leads_of(account, each=True)
        return rows.filter(Exists(own.filter(packages=OuterRef("pk"))))
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
            own = leads_of(account, each=True)
            return rows.filter(Exists(own.filter(package_reviews=OuterRef("pk"))))
        case _:
            return rows.none()


def captures_of(account: Account) -> QuerySet[Capture]:
    """The captures of the account's leads; those tied to no lead are the network unit's."""
    tied = LeadCapture.objects.filter(capture=OuterRef("pk"))
    of_leads = Exists(tied.filter(lead_seen(account)))
    if account.kind is Role.OFFICER:
        return Capture.objects.filter(of_leads | ~Exists(tied))
    if account.kind in {Role.UNIT, Role.REVIEWER, Role.LEGAL}:
        return Capture.objects.filter(of_leads)
    return Capture.objects.none()


def operators_of(account: Account, *, each: bool = False) -> QuerySet[Operator]:
    """The operators whose shops have leads that the account may see; `each` as in `leads_of`.

    SQLite asks each one for its leads where a good part of all operators is seen, until it has
    counted enough; PostgreSQL knows the operators of all leads sooner.
    """
    rows = Operator.objects.filter(merged_into=None)
    if account.kind not in {Role.OFFICER, Role.UNIT, Role.REVIEWER}:
        return rows.none()
    if account.kind is Role.OFFICER and account.office == PROVINCE:
        return rows
    wide = (
        account.office.endswith("00")
        if account.kind is Role.OFFICER
        else (account.kind is Role.UNIT and account.office == PROVINCE)
    )
    if each or (wide and connection.vendor == "sqlite"):
        own = leads_of(account, each=each)
        return rows.filter(Exists(own.filter(shop__operator=OuterRef("pk"))))
    return rows.filter(_any_of(map(_has_leads, leads_in_parts(account))))


def operators_in_parts(account: Account) -> list[QuerySet[Operator]]:
    """`operators_of` in parts that have none in common, as `leads_in_parts`."""
    rows = operators_of(account)
    first, *others = map(_has_leads, leads_in_parts(account))
    if not others:
        return [rows]
    whole = Operator.objects.filter(merged_into=None)
    return [whole.filter(first), whole.filter(_any_of(others)).exclude(first)]


def _has_leads(leads: QuerySet[Lead]) -> Q:
    """The condition of an operator that some of `leads` are of its shops."""
    return Q(pk__in=leads.values("shop__operator"))


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
