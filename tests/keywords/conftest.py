"""A small agreed list and the keys of its units."""

from datetime import date
from pathlib import Path

import pytest

from keywords.agreement import SigningKey, UnitKey, UnitKeys, make_key
from keywords.keyword_list import KeywordList
from keywords.toml_source import parse_toml

SMALL = """
id = "small"
title = "小词表"
area = "counterfeit"
version = "1"
units = ["trademark", "network"]
signs = ["商品页以暗语招徕仿品买家"]

[[basis]]
key = "infringe"
law = "中华人民共和国商标法"
article = "第五十七条"
text = "销售侵犯注册商标专用权的商品"
valid_from = 2019-11-01
valid_to = 2026-12-31

[[basis]]
key = "infringe"
law = "中华人民共和国商标法"
article = "第七十二条"
valid_from = 2027-01-01

[[basis]]
key = "advertise"
law = "中华人民共和国广告法"
article = "第九条第三项"
valid_from = 2021-04-29

[rules.absolute]
title = "绝对化用语"
basis = ["advertise"]
excludes_page = ["广告法禁用"]

[[terms]]
text = "高仿"
strength = "strong"
search = true
basis = ["infringe"]
excludes = ["高仿真", "仿皮", "增高"]

[[terms]]
text = "1:1"
strength = "weak"
variants = ["一比一"]
needs = ["复刻", "做工"]

[[terms]]
text = "最佳"
strength = "strong"
rule = "absolute"
search = true
excludes = ["最佳食用期"]
"""


def small(text: str = SMALL) -> KeywordList:
    return parse_toml(text.encode(), Path("small.toml"), KeywordList)


@pytest.fixture
def small_list() -> KeywordList:
    return small()


PASSPHRASE = "a long enough passphrase"


@pytest.fixture(scope="session")
def unit_secrets(tmp_path_factory: pytest.TempPathFactory) -> dict[str, SigningKey]:
    """Keys of three units, made once: guarding a key with its passphrase takes its time."""
    folder = tmp_path_factory.mktemp("keys")
    return {
        unit: make_key(folder / f"{unit}.pem", PASSPHRASE)
        for unit in ("trademark", "network", "advertising")
    }


@pytest.fixture
def unit_keys(unit_secrets: dict[str, SigningKey]) -> UnitKeys:
    return UnitKeys(
        keys=tuple(
            UnitKey(
                unit=unit,
                public_key=secret.public_hex,
                valid_from=date(2026, 1, 1),
                valid_to=date(2027, 12, 31),
            )
            for unit, secret in unit_secrets.items()
        )
    )
