"""Electric bicycles whose limits a shop undoes."""

import pytest

from tests.checks.made_pages import goods_page

RULE = "product_quality.speed-limit-undone"


def told(look, text: str, title: str = "蜗牛车行 电动车型与价格") -> bool:
    page = goods_page(f"新车骑三百公里紧一次螺丝。{text}。请在充电棚充电。", title=title)
    return any(one.lead and one.rule == RULE for one in look(page).findings)


@pytest.mark.parametrize(
    "text",
    [
        "嫌慢的，师傅把控制器那根线剪开，再换上72伏大电池，跑六十码没有问题，加收680元",
        "我们给您解除限速，跑到65码，另收150元",
        "换上自己组的60V电池，能跑七十公里",
    ],
)
def test_an_offer_to_undo_them_is_told(look, text):
    assert told(look, text)


@pytest.mark.parametrize(
    "text",
    [
        "控制器不得改装，解除限速跑到六十码是违法的",
        "本店拒绝解除限速、换72伏电池，跑六十码出了事谁也赔不起",
        "48伏20安电池，时速25公里，充满跑六十公里",
        "电动摩托车72伏电池，换控制器后保修三年，最高时速六十公里",
    ],
)
def test_warnings_ranges_and_motorcycles_are_not(look, text):
    assert not told(look, text)
