import pytest

from pages.reading import read_page
from pages.script_writes import written_by
from tests.plain_steps import plain_steps


@pytest.mark.parametrize(
    "script",
    [
        'document.getElementById("p").innerText="高仿名表，支持验货";',
        r"""var t='\u9ad8\u4eff\u540d\u8868\uff0c\u652f\u6301\u9a8c\u8d27';box.innerHTML = t;""",
        'document.write("高仿"+"名表，"+\'支持验货\');',
        'document.write(unescape("%u9AD8%u4EFF%u540D%u8868%uFF0C%u652F%u6301%u9A8C%u8D27"))',
        'el.textContent=decodeURIComponent("%E9%AB%98%E4%BB%BF%E5%90%8D%E8%A1%A8%EF%BC%8C'
        '%E6%94%AF%E6%8C%81%E9%AA%8C%E8%B4%A7")',
        "$('#p').html(decodeURIComponent(escape(atob('6auY5Lu/5ZCN6KGo77yM5pSv5oyB6aqM6LSn'))))",
        'el.innerHTML = ["高","仿","名表，","支持","验货"].join("")',
        "const a=`高仿名表`, b = '，支持验货'; p.insertAdjacentHTML('beforeend', a + b)",
        "p.appendChild(document.createTextNode('高仿名表，支持验货'))",
    ],
)
def test_what_a_script_writes_is_put_together(script):
    assert list(written_by(script)) == ["高仿名表，支持验货"]


@pytest.mark.parametrize(
    "script",
    [
        "if (el.innerHTML == '高仿名表') go()",  # compares
        "var t = '高仿名表'",  # written nowhere
        "el.innerHTML = t.replace('高', '')",  # for the browser
        "a.innerHTML = a; b.text(b)",  # names without a text
        "var a = b, b = a; x.innerHTML = a",
        "var a = a + '高'; x.innerHTML = undefined",
    ],
)
def test_what_is_not_written_or_cannot_be_told_is_left(script):
    assert list(written_by(script)) == []


def test_names_that_stand_for_themselves_come_to_an_end():
    assert list(written_by("var a = '高' + a + a + a; x.innerHTML = a"))


def test_a_visitor_reads_it_on_the_page():
    page = read_page(
        "<p id=r></p><script>var a='<b>高仿</b>名表';r.innerHTML=a</script>".encode(),
        "http://shop.example/",
    )
    assert "高仿名表" in page.fields["structured"].split("\n")


@pytest.mark.parametrize(
    "unit",
    ["x.innerHTML='高'+", "x.text([", "a='高';x.innerHTML=a;", "x.innerHTML=", "atob(", "'", "+a"],
)
def test_hostile_scripts_cost_no_more_than_they_are_long(unit):
    script = unit * (1_000_000 // len(unit))
    assert plain_steps(lambda: list(written_by(script))) < 150
