import os

import pytest

from checks.saved_files import beside, files_in, is_archive, is_home_file, read_saved


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "shop").mkdir()
    (tmp_path / "secret.html").write_text("secret")
    for name in ("index.html", "licence.html", "证照信息.htm", "page.php@id=3", "lic.html"):
        (tmp_path / "shop" / name).write_text(name)
    (tmp_path / "shop" / "about").mkdir()
    (tmp_path / "shop" / "about" / "index.html").write_text("about")
    return tmp_path / "shop"


@pytest.mark.parametrize(
    ("page", "link", "name"),
    [
        ("https://shop.example/", "https://shop.example/licence.html", "licence.html"),
        ("https://shop.example/", "https://shop.example/licence", "licence.html"),
        ("https://shop.example/a/x.html", "https://shop.example/a/licence.html", "licence.html"),
        ("https://shop.example/", "https://shop.example/x/y/lic.html?from=home", "lic.html"),
        ("https://shop.example/", "https://shop.example/%E8%AF%81%E7%85%A7%E4%BF%A1%E6%81%AF.htm",
         "证照信息.htm"),
        ("https://shop.example/", "https://shop.example/page.php?id=3", "page.php@id=3"),
        ("https://shop.example/", "https://shop.example/about/", "about/index.html"),
        ("https://shop.example/", "https://shop.example/#/licence", "licence.html"),
        ("https://shop.example/", "https://shop.example/gone.html", None),
        # nothing outside the folder, and not the page itself
        ("https://shop.example/", "https://shop.example/../secret.html", None),
        ("https://shop.example/", "https://shop.example/%2e%2e%2fsecret.html", None),
        ("https://shop.example/", "https://shop.example/index.html", None),
        ("https://shop.example/", "http://[::1", None),
        ("https://shop.example/", "https://shop.example/a%00b", None),
    ],
)  # fmt: skip
def test_the_page_beside(folder, page, link, name):
    found = beside(folder / "index.html", page, link)
    assert (found and str(found.relative_to(folder.resolve()))) == name


def test_links_out_of_the_folder_are_not_followed(folder, tmp_path):
    (folder / "way-out.html").symlink_to(tmp_path / "secret.html")
    page = "https://shop.example/"
    assert beside(folder / "index.html", page, "https://shop.example/way-out.html") is None
    assert folder / "way-out.html" not in list(files_in(folder))


def test_relative_links_of_a_page_without_an_address(folder):
    page = (folder / "index.html").resolve().as_uri()
    link = (folder / "licence.html").resolve().as_uri()
    assert beside(folder / "index.html", page, link) == (folder / "licence.html").resolve()


def test_the_address_a_browser_wrote(tmp_path):
    path = tmp_path / "a.html"
    path.write_bytes(b"<!-- saved from url=(0020)https://shop.example/ -->\n<p>x")
    assert read_saved(path).saved_from == "https://shop.example/"
    path.write_bytes(b"<p>x")
    assert read_saved(path).saved_from is None


def test_names(tmp_path):
    (tmp_path / "x.warc.gz").write_bytes(b"")
    (tmp_path / "y").write_bytes(b"WARC/1.1\r\n")
    (tmp_path / "z.html").write_bytes(b"<p>")
    assert is_archive(tmp_path / "x.warc.gz")
    assert is_archive(tmp_path / "y")
    assert not is_archive(tmp_path / "z.html")
    assert is_home_file(tmp_path / "Index.htm")
    assert not is_home_file(tmp_path / "z.html")


def test_pages_that_are_not_named_as_pages_are_found_by_how_they_begin(tmp_path):
    (tmp_path / "goods.php?id=12").write_text("<!DOCTYPE html><p>茶</p>")
    (tmp_path / "item").write_bytes(b"\xef\xbb\xbf\n<!-- made by hand -->\n<html><p>x</p>")
    (tmp_path / "notes.md").write_text("# <html> is a tag")
    (tmp_path / "logo.png").write_bytes(b"\x89PNG\r\n\x1a\n<html>")
    assert [one.name for one in files_in(tmp_path)] == ["goods.php?id=12", "item"]


def test_a_pipe_is_not_waited_for(tmp_path):
    pipe = tmp_path / "page.html"
    os.mkfifo(pipe)
    assert not is_archive(pipe)
    with pytest.raises(OSError, match=r"page\.html"):
        read_saved(pipe)


def test_pages_saved_in_one_file_are_found(tmp_path):
    (tmp_path / "店.mht").write_bytes(b"From: x")
    (tmp_path / "a.MHTML").write_bytes(b"From: x")
    assert [path.name for path in files_in(tmp_path)] == ["a.MHTML", "店.mht"]
