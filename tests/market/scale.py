"""More goods of the plain kind, for long crawls: the same ones at every opening.

Every seventh carries an offence, so that a crawl that is killed anywhere has
leads behind it and before it.
"""

from .goods import Goods

FIRST = 70001
_MADE = ("手工", "老式", "云南", "高原", "山里", "农家", "素色", "加厚", "便携", "家用")
_WHAT = ("竹篮", "陶罐", "围巾", "木勺", "布鞋", "蜡烛", "茶巾", "核桃", "草帽", "挎包")
_OFFENCES = (
    ("counterfeit", "本款为一比一高仿，做工和专柜货没有差别。"),
    ("advertising", "国家级品质，顶级享受。"),
)


def _area_and_words(number: int) -> tuple[str, str]:
    if number % 7:
        return "", "日常用品，包装完好，多仓发货，支持七天无理由退货。"
    return _OFFENCES[number // 7 % len(_OFFENCES)]


def more(count: int, groups: list[str]) -> list[Goods]:
    """`count` further articles, spread over the shop's groups."""
    goods = []
    for n in range(1, count + 1):
        made, what = _MADE[n % len(_MADE)], _WHAT[n // len(_MADE) % len(_WHAT)]
        goods.append(
            Goods(
                id=FIRST + n - 1,
                name=f"{made}{what} {n}号",
                price=f"{10 + n % 90}.00",
                group=groups[n % len(groups)],
                about=(_area_and_words(n)[1],),
                facts={"产地": "云南", "货号": f"K{n:05d}"},
                sold=n * 37 % 500,
                shape="box",
            )
        )
    return goods


def leads(goods: Goods) -> tuple[str, ...]:
    """The areas in which an article made by `more` is unlawful."""
    area, _ = _area_and_words(goods.id - FIRST + 1)
    return (area,) if area else ()
