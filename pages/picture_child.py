"""The process that reads pictures 图片文字识别: alone, limited, and thrown away after a while.

Started by pages.picture_reader as `python -m pages.picture_child FD`; over that socket
come pictures (8 bytes of length, then the bytes) and go answers (the same, JSON). A
picture that makes it crash takes nothing else along. The models lie in rapidocr's
wheel; nothing is fetched, and where the system allows it the process has no network.
"""

import contextlib
import ctypes
import io
import json
import os
import resource
import signal
import socket
import struct
import sys
from typing import Any, NamedTuple

MOST_PIXELS = 60_000_000
MOST_SIDE = 40_000
LEAST_SIDE = 48
CPU_SECONDS = 60
"""CPU time of one picture; the kernel ends the process that needs more."""
MEMORY_BYTES = 3 << 30
TILE = 1_600
TILE_OVERLAP = 80
MOST_TILES = 6
MOST_LINES = 400
MOST_FRAMES = 60
"""Frames of a moving picture (GIF) among which the first, the middle and the last are read."""
KINDS = ("JPEG", "PNG", "GIF", "WEBP", "BMP")

_FULL_ROW = 8
_ENDS = "。！？!?；;：:元%)）】》”0123456789"
"""What a row ends with that is whole: a sentence, a price."""
_BEGINS = "×√✓✔✘●•·■◆★☆①②③④⑤⑥⑦⑧⑨0123456789-—【（(《"

_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000
_PR_SET_PDEATHSIG = 1


class Unread(Exception):
    """The picture is not read; the message is its flag."""


def main(descriptor: int) -> None:
    """Serve pictures until the other side closes."""
    _confine()
    engine = _engine()
    with socket.socket(fileno=descriptor) as line:
        _send(line, {"ready": True})
        while (picture := _receive(line)) is not None:
            used = resource.getrusage(resource.RUSAGE_SELF)
            spent = int(used.ru_utime + used.ru_stime)
            resource.setrlimit(
                resource.RLIMIT_CPU,
                (spent + CPU_SECONDS, resource.getrlimit(resource.RLIMIT_CPU)[1]),
            )
            _send(line, _read(picture, engine))


def _confine() -> None:
    """Give up what reading a picture does not need."""
    libc = ctypes.CDLL(None, use_errno=True)
    with contextlib.suppress(AttributeError, OSError):
        libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    os.nice(10)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # No network, where the system lets us: nothing here needs one.
    with contextlib.suppress(AttributeError, OSError):
        if libc.unshare(_CLONE_NEWNET) != 0:
            libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET)


def _engine() -> Any:
    """The reader, one thread, with the models of its wheel."""
    os.environ["OMP_NUM_THREADS"] = "1"
    import cv2
    from rapidocr import RapidOCR

    cv2.setNumThreads(1)
    return RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.use_cls": True,  # lines that stand on their heads
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )


def _read(picture: bytes, engine: Any) -> dict[str, Any]:
    try:
        frames = _open(picture)
    except Unread as error:
        return {"flag": str(error)}
    width, height = frames[0].size
    if min(width, height) < LEAST_SIDE:
        return {"flag": "picture-small", "width": width, "height": height}
    answer: dict[str, Any] = {"flag": "", "width": width, "height": height}
    answer["qr"] = list(dict.fromkeys(text for frame in frames for text in _qr(frame)))[:10]
    lines = _lines(frames[0], engine)
    known = {line["text"] for line in lines}
    for frame in frames[1:]:
        lines += [line for line in _lines(frame, engine) if line["text"] not in known]
        known.update(line["text"] for line in lines)
    answer["lines"] = lines[:MOST_LINES]
    return answer


def _open(picture: bytes) -> list[Any]:
    """The picture, upright, in RGB on white; of one that moves its first, middle and last frame,
    where they differ. Raises Unread."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = None  # judged here, before anything is decoded
    try:
        with Image.open(io.BytesIO(picture), formats=KINDS) as opened:
            width, height = opened.size
            if width * height > MOST_PIXELS or max(width, height) > MOST_SIDE:
                raise Unread("picture-bomb")
            last = min(getattr(opened, "n_frames", 1), MOST_FRAMES) - 1
            if width * height * last > MOST_PIXELS:
                last = 0
            frames: list[Any] = []
            for number in sorted({0, last // 2, last}):
                opened.seek(number)
                opened.load()
                frame = _on_white(ImageOps.exif_transpose(opened))
                if all(frame.tobytes() != known.tobytes() for known in frames):
                    frames.append(frame)
            return frames
    except UnidentifiedImageError as error:
        raise Unread("picture-kind") from error
    except MemoryError as error:
        raise Unread("picture-bomb") from error
    except (OSError, ValueError, SyntaxError, struct.error, EOFError) as error:
        raise Unread("picture-broken") from error


def _on_white(image: Any) -> Any:
    from PIL import Image

    if image.mode not in ("RGBA", "LA", "P", "PA"):
        return image.convert("RGB")
    layered = image.convert("RGBA")
    ground = Image.new("RGBA", layered.size, "white")
    return Image.alpha_composite(ground, layered).convert("RGB")


def _qr(image: Any) -> list[str]:
    import numpy as np
    import zxingcpp

    small = image.convert("L")
    small.thumbnail((2_000, 2_000))
    try:
        found = zxingcpp.read_barcodes(np.asarray(small))
    except (RuntimeError, ValueError):
        return []
    return [str(code.text)[:2_000] for code in found if code.text][:10]


def _lines(image: Any, engine: Any) -> list[dict[str, Any]]:
    """The rows of the picture, from above; parts of one row joined, the worst score kept."""
    import numpy as np

    width, height = image.size
    rows: list[dict[str, Any]] = []
    step = TILE if height > 2 * TILE and height > 2 * width else height
    for top in list(range(0, height, step))[:MOST_TILES]:
        tile = image.crop((0, top, width, min(height, top + step + TILE_OVERLAP)))
        # The models take colours as OpenCV orders them.
        read = engine(np.asarray(tile)[:, :, ::-1].copy())
        if read.txts:
            parts = [
                _Part(
                    top=float(min(p[1] for p in box)), bottom=float(max(p[1] for p in box)),
                    left=float(min(p[0] for p in box)), right=float(max(p[0] for p in box)),
                    text=str(text), score=float(score),
                )
                for box, text, score in zip(read.boxes, read.txts, read.scores, strict=True)
            ]  # fmt: skip
            rows.extend(_rows(parts))
    return rows[:MOST_LINES]


class _Part(NamedTuple):
    """A run of text as the reader found it, in pixels."""

    top: float
    bottom: float
    left: float
    right: float
    text: str
    score: float

    @property
    def height(self) -> float:
        return self.bottom - self.top


def _rows(parts: list[_Part]) -> list[dict[str, Any]]:
    rows: list[list[_Part]] = []
    for part in sorted(parts, key=lambda part: (part.top + part.bottom) / 2):
        middle = (part.top + part.bottom) / 2
        if rows and rows[-1][0].top < middle < rows[-1][0].bottom:
            rows[-1].append(part)
        else:
            rows.append([part])
    widest = max((part.right for part in parts), default=0.0)
    told: list[dict[str, Any]] = []
    above: _Part | None = None
    for row in rows:
        text = "\u3000".join(part.text for part in sorted(row, key=lambda part: part.left))
        score = round(min(part.score for part in row), 3)
        alone = row[0] if len(row) == 1 else None
        if above is not None and alone is not None and _goes_on(above, alone, widest):
            told[-1] = {"text": told[-1]["text"] + text, "score": min(told[-1]["score"], score)}
        else:
            told.append({"text": text, "score": score})
        above = alone
    return told


def _goes_on(above: _Part, below: _Part, widest: float) -> bool:
    """Whether a sentence that fills its row goes on in the next: rows of one height and one left
    edge, close to each other, the upper one as wide as the widest and without an end."""
    size = above.height
    return (
        len(above.text) >= _FULL_ROW
        and above.text[-1] not in _ENDS
        and below.text[0] not in _BEGINS
        and abs(below.height - size) <= 0.3 * size
        and abs(below.left - above.left) <= 0.7 * size
        and 0 <= below.top - above.bottom + 0.3 * size <= 1.3 * size
        and above.right >= widest - 1.6 * size
    )


def _receive(line: socket.socket) -> bytes | None:
    head = _exactly(line, 8)
    return None if head is None else _exactly(line, struct.unpack(">Q", head)[0])


def _exactly(line: socket.socket, size: int) -> bytes | None:
    received = bytearray()
    while len(received) < size:
        piece = line.recv(min(1 << 20, size - len(received)))
        if not piece:
            return None
        received += piece
    return bytes(received)


def _send(line: socket.socket, answer: dict[str, Any]) -> None:
    body = json.dumps(answer, ensure_ascii=True).encode("ascii")
    line.sendall(struct.pack(">Q", len(body)) + body)


if __name__ == "__main__":
    main(int(sys.argv[1]))
