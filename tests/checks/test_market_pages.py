"""The three checks on every page of the sample market, against its truth file.

Pages are fetched plainly and read; whole crawls are the crawler's tests.
"""

import urllib.error
import urllib.request
from collections import Counter

import pytest

from checks.areas.licence import conclude
from checks.inspect import inspect
from pages.reading import read_page
from tests.checks.made_pages import TODAY, areas
from tests.market import Market

CHECKED = ("counterfeit", "advertising")


@pytest.fixture(scope="module")
def market():
    with Market() as opened:
        yield opened


def get(url: str):
    try:
        with urllib.request.urlopen(url, timeout=20) as answer:
            return answer.status, read_page(answer.read(), url, answer.headers.get("Content-Type"))
    except urllib.error.HTTPError as error:
        return error.code, read_page(error.read(), url, error.headers.get("Content-Type"))


def test_pages_of_goods(market, lexicon):
    table: Counter[tuple[str, str]] = Counter()
    wrong = []
    for name, shop in market.truth.shops.items():
        base = market.shops[name].rstrip("/")
        for product in shop.products:
            status, page = get(base + (getattr(product, "api", None) or product.path))
            if status != 200:
                continue
            found = areas(inspect(page, lexicon, today=TODAY))
            for area in CHECKED:
                if area in product.leads:
                    kind = "right" if area in found else "missed"
                elif area in found and area not in product.may:
                    kind = "false"
                else:
                    continue
                table[area, kind] += 1
                if kind != "right":
                    wrong.append((kind, area, name, product.id, product.why))
    for area in CHECKED:
        right, missed, false = (table[area, kind] for kind in ("right", "missed", "false"))
        recall, precision = right / (right + missed), right / (right + false)
        print(f"{area}: {right} right, recall {recall:.3f}, precision {precision:.3f}")
        assert recall >= 0.95, wrong
        assert precision >= 0.95, wrong


def test_other_pages_make_no_lead(market, lexicon):
    for name, shop in market.truth.shops.items():
        for page_truth in shop.pages:
            _, page = get(market.shops[name].rstrip("/") + page_truth.path)
            assert areas(inspect(page, lexicon, today=TODAY)) == set(), (name, page_truth.why)


# The others need a browser (spa) or stand behind a wall (digital).
@pytest.mark.parametrize(
    "name",
    ["tea", "gbk", "ld", "poor", "herbs", "nosearch", "farm", "invalid", "platform", "deadlink",
     "incomplete", "pharmacy"],
)  # fmt: skip
def test_licences(market, lexicon, name):
    truth, home = market.truth.shops[name].licence, market.shops[name]
    looked, readings = [], []
    queue = [home]
    for url in queue:
        status, page = get(url)
        looked.append({"url": url, "outcome": "read" if status == 200 else "error", "record": None})
        if status == 200:
            reading = inspect(page, lexicon, home=True, today=TODAY).licence
            readings.append((url, reading))
            queue.extend(reading.second_pages if url == home else ())
    concluded = conclude(readings, looked)
    assert concluded.state == truth.state, concluded.reason
    assert set(truth.issues) <= set(concluded.issues) <= {*truth.issues, *truth.issues_may}
