"""`wangjian patrol` tells the desk's people what time brought, and enters who looked."""

import subprocess
import sys
from datetime import timedelta

from django.utils import timezone

from desk.web.models import AccessLine, Notice
from desk.web.roles import Role
from leads.beijing import day_of
from leads.ledger_keys import begin_ledger
from leads.models import Lead
from leads.office import load_office
from tests.desk.web.conftest import ROOT
from tests.desk.web.stepping import registered, text_of


def test_patrol_makes_notices(home, made, person, client_of) -> None:
    first, second = (person(Role.OFFICER, office="530502") for _ in range(2))
    lead = registered(made.lead(), first, second)
    over = day_of(timezone.now()) - timedelta(1)
    Lead.objects.filter(pk=lead.pk).update(due=over, sort_due=over)
    text_of(client_of(first), f"/leads/{lead.pk}/")
    begin_ledger(home, load_office(home), "only for this test").close()
    made.shelf.archive.close()
    done = subprocess.run(
        [sys.executable, "-m", "desk.cli", "patrol"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert Notice.objects.get(account=second).text.startswith(f"{lead}已超期")
    assert not AccessLine.objects.filter(entry=None, what="read").exists()
