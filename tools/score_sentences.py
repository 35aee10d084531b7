"""What the checks make of labelled sentences that the model has not learnt from, by hand.

    python tools/score_sentences.py

Each stands on a page by itself, as in no shop: a table for comparing models and rules, no floor.
"""

import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from checks.inspect import inspect  # noqa: E402
from tests.corpus.sentences import APART, page_of_sentence, sentences  # noqa: E402
from tools.score import TODAY, shipped_lexicon  # noqa: E402


def main() -> None:
    """Print, by hand, how many offences are found and how many honest sentences told."""
    lexicon = shipped_lexicon()
    told: Counter[tuple[str, bool]] = Counter()
    of: Counter[tuple[str, bool]] = Counter()
    for one in sentences(APART):
        findings = inspect(page_of_sentence(one), lexicon, today=TODAY).findings
        kind = one.hand, bool(one.leads)
        of[kind] += 1
        told[kind] += any(finding.lead and finding.area != "licence" for finding in findings)
    for hand in sorted({hand for hand, _ in of}):
        found, false = (hand, True), (hand, False)
        print(
            f"{hand:4s} offences found {told[found]:4d} of {of[found]:4d} "
            f"({told[found] / of[found]:.2f}), honest told {told[false]:3d} of {of[false]:4d} "
            f"({told[false] / of[false]:.2f})"
        )


if __name__ == "__main__":
    main()
