"""Pages that stand where a shop's page should and are none: an error page, a closed site, a domain
for sale.

A server may answer 200 and say in words that there is no such page. Of a page that the licence's
link names this proves the link dead; of a home page it says nothing of the shop.
"""

import re

from pages.page import Page

_LENGTH = 240
"""Letters that such a page has at most; what is longer tells of something."""
_NO_PAGE = re.compile(
    r"(?:^|[^\d.¥￥\w])404(?=\s*(?:$|\n|not found|error|[，,。!！:：|–—-]|页|错误))"
    "|not found|no longer exists|"
    "(?:页面|网页|文章|内容|文件|栏目|链接)(?:已经?)?(?:不存在|被?删除|失效|走丢了|找不到|未找到|飞走了|丢失)|"
    "找不到(?:该|您|此|这个)?[^。\n]{0,8}(?:页面|网页|文件|内容)",
    re.IGNORECASE,
)
_CLOSED = re.compile(
    "(?:店铺|商城|小店|网店)(?:已经?|暂时)?(?:关闭|打烊|冻结|不存在|停用|到期|过期|被封)|"
    "(?:网站|站点|空间|主机|域名|服务)(?:已经?|暂时|正在|即将)?(?:关闭|暂停|到期|过期|停用|维护|升级|出售|转让|不存在|未备案|未绑定)|"
    "没有找到站点|未绑定(?:站点|域名)|域名出售|账户已(?:停用|欠费)|"
    "(?:account|site|website) (?:has been )?(?:suspended|disabled|expired)|domain (?:is )?for sale|"
    "under (?:construction|maintenance)|internal server error|bad gateway|service unavailable",
    re.IGNORECASE,
)


def says_no_page(page: Page) -> str:
    """The words with which a page says that there is no such page, or ""."""
    return _said(page, _NO_PAGE)


def says_closed(page: Page) -> str:
    """The words with which a page says that the site or shop is closed or broken, or ""."""
    return _said(page, _CLOSED)


def _said(page: Page, words: re.Pattern[str]) -> str:
    text = page.text("description")
    if len(text) > _LENGTH or page.codes:
        return ""
    match = words.search(f"{page.title[:80]}\n{text}")
    return match.group().strip() if match else ""
