"""What an account may see of tasks: runs, campaigns, requests, complaints.

Officers of the network unit see those of their office and below; a business unit its own.
"""

from typing import TypeVar

from django.db.models import Model, QuerySet

from crawler.campaign import Campaign
from crawler.models import Run
from desk.web import here
from desk.web.access import territory
from desk.web.models import Account
from desk.web.roles import Role
from leads.divisions import within
from leads.models import Complaint, Request

M = TypeVar("M", bound=Model)

READERS = frozenset({Role.OFFICER, Role.UNIT})


def runs_of(account: Account) -> QuerySet[Run]:
    """The runs that `account` may see."""
    return _of(account, Run.objects.all(), "campaign__unit")


def sees_campaign(account: Account, campaign: Campaign) -> bool:
    """Whether `account` may see a campaign."""
    if not within(campaign.territory or here.office().code, account.office):
        return False
    if account.kind is Role.OFFICER:
        return True
    return account.kind is Role.UNIT and campaign.unit == account.unit


def requests_of(account: Account) -> QuerySet[Request]:
    """The requests that `account` may see."""
    return _of(account, Request.objects.all(), "unit")


def complaints_of(account: Account) -> QuerySet[Complaint]:
    """The complaints that `account` may see; who complained is another matter."""
    return _of(account, Complaint.objects.all(), "unit")


def _of(account: Account, rows: "QuerySet[M]", unit: str) -> "QuerySet[M]":
    """Those of `rows` that are of the account's territory, for a unit its own by the field."""
    rows = rows.filter(territory(account.office))
    match account.kind:
        case Role.OFFICER:
            return rows
        case Role.UNIT:
            return rows.filter(**{unit: account.unit})
        case _:
            return rows.none()
