import pytest

from checks.display.odd_codes import (
    codes_beside,
    codes_in_cells,
    codes_of_wrong_length,
    label_without_code,
    masked_codes,
)
from checks.display.vocabulary import vocabulary
from keywords.lexicon import Lexicon
from pages.reading import read_page

CODE = "91530102MAYYQ8P105"


def page(html: str):
    return read_page(html.encode(), "https://shop.example/")


def test_one_character_a_cell():
    (code,) = codes_in_cells(page("".join(f"<td>{c}</td>" for c in CODE).join(("<table><tr>", ""))))
    assert (code.value, code.valid) == (CODE, True)
    sizes = page("".join(f"<div>{n % 9}</div>" for n in range(18)))
    assert list(codes_in_cells(sizes)) == []


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("统一社会信用代码：91530102********6X", ["91530102********6X"]),
        ("执照编号 530102＊＊＊＊＊＊＊＊8", ["530102＊＊＊＊＊＊＊＊8"]),
        ("信用代码 9153****6X", ["9153****6X"]),
        ("注册号 139****0000", []),
        ("会员注册号：530102********8", []),
        ("电话：139****0000", []),
        ("平台经营者：某某网络公司 统一社会信用代码：91530102********6X", []),
        ("供应商：某某食品厂 统一社会信用代码：91530102********6X", []),
        (f"统一社会信用代码：{CODE} ***", []),
    ],
)
def test_masked_codes_of_the_shop(line, found):
    assert list(masked_codes(page(f"<p>{line}</p>"), vocabulary(Lexicon([])))) == found


@pytest.mark.parametrize(
    ("line", "found"),
    [
        (f"营业执照:{CODE}F 有限责任公司", [f"{CODE}F"]),
        (f"营业执照：{CODE[:17]} 有限责任公司", [CODE[:17]]),
        (f"营业执照：{CODE}", []),
        ("营业执照：530102600123456", []),
        ("营业执照编号 9130元起代办", []),
        (f"供应商：某某食品厂 营业执照：{CODE}F", []),
        (f"平台经营者：某某公司 营业执照：{CODE}F", []),
        (f"营业执照：{CODE[:10]}********", []),
    ],
)
def test_codes_with_a_character_too_many_or_too_few(line, found):
    codes = codes_of_wrong_length(page(f"<p>{line}</p>"), vocabulary(Lexicon([])))
    assert [code.raw for code in codes] == found


@pytest.mark.parametrize(
    ("html", "label"),
    [
        (
            "<p>统一社会信用代码：<span data-code=x></span></p><p>法定代表人 普晓禾</p>",
            "统一社会信用代码：",
        ),
        (f"<p>统一社会信用代码：</p><p>{CODE}</p>", ""),
        ("<p>统一社会信用代码：暂无</p>", ""),
        ("<p>统一社会信用代码：</p><p>待上传</p>", ""),
        ("<p>营业执照：</p>", ""),
    ],
)
def test_a_label_with_no_code_behind_it(html, label):
    assert label_without_code(page(html)) == label


def test_codes_in_what_others_say():
    html = f"<div class=related>{CODE}</div><div class=comments>货收到了</div>"
    assert [(code.value, code.field) for code in codes_beside(page(html))] == [(CODE, "aside")]


@pytest.mark.parametrize(("shown", "number"), [("例：", 0), ("例如 ", 0), ("本店 ", 1)])
def test_what_a_form_shows_to_fill_in_is_no_code(shown, number):
    form = f"<form><label>贵公司代码</label><input placeholder='{shown}{CODE}'></form>"
    assert len(list(codes_beside(page(f"<p>代办执照</p>{form}")))) == number
