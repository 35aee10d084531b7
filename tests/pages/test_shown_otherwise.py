"""Text and pictures that pages show in unusual ways: backgrounds, locked boxes, letters unseen."""

import pytest

from pages.codes import find_codes
from pages.reading import read_page


def read(html: str):
    return read_page(html.encode(), "https://shop.example/")


def test_a_background_picture_is_a_picture():
    page = read("<div style=\"width:9px;background:url('/yyzz.jpg') no-repeat\" title=执照></div>")
    assert page.images == [("https://shop.example/yyzz.jpg", "执照")]


@pytest.mark.parametrize(
    "style", ["background:url(data:image/png;base64,AA)", "background:url()", "background:red"]
)
def test_no_picture_of_a_file(style):
    assert read(f"<div style='{style}'>x</div>").images == []


def test_a_box_nobody_can_write_in_shows_a_fact():
    page = read("<label>代码</label><input readonly value=91530102MAYYQ8P105><input value=别的>")
    assert "91530102MAYYQ8P105" in page.text("description")
    assert "别的" not in page.text("description")
    assert page.codes[0].valid


@pytest.mark.parametrize(
    ("style", "hidden"),
    [
        ("font-size:1px", True),
        ("font-size:0.5em", False),
        ("font-size:12px", False),
        ("color:#fff;background:#fefefe", True),
        ("color:rgb(1,1,1);background-color:black", True),
        ("color:#fff;background:#333", False),
        ("color:#fff", False),  # what it stands on is not known
        ("opacity:0.02", True),
        ("opacity:.5", False),
    ],
)
def test_letters_that_cannot_be_seen(style, hidden):
    page = read(f"<p style='{style}'>营业执照</p>")
    assert ("营业执照" in page.text("hidden")) == hidden


@pytest.mark.parametrize(
    ("text", "kind", "value", "valid"),
    [
        ("药品经营许可证：滇DA8710001", "drug_licence", "滇DA8710001", True),
        ("药品经营许可证：滇DA87", "drug_licence", None, None),
        ("（滇）-经营性-2024-0001", "drug_info", "(滇)经营性20240001", True),
        ("滇昆食药监械经营备20230012号", "device_licence", "滇昆食药监械经营备20230012号", True),
        (
            "（滇）网械企备字[2018]第00001号",
            "device_licence",
            "(滇)网械企备字[2018]第00001号",
            True,
        ),
        ("农药经许（滇）53010220001", "pesticide_licence", "农药经许(滇)53010220001", True),
        ("滇食健广审（文）第241231-00123号", "ad_review", "滇食健广审(文)第24123100123号", None),
    ],
)
def test_permits_of_trades(text, kind, value, valid):
    found = [(c.value, c.valid) for c in find_codes({"description": text}) if c.kind == kind]
    assert found == ([(value, valid)] if value else [])
