"""The Django application of the room: the tables of runs, pages and leases."""

from django.apps import AppConfig


class CrawlerConfig(AppConfig):
    """Names the application; its tables begin with `crawler_`."""

    name = "crawler"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "爬虫"
