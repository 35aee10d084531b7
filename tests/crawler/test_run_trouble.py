"""The one line about a run that did not simply end well."""

from datetime import UTC, datetime

import pytest

from crawler.errors import exit_code_of
from crawler.exit_codes import ExitCode
from crawler.run_trouble import trouble_of
from crawler.summary import RunSummary, SiteSummary


def summary(code: ExitCode | None, *sites: ExitCode) -> RunSummary:
    now = datetime.now(UTC)
    rows = [
        SiteSummary(n, f"http://s{n}.test/", "done", "", site, 1, 5)
        for n, site in enumerate(sites, 1)
    ]
    return RunSummary(
        "run-1", "t", "日常监测", False, "ended", code, now, now, rows, {}, {}, {}, "", []
    )


@pytest.mark.parametrize("code", [None, ExitCode.DONE])
def test_a_run_that_goes_on_or_ended_well_has_none(code: ExitCode | None) -> None:
    assert trouble_of(summary(code, ExitCode.DONE)) is None


@pytest.mark.parametrize(
    "code",
    [
        ExitCode.ERROR,
        ExitCode.INTERRUPTED,
        ExitCode.DISK_LOW,
        ExitCode.BROWSER_UNAVAILABLE,
        ExitCode.TIME_LIMIT,
        ExitCode.BLOCKED,
        ExitCode.UNREACHABLE,
        ExitCode.DATABASE,
    ],
)
def test_every_code_of_a_run_has_its_line_in_both_languages(code: ExitCode) -> None:
    trouble = trouble_of(summary(code, ExitCode.DONE, code, *[code] * 5))
    assert trouble is not None and exit_code_of(trouble) is code
    for line in (trouble.diagnostics("zh"), trouble.diagnostics("en")):
        assert "\n" not in line and "{" not in line
        assert "http://s1.test/" not in line, "a site that ended well is not named"
        assert ("http://s2.test/" in line) or "run-1" in line
        assert line.count("http://") <= 3
