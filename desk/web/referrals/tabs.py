"""移送与反馈: which referral stands under which tab (desk.md 3)."""

from collections.abc import Mapping

from django.db.models import Q

from desk.web.models import Account
from desk.web.roles import Role
from leads.decisions import Answer
from leads.models import Lead

TABS: Mapping[str, tuple[str, Q]] = {
    "drafts": ("待发出", Q(sent_at=None, refused_at=None)),
    "receive": ("待签收", Q(sent_at__isnull=False, received_at=None, answered_at=None)),
    "answer": ("待反馈", Q(sent_at__isnull=False, received_at__isnull=False, answered_at=None)),
    "answered": ("已反馈", Q(answered_at__isnull=False) & ~Q(answer=Answer.OBJECTION.value)),
    "objection": ("管辖异议", Q(answer=Answer.OBJECTION.value)),
    "back": ("反馈与退回", Q(answered_at__isnull=False, lead__stage=Lead.Stage.ANSWERED)),
}
"""The last is no tab of its own: what came back and waits for what its answer asks for."""

ORDERS: Mapping[str, tuple[str, ...]] = {
    "receive": ("answer_due", "id"),
    "answer": ("answer_due", "id"),
}


def to_me(account: Account) -> Q:
    """What this account's unit receives: its unit; all of the office for the network unit.

    Of an external body the sender enters receipt and answer.
    """
    at = account.office
    if account.kind is Role.UNIT:
        return Q(to_office=at, to_unit=account.unit)
    return Q(to_office=at) | (Q(from_office=at) & ~Q(external=""))


def from_me(account: Account) -> Q:
    """What this account's unit sent; all of the office for the network unit and heads."""
    own = Q(from_office=account.office)
    return own & Q(from_unit=account.unit) if account.kind is Role.UNIT else own
