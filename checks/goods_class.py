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

from checks.drug_names import is_drug
from checks.farm_goods import is_crop_seed, is_feed, is_fertilizer, is_pesticide, is_vet_drug
from checks.plain_text import plain
from keywords.goods import GOODS_NAMES, GoodsClass
from pages.page import Code, Page

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
    "|腊肉|腊肠|香肠|干巴|牛肉|猪肉|鸡肉|羊肉|土鸡|鸡蛋|咸菜|泡菜|豆腐|豆瓣|辣椒酱|牛肉酱|大米|面条|饵块|饵丝|"
    "乳扇|牛奶|酸奶|奶粉|菜籽油|香油|花生油|核桃油|食用油|红糖|白糖|巧克力|饼干|坚果|瓜子|果干|蜜饯|膏方|"
    "蜂王浆|燕窝|阿胶|海参|羊奶粉|代餐|蛋白粉|鸡枞|小吃|糖果|粽子|月饼|汤料|火锅底料"
)
_SANQI_ROOT = re.compile("(?:三七|田七)(?!花|茎|叶|炖|鸡|鸭)")
_NO_FOOD = "（三七主根不在食药物质目录内，作为食品经营须核实）"
_COSMETICS = re.compile(
    "化妆品|面霜|乳液|精华|面膜|洗面奶|护肤|爽肤水|眼霜|洗发|祛斑霜|祛痘|"
    "防晒(?:霜|乳|露|喷雾|液)|(?:染发|烫发)(?:膏|剂|水|霜)|(?:祛斑|淡斑|美白)(?:霜|膏|乳|露|水|液)"
)
_HEALTH_FOOD = re.compile("保健食品|蓝帽子?|小蓝帽")
_NOT_HEALTH_FOOD = re.compile(
    "(?:非|不是|不属于)(?:保健食品|蓝帽)|代工|贴牌|批文|[柜架机袋]|图书|教材|招商|加盟|课程|培训|标识|标志牌|公示牌"
)
_OWN_KIND = re.compile("(?:类别|品类|类目|分类|类型|属性)[:：]\\s*(?:国产|进口)?(?:保健食品|蓝帽)")
"""What a row of the goods' particulars calls them: 类别：保健食品."""
_INFANT_FORMULA = re.compile(
    "(?:婴幼儿|婴儿|幼儿)配方|[1-3一二三]段[^，。\n]{0,10}(?:奶|乳)粉|(?:奶|乳)粉[^，。\n]{0,10}[1-3一二三]段"
)
"""食品安全法 81: 婴幼儿配方乳粉, for children up to three; of the fourth stage none is."""
_DEVICE = re.compile(
    "血压计|血糖仪|血糖试纸|治疗仪|理疗仪|助听器|制氧机|雾化器|隐形眼镜|美瞳|彩瞳|医用(?:口罩|退热|敷料|冷敷|"
    "外科|防护|棉签|纱布|绷带|胶带)|外科口罩|避孕套|安全套|注射器|心电|胰岛素[泵笔针]|呼吸机|"
    "(?:颈椎|腰椎)牵引(?:器|仪|椅|带)|体温计|体温枪|额温枪|耳温枪|血氧仪|胎心仪|角膜塑形镜|ok镜|导尿管|造口袋|"
    "(?:验孕|早孕|排卵)(?:棒|试纸|笔)|听诊器|电疗仪"
)
_NOT_DEVICE = re.compile(
    "收纳|(?:眼镜|美瞳|彩瞳|隐形|双联|伴侣|护理|保护|储存|存放|便携|空|药|工具)盒|盒子|盒$|护理液|支架|保护套|"
    "(?:专用|纽扣|锌空|助听器)电池|玩具|图书|宠物|兽|充电(?:器|线|头|座|宝)|美瞳眼镜框|教学|演示|模型|水温|奶瓶|挂图|维修|"
    "回收|二手|配件|耳塞|软管|手提包|包装(?:机|袋|盒子|设计|印刷)"
)
_MEDICAL_SERVICE = re.compile(
    "(?:医院|诊所|门诊部?|卫生院|卫生室|医疗美容|整形外科|中医馆)(?![^，。\n]{0,2}"
    "(?:同款|专用|用品|推荐|设备|级|风|用|旁|附近|对面|陪))"
)
_SLICES = re.compile("中药饮片|饮片")
_SLICE_SIGNS = re.compile("性味|归经|炮制|中国药典|功能与?主治|用法与?用量")

_HOSPITAL_LICENCE = re.compile(
    "医疗机构执业许可证(?:登记号|证号|编号|号码|号)?\\s*[:：]?\\s*[A-Z0-9]{15,24}(?![A-Z0-9])"
)
"""医疗机构管理条例 14 asks for the licence. Its number has 22 letters and digits in use; shops
mistype it."""
_PUBLIC_HOSPITAL = re.compile(
    "[\u4e00-\u9fff]{0,12}(?:人民医院|中心医院|附属医院|中医医院|中医院|妇幼保健院|第[一二三四五六]医院|"
    "卫生院|社区卫生服务(?:中心|站))"
)
_DEPARTMENTS = re.compile("科室|诊疗|门诊|住院|挂号|出诊|坐诊|病区")


@dataclass(frozen=True, slots=True)
class Goods:
    """`kind` of the goods; `number` the approval number that decided it, or None;
    `wrong_numbers` are approval numbers on the page that cannot be right; `practises` says
    what shows that a medical service may treat illnesses, or None; `doubt` is what speaks against
    the class, in brackets."""

    kind: GoodsClass
    number: Code | None = None
    wrong_numbers: tuple[Code, ...] = ()
    practises: str | None = None
    doubt: str = ""

    @property
    def name(self) -> str:
        """The class in Chinese, and what speaks against it."""
        return GOODS_NAMES[self.kind] + self.doubt

    @property
    def medical_excuse(self) -> str | None:
        """Why medical words may be lawful for these goods, or None."""
        if self.kind in ("drug", "device", "vet_drug") and self.number is not None:
            return f"按{self.name}看待：本页有批准文号“{self.number.raw}”（须核实真伪及说明书范围）"
        if self.practises is not None:
            return (
                f"按{self.name}看待：{self.practises}，诊疗科目、科室的介绍可以写"
                "（须核实医疗机构执业许可证及其科目）"
            )
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
    if is_feed(page.title[:300]):
        return Goods("feed", None, wrong)
    if is_fertilizer(page.title[:300]):
        return Goods("fertilizer", None, wrong)
    if _INFANT_FORMULA.search(page.title[:300]):
        return Goods("infant_formula", None, wrong)
    names = f"{page.title[:300]}\n{page.text('attributes')[:5_000]}"
    text = f"{names}\n{page.text('description')[:20_000]}"
    if _SLICES.search(text) and _SLICE_SIGNS.search(text):
        return Goods("slices", None, wrong)
    if _DEVICE.search(page.title[:300]) and not _NOT_DEVICE.search(page.title[:300]):
        return Goods("device", None, wrong)
    if _is_health_food(names):
        return Goods("health_food", None, wrong)
    if is_drug(plain(page.title[:300]).text, plain(text).text):
        return Goods("drug", None, wrong)
    if _MEDICAL_SERVICE.search(page.title[:300]):
        return Goods("medical_service", None, wrong, _practises(page.title[:300], text))
    cosmetics = any(code.kind == "cosmetics" for code in numbers)
    if cosmetics or _COSMETICS.search(page.title[:300]):
        return Goods("cosmetics", None, wrong)
    if _FOOD_AND_MEDICINE.search(page.title[:300]):
        return Goods("food_and_medicine", None, wrong)
    if any(code.kind in ("sc", "jy", "filing_food") for code in page.codes) or _FOOD.search(names):
        root = _SANQI_ROOT.search(page.title[:300])
        return Goods("food", None, wrong, doubt=_NO_FOOD if root else "")
    return Goods("other", None, wrong)


def _is_health_food(names: str) -> bool:
    """Whether the goods' name, or a row of their particulars, calls them 保健食品."""
    title, _, rows = names.partition("\n")
    named = _HEALTH_FOOD.search(title) and not _NOT_HEALTH_FOOD.search(title)
    return bool(named or _OWN_KIND.search(rows))


def _practises(title: str, text: str) -> str | None:
    """What shows that a medical service is licensed to treat: its licence, or the name of a public
    hospital on a page of its departments."""
    licence = _HOSPITAL_LICENCE.search(text)
    if licence is not None:
        return f"本页写明“{licence.group()}”"
    public = _PUBLIC_HOSPITAL.search(title)
    if public is not None and _DEPARTMENTS.search(text):
        return f"名称为“{public.group()}”"
    return None
