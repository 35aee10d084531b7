"""Words by which a page opens its licence without a link of its own: 证照信息 on a line or in a row
of links, a question whose answer opens under it, a QR code to be scanned."""

import itertools
import re
from collections.abc import Iterator

from pages.page import Page

LINK_WORDS = 16
"""Letters of a label at most."""
ROW = 120
"""Letters of a row of labels at most."""
_MARKS = re.compile("[|｜丨·•]")
OPENER = re.compile(
    r"[【\[]?(?:微信|请)?(?:扫码|扫一扫|扫描二维码|扫二维码)?"
    r"(?:查看|本店|店铺|商家|公司|企业|我们的|工商)*(?:电子)?"
    r"(?:营业执照|證照|營業執照|证照|执照|亮照|亮证|资质证照|经营资质|企业资质|公司资质|店铺资质|工商信息|主体信息|经营者信息"
    r"|主体公示|(?:免登记|自我)声明)(?:信息|公示|副本|正本|展示|查看|扫描件|详情)*"
    r"[】\]]?(?:请?点[击此开]?(?:这里)?(?:查看|展开|打开|进入)?)?[：:>》]*"
)
_LICENCE_WORDS = "(?:营业执照|执照|证照|亮照|亮证|经营资质|企业资质|店铺资质|主体信息|工商信息)"
_SCANNED = re.compile(
    "(?:扫码|扫一?扫|扫描|长按|识别)[^。；;\n]{0,16}?(?:查看|查阅|查验|查询|核验|了解|获取|可见|可看)"
    f"[^。；;，,\n]{{0,14}}?{_LICENCE_WORDS}"
    f"|{_LICENCE_WORDS}[^。；;，,\n]{{0,10}}?(?:请|可|微信|见)?(?:扫码|扫一?扫|扫描|长按)[^。；;\n]{{0,12}}?(?:查看|查阅|查验|查询|核验|可见)"
    f"|{_LICENCE_WORDS}[^。；;，,\n]{{0,8}}?(?:见|详见)[^。；;，,\n]{{0,6}}?二维码"
)
"""What a QR code shows is not on the page: 微信扫描上方二维码查看本店营业执照."""
_NOT_OURS = re.compile("代办|办理|上传|提交|拍照|平台|客户|商家的|商户的|厂家|供应商|真伪|防伪")
_ASKS = re.compile("执照|证照|资质")
_QUESTION = 40
_MENU = re.compile(
    "首页|关于(?:我们|本店|本站)|联系(?:我们|方式|客服)|.{0,4}帮助(?:中心)?|.{2,4}(?:声明|协议|政策)|招聘|客服.{0,2}"
)
"""What stands beside 营业执照 in the row of links at the foot of a page."""


def short_lines(page: Page) -> Iterator[str]:
    """The page's lines that are no longer than a label, without blanks."""
    for line in _own_lines(page):
        plain = "".join(line.split())
        if len(plain) <= LINK_WORDS:
            yield plain


def _own_lines(page: Page) -> Iterator[str]:
    for name in ("title", "description", "attributes"):
        yield from page.fields.get(name, "")[:100_000].split("\n")


def opener_of(page: Page) -> str:
    """Visible words such as 证照信息 that name the licence and nothing else: a line, one of a
    row of links, or a link that a script gives its effect."""
    here = page.url.partition("#")[0]
    links = (
        "".join(link.text.split())
        for link in page.links
        if not link.hidden and link.url.partition("#")[0] == here
    )
    every = itertools.chain(short_lines(page), _in_rows(page), links)
    return next((words for words in every if OPENER.fullmatch(words)), "")


def scanned_in(page: Page) -> str:
    """Words of a line by which a QR code is to be scanned to see the shop's licence."""
    lines = (line for line in _own_lines(page) if "扫" in line or "码" in line or "长按" in line)
    for line in itertools.islice(lines, 200):
        found = _SCANNED.search(line[:400])
        if found and not _NOT_OURS.search(line[max(found.start() - 8, 0) : found.end() + 8]):
            return found.group()
    return ""


def question_in(page: Page) -> str:
    """A question of the page about the licence (常见问题), whose answer opens under it."""
    lines = (line.strip() for line in _own_lines(page) if len(line) <= _QUESTION)
    asked = (line for line in lines if line.endswith(("？", "?")) and _ASKS.search(line))
    return next(asked, "")


def _in_rows(page: Page) -> Iterator[str]:
    """The items of rows: 营业执照 | 关于我们; parted by blanks alone where one is of a menu."""
    for line in _own_lines(page):
        if len(line) > ROW:
            continue
        items = _MARKS.split(line)
        if len(items) > 1:
            yield from ("".join(item.split()) for item in items)
        items = line.split()
        if len(items) > 1 and any(_MENU.fullmatch(item) for item in items):
            yield from items
        yield from (item for item in items if "点" in item or item[0] in "【[")
