"""示意图: the words in a red box, buyers and telephones covered, nothing shown that changed."""

import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from desk.web.lead.picture import Hit, lead_picture
from desk.web.models import AccessLine
from desk.web.roles import Role
from evidence.capture.manifest import Captured, read_capture
from evidence.capture.store import MANIFEST, Artefact
from evidence.seal.digests import digest_file
from leads.captures import Recheck, attach, keep_capture
from leads.models import Lead
from leads.office import load_office
from tests.desk.web.conftest import sign_in
from tests.desk.web.hints.monday import hint
from tests.evidence.capture.made import made as capture_made

PAGE = (
    "<title>三七粉</title><h1>三七粉治疗高血压</h1><p>客服电话 13812345678</p>"
    '<div class="reviews comment-list"><h3>商品评价</h3><ul><li class="comment">'
    "云里雾里：真的有用</li></ul></div>"
)
LINES = [
    ["首页 治疗高血压", 10, 10, 200, 20],
    ["三七粉治疗高血压", 40, 300, 320, 40],
    ["客服电话 13812345678", 40, 400, 300, 20],
    ["云里雾里：真的有用", 40, 500, 300, 20],
]


@pytest.fixture
def captured(home) -> Captured:
    """A capture of the page: a white picture, and where its words stand."""
    folder = home.captures / "c-1"
    taken = capture_made(folder, finish=False)
    Image.new("RGB", (1280, 2000), "white").save(folder / "page-01.png")
    (folder / "page.html").write_text(PAGE, encoding="utf-8")
    (folder / "layout.json").write_text(json.dumps({"lines": LINES}), encoding="utf-8")
    kept = [again(folder, one) for one in taken.artefacts]
    layout = replace(kept[0], name="layout.json", role="layout")
    whole = replace(taken, artefacts=(*kept, again(folder, layout)))
    (folder / MANIFEST).write_text(json.dumps(whole.to_json()), encoding="utf-8")
    return whole


def again(folder: Path, one: Artefact) -> Artefact:
    """The artefact with the digests that its file has now."""
    path = folder / one.name
    digests = digest_file(path)
    return replace(one, size=path.stat().st_size, sha256=digests.sha256, sm3=digests.sm3)


def colour(picture: Image.Image, x: int, y: int, top: int) -> tuple[int, ...]:
    """The pixel at page place (x, y) of a picture that begins at `top` and is scaled."""
    scale = picture.width / 1280
    pixel = picture.convert("RGB").getpixel((round(x * scale), round((y - top) * scale)))
    assert isinstance(pixel, tuple)
    return pixel


def test_words_are_boxed_in_their_sentence_and_buyers_covered(captured):
    data = lead_picture(captured.folder, [Hit("治疗高血压", "三七粉治疗高血压")])
    assert data is not None
    picture = Image.open(io.BytesIO(data))
    assert picture.format == "JPEG" and picture.width == 1040
    top = 150  # so far above the box does the stretch begin
    red = colour(picture, 260, 300 - 4, top)
    assert red[0] > 150 and red[1] < 90, "a red edge above the words"
    assert min(colour(picture, 250, 320, top)) > 240, "the words themselves are not covered"
    for place in ((250, 410), (100, 510)):
        assert max(colour(picture, *place, top)) < 230, "telephone and buyer are covered"


def test_a_picture_that_changed_is_not_shown(captured):
    Image.new("RGB", (1280, 2000), "black").save(captured.folder / "page-01.png")
    assert lead_picture(captured.folder, [Hit("治疗高血压", "")]) is None


def without(captured: Captured, role: str) -> None:
    """Leave the artefacts of a role out of the capture, as one that never had them."""
    kept = tuple(one for one in captured.artefacts if one.role != role)
    short = replace(captured, artefacts=kept)
    (captured.folder / MANIFEST).write_text(json.dumps(short.to_json()), encoding="utf-8")


@pytest.mark.parametrize("role", ["layout", "dom"])
def test_without_knowing_where_words_stand_nothing_is_shown(captured, role):
    without(captured, role)
    assert lead_picture(captured.folder, [Hit("治疗高血压", "")]) is None


def test_a_layout_without_lines_covers_nothing_and_shows_nothing(captured):
    (captured.folder / "layout.json").write_text('{"lines": []}', encoding="utf-8")
    kept = tuple(again(captured.folder, one) for one in captured.artefacts)
    empty = replace(captured, artefacts=kept)
    (captured.folder / MANIFEST).write_text(json.dumps(empty.to_json()), encoding="utf-8")
    assert lead_picture(captured.folder, [Hit("治疗高血压", "")]) is None


def test_a_page_picture_that_lies_elsewhere_is_not_opened(captured, tmp_path):
    elsewhere = tmp_path / "elsewhere.png"
    (captured.folder / "page-01.png").rename(elsewhere)
    (captured.folder / "page-01.png").symlink_to(elsewhere)
    assert lead_picture(captured.folder, [Hit("治疗高血压", "")]) is None


def test_a_capture_without_a_page_picture_is_said_and_refuses_nobody(
    captured, home, made, person, client_of
):
    without(captured, "screenshot")
    lead = hint(made, "advertising", "治疗高血压", "三七粉治疗高血压")
    attach(
        keep_capture(home, load_office(home), read_capture(captured.folder)),
        lead,
        Recheck("present"),
    )
    client = client_of(person())
    page = client.get(f"/leads/{lead.pk}/").content.decode()
    assert "没有可供示意的页面图片" in page and "<img" not in page and "看采集件原图" in page
    assert client.get(f"/leads/{lead.pk}/picture/").status_code == 404
    assert not AccessLine.objects.filter(what="refused").exists()


def test_25_当以1366x768打开提示时_应不滚动即可决定(
    captured, home, made, person, desk, browser_page
):
    lead = hint(
        made,
        "advertising",
        "治疗高血压",
        "三七粉每天一勺，治疗高血压，三个疗程见效，月销3000+，现价¥68.00，无效退款" * 2,
        reason="商品描述称治疗疾病，属医疗用语，商品按普通食品看待" * 2,
    )
    attach(keep_capture(home, load_office(home), captured), lead, Recheck("present"))
    made.shelf.archive.close()
    page = browser_page
    sign_in(page, desk, person())
    page.goto(f"{desk.url}/leads/{lead.pk}/")
    assert page.locator("section.seen img").evaluate("one => one.naturalWidth") == 1040
    for selector in (
        "section.seen img", "#sentence", "#decision .choice", "#decision .reasons",
        "#decision .main",
    ):  # fmt: skip
        box = page.locator(selector).bounding_box()
        assert box and box["y"] >= 0 and box["y"] + box["height"] <= 768, (selector, box)
        assert box["x"] + box["width"] <= 1366
    page.set_viewport_size({"width": 1024, "height": 768})
    box = page.locator("#decision .main").bounding_box()
    assert box and box["y"] + box["height"] <= 768, "decisions stick below"
    page.keyboard.press("d")
    page.keyboard.press("6")
    page.get_by_role("button", name="提交").click()
    page.wait_for_url(f"{desk.url}/hints/")
    lead.refresh_from_db()
    assert (lead.stage, lead.dismissed_as) == (Lead.Stage.DISMISSED, "misread")


def test_only_who_may_see_the_lead_gets_its_picture_and_it_is_noted(
    captured, home, made, person, client_of
):
    lead = hint(made, "advertising", "治疗高血压", "三七粉治疗高血压")
    row = keep_capture(home, load_office(home), captured)
    found = {"matched": "治疗高血压", "snippet": "三七粉治疗高血压"}
    attach(row, lead, Recheck("present", found=[found]))
    own, stranger = person(), person(Role.OFFICER, office="530100")
    answer = client_of(own).get(f"/leads/{lead.pk}/picture/")
    assert answer["Content-Type"] == "image/jpeg" and answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert AccessLine.objects.filter(what="read", subject=f"示意图 {lead}").count() == 1
    assert client_of(stranger).get(f"/leads/{lead.pk}/picture/").status_code == 404
    page = client_of(own).get(f"/leads/{lead.pk}/").content.decode()
    assert f'src="/leads/{lead.pk}/picture/"' in page and f'href="/captures/{row.pk}/"' in page
    assert "非采集件" in page
