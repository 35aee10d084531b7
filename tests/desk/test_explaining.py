"""What `wangjian keywords explain` prints, as an officer reads it."""

import re

import pytest

from desk.cli.explaining import explained, report
from keywords.keyword_list import load_list, shipped_lists
from leads.units import shipped_units


@pytest.fixture(autouse=True)
def _chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WANGJIAN_LANG", "zh")


@pytest.fixture(scope="module")
def lists():
    return [load_list(path) for path in shipped_lists()]


def _told(text: str, lists) -> str:
    return "\n".join(report(explained(text, lists), text, shipped_units()))


@pytest.mark.parametrize(
    ("text", "area", "unit", "outside"),
    [
        ("百草枯原药，裸瓶发货", "农资", "市场规范管理机构", "农业农村部门"),
        ("零团费六日游，必须进店购物", "线上旅游", "市场规范管理机构", "文化和旅游部门"),
        ("香烟批发，微信下单包邮", "虚假违法广告", "广告监督管理机构", "烟草专卖行政主管部门"),
        (
            "处方药不用处方，微信下单",
            "商品质量",
            "消费者权益保护机构",
            "药品监督管理部门（药监局）",
        ),
        ("高仿耐克一比一", "商标侵权与假冒", "商标监督管理机构", "无，本系统内处理"),
        # what is promised of seed market supervision punishes itself
        ("玉米种包增产30%，不增产全额退款", "农资", "广告监督管理机构", "无，本系统内处理"),
    ],
)
def test_each_lead_names_its_unit_and_the_body_outside(lists, text, area, unit, outside):
    told = _told(text, lists)
    assert f"    领域：{area}\n    责任机构：{unit}\n    外部机关：{outside}\n" in told


def test_the_law_is_named_with_its_version_and_day(lists):
    told = _told("高仿耐克一比一", lists)
    assert re.match(r"依据按今天（\d{4}-\d\d-\d\d）施行的法律版本。", told)
    assert "反不正当竞争法（2025年修订）》第七条、第二十三条" in told


def test_no_word_of_programmers_stands_in_it(lists):
    told = _told("专业刷单、刷好评，三无产品，国家级", lists)
    plain = re.sub("规则编号：[a-z_.-]+", "", told)
    assert not re.search("[a-z]{3,}|折叠|←|\\[\\d", plain), plain


def test_why_words_do_not_count_is_said_once(lists):
    told = _told("本店拒绝高仿，假一赔十", lists)
    assert told.count("是拒绝或者否定") == 1 and "不算，" in told
    assert "责任机构" not in told


def test_what_is_not_told_apart_is_named_in_one_line(lists):
    told = _told("莆田高仿鞋", lists)
    (line,) = [one for one in told.split("\n") if one.startswith("不另计")]
    assert "“高仿”（第3至4个字）" in line


def test_the_text_is_shown_as_it_is_compared(lists):
    assert "比对用文字（统一字形和写法后）：高仿名表" in _told("髙仿名錶", lists)


def test_how_a_hidden_word_is_read_is_told(lists):
    assert "词条：高仿（插入符号，读作“高仿”）" in _told("高*仿手表", lists)
    assert "词条：代开专柜小票（词表所列的另一写法）" in _told("附专柜小票", lists)


def test_a_sentence_of_nothing_says_so(lists):
    assert _told("鲜花饼 10枚 28元", lists).endswith("没有提示。")
