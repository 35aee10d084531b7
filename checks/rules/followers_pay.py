"""Paid for those below (以下线的人数、业绩计酬), in everyday words.

禁止传销条例 7. 朋友的朋友买你还拿, 拉满十个升老板, 后面人排进来你就出局: people under people, and
their money going up. One such sentence with a gain is the scheme; a single reward for one
friend brought along is not.
"""

from checks.context import Context
from checks.finding import Finding
from checks.honest_talk import honestly
from checks.needles import NEEDLES
from checks.pattern_rule import PatternRule, compiled, pattern_findings
from checks.recruiting import told_of_people
from pages.words import words

AREA = "pyramid_selling"
UNIT = "antimonopoly_competition"

_N = "(?:\\d+|[一二两三四五六七八九十百千几半])"
_WHO = "人|个|位|名|好友|朋友|亲戚|亲友|会员|代理|伙伴|下家|徒弟|同事|家人|老板|店主|股东|客户|姐妹"
_GAIN = (
    "拿|赚|提成|提|抽|返|分|奖|吃|收|得|领|坐收|到账|入账|有份|有钱|都算|算你|归你|给你|"
    "往上|发钱|佣金|利润|差价|收益|分润|分红|"
    "工资|退休|躺|升|晋|回本|翻倍|翻|财务|管道|滚|涨"
)
_BELOW = (
    "(?:朋友|好友|客户|会员|代理|下家|你的人|他们?|徒弟|亲戚|介绍的人|推荐的人|拉来的人|"
    "带来的人|邀请的人|招的人|发展的人)"
    "(?:们)?(?:的(?:朋友|好友|客户|会员|代理|下家|徒弟|人|下面)|(?:再|又|继续|也|接着|"
    "往下)(?:去)?(?:介绍|推荐|拉|带|邀|发展|招|卖|买|分享|复制|找))|"
    "(?:底下|下面|下边|手下|名下|伞下|脚下|你下|身后|后面|线下|旗下|团队里|整条线|"
    "整个团队|你的团队|下级|下线|下家|徒子徒孙)(?:的)?(?:所有)?(?:人|会员|代理|成员|伙伴|"
    "每|卖|出货|进货|业绩|消费|买|进|来|堆|再)?|"
    f"(?:第)?{_N}(?:级|层|代|度)(?:以?内|之内|以下|关系|人脉|分销|代理|会员|收益|奖励|"
    "返佣|分佣|提成)?|层数不限|不限层|无限(?:代|层|级|裂变)|"
    "(?:左边|右边|左区|右区|左右[区线盘各都]|两边|两条腿|小区|大区|ab区)"
)
_NOT = compiled(
    "警惕|骗局|谨防|举报|拒绝|抵制|打击|严禁|禁止|违法|普法|反传|防传|识别|揭秘|曝光|"
    "涉嫌|传销案|"
    "楼层|层高|层架|货架|夹层|双层|三层(?:防|加|纸|玻|架|柜|不|复|盒|肉|阁)|电梯|书架|"
    "鞋架|抽屉|蛋糕|上下床|高低床|床(?:下|底|架|头柜)|等级考试|年级|班级|省级|国家级|县级|市级|水平|"
    "二级市场|二级考|口径|接头|钩针|起针|只有?一级|仅一级|一级(?:返|佣)|能效|防水等级|一级水效|地震|台风|二级医院|三级医院|三甲|下级单位|下级机关|家谱|祖孙|"
    "第[一二三四五]代(?:酷睿|处理器|移动|身份证|手机|芯片|车)"
)
_GOODS = compiled(
    "图书|书籍|小说|教材|手册|系统开发|源码|saas|小程序|软件|管理系统|海报|展板|挂图|玩具|积木"
)
"""Goods that are about schemes."""

_RULES = (
    PatternRule(
        "below-pays",
        words(
            """
            朋友的朋友 好友的好友 再介绍 再推荐 再拉 再带 再邀 再发展 再卖 再买 再招 再分享
            继续介绍 继续拉 也介绍 又介绍 底下 下面 下边 手下 名下 伞下 后面 身后 整条线 整个团队
            你的团队 团队里 下级 下线 下家 徒子 二级 三级 两级 九代 代以内 代之内 层 代收益 层数
            不限层 无限代 左边 左区 左右 两边 两条腿 的代理 的下家 级分销 级代理 级会员 级关系
            """
        ),
        compiled(f"(?:{_BELOW})[^。\\n]{{0,18}}?(?:{_GAIN})(?:$|[^货件包好子高钢期拆容离散钟秒])"),
        "从下面的人及其再发展的人身上取得收益，以层级、下线业绩计酬",
        "奖励只有一次，不形成层级；与计酬无关的说法；揭露传销的文章",
        basis=("pyramid",),
        strength="weak",
        unless=(_NOT, "是警示的说明，或者词语另有所指"),
        unless_title=(_GOODS, "商品名称表明词语另有所指"),
    ),
    PatternRule(
        "heads-and-rank",
        words(
            """
            拉 带 邀 推荐 介绍 发展 招 团队 裂变 拉新 人头 复制 人脉 位子 点位 占位 排位 排队
            公排 出局 国家暗 阳光工程 资本运作 连锁 份额 算力 矿机
            """
        ),
        compiled(
            "(?:拉|带|邀请?|推荐|介绍|发展|招|凑|找|分享给?|转发给?|拉到|拉满|带满|招满|"
            f"推满|邀满)(?:够|满|到|进|来)?{_N}(?:{_WHO})[^。\\n]{{0,8}}(?:自动|就|即|便|"
            f"可|立刻|马上|直接)*(?:升|晋|当|成为|变|做|是)[^。，\\n]{{0,5}}(?:级|老板|"
            "总监|经理|店长|代理|股东|合伙人|会员|总代|董事|钻|金|星|团长|长|总|v\\d)|"
            f"{_N}(?:个)?人?(?:带|拉|推|找|复制|变|裂变|"
            f"生){_N}(?:个)?人?[^。\\n]{{0,8}}{_N}(?:个)?人?(?:带|拉|推|找|复制|变|裂变|"
            "生)|"
            "(?:拉|带|邀请?|推荐|介绍|发展|招)(?:的|来的)?(?:人|会员|好友|朋友)?(?:越多|"
            "多一个)[^。\\n]{0,8}(?:返|赚|分|拿|得|奖|提|算力|收益|级|快|高|多)|(?:团队|"
            "人脉|队伍|伞下|网)(?:越大|越多|人越多|做大)[^。\\n]{0,8}(?:分|赚|拿|返|奖|"
            "收|躺|得)|"
            "(?:推荐|介绍|拉|邀请?)人?(?:多|另|再)(?:拿|得|给|返|加|送|"
            "奖)[^。，\\n]{0,6}(?:成|%|个点|息|奖)|(?:邀|拉|带|推)(?:人|好友|朋友|"
            "亲戚)(?:进来|加入|入场|入会)?[^。，\\n]{0,4}(?:还|都|就|也)?(?:能|可)?(?:吃|"
            "拿|分|抽|享|永久)[^。，\\n]{0,4}(?:他|她|对方|收益|管道|分红|返|佣|一份)|"
            "(?:位子|位置|点位|占位|排位|排队|排号)[^。\\n]{0,14}(?:后面|下面|后来|出局|"
            "滚|往前|返|回本|拿钱|排进)|(?:后面|后来)(?:的)?人?(?:排|进|加|补|"
            "来)[^。\\n]{0,12}(?:你的?|前面|先来)[^。，\\n]{0,8}(?:钱|出局|拿|滚|返|奖|"
            "分)|"
            "国家(?:暗中|秘密|默许|背后)(?:支持|扶持|项目|在做)|(?:投|"
            "交)\\d{4,}[^。，\\n]{0,8}(?:两|二|三|\\d)年[^。，\\n]{0,6}(?:拿|变|得|"
            "回)[^。，\\n]{0,3}(?:1040|\\d+万)|自愿连锁|人际网络倍增"
        ),
        "按发展的人数给予级别和报酬",
        "一次性的推荐奖励；招聘、拼团、团队建设",
        basis=("pyramid",),
        unless=(_NOT, "是警示的说明，或者词语另有所指"),
        unless_title=(_GOODS, "商品名称表明词语另有所指"),
    ),
)

_STAKED = compiled(
    "\\d{3,}|[一二两三四五六七八九](?:千|万)|会费|门槛|入会|加盟|代理|股东|合伙|事业|"
    "项目|平台|社区|商城|套餐|礼包|份额|位子|名额|会员|分红|躺赚|管道|创业|新零售|"
    "不用囤货|招商|团购|级差|收益"
)
_KINDS = (
    (
        "缴费取得资格",
        compiled(
            "(?:花|交|缴|出资?|投|打款|付|充|买|拿货|进货|订|认购|申购|锁定|激活|报单|"
            f"一次拿|包)[^。，\\n]{{0,6}}(?:\\d{{3,}}|{_N}(?:千|万)|任务包|份额|床位|礼包|"
            f"套餐|一台|一套|一单|名额|位子|资格|股东|身份)|(?:\\d{{3,}}|{_N}(?:千|"
            f"万))(?:元|块)?[^。，\\n]{{0,6}}(?:套餐|产品|礼包|成为|锁定|激活|股东|合伙|"
            "会员|资格|身份|入会|报单|帮助别人|份)|(?:入会|会员|门槛|加盟|代理)费|注册送"
        ),
    ),
    (
        "发展人员",
        compiled(
            "(?:推荐|介绍|邀请?|拉|带|发展|招|裂变|拉新|推广|分享|转介绍|复制|吸引)(?:到|"
            f"来|进|满|够|了|的)?(?:{_N})?(?:个|名|位)?(?:老|新)?(?:{_WHO}|同伴|县代|市代|"
            "省代|合伙|人头|开包|见点|见单)|拉人|拉新|裂变|人拉人|带人|邀人|推广见点|"
            "发展的|会员的会员|朋友的朋友"
        ),
    ),
    (
        "级别",
        compiled(
            "(?:五星|三星|一星|\\d星|钻石|皇冠|蓝|金|银|铜)?(?:董事|总监|总裁|团长|县代|"
            "市代|省代|总代|区代|联创|官方代|执行|经理|盟主|店主|合伙人|创始人|"
            "领袖)[^。，\\n]{0,6}(?:拿|升|晋|抽|吃|提|分|每|业绩|，|。|$)|升(?:级)?(?:为|"
            "成|到)?(?:市|省|总|县|区|团|店|经|董)|级别|五级|六级|逐级|晋升"
        ),
    ),
    (
        "从他人业绩取酬",
        compiled(
            "(?:团队|市场|整条|全队|伞下|下面|下级|底下|会员的会员|"
            "[他她]们?的)[^。，\\n]{0,8}(?:每一?单|业绩|流水|消费|喝|买|卖|"
            "销量)[^。，\\n]{0,8}(?:抽|拿|提|分|奖|返|你|%|百分)|"
            "吃[一二三四五六七八九\\d]+(?:层|代|级)|见点|对碰|管理奖|领导奖|培育奖|"
            "平级奖|世袭|(?:收入|收益|封)[^。，\\n]{0,3}(?:封不了顶|不封顶|无上限|"
            "上不封顶)|(?:开包|每单|每人|一人|一个)[^。，\\n]{0,4}(?:奖励|提成|返佣?|"
            "分润|奖)[^。，\\n]{0,4}(?:百分之?|\\d)|另有(?:提成|奖励|佣金)"
        ),
    ),
    (
        "返本、增值的许诺",
        compiled(
            f"(?:每月|每天|日日|天天|月月|每日|每周)[^。，\\n]{{0,4}}(?:返|分红|派|释放|"
            f"发|涨|给|拿)|(?:{_N})(?:天|个?月|年)(?:后|内)?[^。，\\n]{{0,6}}(?:别人帮你|"
            "回|返|变|翻|拿|收)|只涨不跌|拆分|翻倍|排单|出局|赚回来|就回来|回本|净收入|"
            f"没中[^。，\\n]{{0,2}}也(?:给|有)钱|返利|分红|躺赚|全返|返本"
        ),
    ),
)
_CLUB = compiled(
    "健身|瑜伽|舞蹈|游泳|美容|美发|洗车|摄影|驾校|早教|信用卡|球馆|影院|宽带|招聘|旅行社|"
    "拼团价|团建|培训"
)
_KINDS_NEEDLES = NEEDLES.add(
    words(
        "推荐 介绍 邀请 拉人 拉新 裂变 推广 发展的 发展会员 人拉人 带人 邀人 招到 招满 老伙伴"
        " 会员的会员 朋友的朋友 团队每 董事 县代 市代 省代 团长 排单 见点 分享"
    )
)
_ENOUGH = 3


def check(context: Context) -> list[Finding]:
    """Pay that comes from people below; there must be something to pay into on the page."""
    if _GOODS.search(context.plain_name):
        return []
    findings = honestly(context, pattern_findings(context, AREA, UNIT, _RULES))
    findings = told_of_people(context, findings)
    if findings and not _STAKED.search(context.plain_own):
        findings = []
    if any(one.lead for one in findings):
        return findings
    return findings + honestly(context, _scheme(context))


def _scheme(context: Context) -> list[Finding]:
    """One finding where three of the scheme's parts stand in one description."""
    for field in ("description", "image_text", "title"):
        if not context.stands_in(field, _KINDS_NEEDLES):
            continue
        known = context.plain(field)
        text = known.text[:4_000]
        if _NOT.search(text) or _CLUB.search(f"{context.plain_name}{text}"):
            return []
        seen = [(name, found) for name, kind in _KINDS if (found := kind.search(text))]
        names = {name for name, _ in seen}
        if len(seen) < _ENOUGH or not names & {"发展人员", "从他人业绩取酬"}:
            continue
        if (
            "缴费取得资格" not in names
            and len(seen) < _ENOUGH + 1
            and "返本、增值的许诺" not in names
        ):
            continue
        first = min((found for _, found in seen), key=lambda found: int(found.start()))
        at = known.span(first.start(), first.end())
        return [_finding(context, field, at, [f"{n}（“{f.group()[:20]}”）" for n, f in seen])]
    return []


def _finding(context: Context, field: str, at: tuple[int, int], seen: list[str]) -> Finding:
    excused = context.excuse_at(field, *at)
    reason = f"同一页面出现{'、'.join(seen)}，涉嫌以发展人员、层级计酬"
    reason += f"。不作为线索：{excused}。" if excused else "。"
    return context.bare_finding(
        AREA,
        rule="scheme-parts",
        unit=UNIT,
        lead=True,
        strength="weak",
        reason=reason,
        excuse="费用是商品、服务的对价，推荐奖励只有一次，不形成层级；揭露传销的文章",
        matched=context.page.fields[field][at[0] : at[1]],
        field=field,
        start=at[0],
        end=at[1],
        basis=context.basis(AREA, "pyramid"),
        excused=excused,
    )
