"""Times as servers write them, in the forms of RFC 9110 5.6.7 and in those of none."""

from datetime import UTC, datetime

import pytest

from crawler.http_date import http_date

MOMENT = datetime(1994, 11, 6, 8, 49, 37, tzinfo=UTC)


@pytest.mark.parametrize(
    "value",
    [
        b"Sun, 06 Nov 1994 08:49:37 GMT",
        b"Sunday, 06-Nov-94 08:49:37 GMT",
        b"Sun Nov  6 08:49:37 1994",
        b" Sun, 06 Nov 1994 16:49:37 +0800 ",
        b"Sun, 06 Nov 1994 08:49:37 -0000",
    ],
)
def test_each_form_is_the_same_time(value: bytes) -> None:
    assert http_date(value) == MOMENT


@pytest.mark.parametrize("value", [None, b"", b"tomorrow", b"\xff\xfe", b"0", b"99 99 9999"])
def test_what_is_no_date_is_none(value: bytes | None) -> None:
    assert http_date(value) is None
