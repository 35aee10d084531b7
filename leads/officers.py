"""Officers 执法人员: entering them, and finding the one who acts."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from keywords.errors import shown
from leads.beijing import day_of
from leads.errors import OfficerFault
from leads.models import Officer
from leads.office import Office
from leads.plain_text import storable
from leads.units import Units


def enrol(
    name: str, number: str, *, unit: str, office: str, units: Units, valid_to: date | None = None
) -> Officer:
    """Enter an officer, or bring an entry with the same number up to date.

    Raises UnitUnknown, and OfficerFault for a missing name or number.
    """
    name, number = storable(name.strip(), 60), storable(number.strip(), 60)
    if not name or not number:
        raise OfficerFault(
            "执法人员须有姓名和执法证号", "an officer needs a name and a certificate number"
        )
    officer, _ = Officer.objects.update_or_create(
        number=number,
        defaults={
            "name": name,
            "unit": units.find(unit).id,
            "office": office,
            "valid_to": valid_to,
        },
    )
    return officer


def enrol_listed(office: Office, units: Units) -> list[Officer]:
    """Enter the officers of wangjian.toml. Raises as `enrol`."""
    with transaction.atomic():
        return [
            enrol(
                o.name, o.number, unit=o.unit, office=office.code, units=units, valid_to=o.valid_to
            )
            for o in office.officers
        ]


def retire(number: str) -> None:
    """Take an officer out of service; what was decided stays. Raises OfficerFault."""
    officer = _by_number(number)
    officer.active = False
    officer.save(update_fields=["active"])


def acting(number: str) -> Officer:
    """The officer with this certificate number, who may decide today. Raises OfficerFault."""
    officer = _by_number(number)
    require_in_service(officer)
    return officer


def require_in_service(officer: Officer) -> None:
    """Raise OfficerFault unless the officer may decide today."""
    today = day_of(timezone.now())
    if officer.may_decide(today):
        return
    until = f"（有效期至 {officer.valid_to}）" if officer.valid_to else ""
    raise OfficerFault(
        f"{officer.name} 的执法证已失效或账号已停用{until}，不能作出决定",
        f"{officer.name} is no longer in service or the certificate has run out",
    )


def _by_number(number: str) -> Officer:
    officer = Officer.objects.filter(number=storable(number.strip(), 60)).first()
    if officer is None:
        raise OfficerFault(
            f"没有执法证号为 {shown(number)} 的人员；请先登记（wangjian.toml 的 [[officers]]）",
            f"no officer has the number {shown(number)}; enter one in wangjian.toml, [[officers]]",
        )
    return officer
