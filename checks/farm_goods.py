"""Farm supplies, told by the name of the goods (农药、兽药、饲料、肥料、种子)."""

import re2

FERTILIZER = (
    "(?:有机|无机|[复混掺配]合|复混|专用|叶面|生物|农家|颗粒|固体|液体|微量元素|大量元素|元素|土杂|缓释|控释|冲施|果树|"
    "水溶|[化氮磷钾钙镁硅硼锌铁饼粪绿底追基药酸液施撒浇复沤])肥|肥(?:料|力|效|田|地|水)|"
    "[袋包吨车](?:的)?肥|[^减瘦变增催长怕发去消治防超偏太很抗虚育]肥(?:$|[，。\\n\\d])"
)
"""Names of fertilizer, as a pattern: 减肥, 肥胖, 脂肪, 肥美 speak of bodies and meat."""

_PESTICIDE = re2.compile(
    "除草剂|灭草剂|杀虫剂|杀菌剂|杀螨剂|杀鼠剂|杀线虫剂|农药|草甘膦|草铵膦|敌草快|敌敌畏|"
    "敌百虫|吡虫啉|阿维菌素|甲维盐|多菌灵|百菌清|代森锰锌|甲霜灵|"
    "毒死蜱|氯氰菊酯|氯氟氰菊酯|溴氰菊酯|噻虫嗪|啶虫脒|苯醚甲环唑|戊唑醇|嘧菌酯|吡唑醚菌酯|"
    "三唑酮|赤霉酸|多效唑|矮壮素|乙草胺|莠去津|烟嘧磺隆|"
    "辛硫磷|联苯菊酯|虫螨腈|茚虫威|氯虫苯甲酰胺|植物生长调节剂|落叶剂|灭生性|烂根烂茎除草|"
    "封闭除草|老鼠药|鼠药|蟑螂药|灭蟑|杀虫气雾|蚊香液"
)
_NOT_PESTICIDE = re2.compile(
    "提示牌|警示牌|空瓶|回收|喷雾|喷壶|喷枪|喷头|打药机|打药桶|药桶|雨衣|防护服|手套|口罩|"
    "粘虫板|粘虫贴|粘鼠板|诱捕|"
    "诱虫|杀虫灯|灭蚊灯|夹|笼|陷阱|检测|试纸|速测|残留|农残|去除|"
    "清洗|果蔬洗|图书|教材|挂图|标准品|解毒|无农药|不打农药|零农药|没打农药|不用农药|不施农药|"
    "草莓|割草|除草机|锄|除草布|防草布|除草膜|"
    "玩具|模型|安全间隔|培训|保险|无人机|盒|瓶身标签|有机肥|菌肥"
)
_SICK = "拉稀|腹泻|白痢|痢疾|呼吸道|肠炎|球虫|咳喘|咳嗽|感冒|高热|瘟|乳房炎|子宫炎|驱虫|打虫"
_VET_DRUG = re2.compile(
    "兽药|(?:兽|畜禽|禽|猪牛羊|牛羊|猪|鸡鸭|水产|鱼|虾)用?[^，。\\n]{0,10}"
    "(?:注射液|针剂|预混剂|可溶性粉|驱虫[片粉药]|疫苗|消毒剂|抗生素|肠炎灵|痢特灵)|"
    "兽用[^，。\\n]{0,12}(?:片|粉|散|膏|液|剂|药|灵|净|针)|"
    f"(?:[猪牛羊鸡鸭鹅鱼虾兔犊仔禽畜])[^，。\\n]{{0,8}}(?:{_SICK})[^，。\\n]{{0,6}}"
    "(?:[灵净散停康宁针剂粉液片膏药]|一针)"
)
_NOT_VET_DRUG = re2.compile(
    "注射器|针头|枪|器械|冷藏|冰箱|箱|瓶塞|手套|体温计|听诊|耳标|灌药|保定|图书|教材|手册|培训|课程|"
    "粉碎|搅拌|饲料|空瓶|回收|检测|试剂|试纸|柜|货架|[肉蛋奶无零没]|不[含用打喂]"  # 土猪肉 无抗生素
)
_LIVE_ANIMALS = re2.compile("[肉蛋][鸡鸭鹅]|[肉奶][牛羊]")
"""They are treated, not eaten: 蛋鸡肠炎散."""
_SEED = re2.compile(
    "(?:杂交|常规)?(?:水稻|稻谷|粳稻|籼稻|旱稻|糯稻|玉米|苞谷|包谷|小麦|大豆|黄豆|棉花)[^，。"
    "\\n]{0,12}(?:种子|良种|稻种|玉米种|麦种|豆种|制种)|(?:稻种|玉米种|麦种|苞谷种|包谷种)|"
    "种子[^，。\\n]{0,8}(?:水稻|玉米|小麦|大豆|棉花)|杂交(?:水稻|玉米|稻)"
)
_NOT_SEED = re2.compile(
    "玩具|绘本|图书|画|观赏|爆米花|零食|食用|大米|米粉|面粉|豆浆|茶|种子袋|包装袋|播种机|"
    "点播器|脱粒|拌种|包衣剂|催芽|检测|标本|纪念|种子油|胚芽|糊|饲料|粉碎|种植书|教程"
)
_FEED = re2.compile(
    "饲料|饲用|预混料|浓缩料|全价料|精料|(?:仔猪|母猪|育肥猪|猪|蛋鸡|肉鸡|鸡|鸭|鹅|牛|羊|鱼|虾)料(?:$|[^理])|"
    "(?:狗|犬|猫|鱼|鸟)粮|鱼食"
)
_NOT_FEED = re2.compile(
    "饲料[^，。\\n]{0,2}(?:机|袋|桶|槽|盆)|颗粒机|搅拌|粉碎|自动喂|喂食器|图书|玩具"
)
_FERTILIZER = re2.compile(
    "肥料|(?:水溶|有机|复合|复混|掺混|叶面|冲施|缓释|控释|生物|氮|磷|钾|菌|农家|底|追)肥|尿素|"
    "磷酸(?:二|一)铵|二铵|磷酸二氢钾|硫酸钾|氯化钾"
)
_NOT_FERTILIZER = re2.compile(
    "施肥|撒肥|肥料[^，。\\n]{0,2}(?:袋|桶|机|车)|不施|无化肥|图书|尿素霜|尿素膏|车用"
)


def is_pesticide(name: str) -> bool:
    """Whether the goods' name (plain text) is that of a pesticide."""
    return bool(_PESTICIDE.search(name)) and not _NOT_PESTICIDE.search(name)


def is_vet_drug(name: str) -> bool:
    """Whether it is that of a veterinary drug, which must have been approved (兽药管理条例)."""
    return bool(_VET_DRUG.search(name)) and not _NOT_VET_DRUG.search(_LIVE_ANIMALS.sub("", name))


def is_crop_seed(name: str) -> bool:
    """Whether it is that of seed of a main crop, which must be approved (种子法 23)."""
    return bool(_SEED.search(name)) and not _NOT_SEED.search(name)


def is_feed(name: str) -> bool:
    """Whether it is that of feed, for pets too (饲料和饲料添加剂管理条例 2)."""
    return bool(_FEED.search(name)) and not _NOT_FEED.search(name)


def is_fertilizer(name: str) -> bool:
    """Whether it is that of fertilizer (肥料登记管理办法 3)."""
    return bool(_FERTILIZER.search(name)) and not _NOT_FERTILIZER.search(name)
