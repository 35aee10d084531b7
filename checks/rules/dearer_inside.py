"""More inside than outside (首页低价、到店加价): a price shown, and what is asked inside.

明码标价和禁止价格欺诈规定 16, 19, 20; 价格法 13. Two numbers are compared where both are told;
else words say that more is asked, without a quotation first.
"""

from checks.concept_rule import ConceptRule, concept, concept_findings
from checks.context import OWN, Context
from checks.dealing_words import N
from checks.finding import Finding
from checks.pattern_rule import compiled
from checks.talk_excuses import around, talk_excuse
from pages.numerals import chinese_number, decimal_number
from pages.words import words

AREA = "consumer_rights"
UNIT = "consumer_protection"

_NUMBER = "(\\d{1,6}(?:\\.\\d{1,2})?|[一二两三四五六七八九十百千]{1,5})"
_PAIR = compiled(
    "(?:首页|进门|报价|列表页?|标题|主图|封面|外面|门口|网上|线上|标签|页面|广告|海报|橱窗|展示|"
    "显示|标(?:价|的是|着)?|写(?:着|的)?|挂(?:着|的)?|搜索页)(?:价|的)?"
    f"(?:是|为|写|标|着)?¥?{_NUMBER}[^。\\n]{{0,24}}?(?:点进(?:去|来)|进(?:去|来|店)|里面|结账|"
    "结算|付款|下单|到手|干完活?要|实付|实收|实际|到店(?:说|后|了)?|扫出来|大人|成人|整件|出门|"
    "最后|"
    f"收(?:银|款)台)[^。，\\n\\d一二两三四五六七八九十百千]{{0,8}}¥?{_NUMBER}"
)
_AGREED = compiled(
    "先报(?:总)?价|报价后|您?同意(?:后|再)|(?:您|客户)?确认(?:后|再)|一致|不另(?:收|加|计|付|要)|没有套路|"
    "先(?:估价|检测|评估|看现场)|不做不收|价目表|满减|用券|券后|立减|优惠后|"
    "折后|补差价链接|偏远|定制|绝不|从不|不会|拒绝|买\\d|\\d件|斤|起拍|含运费|标价发货|"
    "差异[^。，\\n]{0,4}以|提前说清|公示|不加价|免费检测|不收任何|不含加价|"
    "无隐形|不收费|原价|降(?:到|为|价)"
)

_RULES = (
    ConceptRule(
        "more-once-inside",
        words(
            "首页 进门 开锁 拍下 按两 线上 网页 标签 拍的时候 首页 列表 标题 主图 封面 外面 门口 "
            "网上 页面 广告 海报 橱窗 展示 显示 标价 报价 菜单 菜牌 电话里 起价 引流 低价 点进去 "
            "不含 一压 说好 链接价 0元 免费 写 房价 外面"
        ),
        (
            concept(
                "链接价|0元|零元|免费|写\\d+|外面挂|房价|一斤(?:的)?价|"
                "首页|进门|线上|网页|标签|拍下|拍的时候|买的时候|下单时|列表|标题|主图|封面|外面|"
                "门口|网上|页面|广告|海报|橱窗|展示价|显示|标价|标的|报价?|报(?:开|修|洗|通)|"
                "按(?:两|只|位|克)标|海鲜按|开锁(?:的)?|菜单|菜牌|价目|电话里|起价|"
                "引流|低价|说好的?价|一口价|特价|预约价|团购"
            ),
            concept(
                "正装|躺下|端上来|退房|结账|样品|坐定|上桌|做上|治到|"
                "点进(?:去|来)|进(?:去|来|店)(?:后|了)?|里面|结(?:账|算)|付款|下单|到手|"
                "干完活?要|实付|实收|坐下|出门|干完活|干完|弄完|搞定|到店(?:后|说)?|收银|扫出来|"
                "整件|单颗|安装|无论修不修|到(?:了)?(?:门口|店|家|现场)|上门|出门|拍下|"
                "开完|打完|吃完|做完|装完|修完|洗完|师傅|量完|做到一半|拆开|动手|选(?:了)?规格|"
                "拍前|客服"
            ),
            concept(
                "另算|加[一二三四五六七八九两]?[百千十]|加[^。，\\n]{0,2}\\d{2,}|说加|字小|标成|"
                "不含|变\\d+|"
                f"要{N}(?:，|。|$|块|元)|{N}才|坐地起价|叫(?:补|加)|看着像|翻脸|才(?:知道|告诉|"
                f"发现|说|看|显示)|变(?:成)?{N}|涨(?:到|成)|(?:要|收|付)(?:了|价)?{N}(?:元|块|不)|"
                f"另(?:收|付|加|算)|加(?:收|价|钱|到|{N})|"
                f"多(?:出|收|报|付)|补(?:差|齐|{N}|运费)|翻(?:倍|番|几)|不给走|不(?:付|交|补|"
                f"加)[^。，\\n]{{0,4}}(?:不给|不发|别|就)|"
                "(?:是|才)(?:一|空|单|每)?(?:张|只|个|根|两|颗|配件|定金|邮费|小样|"
                f"空盒)[^。，\\n]{{0,4}}(?:价|钱|的)|小字|写得小|再说(?:锁|还|要)|"
                "按[^。，\\n]{0,6}(?:心情|人头?|穿着|口音|车牌)|没(?:说|提|写|告诉)|"
                f"那是[^。，\\n]{{0,6}}价|为单(?:颗|个|片|只|件)|另计|收取{N}|大人{N}|说系统|"
                "(?:开机|检测|上门|高空|支架|打孔|材料|辅料)费|没(?:有)?(?:写|标)?价|不(?:写|"
                "标)价|不止|全(?:算|加)|客户?(?:也)?不懂|"
                "收了?\\d{2,}|只是(?:定金|配件|邮费|一部分)|吸引"
            ),
        ),
        "标价低、结算高，诱骗消费者成交",
        "先报价并经消费者确认的加项；运费差",
        basis=("price", "price-law"),
        reach=24,
        overlap=True,
        unless=(_AGREED, "先报价、经确认，或者价格一致"),
    ),
    ConceptRule(
        "price-as-bait",
        words("引流 吸引 招人 噱头 鱼饵 骗进 诱 低价 一元 钓 标价 写着 价格"),
        (
            concept(
                "引流|吸引(?:人|进|客|点击|你)|招人|噱头|诱饵|钓(?:客|人|鱼)|骗(?:进|点击|来)|"
                "把人(?:引|骗|拉)"
            ),
            concept(f"价|低|{N}(?:元|块)"),
            concept(
                "不(?:发|卖|是|按|作数|算|止)|实(?:付|际|收)|真(?:要|正)|其实|另(?:付|算|谈|收)|"
                "补|加(?:价|钱|收)|到店再|来了再|进来(?:再|后|了)|才(?:知道|是)|"
                "没货|缺货|取消"
            ),
        ),
        "以低价引诱，并不按标价成交",
        "按标价出售的特价商品",
        basis=("price", "price-law"),
        reach=16,
        unless=(_AGREED, "按标价成交"),
    ),
)


def check(context: Context) -> list[Finding]:
    """Words that more is asked inside, and two numbers that say so themselves."""
    findings = concept_findings(context, AREA, UNIT, _RULES)
    for name in OWN:
        text = context.plain(name).text if context.page.fields.get(name) else ""
        for number, found in enumerate(_PAIR.finditer(text)):
            if number >= 3:
                break
            outside, inside = _value(found.group(1)), _value(found.group(2))
            if outside is None or inside is None or not outside * 1.05 < inside < outside * 500:
                continue
            place = found.start(), found.end()
            findings.append(_finding(context, name, place))
    return findings


def _value(written: str) -> float | None:
    number = decimal_number(written) if written[0].isdigit() else chinese_number(written)
    return float(number) if number else None


def _finding(context: Context, field: str, place: tuple[int, int]) -> Finding:
    plain = context.plain(field)
    start, end = plain.span(*place)
    agreed = _AGREED.search(around(plain.text, *place))
    excused = f"说明了“{agreed.group()}”" if agreed else talk_excuse(context, field, start, end)
    matched = context.page.fields[field][start:end]
    reason = f"“{' '.join(matched.split())[:80]}”：展示的价格低于实际要付的价格"
    return context.bare_finding(
        AREA,
        rule="two-prices",
        unit=UNIT,
        lead=True,
        strength="strong",
        reason=f"{reason}。不作为线索：{excused}。" if excused else f"{reason}。",
        excuse="规格、数量不同，或者运费、税费另计并已明示",
        matched=matched,
        field=field,
        start=start,
        end=end,
        basis=context.basis(AREA, "price", "price-law"),
        excused=excused or context.excuse_at(field, start, end, rejects=False, rule="two-prices"),
    )
