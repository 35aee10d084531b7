"""Who works at the desk 角色 (desk.md 1), and what a role may do at all."""

from django.db.models import TextChoices


class Role(TextChoices):
    """角色. What each may see is `access`'s matter, which pages it may open its door's."""

    OFFICER = "officer", "网监执法人员"
    UNIT = "unit", "业务机构人员"
    REVIEWER = "reviewer", "负责人"
    LEGAL = "legal", "法规人员"
    STATISTICIAN = "statistician", "统计员"
    ADMINISTRATOR = "administrator", "系统管理员"


EVERYONE = frozenset(Role)
"""Whoever is signed in."""

READS_LEADS = frozenset({Role.OFFICER, Role.UNIT, Role.REVIEWER, Role.LEGAL})
DECIDES = frozenset({Role.OFFICER, Role.UNIT, Role.REVIEWER})
"""Roles that take steps of a lead; each needs a certificate 执法证号 besides."""
