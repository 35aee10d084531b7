"""Protected wild animals and game offered for sale (出售国家重点保护野生动物及其制品、野味).

野生动物保护法 (2022): 28 forbids to sell animals of the national list and what is made of them but
with an approval and its mark (专用标识), 52 the penalty; 31 forbids food of any wild land animal,
50 and 53 the penalties; 7: land animals are with the forestry, water animals with the fishery
office. The model of wordings has never read of animals: what is on the list is no way of speaking.

Three kinds of goods. Of some no lawful trade by shops is known (穿山甲片, 象牙). Others are traded
with papers (熊胆, 麝香) or bred (画眉), and are told of where the seller says that they were taken
in the wild or come without papers. Of game it is the hunting that tells.
"""

import re
from dataclasses import replace
from functools import partial

from checks.concept_rule import ConceptRule, Span, concept, concept_findings
from checks.context import Context, snippet
from checks.excuses import Place
from checks.finding import Finding
from checks.honest_talk import honest_talk, talk_around
from checks.other_voices import own_voice
from checks.pattern_rule import compiled
from checks.plain_text import MAX_READ, plain
from checks.unless import unless_named, unless_said

AREA = "product_quality"
UNIT = "consumer_protection"
COMPARED = ("protected-animal", "taken-in-the-wild", "wild-game")

_BODIES = "须通报林业和草原部门（水生动物为农业农村部门），涉嫌犯罪的移送公安机关"

_PARTS = concept(
    "穿山甲(?:甲?片|鳞片?|肉|干|粉|活体|酒|汤|整只|幼崽)|炮山甲|山甲片|"
    "(?:真|老|非洲|亚洲|野生|纯|整根|整支|大块)?象牙(?:手串|手镯|手链|筷子?|雕件|雕刻?|摆件|挂件|吊坠|"
    "项链|佛珠|珠子|印章|烟嘴|扳指|牌子|无事牌|料|原料|戒指|平安扣|制品|老货)|"
    "(?:真|老|非洲|野生|纯)象牙|犀牛角|犀角|(?:真|老)?虎骨(?:酒|膏|粉|胶|架|块|药酒)?|虎鞭|虎皮(?:褥子|标本|"
    "整张|一张)|豹骨|豹皮(?:标本|整张|一张)|雪豹皮|"
    "(?:真|天然|野生|老|海)玳瑁|玳瑁(?:手镯|手串|手链|梳子?|标本|原壳|壳片|龟壳|龟|原料|老料|戒指|扳指)|"
    "盔犀鸟|鹤顶红(?:头骨|原料|雕件|珠|手串)|沙图什|藏羚羊绒|藏羚羊皮|(?:野生|真|红烧|整只|鲜)熊掌|熊掌(?:肉|干|一对|一只|冻)|豹猫皮|象皮(?:粉|原料|手串)|"
    "(?:活体|手养|幼崽)?(?:蜂猴|懒猴)(?:活体|幼崽|一只|宠物)|猴脑|"
    "(?:猫头鹰|老鹰|苍鹰|雀鹰|红隼|游隼|金雕|鹞子|大雕|绿孔雀|巨蜥|红腹锦鸡|白腹锦鸡|白鹇|滇金丝猴|猕猴|"
    "长臂猿|水獭|云豹)(?:活体|幼鸟|幼崽|雏鸟|标本|驯好|包活|一只|一对)",
    unless_after="仿|假|非|植物|树脂|塑料|亚克力|陶瓷|猛犸|猛玛|长毛象|冰川|水牛|人工|代|骨瓷|果|不是|合成|高分子|木雕|石雕|"
    "玉雕|铜|银|金|毛绒|人造|牛角|牛骨|替代|密胺|鱼与|鱼和",
    unless_then="色|白|纹|釉|漆|花色|款|风格|猫|石|果|芒|海岸|塔|红|瓷|贝|米|菩提|椰|膏|粉色|花|草|鱼|虾|兰|百合|山|"
    "公仔|玩偶|毛绒|抱枕|模型|玩具|手办|积木|贴纸|拼图|绘本|图案|印花|刺绣|镜框|镜架|眼镜|板材|发夹|发箍|发卡|抓夹|"
    "钥匙扣|摆拍|保护|救助|科普|直播|工艺画|挂画|装饰画|雕塑|拼装|银饰|票|皮肤|地黄|化毒",
)
_BIRDS = (
    "画眉|鹩哥|八哥|百灵鸟?|云雀|相思鸟|绣眼|红点颏|蓝点颏|红子|黄雀|鹦鹉|山雀|斑鸠|猫头鹰|竹鸡|原鸡|白鹇|锦鸡|"
    "野鸟|杂鸟"
)
_BEASTS = (
    "穿山甲|蜂猴|懒猴|猴子|猕猴|松鼠|水獭|豹猫|果子狸|灵猫|刺猬|平胸龟|鹰嘴龟|闭壳龟|陆龟|山龟|石金钱龟|草龟|蟒蛇|蟒|"
    "眼镜王蛇|眼镜蛇|蛤蚧|大壁虎|红瘰疣螈|大鲵|娃娃鱼|海马"
)
_STUFFS = "熊胆|金胆|整胆|麝香|麝囊|羚羊角|砗磲|红珊瑚|鹿鞭|虎牙|狼牙|狼皮|熊皮|熊油|猴骨|豹牙|鹰爪"
_LISTED = concept(
    f"{_BIRDS}|{_BEASTS}|{_STUFFS}",
    unless_after="人工|白|仿|假|玩具|毛绒|电动|塑料|仿真|小米|树脂|机械|卡通|银|猫|荷兰|虎皮|玄凤|牡丹|桃脸",
    unless_then="牌|色|猫|咖啡|葡萄|草|石竹|玫瑰|百合|味|香水|保心|壮骨|止痛|膏|丸|胶囊|公仔|玩偶|毛绒|抱枕|模型|玩具|笔|"
    "眉|妆|鱼|花|树|珊瑚|棒|土豆|桂鱼|鳜鱼|鱼味|苓膏|壳模具|竹|藤|果",
)
_TAKEN = concept(
    "野外(?:抓|捕|捉|采|套|网|来|打|逮)|(?:山上|山里|林子里|树上|老林|深山|河里|海里|边境)[^。，\\n]{0,3}(?:抓|捕|捉|"
    "套|网|打|逮|掏|来的|收来)|(?:刚|才|自己|现)(?:抓|捕|捉|套|网|逮|掏)(?:的|来|到|回)|粘网|网(?:到|的)鸟|掏窝|"
    "掏的?(?:小鸟|雏)|原生(?:鸟|态抓)|生鸟|毛鸟|下山鸟|下山毛|野生(?:的|活体|鸟|货|画眉|鹩哥|百灵|八哥|龟|山龟|蟒|蛇胆|"
    "熊胆|麝香|羚羊|砗磲|海马|大鲵|娃娃鱼|蛤蚧|猴|刺猬|鹦鹉|红珊瑚|整胆)|纯野生|正宗野生|走私|偷(?:运|带|猎)|"
    "(?:老挝|缅甸|越南|边境|境外|非洲|印度)[^。，\\n]{0,4}(?:过来|带|来的|货)|"
    "(?:没|无|不用|没有|不要|不带|缺)[^。，\\n]{0,3}(?:手续|证件?|证明|标识|批文|许可证?)|"
    "懂的(?:都懂|私|来|联系)|低调(?:出|卖|发)|不能(?:明|公开)(?:说|卖|发)"
)
_ALIVE = concept(
    "活体|鸟|[一1两几\\d]只|公|母|叫口|开口|会叫|笼|包活|活的|手养|养|崽|窝|"
    "[\\d一二三五十]+(?:克|g|个|颗|枚|元|块)|整|颗|枚|串|条|现货|有货|私|出|卖|斤"
)
_GAME = concept(
    "麂子?|黄麂|山麂|野猪|果子狸|豪猪|箭猪|獾子?|猪獾|狗獾|竹鼠|野兔|野鸡|山鸡|野鸭|斑鸠|麻雀|鹧鸪|竹鸡|大雁|"
    "天鹅|白鹭|黄羊|岩羊|盘羊|野山羊|野驴|马鹿|野鹿|水鹿|狍子?|熊肉|黑熊|野生蛇|蛇干|眼镜蛇|五步蛇|王锦蛇|蟒|"
    "穿山甲|猴肉|猴子肉|松鼠干|松鼠肉|飞鼠|鼯鼠|石蚌|田鸡|野牛|野牦牛|"
    "(?:^|[^山])野味(?:$|[^道十浓香足之])|野物|野生动物肉",
    unless_after="仿|不是|养殖|家养|圈养|驯|特种|散养|人工|毛绒|卡通",
    unless_then="公仔|玩偶|玩具|毛绒|模型|书|图案|印花|皮鞋|鞋|门票|岛|山庄|湖|蛋|种苗|苗|饲料|笼|驱|养殖|绒|塔|皮[鞋绒]|"
    "模具|坪|村|坡|岭|河|谷|峰|牌|椒|膏|绘本|贴纸|t恤",
)
_HUNTED = concept(
    "(?:山上|山里|林子里|老林|深山|后山|野外|边境)[^。，\\n]{0,4}(?:打(?:的|来|到|回|得|下)|猎|套(?:的|到|来|住)|"
    "夹(?:的|到)|抓(?:的|到|来|回)|逮|捕(?:的|到|来))|打(?:来|到|回来)的|打的(?:野|麂|山|黄)|打猎|狩猎|"
    "猎(?:到|来|获|人|枪)|枪打|土枪|气枪|铁夹|下套|(?:刚|才|现|自己)(?:打|猎|套|抓|逮)(?:的|到|来|回)|"
    "野生(?:麂|野猪|果子狸|豪猪|獾|竹鼠|野兔|野鸡|山鸡|野鸭|斑鸠|麻雀|黄羊|岩羊|马鹿|水鹿|狍|熊|蛇|眼镜蛇|"
    "五步蛇|王锦蛇|蟒|穿山甲|猴|石蚌|田鸡|肉|动物)|(?:纯|正宗|绝对|真)野生"
)
_EATEN = concept(
    "肉|干巴|腊|风干|火腿|红烧|火锅|清炖|下酒|汤|炖|煮|烧烤|卤|冻品|鲜杀|现杀|白条|整只|半只|[\\d一二两三五十]+斤|"
    "斤|泡酒|香肠|肉干|滋补|尝鲜|解馋|限量|上桌|菜|餐|吃|出"
)

_NOT_AN_ANIMAL = (
    compiled(
        "公仔|玩偶|毛绒|抱枕|模型|玩具|手办|积木|贴纸|拼图|绘本|图书|丛书|图鉴|海报|挂画|装饰画|工艺画|十字绣|门票|动物园|"
        "野生动物园|海洋馆|水族馆|博物馆|游戏|皮肤|眉笔|眉粉|眉膏|眼影|彩妆|画眉膏|卡通|文创|明信片|邮票|纪念币|t恤|"
        "帽子|袜|窗帘|墙布|乳胶漆|涂料|瓷砖|香水|香薰|蜡烛|洗发|牙膏|鸟笼|鸟食|鸟粮|鼠粮|龟粮|饲料|诱捕|驱|收纳|"
        "眼镜|镜架|镜框|发夹|发箍|古筝|义甲|拨片|吉他|钢笔|键盘|手机壳|银饰|牛角梳|瓷|3d打印|课程|讲座|标本馆"
    ),
    "商品名称表明是玩具、书画、门票、化妆或者鸟具等用品，不是野生动物及其制品",
)
_LIKENESS = (
    compiled(
        "仿真|树脂|亚克力|塑料|高分子|合成材料|毛绒|公仔|植物象牙|象牙果|猛犸|猛玛|长毛象|替代品|不含(?:任何)?(?:象牙|犀角|"
        "虎骨|穿山甲|动物)|不是真|非真|人工(?:虎骨|麝香|熊胆)|水牛角|牛骨|动物园|放归|野生动物保护区|观鸟|"
        "救助|禁售|拒绝(?:购买|买卖|野味|食用)|不(?:卖|售|收|吃|碰|做|加工)(?:任何)?(?:野|象牙|犀|穿山甲|虎骨|保护)|"
        "没有买卖就没有"
    ),
    "说的是仿制品、替代品，或者是保护、拒绝买卖野生动物的说明",
)
_BRED = (
    compiled(
        "(?:人工|家庭)(?:繁育|繁殖|养殖|饲养)|养殖场?(?:的|出|直|自|，|。|$)|自家养|家养|圈养|子[一二三]代|驯养|特种养殖|"
        "自繁自养|手养(?:大|长)|仿野生(?:养殖)?"
    ),
    "说是人工繁育、养殖的，须查人工繁育许可证、专用标识或者检疫证明",
)
_PAPERS = re.compile(
    "专用标识|繁育许可|驯养繁殖许可|经营利用许可|批准文件|行政许可决定|合法来源证明?|特许(?:经营|利用)|"
    "林(?:草|业)局?(?:批准|许可)|允许进出口证明|检疫(?:合格)?证明?"
)
_LACKED = re.compile("(?:没|无|未|不|缺|免)[^。，\n]{0,4}$")

_OF_LIVE = re.compile("活体|幼|雏|一[只对]|驯")
_SELLS = compiled(
    "¥|元|块钱|现货|有货|包邮|出售|出手|转让|低价|批发|私聊|加微|微信|联系|限量|收购|高价收|下单|预订"
)

_RULES = (
    ConceptRule(
        "protected-animal",
        (),
        (_PARTS,),
        f"出售、收购国家重点保护野生动物及其制品，没有写明批准文件和专用标识，{_BODIES}",
        "有批准文件和专用标识；仿制品、替代品；保护野生动物的宣传",
        basis=("wildlife",),
        overlap=True,
        unless=_LIKENESS,
        unless_name=_NOT_AN_ANIMAL,
    ),
    ConceptRule(
        "taken-in-the-wild",
        (),
        (_LISTED, _TAKEN, _ALIVE),
        f"出售从野外捕捉、没有合法来源证明的保护动物及其制品，{_BODIES}",
        "有人工繁育许可证、专用标识；有批准文号的药品；用品、玩具",
        basis=("wildlife",),
        reach=24,
        by_name=frozenset((0, 2)),
        overlap=True,
        unless=_LIKENESS,
        unless_name=_NOT_AN_ANIMAL,
    ),
    ConceptRule(
        "wild-game",
        (),
        (_GAME, _HUNTED, _EATEN),
        f"出售野外猎捕的陆生野生动物作食品，{_BODIES}",
        "列入畜禽遗传资源目录的养殖动物，有检疫证明；保护野生动物的宣传",
        basis=("wild-game",),
        reach=20,
        by_name=frozenset((0, 2)),
        overlap=True,
        unless=_LIKENESS,
        unless_name=_NOT_AN_ANIMAL,
    ),
)


def check(context: Context) -> list[Finding]:
    """Protected animals, what is made of them, and game that are offered or sought."""
    findings = concept_findings(context, AREA, UNIT, _RULES, _excuse)
    told: list[Finding] = []
    for one in map(partial(_named, context), findings):
        if not any(_same(one, other) for other in told):
            told.append(one)
    return own_voice(context, told)


def _same(one: Finding, other: Finding) -> bool:
    """Whether two findings are about the same words, or the same name said again in a field."""
    if one.field != other.field:
        return False
    again = one.matched == other.matched and one.rule == other.rule
    return again or (one.start < other.end and other.start < one.end)


def _named(context: Context, finding: Finding) -> Finding:
    """`finding` at the animal, where only the name of the goods says it: that is what is sold."""
    if _animals(finding.rule, plain(finding.matched).text):
        return finding
    title = context.plain("title")
    span = next(iter(_animals(finding.rule, title.text)), None)
    if span is None:
        return finding
    start, end = title.span(*span)
    matched = context.page.fields["title"][start:end]
    reason = f"“{matched}”、{finding.reason}"
    place = Place.of("title", context.page.fields["title"], start, end)
    return replace(
        finding,
        field="title",
        start=start,
        end=end,
        matched=matched,
        snippet=snippet(place),
        reason=reason,
    )


def _animals(rule: str, text: str) -> list[Span]:
    """Where the text names animals for a rule."""
    (animals,) = (one.concepts[0] for one in _RULES if rule.endswith(one.name))
    return animals.spans(text)


def _excuse(context: Context, rule: ConceptRule, field: str, place: Span) -> str | None:
    plain_of_field = context.plain(field)
    said = plain_of_field.text[slice(*place)]
    bred = _BRED if rule.name != "protected-animal" or _OF_LIVE.search(said) else None
    looked = context.page.fields[field], plain_of_field, *talk_around(plain_of_field.text, *place)
    unless = (
        unless_said(rule.unless, *looked)
        or unless_named(rule.unless_name, context.goods_name, context.plain_of_name)
        or unless_said(bred, *looked)
    )
    if unless is not None:
        return unless
    if rule.name != "wild-game" and (papers := _papers(context)) is not None:
        return f"写明有“{papers}”，须查验是否真实、是否在批准的范围内"
    if context.goods.kind == "drug" and context.goods.number is not None:
        return f"是有批准文号“{context.goods.number.raw}”的药品，须查专用标识"
    if not _animals(rule.name, said) and not _animals(rule.name, context.plain_name):
        return "名称中的词语另有所指，或者是允许饲养的动物"
    if not context.prices and not _SELLS.search(context.plain_own):
        return "页面没有出售、收购的表示"
    start, end = context.plain(field).span(*place)
    return honest_talk(context, field, place) or context.excuse_at(
        field, start, end, rejects=False, rule=rule.name
    )


def _papers(context: Context) -> str | None:
    """The paper that the page says is there, not one that it says is lacking."""
    own = context.plain_own[:MAX_READ]
    for found in _PAPERS.finditer(own):
        if not _LACKED.search(own[max(0, found.start() - 6) : found.start()]):
            return found.group()
    return None
