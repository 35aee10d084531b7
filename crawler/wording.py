"""The words by which shops name their parts, in Chinese and English.

Shops differ in make but not in language: the link to the next page says 下一页 or
Next, the search box 搜索 or Search. Patterns are tried on texts of a few words.
"""

import re
from re import Pattern


def _words(chinese: str, english: str) -> Pattern[str]:
    """Chinese words anywhere, English ones as whole words."""
    return re.compile(rf"(?:{chinese})|\b(?:{english})\b", re.IGNORECASE)


SEARCH = _words(
    "搜索|搜一搜|搜搜|搜宝贝|搜商品|查找|查询|检索|找货|找商品|^\\s*搜\\s*$",
    "search(?:es|ing)?|find (?:products?|items?|books?)|look(?:ing)? for|go",
)
"""On a search box, its button, or near it."""

NEXT_PAGE = re.compile(
    r"^\s*(?:下一?[页頁]|后一?页|往后|next(?: page)?|older|more results)?\s*[>›»→⟩]*\s*$",
    re.IGNORECASE,
)
"""The whole text of a link to the next page (not empty: see `is_next`)."""

LOAD_MORE = _words(
    "加载更多|查看更多商品|显示更多|更多商品|点击加载|上拉加载|下拉加载|滚动加载",
    "load more|show more|more products|view more",
)

ALL_GOODS = _words(
    "全部商品|所有商品|全部宝贝|所有宝贝|全部分类|所有分类|商品分类|商品列表|产品列表|产品中心|"
    "产品展示|商品展示|全部产品|所有产品|新品|热卖|热销|特产|店铺商品",
    "all products|all items|all books|all categories|shop all|products?|catalogu?e?|shop now|"
    "store|browse|collections?|new arrivals|best sellers?|categories",
)
"""Links that lead to listings of goods."""

SERVICE = _words(
    "登录|登陆|注册|退出|注销|购物车|进货单|收藏夹|我的收藏|加入收藏|收藏本?[店站]|对比|结算|结账|"
    "去付款|我的订单|订单查询|我的账户|个人中心|会员中心|用户中心|忘记密码|找回密码|领券|签到|"
    "加入购物车|立即购买|加购|删除|客服|在线咨询|投诉|评价|设为首页|切换|语言|货币|下载app|手机版|返回顶部",
    "log ?in|sign ?in|sign ?up|log ?out|register|my account|account|cart|basket|checkout|"
    "wish ?list|compare|add to (?:cart|basket|bag|wish ?list)|buy now|remove|delete|"
    "unsubscribe|subscribe|order status|track order|returns|language|currency|switch|back to top",
)
"""Links that act or belong to the visitor; they are never followed."""

SERVICE_PATH = re.compile(
    r"(?:^|[/_.=?&-])(?:log-?in|log-?out|sign-?in|sign-?up|register|registration|cart|add-?to-?cart|"
    r"basket|checkout|wish-?list|compare|account|customer|user|member|passport|password|order|orders|"
    r"flow|favou?rites?|collect|feedback|comment|review|reviews|subscribe|newsletter|affiliate|voucher|"
    r"currency|language|setlang|i18n|admin|wp-admin|wp-login|api|rss|feed|print|share|captcha|logout)"
    r"(?:$|[/_.?&=#-])",
    re.IGNORECASE,
)
"""Addresses of the same."""

INFORMATION = _words(
    "关于|帮助|联系|配送|物流|运费|支付方式|售后|退换|退货|隐私|条款|协议|声明|新闻|资讯|公告|文章|"
    "博客|招聘|加盟|合作|友情链接|网站地图|常见问题|购物指南|新手|如何|积分|发票|门店|品牌故事",
    "about|help|contact|shipping|delivery|payment|returns?|privacy|terms|conditions|polic(?:y|ies)|"
    "news|blog|articles?|careers?|jobs|affiliates?|sitemap|faqs?|guide|stores? locator|press|"
    "gift (?:cards?|certificates?)|brands?|manufacturers?|specials|learn more|read more|our story",
)
"""Links that lead to words, not to goods."""

LICENCE = _words(
    "营业执照|执照|亮照|证照|资质|工商信息|工商公示|经营者信息|经营信息|企业信息|商家信息|卖家信息|店铺信息|"
    "店铺资质|主体信息|公司信息|许可证|经营许可|备案信息|网店信息|认证信息|商家资料",
    "business licen[cs]es?|licen[cs]es?|business registration|company (?:info(?:rmation)?|details|"
    "registration)|seller info(?:rmation)?|shop info(?:rmation)?|store info(?:rmation)?|impressum|"
    "imprint|legal (?:notice|information)|credentials|qualifications?|certificates?",
)
"""Links to pages where the licence 营业执照 may be shown."""

ABOUT = _words(
    "关于我们|关于本店|公司简介|公司介绍|企业介绍|企业简介|联系我们|店铺介绍",
    "about(?: us)?|contact(?: us)?",
)
"""Pages that show a licence where no better-named page does."""

SHOP_HOME = _words(
    "进店|进入店铺|店铺首页|进入旗舰店|去店铺|进店逛逛|查看店铺|店铺主页",
    "visit (?:the )?(?:store|shop)|go to (?:store|shop)",
)
"""From a product to its shop, on a platform of several shops."""

BUY = _words(
    "加入购物车|加入进货单|放入购物车|立即购买|立刻购买|立即抢购|马上抢|马上购买|立即下单|我要买|购买商品|加购|在线订购|点击购买|"
    "立即订购|立即订货|我要订购",
    "add to (?:cart|basket|bag)|buy (?:it )?now|order now|purchase",
)
"""Buttons of a product page."""

NOTHING = _words(
    "没有找到|未找到|找不到|没有搜索到|没有搜到|未搜索到|未搜到|无法找到|没有符合|没有匹配|没有相关|无相关|暂无(?:相关)?(?:商品|产品|宝贝|结果|数据|内容)|"
    "没有(?:任何)?(?:商品|产品|宝贝|结果|记录)|搜索结果为空|共\\s*0\\s*[件个条款]|0\\s*件(?:相关)?商品|找到\\s*0\\s*|抱歉.{0,12}没有|"
    "对不起.{0,12}没有|空空如也|换个(?:关键)?词|换个搜索",
    "no (?:results?|products?|items?|matches|match|books|data)(?: were| was)?(?: found)?|"
    "nothing (?:was )?found|not found any|0 (?:results?|products?|items?)|found 0|"
    "did not match|could not find|couldn.t find|there (?:is|are) no (?:product|item|result)s?|"
    "no search results|your search returned no|try another",
)
"""What a result page says that found nothing."""


def is_next(text: str) -> bool:
    """Whether `text` is the whole text of a link to the next page."""
    return bool(text.strip()) and NEXT_PAGE.match(text) is not None
