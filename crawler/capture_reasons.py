"""Why a page was not captured, or what its capture shows instead of a page, in an officer's words.

A reason is a stable English word, perhaps followed by what is particular about it.
"""

_LABELS = {
    # Not tried.
    "over-limit": ("超出采集页数上限", "beyond the limit of pages to capture"),
    "out-of-time": ("超出采集时间上限", "beyond the time for captures"),
    "recent": ("近日已采集且内容未变", "captured lately, and the same then"),
    "blocks": ("网站拦截，不再打扰", "the site blocks and is left alone"),
    "robots": ("robots.txt 不允许", "robots.txt forbids it"),
    "form": ("须提交表单才能看到", "it takes a form to see it"),
    "given-up": ("任务已放弃", "the run was given up"),
    # Tried in vain.
    "no-browser": ("本机浏览器不能启动", "no browser starts here"),
    "refused": ("不是可以访问的公网地址", "the address guard refuses it"),
    "died": ("采集时程序崩溃", "the program died of it"),
    "not-kept": ("采集件未能存下", "the capture could not be kept"),
    # Captured, and no page.
    "unread-gone": ("页面已不存在", "the page does not exist any more"),
    "unread-blocked": ("被网站拦截", "blocked by the site"),
    "unread-login": ("要求登录", "a login is asked for"),
    "unread-error": ("网站出错", "the site failed"),
    "unread-unreachable": ("页面打不开", "the page did not open"),
    "unread-browser-lost": ("采集用的浏览器中途退出", "the browser ended before its time"),
}


def word_of(detail: str) -> str:
    """The stable first word of a reason."""
    return detail.partition(" ")[0]


def reason_label(detail: str, language: str = "zh") -> str:
    """The reason for a person, in `language` ("zh" or "en")."""
    word, _, further = detail.partition(" ")
    if word not in _LABELS:
        return detail
    zh, en = _LABELS[word]
    return f"{zh if language == 'zh' else en}{f' ({further})' if further else ''}"
