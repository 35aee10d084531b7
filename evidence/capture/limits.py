"""How much one capture may take: seconds, bytes, pixels, numbers of things."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CaptureLimits:
    """Bounds of one capture. Times in seconds, sizes in bytes, lengths in CSS pixels.

    `load_seconds` bounds the wait for a page to be built, `quiet_seconds` is how
    long nothing may be under way for it to count as quiet, `hang_seconds` how long
    its scripts may keep everybody waiting, `artefact_seconds` how long one picture
    or print may take; `total_seconds` bounds all that is done with the browser.
    `scroll_pixels` is how far down late pictures are called for, `picture_pixels`
    how high the picture of the whole page may be (it comes in parts of
    `part_pixels`), `pdf_pages` how long the PDF. A response longer than `body`,
    and all traffic beyond `traffic` or `exchanges`, is cut off. `memory` is for
    all processes of the browser together. Of texts `text` characters are kept.
    """

    load_seconds: float = 30.0
    quiet_seconds: float = 0.5
    hang_seconds: float = 6.0
    artefact_seconds: float = 30.0
    total_seconds: float = 150.0
    scroll_pixels: int = 30_000
    picture_pixels: int = 48_000
    part_pixels: int = 12_000
    pdf_pages: int = 60
    body: int = 64 << 20
    traffic: int = 384 << 20
    exchanges: int = 5_000
    download: int = 64 << 20
    memory: int = 2 << 30
    text: int = 8 << 20
    frames: int = 24
    console: int = 2_000
    popups: int = 20
    downloads: int = 5
