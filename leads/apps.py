"""The Django application of the room: the tables of leads and operators."""

from django.apps import AppConfig


class LeadsConfig(AppConfig):
    """Names the application; its tables begin with `leads_`."""

    name = "leads"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "线索"
