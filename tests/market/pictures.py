"""Small product pictures, drawn when asked for: no file, no font, no library but numpy."""

import struct
import zlib
from collections.abc import Callable
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

SIDE = 240
Grid = NDArray[np.float64]
Mask = NDArray[np.bool_]

_Y, _X = np.mgrid[0:SIDE, 0:SIDE] / SIDE


def _disc(x: float, y: float, rx: float, ry: float | None = None) -> Mask:
    mask: Mask = ((_X - x) / rx) ** 2 + ((_Y - y) / (ry or rx)) ** 2 < 1
    return mask


def _block(x0: float, y0: float, x1: float, y1: float) -> Mask:
    mask: Mask = (x0 < _X) & (x1 > _X) & (y0 < _Y) & (y1 > _Y)
    return mask


def _ring(x: float, y: float, outer: float, inner: float) -> Mask:
    return _disc(x, y, outer) & ~_disc(x, y, inner)


# Each silhouette is a list of masks; the first is drawn darkest.
SHAPES: dict[str, Callable[[], list[Mask]]] = {
    "cake": lambda: [_disc(0.5, 0.5, 0.34), _ring(0.5, 0.5, 0.25, 0.23), _disc(0.5, 0.5, 0.06)],
    "box": lambda: [_block(0.2, 0.3, 0.8, 0.8), _block(0.2, 0.3, 0.8, 0.42), _disc(0.5, 0.6, 0.1)],
    "bag": lambda: [
        _block(0.22, 0.42, 0.78, 0.82),
        _ring(0.5, 0.42, 0.2, 0.16) & (_Y < 0.42),
        _block(0.44, 0.5, 0.56, 0.58),
    ],
    "watch": lambda: [
        _block(0.41, 0.08, 0.59, 0.92),
        _disc(0.5, 0.5, 0.26),
        _ring(0.5, 0.5, 0.22, 0.2)
        | _block(0.49, 0.36, 0.51, 0.51)
        | _block(0.49, 0.49, 0.62, 0.51),
    ],
    "shoe": lambda: [
        _block(0.12, 0.66, 0.88, 0.76),
        (_disc(0.36, 0.66, 0.22, 0.3) & (_Y < 0.66))
        | (_disc(0.66, 0.67, 0.22, 0.16) & (_Y < 0.67)),
        _block(0.3, 0.5, 0.56, 0.53) | _block(0.3, 0.57, 0.62, 0.6),
    ],
    "bangle": lambda: [_ring(0.5, 0.5, 0.36, 0.24), _ring(0.5, 0.5, 0.33, 0.3)],
    "bottle": lambda: [
        _block(0.34, 0.36, 0.66, 0.86),
        _block(0.43, 0.14, 0.57, 0.36),
        _block(0.38, 0.5, 0.62, 0.74),
    ],
    "flower": lambda: [
        _block(0.48, 0.5, 0.52, 0.95),
        np.logical_or.reduce(
            [
                _disc(0.5 + 0.16 * np.cos(a), 0.36 + 0.16 * np.sin(a), 0.11)
                for a in np.arange(6) * np.pi / 3
            ]
        ),
        _disc(0.5, 0.36, 0.09),
    ],
    "book": lambda: [
        _block(0.24, 0.14, 0.76, 0.86),
        _block(0.24, 0.14, 0.3, 0.86),
        _block(0.38, 0.28, 0.68, 0.32) | _block(0.38, 0.37, 0.6, 0.4),
    ],
    "cup": lambda: [
        _block(0.24, 0.36, 0.68, 0.8),
        _ring(0.7, 0.55, 0.14, 0.09) & (_X > 0.68),
        _disc(0.46, 0.36, 0.22, 0.05),
    ],
    "sack": lambda: [
        _disc(0.5, 0.6, 0.3, 0.28),
        _block(0.42, 0.2, 0.58, 0.36),
        _disc(0.5, 0.6, 0.14),
    ],
    "shirt": lambda: [
        _block(0.3, 0.24, 0.7, 0.84),
        _block(0.14, 0.24, 0.86, 0.42),
        _disc(0.5, 0.24, 0.09, 0.07),
    ],
    "device": lambda: [
        _block(0.34, 0.12, 0.66, 0.88),
        _block(0.37, 0.18, 0.63, 0.8),
        _disc(0.5, 0.84, 0.02),
    ],
    "fruit": lambda: [
        _disc(0.42, 0.58, 0.2),
        _disc(0.62, 0.6, 0.18),
        _block(0.47, 0.2, 0.5, 0.44),
    ],
}


def _png(pixels: NDArray[np.uint8]) -> bytes:
    """An RGB PNG (W3C PNG, third edition, 5 and 11): signature, IHDR, IDAT, IEND."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        crc = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", crc)

    height, width, _ = pixels.shape
    lines = np.zeros((height, 1 + width * 3), np.uint8)
    lines[:, 1:] = pixels.reshape(height, -1)
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(lines.tobytes(), 6)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def _colour(seed: int) -> Grid:
    hue = (seed * 0.61803398875) % 1 * 6
    fade = 1 - abs(hue % 2 - 1)
    rgb = [(1, fade, 0), (fade, 1, 0), (0, 1, fade), (0, fade, 1), (fade, 0, 1), (1, 0, fade)]
    return np.array(rgb[int(hue) % 6]) * 130 + 60


@lru_cache(maxsize=512)
def product(shape: str, seed: int) -> bytes:
    """A PNG of 240 × 240: the silhouette named `shape` in colours that follow from `seed`."""
    colour = _colour(seed)
    light = 255 - (255 - colour) * 0.14
    pixels = light * (1 - 0.1 * _Y[..., None])
    for depth, mask in enumerate(SHAPES.get(shape, SHAPES["box"])()):
        shade = (colour * 0.75, colour, 255 - (255 - colour) * 0.35)[min(depth, 2)]
        pixels[mask] = shade
    return _png(pixels.clip(0, 255).astype(np.uint8))


@lru_cache(maxsize=64)
def banner(seed: int, width: int = 960, height: int = 220) -> bytes:
    """A PNG banner: soft stripes, no words."""
    y, x = np.mgrid[0:height, 0:width]
    wave = 0.5 + 0.5 * np.sin(x / 90 + y / 60 + seed)
    first, second = _colour(seed), _colour(seed + 1)
    pixels = first + (second - first) * wave[..., None]
    return _png((pixels * 0.6 + 90).clip(0, 255).astype(np.uint8) // 4 * 4)
