"""Personal codes: right ones confirm, wrong ones are counted, none can be read back."""

from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection, connections
from django.utils import timezone

from leads import officers
from leads.errors import CodeFault, OfficerFault
from leads.models import Officer, PersonalCode
from leads.personal_codes import MOST_FAILURES, check_code, has_code, set_code, void_code
from leads.units import shipped_units

CODE = "青山-4071"


@pytest.fixture
def zhang(home: object) -> Officer:
    """An officer of the office."""
    return officers.enrol(
        "张某", "YN53010001", unit="network", office="530100", units=shipped_units()
    )


def test_the_right_code_confirms_and_cannot_be_read_back(zhang: Officer) -> None:
    assert not has_code(zhang)
    with pytest.raises(CodeFault, match="set no personal code"):
        check_code(zhang.number, CODE)
    set_code(zhang.number, CODE)
    before = timezone.now()
    assert before <= check_code(f" {zhang.number} ", CODE) <= timezone.now()
    with connection.cursor() as cursor:
        cursor.execute("select * from leads_personalcode")
        assert CODE not in str(cursor.fetchall())


def test_a_code_is_changed_by_whoever_knows_the_old_one(zhang: Officer) -> None:
    set_code(zhang.number, CODE)
    with pytest.raises(CodeFault, match="old"):
        set_code(zhang.number, "another-1")
    with pytest.raises(CodeFault, match="4 more tries"):
        set_code(zhang.number, "another-1", old="wrong-22")
    set_code(zhang.number, "another-1", old=CODE)
    check_code(zhang.number, "another-1")
    void_code(zhang.number)
    assert not has_code(zhang)


def test_five_wrong_ones_lock_it_for_a_while(zhang: Officer) -> None:
    set_code(zhang.number, CODE)
    for left in range(MOST_FAILURES - 1, -1, -1):
        with pytest.raises(CodeFault) as caught:
            check_code(zhang.number, "wrong-22")
        assert ("锁定" in caught.value.zh) == (left == 0)
    with pytest.raises(CodeFault, match="locked"):
        check_code(zhang.number, CODE)
    PersonalCode.objects.update(locked_until=timezone.now() - timedelta(seconds=1))
    check_code(zhang.number, CODE)
    assert PersonalCode.objects.get().failures == 0


def test_trying_many_at_once_gives_no_more_tries(zhang: Officer) -> None:
    set_code(zhang.number, CODE)
    threads, said = 8, list[str]()
    together = Barrier(threads)

    def attempt() -> None:
        together.wait()
        try:
            check_code(zhang.number, "wrong-22")
        except CodeFault as fault:
            said.append(fault.en)
        finally:
            connections.close_all()

    started = [Thread(target=attempt) for _ in range(threads)]
    for one in started:
        one.start()
    for one in started:
        one.join()
    assert sum("more tries" in words for words in said) < MOST_FAILURES
    assert len(said) == threads
    assert PersonalCode.objects.get().failures == MOST_FAILURES


@pytest.mark.parametrize(
    "code", ["12345", "123456", "654321", "aaaaaa", "ababab", "53010001", "yn5301", "ab\ncdefg"]
)
def test_easy_codes_are_refused(zhang: Officer, code: str) -> None:
    with pytest.raises(CodeFault):
        set_code(zhang.number, code)
    assert not has_code(zhang)


def test_who_is_unknown_or_out_of_service_confirms_nothing(zhang: Officer) -> None:
    set_code(zhang.number, CODE)
    with pytest.raises(OfficerFault):
        check_code("YN-none", CODE)
    Officer.objects.filter(pk=zhang.pk).update(valid_to=date(2020, 1, 1))
    with pytest.raises(OfficerFault):
        check_code(zhang.number, CODE)
