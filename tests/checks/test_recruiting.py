"""Without people brought in there is no pyramid."""

import pytest

from checks.plain_text import plain
from checks.recruiting import RECRUITS


@pytest.mark.parametrize(
    "text",
    [
        "推荐两个人买，本钱就回来了",
        "下面的人再推荐，您每张拿一千",
        "介绍一位亲友认养，奖励两千",
        "团队业绩百分之五提成",
        "排队出局，静态每天返",
        "拉人头，发展下线",
    ],
)
def test_people_are_brought_in(text):
    assert RECRUITS.search(plain(text).text)


@pytest.mark.parametrize(
    "text",
    [
        "投三万，每月返一千五，二十四个月返完还有地分，合同写明到期退还本金",
        "每年按百分之十八给您分红，五年到期原价回购，本金一分不少",
        "基地里有大棚六十亩，欢迎来看花",
        "名额五十份，先到先得",
    ],
)
def test_nobody_is(text):
    assert not RECRUITS.search(plain(text).text)
