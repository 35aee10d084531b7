"""How sellers of copies talk (仿冒品的行话): brand, likeness, leak, secrecy, papers, price.

商标法 57 (from 2027: 72). No one sentence gives them away, but kinds of saying do: a brand or
its nickname, and that shop girls cannot tell, that it leaked from the factory, that nobody
should ask where it is from, that the receipt comes along, that the counter asks ten times as
much. Each kind counts once; a brand and a telling kind, or three kinds, are enough.
"""

from checks.context import Context
from checks.finding import Finding
from checks.needles import NEEDLES
from checks.pattern_rule import compiled
from pages.words import words

AREA = "counterfeit"
UNIT = "trademark"

_BRAND = compiled(
    "劳力士|劳家|水鬼|迪通拿|绿水鬼|路易威登|(?:^|[^a-z])lv(?:[^a-z]|$)|驴家|驴牌|驴包|"
    "老花|古驰|gucci|古家|古奇|酷奇|"
    "香奈儿|chanel|小香|香奶奶|香家|爱马仕|hermes|铂金包|凯莉包|马家|迪奥|dior|"
    "[dhgcybp]家|戴妃|普拉达|prada|巴宝莉|burberry|"
    "耐克|nike|对勾|小勾|勾子|aj\\d?|乔丹|空军一号|阿迪|adidas|三叶草|三条杠|椰子|yeezy|"
    "新百伦|匡威|万斯|斐乐|彪马|"
    "苹果\\d|iphone|airpods|果子|水果机|华为|三星|小米|大疆|戴森|dyson|飞利浦|索尼|"
    "任天堂|博世|吉列|"
    "茅台|飞天|五粮液|国窖|华子|中华|玉溪|黄鹤楼|大重九|外烟|云烟|sk2|sk-?ii|神仙水|"
    "雅诗兰黛|小棕瓶|兰蔻|小黑瓶|阿玛尼|圣罗兰|ysl|小金条|"
    "海蓝之谜|资生堂|祖马龙|tf|迪奥999|纪梵希|卡地亚|宝格丽|梵克雅宝|四叶草|蒂芙尼|"
    "潘多拉|施华洛|欧米茄|浪琴|百达|江诗丹顿|万国|天梭|卡西欧|"
    "北面|tnf|始祖鸟|鸟家|加拿大鹅|大鹅|盟可睐|蒙口|猛男|lululemon|露露|巴黎世家|范思哲|"
    "芬迪|赛琳|罗意威|迈克高仕|mk|蔻驰|coach|"
    "雷朋|日默瓦|rimowa|新秀丽|乐高|lego|泡泡玛特|labubu|拉布布|芭比|迪士尼|优衣库|安踏|"
    "李宁|回力|鸿星|爱他美|美素|a2|大益|老班章|都彭|芝宝|zippo|尤尼克斯|yonex|李维斯|"
    "巴家|绿金迪|loewe|巴黎|沉香|洋河|剑南春|习酒|蓝月亮|舒肤佳|海飞丝|大牌|名牌|奢侈品|"
    "奢品|名表|名包|潮牌"
)
_NICKNAME = compiled(
    "劳家|水鬼|驴家|驴牌|驴包|古家|古奇|酷奇|香奶奶|小香|香家|马家|[dhgcybp]家|戴妃|"
    "小对勾|对勾|小勾|勾子|三条杠|椰子鞋|果子|水果机|大鹅|"
    "鸟家|蒙口|猛男|华子|外烟|露露|拉布布|大勾"
)
_KINDS = (
    (
        "难以分辨",
        2,
        compiled(
            "(?:柜姐|柜员|柜台|店员|专柜|专卖店|行家|老手|老师傅|内行|鉴定师|验货|海关|"
            "识货(?:app)?|得物|毒|朋友|同事|旁人|外人|谁|没人|别人|肉眼)"
            "[^。\\n]{0,8}(?:懵|傻眼|愣|犹豫|看不(?:出|穿|破)|分不(?:出|清)|认不(?:出|"
            "得)|辨不|验不|查不出|看走眼|看花眼|难分|挑不出)|"
            "(?:标|码|序列号|芯片|证书)[^。，\\n]{0,4}(?:扫得出|扫得到|查得到|查得出|对得上)|"
            "(?:得物|识货|毒|专柜|柜台|鉴定)(?:上)?随便(?:验|鉴|比|过|测)|包装一模一样|"
            "(?:过得了|过得去|能过|可过|秒过|稳过|包过|轻松过|随便过|经得起|扛得住|"
            "不怕)[^。，\\n]{0,4}(?:验|鉴|柜|识货|得物|毒|app|扫|海关|放大镜|对比)|"
            "不露馅|不穿帮|"
            "(?:分不清|看不出|分不出|用不出|喝不出|吃不出|闻不出|"
            "抽不出)[^。，\\n]{0,4}(?:真假|差别|区别|不同|是仿|$|，|。)|(?:带|背|穿|戴|"
            "摆|拿)(?:出去|桌上|出门|上街|着)?[^。，\\n]{0,4}(?:倍有面|有面子|"
            "没人(?:知道|认得出|看得出|怀疑))|"
            "请客[^。，\\n]{0,4}(?:看不出|喝不|不露|有面)"
        ),
    ),
    (
        "与正品一样",
        2,
        compiled(
            "(?:跟|和|与|同|对比|照着|按照?)(?:着)?(?:正的|正品|真的|真货|原版|原装|专柜|"
            "专卖店|柜台|店里|官方|官网|大店|正主|柜里|商场|免税店|苹果店|品牌店|"
            "原单)[^。\\n]{0,8}?"
            "(?:一样|一个样|一模|没两样|一克不差|丝毫不差|没差|没区别|没两样|差不离|"
            "同(?:一|个|款|步)|分不清|对得上|完全一致|一致|做的|打的版|开的?模|"
            "同一个?(?:鞋楦|模具|生产线|面料|工厂|厂))|"
            "(?:重量|尺寸|声音|手感|五金|走线|配重)[^。，\\n]{0,6}(?:一克不差|一丝不差|"
            "一致|还原|到位)|同一(?:家|条|个)(?:供|生产线|流水线|工厂|厂)|(?:皮子|面料|"
            "料子|芯|机芯|材料)[^。，\\n]{0,3}同一家|同(?:模具|鞋楦|版型|厂同料|生产线|"
            "流水线|源|料同厂|一条线)|一比一|1:1|原版(?:开模|打版|拆|数据)|拆(?:正品|"
            "专柜|原版)[^。，\\n]{0,4}(?:开|打|做)|"
            "(?:就|只)(?:差|少|缺)(?:一个?|个)?(?:logo|标|牌子|吊牌|防伪|商标)|味(?:道|"
            "儿)?一个样|(?:正品|专柜|原厂|原版)级(?:别)?(?:，|。|$|品质|做工|版)"
        ),
    ),
    (
        "货源流出",
        2,
        compiled(
            "(?:厂里|工厂|代工厂|流水线|生产线|仓库|车间|柜里|专柜|分装厂|原厂|"
            "大厂)[^。，\\n]{0,6}(?:漏|流|偷|带|顺|跑|拿)(?:出|了?出来|货)|"
            "(?:外贸|出口|原厂|代工|工厂)(?:加单|尾单|余单|剩单|私单|余货|退单|多做)|"
            "分装厂|分装货|空瓶灌|(?:瓶|盒|壳|包装)(?:子)?是?(?:真|正品|"
            "原装)(?:的)?[^。\\n]{0,8}(?:调|灌|装|配|里面|酒)|"
            "(?:水货|走私|罚没|海关(?:扣|罚|流)|偷渡|港水|a货|超a|高版本|公司货|公司级|"
            "莆系|莆田|纯原|厂货|渠道货|通货|顶级货|特供版|越南代工)|华强北(?:出品|货|版|"
            "顶配)"
        ),
    ),
    (
        "自制标识、以旧壳灌装",
        2,
        compiled(
            "(?:内飞|防伪|标|logo|证书|条码|商品码|物流|钢印|商标|编码|序列号|"
            "票)[^。，\\n]{0,4}(?:自己印|自己做|能造|能打|随便开|随便打|可造|能印|能做|"
            "可做|可代|伪|造香港|帮你打)|"
            "(?:罐子?|瓶子?|盒子?|壳|箱子?)[^。，\\n]{0,3}(?:回收|收来|捡)|(?:中样|小样|"
            "正装|里面|里头|酒|粉|水|膏)[^。，\\n]{0,4}自己(?:灌|罐|装|分|调|兑|勾)|"
            "(?:外形|外壳|外观|壳子|长得)[^。\\n]{0,14}(?:芯片|系统|主板|里面|里头|"
            "内芯)[^。，\\n]{0,4}(?:别家|安卓|国产|杂|换|不是|山寨)|"
            "(?:员工|空姐|内部|熟人|亲戚|保安|师傅)[^。，\\n]{0,5}(?:私下|偷|顺|带|"
            "拿)[^。，\\n]{0,3}(?:出|货)|(?:只|就|少|缺|差)(?:了)?个?授权|"
            "海外(?:直邮)?(?:流程|物流)|造(?:香港|海外|国外)[^。，\\n]{0,2}(?:发|物流)|"
            "(?:市场|全网|目前)?最高版|顶(?:级)?版(?:本)?(?:，|。|$)"
        ),
    ),
    (
        "遮掩来源",
        2,
        compiled(
            "懂(?:鞋|货|酒|烟|表|行|包)?的[^。，\\n]{0,3}(?:来|懂|自|私|都|联系|留言|加|"
            "上车|知道)|识货的?(?:来|上车|私|联系|懂)|(?:别|不要?|不)问(?:货源|来源|来路|"
            "出处|真假|哪来)|来源不(?:谈|说|提)|不懂(?:勿|别|不)|"
            "真假自(?:辨|鉴|判|知)|不保真|懂[\\p{Han}]的[^。，\\n]{0,4}(?:摸|看|一眼|"
            "自然)|(?:图册|相册|图片)[^。，\\n]{0,4}(?:进群|加|群里|私)|(?:不|别|"
            "莫)(?:谈|纠结|问|聊|较真|讨论)真假|低调(?:拍|买|下单|带|入)?(?:，|。|$|发)|"
            "(?:加|微信|威信|v信|扣扣|私聊|私信|私下)[^。，\\n]{0,3}(?:发|看|传|"
            "要)(?:细节|图|实拍|视频|款|图册|价)|看图(?:说话|懂)|你懂得|都懂|懂得都懂|"
            "不便(?:明说|多说)|"
            "(?:logo|标|商标)[^。，\\n]{0,4}(?:打码|遮|不便|厚码|后补|另发|自己贴|"
            "帮(?:你)?贴|可(?:帮)?贴|可加)"
        ),
    ),
    (
        "凭证、包装可配",
        1,
        compiled(
            "(?:小票|票据|发票|单据|盒子|盒证|防尘袋|手提袋|购物袋|礼袋|袋子|包装|吊牌|"
            "防伪码?|序列号|身份卡|证书|保卡|水洗标|洗标|标)[^。\\n]{0,8}?(?:全配|可配|"
            "能配|都配|配齐|一整套|全套|代开|可补|能补|可做|能做|可查|能查|查得到|扫得出|"
            "对得上|都有|齐全)|"
            "(?:配|带|送)(?:全套|齐|专柜)?(?:小票|票据|盒证|包装盒?|防尘袋|手提袋|吊牌|"
            "身份卡|保卡)"
        ),
    ),
    (
        "价格远低于专柜",
        1,
        compiled(
            "(?:专柜|柜台|柜里|官网|正价|店里|正品|专卖店)(?:货|价|要|卖|得|"
            "都)*[^。，\\n]{0,3}(?:\\d{3,}|[一二两三四五六七八九]{1,2}(?:千|万)多?|"
            "大几千|好几千|好几万|[一二三四五六]折|零头|(?:几|[三四五六八九十])分之一)|"
            "(?:专柜|正品)(?:价)?的?(?:零头|一折|两折|三折)"
        ),
    ),
)
_MIXING = compiled("1:1(?:的)?(?:比例)?[^。，\\n]{0,4}(?:调|混|配比|兑|稀释|溶|搅)")
"""A ratio of two parts to be mixed, not a copy of an original."""
_ENOUGH = 3
_NEEDLES = NEEDLES.add(
    words(
        """
    柜 专卖店 识货 得物 行家 懂 露馅 穿帮 真假 倍有面 有面子 认得出 看得出 正品 真货 正的 真的
    原版 原装 鞋楦 同模具 一比一 1:1 logo 厂里 工厂 流水线 仓库 加单 尾单 分装 水货 罚没 公司货
    公司级 莆 渠道货 高版本 厂货 华强北 来源 勿扰 低调 小票 票据 盒证 防尘袋 序列号 水洗标 洗标
    吊牌 防伪 分不清 用不出 瓶子 扫得出 随便验 自己印 罐子 自己罐 自己灌 授权 最高版 自辨 不保真
    进群 员工 一克不差 同一家 同一条 生产线 随便开 没两样 别家 海外 一模一样 外形 外壳 能打 私聊
    懂得
    """
    )
)
_HONEST = compiled(
    "二手|中古|闲置|九成新|九新|95新|99新|寄卖|回收|典当|鉴定服务|鉴别|辨别|识别真假|"
    "教你|授权|旗舰店|官方店|专柜联保|全国联保|"
    "适用于|适配|兼容|保护套|手机壳|保护壳|表带|贴膜|钢化膜|维修|保养|图书|教程|仿真|"
    "假花|模型|绢花|翡翠|玉石|假一赔|打假|举报|谨防|拒绝|抵制|不卖|绝不|抹茶"
)


def check(context: Context) -> list[Finding]:
    """One finding where kinds of saying come together."""
    for field in ("description", "image_text", "title", "attributes", "structured", "alt"):
        if not context.stands_in(field, _NEEDLES):
            continue
        own = f"{context.plain_name}\n{context.plain(field).text[:8_000]}"
        if _HONEST.search(own):
            return []
        found = _kinds(context.plain(field).text[:8_000])
        if found is None:
            continue
        weight, start, end, seen = found
        brand = _BRAND.search(own)
        if weight + (2 if _NICKNAME.search(own) else 1 if brand else 0) < _ENOUGH:
            continue
        at = context.plain(field).span(start, end)
        return [_finding(context, field, at, brand.group().strip() if brand else "", seen)]
    return []


def _kinds(text: str) -> tuple[int, int, int, list[str]] | None:
    """Weight of the kinds, the place of the first and what each was, or None."""
    for match in _MIXING.finditer(text):
        text = text[: match.start()] + " " * len(match.group()) + text[match.end() :]
    weight, places, seen = 0, [], []
    for name, value, pattern in _KINDS:
        match = pattern.search(text)
        if match:
            weight += value
            places.append((match.start(), match.end()))
            seen.append(f"{name}（“{match.group().strip('，。')[:24]}”）")
    if not places:
        return None
    start, end = min(places)
    return weight, start, end, seen


def _finding(
    context: Context, field: str, at: tuple[int, int], brand: str, seen: list[str]
) -> Finding:
    excused = context.excuse_at(field, *at)
    about = f"页面提到品牌或其代称“{brand}”，又有" if brand else "页面有"
    reason = f"{about}{'、'.join(seen)}等说法，表明所售不是权利人的商品"
    reason += f"。不作为线索：{excused}。" if excused else "。"
    return context.bare_finding(
        AREA,
        rule="replica-talk",
        unit=UNIT,
        lead=True,
        strength="strong",
        reason=reason,
        excuse="二手正品、配件、鉴定服务；有权利人授权；自有品牌",
        matched=context.page.fields[field][at[0] : at[1]],
        field=field,
        start=at[0],
        end=at[1],
        basis=context.basis(AREA, "infringement", "confusion"),
        excused=excused,
    )
