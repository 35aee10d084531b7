"""Workers and crawls as processes, whose slices walk plain links.

    python -m tests.crawler.jobs.work worker
    python -m tests.crawler.jobs.work crawl URL… [--delay S] [--kind KIND]
    python -m tests.crawler.jobs.work resume RUN

WANGJIAN_HOME and DATABASE_URL say where. What a crawl came to is printed as one
line of JSON; the exit status is its exit code.
"""

import argparse
import json
import logging
import sys

from crawler import slice_process
from crawler.opening import open_database
from crawler.stopping import Stopper
from leads.home import Home


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser()
    parser.add_argument("command", choices=["worker", "crawl", "resume"])
    parser.add_argument("what", nargs="*")
    parser.add_argument("--delay", type=float, default=0.0)
    parser.add_argument("--kind", default="日常监测")
    given = parser.parse_args()
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr)
    slice_process.PROGRAM = "tests.crawler.jobs.walk_slice"
    home = Home.from_env()
    open_database(home)

    from crawler.crawling import crawl_campaign, resume_crawl, run_worker
    from tests.crawler.jobs.slices import campaign

    with Stopper() as stopper:
        if given.command == "worker":
            return run_worker(home, stopper.asked)
        if given.command == "resume":
            result = resume_crawl(home, given.what[0], stop=stopper.asked)
        else:
            asked = campaign(*given.what, limits={"delay": given.delay}, kind=given.kind)
            result = crawl_campaign(home, asked, stop=stopper.asked)
    print(json.dumps(result.summary.to_json(), ensure_ascii=False))
    return result.code


if __name__ == "__main__":
    sys.exit(main())
