"""Draw static/licence.png, the licence that 老街鞋服百货 shows as a picture only.

Run once by hand with Pillow and a CJK font: `python -m tests.market.draw_licence`.
The picture is kept in the repository, so that serving the market needs neither.
"""

from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

_FONT = "/usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc"
_LINES = (
    ("统一社会信用代码", "92530602MAYY5P2F0C"),
    ("名　　称", "昭阳区老街鞋服百货店"),
    ("经 营 者", "马老街"),
    ("组成形式", "个人经营"),
    ("经营场所", "云南省昭通市昭阳区凤凰街道老街42号"),
    ("注册日期", "2011年06月08日"),
    ("经营范围", "服装、鞋帽、日用百货零售"),
)


def draw() -> Image.Image:
    """The picture, 700 × 480, in a few colours."""
    picture = Image.new("RGB", (700, 480), "#fdf6e3")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((10, 10, 689, 469), outline="#b8860b", width=6)
    pen.rectangle((22, 22, 677, 457), outline="#b8860b", width=1)
    pen.text(
        (350, 74), "营 业 执 照", font=ImageFont.truetype(_FONT, 46), fill="black", anchor="mm"
    )
    small = ImageFont.truetype(_FONT, 21)
    for row, (name, value) in enumerate(_LINES):
        pen.text((60, 135 + row * 42), name, font=small, fill="#444444")
        pen.text((260, 135 + row * 42), value, font=small, fill="black")
    pen.ellipse((520, 320, 640, 440), outline="#c62828", width=4)
    pen.text((580, 380), "样本", font=small, fill="#c62828", anchor="mm")
    return picture


if __name__ == "__main__":
    target = Path(__file__).parent / "static" / "licence.png"
    draw().quantize(16).save(target, optimize=True)
