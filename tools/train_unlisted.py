"""Train the classifier behind 未列词疑似 and write checks/unlisted.json.

    python tools/train_unlisted.py [--decided FILE.jsonl]

Needs scikit-learn, which the program itself does not. The pages are those of
tests/corpus/tune and, with `--decided`, texts that officers confirmed or dismissed, one
JSON object a line: {"text": …, "areas": ["advertising"]} ([] for a dismissed one).
The recipe: plain text (checks.plain_text) of the goods' name and the description,
character n-grams of 2 to 4, present or not, unit length; one logistic regression an
area; the 6,000 n-grams of greatest weight are kept. A threshold is the least score at
which five-fold predictions are right three times in four: it proposes, it does not
accuse. Measured on tests/corpus/held_back.
"""

import argparse
import json
import sys
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from sklearn.feature_extraction.text import CountVectorizer  # noqa: E402
from sklearn.linear_model import LogisticRegression  # noqa: E402
from sklearn.model_selection import cross_val_predict  # noqa: E402
from sklearn.preprocessing import normalize  # noqa: E402

from checks.context import Context  # noqa: E402
from checks.unlisted import text_of  # noqa: E402
from keywords.lexicon import Lexicon  # noqa: E402
from pages.reading import read_page  # noqa: E402
from tests.corpus.cases import Case, cases  # noqa: E402
from tools.score import TODAY  # noqa: E402

KEPT = 6_000
SCALE = 1_000
PRECISION = 0.75


def text_of_case(case: Case) -> str:
    """The text that is weighed at run time."""
    body, content_type = case.body()
    return text_of(Context(read_page(body, case.url, content_type), Lexicon([]), today=TODAY))


def threshold(scores: np.ndarray, truth: np.ndarray) -> float:
    """The least score from which on PRECISION of the pages are right; above all where none is."""
    order = np.argsort(-scores)
    share = np.cumsum(truth[order]) / np.arange(1, len(order) + 1)
    good = np.flatnonzero(share >= PRECISION)
    return float(scores[order[good[-1]]]) if good.size else float(scores.max() + 1)


def main() -> None:
    """Train, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--decided", type=Path)
    chosen = parser.parse_args()
    tune = [(text_of_case(c), c.leads) for c in cases() if not c.held_back]
    if chosen.decided:
        lines = chosen.decided.read_text("utf-8").splitlines()
        tune += [(d["text"], frozenset(d["areas"])) for d in map(json.loads, lines)]
    held = [(text_of_case(c), c.leads) for c in cases() if c.held_back]
    areas = sorted({area for _, leads in tune for area in leads})
    counter = CountVectorizer(
        analyzer="char", ngram_range=(2, 4), min_df=2, binary=True, lowercase=False
    )
    counts = counter.fit_transform(text for text, _ in tune)
    ngrams = counter.get_feature_names_out()
    rows = normalize(counts)
    first = [
        LogisticRegression(C=8, class_weight="balanced", max_iter=500).fit(
            rows, [area in leads for _, leads in tune]
        )
        for area in areas
    ]
    weight = np.abs(np.vstack([model.coef_[0] for model in first])).max(axis=0)
    spoken = np.array([not any(c in "\n ，。" for c in ngram) for ngram in ngrams])
    kept = np.sort(np.argsort(-(weight * spoken))[:KEPT])
    rows = normalize(counts[:, kept])
    held_rows = normalize(counter.transform(text for text, _ in held)[:, kept])
    weights, bias, thresholds, measured = [], [], [], {}
    for area in areas:
        truth = np.array([area in leads for _, leads in tune])
        model = LogisticRegression(C=8, class_weight="balanced", max_iter=500)
        apart = cross_val_predict(model, rows, truth, cv=5, method="decision_function")
        model.fit(rows, truth)
        weights.append(model.coef_[0])
        bias.append(float(model.intercept_[0]))
        thresholds.append(threshold(apart, truth))
        said = model.decision_function(held_rows) >= thresholds[-1]
        right = np.array([area in leads for _, leads in held])
        measured[area] = {
            "proposed": int(said.sum()),
            "right": int((said & right).sum()),
            "offences": int(right.sum()),
        }
        print(area, round(thresholds[-1], 2), measured[area])
    data = {
        "recipe": "tools/train_unlisted.py: char 2-4-grams, binary, unit length, logistic "
        "regression C=8 balanced",
        "trained_on": len(tune),
        "measured_on_held_back": measured,
        "areas": areas,
        "scale": SCALE,
        "bias": [round(b, 4) for b in bias],
        "thresholds": [round(t, 4) for t in thresholds],
        "ngrams": [str(ngrams[at]) for at in kept],
        "weights": np.rint(np.vstack(weights).T * SCALE).astype(int).tolist(),
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    (ROOT / "checks" / "unlisted.json").write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    main()
