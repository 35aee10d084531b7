"""Officers confirm to be there 口令确认: each types a personal code, and none is shown or kept."""

import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import typer

from desk.cli.language import language, say
from desk.cli.terminal import warn

if TYPE_CHECKING:
    from evidence.capture.attendance import Attendant
    from leads.models import Officer

_MOST_BYTES = 4096
_MOST_TRIES = 3


def confirmed(officers: "Sequence[Officer]", codes_fd: int | None) -> "tuple[Attendant, ...]":
    """The officers, each confirmed by a code that is typed in hidden, in their order.

    `codes_fd` is an open file descriptor with one code a line, for programs: neither
    arguments nor variables, which others can read. Raises CaptureFault "two-officers",
    OfficerFault, CodeFault, and a usage error where nobody can be asked.
    """
    from evidence.capture.attendance import Attendant, check_officers
    from leads.beijing import shown_time

    # That they are two is looked at before anybody types anything.
    check_officers([Attendant(one.name, one.number, datetime.now(UTC)) for one in officers])
    given = None if codes_fd is None else read_codes(codes_fd)
    if given is None:
        require_terminal()
    found = []
    for number, officer in enumerate(officers):
        code = None if given is None else given[number] if number < len(given) else ""
        at = _checked(officer, code)
        warn(
            say(
                f"{officer.name} 已于 {shown_time(at)} 确认在场",
                f"{officer.name} confirmed at {shown_time(at)}",
            )
        )
        found.append(Attendant(officer.name, officer.number, at))
    return tuple(found)


def require_terminal() -> None:
    """Raise a usage error where nobody can type a code."""
    if not sys.stdin.isatty():
        raise typer.BadParameter(
            say(
                "须由执法人员本人在终端输入个人口令，或由程序以 --codes-fd 给出",
                "officers type their codes at a terminal, or a program gives them by --codes-fd",
            )
        )


def read_codes(descriptor: int) -> list[str]:
    """One code a line from an open file descriptor, which is closed. Usage error otherwise."""
    data = b""
    try:
        while piece := os.read(descriptor, _MOST_BYTES):
            data += piece
            if len(data) > _MOST_BYTES:
                break
        os.close(descriptor)
        return data[:_MOST_BYTES].decode().splitlines()
    except (OSError, ValueError) as error:
        raise typer.BadParameter(
            say(f"--codes-fd {descriptor} 读不出来", f"--codes-fd {descriptor} cannot be read")
        ) from error


def ask_code(who: str, *, new: bool = False) -> str:
    """A code typed in hidden, by the officer named; a `new` one twice."""
    what = say(f"{who} 的个人口令", f"personal code of {who}")
    if new:
        what = say(f"{who} 的新口令", f"new code of {who}")
    typed: str = typer.prompt(
        what,
        hide_input=True,
        confirmation_prompt=say("再输入一次", "once more") if new else False,
        err=True,
    )
    return typed


def _checked(officer: "Officer", code: str | None) -> datetime:
    """When the officer confirmed; one who mistypes at a terminal may type again."""
    from leads.errors import CodeFault
    from leads.personal_codes import check_code, has_code

    tries = _MOST_TRIES if code is None and has_code(officer) else 1
    for left in range(tries - 1, -1, -1):
        try:
            return check_code(officer.number, _typed(officer) if code is None else code)
        except CodeFault as fault:
            if not left:
                raise
            warn(fault.diagnostics(language()))
    raise AssertionError("a loop of no tries")


def _typed(officer: "Officer") -> str:
    from leads.personal_codes import has_code

    return ask_code(f"{officer.name}（{officer.number}）") if has_code(officer) else ""
