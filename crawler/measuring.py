"""Where the words of a licence stand in a page as the browser shows it (显著位置)."""

from collections.abc import Iterable
from typing import Any

from pages.page import TextBox

MOST_BOXES = 80
_FIELDS = 6

MEASURE = r"""
(most) => {
  const wanted = new RegExp("[0-9A-Z０-９Ａ-Ｚ]{15,}|执照|证照|亮照|亮证|信用代码|注册号|资质"
    + "|工商信息|主体信息|经营者信息");
  const colour = text => (text.match(/[\d.]+/g) || []).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(v => v / 255).map(
    v => v <= 0.03928 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4)
  ).reduce((sum, v, n) => sum + v * [0.2126, 0.7152, 0.0722][n], 0);
  const ground = element => {
    for (let e = element; e; e = e.parentElement) {
      const style = getComputedStyle(e), value = colour(style.backgroundColor);
      if (style.backgroundImage !== "none") return null;
      if (value.length === 3 || value[3] > 0.5) return value;
    }
    return [255, 255, 255];
  };
  const faint = element => {
    let opacity = 1;
    for (let e = element; e; e = e.parentElement) opacity *= +getComputedStyle(e).opacity;
    return opacity < 0.1;
  };
  const boxes = [], range = document.createRange();
  const walker = document.createTreeWalker(document.body || document, NodeFilter.SHOW_TEXT);
  for (let n = 0; n < 50000 && boxes.length < most && walker.nextNode(); n++) {
    const node = walker.currentNode, text = node.data.trim(), element = node.parentElement;
    if (!text || text.length > 400 || !element || !wanted.test(text)) continue;
    if (element.closest("script, style, noscript, template")) continue;
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect(), style = getComputedStyle(element);
    const letters = colour(style.color), under = ground(element);
    const shades = under && [light(letters), light(under)].sort((a, b) => b - a);
    const unseen = style.visibility !== "visible" || faint(element) || letters[3] < 0.1;
    boxes.push([text, box.left + scrollX, box.top + scrollY, box.width,
      Math.min(box.height, parseFloat(style.fontSize) || 0),
      unseen ? 1 : shades && (shades[0] + 0.05) / (shades[1] + 0.05)]);
  }
  return boxes;
}
"""


def boxes_of(rows: object) -> list[TextBox]:
    """The boxes in what MEASURE gave back; what a page's script has tampered with is left out."""
    boxes: list[TextBox] = []
    for row in rows if isinstance(rows, list) else ():
        if isinstance(row, list) and len(row) == _FIELDS and isinstance(row[0], str):
            x, y, width, height, contrast = (_number(value) for value in row[1:])
            if x is not None and y is not None and width is not None and height is not None:
                boxes.append(TextBox(row[0][:400], x, y, width, height, contrast))
    return boxes[:MOST_BOXES]


def _number(value: Any) -> float | None:
    return float(value) if isinstance(value, int | float) and abs(value) < 1e9 else None


def boxes_of_lines(lines: Iterable[Iterable[Any]]) -> list[TextBox]:
    """Boxes from the lines of a capture's layout.json: [text, x, y, width, height]."""
    return boxes_of([[*line, None] for line in lines])
