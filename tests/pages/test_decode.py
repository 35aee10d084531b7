"""Charsets as shops get them wrong: the bytes decide."""

import time

import pytest

from pages.decode import decode
from tests.pages.typical_page import typical_page

TEXT = (
    "<html><head>{meta}<title>勐海熟茶专卖</title></head><body>本店销售勐海熟茶，产地云南省西双版纳州，"
    "支持七天无理由退货。价格：１９９元，高仿必究。</body></html>"
)


def page(*labels: str) -> str:
    return TEXT.format(meta="".join(f'<meta charset="{label}">' for label in labels))


@pytest.mark.parametrize(
    ("body", "content_type", "charset", "flags"),
    [
        (page("utf-8").encode(), "text/html; charset=utf-8", "utf-8", set()),
        (page("gbk").encode("gbk"), "text/html", "gb18030", set()),
        (page("gb2312").encode("gbk"), None, "gb18030", set()),
        # GBK sent as UTF-8, UTF-8 sent as GBK, either sent as ISO-8859-1
        (page("utf-8").encode("gbk"), "text/html; charset=utf-8", "gb18030", {"charset-mismatch"}),
        (page("gb2312").encode(), "text/html; charset=gbk", "utf-8", {"charset-mismatch"}),
        (page().encode(), "text/html; charset=ISO-8859-1", "utf-8", {"charset-mismatch"}),
        (page().encode("gbk"), "text/html; charset=ISO-8859-1", "gb18030", {"charset-mismatch"}),
        # header and meta disagree, two metas disagree
        (
            page("utf-8").encode("gbk"),
            "text/html; charset=gbk",
            "gb18030",
            {"charset-conflict", "charset-mismatch"},
        ),
        (page("gbk", "utf-8").encode(), None, "utf-8", {"charset-conflict", "charset-mismatch"}),
        # no label at all
        (page().encode("gbk"), None, "gb18030", {"charset-missing"}),
        (page().encode(), "text/html", "utf-8", {"charset-missing"}),
        # byte order marks, also where the meta says otherwise
        (b"\xef\xbb\xbf" + page("utf-8").encode(), None, "utf-8", set()),
        (b"\xff\xfe" + page("gb2312").encode("utf-16-le"), None, "utf-16-le", {"charset-mismatch"}),
        (b"\xfe\xff" + page().encode("utf-16-be"), "text/html", "utf-16-be", set()),
        (page("utf-8").encode("utf-16-le"), None, "utf-16-le", {"charset-missing"}),
        # 4-byte GB18030
        ((page("gb18030") + "㐂𠮷").encode("gb18030"), None, "gb18030", set()),
        # an XML declaration
        (
            ('<?xml version="1.0" encoding="GB2312"?>' + page()).encode("gbk"),
            None,
            "gb18030",
            set(),
        ),
    ],
)
def test_text_is_read_whatever_the_labels_say(body, content_type, charset, flags):
    decoded = decode(body, content_type)
    assert decoded.charset == charset
    assert "本店销售勐海熟茶，产地云南省西双版纳州" in decoded.text
    assert set(decoded.flags) == flags
    assert not decoded.text.startswith("\ufeff")


def test_big5_is_told_from_gbk():
    body = "<p>本店專賣雲南勐海熟茶，產地雲南，歡迎選購，價格優惠。".encode("big5", "ignore")
    assert decode(body, "text/html; charset=big5").charset == "big5hkscs"
    assert "歡迎選購" in decode(body, None).text


def test_a_short_gbk_page_that_happens_to_be_valid_utf8_follows_its_label():
    body = "<p>姹℃煋".encode("gbk")
    body = "联通移动".encode("gbk")
    assert decode(b"<p>" + body, "text/html; charset=gb2312").text == "<p>联通移动"


@pytest.mark.parametrize(("charset", "where"), [("utf-8", 150), ("gbk", 110), ("gbk", 101)])
def test_a_spoilt_byte_costs_a_character_not_a_paragraph(charset, where):
    body = bytearray(page(charset).encode(charset))
    body[where] = 0xFF
    decoded = decode(bytes(body), None)
    assert "invalid-bytes" in decoded.flags
    assert "价格：１９９元，高仿必究" in decoded.text
    assert decoded.text.count("\ufffd") <= 3


def test_a_lost_byte_costs_a_character_not_a_paragraph():
    body = page("gbk").encode("gbk")
    cut = body.index("西双版纳".encode("gbk")) + 1
    decoded = decode(body[:cut] + body[cut + 1 :], None)
    assert "双版纳州，支持七天无理由退货" in decoded.text


def test_a_page_cut_in_the_middle_of_a_character():
    decoded = decode(page("utf-8").encode()[:-30], "text/html; charset=utf-8")
    assert decoded.charset == "utf-8"
    assert "勐海熟茶" in decoded.text


def test_two_charsets_in_one_page_are_both_read():
    shop = "<p>本店销售勐海熟茶，产地云南</p>".encode("gbk")
    comment = "<p>用户说质量很好，非常喜欢</p>".encode()
    decoded = decode(b'<meta charset="gbk">' + (shop + comment) * 20, None)
    assert "本店销售勐海熟茶" in decoded.text
    assert "用户说质量很好" in decoded.text
    assert "charset-mixed" in decoded.flags


@pytest.mark.parametrize("word", ["假酒", "用户说质量很好，非常喜欢"])
def test_one_word_in_the_other_charset_is_read(word):
    shop = "<p>本店销售勐海熟茶，产地云南</p>" * 20
    for one, other in (("gbk", "utf-8"), ("utf-8", "gbk")):
        decoded = decode(shop.encode(one) + f"<p>{word * 2}</p>".encode(other), None)
        assert "本店销售勐海熟茶" in decoded.text and word in decoded.text
        assert "charset-mixed" in decoded.flags


@pytest.mark.parametrize("charset", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("content_type", [None, "text/html; charset=utf-16"])
def test_utf16_without_a_mark_of_order_and_with_few_tags(charset, content_type):
    decoded = decode(("<p>" + "本店销售勐海熟茶" * 99).encode(charset), content_type)
    assert decoded.charset == charset
    assert decoded.text.startswith("<p>本店销售勐海熟茶")


def test_old_japanese_is_read():
    body = "<meta charset=iso-2022-jp><p>偽物".encode("iso-2022-jp")
    assert "偽物" in decode(body, None).text


def test_labels_that_are_not_read_are_flagged():
    assert "charset-refused" in decode(b"<meta charset=hz-gb-2312><p>~{1>5j~}", None).flags
    body = "<meta charset=x-foo><p>本店销售勐海熟茶".encode("gbk")
    assert "charset-unlisted" in decode(body, None).flags
    assert "本店" in decode(body, None).text


def test_mixed_charsets_are_read_in_time():
    start = time.process_time()
    decoy = b"\xe4\xb8\xad\xe5\x9b\xbd\xb0\xa1\xb0\xa1"
    for piece in (decoy, b"<p>" + decoy, "<p>本店".encode() + "假酒".encode("gbk")):
        decode(piece * (1_000_000 // len(piece)), "text/html; charset=gbk")
    assert time.process_time() - start < 3


def test_a_page_of_ascii_has_the_charset_of_its_label():
    # The crawler encodes queries with it.
    assert decode(b'<meta charset="gb2312"><form>', None).charset == "gb18030"
    assert decode(b"<form>", None).charset == "utf-8"


def test_utf7_is_never_decoded():
    decoded = decode(b'<meta charset="utf-7">+ADw-script+AD4-', None)
    assert "<script>" not in decoded.text
    assert "charset-refused" in decoded.flags


def test_latin_text_stays_latin():
    body = "<p>Café crème à la carte".encode("latin-1")
    assert decode(body, "text/html; charset=iso-8859-1").text == "<p>Café crème à la carte"


@pytest.mark.parametrize("body", [b"", b"\xff", b"\xfe\xff", bytes(range(256)) * 9, b"\x00" * 50])
def test_no_bytes_make_it_raise(body):
    assert isinstance(decode(body, "text/html; charset=no-such").text, str)


def test_speed_is_shown():
    for charset in ("utf-8", "gbk"):
        body = typical_page(charset)
        decode(body)
        start = time.process_time()
        for _ in range(20):
            decode(body)
        each = (time.process_time() - start) / 20 * 1000
        print(f"decode {charset}: {each:.2f} ms for {len(body)} bytes")
