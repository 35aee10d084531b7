"""A product page of the usual make and size (about 40 kB), to read and to time."""

from collections.abc import Sequence

_GOODS = (
    "普洱熟茶 357克",
    "铁皮石斛 250克",
    "宣威火腿 切片",
    "鲜花饼 礼盒",
    "小粒咖啡豆",
    "三七花 50克",
)
_DETAIL = (
    "选用勐海县高海拔茶园的大叶种晒青毛茶，经渥堆发酵后压制成饼，汤色红浓明亮，滋味醇厚。",
    "请置于通风、干燥、无异味处存放，避免阳光直射；建议用一百度沸水冲泡，头一泡倒掉不喝。",
    "我们支持七天无理由退货，收到货后如有破损请拍照联系客服，二十四小时内为您处理。",
    "顺丰包邮，下午四点前付款的订单当天发出，偏远地区除外，具体时效以物流公司为准。",
)


def typical_page(charset: str = "utf-8", detail: Sequence[str] = _DETAIL) -> bytes:
    """The page in `charset`, labelled with it; `detail` is what it says of the goods, over and
    over."""
    menu = "".join(
        f'<li class="menu-item"><a href="/c/{i}.html">分类{i}</a></li>' for i in range(28)
    )
    facts = "".join(
        f'<tr><th scope="row">{name}</th><td>{value}</td></tr>'
        for name, value in (
            ("产地", "云南省西双版纳州勐海县"),
            ("品牌", "云上山"),
            ("净含量", "357克"),
            ("保质期", "长期"),
            ("生产许可证编号", "SC11453011290121"),
            ("配料", "云南大叶种晒青茶"),
            ("等级", "一级"),
            ("厂名", "云上山茶厂"),
        )
    )
    paragraphs = "".join(
        f'<p style="text-align:center">'
        f'<span style="font-size:16px">{detail[i % len(detail)]}</span></p>'
        f'<p><img data-src="/img/d{i}.jpg" src="/img/blank.gif" alt=""></p>'
        for i in range(60)
    )
    reviews = "".join(
        f'<li class="review-item"><span class="user">茶友{i}</span>'
        f'<div class="txt">味道不错，第{i}次买了。</div>'
        f'<em class="date">2026-11-{i % 28 + 1:02d}</em></li>'
        for i in range(30)
    )
    others = "".join(
        f'<li><a href="/p/{i}.html" title="{_GOODS[i % 6]}">'
        f'<img src="/img/{i}.jpg" alt="{_GOODS[i % 6]}">'
        f'<span class="name">{_GOODS[i % 6]}</span></a><b class="price">￥{i + 30}.00</b></li>'
        for i in range(24)
    )
    state = ",".join(f'"k{i}":{{"id":{i},"url":"/p/{i}.html","stock":{i * 7}}}' for i in range(160))
    style = "".join(f".b{i}{{color:#{i:03d};padding:{i % 9}px}}" for i in range(110))
    html = f"""<!DOCTYPE html><html lang="zh-CN"><head><meta charset="{charset}">
<title>云上山 普洱熟茶 357克 七子饼 - 云上山茶叶店</title>
<meta name="keywords" content="普洱茶,熟茶,七子饼">
<meta name="description" content="云上山普洱熟茶，产地勐海。">
<link rel="stylesheet" href="/css/main.css"><style>{style}.hide{{display:none}}</style>
<script>window.__STATE__=
{{"goods":{{"name":"\\u666e\\u6d31\\u719f\\u8336","price":12900}},"map":{{{state}}}}};</script>
</head><body><div class="header"><ul class="menu">{menu}</ul>
<form action="/search" method="get">
<input type="text" name="q" placeholder="搜索本店商品"><button>搜索</button></form></div>
<div class="goods"><h1>云上山 普洱熟茶 357克 七子饼</h1>
<div class="price-box">原价<s>199</s>元 到手价<b>129.00</b>元</div>
<button class="buy">立即购买</button><button>加入购物车</button></div>
<table class="attrs">{facts}</table><div id="detail">{paragraphs}</div>
<h2>商品评价(30)</h2><ul class="reviews">{reviews}</ul>
<h2>猜你喜欢</h2><ul class="list">{others}</ul>
<div class="footer"><p>统一社会信用代码：91530102MAYYQ8P105 云上山茶叶店</p>
<p><a href="https://beian.miit.gov.cn/">滇ICP备2023900154号-1</a>
<a href="https://beian.mps.gov.cn/#/query/webSearch?code=53010202900026">滇公网安备53010202900026号</a></p></div>
<script>var _hmt=_hmt||[];
(function(){{var hm=document.createElement("script");hm.src="/stat.js";}})();</script>
</body></html>"""
    return html.encode(charset)
