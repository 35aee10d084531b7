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

FIND_SEARCH_BOX = r"""
() => {
  const asks = /search|sousuo|keyword|query|搜|查找|检索/i;
  const other = new RegExp("subscri|newsletter|e-?mail|coupon|login|password|phone|"
    + "订阅|邮箱|手机|验证码|优惠", "i");
  const said = e => [e.type, e.name, e.id, e.className, e.placeholder, e.title,
    e.getAttribute("aria-label") || "", e.getAttribute("role") || ""].join(" ");
  const seen = e => { const b = e.getBoundingClientRect(); return b.width > 30 && b.height > 8; };
  const boxes = () => [...document.querySelectorAll(
      'input:not([type]), input[type=text], input[type=search], [role=searchbox]')]
    .map(e => [e, (e.type === "search" ? 3 : 0) + (asks.test(said(e)) ? 3 : 0)
      + (e.closest("[class*=search],[id*=search],[role=search]") ? 2 : 0)
      - (other.test(said(e)) ? 5 : 0) + (seen(e) ? 1 : 0)])
    .filter(pair => pair[1] >= 3).sort((a, b) => b[1] - a[1]);
  let found = boxes();
  if (!found.length || !seen(found[0][0])) {
    const opener = [...document.querySelectorAll("button, a, i, span, div, svg")].find(e =>
      asks.test([e.className, e.id, e.title, e.getAttribute("aria-label") || ""].join(" ")) &&
      seen(e) && e.children.length <= 2);
    if (opener) { opener.dispatchEvent(new MouseEvent("click", {bubbles: true})); }
    found = boxes();
  }
  if (!found.length) {
    const only = [...document.querySelectorAll("input:not([type]), input[type=text]")].filter(seen);
    if (only.length !== 1 || other.test(said(only[0]))) return false;
    found = [[only[0], 0]];
  }
  const box = found[0][0];
  document.querySelectorAll("[data-wj-search],[data-wj-search-button]").forEach(e => {
    e.removeAttribute("data-wj-search"); e.removeAttribute("data-wj-search-button");
  });
  box.setAttribute("data-wj-search", "1");
  for (let around = box.parentElement, n = 0; around && n < 4; around = around.parentElement, n++) {
    const button = [...around.querySelectorAll(
      "button, [type=submit], [type=button], a, i, span, div, svg")].find(e =>
      e !== box && !e.contains(box) && (asks.test(said(e) + (e.innerText || e.value || ""))
        || e.tagName === "BUTTON"));
    if (button) { button.setAttribute("data-wj-search-button", "1"); break; }
  }
  return true;
}
"""

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
