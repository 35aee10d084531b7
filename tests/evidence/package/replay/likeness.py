"""How alike two pictures are: structural similarity (Wang, Bovik, Sheikh, Simoncelli 2004).

The index of the paper with its own constants: a Gaussian window of 11×11 with a
standard deviation of 1.5, K1 = 0.01, K2 = 0.03, on luma of 8 bits; the mean over the
picture. 1 is the same picture.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

_RADIUS, _SIGMA = 5, 1.5
_C1, _C2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
_TILE = 128

Grey = np.ndarray[tuple[int, int], np.dtype[np.float64]]


@dataclass(frozen=True)
class Likeness:
    """`similarity` of the whole, `worst` of its least similar part of 128×128 pixels,
    `equal` the share of pixels that are the same in all three colours."""

    similarity: float
    worst: float
    equal: float


def luma(path: Path) -> Grey:
    """The picture's brightness (ITU-R BT.601, as PIL has it)."""
    with Image.open(path) as picture:
        return np.asarray(picture.convert("L"), dtype=np.float64)


def _smooth(grey: Grey) -> Grey:
    """Weighted means around each pixel that has all its neighbours."""
    at = np.arange(-_RADIUS, _RADIUS + 1)
    weights = np.exp(-(at**2) / (2 * _SIGMA**2))
    weights /= weights.sum()
    high = grey.shape[0] - 2 * _RADIUS
    rows = sum(w * grey[n : n + high] for n, w in enumerate(weights))
    wide = grey.shape[1] - 2 * _RADIUS
    return np.asarray(sum(w * rows[:, n : n + wide] for n, w in enumerate(weights)))  # type: ignore[index]


def similarity_map(one: Grey, other: Grey) -> Grey:
    """The index at each pixel but for a border of 5. The pictures must have one size."""
    if one.shape != other.shape:
        raise ValueError(f"pictures of two sizes: {one.shape}, {other.shape}")
    mean_1, mean_2 = _smooth(one), _smooth(other)
    spread_1 = _smooth(one * one) - mean_1**2
    spread_2 = _smooth(other * other) - mean_2**2
    both = _smooth(one * other) - mean_1 * mean_2
    return np.asarray(
        ((2 * mean_1 * mean_2 + _C1) * (2 * both + _C2))
        / ((mean_1**2 + mean_2**2 + _C1) * (spread_1 + spread_2 + _C2))
    )


def compare_pictures(one: Path, other: Path) -> Likeness:
    """Two PNG files beside each other; pictures of two sizes are not alike at all."""
    first, second = luma(one), luma(other)
    if first.shape != second.shape:
        return Likeness(0.0, 0.0, 0.0)
    found = similarity_map(first, second)
    tiles = [
        float(found[y : y + _TILE, x : x + _TILE].mean())
        for y in range(0, found.shape[0], _TILE)
        for x in range(0, found.shape[1], _TILE)
    ]
    with Image.open(one) as a, Image.open(other) as b:
        same = np.all(np.asarray(a.convert("RGB")) == np.asarray(b.convert("RGB")), axis=2)
    return Likeness(float(found.mean()), min(tiles), float(same.mean()))
