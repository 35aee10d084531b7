"""Personal codes 个人口令: how an officer confirms to be there, and nobody else.

A code is kept as scrypt (RFC 7914) with a salt of its own and cannot be read back.
Five wrong ones in a row lock it for a quarter of an hour.
"""

import hashlib
import hmac
import logging
import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from leads import officers
from leads.errors import CodeFault
from leads.models import Officer, PersonalCode

LEAST = 6
"""Characters of a code."""
LONGEST = 128
MOST_FAILURES = 5
LOCKED_FOR = timedelta(minutes=15)

_COST, _BLOCK, _LANES, _BYTES = 1 << 15, 8, 1, 32
_MEMORY = 64 << 20
_EASY_DISTINCT = 3


def has_code(officer: Officer) -> bool:
    """Whether the officer has set one."""
    return PersonalCode.objects.filter(officer=officer).exists()


def set_code(number: str, code: str, *, old: str | None = None) -> None:
    """Give the officer with certificate `number` the code `code`.

    Where there is one already it takes the `old` one. Raises OfficerFault, CodeFault.
    """
    officer = officers.acting(number)
    _require_fit(code, officer)
    if has_code(officer):
        if old is None:
            raise CodeFault(
                f"{officer.name} 已设口令；更改须先输入原口令，遗忘时由管理员作废后重设",
                f"{officer.name} has a code: changing it takes the old one, "
                "or an administrator who voids it",
            )
        check_code(number, old)
    salt = secrets.token_bytes(16)
    PersonalCode.objects.update_or_create(
        officer=officer,
        defaults={
            "salt": salt.hex(),
            "digest": _digest(code, salt),
            "set_at": timezone.now(),
            "failures": 0,
            "locked_until": None,
        },
    )
    _LOG.info("personal code set: officer %s", officer.pk)


def void_code(number: str) -> None:
    """Take an officer's code away, for one who forgot it: an administrator's act.

    Raises OfficerFault.
    """
    officer = officers.acting(number)
    PersonalCode.objects.filter(officer=officer).delete()
    _LOG.info("personal code voided: officer %s", officer.pk)


def check_code(number: str, code: str) -> datetime:
    """When (now) the officer with certificate `number` confirmed with the right code.

    Raises OfficerFault, and CodeFault where it is wrong, locked, or none was set.
    """
    officer = officers.acting(number)
    kept = _tried(officer)
    if not hmac.compare_digest(kept.digest, _digest(code[:LONGEST], bytes.fromhex(kept.salt))):
        _LOG.info("wrong personal code: officer %s", officer.pk)
        left = MOST_FAILURES - kept.failures
        if left <= 0:
            raise _locked(officer)
        raise CodeFault(
            f"{officer.name} 的口令不对，还可再试 {left} 次",
            f"not the code of {officer.name}; {left} more tries",
        )
    PersonalCode.objects.filter(pk=kept.pk).update(failures=0, locked_until=None)
    return timezone.now()


def _tried(officer: Officer) -> PersonalCode:
    """The officer's code, one more try counted before it is looked at.

    So that many at once cannot try more often than one after the other.
    """
    now = timezone.now()
    with transaction.atomic():
        rows = PersonalCode.objects.filter(officer=officer)
        rows.filter(locked_until__lte=now).update(failures=0, locked_until=None)
        counted = rows.filter(locked_until=None, failures__lt=MOST_FAILURES)
        if counted.update(failures=F("failures") + 1):
            rows.filter(failures=MOST_FAILURES).update(locked_until=now + LOCKED_FOR)
            return rows.get()
    if not rows.exists():
        raise CodeFault(
            f"{officer.name} 还没有设个人口令；请先运行 wangjian evidence code --officer 执法证号",
            f"{officer.name} has set no personal code; first: wangjian evidence code --officer NO",
        )
    raise _locked(officer)


def _locked(officer: Officer) -> CodeFault:
    minutes = int(LOCKED_FOR.total_seconds() // 60)
    return CodeFault(
        f"{officer.name} 的口令连续输错 {MOST_FAILURES} 次，锁定 {minutes} 分钟",
        f"the code of {officer.name} was wrong {MOST_FAILURES} times and is locked "
        f"for {minutes} minutes",
    )


def _require_fit(code: str, officer: Officer) -> None:
    plain = code.casefold()
    easy = (
        len(set(plain)) <= _EASY_DISTINCT
        or plain in officer.number.casefold()
        or plain in _ROW
        or plain in _ROW[::-1]
    )
    if not LEAST <= len(code) <= LONGEST or not code.isprintable() or easy:
        raise CodeFault(
            f"口令须有 {LEAST} 至 {LONGEST} 个字符，不能是证号中的一段、连续数字或少数字符的重复",
            f"a code has {LEAST} to {LONGEST} characters, is no part of the certificate's number, "
            "no row of digits, and more than a few characters repeated",
        )


def _digest(code: str, salt: bytes) -> str:
    return hashlib.scrypt(
        code.encode(), salt=salt, n=_COST, r=_BLOCK, p=_LANES, maxmem=_MEMORY, dklen=_BYTES
    ).hex()


_ROW = "01234567890123456789"
_LOG = logging.getLogger(__name__)
