"""The slice program with the Walker as its spider: `python -m tests.crawler.jobs.walk_slice`."""

import sys

from crawler import slice as slice_program
from tests.crawler.jobs.walker import Walker


def main() -> int:
    """As crawler.slice, walking plain links."""
    return slice_program.main(spider=Walker)


if __name__ == "__main__":
    sys.exit(main())
