"""What all commands about leads share: the database open, officers known, words for numbers."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from desk.cli.language import say
from desk.cli.terminal import warn
from leads.home import Home

if TYPE_CHECKING:
    from leads.models import Officer
    from leads.stages import Stages

Number = Annotated[
    str, typer.Argument(metavar="NUMBER", help=say("提示号或线索编号", "hint or lead number"))
]
OfficerOption = Annotated[
    str,
    typer.Option("--officer", help=say("执法证号或姓名", "certificate number or name")),
]
Reason = Annotated[str, typer.Option("--reason", help=say("理由", "why"))]
Version = Annotated[
    int | None,
    typer.Option("--version", help=say("所见的版本，他人已改则拒绝", "refuse if changed since")),
]


@contextmanager
def at_work() -> Iterator[tuple[Home, "Stages"]]:
    """The database open, the office's officers entered, the steps at hand."""
    from crawler.opening import open_database

    home = Home.from_env().make()
    open_database(home)
    from leads.database import database_errors
    from leads.officers import enrol_listed
    from leads.stages import Stages

    with database_errors():
        stages = Stages.of(home)
        enrol_listed(stages.office, stages.units)
        yield home, stages
        for zh, en in stages.unentered:
            warn(say(zh, en))


def who(words: str) -> "Officer":
    """The officer with this certificate number, or the only one of this name."""
    from leads.models import Officer
    from leads.officers import acting

    named = list(Officer.objects.filter(name=words.strip())[:2])
    return acting(named[0].number if len(named) == 1 else words)
