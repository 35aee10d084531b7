"""The few scripts that the crawler runs inside a rendered page, to find what to click.

They look and mark (`data-wj-…`); they change nothing a visitor would see. The
recorded markup is taken before cards are marked.
"""

FIND_CARDS = r"""
() => {
  const amount = "\\d[\\d,]*(?:\\.\\d{1,2})?";
  const price = new RegExp("^[^\\d¥￥$€£]{0,12}(?:(?:[¥￥$€£]|RMB|CNY)\\s*" + amount
    + "|" + amount + "\\s*元).{0,16}$");
  const words = element => (element.textContent || "").replace(/\s+/g, "");
  const looks = element => element.tagName + "." + (element.className || "").toString()
    .replace(/\d+/g, "").trim();
  const seen = element => {
    const box = element.getBoundingClientRect();
    return box.width > 20 && box.height > 20;
  };
  document.querySelectorAll("[data-wj-card]").forEach(e => e.removeAttribute("data-wj-card"));
  const found = [];
  for (const element of document.querySelectorAll("body *")) {
    if (found.length >= 12) break;
    const text = words(element);
    if (!text || text.length > 30 || !price.test(text)) continue;
    if ([...element.children].some(child => price.test(words(child)))) continue;
    let card = null;
    for (let box = element.parentElement; box && box !== document.body; box = box.parentElement) {
      const alike = box.parentElement
        ? [...box.parentElement.children].filter(e => e !== box && looks(e) === looks(box)) : [];
      if (alike.length && words(box).length > text.length) { card = box; break; }
    }
    if (!card || !seen(card) || found.includes(card)) continue;
    found.push(card);
  }
  found.forEach((card, index) => {
    const target = card.querySelector("img") || card;
    (seen(target) ? target : card).setAttribute("data-wj-card", index);
  });
  return found.map(card => (card.innerText || "").replace(/\s+/g, " ").trim());
}
"""

_SEARCH_WORDS = r"""
  const asks = /search|sousuo|keyword|query|搜|查找|检索/i;
  const other = new RegExp("subscri|newsletter|e-?mail|coupon|login|password|phone|"
    + "订阅|邮箱|手机|验证码|优惠", "i");
  const said = e => ["type", "name", "id", "class", "placeholder", "title", "aria-label", "role"]
    .map(name => e.getAttribute(name) || "").join(" ");
  const seen = (e, width = 30) => {
    const b = e.getBoundingClientRect();
    return b.width > width && b.height > 8;
  };
"""

FIND_SEARCH_BOX = (
    r"""
lone => {
"""
    + _SEARCH_WORDS
    + r"""
  document.querySelectorAll("[data-wj-search],[data-wj-search-button]").forEach(e => {
    e.removeAttribute("data-wj-search"); e.removeAttribute("data-wj-search-button");
  });
  let found = [...document.querySelectorAll(
      'input:not([type]), input[type=text], input[type=search], [role=searchbox]')]
    .map(e => [e, (e.type === "search" ? 3 : 0) + (asks.test(said(e)) ? 3 : 0)
      + (e.closest("[class*=search],[id*=search],[role=search]") ? 2 : 0)
      - (other.test(said(e)) ? 5 : 0) + (seen(e) ? 1 : 0)])
    .filter(pair => pair[1] >= 3).sort((a, b) => b[1] - a[1]);
  if (!found.length && lone) {
    const only = [...document.querySelectorAll("input:not([type]), input[type=text]")]
      .filter(e => seen(e));
    if (only.length === 1 && !other.test(said(only[0]))) found = [[only[0], 0]];
  }
  if (!found.length) return "";
  const box = found[0][0];
  box.setAttribute("data-wj-search", "1");
  for (let around = box.parentElement, n = 0; around && n < 4; around = around.parentElement, n++) {
    const button = [...around.querySelectorAll(
      "button, [type=submit], [type=button], a, i, span, div, svg")].find(e =>
      e !== box && !e.contains(box) && (asks.test(said(e) + (e.innerText || e.value || ""))
        || e.tagName === "BUTTON"));
    if (button) { button.setAttribute("data-wj-search-button", "1"); break; }
  }
  return seen(box) ? "seen" : "unseen";
}
"""
)
"""Marks the search box and the button beside it; "seen", "unseen" (a box that is not shown yet)
or "" where there is none. With `lone`, the only text field of a page counts as one."""

OPEN_SEARCH_BOX = (
    r"""
() => {
"""
    + _SEARCH_WORDS
    + r"""
  const named = [...document.querySelectorAll("button, a, i, span, div, svg, img, [role=button]")]
    .filter(e => asks.test(said(e)) && seen(e, 8) && !e.querySelector("input")
      && (e.textContent || "").trim().length <= 12);
  // The innermost: a click on it bubbles through all that stand around it.
  const opener = named.find(e => !named.some(inner => inner !== e && e.contains(inner)));
  if (opener) {
    opener.dispatchEvent(new MouseEvent("click", {bubbles: true, cancelable: true}));
  }
  return !!opener;
}
"""
)
"""Clicks the looking glass behind which some shops keep their search box."""

SCROLL = """
() => {
  window.scrollTo(0, document.documentElement.scrollHeight);
  for (const e of document.querySelectorAll("main, div, ul, section")) {
    if (e.scrollHeight > e.clientHeight + 50 && e.clientHeight > 200) {
      const style = getComputedStyle(e).overflowY;
      if (style === "auto" || style === "scroll") e.scrollTop = e.scrollHeight;
    }
  }
  window.dispatchEvent(new Event("scroll"));
}
"""

LOAD_MORE = r"""
() => {
  const more = new RegExp("^(?:加载更多|查看更多|显示更多|更多商品|点击加载更多?|"
    + "load more|show more|more products)\\W*$", "i");
  const button = [...document.querySelectorAll("button, a, div, span")].find(e =>
    more.test((e.innerText || "").trim()) && e.offsetParent !== null &&
    !(e.tagName === "A" && /^https?:/.test(e.getAttribute("href") || "")));
  if (button) button.click();
  return !!button;
}
"""

SIZE = """
() => document.documentElement.scrollHeight * 1000003 + document.getElementsByTagName("*").length
"""

UNMARK = """
() => {
  for (const name of ["data-wj-card", "data-wj-search", "data-wj-search-button"]) {
    document.querySelectorAll("[" + name + "]").forEach(e => e.removeAttribute(name));
  }
}
"""
