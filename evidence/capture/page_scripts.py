"""What is asked of a page, run in a world of its own that the page's scripts cannot touch.

Each is a JavaScript function; its argument and its result are plain JSON.
"""

READ = """(limit) => {
  const roots = [];
  const look = (node) => {
    for (const element of node.querySelectorAll('*'))
      if (element.shadowRoot && roots.length < 500) {
        roots.push(element.shadowRoot);
        look(element.shadowRoot);
      }
  };
  look(document);
  const top = document.documentElement;
  let html = '';
  if (top && roots.length && top.getHTML) {
    const shell = top.cloneNode(false).outerHTML, end = '</' + top.localName + '>';
    html = shell.slice(0, shell.length - end.length)
      + top.getHTML({serializableShadowRoots: true, shadowRoots: roots}) + end;
  } else if (top) html = top.outerHTML;
  const kind = document.doctype;
  if (kind) html = new XMLSerializer().serializeToString(kind) + '\\n' + html;
  const body = document.body || top;
  let text = body ? (body.innerText ?? body.textContent ?? '') : '';
  for (const root of roots)
    for (const child of root.children)
      if (child.innerText && text.length < limit) text += '\\n' + child.innerText;
  return {
    url: location.href,
    title: document.title.slice(0, 2000),
    html: html.slice(0, limit),
    text: text.slice(0, limit),
    cut: html.length > limit || text.length > limit,
    charset: document.characterSet,
  };
}"""
"""Markup as it is now, with what stands in open shadow trees, and the text as shown."""

LINES = """(most) => {
  const lines = [], range = document.createRange();
  const x0 = scrollX, y0 = scrollY;
  const add = (text, box) => {
    const words = text.replace(/\\s+/g, ' ').trim();
    if (words && box.width > 0 && box.height > 0)
      lines.push([words.slice(0, 400), Math.round(box.left + x0), Math.round(box.top + y0),
                  Math.round(box.width), Math.round(box.height)]);
  };
  const boxOf = (node, from, to) => {
    range.setStart(node, from); range.setEnd(node, to);
    return range.getBoundingClientRect();
  };
  const read = (node) => {
    const text = node.data;
    range.selectNodeContents(node);
    const boxes = range.getClientRects();
    if (boxes.length < 2) { if (boxes.length) add(text, boxes[0]); return; }
    let from = 0;
    while (from < text.length && lines.length < most) {
      // The last character that still stands on the line on which `from` stands.
      const first = boxOf(node, from, from + 1), bottom = first.bottom - first.height / 3;
      let low = from + 1, high = text.length;
      while (low < high) {
        const middle = (low + high + 1) >> 1, box = boxOf(node, middle - 1, middle);
        if (box.height && box.top > bottom) high = middle - 1; else low = middle;
      }
      add(text.slice(from, low), boxOf(node, from, low));
      from = low;
    }
  };
  const walk = (root) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    for (let node = walker.nextNode(); node && lines.length < most; node = walker.nextNode()) {
      if (node.nodeType === 3) { if (node.data.trim()) read(node); }
      else if (node.shadowRoot) walk(node.shadowRoot);
    }
  };
  if (document.body) walk(document.body);
  return {lines, cut: lines.length >= most};
}"""
"""Where each line of text stands on the page: [text, x, y, width, height], CSS pixels."""

SCROLL = """(y) => new Promise((done) => {
  scrollTo({top: y, left: 0, behavior: 'instant'});
  const tell = () => done([Math.round(scrollY), document.scrollingElement
    ? document.scrollingElement.scrollHeight : 0]);
  const late = setTimeout(tell, 500);
  requestAnimationFrame(() => requestAnimationFrame(() => { clearTimeout(late); tell(); }));
})"""
"""Scroll to `y` and let the page draw; where it then stands, and how high it is."""

INNER = """() => {
  let most = 0;
  for (const element of document.querySelectorAll('body, body *')) {
    const hidden = element.scrollHeight - element.clientHeight;
    if (hidden <= most || element.clientHeight < innerHeight / 2) continue;
    const flow = getComputedStyle(element).overflowY;
    if ((flow === 'auto' || flow === 'scroll') && element !== document.scrollingElement)
      most = hidden;
  }
  return most;
}"""
"""How many pixels are hidden in the tallest part of the page that scrolls by itself."""

HAS_ROOT = "() => document.documentElement !== null"
"""Whether there is any document at all."""
