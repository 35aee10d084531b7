"""帮助: a day's work, words, counting rules, keys, why there are no hints, how to verify."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from desk.web.doors import door
from desk.web.roles import EVERYONE
from leads.monthly import COLUMNS


@dataclass(frozen=True, slots=True)
class Chapter:
    """A help page: its address, its title."""

    name: str
    title: str


CHAPTERS = (
    Chapter("day", "一日流程"),
    Chapter("words", "名词"),
    Chapter("counting", "口径"),
    Chapter("keys", "快捷键"),
    Chapter("nothing", "为何没有提示"),
    Chapter("verifying", "核验方法"),
)


@door("help/", "help", "帮助", roles=EVERYONE, menu="帮助", place=110)
def contents(request: HttpRequest) -> HttpResponse:
    """The chapters."""
    return render(request, "guide/contents.html", {"title": "帮助", "chapters": CHAPTERS})


@door("help/<slug:name>/", "help-chapter", "帮助", roles=EVERYONE)
def chapter(request: HttpRequest, name: str) -> HttpResponse:
    """One chapter."""
    known = next((one for one in CHAPTERS if one.name == name), None)
    if known is None:
        raise Http404(name)
    context = {"title": f"帮助：{known.title}", "chapters": CHAPTERS, "chapter": known}
    if known.name == "counting":
        context["columns"] = COLUMNS
    return render(request, f"guide/{known.name}.html", context)
