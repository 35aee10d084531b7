"""Characters that marks and line ends set apart."""

import pytest

from keywords.fold import fold
from keywords.set_apart import set_apart


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("不。支。持。退", ["不支持退"]),
        ("复！刻！表", ["复刻表"]),
        ("好……评……返", ["好评返"]),
        ("好\n评\n返\n现", ["好评返现"]),
        ("假货\n批发\n热卖", ["假货批发热卖"]),
        ("红、蓝、白", []),
        ("好。评", []),
        ("首页\n商品详情\n评价", []),
    ],
)
def test_what_is_set_apart_is_read_together(text: str, read: list[str]) -> None:
    assert [word for _, _, word, _ in set_apart(text, fold(text))] == read
