"""Numbers of leads: the hint's 提示号, and the registered lead's 线索编号."""

from datetime import date

from leads.models import NumberSeries


def next_hint_no(day: date) -> str:
    """A number for a hint filed on `day` (Beijing): T-20261124-0187. Inside a transaction."""
    series = f"T-{day:%Y%m%d}"
    return f"{series}-{NumberSeries.next(series):04d}"


def next_lead_no(office: str, day: date) -> str:
    """A number for a lead that `office` (six digits) registers on `day`: 530502-2026-0012.

    Counts by office and year, so that numbers of two offices never meet. Inside
    a transaction.
    """
    series = f"{office}-{day:%Y}"
    return f"{series}-{NumberSeries.next(series):04d}"
