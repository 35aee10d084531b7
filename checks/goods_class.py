"""Which class of goods a page sells, as far as medical claims ask for it (商品类别).

What is a lawful statement for one class is an offence for another: a drug or
device with a right number may speak of the disease its approval names, as may a
veterinary drug, a health food of its approved function, Chinese medicine slices of their nature
and functions; food, and food-and-medicine substances, of none of these
(广告法 16 to 18, 食品安全法 73). The class is decided simply and named in the
reason, so that an officer can see what was assumed.
"""

import re
from dataclasses import dataclass
from typing import Literal

from checks.farm_goods import is_crop_seed, is_pesticide, is_vet_drug
from pages.page import Code, Page

GoodsClass = Literal[
    "drug",
    "device",
    "health_food",
    "slices",
    "food_and_medicine",
    "food",
    "cosmetics",
    "pesticide",
    "vet_drug",
    "seed",
    "other",
]

_NAMES: dict[GoodsClass, str] = {
    "drug": "药品",
    "device": "医疗器械",
    "health_food": "保健食品",
    "slices": "中药饮片",
    "food_and_medicine": "按照传统既是食品又是中药材的物质（按食品管理）",
    "food": "普通食品",
    "cosmetics": "化妆品",
    "pesticide": "农药",
    "vet_drug": "兽药",
    "seed": "主要农作物种子",
    "other": "普通商品",
}

# 按照传统既是食品又是中药材的物质: the lists of 2002, 2019 no. 8, 2023 no. 9 and 2024 no. 4,
# the names that shops use. The root of 三七 is not on them.
_FOOD_AND_MEDICINE = re.compile(
    "天麻|铁皮石斛|灵芝|西洋参|黄芪|党参|肉苁蓉|杜仲叶|山茱萸|枸杞|茯苓|当归|山药|百合|莲子|"
    "薏苡仁|陈皮|金银花|菊花|桑葚"
    "|桑叶|葛根|黄精|玉竹|酸枣仁|决明子|罗汉果|蒲公英|荷叶|甘草|生姜|龙眼肉|砂仁|丁香|八角茴香|"
    "山楂|姜黄|西红花|草果|荜茇"
    "|松花粉|粉葛|夏枯草|当归|山奈|地黄|麦冬|天冬|化橘红"
)
_FOOD = re.compile(
    "食品|食用|配料|保质期|净含量|营养成分表|代用茶|茶叶|普洱|熟茶|生茶|红茶|绿茶|花茶|咖啡|"
    "火腿|菌|蜂蜜|糕|饼|饮料|饮品"
    "|固体饮料|压片糖果|三七|玛咖|辣木|石斛|酵素|果汁|零食|米线|牛肝菌|松茸|核桃|酒"
)
_COSMETICS = re.compile("化妆品|面霜|乳液|精华|面膜|洗面奶|护肤|爽肤水|眼霜|洗发|祛斑霜|祛痘")
_SLICES = re.compile("中药饮片|饮片")
_SLICE_SIGNS = re.compile("性味|归经|炮制|中国药典|功能与?主治|用法与?用量")


@dataclass(frozen=True, slots=True)
class Goods:
    """`kind` of the goods; `number` the approval number that decided it, or None;
    `wrong_numbers` are approval numbers on the page that cannot be right."""

    kind: GoodsClass
    number: Code | None = None
    wrong_numbers: tuple[Code, ...] = ()

    @property
    def name(self) -> str:
        """The class in Chinese."""
        return _NAMES[self.kind]

    @property
    def medical_excuse(self) -> str | None:
        """Why medical words may be lawful for these goods, or None."""
        if self.kind in ("drug", "device", "vet_drug") and self.number is not None:
            return f"按{self.name}看待：本页有批准文号“{self.number.raw}”（须核实真伪及说明书范围）"
        if self.kind == "slices":
            return "按中药饮片看待：本页写明饮片及其性味功能（须核实经营资质）"
        return None


def goods_of(page: Page) -> Goods:
    """The class of the goods of `page`."""
    numbers = [
        code for code in page.codes if code.kind in ("drug", "device", "health_food", "cosmetics")
    ]
    wrong = tuple(code for code in numbers if code.valid is False)
    for kind in ("drug", "device", "health_food"):
        # Old forms cannot be judged (None); they speak for the goods until an officer looks.
        right = next(
            (code for code in numbers if code.kind == kind and code.valid is not False), None
        )
        if right is not None:
            return Goods(kind, right, wrong)
    if any(code.kind == "pesticide" for code in page.codes) or is_pesticide(page.title[:300]):
        return Goods("pesticide", None, wrong)
    of_animals = next((c for c in page.codes if c.kind == "vet_drug" and c.valid), None)
    if of_animals is not None or is_vet_drug(page.title[:300]):
        return Goods("vet_drug", of_animals, wrong)
    if any(code.kind == "seed" for code in page.codes) or is_crop_seed(page.title[:300]):
        return Goods("seed", None, wrong)
    names = f"{page.title[:300]}\n{page.text('attributes')[:5_000]}"
    text = f"{names}\n{page.text('description')[:20_000]}"
    if _SLICES.search(text) and _SLICE_SIGNS.search(text):
        return Goods("slices", None, wrong)
    cosmetics = any(code.kind == "cosmetics" for code in numbers)
    if cosmetics or _COSMETICS.search(page.title[:300]):
        return Goods("cosmetics", None, wrong)
    if _FOOD_AND_MEDICINE.search(page.title[:300]):
        return Goods("food_and_medicine", None, wrong)
    if any(code.kind in ("sc", "jy", "filing_food") for code in page.codes) or _FOOD.search(names):
        return Goods("food", None, wrong)
    return Goods("other", None, wrong)
