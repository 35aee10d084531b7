"""The program of one slice: `python -m crawler.slice --site-run N …`, started by a worker.

Its exit status is a SliceEnd. It ends with the process that started it; SIGTERM
asks it to end in good order: what was fetched is kept, the archive is closed.
"""

import argparse
import logging
import sys
from typing import TYPE_CHECKING

from crawler.slice_end import SliceEnd
from crawler.watchdog import die_with_parent
from leads.home import Home

if TYPE_CHECKING:
    from scrapy import Spider

SLICE_PAGES = 500
SLICE_SECONDS = 15 * 60.0


def main(arguments: list[str] | None = None, spider: "type[Spider] | None" = None) -> int:
    """Work one slice with `spider` (the room's ShopSpider); returns its SliceEnd."""
    parser = argparse.ArgumentParser(prog="crawler.slice", description="one slice of a crawl")
    parser.add_argument("--site-run", type=int, required=True)
    parser.add_argument("--worker", default="")
    parser.add_argument("--parent", type=int, default=0)
    parser.add_argument("--pages", type=int, default=SLICE_PAGES)
    parser.add_argument("--seconds", type=float, default=SLICE_SECONDS)
    given = parser.parse_args(arguments)
    if given.parent:
        die_with_parent(given.parent)
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr)

    from crawler.opening import open_database

    home = Home.from_env()
    open_database(home, update=False)

    # Only now are there settings for what has models.
    from crawler.slice_work import SliceWork

    work = SliceWork(
        home,
        given.site_run,
        worker=given.worker,
        pages=given.pages,
        seconds=given.seconds,
        spider=spider,
    )
    return int(work.run())


if __name__ == "__main__":
    try:
        STATUS = main()
    except Exception as error:
        logging.getLogger(__name__).exception("the slice failed")
        STATUS = int(SliceEnd.of_error(error))
    raise SystemExit(STATUS)
