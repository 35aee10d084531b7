import pytest

from pages.reading import read_page

CODE = "91530102MAYYQ8P105"
LINE = f"统一社会信用代码：{CODE}"


def written(html):
    return read_page(html.encode(), "http://shop.example/").text("structured")


@pytest.mark.parametrize(
    "html",
    [
        '<script type="application/json" id="biz">{"no":"%s"}</script><script>'
        "var b=JSON.parse(document.getElementById('biz').textContent);"
        "x.innerHTML='<p>统一社会信用代码：'+b.no+'</p>'</script>",
        "<script>var b={no:'%s'};x.innerHTML=`<p>统一社会信用代码：${b.no}</p>`</script>",
        '<script>window.shop={"a":1,"no":"%s"};'
        "x.innerHTML='<p>统一社会信用代码：'+window.shop['no']</script>",
        '<x-foot company="昆明云岫商贸有限公司" uscc="%s"></x-foot><script>customElements.define('
        "'x-foot',class extends HTMLElement{connectedCallback(){var g=k=>this.getAttribute(k);"
        "this.innerHTML='<p>统一社会信用代码：'+g('uscc')+'</p>'}})</script>",
        '<x-foot company="昆明云岫商贸有限公司" uscc="%s"></x-foot><script>customElements.define('
        "'x-foot',class extends HTMLElement{connectedCallback(){"
        "this.innerHTML='统一社会信用代码：'+this.getAttribute('uscc')}})</script>",
    ],
)
def test_what_a_script_writes_of_the_pages_own_data(html):
    assert LINE in written(html % CODE)


@pytest.mark.parametrize(
    "html",
    [
        "<script>var b={no:'%s'};x.innerHTML='统一社会信用代码：'+c.no</script>",
        "<script>var b={no:'%s'};x.innerHTML='统一社会信用代码：'+b.no.slice(3)</script>",
        '<x-foot uscc="%s" company="昆明云岫商贸有限公司"></x-foot><script>customElements.define('
        "'y-foot',class{a(){this.innerHTML='统一社会信用代码：'+g('uscc')}})</script>",
    ],
)
def test_what_cannot_be_told_is_left(html):
    assert LINE not in written(html % CODE)
