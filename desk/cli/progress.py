"""Progress of a crawl: a live table on a terminal, nothing under cron or in a pipe."""

import sys
from types import TracebackType
from typing import TYPE_CHECKING, Self

from rich.live import Live
from rich.table import Table
from rich.text import Text

from desk.cli.language import say
from desk.cli.reasons import site_state_text
from desk.cli.terminal import clean, console

if TYPE_CHECKING:
    from crawler.summary import RunSummary


class Progress:
    """Shows each site's pages, what is left, blocks and leads while a run goes on."""

    def __init__(self) -> None:
        self._live: Live | None = None

    def __enter__(self) -> Self:
        if sys.stderr.isatty():
            self._live = Live(console=console(error=True), transient=True, refresh_per_second=4)
            self._live.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._live is not None:
            self._live.stop()

    def show(self, summary: "RunSummary") -> None:
        """Draw how the run stands now."""
        if self._live is None:
            return
        title = f"{summary.title}  {summary.run_id}"
        grid = Table(title=Text(clean(title)), title_justify="left")
        names = say("网站|状态|已读|待读|受阻|提示", "site|state|read|left|blocked|leads")
        for name in names.split("|"):
            grid.add_column(name)
        for site in summary.sites:
            blocked = sum(site.outcomes.get(k, 0) for k in ("blocked", "captcha", "login"))
            capturing = say("采集页面", "capturing")
            state = capturing if site.capturing else site_state_text(site.state)
            cells = (site.url, state, site.outcomes.get("read", 0), site.pending, blocked)
            grid.add_row(*(Text(clean(cell)) for cell in (*cells, len(site.leads))))
        self._live.update(grid)
