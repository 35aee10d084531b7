"""`wangjian inspect`: the lines for files, folders and archives."""

import gzip
import io
import json
import time
from datetime import UTC, datetime

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from checks.saved import inspect_paths
from evidence.archive.archive import Archive
from evidence.archive.reader import iter_records
from evidence.network.exchange import RawExchange
from tests.checks.made_pages import TODAY, goods_page
from tests.pages.typical_page import typical_page

FINDING_FIELDS = {"kind", "path", "url", "area", "rule", "term", "matched", "field", "start", "end",
                  "strength", "lead", "reason", "basis", "unit"}  # fmt: skip
PAGE_FIELDS = {"kind", "path", "url", "lead", "licence", "licence_issues", "codes", "flags"}
CODE = "统一社会信用代码：91530102MAYYQ8P105　名称：某店　经营者：张三　经营场所：昆明市某路1号"
HOME = "<title>云上小店</title><p>银镯 丝巾 绣片</p><a href='licence.html'>证照信息</a>"


@pytest.fixture
def lines(lexicon):
    def run(*paths, **options) -> list[dict]:
        found = list(inspect_paths(paths, lexicon, **{"today": TODAY, **options}))
        json.dumps(found, ensure_ascii=False)
        return found

    return run


def page_of(found: list[dict]) -> dict:
    (page,) = [line for line in found if line["kind"] == "page"]
    return page


@pytest.mark.parametrize("charset", ["utf-8", "gbk"])
def test_a_saved_page(lines, tmp_path, charset):
    path = tmp_path / "a.html"
    path.write_bytes(goods_page("高仿名表").replace("utf-8", charset).encode(charset))
    found = lines(path, url="https://shop.example/p/1")
    findings = [line for line in found if line["kind"] == "finding"]
    assert found[-1]["kind"] == "page"
    assert set(findings[0]) >= FINDING_FIELDS
    assert set(found[-1]) >= PAGE_FIELDS
    assert findings[0]["matched"] == "高仿"
    assert findings[0]["url"] == "https://shop.example/p/1"
    assert found[-1]["lead"] is True
    assert found[-1]["licence"] is None


def test_near_misses_and_wrong_labels_are_flags_and_no_crash(lines, tmp_path):
    path = tmp_path / "a.htm"
    path.write_bytes(goods_page("拒绝高仿").encode("gbk"))
    page = page_of(lines(path))
    assert page["lead"] is False
    assert "charset-mismatch" in page["flags"]
    for name, body in (
        ("b.html", b"\xff\xfe\x00"),
        ("c.html", b""),
        ("d.json", b"{not json"),
        ("e.txt", b"\xb8\xdf"),
    ):
        (tmp_path / name).write_bytes(body)
        assert page_of(lines(tmp_path / name))["lead"] is False


def test_json_answers(lines, tmp_path):
    path = tmp_path / "goods.json"
    path.write_text(json.dumps({"data": {"title": "高仿名表"}}))
    assert page_of(lines(path))["lead"] is True


def test_a_folder(lines, tmp_path):
    (tmp_path / "deep").mkdir()
    (tmp_path / "a.html").write_text(goods_page("高仿"))
    (tmp_path / "deep" / "b.htm").write_text(goods_page("好茶"))
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    pages = [line for line in lines(tmp_path) if line["kind"] == "page"]
    assert [page["path"].rpartition("/")[2] for page in pages] == ["a.html", "b.htm"]
    assert [page["lead"] for page in pages] == [True, False]


@pytest.mark.parametrize("home", [True, False])
def test_home_says_it(lines, tmp_path, home):
    path = tmp_path / "shop.html"
    path.write_text(HOME.replace("licence.html", "https://other.example/") + f"<p>{CODE}</p>")
    page = page_of(lines(path, home=home))
    assert page["licence"] == ("shown" if home else None)
    assert [code["kind"] for code in page["codes"]] == ["uscc"]


@pytest.mark.parametrize("url", [None, "https://shop.example/", "https://shop.example/index.html"])
def test_second_pages_beside_a_home_page_are_followed(lines, tmp_path, url):
    path = tmp_path / "index.html"
    path.write_text(HOME)
    assert page_of(lines(path, home=True, url=url))["licence"] == "could_not_check"
    (tmp_path / "licence.html").write_text(f"<title>证照信息</title><p>{CODE}</p>")
    assert page_of(lines(path, home=True, url=url))["licence"] == "shown"
    (tmp_path / "licence.html").write_text("<title>证照信息</title><p>整理中</p>")
    found = lines(path, home=True, url=url)
    page = page_of(found)
    assert (page["licence"], page["lead"]) == ("not_found", True)
    assert [(line["rule"], line["unit"]) for line in found if line["kind"] == "finding"] == [
        ("licence.not-found", "network")
    ]


def test_absence_is_not_said_while_a_page_that_may_show_it_was_not_saved(lines, tmp_path):
    path = tmp_path / "index.html"
    path.write_text(HOME.replace("证照信息", "关于我们") + "<a href='#foot'>联系我们</a>")
    found = lines(path, home=True)
    assert (page_of(found)["licence"], page_of(found)["lead"]) == ("could_not_check", False)
    (tmp_path / "licence.html").write_text("<title>关于我们</title><p>我们热爱生活</p>")
    assert page_of(lines(path, home=True))["licence"] == "not_found"


def test_in_a_folder_home_is_the_index_file(lines, tmp_path):
    (tmp_path / "index.html").write_text(HOME)
    (tmp_path / "licence.html").write_text(f"<title>证照信息</title><p>{CODE}</p>")
    (tmp_path / "p1.html").write_text(goods_page("好茶"))
    pages = {line["path"].rpartition("/")[2]: line for line in lines(tmp_path, home=True)}
    assert {name: page["licence"] for name, page in pages.items()} == {
        "index.html": "shown", "licence.html": "shown", "p1.html": None,
    }  # fmt: skip


def test_what_cannot_be_read_is_told_and_the_rest_is_checked(lines, tmp_path):
    (tmp_path / "a.html").write_text(goods_page("高仿"))
    (tmp_path / "empty").mkdir()
    found = lines(tmp_path / "gone.html", tmp_path / "empty", tmp_path / "a.html")
    assert [line["kind"] for line in found] == [
        "error",
        "error",
        *["finding"] * (len(found) - 3),
        "page",
    ]
    assert "gone.html" in found[0]["path"]
    assert found[0]["zh"]
    assert found[0]["en"]


def test_a_page_cannot_claim_to_be_an_office(lines, tmp_path):
    path = tmp_path / "a.html"
    path.write_text("<!-- saved from url=(0020)https://amr.yn.gov.cn/ -->" + goods_page("高仿"))
    assert page_of(lines(path))["lead"] is True
    assert page_of(lines(path, url="https://amr.yn.gov.cn/"))["lead"] is False


def exchange(
    url: str, body: bytes, head: str = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
) -> RawExchange:
    response = head.encode() + f"Content-Length: {len(body)}\r\n\r\n".encode() + body
    request = f"GET {url} HTTP/1.1\r\nHost: shop.example\r\n\r\n".encode()
    return RawExchange(
        url, request, response, "203.0.113.7", 443, datetime(2026, 11, 24, tzinfo=UTC)
    )


@pytest.fixture
def archive(tmp_path):
    """Our own archive: a page of goods, a search page, a home and a licence page, an error."""
    made = Archive(tmp_path / "archive", name="run", info={"operator": "试"}, floor_bytes=0)
    base = "https://shop.example"
    made.append_exchange(exchange(f"{base}/p/1", goods_page("高仿").encode()))
    zipped = gzip.compress(goods_page("精仿").encode("gbk"))
    coded = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=gbk\r\nContent-Encoding: gzip\r\n"
    made.append_exchange(exchange(f"{base}/p/2", zipped, coded))
    made.append_exchange(
        exchange(f"{base}/licence.html", f"<title>证照</title><p>{CODE}</p>".encode())
    )
    made.append_exchange(exchange(f"{base}/", HOME.encode()))
    made.append_exchange(
        exchange(f"{base}/gone", b"<p>\xe9\xab\x98\xe4\xbb\xbf", "HTTP/1.1 404 X\r\n")
    )
    made.append_exchange(
        exchange(f"{base}/1.png", b"\x89PNG", "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n")
    )
    made.append_resource(
        f"{base}/#/p/3", "text/html", goods_page("超A表").encode(), when=datetime.now(UTC)
    )
    made.close()
    return tmp_path / "archive" / made.files[0]


def test_our_own_archives(lines, archive):
    found = lines(archive)
    pages = {line["url"]: line for line in found if line["kind"] == "page"}
    base = "https://shop.example"
    assert {url for url, page in pages.items() if page["lead"]} == {
        f"{base}/p/1", f"{base}/p/2", f"{base}/#/p/3",
    }  # fmt: skip
    assert "http-404" in pages[f"{base}/gone"]["flags"]
    assert "rendered" in pages[f"{base}/#/p/3"]["flags"]
    assert f"{base}/1.png" not in pages
    finding = next(line for line in found if line["kind"] == "finding")
    assert finding["record"]["id"].startswith("<urn:uuid:")
    assert not [line for line in found if line["kind"] == "error"]


def test_home_in_an_archive_with_its_second_page(lines, archive):
    pages = {line["url"]: line for line in lines(archive, home=True) if line["kind"] == "page"}
    assert pages["https://shop.example/"]["licence"] == "shown"
    assert pages["https://shop.example/p/1"]["licence"] is None


def test_one_address_of_an_archive(lines, archive):
    (page,) = [
        line for line in lines(archive, url="https://shop.example/p/2") if line["kind"] == "page"
    ]
    assert page["charset"] == "gb18030"


def test_an_archive_in_a_folder_and_a_damaged_one(lines, archive):
    assert page_of([line for line in lines(archive.parent) if line.get("url", "").endswith("/p/1")])
    body = bytearray(archive.read_bytes())
    body[len(body) // 2] ^= 0xFF
    archive.write_bytes(bytes(body))
    found = lines(archive)
    assert [line for line in found if line["kind"] == "error"]
    assert [line for line in found if line["kind"] == "page"]


def test_archives_of_others(lines, tmp_path):
    path = tmp_path / "other.warc.gz"
    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=True)
        head = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
        body = io.BytesIO(goods_page("高仿").encode())
        record = writer.create_warc_record(
            "https://shop.example/p/1", "response", payload=body, http_headers=head
        )
        writer.write_record(record)
    found = lines(path)
    assert page_of(found)["lead"] is True
    assert not [line for line in found if line["kind"] == "error"]


def test_speed_is_shown(lexicon, tmp_path):
    for number in range(60):
        charset = "gbk" if number % 3 == 0 else "utf-8"
        (tmp_path / f"p{number}.html").write_bytes(typical_page(charset))
    start = time.process_time()
    count = sum(line["kind"] == "page" for line in inspect_paths([tmp_path], lexicon, today=TODAY))
    spent = time.process_time() - start
    print(f"inspect: {count / spent * 60:.0f} saved pages a minute on one core")
    assert count == 60


def unread(found: list[dict]) -> dict[str, str]:
    """By the end of address or path, why it was not read."""
    return {
        line.get("url", line["path"]).rpartition("/")[2]: line["zh"]
        for line in found
        if line["kind"] == "unread"
    }


def test_what_of_an_archive_is_not_read_is_told(lines, tmp_path):
    path = tmp_path / "other.warc.gz"

    def head(**more: str) -> StatusAndHeaders:
        fields = [(name.replace("_", "-"), value) for name, value in more.items()]
        return StatusAndHeaders("200 OK", fields, protocol="HTTP/1.1")

    page = goods_page("高仿").encode()
    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=True)
        for name, kind, body, fields in (
            ("page", "response", page, head(Content_Type="text/html")),
            ("same", "revisit", b"", head(Content_Type="text/html")),
            ("1.png", "response", b"\x89PNG", head(Content_Type="image/png")),
            ("odd", "response", b"xyz", head(Content_Type="text/html", Content_Encoding="dcz")),
            ("zstd", "response", b"\x28\xb5\x2f\xfd12", head(Content_Type="text/html")),
            ("none", "response", b"", head(Content_Type="text/html")),
            ("copy", "conversion", page, None),
        ):
            url = f"https://shop.example/{name}"
            extra = {"warc_headers_dict": {"WARC-Truncated": "length"}} if name == "page" else {}
            writer.write_record(
                writer.create_warc_record(
                    url, kind, payload=io.BytesIO(body), http_headers=fields, **extra
                )
            )
        dns = writer.create_warc_record("dns:shop.example", "response", payload=io.BytesIO(b"A"))
        writer.write_record(dns)
    found = lines(path)
    assert page_of(found)["lead"] is True
    assert "truncated-length" in page_of(found)["flags"]
    told = unread(found)
    assert told.keys() == {"same", "1.png", "odd", "zstd", "none", "copy", "dns:shop.example"}
    assert "先前的记录相同" in told["same"] and "dcz" in told["odd"] and "zstd" in told["zstd"]
    assert unread(lines(path, url="https://shop.example/page")) == {}


def test_a_record_that_is_too_large_is_told(tmp_path, monkeypatch, lines):
    path = tmp_path / "other.warc.gz"
    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=True)
        head = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
        for name, size in (("small", 10), ("large", 5_000)):
            body = io.BytesIO(goods_page("高仿").encode() + b" " * size)
            url = f"https://shop.example/{name}"
            writer.write_record(
                writer.create_warc_record(url, "response", payload=body, http_headers=head)
            )
    monkeypatch.setattr(
        "checks.saved.iter_records", lambda path, **more: iter_records(path, limit=4_000, **more)
    )
    found = lines(path)
    assert page_of(found)["url"].endswith("/small")
    assert "记录过大" in unread(found)["large"]


def test_what_of_a_folder_is_not_read_is_told(lines, tmp_path):
    (tmp_path / "a.html").write_text(goods_page("高仿"))
    (tmp_path / "1.png").write_bytes(b"\x89PNG")
    (tmp_path / "run.warc.zst").write_bytes(b"\x28\xb5\x2f\xfd12")
    told = unread(lines(tmp_path))
    assert told.keys() == {"1.png", "run.warc.zst"}
    assert "zstd" in told["run.warc.zst"]
    assert unread(lines(tmp_path / "run.warc.zst")).keys() == {"run.warc.zst"}
