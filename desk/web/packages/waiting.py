"""今日: packages that wait for a review, for their makers, for the time-stamp."""

from collections.abc import Iterable

from desk.web.access import packages_of, reviews_of
from desk.web.models import Account
from desk.web.roles import Role
from desk.web.today.lines import Line
from leads.package_reviews import waiting_reviews


def waiting(account: Account) -> Iterable[Line]:
    """送审证据包 of 法规 and heads; what was returned or approved, of officers."""
    if account.kind in {Role.LEGAL, Role.REVIEWER}:
        yield Line("送审证据包", waiting_reviews(reviews_of(account)).count(), "/packages/", 20)
    if account.kind in {Role.OFFICER, Role.UNIT}:
        own = reviews_of(account).filter(package="")
        yield Line("证据包待封签", own.exclude(approved_at=None).count(), "/packages/", 60)
        returned = own.filter(sent_at=None, approved_at=None).exclude(returned="").count()
        yield Line("证据包退回", returned, "/packages/", 61)
        pending = packages_of(account).filter(stamped=False).exclude(file="").count()
        yield Line("证据包时间戳待补", pending, "/packages/", 62)
