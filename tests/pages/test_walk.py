"""Words by field: what a visitor sees, whose words they are, what breaks a line."""

import pytest

from pages.page import Page
from pages.reading import read_page


def read(html: str, url: str = "https://shop.example/p/1.html") -> Page:
    return read_page(html.encode(), url, "text/html; charset=utf-8")


def shown(html: str) -> str:
    return read(html).text("description")


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p><i>高</i><b>仿</b></p>", "高仿"),
        ("<p>高<!-- x -->仿</p>", "高仿"),
        ("<p>高<wbr>仿&#20;</p>", "高仿\x14"),
        ("<p>高<span style='display:none'>真的</span>仿</p>", "高仿"),
        ("<p>高<div style='display:none'>x</div>仿</p>", "高\n仿"),
        ("<div>高<em hidden>x</em>仿</div>", "高仿"),
        ("<p>一行\n  两\t个词</p>", "一行 两 个词"),
        ("<p>全角　空格</p>", "全角　空格"),
        ("<p>卖<ruby>高<rp>(</rp><rt>gāo</rt><rp>)</rp>仿<rt>fǎng</rt></ruby>表</p>", "卖高仿表"),
        ("<p><ruby><rb>高</rb><rb>仿</rb><rt>gāo</rt><rt>fǎng</rt></ruby></p>", "高仿"),
        ("<p><ruby><rt>高仿</rt></ruby></p><p>表</p>", "高仿\n表"),
        ("<p>卖<ruby>茶叶<rt>高仿</rt></ruby>的</p><p>店</p>", "卖茶叶的\n高仿\n店"),
        ("<p>一</p><p>二</p>", "一\n二"),
        ("<p>一<br>二</p>", "一\n二"),
        ("<div>高</div><div>仿</div>", "高\n仿"),
        ("<p>&#x9ad8;&#20223;</p>", "高仿"),
        ("<P>没有结束<P>标签", "没有结束\n标签"),
        ("<select><option>红<option>蓝</select>", "红\n蓝"),
        ("<button>立即购买</button><input type=submit value=提交>", "立即购买\n提交"),
        ("<textarea>加微信详聊</textarea>", "加微信详聊"),
        ("<svg><text>图</text></svg><style>.a{}</style><script>var a='词'</script><p>字", "图\n字"),
    ],
)
def test_lines(html, text):
    assert shown(html) == text


@pytest.mark.parametrize(
    "html",
    [
        "<div style='display:none'>隐</div>",
        "<p hidden>隐</p>",
        "<div style='visibility:hidden'><p>隐</p></div>",
        "<div style='position:absolute;left:-9999px'>隐</div>",
        "<span style='font-size:0'>隐</span>",
        "<style>.x{display:none}</style><div class=x><p>隐</p></div>",
        "<style>#y{text-indent:-999em}</style><div id=y>隐</div>",
        "<noscript>隐</noscript>",
        "<div style='display:none'><div style='display:block'>隐</div></div>",
    ],
)
def test_hidden_words_are_told_apart(html):
    page = read(f"<body><p>见</p>{html}<p>到</p>")
    assert page.text("hidden") == "隐"
    assert page.text("description") == "见\n到"


@pytest.mark.parametrize(
    "html",
    [
        "<ul style='font-size:0'><li class=x>见</li></ul>",
        "<div class=tab-pane style='display:none'>见</div>",
        "<style>.x{display:none} .x.on{display:block}</style><div class='x on'>见</div>",
        "<details><summary>见</summary></details>",
    ],
)
def test_what_a_visitor_does_see_is_not_hidden(html):
    page = read(html)
    assert page.text("description") == "见"
    assert page.text("hidden") == ""


def test_headings_and_title():
    page = read("<title> 店 名 </title><h1>商品</h1><h1>商品</h1><p>字</p>")
    assert page.fields["title"] == "店 名\n商品"
    assert page.text("description") == "字"


def test_reviews_in_containers_and_under_headings():
    page = read(
        "<h2>商品详情</h2><p>本店的话</p>"
        "<h2>商品评价(12)</h2><ul><li>这是高仿</li><li>掌柜回复：谢谢</li></ul>"
        "<h2>售后保障</h2><p>七天退货</p>"
        "<div class='comment-list'><p>假货</p></div>"
    )
    assert page.text("reviews") == "这是高仿\n假货"
    own = page.text("description")
    assert "本店的话" in own
    assert "掌柜回复：谢谢" in own
    assert "七天退货" in own


@pytest.mark.parametrize(
    "html",
    [
        "<div><b>评论</b> <p>这是高仿</p><p>假货</p></div>",
        "<table><tr><td><b>买家评价</b><blockquote>这是高仿</blockquote><p>假货</p></td></tr></table>",
        "<table><tr><td colspan=3><b>顾客留言</b></td></tr>"
        "<tr><td>赶路人</td><td>这是高仿</td></tr><tr><td>假货</td></tr></table>",
        "<section><h4>买过的人说</h4><dl><dt>丁丁</dt><dd>这是高仿</dd><dd>假货</dd></dl></section>",
    ],
)
def test_a_line_or_a_row_of_one_cell_heads_what_follows_it(html):
    page = read(f"<body><p>本店的话</p>{html}<p>七天退货</p>")
    assert "这是高仿" in page.text("reviews") and "假货" in page.text("reviews")
    own = page.text("description") + page.text("attributes")
    assert "高仿" not in own and "假货" not in own
    assert "本店的话" in own and "七天退货" in own


@pytest.mark.parametrize(
    ("heading", "says"),
    [
        ("<div class='hd'><div><span>{}</span></div></div>", "<div class='tx'>{}</div>"),
        ("<h3>{}</h3>", "<div><p>{}</p></div>"),
        ("<dt>{}</dt>", "<dd>{}</dd>"),
    ],
)
def test_the_next_heading_that_looks_the_same_ends_the_reviews(heading, says):
    """问店家 is on no list of headings; the page says by its form that another part begins."""
    parts = [("怎么泡", "水开晾一下"), ("买过的人说", "这是高仿"), ("问店家", "血糖稳稳降下来")]
    whole = "".join(heading.format(one) + says.format(other) for one, other in parts)
    page = read(f"<dl>{whole}</dl>" if "<dt>" in heading else f"<div>{whole}</div>")
    assert "这是高仿" in page.text("reviews") and "血糖" not in page.text("reviews")
    own = page.text("description") + page.text("attributes")
    assert "血糖稳稳降下来" in own and "高仿" not in own


def test_reviews_that_look_like_their_heading_stay_reviews():
    page = read(
        "<div><p class=p>本店的话</p><p class=p>买家评价</p><p class=p>这是高仿</p>"
        "<p class=p>假货</p></div>"
    )
    assert page.text("reviews") == "这是高仿\n假货"


def test_tabs_named_after_reviews_do_not_swallow_the_page():
    page = read("<div><a href=#d>详情</a> <a href=#r>评价(12)</a><div>可治疗失眠</div></div>")
    assert "可治疗失眠" in page.text("description")
    page = read(
        "<div><div class=t>商品详情</div><div class=t>商品评价</div>"
        "<div class=c>可治疗失眠</div></div>"
    )
    assert "可治疗失眠" in page.text("description")
    page = read("<ul><li>商品评价</li><li>售后</li></ul><div>可治疗失眠</div>")
    assert "可治疗失眠" in page.text("description")


@pytest.mark.parametrize(
    "html",
    [
        "<div class=others><h3>猜你喜欢</h3><ul><li>别家高仿</li></ul></div>",
        "<div class=hot>热门搜索：<a href=/s/1>别家高仿</a></div>",
        "<dl><dt>热搜</dt><dd>别家高仿</dd></dl>",
        "<div><div class=title><h3>看了又看</h3><a href=/x>换一批</a></div><p>别家高仿</p></div>",
        "<div class='related-products'><p>别家高仿</p></div>",
    ],
)
def test_other_goods_are_kept_apart(html):
    page = read(f"<body><p>本店的话，讲的是茶</p>{html}<div class=footer><p>页脚的话</p></div>")
    assert "别家高仿" in page.text("aside")
    assert "别家高仿" not in page.text("description") + page.text("links")
    assert "本店的话" in page.text("description")
    assert "页脚的话" in page.text("description")


def test_lines_that_are_only_links_to_other_pages():
    page = read(
        "<ul><li><a href=/c/1>高仿专区</a></li><li><a href=/p/2>大牌丝巾</a><b>￥69</b></li></ul>"
        "<p>点<a href=/x>这里</a>看我们的茶山</p><p><a href=#top>回到顶部</a></p>"
        "<p><a href=/i/1.jpg>大图</a></p>"
    )
    assert page.text("links") == "高仿专区\n大牌丝巾￥69"
    assert page.text("description") == "点这里看我们的茶山\n回到顶部\n大图"


def test_links_side_by_side_are_two_items():
    page = read("<div><a href=/1>精</a><a href=/2>仿古茶具</a></div>")
    assert page.text("links") == "精\n仿古茶具"


def test_attributes_from_tables_lists_and_lines():
    page = read(
        "<table><tr><td>产地</td><td>广东潮州</td><td>等级</td><td>特级</td></tr></table>"
        "<dl><dt>品牌</dt><dd>云上</dd></dl>"
        "<ul><li>净含量：357克</li><li><span>厂址</span><em>安溪县</em></li></ul><p>保质期：36个月</p>"
        "<table><tr><th>名称</th><th>产地</th></tr><tr><td>生茶</td><td>勐海</td></tr></table>"
    )
    assert page.text("attributes").split("\n") == [
        "产地：广东潮州",
        "等级：特级",
        "品牌：云上",
        "净含量：357克",
        "厂址：安溪县",
        "保质期：36个月",
        "名称：生茶",
        "产地：勐海",
    ]


def test_a_table_of_layout_is_no_table_of_attributes():
    page = read("<table><tr><td>菜单</td><td>" + "正文很长。" * 100 + "</td></tr></table>")
    assert page.text("attributes") == ""
    assert "正文很长" in page.text("description")


def test_alternative_texts_that_add_something():
    page = read(
        "<p>普洱茶</p><img src=/1.jpg alt=普洱茶><img src=/2.jpg alt=全网最低价 title=第一品牌>"
    )
    assert page.text("alt").split("\n") == ["第一品牌", "全网最低价"] or page.text("alt").split(
        "\n"
    ) == ["全网最低价", "第一品牌"]


def test_meta_and_open_graph():
    page = read(
        "<meta name=description content='简介'><meta name=Keywords content='词'>"
        "<meta property='og:title' content='分享标题'><meta name=generator content='X 1.0'>"
        "<link rel=canonical href=/c><p>字"
    )
    assert page.text("meta") == "简介\n词"
    assert page.text("structured") == "分享标题"
    assert page.meta["og:title"] == "分享标题"
    assert page.generator == "X 1.0"
    assert page.canonical == "https://shop.example/c"


def test_base_element():
    page = read("<base href='https://other.example/d/'><a href=x>字</a>")
    assert page.links[0].url == "https://other.example/d/x"
    page = read("<base href='javascript:1'><a href=/x>字</a>")
    assert page.links[0].url == "https://shop.example/x"


@pytest.mark.parametrize(
    "sheet",
    [
        "<style media=print>.a{display:none}</style>",
        "<style type=text/x-template>.a{display:none}</style>",
        "<noscript><style>.a{display:none}</style></noscript>",
    ],
)
def test_sheets_without_effect_on_a_screen_hide_nothing(sheet):
    page = read(f"{sheet}<p class=a>本店出售茶叶</p>")
    assert page.text("description") == "本店出售茶叶"
    shown = read("<style media=screen>.a{display:none}</style><p class=a>字</p>")
    assert shown.text("description") == ""
