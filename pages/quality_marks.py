"""What was out of the ordinary with a page as it was read 质量标记: stable words, what each means.

A page with a mark of CUT was not read to its end: what it lacks may still be there. An officer is
told so wherever the page is spoken of.
"""

import re

MEANINGS = {
    "size-cut": ("页面太大，只读了前面部分", "the page is too large, only its first part was read"),
    "nesting-cut": (
        "页面标签过多或者嵌套过深，超出部分的标签未作解析，文字照读",
        "tags beyond the limit were left out, the words between them were read",
    ),
    "nodes-cut": (
        "页面元素过多，靠后的没有读到",
        "the page has too many elements, the last of them were not read",
    ),
    "data-cut": (
        "脚本和结构化数据过多，靠后的没有读到",
        "scripts and structured data hold too much, the last of it was not read",
    ),
    "links-cut": (
        "链接或者图片过多，靠后的没有读到",
        "the page has too many links or pictures, the last of them were not read",
    ),
    "head-cut": (
        "网页简介等头部信息过多，靠后的没有读到",
        "the head of the page holds too much, the last of it was not read",
    ),
    "styles-cut": (
        "样式规则过多，靠后的没有读到，有的隐藏文字可能被当作可见",
        "the page has too many rules of style: what they hide may be taken for shown",
    ),
    "numbers-cut": (
        "编号或者价格过多，靠后的没有读到",
        "the page has too many numbers or prices, the last of them were not read",
    ),
    "text-cut": (
        "页面文字太长，规则只读了开头、结尾和命中处前后",
        "the text is too long: rules read its beginning, its end and what stands around hits",
    ),
    "long-text": (
        "页面文字很长，少数按开头判断的规则只读了前面部分",
        "the text is long: a few rules judge it by its beginning alone",
    ),
    "model-cut": (
        "页面文字太长，按字词比对只比对了前面部分",
        "the text is too long: the model scored the first part of it",
    ),
    "hits-cut": (
        "同一类说法出现次数过多，只判断了前面的",
        "words of one kind stand there too often, the first of them were judged",
    ),
    "readings-cut": (
        "变形写法过多，只还原了前面的",
        "the page has too many disguised words, the first of them were read",
    ),
    "findings-cut": (
        "发现过多，只列出前面的",
        "too much was found, the first of it is listed",
    ),
    "cut": ("浏览器中的页面太大，只保存了前面部分", "the rendered page is too large and was cut"),
    "calls-cut": (
        "页面脚本的数据请求过多或者过大，没有全部读到",
        "the page's scripts asked for too much data to read it all",
    ),
    "cards-cut": (
        "列表上的商品过多，靠后的没有逐一查看",
        "the listing names too many goods, the last of them were not looked at",
    ),
    "coding-cut": (
        "内容编码损坏或者解开后过大，只解出前面部分",
        "the content coding is broken or its content too large, its first part was read",
    ),
    "truncated": ("没有接收完整", "the answer did not come whole"),
    "script-shell": (
        "页面内容由脚本生成，未能读到",
        "scripts make the page's content, which was not read",
    ),
    "image-text-unchecked": ("图片中的文字未检", "words in pictures were not read"),
    "image-text-read": ("识别了图片中的文字", "words in pictures were read"),
    "charset-mismatch": ("声明的字符编码与实际不符", "a label names another charset"),
    "charset-conflict": ("声明了两种字符编码", "two labels name different charsets"),
    "charset-missing": ("没有声明字符编码", "no label names the charset"),
    "charset-refused": ("声明的字符编码不予采用", "the charset that is named is never used"),
    "charset-mixed": ("混用两种字符编码", "parts are in two charsets"),
    "charset-unlisted": (
        "声明的字符编码不认识，按内容判断",
        "a label names a charset that is not known, the content decided",
    ),
    "invalid-bytes": ("有的字节无法解码", "some bytes are in no charset"),
    "json": ("内容是数据（JSON）", "the content is JSON"),
    "plain-text": ("内容是纯文本", "the content is plain text"),
    "mhtml": ("网页归档文件（MHTML）", "an archive of a page (MHTML)"),
    "zones-misnamed": (
        "页面几乎全部文字都标作评论或者推荐，已按商家自己的文字看待",
        "nearly all text stands under comments or related goods, it is read as the shop's own",
    ),
    "not-html": ("不是网页", "not a page"),
    "empty": ("内容是空的", "empty"),
    "rendered": ("由浏览器呈现", "as a browser showed it"),
    "record-not-verified": (
        "归档记录没有按规范核验",
        "the record of the archive was not verified",
    ),
    "tls-error": ("网站证书有问题", "the site's certificate is bad"),
    "hang": ("页面脚本不停运行", "a script of the page never let go"),
    "crashed": ("页面进程崩溃", "the page's process crashed"),
    "not-quiet": ("等待时限已到，页面仍在加载", "the page was still loading when the wait ended"),
    "dialogs": ("页面弹出对话框", "the page opened dialogs"),
    "popups": ("页面打开新窗口", "the page opened windows"),
    "kept-back": ("有的请求没有放行", "some requests were kept back"),
    "download": ("网址给出的是文件，不是页面", "the address gave a file, not a page"),
    "not-sure-goods": ("不能确定是商品页", "it is not certain that the page is one of goods"),
    "http": ("返回错误状态", "the answer has an error status"),
    "picture-bomb": ("有图片过大，没有识别", "a picture is too large to be read"),
    "picture-broken": ("有图片损坏，没有识别", "a picture is broken"),
    "picture-kind": ("有图片格式不能识别", "a picture is of a kind that is not read"),
    "picture-timeout": ("有图片识别超时", "a picture took too long to be read"),
    "picture-crashed": ("有图片识别失败", "reading a picture failed"),
    "picture-busy": ("图片识别繁忙，有图片没有识别", "a picture was not read: the reader was busy"),
    "picture-unread": ("有图片没有识别", "a picture was not read"),
}
"""code: (Chinese, English)"""

CUT = frozenset(code for code in MEANINGS if code.endswith("cut")) | {"truncated"}
"""Marks of pages that were not read to their end."""

_DETAILS = {
    "length": "超过大小上限",
    "time": "超时",
    "disconnect": "连接中断",
    "unspecified": "原因不明",
}
"""Why an answer is truncated (WARC 1.1, 5.13), in Chinese."""
_PARTS = re.compile(r"(?P<code>truncated|http)-(?P<detail>.+)|(?P<word>[a-z-]+) (?P<count>\d+)")


def _parted(mark: str) -> tuple[str, str]:
    """A mark's word, and what it says beside it: http-404, dialogs 3."""
    found = None if mark in MEANINGS else _PARTS.fullmatch(mark)
    if found is None:
        return mark, ""
    return found["code"] or found["word"], found["detail"] or found["count"]


def is_cut(mark: str) -> bool:
    """Whether a page with this mark was not read to its end."""
    return _parted(mark)[0] in CUT


def is_unsure(mark: str) -> bool:
    """Whether what a page with this mark lacks may still be there."""
    return is_cut(mark) or mark == "script-shell"


def mark_label(mark: str, language: str = "zh") -> str:
    """What a mark means; one that is not known is told as it is."""
    code, detail = _parted(mark)
    zh, en = MEANINGS.get(code, (code, code))
    if language == "zh":
        return f"{zh}（{_DETAILS.get(detail, detail)}）" if detail else zh
    return f"{en} ({detail})" if detail else en
