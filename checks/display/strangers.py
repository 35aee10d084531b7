"""Whether two companies have nothing in common by their names: no 字号, not even two letters of it.

企业名称登记管理规定 6: a name is place, 字号, trade and form. Place, trade and form are in many
names; companies of one house share the 字号. What is left may still be a trade that is not known
here: names that share it count as related, so that a doubt never makes two strangers.
"""

import re

from checks.display.whose import SAYS_NOTHING

_FORM = re.compile("(?:有限责任公司|股份有限公司|有限公司)$")
_ANY_FORM = re.compile(
    f"{_FORM.pattern}|(?:农民)?(?:专业)?合作社$|(?:经营|批发|门市|销售|服务|修理|加工)?部$|[商茶药材]*行$|(?:工作|茶)?室$|中心$"
    "|(?:养殖|种植|农)?场$|(?:百货|小吃|小|商|专[营卖]|旗舰)?店$|[堂院站屋]$|(?:加工|食品|茶|酒)?[厂坊馆铺社园庄]$"
    r"|合伙企业$|[(（](?:有限合伙|普通合伙)[)）]$"
)
_WHOLE = re.compile("[\u4e00-\u9fff()（）]{4,40}")
_PLACE = re.compile(
    "^(?:[\u4e00-\u9fff]{2,8}?(?:省|自治区|自治州)|[\u4e00-\u9fff]{2,3}?[市县州]"
    "|[\u4e00-\u9fff]{2}区)+"
)
_TRADES = re.compile(
    "茶业|茶叶|茶厂|咖啡|酒业|水果|果业|粮油|土特产|特产|农产品|农副产品|农林|林业|花卉|园艺|生物|"
    "建材|建筑|装饰|装修|工程|家居|家具|家电|电器|五金|机电|机械|设备|汽车|二手车|租赁|物流|运输|快递|"
    "旅行社|旅游|旅行|酒店|餐饮|民宿|珠宝|首饰|玉石|翡翠|银饰|工艺品?|饰品|服装|制衣|鞋业|纺织|日化|日用品?|化妆品|"
    "医药|药业|医疗|器械|健康|养生|口腔|宠物|教育|培训|咨询|劳务|人力资源|服务|管理|企业|商业|商城|"
    "超市|便利|连锁|供应链|进出口|国际|投资|控股|资产|置业|物业|广告|印刷|图书|文具|办公|体育|"
    "玩具|母婴|数码|通讯|通信|软件|系统|智能|数字|互联网|科贸|工贸|经贸|产业|农资|种业|饲料|牧业|养殖|种植|"
    "销售|经营|制造|制品|生产|加工|批发|零售|专业|综合|合作|用品|食用菌|器具|茶具|陶瓷"
)
_LEAST = 2


def are_strangers(one: str, other: str) -> bool:
    """Whether both are whole names of companies that no two letters of a 字号 join."""
    own, others = _house(one), _house(other)
    return bool(own and others) and own.isdisjoint(others)


def have_no_house_in_common(one: str, other: str) -> bool:
    """The same of names of any form, those of traders and cooperatives too."""
    own, others = _house(one, _ANY_FORM), _house(other, _ANY_FORM)
    return bool(own and others) and own.isdisjoint(others)


def bears_house(title: str, name: str) -> bool:
    """Whether a title has the 字号 of a company, or two letters of it: 滇骞二手车."""
    plain = "".join(title.split())
    return any(pair in plain for pair in _house(name))


def bears_house_of_any(title: str, name: str) -> bool:
    """The same of a name of any form."""
    plain = "".join(title.split())
    return any(pair in plain for pair in _house(name, _ANY_FORM))


def _house(name: str, form: re.Pattern[str] = _FORM) -> frozenset[str]:
    """Every two letters on end of what is a company's own in its name; empty for what is none."""
    if not _WHOLE.fullmatch(name) or not form.search(name):
        return frozenset()
    plain = _PLACE.sub(" ", form.sub("", name))
    parts = _TRADES.sub(" ", SAYS_NOTHING.sub(" ", plain)).split()
    return frozenset(part[at : at + _LEAST] for part in parts for at in range(len(part) - 1))
