"""The program that captures pages of a crawled site: `python -m crawler.capture_slice …`.

Started by a worker as a slice of a crawl is, and ended like one: its exit status is a
SliceEnd. Each page gets a browser of its own; the program ends with its worker.
"""

import argparse
import logging
import sys

from crawler.slice_end import SliceEnd
from crawler.watchdog import die_with_parent
from leads.home import Home

SLICE_SECONDS = 15 * 60.0


def main(arguments: list[str] | None = None) -> int:
    """Capture pages of one site for a while; returns a SliceEnd."""
    parser = argparse.ArgumentParser(prog="crawler.capture_slice", description=__doc__)
    parser.add_argument("--site-run", type=int, required=True)
    parser.add_argument("--worker", default="")
    parser.add_argument("--parent", type=int, default=0)
    parser.add_argument("--seconds", type=float, default=SLICE_SECONDS)
    given = parser.parse_args(arguments)
    if given.parent:
        die_with_parent(given.parent)
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr)

    from crawler.opening import open_database

    home = Home.from_env()
    open_database(home, update=False)

    # Only now are there settings for what has models.
    from crawler.capture_work import CaptureWork

    work = CaptureWork(home, given.site_run, worker=given.worker, seconds=given.seconds)
    return int(work.run())


if __name__ == "__main__":
    try:
        STATUS = main()
    except Exception as error:
        logging.getLogger(__name__).exception("the slice of captures failed")
        STATUS = int(SliceEnd.of_error(error))
    raise SystemExit(STATUS)
