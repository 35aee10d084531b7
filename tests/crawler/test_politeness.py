"""robots.txt is obeyed as RFC 9309 says, and nobody can make us wait for ten years."""

from datetime import UTC, datetime

import pytest

from crawler.politeness import (
    LONGEST_WAIT,
    Robots,
    back_off,
    retry_after,
    robots_text,
    sends_away,
)
from tests.plain_steps import plain_steps

AGENT = "wangjian/0.1 (+昆明; 0871-0000000)"
RULES = b"""\
User-agent: *
Disallow: /cart
Disallow: /*?sort=
Crawl-delay: 2

User-agent: wangjian
Disallow: /private
Crawl-delay: 900
"""


def test_our_own_group_counts_and_the_general_one_does_not() -> None:
    ours = Robots.from_answer(200, RULES, AGENT)
    assert not ours.allows("http://s.example/private/1")
    assert ours.allows("http://s.example/cart")
    other = Robots.from_answer(200, RULES, "otherbot/1")
    assert not other.allows("http://s.example/cart")
    assert not other.allows("http://s.example/list?sort=price")


def test_a_crawl_delay_is_honoured_within_bounds() -> None:
    assert Robots.from_answer(200, RULES, "otherbot/1").crawl_delay == 2
    assert Robots.from_answer(200, RULES, AGENT).crawl_delay == 30
    rate = b"User-agent: *\nRequest-rate: 1/10\n"
    assert Robots.from_answer(200, rate, AGENT).crawl_delay == 10
    assert Robots.from_answer(200, b"", AGENT).crawl_delay == 0


@pytest.mark.parametrize(
    ("status", "allowed"), [(404, True), (403, True), (410, True), (500, False), (503, False)]
)
def test_an_absent_file_allows_and_a_failing_server_forbids(status: int, allowed: bool) -> None:
    assert Robots.from_answer(status, b"Disallow: /", AGENT).allows("http://s.example/a") is allowed


@pytest.mark.parametrize("status", [0, 429])
def test_no_answer_and_being_told_to_slow_down_forbid(status: int) -> None:
    assert not Robots.from_answer(status, b"", AGENT).allows("http://s.example/")


def test_too_many_redirects_count_as_absent() -> None:
    assert Robots.too_many_redirects(AGENT).allows("http://s.example/")


@pytest.mark.parametrize(
    "body",
    [
        b"\xef\xbb\xbfUser-agent: *\r\nDisallow: /a\r\n",
        b"User-agent: *\rDisallow: /a\r",
        b"User-agent: *\n\x00Disallow: /a\n",
        b"User-agent: *\nDisallow: /a\n" + b"# \xb2\xe8\n" * 100_000,
    ],
)
def test_odd_files_are_still_rules(body: bytes) -> None:
    robots = Robots.from_answer(200, body, AGENT)
    assert not robots.allows("http://s.example/a")
    assert robots.allows("http://s.example/b")


def test_a_page_in_place_of_the_file_holds_no_rules() -> None:
    page = b"<!DOCTYPE html><pre>\nUser-agent: *\nDisallow: /\n</pre>"
    assert Robots.from_answer(200, page, AGENT).allows("http://s.example/")


def test_half_a_mebibyte_is_read_in_whole_lines() -> None:
    body = b"User-agent: *\nDisallow: /a\n" + b"Disallow: /secret-and-long\n" * 40_000
    text = robots_text(body)
    assert len(text) <= 500 * 1024
    assert text.endswith("Disallow: /secret-and-long\n")


def test_a_pattern_of_many_stars_costs_no_time() -> None:
    body = b"User-agent: *\nDisallow: /" + b"*a" * 3000 + b"$\n"
    url = "http://s.example/" + "a" * 2000 + "!"
    allowed: list[bool] = []

    def ask() -> None:
        allowed.append(Robots.from_answer(200, body, AGENT).allows(url))

    assert plain_steps(ask) < 60
    assert allowed == [True]


def test_rules_survive_a_restart() -> None:
    robots = Robots.from_answer(200, RULES, AGENT)
    memo = robots.to_memo()
    assert memo is not None
    again = Robots.from_memo(memo, AGENT)
    assert not again.allows("http://s.example/private/1")
    shut = Robots.from_memo(Robots.from_answer(503, b"", AGENT).to_memo() or {}, AGENT)
    assert not shut.allows("http://s.example/")


NOW = datetime(2026, 11, 24, 8, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        (b"7", 7),
        (b"315360000", LONGEST_WAIT),
        (b"99999999999999999999", None),
        (b"-5", None),
        (b"soon", None),
        (b"Tue, 24 Nov 2026 08:00:30 GMT", 30),
        (b"Tue, 24 Nov 2020 08:00:30 GMT", 1),
        (b"Tue, 24 Nov 9999 08:00:30 GMT", LONGEST_WAIT),
        (b"\xff\xfe", None),
        (None, None),
    ],
)
def test_retry_after_is_believed_within_bounds(header: bytes | None, seconds: float | None) -> None:
    assert retry_after(header, NOW) == seconds


def test_waiting_doubles_and_ends() -> None:
    waits = [back_off(n, 1.0) for n in range(1, 12)]
    assert waits[:3] == [2.0, 4.0, 8.0]
    assert waits[-1] == LONGEST_WAIT


@pytest.mark.parametrize(
    ("header", "away"),
    [
        (b"86400", True),
        (b"600", False),
        (b"Wed, 25 Nov 2026 08:00:00 GMT", True),
        (b"Tue, 24 Nov 2026 08:05:00 GMT", False),
        (b"soon", False),
        (None, False),
    ],
)
def test_a_retry_after_of_a_day_sends_us_away(header: bytes | None, away: bool) -> None:
    assert sends_away(header, NOW) is away
