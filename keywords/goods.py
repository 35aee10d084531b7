"""商品类别: the classes of goods that a legal basis may be limited to.

The class decides which article an act breaks: a cure promised for food is 广告法 17, for a drug
16, for a pesticide 21. Which class a page sells is decided by checks.goods_class.
"""

from typing import Literal, get_args

GoodsClass = Literal[
    "drug",
    "device",
    "medical_service",
    "health_food",
    "infant_formula",
    "slices",
    "food_and_medicine",
    "food",
    "cosmetics",
    "pesticide",
    "vet_drug",
    "feed",
    "fertilizer",
    "seed",
    "other",
]

GOODS_CLASSES: tuple[GoodsClass, ...] = get_args(GoodsClass)

GOODS_NAMES: dict[GoodsClass, str] = {
    "drug": "药品",
    "device": "医疗器械",
    "medical_service": "医疗服务",
    "health_food": "保健食品",
    "infant_formula": "婴幼儿配方食品",
    "slices": "中药饮片",
    "food_and_medicine": "按照传统既是食品又是中药材的物质（按食品管理）",
    "food": "普通食品",
    "cosmetics": "化妆品",
    "pesticide": "农药",
    "vet_drug": "兽药",
    "feed": "饲料",
    "fertilizer": "肥料",
    "seed": "主要农作物种子",
    "other": "普通商品",
}
"""As an officer reads them."""
