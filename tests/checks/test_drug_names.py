import pytest

from checks.drug_names import is_drug


@pytest.mark.parametrize(
    ("name", "text", "drug"),
    [
        ("感冒清热颗粒 12袋", "", True),
        ("阿莫西林胶囊 24粒", "", True),
        ("苯磺酸氨氯地平片", "", True),
        ("云南白药气雾剂", "", True),
        ("某某片 24片", "功能主治:疏风解表", True),
        ("某某片 24片", "一天一片", False),
        ("苦荞片 500克", "泡水喝", False),
        ("头孢风暴 漫画", "", False),
        ("兽用阿莫西林可溶性粉", "", False),
        ("犬用布洛芬片", "", False),
        ("蜂胶软胶囊 保健食品", "功能主治", False),
        ("板蓝根颗粒 同款杯子", "", False),
        ("空胶囊 0号", "", False),
    ],
)
def test_a_drug_is_told_by_its_name(name: str, text: str, drug: bool) -> None:
    assert is_drug(name, text) is drug
