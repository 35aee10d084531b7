"""Permits that goods need beside the licence (亮证): what is sold, what is shown.

食品安全法 35, 药品管理法 51 and 61, 医疗器械监督管理条例 42 and 46, 旅游法 28 and 48,
农药管理条例 24 (not for hygiene: 卫生用农药), 兽药管理条例 22, 种子法 33 and 38 (seed that is
parted again; packed seed only needs a filing), 医疗机构管理条例 23, 烟草专卖法 16. What a shop
sells is taken from plain words; where it is not clear, or is said not to be sold or used,
nothing is said. 食用农产品 needs no permit.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pages.page import Page


@dataclass(frozen=True, slots=True)
class Trade:
    """A trade that needs a permit: how it shows itself, and what shows its permit.

    `least` different words of `sells` tell the trade (0: words never do), or one of `alone`, or a
    number of `numbers`, which its goods bear. With `named`, only where the page's own name is of
    the trade; where that is `unless_named`, of another, only by twice as many words; `in_rows`,
    one of `alone` counts on a short line, as goods stand on, and not in a story. `shown` and
    `codes` show the permit, whose law is `basis` in the licence list.
    """

    name: str
    permit: str
    sells: re.Pattern[str]
    shown: re.Pattern[str]
    codes: frozenset[str]
    least: int = 2
    alone: re.Pattern[str] | None = None
    numbers: frozenset[str] = frozenset()
    named: re.Pattern[str] | None = None
    unless_named: re.Pattern[str] | None = None
    in_rows: bool = False
    basis: str = ""


_OF_OTHER_GOODS = (
    "(?![裙色服衣裤鞋帽杯盒袋机炉模刀架盘柜纸罐瓶桶车碗勺壶锅夹]|设备|包装|玩具|抱枕|配件|用品|器|工具|培训|加盟"
    "|软件|系统|香[薰氛水]|印花|图案)"
)
"""面包机, 蛋糕裙, 奶茶色: no food."""

_SMALL = (
    "(?:小作坊|小餐饮|食品摊贩|小食杂店?)(?:生产|加工|经营|服务)?[（(]?[\u4e00-\u9fff]{0,4}?(?:登记|许可|备案|核准|证|卡|编号|公示|[：:])"
    "|云?(?:坊|餐)字|[云滇](?:作坊|小餐)"
)
"""A small workshop's own permit by its name; that the shop is one (升级成小作坊) is none."""
_NUMBER = "[一二两三四五六七八九十\\d]{1,2}"
_FARM = "(?:农药|种子|种苗|化肥|肥料|复合肥|兽药|饲料|农膜|农具|除草剂|杀虫剂)"
_CROP = "(?:玉米|水稻|稻谷|小麦|大豆|油菜|棉花|蔬菜|辣椒|番茄|白菜|萝卜|西瓜|马铃薯|洋芋)"
_PARTED = "(?:散装|散称|分装|拆包|自繁|自留|自家留|按斤|零卖)"
_HYGIENE = re.compile("蟑螂|杀蟑|蚂蚁|蚊|苍蝇|灭蝇|跳蚤|卫生用|家用|室内|宠物|驱虫")
"""经营卫生用农药 needs no permit (农药管理条例 24)."""

TRADES = (
    Trade(
        "食品",
        "食品经营许可证或者仅销售预包装食品备案",
        re.compile(
            "(?:零食|香肠|腊肠|(?:散装|自酿|自烤)[\u4e00-\u9fff]{0,3}酒|白酒|米酒|苞谷酒|包谷酒|高粱酒|果酒|糕点|饼干|方便面|预包装|饮料|固体饮料|罐头|调味品|食用油|乳制品|奶粉|糖果|蜜饯|速食|速冻"
            "|卤味|火腿|腊肉|鲜花饼|月饼|咖啡(?:豆|粉)|代用茶|压片糖果|酱菜|食品旗舰店|食品有限公司|食品店"
            "|蛋黄酥|云腿小饼|麻薯|桃酥|酥饼|糕饼|玫瑰酱"
            "|卤[菜肉蛋鸡鸭鹅牛猪凤]|熟食|蛋糕|面包|凉粉|凉皮|奶茶|甜品|冰淇淋|巧克力)"
            + _OF_OTHER_GOODS
        ),
        re.compile(
            "食品(?:经营|流通|生产)许可|预包装食品.{0,8}备案|食品经营备案|餐饮服务许可|" + _SMALL
        ),
        frozenset(("jy", "sc", "filing_food")),
        basis="food",
    ),
    Trade(
        "餐饮",
        "食品经营许可证",
        re.compile(
            "(?:烧烤|烤串|小串|小锅米线|豆花米线|炒饭|盖饭|盖浇饭|快餐|套餐饭|麻辣烫|烤豆腐|炸洋芋|烤鱼|汽锅鸡"
            "|(?:焖肉|肠旺|土鸡|鸡汤|鳝鱼)米线|订餐"
            "|外卖|堂食|点餐|现点现[烤炒做]|现做现卖|起送|满减)" + _OF_OTHER_GOODS
        ),
        re.compile("食品经营许可|餐饮服务许可|食品经营备案|" + _SMALL),
        frozenset(("jy",)),
        least=3,
        unless_named=re.compile(
            "民宿|客栈|酒店|宾馆|度假|露营|旅行|旅游|网店|代运营|炉|炭|设备|培训|加盟"
        ),
        basis="food",
    ),
    Trade(
        "药品",
        "药品经营许可证",
        re.compile(
            "大药房|药房|药店|(?<!兽用)(?<!兽用非)(?:非)?处方药|OTC|国药准字|阿莫西林|头孢[\u4e00-\u9fff]{2}|布洛芬|对乙酰氨基酚"
            "|奥司他韦|连花清瘟|感冒灵|板蓝根颗粒|蒙脱石散|氯雷他定|阿奇霉素|左氧氟沙星|云南白药(?:胶囊|气雾剂|粉)"
            "|西地那非片"
        ),
        re.compile("药品经营许可|药品网络销售备案|互联网药品"),
        frozenset(("drug_licence",)),
        basis="drug",
    ),
    Trade(
        "医疗器械",
        "医疗器械经营许可证或者第二类医疗器械经营备案",
        re.compile(
            "隐形眼镜(?!盒|伴侣|夹|清洗)|角膜接触镜|美瞳(?!盒|夹)|[日月年]抛|一次性(?:使用)?(?:无菌)?注射器"
            "|胰岛素针头|制氧机|呼吸机"
        ),
        re.compile(
            "医疗器械(?:经营|网络销售|生产).{0,4}(?:许可|备案)|械经营备|械经营许|第[二三]类医疗器械"
        ),
        frozenset(("device_licence",)),
        alone=re.compile("械注[准进许]|医疗器械(?:专营|旗舰|有限公司|商城)"),
        basis="device",
    ),
    Trade(
        "旅行社业务",
        "旅行社业务经营许可证",
        re.compile(
            "跟团(?:游|旅)|出团(?:日期)?|成团|地接社?|旅行社|双飞\\d?|报团|组团|拼团游|散客拼团|纯玩团|旅游线路|旅游报名"
            f"|纯玩不进店|{_NUMBER}[日天](?:亲子|精品|纯玩|小|跟)?团(?![购圆长建])|(?:天天|每[天日周]|准时|散客)发团(?![购长])"
            f"|{_NUMBER} ?[日天]游(?!玩)|{_NUMBER}[天日]{_NUMBER}晚(?!民宿|住宿)"
        ),
        re.compile("旅行社(?:业务)?(?:经营)?许可证|L[-－]YN"),
        frozenset(("travel_agency",)),
        unless_named=re.compile("酒店|民宿|客栈|宾馆|景区|博物馆|门票|攻略|租车|包车"),
        basis="travel",
    ),
    Trade(
        "农药",
        "农药经营许可证",
        re.compile(
            "除草剂|杀虫剂|杀菌剂|杀螨剂|农药登记证|登记证号[：: ]?PD|农药(?!残)"
            "|草甘膦|草铵膦|吡虫啉|阿维菌素|甲维盐|代森锰锌|多菌灵|毒死蜱|噻虫嗪"
            "|啶虫脒|戊唑醇|苯醚甲环唑|嘧菌酯|高效氯氟氰菊酯|乳油|可湿性粉剂|水分散粒剂"
        ),
        re.compile("农药经营许可|农药经许"),
        frozenset(("pesticide_licence",)),
        alone=re.compile(
            f"{_FARM}[、 ，,/|·]{{1,3}}农药(?!残)|农药[、 ，,/|·]{{1,3}}{_FARM}"
            "|农药(?:专营|专卖|经营部|商行|门市|店|批发|超市|商城)"
        ),
        numbers=frozenset(("pesticide",)),
        unless_named=_HYGIENE,
        in_rows=True,
        basis="pesticide",
    ),
    Trade(
        "兽药",
        "兽药经营许可证",
        re.compile(
            "兽药(?!残)|兽用(?:药|疫苗|抗|驱|处方|非处方)|兽药字|恩诺沙星|氟苯尼考|伊维菌素|阿苯达唑|替米考星|泰乐菌素|阿莫西林可溶性粉|盐酸多西环素可溶性粉"
        ),
        re.compile("兽药经营许可"),
        frozenset(),
        alone=re.compile(
            f"{_FARM}[、 ，,/|·]{{1,3}}兽药(?!残)|兽药[、 ，,/|·]{{1,3}}{_FARM}"
            "|兽药(?:专营|专卖|经营部|商行|门市|店|批发|超市|商城)"
        ),
        numbers=frozenset(("vet_drug",)),
        in_rows=True,
        basis="vet_drug",
    ),
    Trade(
        "散装、分装的农作物种子",
        "种子生产经营许可证",
        re.compile(f"{_CROP}(?:种|种子)|种子"),
        re.compile("种子(?:生产)?经营许可|种子备案|种子经营备案"),
        frozenset(),
        least=0,
        alone=re.compile(
            f"{_PARTED}[^。；\n]{{0,6}}{_CROP}种子?|{_CROP}种子?[^。；\n]{{0,8}}{_PARTED}|{_PARTED}种子"
        ),
        unless_named=re.compile("多肉|花卉|盆栽|花种"),
        in_rows=True,
        basis="seed",
    ),
    Trade(
        "医疗服务",
        "医疗机构执业许可证或者诊所备案凭证",
        re.compile(
            "挂号|门诊|住院部|科室(?:介绍|导航)|专家坐诊|坐诊|就诊|诊疗(?:项目|科目|范围)|主治医师|主任医师|种植牙|拔牙|洗牙"
            "|牙齿矫正|双眼皮|隆鼻|玻尿酸|热玛吉|光子嫩肤|水光针|瘦脸针|植发|针灸|正骨|推拿治疗|体检中心|输液"
        ),
        re.compile("医疗机构执业许可|诊所备案|诊所执业"),
        frozenset(),
        named=re.compile(
            "(?<!宠物)(?<!动物)(?<!手机)(?<!电脑)(?<!汽车)(?<!皮具)(?<!植物)(?:医院|诊所|门诊部?|卫生院|卫生室|医疗美容|医美|口腔)(?!护理|健康|喷雾|清洁|同款|旁|附近|对面|系统|设备|家具|用品)"
        ),
        basis="medical",
    ),
    Trade(
        "卷烟",
        "烟草专卖零售许可证",
        re.compile("香烟|卷烟|硬中华|软中华|整条烟|烟弹|雪茄"),
        re.compile("烟草专卖(?:零售)?许可"),
        frozenset(),
        alone=re.compile("(?:香烟|卷烟|[硬软]中华)(?:整条|一条|条装)|整条(?:香烟|卷烟)"),
        basis="tobacco",
    ),
    Trade(
        "出版物",
        "出版物经营许可证",
        re.compile(
            "教辅|试卷|课本|教材|新书|图书|绘本|字帖|童书|小说|期刊|杂志|习题|作文书|词典|字典|考研书|工具书"
        ),
        re.compile("出版物(?:经营|零售|批发|发行)?许可|出版物[零批]|新出发"),
        frozenset(),
        least=3,
        named=re.compile("书店|图书|教辅|书城|书屋|书社|书局|童书|绘本馆(?!借)|旧书"),
        basis="publication",
    ),
    Trade(
        "食品生产",
        "食品生产许可证",
        re.compile("食品(?:厂|加工)"),
        re.compile("食品(?:生产|加工)[^\n。]{0,10}(?:许可|登记)|生产许可证|SC ?1\\d|" + _SMALL),
        frozenset(("sc",)),
        least=0,
        alone=re.compile(
            "(?:自有|自己的|自家)[^。；，\n]{0,6}(?:生产线|食品厂|灌装线)|日产[^。；，\n]{0,12}瓶"
        ),
        named=re.compile("酱|调味|食品|糕|饼|酒|饮料|火腿|腊|米线|面条|罐头|油(?!漆|画)|蜜饯|糖"),
        basis="food",
    ),
    Trade(
        "电子烟",
        "烟草专卖零售许可证",
        re.compile("电子烟(?!雾)|雾化弹|雾化杆|烟杆|换弹|一次性小烟|悦刻|烟油"),
        re.compile("烟草专卖(?:零售)?许可"),
        frozenset(),
        basis="tobacco",
    ),
)

_PRICE = re.compile(r"[¥￥] ?\d|\d ?元")
_GOODS_ADDRESS = re.compile(
    r"(?:item|product|goods|detail|sku|prod)[^/]{0,12}[/=._-]\w{0,40}\d", re.I
)
_FIELDS = ("title", "description", "attributes", "alt", "image_text")


@dataclass(frozen=True, slots=True)
class PermitReading:
    """`needed`: trades the page shows; `shown`: trades whose permit it shows; `words` that told."""

    needed: dict[str, list[str]]
    shown: dict[str, str]

    @property
    def missing(self) -> list[str]:
        """Trades without a permit on this page."""
        return [name for name in self.needed if name not in self.shown]


def permits_of(page: Page) -> PermitReading:
    """What a shop's page shows of trades and permits."""
    text = "\n".join(page.fields.get(field, "") for field in _FIELDS)[:200_000]
    text, links = f"{text}\n{_goods_on_links(page)}", page.fields.get("links", "")[:200_000]
    needed: dict[str, list[str]] = {}
    shown: dict[str, str] = {}
    for trade in TRADES:
        words = list(dict.fromkeys(_told(trade, page, text)))
        if words:
            needed[trade.name] = words[:6]
        permit = trade.shown.search(text) or trade.shown.search(links)
        code = next((c for c in page.codes if c.kind in trade.codes and c.valid is not False), None)
        if permit is not None or code is not None:
            shown[trade.name] = permit.group() if permit else code.raw if code else ""
    return PermitReading(needed, shown)


def _told(trade: Trade, page: Page, text: str) -> Iterator[str]:
    """The words that tell a trade, enough of them or none."""
    if trade.named is not None and not trade.named.search(page.title):
        return
    least, only = trade.least, trade.unless_named
    elsewhere = only is not None and only.search(page.title) is not None
    words = list(dict.fromkeys(one.group() for one in _said(trade.sells, text)))
    alone = list(_said(trade.alone, text)) if trade.alone is not None else []
    if trade.in_rows:
        alone = [one for one in alone if _row_length(text, one.start()) <= _ROW]
    numbers = [code.raw for code in page.codes if code.kind in trade.numbers]
    enough = least and len(words) >= least * (2 if elsewhere else 1)
    if enough or ((alone or numbers) and not elsewhere):
        yield from (one.group() for one in alone[:1])
        yield from words
        yield from numbers


def _row_length(text: str, place: int) -> int:
    end = text.find("\n", place)
    return (end if end >= 0 else len(text)) - text.rfind("\n", 0, place) - 1


def _said(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Matches that their own clause does not deny: 不打农药、化肥; 本店不售香烟."""
    for match in pattern.finditer(text):
        clause = re.split("[，。；！？!?;\n]", text[max(0, match.start() - 16) : match.start()])[-1]
        if not _DENIED.search(clause) and not _TESTED.match(text[match.end() : match.end() + 8]):
            yield match


_ROW = 60
"""Letters of a line that names goods; what is longer tells a story."""
_DENIED = re.compile(
    "[不没未无][有会再曾]?(?:打|用|施|喷|使用|卖|售|销售|经营|出售|沾)[洒过任何一滴点]{0,4}$"
    "|(?:没有|杜绝|拒绝|远离|告别|禁止|禁用|替代|代替|减少|取代|[无零0○非少])[使用一切任何的]{0,3}$|未成年"
)
_TESTED = re.compile("残留|检测|未检出|超标|零?残|请|应当?按|使用")


def _goods_on_links(page: Page) -> str:
    """The words of links that are goods: with a picture, a price or an address as goods have.

    Menus are left out: a mall's bar names trades that the shop may not be in.
    """
    own = frozenset(page.fields.get("links", "")[:200_000].split())
    told = []
    for link in page.links[:2_000]:
        if link.hidden or link.region in ("nav", "footer", "head"):
            continue
        words = f"{link.text} {link.image}"
        goods = link.image or _PRICE.search(words) or _GOODS_ADDRESS.search(link.url)
        if goods and not own.isdisjoint(words.split()):
            told.append(words)
    return "\n".join(told)[:100_000]


_JUDGED = {
    "jy": "食品经营许可证编号",
    "filing_food": "预包装食品备案编号",
    "sc": "食品生产许可证编号",
    "travel_agency": "旅行社业务经营许可证编号",
    "drug": "药品批准文号",
    "device": "医疗器械注册或者备案编号",
    "cosmetics": "化妆品注册或者备案编号",
    "health_food": "保健食品批准文号",
    "pesticide": "农药登记证号",
    "vet_drug": "兽药产品批准文号",
    "drug_licence": "药品经营许可证编号",
    "device_licence": "医疗器械经营许可或者备案编号",
}
_WHY = {
    "length": "位数不对",
    "check-digit": "校验位不符",
    "area": "行政区划代码不存在",
    "authority": "发证机关与类别不符",
    "no-drug-number": "不是现行的药品批准文号",
}


def permit_faults(page: Page) -> list[dict[str, str]]:
    """Permit numbers of the page that fail their check digit or form, each with its reason."""
    return [
        {
            "kind": "permit-wrong",
            "text": code.raw,
            "place": code.field,
            "reason": f"{_JUDGED[code.kind]}“{code.raw}”{_WHY.get(code.note, '格式不对')}",
        }
        for code in page.codes
        if code.valid is False and code.kind in _JUDGED and code.field not in ("hidden", "meta")
    ]


def permit_name(trade: str) -> str:
    """The permit that a trade needs."""
    return next(one.permit for one in TRADES if one.name == trade)


def permit_basis(trade: str) -> str:
    """The key, in the licence list, of the law by which a trade needs its permit."""
    return next((one.basis for one in TRADES if one.name == trade), "")


def trades_without_permit(proofs: Iterable[Mapping[str, Any]]) -> list[str]:
    """Trades that some proof tells of and whose permit none shows."""
    told = list(proofs)
    needed = dict.fromkeys(str(one["text"]) for one in told if one.get("kind") == "trade")
    shown = {str(one["place"]) for one in told if one.get("kind") == "permit"}
    return [trade for trade in needed if trade not in shown]
