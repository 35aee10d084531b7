import pytest

from pages.reading import read_page
from pages.script_names import UNKNOWN, ScriptNames
from pages.script_writes import written_by
from tests.plain_steps import plain_steps

CODE = "91530102MAYYQ8P105"
LINE = f"统一社会信用代码：{CODE}"
DRAWN = "x.innerHTML='<p>统一社会信用代码：'+%s+'</p>'"


def written(html):
    return read_page(html.encode(), "http://shop.example/").text("structured").split("\n")


@pytest.mark.parametrize(
    "script",
    [
        "window.S={a:1};window.S.shop={no:'%s'};var s=window.S.shop;" + DRAWN % "s.no",
        "S={list:[{no:'%s'}]};" + DRAWN % "S.list[0].no",
        "const S={shop:{no:'%s'}};const {no:c}=S.shop;" + DRAWN % "c",
        "S={u:{no:'%s'}};(function(u){" + DRAWN % "u.no" + "})(window.S.u)",
        "S={u:{no:'%s'}};((u)=>{var v=u.u;" + DRAWN % "v.no" + "})(S);",
        "S={u:{no:'%s'},g:[]};var h='<b>'+S.g.map(function(u){return u.no}).join('')+'</b>';"
        "h+='<p>统一社会信用代码：'+S.u.no+'</p>';x.innerHTML=h",
        "S={u:{no:'%s'}};x.innerHTML=`${S.g.map(i=>`<b>${i.no}</b>`)}<p>统一社会信用代码：${S.u.no}</p>`",
        "S={u:{no:'%s'}};x.innerHTML='<i></i>'+(S.u.no?'<p>统一社会信用代码：'+S.u.no+'</p>':'')",
        "S={u:{no:'%s'}};x.innerText='名称：甲\\n统一社会信用代码：'+S.u.no",
    ],
)
def test_what_names_stand_for(script):
    assert LINE in written(f"<script>{script % CODE}</script>")


def test_a_script_knows_the_names_of_those_before_it():
    first = f"<script>window.S={{u:{{no:'{CODE}'}}}}</script>"
    assert LINE in written(f"{first}<script>var s=window.S.u;{DRAWN % 's.no'}</script>")
    assert LINE not in written(f"<script>{DRAWN % 'S.u.no'}</script>{first}")


@pytest.mark.parametrize(
    "script",
    [
        # the parameter of a loop, what is computed, null, a condition that does not hold
        "S={u:{no:'%s'}};u=S.u;list.forEach(function(u){" + DRAWN % "u.no" + "})",
        "S={u:{no:'%s'}};u=S.u;list.map(u=>{" + DRAWN % "u.no" + "})",
        "S={u:{no:'%s'}};S=load();" + DRAWN % "S.u.no",
        "S={a:null,u:{no:'%s'}};x.innerHTML=(S.a?'<p>统一社会信用代码：'+S.u.no+'</p>':'<p>无</p>')",
        # whose code it is, nobody knows
        "S={u:{no:'%s'}};x.innerHTML='<p>好</p><p>'+name()+'统一社会信用代码：'+S.u.no+'</p>'",
    ],
)
def test_what_nobody_can_tell_is_left(script):
    assert LINE not in "\n".join(written(f"<script>{script % CODE}</script>"))


def test_values_of_paths():
    names = ScriptNames("var a={b:[1,{c:'x'}],d:f(),'e':!0};var g=a.b;")
    end = len(names.script) - 1
    assert names.value("g[1].c", end) == "x"
    assert names.value("window.a.e", end) is True
    assert names.value("a.d", end) is UNKNOWN
    assert names.value("z", end) is UNKNOWN


@pytest.mark.parametrize(
    "unit",
    ["a={", "(function(a){", "(a)=>", "x.innerHTML=`${", "h+='高';", "/*", '\\"', "a.b={c:1};",
     "h='高'+h;x.innerHTML=h;", "x.innerHTML=(a?'高':", "x.innerHTML=a(b)+'高'+"],
)  # fmt: skip
def test_hostile_scripts_cost_no_more_than_they_are_long(unit):
    script = "x.innerHTML='高'+q.z;" + unit * (1_000_000 // len(unit))
    assert plain_steps(lambda: list(written_by(script))) < 150


def test_names_of_many_scripts_cost_no_more_than_one():
    aliases = "<script>x.innerHTML=a+'高';" + "a=a;" * 3_000 + "</script>"
    texts = ["var q=" + "+".join(["'高'"] * 150)]
    for name, of in (("p", "q"), ("o", "p"), ("n", "o")):
        texts.append(f"var {name}='甲'+" + "+".join([of] * 150))
    texts.append("x.innerHTML='甲'+n;" * 100)
    chain = "".join(f"<script>{text}</script>" for text in texts)
    for html in (aliases * 50, chain):
        assert plain_steps(lambda html=html: read_page(html.encode(), "http://shop.example/")) < 150
        page = read_page(html.encode(), "http://shop.example/")
        assert "data-cut" in page.flags


def test_links_to_the_official_display_that_a_script_writes():
    url = "https://zzlz.gsxt.gov.cn/businessCheck/verifKey.do?showType=p&serial=1"
    html = (
        f"<script>F={{u:'{url}'}};x.innerHTML=`<a href=\"${{F.u}}\">电子营业执照</a>好茶`</script>"
    )
    page = read_page(html.encode(), "http://shop.example/")
    assert [(link.url, link.text) for link in page.links] == [(url, "电子营业执照")]
