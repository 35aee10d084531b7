"""How much a text reads like Chinese: the judge between two decodings.

Text decoded with the wrong charset is made of rare characters: nearly all of
running Chinese lies in the 3,755 characters of GB 2312 level 1 or, in
traditional script, in the 5,401 of Big5 level 1.
"""

from functools import cache

import numpy as np

_LIMIT = 8_000


@cache
def _weights() -> "np.ndarray[tuple[int], np.dtype[np.float32]]":
    """One weight per code point of the BMP; 0 for what says nothing."""
    weights = np.zeros(0x10000, dtype=np.float32)
    weights[0x3400:0x9FFF] = -0.6  # Han that no everyday text uses
    weights[0xE000:0xF8FF] = -2.0  # private use
    weights[0xFFFD] = -3.0
    weights[0x80:0xA0] = -2.0  # C1 controls
    weights[0xA0:0x0600] = -0.3  # Latin-1 mojibake, Greek, Cyrillic
    weights[0x0600:0x2000] = -0.8
    weights[0xFF61:0xFFA0] = -0.5  # half-width kana
    weights[0x3040:0x3100] = -0.1
    for first, last, codec, weight in (
        (0xD8, 0xF7, "gb2312", 0.1),
        (0xA4, 0xC6, "big5", 0.7),
        (0xB0, 0xD7, "gb2312", 1.0),
    ):
        for lead in range(first, last + 1):
            for trail in range(0x40, 0xFF):
                char = bytes((lead, trail)).decode(codec, "ignore")
                if len(char) == 1 and "\u4e00" <= char <= "\u9fff":
                    weights[ord(char)] = weight
    for char in "，。、；：？！“”‘’（）《》【】…—·￥％①②③④⑤℃×":  # what Chinese pages are full of
        weights[ord(char)] = 0.5
    return weights


def plausibility(text: str) -> float:
    """Mean weight of the characters beyond ASCII, about -3 to 1; 0 if there are none."""
    sample = text[: _LIMIT * 4]
    points = np.frombuffer(sample.encode("utf-32-le", "replace"), dtype=np.uint32)
    points = points[points >= 0x80][:_LIMIT]
    if not len(points):
        return 0.0
    beyond = points >= 0x10000
    weights = _weights()[np.where(beyond, 0, points)]
    return float(np.where(beyond, -0.2, weights).mean())
