import pytest

from pages.reading import read_page
from pages.script_rows import rows_with_code

CODE = "91530102MAYYQ8P105"
LINE = f"统一社会信用代码：{CODE}"
PAIRS = f'[["公司","昆明云岫商贸有限公司"],["统一社会信用代码","{CODE}"]]'
ROWS = (
    '[{"label":"公司名称","value":"昆明云岫商贸有限公司"},'
    f'{{"label":"统一社会信用代码","value":"{CODE}"}}]'
)
LOOP = (
    "var h='';for(var i=0;i<C.items.length;i++){h+='<p>'+C.items[i][0]+C.items[i][1]+'</p>'}"
    "document.getElementById('f').innerHTML=h"
)
DRAWS = "connectedCallback(){{const d=JSON.parse(document.getElementById('{}').textContent);{}}}"
WRITES = "this.innerHTML=d.rows.map(r=>`<dt>${r.label}</dt><dd>${r.value}</dd>`).join('')"
COMPONENT = (
    f"customElements.define('biz-card',class extends HTMLElement{{{DRAWS.format('biz', WRITES)}}})"
)
OF_ID = '<script type="application/json" id="biz">%s</script>'


def codes(html):
    page = read_page(html.encode(), "http://shop.example/")
    return [code.value for code in page.codes if code.field == "structured"]


@pytest.mark.parametrize(
    "html",
    [
        f'<script>var C={{"items":{PAIRS}}};{LOOP}</script>',
        f"<script>var C={{items:{PAIRS}}};</script><script>{LOOP}</script>",
        f"<script>var C={{items:{PAIRS.replace(chr(34), chr(39))}}};{LOOP}</script>",
        f"<script>const a={ROWS};for(const r of a){{document.write(r.label+r.value)}}</script>",
        f"<script>$.each(w.rows,function(i,r){{$('#f').append(r.t)}});w={{rows:{ROWS}}}</script>",
        "<biz-card></biz-card>" + OF_ID % f'{{"rows":{ROWS}}}' + f"<script>{COMPONENT}</script>",
        OF_ID
        % PAIRS
        + "<script>var b=JSON.parse(document.getElementById('biz').textContent);b.forEach("
        "function(r){p.textContent=r[0]+r[1]})</script>",
    ],
)
def test_rows_that_a_script_draws(html):
    assert codes(html) == [CODE]


@pytest.mark.parametrize(
    "html",
    [
        # nobody draws them, nothing is written, another list is drawn, no such component is there
        f"<script>var C={{items:{PAIRS}}};x.innerHTML='<p>好茶</p>'</script>",
        f"<script>var C={{items:{PAIRS}}};C.items.map(x=>x[0])</script>",
        f"<script>var C={{items:{PAIRS},goods:[]}};C.goods.map(x=>{{p.textContent=x}})</script>",
        OF_ID % f'{{"rows":{ROWS}}}' + f"<script>{COMPONENT}</script>",
        "<biz-card></biz-card>"
        + OF_ID.replace("biz", "other") % f'{{"rows":{ROWS}}}'
        + f"<script>{COMPONENT}</script>",
        OF_ID % f'{{"rows":{ROWS}}}',
    ],
)
def test_rows_that_are_data_only(html):
    assert codes(html) == []


def test_what_is_read_of_rows():
    rows = f'{{icon:"a.png",t:"法人 [代表]",v:"普"}},{{icon:"b","t":"信用代码：",v:"{CODE}"}}'
    text = f"a={{x:[{rows}]}}"
    (found,) = rows_with_code(text)
    assert found.rows[-1] == ("信用代码：", CODE)
    assert (found.name, found.element) == ("x", "")
    assert list(rows_with_code(f'["统一社会信用代码","{CODE}"')) == []
    assert list(rows_with_code(f'{{"统一社会信用代码":"{CODE}"}}')) == []
    assert list(rows_with_code('"信用代码",' * 50_000)) == []
