"""Drugs told by their names (药品通用名、剂型), and substances that no food may hold.

A name with its form of preparation (阿莫西林胶囊, 感冒清热颗粒) is that of a drug, which needs an
approval (药品管理法 24). What only looks like one (黑膏药, 减肥胶囊) is no drug by its name.
"""

import re2

_STEMS = (
    "阿莫西林|氨苄西林|[\\p{Han}]{1,4}西林|头孢[\\p{Han}]{0,4}|[阿罗克]?[\\p{Han}]{0,2}红霉素|阿奇霉素|克拉霉素|"
    "[\\p{Han}]{1,4}(?:沙星|环素|硝唑|拉唑|沙坦|地平|他汀|洛尔|普利|那非|列汀|列净|替尼|司他|奈德|米松|洛韦)|"
    "布洛芬|对乙酰氨基酚|双氯芬酸钠?|阿司匹林|吲哚美辛|二甲双胍|格列[\\p{Han}]{1,2}|泼尼松|地塞米松|氯雷他定|西替利嗪|"
    "左甲状腺素|奥利司他|司美格鲁肽|利拉鲁肽|孟鲁司特|氨溴索|右美沙芬|蒙脱石|多潘立酮|氯化钾缓释|米非司酮|左炔诺孕酮"
)
_PATENT = (
    "感冒清热|感冒灵|感冒软|板蓝根|连花清瘟|藿香正气|双黄连|蒲地蓝|小柴胡|银翘解毒|维c银翘|六味地黄|杞菊地黄|知柏地黄|"
    "速效救心|复方丹参|麝香保心|安宫牛黄|牛黄解毒|牛黄上清|三九胃泰|健胃消食|保和|逍遥|乌鸡白凤|益母草|参苓白术|"
    "补中益气|归脾|桑菊感冒|急支|川贝枇杷|清开灵|黄连上清|三黄|妇炎康|妇科千金|金匮肾气|血府逐瘀|通心络|脑心通|"
    "小活络|大活络|独活寄生|强骨|通络|三七伤|云南白药"
)
_FORM = (
    "(?:缓释|控释|分散|咀嚼|肠溶|泡腾|含|薄膜衣|软|滴|浓缩|水蜜|大蜜|小蜜|水|蜜|混悬|干|复方|止痛|镇痛|外用|浸)?"
    "(?:片(?:剂)?|胶囊|颗粒(?:剂)?|冲剂|丸|散(?:剂)?|口服液|合剂|糖浆|混悬液?|滴剂|注射液|针剂|软膏|乳膏|"
    "凝胶|栓剂?|滴[眼耳鼻]液|喷雾剂|气雾剂|吸入剂|酊|搽剂|洗剂|贴膏|膏药)"
)
_DRUG = re2.compile(f"(?:{_STEMS}|{_PATENT})[\\p{{Han}}]{{0,4}}?{_FORM}")
_WITH_FORM = re2.compile(f"[\\p{{Han}}]{{2,8}}{_FORM}")
_OWN_WORD = re2.compile(
    "功能主治|适应症[:：]|[甲乙]类(?:非处方|otc)|(?:^|[^a-z])otc(?:$|[^a-z])|非处方药|处方药|西药|中成药"
)
_NO_DRUG = re2.compile(
    "保健食品|固体饮料|压片糖果|代用茶|凉茶|食品|饮料|[茶糖饼]$|宠物|犬|猫|兽|鸡|鸭|猪|牛(?:羊|用)|羊|鱼|虾|鸽|禽|玩具|模型|收纳|盒子|药盒|分装|图书|"
    "书籍|教材|挂图|标准品|对照品|原料药?|试剂|试纸|检测|种子|种苗|饮片|同款|丸子|[汤锅]|包装机|牙膏|面膜|洗发|空瓶|空胶囊|植物|苗|鲜花?"
)

PRESCRIPTION = (
    f"(?:{_STEMS})|抗生素|抗菌素|处方药|靶向药|注射液|安眠药|降压药|降糖药|激素(?:药|软膏|乳膏)|伟哥|万艾可|希爱力|"
    "司美格鲁肽|胰岛素"
)
"""Drugs that are sold on a doctor's order only, as a pattern: 布洛芬 and a few others of the stems
are not, and a page that says 不用处方 of them says nothing wrong (OVER_THE_COUNTER)."""

OVER_THE_COUNTER = re2.compile(
    "布洛芬|对乙酰氨基酚|双氯芬酸|氯雷他定|西替利嗪|蒙脱石|氨溴索|右美沙芬|奥美拉唑|非处方|otc|咪康唑|左炔诺孕酮"
)

FORBIDDEN_IN_FOOD = (
    "西布曲明|芬氟拉明|酚酞|西地那非|他达拉非|伐地那非|硫代艾地那非|那红地那非|豪莫西地那非|"
    "二甲双胍|苯乙双胍|格列(?:本脲|齐特|吡嗪)|硝苯地平|利血平|氢氯噻嗪|匹可硫酸钠|双醋酚汀|麻黄碱|可待因|氯硝西泮|地塞米松|泼尼松|吲哚美辛|"
    "双氯芬酸"
)
"""Drugs put into slimming, tonic and pain-killing food, as a pattern: 西布曲明 and 芬氟拉明 may not
be made or used at all any more, the others are drugs (食品安全法 38)."""


def is_drug(name: str, text: str) -> bool:
    """Whether goods of this name, described by this text (both plain), are a drug: it bears the
    name of one, or a form of preparation and the words that only drugs may bear."""
    if _NO_DRUG.search(name):
        return False
    if _DRUG.search(name):
        return True
    return bool(_WITH_FORM.search(name) and _OWN_WORD.search(f"{name}\n{text}"))
