"""A site profile is read as written, and its mistakes are told with their line."""

from pathlib import Path

import pytest

from crawler.profiles import load_profile, load_profiles
from keywords.errors import FileFault

GOOD = """\
site = "http://shop.example/"
name = "某商城"
hosts = ["item.shop.example", "127.0.0.1:8001"]
licence_urls = ["http://shop.example/licence.html"]

[search]
url = "http://shop.example/s?kw={term}"
charset = "gbk"

[listing]
urls = ["http://shop.example/all"]
product_link = "li.item a"

[product]
url_pattern = '/goods-\\d+\\.html$'

[limits]
pages = 50
delay = 2.5
"""


def _written(tmp_path: Path, text: str, name: str = "shop.toml") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_profile_is_read_as_written(tmp_path: Path) -> None:
    profile = load_profile(_written(tmp_path, GOOD))
    assert profile.search is not None
    assert profile.search.charset == "gbk"
    assert profile.hosts == ("item.shop.example", "127.0.0.1:8001")
    assert profile.limits.delay == 2.5


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("[search]", "[serach]", ("serach", "search")),
        ('charset = "gbk"', 'charset = "latin-1"', ("charset",)),
        ("?kw={term}", "?kw=x", ("{term}",)),
        ("http://shop.example/licence.html", "ftp://shop.example/x", ("licence_urls",)),
        ("'/goods-\\d+\\.html$'", "'/goods-('", ("url_pattern",)),
        ("pages = 50", "pages = 0", ("pages",)),
        ("item.shop.example", "item shop", ("hosts",)),
    ],
)
def test_a_mistake_is_told_with_file_and_line(
    tmp_path: Path, before: str, after: str, told: tuple[str, ...]
) -> None:
    assert before in GOOD
    path = _written(tmp_path, GOOD.replace(before, after))
    with pytest.raises(FileFault) as caught:
        load_profile(path)
    line = caught.value.diagnostics("en")
    assert str(path) in line
    assert all(word in line for word in told)
    assert all(fault.line > 0 for fault in caught.value.faults)


def test_profiles_are_found_by_host_and_two_for_one_site_are_refused(tmp_path: Path) -> None:
    _written(tmp_path, GOOD)
    assert list(load_profiles(tmp_path)) == ["shop.example"]
    _written(tmp_path, 'site = "http://SHOP.example:80/x"\n', "twin.toml")
    with pytest.raises(FileFault, match=r"shop\.toml"):
        load_profiles(tmp_path)


def test_an_office_without_profiles_has_none(tmp_path: Path) -> None:
    assert load_profiles(tmp_path / "sites") == {}
