"""A WACZ of whole WARC files; what its index and pages say; what stops it."""

import gzip
import hashlib
import io
import json
from pathlib import Path

import pytest

from evidence.errors import PackageFault
from evidence.package.cdxj import Index
from evidence.package.check_wacz import check_wacz
from evidence.package.survey import survey
from evidence.package.wacz import WaczContents, WaczFile, WaczPage, write_wacz
from tests.evidence.package.samples import HOSTILE, MADE_AT, SHOP, crawl, traffic
from tests.evidence.package.workshop import opened

NAME = "c-1-00.warc.gz"


@pytest.fixture(scope="module")
def warc(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return traffic(tmp_path_factory.mktemp("warc"))


def made(path: Path, *files: WaczFile, pages: tuple[WaczPage, ...] = ()) -> WaczContents:
    with path.open("wb") as stream:
        return write_wacz(
            stream, files, pages, title=HOSTILE, created=MADE_AT, software="wangjian/0"
        )


def test_what_is_written_is_whole_to_the_strict_reader(warc: Path, tmp_path: Path) -> None:
    written = made(tmp_path / "x.wacz", WaczFile(NAME, warc))
    with (tmp_path / "x.wacz").open("rb") as stream:
        found = check_wacz(stream, "x.wacz")
    assert found.faults == []
    assert found.records == written.records == 9
    assert found.facts == written.files


def test_the_index_leads_to_members_that_unpack_to_what_it_says(warc: Path, tmp_path: Path) -> None:
    made(tmp_path / "x.wacz", WaczFile(NAME, warc))
    with opened((tmp_path / "x.wacz").read_bytes()) as web:
        data = web.read(f"archive/{NAME}")
        lines = web.read("indexes/index.cdx").splitlines()
    for line in lines:
        said = json.loads(line.split(b" ", 2)[2])
        member = data[int(said["offset"]) :][: int(said["length"])]
        assert f"sha256:{hashlib.sha256(member).hexdigest()}" == said["recordDigest"]
        assert said["url"].encode() in gzip.decompress(member)
        assert said["filename"] == NAME


def test_pages_are_listed_where_they_are_kept_and_in_words_that_cannot_hide(
    warc: Path, tmp_path: Path
) -> None:
    pages = (
        WaczPage("1", f"{SHOP}/p/1#top", HOSTILE, NAME),
        WaczPage("2", f"{SHOP}/absent", "x", NAME),
        WaczPage("3", f"{SHOP}/最佳", "x", NAME),
    )
    made(tmp_path / "x.wacz", WaczFile(NAME, warc), pages=pages)
    with opened((tmp_path / "x.wacz").read_bytes()) as web:
        head, *lines = web.read("pages/pages.jsonl").decode().splitlines()
        main = json.loads(web.read("datapackage.json"))["mainPageUrl"]
    assert json.loads(head)["format"] == "json-pages-1.0"
    (page,) = (json.loads(line) for line in lines)
    assert (page["url"], page["title"]) == (f"{SHOP}/p/1", HOSTILE)
    assert page["ts"] == "2026-11-24T01:05:07Z"
    assert main == f"{SHOP}/p/1"
    assert "\u202e" not in lines[0]


def test_a_warc_file_that_is_not_whole_stops_it(warc: Path, tmp_path: Path) -> None:
    torn = tmp_path / "torn.warc.gz"
    torn.write_bytes(warc.read_bytes()[:-30])
    with pytest.raises(PackageFault) as caught:
        made(tmp_path / "x.wacz", WaczFile(NAME, torn))
    assert caught.value.code == "record"
    assert str(torn) in caught.value.diagnostics("en")


def test_without_warc_files_it_is_whole_and_empty(tmp_path: Path) -> None:
    made(tmp_path / "x.wacz")
    with (tmp_path / "x.wacz").open("rb") as stream:
        found = check_wacz(stream, "x.wacz")
    assert (found.faults, found.records) == ([], 0)


def test_a_survey_tells_what_is_wrong_and_indexes_what_is_not(tmp_path: Path) -> None:
    (path,) = crawl(tmp_path).folder.iterdir()
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    index = Index()
    found = survey(io.BytesIO(bytes(data)), io.BytesIO(bytes(data)), NAME, index)
    assert found.faults
    whole = Index()
    survey(io.BytesIO(path.read_bytes()), io.BytesIO(path.read_bytes()), NAME, whole)
    assert index.places.items() < whole.places.items()


def test_an_index_knows_its_records_by_place(warc: Path) -> None:
    index = Index()
    with warc.open("rb") as one, warc.open("rb") as other:
        survey(one, other, NAME, index)
    assert len(index.places) == 9
    assert index.moment(NAME, f"{SHOP}/p/1") == "2026-11-24T01:05:07Z"
    assert index.moment("other", f"{SHOP}/p/1") is None
    assert index.holds(f"{SHOP}/p/1", "2026-11-24T01:05:07Z")
    assert not index.holds(f"{SHOP}/p/1", "2026-11-24T01:05:08Z")
    assert not index.holds(None, None)
