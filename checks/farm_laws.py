"""Which law is on a farm supply 农资适用的法律: told by its class, its name, else by the text."""

from checks.context import Context
from checks.farm_goods import FERTILIZER
from checks.pattern_rule import compiled
from keywords.goods import GoodsClass

_LAWS = (
    (
        "pesticide",
        compiled(
            "农药|除草|灭草|杀草|草水|治草|草药|杀虫|杀菌|杀螨|鼠药|灭鼠|毒鼠|毒饵|治虫|灭虫|虫药|"
            "乳油|水剂|原药|可湿性|熏蒸|打药|喷药|药粉|药水|敌敌畏|敌草|草甘|百草|乐果|甲胺|菊酯|"
            "阿维|调节剂|膨大|催红|催熟|矮壮|抑芽"
        ),
    ),
    (
        "seed",
        compiled(
            "种子|[稻谷麦豆菜]种|玉米种|苞谷种|薯种|种薯|种苗|秧苗|[树果]苗|苗木|嫁接苗|脱毒苗|制种|"
            "亲本|陈籽|(?:番茄|辣椒|葡萄|柑橘|柑桔|红薯|香蕉|草莓|三七)苗"
        ),
    ),
    (
        "veterinary",
        compiled("兽药|兽用|鱼药|疫苗|一针|拉稀|[猪鸡]瘟|非瘟|蓝耳|驱虫|休药期|水霉|烂鳃"),
    ),
    (
        "feed",
        compiled("饲料|预混|拌料|小料|[猪鸡鱼]料|鱼粉|粗蛋白|[喂养][猪鸡鸭牛羊鱼]|育肥|产奶|出栏"),
    ),
    (
        "fertilizer",
        compiled(f"{FERTILIZER}|冲施|尿素|二铵|磷酸二|菌剂|氮磷钾|总养分|重茬"),
    ),
)


_CLASSES: dict[str, GoodsClass] = {
    "pesticide": "pesticide",
    "seed": "seed",
    "veterinary": "vet_drug",
    "feed": "feed",
    "fertilizer": "fertilizer",
}
"""The class of goods of which each law is."""


def is_farm_class(kind: GoodsClass) -> bool:
    """Whether goods of a class are farm supplies."""
    return kind in _CLASSES.values()


def farm_laws(context: Context) -> list[str]:
    """The keys of the laws in the area's list; the law on product quality where the goods are of
    no class with a law of its own (膜, 农机). 包衣种子不能喂鸡 makes no feed of seed: the class of
    the goods decides where it is known."""
    known = [key for key, kind in _CLASSES.items() if kind == context.goods.kind]
    if known:
        return known
    for text in (context.plain_name, context.plain_own):
        keys = [key for key, goods in _LAWS if goods.search(text)]
        if keys:
            return keys
    return ["quality"]


def farm_class(context: Context) -> GoodsClass:
    """The class of goods by which an advertisement of farm supplies is judged (广告法 21, 27): that
    of the goods, else the first that name or text tells; "other" where none does."""
    return _CLASSES.get(farm_laws(context)[0], "other")
