"""The language of messages: Chinese unless the locale asks for English.

Cron runs with no locale at all and its mails go to the same officers, so what
is not clearly English is Chinese. `WANGJIAN_LANG=zh|en` decides over both.
"""

import os


def language() -> str:
    """ "zh" or "en", from WANGJIAN_LANG, LC_ALL, LC_MESSAGES, LANG, in this order."""
    for name in ("WANGJIAN_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "").lower()
        if value.startswith("en"):
            return "en"
        if value.startswith("zh"):
            return "zh"
    return "zh"


def say(zh: str, en: str) -> str:
    """The one of two sentences that the reader's language asks for."""
    return en if language() == "en" else zh
