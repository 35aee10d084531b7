"""A paper as one HTML page, to be printed by Chromium: the template of every PDF.

All text is escaped; there is no link, no script and nothing that is loaded, save
the paper's own pictures by the names that `pictures` gives.
"""

import re
from html import escape

from evidence.package.records.paper import (
    Block,
    Cell,
    Fields,
    Heading,
    Paper,
    PictureFile,
    Slice,
    Table,
    Text,
    Title,
)
from evidence.seal.digests import sha256_digest

# 宋 and 仿宋 as GB/T 9704 wants them, in fonts that may be embedded and passed on.
_SONG = '"Noto Serif CJK SC","Source Han Serif SC","Noto Serif SC",serif'
_FANGSONG = '"FandolFang R","FandolFang",' + _SONG
_HEI = '"Noto Sans CJK SC","Source Han Sans SC","Noto Sans SC",sans-serif'

_STYLE = """
@page { size: A4; margin: 24mm 20mm 24mm 27mm;
  @top-left { content: $running; font: 9pt $song; color: #333; vertical-align: bottom;
    padding-bottom: 3mm; }
  @bottom-left { content: $footer; font: 8pt $song; color: #333; text-align: left; width: 128mm;
    vertical-align: top; padding-top: 3mm; white-space: pre-wrap; overflow-wrap: anywhere; }
  @bottom-right { content: "第" counter(page) "页/共" counter(pages) "页"; font: 9pt $song;
    text-align: right; vertical-align: top; padding-top: 3mm; width: 30mm; }
  @right-middle { content: $seam; font: 8pt $song; color: #555; writing-mode: vertical-rl;
    text-align: center; width: 20mm; padding-right: 12mm; }
}
@page form { size: A4 portrait; }
@page wide { size: A4 landscape; margin: 20mm;
  @top-left { padding-left: 5mm; } @bottom-left { width: 210mm; padding-left: 5mm; } }
@page tall { size: A4 portrait; margin: 24mm 15mm 24mm 20mm;
  @top-left { padding-left: 5mm; } @bottom-left { padding-left: 5mm; }
  @right-middle { width: 15mm; } }
@page cover { size: A4 portrait; margin: 20mm 20mm 18mm 27mm; }
@page letter { size: A4 portrait; margin: 37mm 26mm 35mm 28mm; }
.form { page: form; } .wide { page: wide; } .tall { page: tall; } .letter { page: letter; }
.cover { page: cover; font-size: 9.5pt; line-height: 1.35; }
/* Printing cuts at the margins: the marks beside a picture need room within them. */
.wide, .tall { padding-left: 5mm; }
.part + .part { break-before: page; }
html { font: 10.5pt/1.5 $song; color: #000; line-break: strict; overflow-wrap: anywhere;
  font-variant-ligatures: none; }
body { margin: 0; }
p, h1, h2 { margin: 0; }
p span { white-space: nowrap; }
.office { font: 700 16pt/1.4 $song; text-align: center; letter-spacing: .1em; }
h1 { font: 700 22pt/1.4 $song; text-align: center; margin: 1mm 0 2mm; break-after: avoid; }
.number { font: 12pt $fang; text-align: center; margin-bottom: 2mm; }
h2 { font: 700 12pt $hei; margin: 4mm 0 1.5mm; break-after: avoid; }
.right { text-align: right; margin-bottom: 1.5mm; }
.centre { text-align: center; margin: 1.5mm 0; break-before: avoid; }
.sentence { font: 12pt/1.6 $fang; text-indent: 2em; margin: 1mm 0;
  word-break: break-all; }
.body { margin: 1mm 0; }
.note { font-size: 9pt; margin: 1mm 0; }
.after { font-size: 9pt; margin: 1mm 0; break-before: avoid; }
.letter .lettertext { font: 16pt/28.9pt $fang; text-indent: 2em; text-align: justify;
  word-break: break-all; white-space: pre-wrap; }
.letter .addressee { font: 16pt/28.9pt $fang; margin-top: 6mm; }
.closing { break-after: avoid; }
.letter .seal { font: 16pt/28.9pt $fang; text-align: right; break-before: avoid; }
table { border-collapse: collapse; width: calc(100% - .4mm); table-layout: fixed;
  margin: 0 .2mm 1.5mm; }
td, th { border: .25mm solid #000; padding: .8mm 1.4mm; vertical-align: middle; text-align: left;
  white-space: pre-wrap; word-break: break-all; font-weight: 400; }
th { font-family: $hei; text-align: center; padding: .8mm .6mm; }
.together, tr { break-inside: avoid; }
tr.long { break-inside: auto; }
thead { display: table-header-group; }
td.under { font-size: 9pt; border-top: .15mm dotted #888; }
tr.has-under { break-after: avoid; }
.cover td, .cover th { padding: .4mm 1.2mm; }
.slice { break-inside: avoid; margin: 2mm 0; }
.cut { position: relative; overflow: hidden; outline: .15mm solid #888; }
.cut img { position: absolute; left: 0; image-orientation: none; }
.frame { position: relative; }
.shared { position: absolute; left: -4.5mm; width: 3mm; border: .2mm solid #000;
  box-sizing: border-box;
  background: repeating-linear-gradient(45deg, #000 0 .2mm, #fff .2mm 1mm); }
.slice p { font-size: 9pt; margin: .4mm 0; }
"""
# Words of running text that are not to be broken, though addresses are.
_WHOLE = re.compile("SHA-256|SM3|VERIFY\\.txt")
_PARAGRAPH = {"letter": "lettertext", "closing": "lettertext closing"}


def page_html(paper: Paper) -> str:
    """The whole page. Pictures are asked for by the names of `pictures`."""
    names = {key: name for key, (name, _) in _named(paper).items()}
    body = "".join(
        f'<div class="part {part.layout}">'
        + "".join(_block(block, names) for block in part.blocks)
        + "</div>"
        for part in paper.parts
    )
    return (
        '<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8">'
        f"<title>{_safe(paper.title)} {_safe(paper.number)}</title>"
        f"<style>{_style(paper)}</style></head><body>{body}</body></html>"
    )


def pictures(paper: Paper) -> dict[str, PictureFile]:
    """The pictures of the paper, each once, named by their content: a browser that prints
    several papers must not take one's picture for another's."""
    return dict(_named(paper).values())


def _named(paper: Paper) -> dict[int, tuple[str, PictureFile]]:
    found = {
        id(block.picture): block.picture
        for part in paper.parts
        for block in part.blocks
        if isinstance(block, Slice)
    }
    return {key: (f"picture-{sha256_digest(one.data).hex()}", one) for key, one in found.items()}


def _style(paper: Paper) -> str:
    said = {
        "$running": _css_string(paper.running),
        "$footer": _css_string("\n".join(paper.footer)),
        "$seam": _css_string(f"┄┄　骑缝处　{paper.number}　┄┄"),
        "$song": _SONG,
        "$fang": _FANGSONG,
        "$hei": _HEI,
    }
    style = _STYLE
    for name in ("$song", "$fang", "$hei"):
        style = style.replace(name, said[name])
    # Last, so that nothing in them is taken for a name of the template.
    before, rest = style.split("$running")
    middle, rest = rest.split("$footer")
    after, end = rest.split("$seam")
    return "".join((before, said["$running"], middle, said["$footer"], after, said["$seam"], end))


def _block(block: Block, names: dict[int, str]) -> str:
    match block:
        case Title(office, text, number):
            return f'<p class="office">{_safe(office)}</p><h1>{_safe(text)}</h1>' + (
                f'<p class="number">{_safe(number)}</p>' if number else ""
            )
        case Heading(text):
            return f"<h2>{_safe(text)}</h2>"
        case Text(text, style):
            whole = _WHOLE.sub(r"<span>\g<0></span>", _broken(text))
            return f'<p class="{_PARAGRAPH.get(style, style)}">{whole}</p>'
        case Fields(rows):
            return _fields(rows)
        case Table():
            return _table(block)
        case Slice():
            return _slice(block, names[id(block.picture)])


def _fields(rows: tuple[tuple[Cell, ...], ...]) -> str:
    made = ['<table><col style="width:17%"><col style="width:33%">']
    made.append('<col style="width:17%"><col style="width:33%">')
    for row in rows:
        long = sum(len(line) for cell in row for line in cell.lines) > 500
        made.append(f"<tr{' class=long' if long else ''}>")
        for cell in row:
            span = "" if len(row) == 2 else ' colspan="3"'
            low = "bottom" if cell.low else "top"
            room = f' style="height:{cell.room:g}mm;vertical-align:{low}"' if cell.room else ""
            value = "<br>".join(_safe(line) for line in cell.lines)
            made.append(f"<th>{_safe(cell.label)}</th><td{span}{room}>{value}</td>")
        made.append("</tr>")
    return "".join(made) + "</table>"


def _table(table: Table) -> str:
    whole = sum(table.widths)
    columns = "".join(f'<col style="width:{100 * one / whole:.3f}%">' for one in table.widths)
    heads = "".join(f"<th>{_broken(title)}</th>" for title in table.titles)
    room = f' style="height:{table.room:g}mm"' if table.room else ""
    whole_table = ' class="together"' if table.room else ""
    made = [f"<table{whole_table}>{columns}<thead><tr>{heads}</tr></thead><tbody>"]
    for row in table.rows:
        cells = "".join(f"<td{room}>{_broken(cell)}</td>" for cell in row.cells)
        made.append(f"<tr{' class=has-under' if row.under else ''}>{cells}</tr>")
        if row.under:
            lines = "<br>".join(_broken(line) for line in row.under)
            made.append(f'<tr><td class="under" colspan="{len(table.widths)}">{lines}</td></tr>')
    return "".join(made) + "</tbody></table>"


def _slice(one: Slice, name: str) -> str:
    """The whole picture behind a window: its own pixels, and no second file."""
    row = one.height / (one.bottom - one.top)
    marks = "".join(
        f'<div class="shared" style="{edge}:0;height:{shared:.3f}mm"></div>'
        for edge, shared in (("top", one.overlap_before), ("bottom", one.overlap_after))
        if shared
    )
    return (
        '<div class="slice">'
        + "".join(f"<p>{_safe(line)}</p>" for line in one.above)
        + f'<div class="frame">{marks}'
        f'<div class="cut" style="width:{one.width:.3f}mm;height:{one.height:.3f}mm">'
        f'<img src="/{name}" alt="" style="width:{one.width:.3f}mm;'
        f'height:{row * one.picture.height:.3f}mm;top:-{row * one.top:.3f}mm"></div></div>'
        + "".join(f"<p>{_safe(line)}</p>" for line in one.below)
        + "</div>"
    )


def _safe(text: str) -> str:
    return escape(text, quote=True)


def _broken(text: str) -> str:
    return _safe(text).replace("\n", "<br>")


def _css_string(text: str) -> str:
    """`text` as a CSS string in which only letters and digits stand as themselves."""
    return '"' + "".join(one if one.isalnum() else f"\\{ord(one):x} " for one in text) + '"'
