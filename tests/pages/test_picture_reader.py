"""Pictures read by a child of its own: what it reads, and what cannot harm us."""

import io
import struct
import sys
import threading
import time
import zlib
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image, ImageDraw, ImageFont

from pages.picture_reader import MOST_BYTES, PictureReader

LICENCE = Path(__file__).parents[1] / "market" / "static" / "licence.png"
FONT = ImageFont.truetype("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", 32)
_TALK = (
    "import socket, struct, sys, time, os, json\n"
    "s = socket.socket(fileno=int(sys.argv[-1]))\n"
    "def say(v):\n    b = json.dumps(v).encode(); s.sendall(struct.pack('>Q', len(b)) + b)\n"
    "def hear():\n"
    "    n = struct.unpack('>Q', s.recv(8, socket.MSG_WAITALL))[0]\n"
    "    return s.recv(n, socket.MSG_WAITALL)\n"
    "say({'ready': True})\n"
)


def talking(script: str) -> list[str]:
    """A child that speaks the protocol and then does as `script` says."""
    return [sys.executable, "-c", _TALK + script]


ECHO = "while True:\n    hear(); say({'lines': [{'text': str(os.getpid()), 'score': 1}]})\n"


@pytest.fixture(scope="module")
def reader(tmp_path_factory):
    """The real one, for all that it takes to read."""
    with PictureReader(lock=tmp_path_factory.mktemp("reader") / "lock") as reader:
        yield reader


@pytest.fixture
def made(tmp_path):
    """Readers whose child is a script of ours, and whose turn nobody else takes."""
    readers = []

    def make(script: str, cache: Path | None = None, **options) -> PictureReader:
        command = options.pop("command", talking(script))
        readers.append(PictureReader(cache, command=command, lock=tmp_path / "lock", **options))
        return readers[-1]

    yield make
    for one in readers:
        one.close()


def png(width: int, height: int) -> bytes:
    """A PNG that says it is so large; its data are a few bytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = chunk(b"IDAT", zlib.compress(bytes(1000)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + data + chunk(b"IEND", b"")


def picture(image: Image.Image, kind: str = "PNG") -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind)
    return buffer.getvalue()


def test_a_licence_is_read_in_rows(reader):
    read = reader.read(LICENCE.read_bytes())
    assert read.flag == ""
    rows = read.text.split("\n")
    assert "统一社会信用代码　92530602MAYY5P2F0C" in rows
    assert "经营者　马老街" in rows
    assert (read.width, read.height) == (700, 480)


def poster(*rows: str) -> Image.Image:
    """Rows of one size, one below the other."""
    image = Image.new("RGB", (720, 60 + 52 * len(rows)), "white")
    draw = ImageDraw.Draw(image)
    for number, row in enumerate(rows):
        draw.text((40, 30 + 52 * number), row, "black", font=FONT)
    return image


def test_a_sentence_over_several_rows_is_one(reader):
    rows = (
        "提醒：近期有人冒充客服，本店从不要求顾客",
        "刷单，也不搞好评返现，不会让您加群交钱。",
        "一盒十枚装",
    )
    assert reader.read(picture(poster(*rows))).text.split("\n") == [
        "提醒：近期有人冒充客服，本店从不要求顾客刷单，也不搞好评返现，不会让您加群交钱。",
        "一盒十枚装",
    ]


def test_rows_that_are_no_sentence_stay_apart(reader):
    rows = ("大理石板烧烤拼盘四人份", "昆明豆花米线加肉加帽子", "老挝冰咖啡加椰奶三分糖")
    priced = [f"{row} {price}元" for row, price in zip(rows, (88, 16, 12), strict=True)]
    assert len(reader.read(picture(poster(*priced))).text.split("\n")) == 3


def test_what_a_moving_picture_says_later_is_read(reader):
    frames = [poster(text) for text in ("玫瑰鲜花饼现烤现发", "打五星返现金8元", "收到请冷藏")]
    data = io.BytesIO()
    frames[0].save(data, "GIF", save_all=True, append_images=frames[1:], duration=900)
    assert reader.read(data.getvalue()).text.split("\n") == [
        "玫瑰鲜花饼现烤现发",
        "打五星返现金8元",
        "收到请冷藏",
    ]


def test_a_licence_on_its_head_is_read_too(reader):
    turned = Image.open(LICENCE).convert("RGB").rotate(180)
    assert "92530602MAYY5P2F0C" in reader.read(picture(turned)).text


def test_a_qr_code_is_read(reader):
    code = zxingcpp.create_barcode("https://shop.example/zhizhao", zxingcpp.BarcodeFormat.QRCode)
    image = Image.fromarray(zxingcpp.write_barcode_to_image(code, scale=6))
    read = reader.read(picture(image.convert("RGB")))
    assert read.qr == ("https://shop.example/zhizhao",)


@pytest.mark.parametrize(
    ("content", "flag"),
    [
        (png(100_000, 100_000), "picture-bomb"),
        (png(30_000, 3_000), "picture-bomb"),
        (png(200, 200)[:-30], "picture-broken"),
        (
            b"BM" + struct.pack("<IIIIiiHHIIiiII", 54, 0, 54, 40, 30_000, 30_000, 1, 24, *[0] * 6),
            "picture-bomb",
        ),
        (b"<svg xmlns='http://www.w3.org/2000/svg'></svg>", "picture-kind"),
        (b"%PDF-1.7 ...", "picture-kind"),
        (b"II*\0" + bytes(200), "picture-kind"),
        (b"", "picture-broken"),
        (bytes(MOST_BYTES + 1), "picture-bomb"),
    ],
)
def test_what_is_no_picture_to_read_is_a_flag(reader, content, flag):
    assert reader.read(content).flag == flag


def test_a_tiny_picture_holds_no_words(reader):
    assert reader.read(picture(Image.new("RGB", (20, 20)))).flag == "picture-small"


def test_a_crash_is_a_flag_and_the_next_picture_is_read(made):
    reader = made(
        "while True:\n    p = hear()\n    if p == b'bad': os.abort()\n    say({'lines': []})\n"
    )
    assert reader.read(b"bad").flag == "picture-crashed"
    assert reader.read(b"good").flag == ""


def test_a_picture_that_takes_too_long_is_given_up_and_tried_again_later(made):
    reader = made("hear(); time.sleep(60)\n", picture_seconds=0.4)
    began = time.monotonic()
    assert reader.read(b"slow").flag == "picture-timeout"
    assert reader.read(b"slow").flag == "picture-timeout", "not remembered, but asked again"
    assert time.monotonic() - began < 20


@pytest.mark.parametrize(
    "script",
    [
        "hear(); s.sendall(struct.pack('>Q', 1 << 60))\n",
        "hear(); s.sendall(b'\\0' * 7 + b'\\4nope')\n",
        "hear(); say([1])\n",
        "hear(); say({'lines': 7, 'width': 'x'})\n",
    ],
)
def test_a_child_that_answers_nonsense_is_a_flag(made, script):
    assert made(script).read(b"x").flag == "picture-crashed"


def test_where_the_reader_cannot_start_pictures_are_left_unread(made):
    reader = made("", command=[sys.executable, "-c", "raise SystemExit(1)"])
    assert reader.read(b"x").flag == "picture-unread"
    assert reader.read(b"y").flag == "picture-unread"


def test_every_picture_is_read_once_whoever_asks(made, tmp_path):
    cache = tmp_path / "pictures.sqlite3"
    first = made(ECHO, cache).read(b"one")
    assert made("raise SystemExit\n", cache).read(b"one") == first


def test_a_child_is_thrown_away_after_some_pictures(made):
    reader = made(ECHO, pictures_a_child=2)
    workers = [reader.read(bytes([n])).text for n in range(5)]
    assert workers[0] == workers[1]
    assert len(set(workers)) == 3


def test_one_child_a_machine(made):
    first, second = made(ECHO), made(ECHO, wait_seconds=0.2)
    first.read(b"one")
    assert second.read(b"two").flag == "picture-busy"
    first.close()
    assert second.read(b"two").flag == ""


def test_a_process_that_always_reads_lets_another_have_its_turn(made):
    busy, other = made(ECHO, turn_seconds=0.3), made(ECHO, turn_seconds=0.3, wait_seconds=20)
    stop = threading.Event()
    flags = []

    def read_on() -> None:
        n = 0
        while not stop.is_set():
            n += 1
            flags.append(busy.read(b"busy %d" % n).flag)

    reading = threading.Thread(target=read_on)
    busy.read(b"first")
    reading.start()
    try:
        assert [other.read(b"other %d" % n).flag for n in range(50)] == [""] * 50
    finally:
        other.close()
        stop.set()
        reading.join()
    assert set(flags) == {""}, "nor has the first lost a picture"


def test_nobody_gives_up_a_child_for_which_nobody_waits(made):
    reader = made(ECHO, turn_seconds=0.0)
    assert len({reader.read(bytes([n])).text for n in range(5)}) == 1


def test_a_cache_that_cannot_be_used_is_done_without(made, tmp_path):
    broken = tmp_path / "cache.sqlite3"
    broken.write_bytes(b"this is no database, though it is long enough to look like one")
    assert made(ECHO, broken).read(b"one").flag == ""
