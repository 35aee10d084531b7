"""Pages that are shells: what they show is built by scripts (需要脚本的页面)."""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

_FEW = 240  # characters of shown text below which a page may be a shell
_ROOTS = (
    "#app,#root,#__next,#__nuxt,#__layout,#q-app,#main-app,#application,#react-root,#vue-app,#container-app,"
    "app-root,[ng-app],[data-reactroot],[data-v-app],[data-server-rendered]"
)
_ENABLE = re.compile(
    r"(?:enable|requires?|turn on|without|support).{0,30}javascript"
    r"|javascript.{0,40}(?:enabled?|required|disabled)"
    r"|(?:启用|开启|打开|支持|允许).{0,12}(?:javascript|js|脚本)"
    r"|(?:javascript|js|脚本).{0,12}(?:启用|开启|禁用|被禁|不支持)",
    re.IGNORECASE,
)
_LOADING = re.compile(
    r"(?:正在|努力|拼命)?(?:加载|载入|跳转)中|loading|请稍[候后等]", re.IGNORECASE
)
_MUSTACHE = re.compile(r"\{\{[^{}\n]{1,80}\}\}")


def is_shell(tree: LexborHTMLParser, shown: str, hidden: str, scripts: int) -> bool:
    """Whether a page's content obviously needs scripts.

    `shown` is its visible text, `hidden` what <noscript> and CSS hide, `scripts`
    how many script elements it has. Said where few words stand beside an
    application's root element that no server has filled, a "please enable JavaScript",
    or a "loading"; or where the words are templates still to be filled ({{ item.name }}).
    """
    if not scripts:
        return False
    holes = len(_MUSTACHE.findall(shown[:50_000]))
    if holes >= 3 and holes * 40 > len(shown) - holes * 12:
        return True
    words = len("".join(shown[:2_000].split()))
    if words > _FEW:
        return False
    if _ENABLE.search(hidden[:4_000]) or _ENABLE.search(shown):
        return True
    roots = tree.css(_ROOTS)[:5]
    if any(_is_filled(root) for root in roots):
        return False
    if any(len(root.text(strip=True)) <= _FEW for root in roots):
        return True
    return words <= 40 and (scripts >= 2 or words == 0 or _LOADING.search(shown) is not None)


def _is_filled(root: LexborNode) -> bool:
    """Whether a server has written a page into an application's root element, however short:
    content under a heading of its own, and nothing that is still loading."""
    headings = root.css("h1,h2")[:20]
    if not any(_heads_content(heading) for heading in headings):
        return False
    return _LOADING.search(root.text(strip=True)[:2_000]) is None


def _heads_content(heading: LexborNode) -> bool:
    if len(heading.text(strip=True)) < 2:
        return False
    above = heading.parent
    while above is not None:
        if above.tag in ("header", "nav", "footer", "noscript"):
            return False
        above = above.parent
    return True
