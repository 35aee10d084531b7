"""Filters of the pages of steps: what a value of a choice is called."""

from django import template

from leads.decisions import Answer, DismissReason, Form

register = template.Library()


@register.filter
def dismissal(value: str) -> str:
    """语境不构成 for context."""
    return str(DismissReason(value).label) if value in DismissReason.values else value


@register.filter
def form_words(value: str) -> str:
    """移送 for transfer."""
    return str(Form(value).label) if value in Form.values else value


@register.filter
def answer_words(value: str) -> str:
    """立案 for case_opened."""
    return str(Answer(value).label) if value in Answer.values else value
