"""The tables fit the models, on both databases."""

from django.core.management import call_command
from django.db import connection

from crawler.models import PageRow
from leads.home import Home


def test_no_change_of_the_models_lacks_its_migration(home: Home) -> None:
    call_command("makemigrations", "crawler", check_changes=True, dry_run=True, verbosity=0)


def test_the_tables_are_made_on_postgresql_too(postgres_home: Home) -> None:
    assert connection.vendor == "postgresql"
    assert PageRow.objects.count() == 0
