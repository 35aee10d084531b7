"""Workers and crawls as processes, whose slices walk plain links (or shops, with --shops).

    python -m tests.crawler.jobs.work worker
    python -m tests.crawler.jobs.work crawl URL… [--delay S] [--kind KIND] [--capture-limit N]
    python -m tests.crawler.jobs.work resume RUN
    python -m tests.crawler.jobs.work patrol

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
    parser.add_argument("command", choices=["worker", "crawl", "resume", "patrol"])
    parser.add_argument("what", nargs="*")
    parser.add_argument("--delay", type=float, default=0.0)
    parser.add_argument("--kind", default="日常监测")
    parser.add_argument("--shops", action="store_true")
    parser.add_argument("--browser", action="store_true")
    parser.add_argument("--capture-limit", type=int, default=0)
    parser.add_argument("--keywords", default="")
    parser.add_argument("--terms", default="")
    given = parser.parse_args()
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr)
    if not given.shops:
        slice_process.PROGRAM = "tests.crawler.jobs.walk_slice"
    home = Home.from_env()
    open_database(home)

    from crawler.errors import CrawlerError

    try:
        return run(given, home)
    except CrawlerError as error:
        print(error.diagnostics("en"), file=sys.stderr)
        return error.code


def run(given: argparse.Namespace, home: Home) -> int:
    """Run the command, now that there is a database."""
    from crawler.crawling import crawl_campaign, resume_crawl, run_worker
    from crawler.patrol import patrol
    from tests.crawler.jobs.slices import campaign

    with Stopper() as stopper:
        if given.command == "worker":
            return run_worker(home, stopper.asked)
        if given.command == "patrol":
            report = patrol(home, stop=stopper.asked)
            lines = [each.diagnostics("en") for each in report.refused]
            told = {"started": report.started, "resumed": report.resumed, "refused": lines}
            print(json.dumps(told | {"waiting": sorted(report.waiting)}))
            return report.code
        if given.command == "resume":
            result = resume_crawl(home, given.what[0], stop=stopper.asked)
        else:
            lists = ["counterfeit", "advertising", "licence"] if given.shops else ["counterfeit"]
            limits = {"delay": given.delay, "capture_limit": given.capture_limit}
            asked = campaign(
                *given.what,
                lists=given.keywords.split() or lists,
                terms=given.terms.split(),
                limits=limits,
                kind=given.kind,
                browser=given.browser or given.capture_limit > 0,
                capture=given.capture_limit > 0,
            )
            result = crawl_campaign(home, asked, stop=stopper.asked)
    if result.trouble is not None:
        print(result.trouble.diagnostics("zh"), file=sys.stderr)
    print(json.dumps(result.summary.to_json(), ensure_ascii=False))
    return result.code


if __name__ == "__main__":
    sys.exit(main())
