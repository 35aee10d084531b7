"""Initials that sellers write for words, in company and without."""

import pytest

from keywords.cant import cant_in


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("sd、bd都做", ["刷单", "补单"]),
        ("gf顶级版，zp对比视频", ["高仿", "正品"]),
        ("bck原液打草", ["百草枯"]),
        ("空b代发，店铺起量", ["空包"]),
        ("sd卡64G，读卡快", []),
        ("HP 打印机 SD 卡槽 BD 光驱", []),
        ("型号sd-200，bd220", []),
        ("gf系列吉他弦", []),
        ("jf.example.com", []),
    ],
)
def test_a_token_is_cant_only_in_company(text: str, words: list[str]) -> None:
    assert [one.word for one in cant_in(text)] == words
