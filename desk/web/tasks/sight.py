"""What an account may see of tasks: runs, campaigns, requests, complaints.

Officers of the network unit see those of their office and below; a business unit its own.
"""

from django.db.models import QuerySet

from crawler.campaign import Campaign
from crawler.models import Run
from desk.web import here
from desk.web.access import territory
from desk.web.models import Account
from desk.web.roles import Role
from leads.divisions import within
from leads.models import Complaint, Request

READERS = frozenset({Role.OFFICER, Role.UNIT})


def runs_of(account: Account) -> QuerySet[Run]:
    """The runs that `account` may see."""
    rows = Run.objects.filter(territory(account.office))
    match account.kind:
        case Role.OFFICER:
            return rows
        case Role.UNIT:
            return rows.filter(campaign__unit=account.unit)
        case _:
            return Run.objects.none()


def sees_campaign(account: Account, campaign: Campaign) -> bool:
    """Whether `account` may see a campaign."""
    if not within(campaign.territory or here.office().code, account.office):
        return False
    if account.kind is Role.OFFICER:
        return True
    return account.kind is Role.UNIT and campaign.unit == account.unit


def requests_of(account: Account) -> QuerySet[Request]:
    """The requests that `account` may see."""
    rows = Request.objects.filter(territory(account.office))
    match account.kind:
        case Role.OFFICER:
            return rows
        case Role.UNIT:
            return rows.filter(unit=account.unit)
        case _:
            return Request.objects.none()


def complaints_of(account: Account) -> QuerySet[Complaint]:
    """The complaints that `account` may see; who complained is another matter."""
    rows = Complaint.objects.filter(territory(account.office))
    match account.kind:
        case Role.OFFICER:
            return rows
        case Role.UNIT:
            return rows.filter(unit=account.unit)
        case _:
            return Complaint.objects.none()
