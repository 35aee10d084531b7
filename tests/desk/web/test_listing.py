"""Lists taken away as workbooks: what a page shows, letter by letter, without its markup."""

import io

import openpyxl
import pytest
from django.utils.html import format_html

from desk.web.models import AccessLine
from desk.web.roles import Role
from desk.web.workbook import plain
from leads.models import Shop


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (format_html('<span class="{}">{}</span>', "bad", "A&B <旗舰>店"), "A&B <旗舰>店"),
        ("价格<100 & 包邮", "价格<100 & 包邮"),
        ("&lt;b&gt;", "&lt;b&gt;"),
        ("好\u202e茶", "好⟦U+202E⟧茶"),
        (7, "7"),
    ],
)
def test_a_cell_says_what_the_page_says(cell, words):
    assert plain(cell) == words


def test_a_shop_is_taken_away_as_it_is_called(home, person, client_of, made):
    lead = made.lead()
    Shop.objects.filter(pk=lead.shop_id).update(name="A&B<旗舰>店")
    client = client_of(person(Role.OFFICER, office="530500"))
    book = client.get("/leads/?stage=&export=xlsx")
    cells = [str(cell) for row in openpyxl.load_workbook(io.BytesIO(book.content)).active.values
             for cell in row]  # fmt: skip
    assert any("A&B<旗舰>店" in cell for cell in cells), cells
    assert not any("&amp;" in cell or "<span" in cell for cell in cells)
    assert AccessLine.objects.get(what="exported").subject == "leads"


def test_a_list_of_files_is_read_and_taken_away_like_one_of_the_database(home, person, client_of):
    client = client_of(person(Role.OFFICER, office="530500"))
    page = client.get("/lists/").content.decode()
    book = client.get("/lists/?after=1&export=xlsx")
    rows = list(openpyxl.load_workbook(io.BytesIO(book.content)).active.values)
    assert len(rows) > 2 and rows[0][0] == "表名", "all rows, wherever the reader was"
    assert all(row[0] in page for row in rows[1:])
    second = client.get("/lists/?after=1").content.decode()
    assert "第一页" in second and rows[1][0] not in second.split("<tbody>")[1]


@pytest.mark.parametrize(
    ("page", "said", "label"),
    [
        ("/runs/?kind=", "没有的类型", "类型"),
        ("/leads/?level=", "99999999999999999999", "级别"),
        ("/leads/?campaign=", "专" * 200, "专项"),
        ("/captures/?since=", "2026-13-40", "自"),
        ("/captures/?until=", "9999-12-31", "至"),
        ("/captures/?since=", "0001-01-01", "自"),
        ("/hints/?level=", "99", "级别"),
        ("/lists/?area=", "没有的领域", "领域"),
        ("/tasks/?state=", "x", "状态"),
        ("/tasks/requests/?kind=", "x", "类型"),
        ("/operators/?licence_state=", "x", "亮照"),
        ("/complaints/?kind=", "x", "类型"),
    ],
)
def test_a_filter_that_cannot_be_used_says_so_beside_its_field(
    home, person, client_of, page, said, label
):
    client = client_of(person(Role.OFFICER, office="530500"))
    text = client.get(f"{page}{said}").content.decode()
    place = text.index(f">{label}</label>")
    beside = text[place:].split('<span class="pair">')[0]
    assert f"“{said[:10]}" in beside and "不能用" in beside and "未按此项筛选" in beside
    assert text.count("未按此项筛选") == 1
    assert "未按此项筛选" not in client.get(page).content.decode()


def test_a_workbook_names_the_filters_that_were_not_used(home, person, client_of):
    client = client_of(person(Role.OFFICER, office="530500"))
    book = client.get("/captures/?since=2026-13-40&export=xlsx")
    rows = list(openpyxl.load_workbook(io.BytesIO(book.content)).active.values)
    assert rows[-1][0] == "筛选条件不能用，未按此项筛选：自"
