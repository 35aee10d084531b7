"""The checks run again on a capture: what is still there, changed, gone, or not to be told."""

from pathlib import Path
from typing import Any

import pytest

from checks.finding import Inspection, LicenceReading
from checks.inspect import inspect
from evidence.capture.flags import Flag
from evidence.capture.manifest import Captured
from keywords.keyword_list import load_list, shipped_lists
from keywords.lexicon import Lexicon
from leads.captures import attach, keep_capture
from leads.filing import Filing
from leads.home import Home
from leads.models import Lead, LeadFinding
from leads.office import Office
from leads.recheck import Unread, findings_on, recheck
from pages.reading import read_page
from tests.evidence.capture.made import made
from tests.leads.pages_filed import Shelf, later

URL = "http://shop.example/p/1"
HTML = "text/html; charset=utf-8"
SOLD = "<b>¥88.00</b><button>立即购买</button>"
FAKE = f"<title>高仿手表</title><h1>高仿手表 一比一复刻</h1>{SOLD}"


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    """The lists of counterfeit goods and of licences."""
    wanted = {"counterfeit", "licence"}
    return Lexicon([load_list(path) for path in shipped_lists() if path.stem in wanted])


def filed(shelf: Shelf, lexicon: Lexicon, html: str = FAKE, url: str = URL, **more: Any) -> Lead:
    """The lead that the page makes."""
    page = read_page(html.encode(), url, HTML)
    facts = shelf.visit(url=url, inspection=inspect(page, lexicon), **more)
    (lead,) = Filing().file_visit(facts)
    return lead


def captured(folder: Path, html: str | None, **changes: Any) -> Captured:
    """A capture of the page as the browser had it; None: it gave no markup."""
    taken = made(folder / "c-1", finish=False, **changes)
    if html is None:
        kept = tuple(one for one in taken.artefacts if one.role != "dom")
        return made(folder / "c-2", finish=False, artefacts=kept, **changes)
    (taken.folder / "page.html").write_text(html, encoding="utf-8")
    return taken


def test_a_page_that_shows_everything_again_is_present(
    home: Home, shelf: Shelf, lexicon: Lexicon, tmp_path: Path
) -> None:
    lead = filed(shelf, lexicon)
    # Other markup, other blanks, more words: the same findings.
    html = f"<title>高仿手表</title><div><h1>高仿手表\n <i>一比一</i>复刻</h1>A货 {SOLD}</div>"
    said = recheck(captured(tmp_path, html), lead, lexicon)
    assert said.again == "present"
    assert {each["matched"] for each in said.found} >= {"高仿", "一比一"}
    assert {each["finding"] for each in said.found} == set(
        LeadFinding.objects.filter(lead=lead, makes_lead=True).values_list("pk", flat=True)
    )
    assert all(each["field"] and each["snippet"] for each in said.found)
    assert not said.missing


def test_a_page_that_lost_some_words_or_took_others_is_changed(
    home: Home, shelf: Shelf, lexicon: Lexicon, tmp_path: Path
) -> None:
    lead = filed(shelf, lexicon)
    some = recheck(captured(tmp_path / "1", f"<h1>高仿手表</h1>{SOLD}"), lead, lexicon)
    assert some.again == "changed"
    assert {each["matched"] for each in some.found} == {"高仿"}
    assert {each["why"] for each in some.missing} == {"文字已不在页面上"}
    other = recheck(captured(tmp_path / "2", f"<h1>精仿腕表</h1>{SOLD}"), lead, lexicon)
    assert (other.again, list(other.found)) == ("changed", [])
    assert "精仿" in other.why


def test_a_page_without_them_is_gone_whatever_other_goods_it_names(
    home: Home, shelf: Shelf, lexicon: Lexicon, tmp_path: Path
) -> None:
    lead = filed(shelf, lexicon)
    clean = recheck(captured(tmp_path / "1", f"<h1>石英手表</h1>{SOLD}"), lead, lexicon)
    assert clean.again == "gone"
    cards = "".join(f'<li><a href="/p/{n}">高仿包 {n}</a></li>' for n in range(2, 9))
    others = f"<h1>商品已售完</h1><ul>{cards}</ul>"
    assert recheck(captured(tmp_path / "2", others), lead, lexicon).again == "gone"


def test_words_that_are_excused_now_are_gone_and_that_is_said(
    home: Home, shelf: Shelf, lexicon: Lexicon, tmp_path: Path
) -> None:
    lead = filed(shelf, lexicon, f"<title>手表</title><h1>高仿手表</h1>{SOLD}")
    html = f"<title>手表</title><h1>石英手表</h1><p>本店拒绝高仿，支持专柜验货。</p>{SOLD}"
    said = recheck(captured(tmp_path, html), lead, lexicon)
    assert said.again == "gone"
    assert all(each["why"].startswith("文字仍在，但") for each in said.missing)


@pytest.mark.parametrize(
    ("status", "again", "word"),
    [
        (404, "gone", "不存在"),
        (410, "gone", "不存在"),
        (403, None, "拦截"),
        (429, None, "拦截"),
        (401, None, "登录"),
        (502, None, "出错"),
    ],
)
def test_a_page_that_is_none_says_what_it_can(
    home: Home, shelf: Shelf, lexicon: Lexicon, tmp_path: Path,
    status: int, again: str | None, word: str,
) -> None:  # fmt: skip
    lead = filed(shelf, lexicon)
    # Even where the block page names the goods.
    said = recheck(captured(tmp_path, FAKE, status=status), lead, lexicon)
    assert said.again == again
    assert word in said.why and str(status) in said.why
    assert bool(said.missing) is (again == "gone")


def test_whoever_can_tell_better_decides_what_a_page_is(
    home: Home, shelf: Shelf, lexicon: Lexicon, tmp_path: Path
) -> None:
    lead = filed(shelf, lexicon)
    page = captured(tmp_path, "<h1>请完成安全验证</h1>")
    assert recheck(page, lead, lexicon).again == "gone"
    said = recheck(page, lead, lexicon, unread=Unread("blocked", "captcha words"))
    assert (said.again, list(said.missing)) == (None, [])


def test_a_page_that_did_not_open_or_was_not_read_whole_is_not_gone(
    home: Home, shelf: Shelf, lexicon: Lexicon, tmp_path: Path
) -> None:
    lead = filed(shelf, lexicon)
    unopened = recheck(captured(tmp_path / "1", None), lead, lexicon)
    assert (unopened.again, "没有打开" in unopened.why) == (None, True)
    cut = captured(tmp_path / "2", "<h1>手表</h1>", flags=(Flag("crashed", ""),))
    assert recheck(cut, lead, lexicon).again is None


def test_where_it_went_is_said(home: Home, shelf: Shelf, lexicon: Lexicon, tmp_path: Path) -> None:
    lead = filed(shelf, lexicon)
    moved = captured(tmp_path, "<h1>某某店首页</h1>", url_final="http://shop.example/")
    said = recheck(moved, lead, lexicon)
    assert said.again == "gone"
    assert "打开后转到 http://shop.example/" in said.why


def test_routes_of_a_script_built_shop_are_pages_of_their_own(
    home: Home, shelf: Shelf, lexicon: Lexicon, tmp_path: Path
) -> None:
    first, second = (f"http://shop.example/#/goods/{n}" for n in (1, 2))
    lead = filed(shelf, lexicon, url=first)
    assert {row.lead for row in findings_on(first)} == {lead}
    assert findings_on(second) == []
    assert {row.lead for row in findings_on(f"{URL}#reviews")} == set()


def test_only_standing_findings_count_as_long_as_there_are_any(
    home: Home, shelf: Shelf, lexicon: Lexicon, tmp_path: Path
) -> None:
    lead = filed(shelf, lexicon)
    fewer = read_page(f"<title>高仿手表</title><h1>高仿手表</h1>{SOLD}".encode(), URL, HTML)
    at = later(1)
    Filing().file_visit(
        shelf.visit(url=URL, inspection=inspect(fewer, lexicon), seen_at=at, run_id="run-2")
    )
    said = recheck(captured(tmp_path, f"<h1>高仿手表</h1>{SOLD}"), lead, lexicon)
    assert said.again == "present", "what was gone already is not missed"
    assert {row.matched for row in findings_on(URL)} == {"高仿"}


def test_a_page_of_another_lead_says_nothing(
    home: Home, shelf: Shelf, lexicon: Lexicon, tmp_path: Path
) -> None:
    lead = filed(shelf, lexicon)
    other = captured(tmp_path, FAKE, url_asked="http://x.example/", url_final="http://x.example/")
    said = recheck(other, lead, lexicon)
    assert (said.again, "没有构成提示的发现" in said.why) == (None, True)


HOME = "http://shop.example/"
CODE = "91530000MA6K00001X"
BARE = "<title>某茶行</title><h1>某茶行</h1><p>欢迎选购云南茶叶，支持七天无理由退货。</p>"


def licence_lead(shelf: Shelf, state: str, *, proof: str = "") -> Lead:
    conclusion = LicenceReading(
        state,  # type: ignore[arg-type]
        reason=f"亮照：{state}",
        proof=[{"kind": "uscc-wrong", "text": proof}] if proof else [],
    )
    facts = shelf.licence(state, url=HOME, conclusion=conclusion)
    (lead,) = Filing().file_licence(facts)
    return lead


def at_home(folder: Path, html: str) -> Captured:
    return captured(folder, html, url_asked=HOME, url_final=HOME)


def test_a_missing_licence_is_not_re_judged_from_one_page_that_names_others(
    home: Home, shelf: Shelf, lexicon: Lexicon, tmp_path: Path
) -> None:
    lead = licence_lead(shelf, "not_found")
    named = BARE + '<footer><a href="/zz.html">营业执照</a></footer>'
    said = recheck(at_home(tmp_path / "1", named), lead, lexicon)
    assert (said.again, "单凭本页不能复检" in said.why) == (None, True)
    assert not said.missing
    alone = recheck(at_home(tmp_path / "2", BARE), lead, lexicon)
    assert alone.again == "present"


def test_a_licence_that_is_shown_now_refutes_that_there_was_none(
    home: Home, shelf: Shelf, lexicon: Lexicon, tmp_path: Path
) -> None:
    lead = licence_lead(shelf, "not_found")
    code = valid_code()
    shown = BARE + f"<footer>营业执照 统一社会信用代码：{code} 某某茶叶有限公司</footer>"
    said = recheck(at_home(tmp_path, shown), lead, lexicon)
    assert said.again == "gone", said
    assert "现已公示" in said.why


def valid_code() -> str:
    """A well-formed code of an invented company."""
    from pages.codes import find_codes

    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    for last in alphabet:
        code = f"91530102MA6K0000{alphabet[1]}{last}"
        found = find_codes({"description": f"统一社会信用代码：{code}"})
        if any(one.kind == "uscc" and one.valid for one in found):
            return code
    raise AssertionError("no check digit fits")


def test_a_wrong_code_that_still_stands_is_present_and_another_page_cannot_tell(
    home: Home, shelf: Shelf, lexicon: Lexicon, tmp_path: Path
) -> None:
    good = valid_code()
    wrong = good[:-1] + ("0" if good[-1] != "0" else "1")
    lead = licence_lead(shelf, "invalid", proof=wrong)
    line = BARE + f"<footer>营业执照 统一社会信用代码：{wrong} 某某茶叶有限公司</footer>"
    assert recheck(at_home(tmp_path / "1", line), lead, lexicon).again == "present"
    named = BARE + '<footer><a href="/zz.html">营业执照</a></footer>'
    said = recheck(at_home(tmp_path / "2", named), lead, lexicon)
    assert (said.again, "单凭本页不能复检" in said.why) == (None, True)


def test_what_was_found_is_tied_to_the_lead_once(
    home: Home, shelf: Shelf, lexicon: Lexicon, tmp_path: Path
) -> None:
    lead = filed(shelf, lexicon)
    taken = made(home.captures / "c-9", finish=True)
    row = keep_capture(home, Office(), taken, run_id="run-1")
    assert keep_capture(home, Office(), taken).pk == row.pk
    said = recheck(taken, lead, lexicon)
    link = attach(row, lead, said)
    assert (link.again, link.bearing) == ("gone", "contrary")
    assert attach(row, lead, None).pk == link.pk
    assert lead.captures.count() == 1


def test_an_inspection_of_nothing_is_no_lead() -> None:
    assert not Inspection(URL).lead


def test_a_page_that_was_not_read_to_its_end_is_not_gone_and_why_is_said_in_chinese(
    home: Home, shelf: Shelf, lexicon: Lexicon, tmp_path: Path
) -> None:
    lead = filed(shelf, lexicon)
    html = f"<title>手表</title>{SOLD}" + "".join(f"<a href=/p/{n}>茶</a>" for n in range(20_001))
    told = recheck(captured(tmp_path, html), lead, lexicon)
    assert told.again is None
    assert "链接或者图片过多" in told.why and "links-cut" not in told.why
