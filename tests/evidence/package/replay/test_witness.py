"""The WARC holds every answer that the browser says it saw, on shops of the sample market."""

import gzip

import pytest

from evidence.capture.manifest import read_capture
from tests.evidence.package.replay.taken import Taken, take_pages
from tests.evidence.package.replay.witness import Witness, compare
from tests.market.market import Market


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Taken], list[str]]:
    """A page made by scripts and a page in GBK; and the request lines that the shops logged."""
    with Market(only=["spa", "gbk"]) as market:
        goods = market.truth.shops["gbk"].products[0]
        pages = [("spa", market.shops["spa"]), ("gbk", market.url(goods))]
        taken = take_pages(pages, tmp_path_factory.mktemp("taken"), market.allow)
        logged = [row.line for name in ("spa", "gbk") for row in market.requests(name)]
        return taken, logged


def test_every_answer_the_browser_tells_of_is_kept(seen: tuple[list[Taken], list[str]]) -> None:
    for one in seen[0]:
        compared = one.compared
        assert compared.missing == []
        assert compared.different == []
        assert compared.unread == []
        assert compared.seen >= 7
        assert compared.devtools >= compared.seen
        assert compared.bodies == compared.seen


def test_every_request_the_shop_logged_is_kept(seen: tuple[list[Taken], list[str]]) -> None:
    taken, logged = seen
    kept = []
    for one in taken:
        for path in one.captured.folder.glob("*.warc.gz"):
            text = gzip.decompress(path.read_bytes())
            kept += [line.decode() for line in text.split(b"\r\n") if line.endswith(b" HTTP/1.1")]
    assert sorted(kept) == sorted(logged)


def test_an_answer_that_is_not_kept_would_be_told(seen: tuple[list[Taken], list[str]]) -> None:
    captured = read_capture(seen[0][0].captured.folder)
    witness = Witness()
    witness.answers["GET", f"{captured.url_final}never-asked", 200] = 1
    witness.devtools[captured.url_final, 200] = 2
    witness.bodies["GET", captured.url_final, 200] = {"0" * 64}
    compared = compare(witness, captured)
    assert len(compared.missing) == 2
    assert len(compared.different) == 1
