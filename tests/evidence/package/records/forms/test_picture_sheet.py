"""证据提取单: a picture whole, with scale, source and who took it out."""

from dataclasses import replace

import pytest

from evidence.package.records.facts import Redaction
from evidence.package.records.form import fill
from evidence.package.records.forms.picture_sheet import FORM, PictureSheet
from evidence.package.records.paper import Slice
from tests.evidence.package.records.papers import picture
from tests.evidence.package.records.samples import SHA, capture


def _said(facts: PictureSheet) -> str:
    return "\n".join(fill(FORM, facts).texts())


def test_each_slice_says_which_rows_of_which_picture_it_shows() -> None:
    paper = fill(FORM, picture(1280, 4300))
    slices = [b for part in paper.parts for b in part.blocks if isinstance(b, Slice)]
    assert [one.below[-3].split("　")[1] for one in slices] == ["第1/3幅", "第2/3幅", "第3/3幅"]
    assert "像素行0–1490/总高4300　缩放50%" in slices[0].below[-3]
    for one in slices:
        assert one.below[-3].startswith("编号 T-530000-20261124-0001")
        assert one.below[-2].startswith("网址 http://shop.example.com/goods/1024.html")
        assert one.below[-1] == "采集时间 2026年11月24日09时05分27秒（北京时间）"


@pytest.mark.parametrize(("width", "layouts"), [(640, ["form", "tall"]), (1366, ["form", "wide"])])
def test_a_wide_picture_turns_the_sheet(width: int, layouts: list[str]) -> None:
    assert [part.layout for part in fill(FORM, picture(width, 900)).parts] == layouts


def test_the_sentences_of_an_automatic_capture() -> None:
    said = _said(picture(1280, 4300))
    assert "本图由文件page.png分3幅打印，缩放50%，图像内容未改动。" in said
    assert (
        "该件由系统于2026年11月24日09时05分27秒（北京时间）自动采集，"
        "由木一、林二于2026年11月24日09时40分07秒（北京时间）自系统导出。"
    ) in said


def test_the_sentence_of_an_attended_one() -> None:
    said = _said(replace(picture(640, 900), capture=capture("attended")))
    assert "该件由木一、林二于2026年11月24日09时05分27秒（北京时间）在场提取" in said
    assert "自动采集" not in said


def test_nobody_is_said_to_have_exported_what_nobody_has() -> None:
    facts = picture(640, 900)
    assert "自系统导出" not in _said(replace(facts, officers=()))
    assert "自系统导出" not in _said(replace(facts, exported_at=None))


@pytest.mark.parametrize(
    ("agrees", "again"),
    [
        (True, "于2026年11月24日09时40分07秒（北京时间）复算，结果一致。"),
        (False, "于2026年11月24日09时40分07秒（北京时间）复算，结果不一致。"),
        (None, "未复算。"),
    ],
)
def test_the_digest_and_what_a_second_look_gave(agrees: bool | None, again: str) -> None:
    said = _said(replace(picture(640, 900), agrees=agrees))
    assert (
        "对文件page.png的全部812345字节，于2026年11月24日09时05分07秒（北京时间）"
        f"由网鉴 0.1.0以SHA-256计算，完整性校验值为{SHA}；{again}"
    ) in said


def test_a_provider_signs_where_there_is_one() -> None:
    facts = picture(640, 900)
    assert "与原件＿＿＿＿＿＿" in _said(facts)
    signers = _said(replace(facts, provider="石某"))
    assert "提供人\n＿＿＿＿＿＿＿＿＿\n" in signers
    assert "提供人\n石某" in signers


def test_a_masked_copy_names_its_original() -> None:
    facts = picture(640, 900)
    assert "遮蔽件" not in _said(facts)
    masked = Redaction(original="T-1", original_sha256=SHA, places=3)
    assert f"本件为遮蔽件，由原件T-1（SHA-256 {SHA}）派生，遮蔽3处；原件另行保存。" in _said(
        replace(facts, redaction=masked)
    )
