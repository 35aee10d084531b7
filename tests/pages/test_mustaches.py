import pytest

from pages.reading import read_page

CODE = "91530102MAYYQ8P105"
LINE = f"统一社会信用代码：{CODE}"
HOLE = "统一社会信用代码：{{ s.no }}"


def shown(html):
    return read_page(html.encode(), "http://shop.example/").text("description").split("\n")


def app(script, inner=f"<p>{HOLE}</p>"):
    return f'<div id="app">{inner}</div><script>{script}</script>'


@pytest.mark.parametrize(
    "script",
    [
        "new Vue({el:'#app',data:{s:{no:'%s'}}})",
        "new Vue({data(){return {s:{no:'%s'},n:1}},methods:{go(){}}}).$mount('#app')",
        "window.C={no:'%s'};Vue.createApp({data:()=>({n:[1],s:window.C})}).mount('#app')",
        "const {createApp,reactive}=Vue;createApp({setup(){const s=reactive({no:'%s'});"
        "return {s}}}).mount('#app')",
    ],
)
def test_holes_that_the_pages_own_data_fill(script):
    assert LINE in shown(app(script % CODE))


DATA = f"new Vue({{el:'#app',data:{{s:{{no:'{CODE}'}},a:null}}}})"


@pytest.mark.parametrize(
    "html",
    [
        app(f"var data={{s:{{no:'{CODE}'}}}}"),
        app("new Vue({el:'#app',data:{s:{no:''}}})"),
        app(f"{DATA};app.s=load()"),
        app(DATA.replace("#app", "#other")),
        app(DATA, f'<p v-for="s in list">{HOLE}</p>'),
        app(DATA, f'<p v-if="a">{HOLE}</p>'),
        app(DATA, f'<p v-if="ask()">{HOLE}</p>'),
        f'<p>{HOLE}</p><div id="app"></div><script>{DATA}</script>',
    ],
)
def test_holes_that_stay(html):
    assert HOLE in shown(html)


def test_a_condition_that_holds():
    assert LINE in shown(app(DATA, f'<p v-if="s.no">{HOLE}</p>'))
