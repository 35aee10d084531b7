"""The desk as a Django application."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Its tables are named desk_…."""

    name = "desk.web"
    label = "desk"
    verbose_name = "工作台"
    default_auto_field = "django.db.models.BigAutoField"
