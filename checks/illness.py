"""Illnesses by their names, and sentences and goods that name one without promising a cure.

What sellers say of illnesses without their names is in checks/ailments.py.
"""

import re
from typing import Any

from checks.farm_goods import FERTILIZER
from checks.pattern_rule import compiled

ILLNESS = (
    "心慌|胸闷|气喘|腹泻|拉肚子|牙疼|溃疡|发炎|孕吐|呕吐|鼻塞|鼻子不通|流鼻涕|手足口|妊娠纹|"
    "水肿|抽筋|手麻|脚麻|"
    "盗汗|尿频|夜尿|起夜|掉发|胃胀|烧心|反酸|头晕|痰多|疤痕|烫伤|冻疮|关节变形|腰酸|"
    "高血压|低血压|糖尿病|高血糖|血糖高|高血脂|血脂高|三高|痛风|尿酸|风湿|类风湿|关节炎|颈椎病|"
    "腰椎病|腰突|腰椎间盘突出|椎间盘|肩周炎|老寒腿|"
    "骨质增生|骨刺|骨质疏松|滑膜炎|腱鞘炎|胃炎|胃溃疡|胃病|胃痛|老胃病|肠炎|结肠炎|肠胃炎|便秘|"
    "痔疮|脂肪肝|肝炎|乙肝|肝硬化|胆结石|肾结石|"
    "结石|肾虚|肾炎|肾衰|尿毒症|尿频尿急|前列腺炎?|阳痿|早泄|不孕|不育|月经不调|痛经|妇科炎症|"
    "妇科病|宫颈炎|宫颈糜烂|子宫肌瘤|囊肿|乳腺增生|"
    "乳腺结节|结节|甲状腺|甲亢|肿瘤|癌症|癌细胞|[肺肝胃肠乳]癌|白血病|冠心病|心脏病|心梗|脑梗|"
    "心衰|心力衰竭|心绞痛|心肌缺血|心肌炎|心律不齐|早搏|房颤|脑供血不足|脑萎缩|肺气肿|胰腺炎|胆囊炎|肝腹水|红斑狼疮|强直性脊柱炎|"
    "脑血栓|中风|偏瘫|动脉硬化|血栓|静脉曲张|哮喘|"
    "支气管炎|咽炎|咽喉炎|扁桃体炎|鼻炎|鼻窦炎|肺炎|肺结核|肺结节|久咳|咳嗽|感冒|流感|发烧|"
    "新冠|失眠|抑郁症?|焦虑症|神经衰弱|偏?头痛|眩晕|"
    "耳鸣|白内障|青光眼|近视|老花眼|飞蚊症|干眼症|湿疹|皮炎|牛皮癣|银屑病|白癜风|荨麻疹|皮肤病|"
    "脚气|灰指甲|带状疱疹|痤疮|痘痘|鱼鳞病|斑秃|"
    "脱发|老年痴呆|阿尔茨海默|帕金森|癫痫|自闭症|多动症|贫血|hpv|幽门螺杆菌|幽门|牙周炎|牙痛|"
    "口腔溃疡|疝气|艾滋|性病|宫寒|关节疼痛?|腰腿疼?痛|"
    "腰痛|腿疼|百病|慢性病|疑难杂症|老毛病|炎症|亚健康疾病"
)

ILLNESS_NEEDLES = tuple(
    ILLNESS.replace("?", "").replace("[肺肝胃肠乳]癌", "肺癌|肝癌|胃癌|肠癌|乳癌").split("|")
)

HARMLESS = compiled(
    "停用|停止使用|慎用|慎食|禁用|禁忌|不适宜|不宜|遵医嘱|咨询医|咨询药|及时就医|就医|治疗期间|"
    "不能治疗|"
    "不能治|不具有|不具备|没有治疗|无治疗|不用于|不能代替|"
    "不代替|不替代|不能替代|不可替代|不可代替|勿用|忌食|非药品|不是药|不得|请勿|公益|医保|保险|"
    "不涉及|不作为|不等于|不宣传|保障|筛查|体检(?:[^单报]|$)|"
    "若出现|如有不适|出现过敏|可能引起|可能导致|可能诱发|以免引起|以免|容易引起|避免引起|"
    "过敏者|患者需|病人需|患者请|病人请|不承诺|不能预防|病虫|"
    "指南|科普|讲座|养殖|作物|叶片|(?:接种|注射|打)(?:了|过|完)?疫苗|疫苗(?:接种|本|预约|门诊)"
)
OTHER_GOODS = compiled(
    "图书|书籍|教材|手册|挂图|模型|保险|宠物|犬|猫粮|猫砂|兽药|鱼药|虾|鸡|鸭|猪|牛羊|农药|"
    f"杀菌剂|杀虫|{FERTILIZER}|除草|护士|课程|培训"
)
"""Goods of which the name of an illness says something else. What meters, spectacles, masks and
toothpaste are for is in checks/lawful_use.py."""

_ONLY_IN_NAMES = re.compile(
    "布朗|布渣叶|阿胶|胶囊|胶原|鹿角胶|龟胶|车前|车厘子|灯盏|灯芯草|灯台|鸡血藤|鸡内金|鸡枞|猫须|猫爪|狗脊|狗尾|"
    "减肥|茶砖|砖茶|虾青素|猪苓|猪肚|鸭嘴花|牛羊草结|种子粉|帽儿|鞋垫|茶几|花盆底"
)
_WORN_FOR_HEALTH = re.compile(
    "磁|远红外|负离子|能量|托玛琳|石墨烯|艾|药|理疗|保健|锗|量子|太赫兹|养生|发热|足浴|按摩|眼贴"
)
_WORN = re.compile("[内保护]?[衣裤袜帽]|鞋|被子?|毯|枕|眼罩|眼镜|护膝|腰带|灯|床垫|手环")


class GoodsNames:
    """A pattern for names of goods that are about something else. 布朗山古树茶 is no cloth,
    车前草茶 no car, and 石墨烯眼罩 is worn for what it is said to cure."""

    def __init__(self, pattern: Any) -> None:
        self._pattern = pattern

    def search(self, name: str) -> Any:
        """The match in `name`, or None."""
        told = _ONLY_IN_NAMES.sub("", name)
        if _WORN_FOR_HEALTH.search(told):
            told = _WORN.sub("", told)
        return self._pattern.search(told)


NOT_A_CLAIM = (HARMLESS, "这句话是提醒、禁忌、否认或者其他说明，不是功效宣传")
ABOUT_OTHER_GOODS = (
    GoodsNames(OTHER_GOODS),
    "商品名称表明说的不是人的疾病，或者只是谈论疾病",
)
LAWFUL_CLAIM = "本品是有真实批准文号的药品、医疗器械，按说明书表述；只是提醒就医、说明禁忌"
"""What would excuse a promise of a cure: 广告法 17, 食品安全法 73."""
