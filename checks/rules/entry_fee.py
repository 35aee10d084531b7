"""A fee that buys a place, and an income from those who follow (入门费、发展人员、计酬).

禁止传销条例 7. None of the three is unlawful alone: a club has fees, a shop pays for a
friend brought along, a franchise has levels. Together on one page they are the scheme.
"""

from checks.context import Context
from checks.excuses import Place
from checks.finding import Finding
from checks.honest_talk import honestly
from checks.needles import NEEDLES
from checks.pattern_rule import compiled
from checks.plain_text import PlainText

AREA = "pyramid_selling"
UNIT = "antimonopoly_competition"

_SUM = (
    r"(?:\d[\d.,]*(?:万|千|百|w|k)?(?:元|块)?|[一二两三四五六七八九十百千]{1,5}(?:万|千)?(?:元|块)|"
    r"[一二两三四五六七八九][百千万][一二三四五六七八九十百千]{0,5})"
)
_PLACE = (
    "会员|代理|合伙人|资格|名额|点位|股东|经销商|vip|店主|创客|推广员|推广大使|席位|经理|"
    "总监|身份|站长|门票|创业者|事业伙伴|资格证|盟主|掌柜|导师|市代|省代|总代|县代|区代|代理权|"
    "经销权|讲师|团长|份额|账号"
)
_FEE = compiled(
    rf"(?:缴纳|交纳|缴|交|投资|投入|购买|认购|申购|支付|充值|消费|花|只需|仅需|付|拿|首次进货|"
    rf"进货|拿货|"
    rf"报名费|会费|学费|套餐|礼包|订购|买|门槛)[^。\n]{{0,12}}{_SUM}[^。\n]{{0,18}}"
    rf"(?:成为|即可|加入|获得|取得|享|升级|激活|就是|就能|晋升|入会|开通|拥有|锁定|得到|当上?|"
    rf"拿到?|做)[^。\n]{{0,14}}(?:{_PLACE})"
    rf"|(?:成为|加入|开通|升级|激活|获得)[^。\n]{{0,10}}(?:{_PLACE})[^。\n]{{0,12}}(?:只需|"
    rf"仅需|需|须|要|缴|交|投|花|费用|门槛)[^。\n]{{0,8}}{_SUM}"
    rf"|(?:入门费?|入会费?|加盟费|报单|会员费|会费|资格费|门槛费?|激活费|首单)[^。\n]{{0,6}}{_SUM}"
    rf"|(?:升级|开通|成为|加入)[^。，\n]{{0,6}}(?:会员|代理|店主|合伙人)(?:费|:)?{_SUM}|"
    rf"(?:名额|席位|点位|份额|资格)[^。，\n]{{0,3}}{_SUM}"
    rf"|{_SUM}(?:激活|锁定|入会|入场|占位|报单)"
    rf"|(?:买|购)(?:一台|一套|一单|一份)[^。\n]{{0,10}}(?:就是|成为|即为)[^。\n]{{0,6}}(?:{_PLACE})"
)
_STAKE = compiled(
    "进场|入驻费|认筹|封坛|上车|床位|质押|认购|原始股|股权认购|期权|申购\\d+份|报单|会籍|点位|"
    "矿机|算力|理财份额|消费投资|"
    "虚拟币|"
    "积分增值|公排"
)
_GAIN = r"(?:奖|返|得|赚|提成|佣金|拿|收益|分红|收入|提|抽|分润|入账|退|有你|算你)"
_MONEY = r"(?:\d|[一二两三五六八]{1,2}(?:元|块|[百千])|现金|%|百分|一半)"
_WHO = (
    "人|好友|朋友|会员|代理|伙伴|新人|店主|合伙人|亲友|亲朋|熟人|学员|商家|股东|同学|家人|同事|"
    "姐妹|"
    "宝妈|客户|粉丝"
)
_BRING = "推荐|介绍|邀请|带|拉|发展|招募|招到?|直推|推广|分享给?|转介绍"
_RECRUIT = compiled(
    rf"(?:{_BRING})(?:来|到|进|满|够|成功|身边|更多)?(?:[一二两三五十]|\d+|每)?(?:个|名|"
    rf"位)?[^。，\n]{{0,3}}(?:{_WHO})"
    rf"[^。\n]{{0,20}}{_GAIN}[^。\n]{{0,8}}{_MONEY}"
    rf"|(?:每)?(?:{_BRING})(?:一|1|每)(?:个|名|位|人|单)[^。\n]{{0,8}}{_GAIN}[^。\n]{{0,6}}{_MONEY}"
    rf"|每(?:{_BRING})[^。\n]{{0,10}}{_GAIN}[^。\n]{{0,6}}\d"
)
_INTEREST = compiled(
    r"(?:年息|月息|日息|年化|日化|月化|静态|收益|返利|分红)[^。，\n]{0,6}\d+(?:\.\d+)?%"
)
_LEVELS = compiled(
    rf"(?:下级|下线|二级|两级|三级|多级|层层|上级|直属|间接|间推|伞下|第[二三四五六七八九]代|"
    rf"[二三四五六七八九十]代|无限(?:级|代|层)|整个团队|团队(?:业绩|人数|消费|流水|销售|满)|裂变|"
    rf"每一?层|拿满[^。，\n]{{0,3}}代|"
    rf"(?:他|她|对方|好友|下面的人|你的会员|你推荐的人|朋友|学员|会员|代理|客户|亲友|家人|"
    rf"新人)们?(?:再|又|继续|也)(?:去)?(?:{_BRING})|"
    rf"(?:往下|下面)[^。，\n]{{0,4}}(?:[二三五九十\d]+)(?:级|层|代)|整条线|(?:下面|拉来|"
    rf"招来)的代理|代理下面|[二三四五]层以内|(?:下边|"
    rf"下面)(?:的)?(?:人|会员|代理|成交)|(?:招|发展|推荐)(?:[一二三四五六七八九十]|\d+)(?:个|"
    rf"名|位)[^。，\n]{{0,6}}(?:升|当|晋)|级别越高|满\d+人(?:升|晋)|"
    rf"成团升级|"
    rf"升(?:级)?为?(?:经理|总监|董事|店长|钻石))[^。\n]{{0,22}}(?:{_GAIN}|%|业绩|晋升|升级|都有|人)"
)
_SCHEME = compiled(
    "静态[^。，\\n]{0,4}(?:日息|日化|月化|释放|返)|(?:推广|动态)(?:收益|奖)[^。，"
    "\\n]{0,6}(?:[二三四五六七八九十\\d]+)(?:级|代|层)|"
    "(?:拉|介绍|推荐|发展|带|招|推广)(?:[一二两三四五六七八九十]|\\d+)(?:个|名|位)(?:人|朋友|"
    "会员)?[^。，\\n]{0,6}(?:回本|保本|翻倍|开始赚|出局|就赚|免费拿|躺赚)|"
    "直推[^。，\\n]{0,3}间推|(?:直推|推荐|静态|动态|见点|对碰)奖?(?:和|，|加)(?:团队|间推|"
    "见点|领导|动态|层)奖|(?:后面|下面)来[^。，\\n]{0,6}(?:出局|你就)|下级的下级|下下级|"
    "左右(?:两)?区[^。\\n]{0,8}(?:碰|业绩|奖)|碰一对(?:奖|\\d)|两区(?:业绩|对碰|平衡)|轮出局|"
    "出局(?:拿|得|领|回报|分红|奖)|"
    "资本运作|自愿连锁|三三复制|五五复制|市场倍增|下面来人[^。\\n]{0,8}(?:往上|你就)|"
    "排队(?:出局|返本)|自动滑落|"
    "(?:每天|每日|日日|天天)(?:静态)?释放[^。\\n]{0,10}(?:%|千分|积分|币)|拆分盘|(?:伞下|"
    "整条线|整个团队)(?:的)?(?:业绩|流水)[^。\\n]{0,8}(?:算|归|提|拿|奖)"
)
_SERVICE = compiled(
    "健身|瑜伽|舞蹈|游泳|美容|美发|洗车|摄影|宽带|驾校|早教|信用卡|球馆|台球|影院|采摘|认养|"
    "图书馆|自习室|会所|理发|推拿"
)
_SOFTWARE = compiled("系统开发|源码|商城系统|软件开发|小程序|saas|分销系统|小说|图书|书籍|教材")
_NEEDLES = NEEDLES.add(
    (
        "带",
        "拉",
        "学员",
        "申购",
        "认购",
        "名额",
        "层",
        "代收益",
        "推荐",
        "介绍",
        "邀请",
        "发展",
        "下级",
        "下线",
        "团队",
        "代理",
        "出局",
        "直推",
        "静态",
        "裂变",
        "招",
        "会员",
        "左右",
        "两区",
        "碰一对",
        "资本运作",
        "连锁经营",
        "复制",
        "倍增",
        "拆分盘",
        "下面",
        "分红",
        "伞下",
        "分享",
    )
)
_WARNING = compiled("传销|骗局|警惕|谨防|举报|拒绝")


def check(context: Context) -> list[Finding]:
    """One finding where the fee, the followers and the pay stand on one page."""
    if _SOFTWARE.search(context.plain_name):
        return []
    for field in ("description", "attributes", "structured", "image_text", "alt", "title"):
        if not context.stands_in(field, _NEEDLES):
            continue
        found = _scheme(context, context.plain(field))
        if found is not None:
            start, end, seen = found
            return honestly(context, [_finding(context, field, start, end, seen)])
    return []


def _scheme(context: Context, plain: PlainText) -> tuple[int, int, list[str]] | None:
    text = plain.text
    levels = list(_LEVELS.finditer(text))[:5]
    recruit = _RECRUIT.search(text)
    scheme = _SCHEME.search(text)
    if not levels and recruit is None and scheme is None:
        return None
    fee = _FEE.search(text)
    stake = fee or _STAKE.search(text)
    parts = [part for part in (stake, recruit, scheme, *levels[:2]) if part is not None]
    enough = (
        (fee and (levels or (recruit and not _SERVICE.search(context.plain_name))))
        or (
            recruit
            and (
                (stake and (levels or _INTEREST.search(text)))
                or len({level.group()[:4] for level in levels}) >= 2
            )
        )
        or scheme
    )
    if not enough:
        return None
    first = parts[0]
    start, end = plain.span(first.start(), first.end())
    return start, end, [part.group()[:40] for part in parts]


def _finding(context: Context, field: str, start: int, end: int, seen: list[str]) -> Finding:
    text = context.page.fields[field][start:end]
    excused = _excuse(context, field, start, end)
    said = "；".join(f"“{one}”" for one in seen)
    reason = f"缴费取得资格、发展他人、按人数或者层级计酬的说法同时出现：{said}"
    reason += f"。不作为线索：{excused}。" if excused else "。"
    return context.bare_finding(
        AREA,
        rule="entry-fee",
        unit=UNIT,
        lead=True,
        strength="strong",
        reason=reason,
        excuse="费用是商品、服务的对价，推荐奖励只有一次，不形成层级；揭露传销的文章",
        matched=text,
        field=field,
        start=start,
        end=end,
        basis=context.basis(AREA, "pyramid"),
        excused=excused,
    )


def _excuse(context: Context, field: str, start: int, end: int) -> str | None:
    line = Place.of(field, context.page.fields[field], start, end).sentence_text
    warning = _WARNING.search(line)
    if warning:
        return f"上下文有“{warning.group()}”，是揭露、警示的说明"
    return context.excuse_at(field, start, end)
