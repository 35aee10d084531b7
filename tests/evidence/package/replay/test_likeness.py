"""The yardstick itself: same pictures are 1, others are what the paper's formula says."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.evidence.package.replay.likeness import compare_pictures, similarity_map


def picture(
    folder: Path, name: str, pixels: "np.ndarray[tuple[int, ...], np.dtype[np.uint8]]"
) -> Path:
    Image.fromarray(pixels).save(folder / name)
    return folder / name


def scene() -> "np.ndarray[tuple[int, ...], np.dtype[np.uint8]]":
    pixels = np.full((300, 400, 3), 255, np.uint8)
    pixels[40:90, 50:350] = (200, 30, 30)
    pixels[150:280:4, 60:340] = 20
    return pixels


def test_the_same_picture_is_one(tmp_path: Path) -> None:
    one, other = (picture(tmp_path, name, scene()) for name in ("1.png", "2.png"))
    found = compare_pictures(one, other)
    assert (found.similarity, found.worst, found.equal) == (pytest.approx(1), pytest.approx(1), 1)


def test_a_missing_line_of_text_is_seen_in_its_part(tmp_path: Path) -> None:
    changed = scene()
    changed[150:200, 60:340] = 255
    found = compare_pictures(
        picture(tmp_path, "1.png", scene()), picture(tmp_path, "2.png", changed)
    )
    assert found.similarity < 0.98
    assert found.worst < 0.6
    assert 0.9 < found.equal < 1


def test_pictures_of_two_sizes_are_not_alike(tmp_path: Path) -> None:
    one = picture(tmp_path, "1.png", scene())
    other = picture(tmp_path, "2.png", scene()[:-1])
    assert compare_pictures(one, other).similarity == 0


def test_the_index_is_that_of_another_implementation() -> None:
    """scikit-image 0.26: structural_similarity(gaussian_weights=True, sigma=1.5,
    use_sample_covariance=False, data_range=255), without the border of 5."""
    chance = np.random.default_rng(5)
    one = chance.integers(0, 256, (60, 80)).astype(float)
    other = np.clip(one + chance.normal(0, 40, one.shape), 0, 255)
    assert float(similarity_map(one, other).mean()) == pytest.approx(0.8768214100552535, abs=1e-9)
