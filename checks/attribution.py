"""归属: whose words and whose doing a sentence tells of, where its frame says so outright.

Honest shops quote what bad ones write, tell what befell a customer elsewhere and set themselves
apart from others. The words are then those of an offence, and nothing in them says otherwise; what
does stands around them: 我们的页面上不写“包治”, “返现”？本店没有这种做法, 有的同行掺糖浆。
我们不做这种事. Rules look for words and the n-gram model weighs them; neither reads a frame. So it
is asked of every finding once, whatever made it. A frame that invites (懂的来) is an offer in
disguise.
"""

import re
from collections.abc import Sequence

from checks.context import Context
from checks.finding import Finding, without_lead
from checks.plain_text import in_sentence
from checks.rule_support import is_compared

_REACH = 120
"""Code points before and behind the words in which their frame may stand."""
_BESIDE = 40
"""Code points behind a quote in which something is said of it."""
_AFTER = 30
"""Code points of the next sentence that still belong to the frame."""
_QUOTED = re.compile('[“「『‘"][^“”「」『』‘’"\\n]{1,80}[”」』’"]')
_ENDS = "。！!；;\n"

SHOP = (
    "(?:我们?|俺们?|咱们?|本[店司人站社馆园场]|小店|我[店家司]|[我咱]们家|店里|公司|自家|这里|这儿)"
)
_SAY = "写|说|讲|印|标|贴|挂|喊|发|用|出现|提|宣传|承诺|保证|吹|打|许诺|答应"
_DO = "做|干|卖|玩|搞|收|接|碰|学|来|要|用|走|赚|掺|混|耍|弄|整|参与|凑"

_DENIES_SAYING = re.compile(
    "(?<![谁哪敢要])(?:不(?!得不|能不|仅|但|只|妨|断)(?:会|能|可以?|敢|许|得|要|准|该|再|允许|应|"
    "想|愿意?)?|从没|没有?|别|莫|勿|禁止|严禁|拒绝|杜绝)"
    "(?:再|去|随便|乱|对[^，。]{1,6}|跟[^，。]{1,6}|在[^，。]{1,8})?"
    f"(?:{_SAY})(?:过|出|上|着|有|什么|任何|那种|这种|这样的|所谓的?|类似)?[^，。！？“”]{{0,3}}\\Z"
)
"""我们的页面上不会写“…”, 员工不得说“…”."""
_BY_PRINCIPLE = re.compile(
    f"(?:{SHOP}[^，。！？“”]{{0,6}}不|不[会敢]|从不|从来不|绝不|决不|[一二三四五六七八九十\\d][、.．]\\s*不|"
    "员工|店员|商户|商家|经营者|运单|告示|客服|伙计)[^，。！？“”说讲提喊发]{0,10}\\Z"
)
"""Who does not write “自动续费” on his page may hide it, and 不许说“…” may be said to buyers."""
_COVERED = re.compile(
    "^[^。！？\\n]{0,24}?(?:统一|一律|改|换|只能|要|就)(?:口径)?(?:说|叫|称|写|讲)(?:成|作|是|[“‘「])"
)
"""群里不要说“拉人头”，统一说“建家”: who asks for another word hides the thing."""
_TOLD_OF = re.compile(
    '^[”’」』》"]*(?:这样|那样|这种|那种|这类|之类|这些|那些|这几|一类|等|诸如此类)[^，。！？“”]{0,4}'
    "(?:话|字|词|说法|承诺|宣传|标语|字样|广告|牌子|条款|规矩|做法|事|把戏|套路|东西|招数)"
    f"[^。！？“”]{{0,10}}?(?:{SHOP}|店员|员工)?[^。！？“”]{{0,6}}"
    f"(?:不(?:会|敢|能|许|得|可|要|该)?(?:{_SAY}|{_DO}|信|听|算|作数|对|是真)|"
    "没有|骗|假|违法|违规|无效|当心|警惕|躲|绕|举报|投诉|别信|不信|一字不|一个字都?不)"
)
_ASKED_AND_DENIED = re.compile(
    '^[”’」』》"]*[？?][”’」』》"]*\\s*(?:答|回答|店主|店家|掌柜|A)?[:：，]?\\s*'
    f"(?:{SHOP}[^，。！？]{{0,4}}?(?:不存在|没有|没这|不(?:做|干|卖|写|说|敢|会|搞|收|接|是|玩|认|"
    "这么|这样)|从不|从没|绝不|绝没)|"
    "(?:不存在|没有的事|没这(?:回)?事|没这种|哪有|别信|假的|骗人|不可能|违法|谁(?:也|都)不))"
)
_RETRACTED = re.compile(
    "^[^。！!]{0,30}(?:印|写|用|说|挂|贴)过[^。！!]{0,30}(?:删|撤|改掉|换掉|收回|销毁|下架|停用|涂掉|不用了|作废)"
)
_ILL_SAID_OF = re.compile(
    '^[”’」』》"]*[^。！!；;\\n“”]{0,24}?(?:[都全]是(?:假|骗|套路|违法)|都不要(?:买|信|碰)|听见就走|听到就(?:走|挂)|'
    "见了?就(?:走|绕|躲)|请?(?:先)?(?:看清|问清|当心|小心|警惕)|多半(?:是|有)|十有八九|看着吓人|信不得|别(?:买|信|碰)|"
    "(?<![不没未非])(?:属于|是|涉嫌|构成)(?:违法|违规|虚假|欺诈|格式条款|霸王条款|无效|传销)|"
    "(?:请|可以?|及时|立即)[^。，]{0,6}(?:举报|投诉|报警))"
)
_JUDGED = re.compile(
    '^[”’」』》"]*[^。！!；;\\n“”]{0,12}[。；]?[^。！!\\n“”]{0,4}(?:律师|法官|法院|消协|市场监管|这样写|这种写法|这话)'
    "[^。！!\\n“”]{0,16}?(?<![不没未非])(?:无效|违法|不合法|不算数|站不住)"
)
_OTHERS = re.compile(
    "有人|有店|哪家|谁家|有[的些](?:同行|店|商家|人家?|老板|厂|平台|网店|卖家|公司|机构|景区|旅行社|直播间?)|"
    "(?:个别|某些|一些|部分|不少|好多|很多)(?:同行|店|商家|老板|厂家?|平台|网店|卖家|公司|机构|人)|"
    "(?:有[的些]|个别|某些|一些|不少|黑)?(?:贩子|小贩|商贩|二道贩子|黑作坊|黑中介)|骗子|"
    "别的(?:店|商家|人|同行|卖家|平台)|别家|别人家?|人家|同行|外面|市面上|市场上|网上|街上|路边|隔壁|"
    "(?:有|那)(?:家|个)店|不良|无良|黑心"
)
_THEIRS = re.compile(
    "(?:市面上|市场上|网上|外面|街上|朋友圈里?|群里|直播间里?|别家|别处|同行|骗子|黄牛|中介|推销员?|业务员|传单上?|小广告上?|"
    "那些|某些|有些|对方|那人|台上的人)"
    "(?:还|就|都|总|会|常|那些?|这种|这些)?(?:卖|写|说|传|挂|发|流行|常见|吹|喊|讲|印|打|标|叫)?(?:着|过|什么|所谓)?(?:的|：|:|，)?"
    "(?:所谓的?|那种|这种)?\\Z|"
    "(?:凡是?|只要|一旦|要是|如果|若)?(?:听到|听见|看到|看见|见到|遇到|碰到|写着|自称|号称)(?:有人|谁|人)?"
    "(?:说|讲|写着?|喊)?(?:什么)?[:：]?\\Z"
)
"""Whose a quote is that follows at once: 市面上的“…”, 听到“…”."""
_WE_DO_NOT = re.compile(
    f"(?:^|[，。；！？\\s”’」』])(?:但|可|而|只是|反正)?(?:是)?{SHOP}(?:店|家|这里|这儿|自己)?"
    "(?:一直|从来|这么多年|绝对|坚决|可|也|都|就|真的?|实在)?"
    "(?:从不|绝不|决不|不(?:会|能|敢|想|愿意?|屑|忍心)?|没有?|拒绝|做不出|看不惯|学不(?:会|来))"
    f"(?:这么|这样|那样|那么|去|跟着|跟风)?"
    f"(?:(?:{_DO})(?:$|[，。；！？]|这|那|不来|不出|过|此)|(?:这|那)(?:种|样|套|些|么)|这么|那么)"
)
"""我们不做这种事, 本店从不这么干. 我们不收定金 refuses another thing."""
_ALL_REFUSED = re.compile(
    "^[^。！!；;\\n]{0,24}?(?:一律|一概|统统|通通|坚决|绝对?|(?:多少钱|谁来|怎么说|再多)[^，。]{0,2}都)不(?:收|卖|做|接|进|碰|买|写|信|要|印)"
    "(?!钱|费|取|到|起|了|您|你|现金|定金|押金|拆|退|换|补|受|待)"
)
"""高仿、复刻，不管仿得多好，一律不收: goods and deeds, not what a buyer asks for."""
_INSTEAD = re.compile("这[只款个批件双条块把瓶箱盒]|[我咱]们的?是|[我咱]家的?是|只做|只出|只收")
"""A-货我们一概不做，那太糙。这只和柜上同一批皮: another kind is offered."""
_REFUSED_KIND = (
    re.compile(
        f"(?:^|[。！!；;，\\s]|{SHOP})(?:(?:从|绝|坚决|一概|一律)?不(?:接|做|卖|收|碰|代办|印)(?!受|了|得|起|到|钱|费)|"
        "(?:坚决)?(?:拒绝|抵制|杜绝)(?:销售|出售|收购|使用|采购|经营|生产|代理|进))"
        "[^，。；！!]{0,30}\\Z"
    ),
    re.compile(
        "^[^，。；！!]{0,24}?的(?:活|单子?|货|生意|东西|业务|事|订单|图|车|鞋|包|酒|茶|项目|广告|药|农药|种子|化?肥|产品|商品|食品|原料|肉|行为)"
    ),
)
"""不接把别家商标磨掉重新刻的活."""
_WARNED_LATER = re.compile(
    "(?:看见|看到|见到|遇到|碰到|发现)[^。！!，]{0,14}，?(?:都|就|请|也)?(?:不要|别|莫)(?:买|信|碰|吃|用|收|交)|"
    "(?:请|可以?|要|拍照|及时|直接|马上|赶紧|，)(?:打|拨打?)1[12]\\d{1,3}|(?:请|可|要)(?:举报|报警|报案)"
)
"""What the sentences after tell the reader to do about what others do."""
_DEFINED = re.compile(
    '^[^。！!；;\\n]{0,24}?(?:这|那|都|统统)(?:就)?(?:是|叫|算|叫做)(?:所谓的?|典型的?)?[“"「]?'
    "(?:三无|假货|假药|传销|刷单|诈骗|骗|违法|霸王条款)"
)
_LAW_NAMES = re.compile(
    "^[^。！!；;\\n]{0,16}?是(?:条例|法律|法条|规定|办法|国家|司法解释)[^，。]{0,8}?(?:点名|点到|明令|列出|列的|写明|写的|禁止|不许)"
)
_NOT_WORTH = re.compile(
    "^[^。！!；;\\n]{0,6}?的(?:事|活|勾当|买卖|生意|做法|钱)[^。！!；;\\n]{0,24}?"
    "(?:犯不上|犯不着|不值得|不值当|丢人|做不出|干不出|昧良心|缺德|不干(?:$|[，。])|不做(?:$|[，。]))"
)
"""撕标签换日期的事，工商来查一次就够丢人了，犯不上."""
_SAID_TO_HER = re.compile(
    "(?<![与和跟给向])(?:对方|骗子|那个?人|冒充的?人?|群主)[^。！!；;\\n]{0,16}?(?:说|称|讲|许诺|忽悠|声称|保证)"
    '[：:，,]?[“"「]?\\Z'
)
"""对方把她拉进群，说交4980元就能当合伙人."""
_CALLED = re.compile(
    "^[^。！!]{0,30}?(?:那|这)(?:就)?(?:叫|是|属于|算)(?:是|在)?(?:伪造|假冒|冒充|造假|骗|欺诈|违法|犯法|坑|害)|"
    "^[^。！!]{0,24}?(?:不要学|学不得|千万别学|不要上当|别上当)|"
    "^[^。！!]{0,24}?(?:其实(?:就)?(?:跟|和|与)我们|要么是?吹|都是吹|挨罚|没命|害命)"
)
_HEARD_AND_LEFT = re.compile(
    "^[^。！!；;\\n]{0,24}?(?:这(?:些|种|类|几个)|那(?:些|种|类))?(?:词|话|字|名头|说法)?(?:一)?(?:听见|听到|看到|看见|见到|遇到|碰到|碰上)[^，。]{0,4}?"
    "(?:就|请|要|赶紧|马上)(?:走|跑|绕|躲|报警|举报|当心|警惕|离开|挂|拉黑)"
)
_NOT_TO_BUY = re.compile(
    "^[^。！!；;\\n]{0,16}?(?:(?:都|也|统统|千万|最好|一律)(?:不要|别|莫要?|不可|不能)(?:去|再)?(?:买|信|碰|交|沾|理|贪|图|要)(?!单|求)|"
    "(?:不要|别|莫)贪(?:便宜|图|小)(?!买))"
)
_UNLAWFUL = re.compile(
    "^[^。！!；;\\n]{0,14}?(?<![不没未])(?:也|都|就|才|可)(?:是|属于|属|算|涉嫌|构成)(?:违法|犯法|违规|诈骗|传销|欺诈|犯罪|骗人)"
)
_REFUSED_BEHIND = re.compile(
    "^[^。！!；;\\n]{0,24}?(?:的(?:活|单子?|货|生意|东西|业务|事|图))?，(?:我们|本店|给钱|加钱|多少钱|出再多)?(?:也|都|一概|从来|一律)?"
    "不(?:接|做|卖|收|干)(?:了)?(?:$|[。，；！])|"
    "^[^。！!；;\\n]{0,16}?，(?:白?送|倒贴|给钱|加钱)(?:给)?(?:我们|本店|我)?(?:也|都)不(?:接|做|卖|收|要|进)"
)
_REFUSED_LIST = re.compile(
    "不(?:接|做|卖|收|碰|办)的(?:活|单子?|货|事|生意|业务|东西)?[^。：:，]{0,8}[：:]"
)
_IN_DENIED_LIST = re.compile(
    "(?:更|也|都|并|绝|均|且|^|[，。；：:])不(?:能|可以?|会|得|做|卖|接|收|写|具有?|含)[^，。；！？]{0,16}、[^，。；！？]{0,4}\\Z"
)
"""不能治疗胃炎，更不能抗肿瘤、防癌复发: what a denial lists."""
_LAW_FORBIDS = re.compile(
    "(?:国家|法律|规定|主管部门|监管|条例)[^，。]{0,8}(?:不允许|不许|不准|禁止|严禁|淘汰|取缔|停止)[^，。]{0,6}$|请(?:您)?(?:马上|立即|尽快|赶紧)?(?:停用|停止使用|更换|拆掉)，[^。]{0,30}$"
)
_WARNED_IN = re.compile(
    "的，?(?:请|您|也|都|就)?(?:千万|一定|最好)(?:不要|别|莫)(?:再|去)?(?:跟|买|信|碰|贪|用|来|打|拿|图|交|转)"
)
_NO_SUCH_TERM = re.compile(f"{SHOP}(?:店|家)?(?:也|都|从来)?没有\\Z")
_TERM = re.compile('^[”’」』》"]*(?:的|这种|这样的)?(?:条款|规定|说法|话|规矩|做法|约定)')
_NOTHING_LIKE_IT = re.compile(
    '^[”’」』》"]*[，。；]?\\s*(?:没有?这(?:回)?事|没有的事|没这种|不存在)'
)
_THEIR_GOODS = re.compile(
    "(?:^|[。！!；;\\n])\\s*(?:外面|市面上|市场上|网上|路边|街边)[^，。]{0,14}(?:的|货)，[^。]*\\Z"
)
REFUSALS = frozenset({"consumer_rights", "contract_terms", "travel"})
"""Areas in which to refuse may be the act."""
_VICTIM = re.compile(
    "客人|顾客|客户|读者|老乡|朋友|邻居|大[姐哥爷妈叔婶]|阿姨|老人|老两口|小伙子?|姑娘|学生|学员|亲戚|师傅|同学|妹子|老板|村民|"
    "农户|家长|宝妈|车主|业主|会员|茶友|驴友|游客|买家|网友|舅舅?|姑妈?|我妈|我爸|媳妇|岳父|岳母|表[哥弟姐妹]|堂[哥弟姐妹]"
)
_ELSEWHERE = re.compile(
    "对方|加好友|别家|别处|别的(?:店|地方|人|机构|公司)|外面|网上(?!发|给|写|评|晒|说|骂|曝|投)|另一家|某[^，。]{0,3}(?:店|家|平台|机构|公司|群)|以前(?:那家|报的|买的|去的)|"
    "其他(?:店|家|地方|机构)|群里|直播间|街上|路边|景区门口|电话里|朋友圈|被人|有人(?:上门|打电话|跟[他她]|推销|卖给)|推销|内部人"
)
_NEWS = re.compile(
    "(?:去年|前年|前几年|上个?月|上周|前阵子|那年|有一年|早年|\\d{4}年)[^。]{0,10}有(?:个|家|人|位|户|一)|"
    "(?:^|[。！!；;，])\\s*[他她]们?(?:去年|前年|前几年|上个?月|上周|前阵子|那年|年初|当时|后来)"
)
"""Who was met is told of in the sentence before: 他去年把执照租给一个加好友的人."""
_HARM = re.compile(
    "吃(?:了|过)?[^，。]{0,3}亏|人(?:早就?|已经?)?不见了|失联|上(?:了|过|了一?)?当|后悔|白花|打(?:了)?水漂|没人管|找不(?:到|着)人|跑路|跑了|退不(?:了|掉|出)|要不回|"
    "踢(?:了)?出|报(?:了)?案|冻结|拿不回|进了?医院|住院|过敏|烂(?:了|脸)|哭|报(?:了)?警|投诉|教训|双倍|又(?:被)?列|被罚|被查|被抓|害(?:了|得|人)|坑(?:了|得|惨)|骗|"
    "冤枉|心疼|关(?:了)?门|倒闭|塌了|死(?:了|光)|绝收|没(?:了|收成)|拉黑|不认账|翻脸|扯皮|打官司|赔了|回来更糟"
)
_PRAISES = re.compile(
    f"(?:{SHOP}|这里|咱家)[^。]{{0,24}}(?:就好|好了|治好|见效|有效|管用|拿下|搞定|全好|好得|断根|根治|赚|翻本|回本|过了|包)"
)
"""A tale of ills elsewhere that ends with our cure sells it."""
_EXPOSES = re.compile(
    "(?:把戏|套路|骗术|骗局|手法|伎俩|猫腻|话术|花招|玩法|骗子的?(?:话|路数|做法))(?:就|都|大致|一般|无非|往往|通常|大多|大都)?"
    "(?:是|有|如下|这样|分)[^。：:]{0,10}[：:]|"
    "(?:假|冒|骗)[^。：:，]{0,8}(?:毛病|路数|做法|办法|样子|特征)[：:]|从骗子[^。]{0,10}(?:抄|截|摘|转)[^。：:]{0,8}[：:]|"
    "(?:请|来)?对号[：:]|(?:网上|新闻里?|别处)(?:常)?(?:看到|听到|刷到|见到)的那些(?:故事|事|案例|新闻|视频)"
)
_ASKERS = re.compile("问|有人|提问|咨询|Q[:：]")
_TO_US = re.compile("你们(?:家|店)?(?:凭什么|怎么|为什么|为啥|咋|为何)|凭什么(?:你|您)们")
_WHAT_IS_IT = re.compile(
    "^[^。！!\\n，]{0,20}?(?:(?:到底|究竟)是(?:什么|啥|怎么)|是什么(?:意思|东西|来路|名堂)|怎么(?:认|分|辨|识)|是谁[？?\\s]?$)"
)
_SAYS_NO = re.compile(
    '^[”’」』》"\\s]*(?:答|回答|A)?[:：，]?\\s*(?:没有|不(?!过|仅|但|止|用担心|瞒)|没(?!问题|事)|从不|绝不|都不|一分(?:钱)?(?:也|都)?没|别|'
    "谁(?:也|都)不|也不)"
)
_INVITES = re.compile(
    "加[我微薇vV]|私信|私聊|懂的|找我|放心[买用拍]|要的(?:来|抓紧|联系|私)|下单|代理|内部渠道|我们(?:有|能|可以|敢|包|直接|就)|"
    "我家(?:有|能|敢|包)|本店(?:有|能|可以|敢|包)|照样"
)


_ASKED_TO_TELL = re.compile(
    "^[^。！!？?\\n]{0,14}[？?][^。！!？?\\n]{0,10}?(?:讲(?:个|讲|一|给)|说说|聊聊|真事|案例|后果|小心|当心|教训|听听)"
)
"""把营业执照借给亲戚开网店？站里小张讲个真事."""
_ILL = (_ASKED_TO_TELL, _HEARD_AND_LEFT, _NOT_TO_BUY, _UNLAWFUL, _DEFINED, _LAW_NAMES, _NOT_WORTH)


def without_others(context: Context, findings: Sequence[Finding]) -> list[Finding]:
    """The findings; leads whose frame gives their words to others, or denies them, make none."""
    return [_judged(context, one) for one in findings]


def _judged(context: Context, one: Finding) -> Finding:
    if not one.lead or not one.field or is_compared(one):
        return one
    text = context.page.fields.get(one.field, "")
    why = attributed(text, one.start, one.end, may_refuse=one.area in REFUSALS)
    return one if why is None else without_lead(one, why)


def is_of_others(context: Context, finding: Finding) -> bool:
    """Whether a finding makes no lead and its frame gives its words or deeds to others."""
    text = context.page.fields.get(finding.field, "")
    told = attributed(text, finding.start, finding.end, may_refuse=finding.area in REFUSALS)
    return not finding.lead and told is not None


def attributed_sentence(text: str, start: int, end: int, *, may_refuse: bool = False) -> str | None:
    """Why a whole sentence at [start, end) of a text tells of others, or None: its longest quote
    is denied, or it goes on, behind the naming of others, about them."""
    said = text[start:end]
    quote = max(_QUOTED.finditer(said), key=lambda one: one.end() - one.start(), default=None)
    if quote and (quote.end() - quote.start()) * 3 > len(said):
        why = attributed(
            text, start + quote.start() + 1, start + quote.end() - 1, may_refuse=may_refuse
        )
        if why is not None:
            return why
    if warned := _WARNED_IN.search(said):
        return f"句中说“{warned.group().strip('，')}”，是提醒"
    found = [one.search(said) for one in (_OTHERS, _ELSEWHERE, _NEWS, _EXPOSES)]
    named = max((one.end() for one in found if one), default=None)
    if named is None:
        return attributed(text, start, end, may_refuse=may_refuse)
    # What is said behind the naming stands in the sentence itself.
    return attributed(text, start + named, start + named + 1, may_refuse=may_refuse)


def attributed(text: str, start: int, end: int, *, may_refuse: bool = False) -> str | None:
    """Why the words at [start, end) of a text are not the shop's own, or None. `may_refuse`: to
    refuse may be the very act."""
    low = max(text.rfind("\n", 0, start) + 1, start - _REACH)
    line_ends = text.find("\n", end)
    high = min(len(text) if line_ends < 0 else line_ends, end + _REACH)
    # An answer may stand on a line of its own.
    answer = text[high + 1 : high + _AFTER] if high == line_ends else ""
    line, start, end = text[low:high], start - low, end - low
    return (
        _of_quote(line, start, end, may_refuse=may_refuse)
        or _of_others(line, start, end)
        or (None if may_refuse else _refused(line, start, end))
        or _ill_said_of(line, start, end)
        or _of_victims(line, start, end)
        or _exposed(line, start, end)
        or _asked(line, start, end, answer)
    )


def _of_quote(line: str, start: int, end: int, *, may_refuse: bool) -> str | None:
    """“…” that the shop says it does not write, that is others', or that it asks and denies."""
    for quote in _QUOTED.finditer(line):
        # What a rule took may begin before its quote: 不会写“问.
        if not (
            quote.start() - 4 <= start < quote.end() and quote.start() < end <= quote.end() + 12
        ):
            continue
        behind = line[quote.end() - 1 : quote.end() + _BESIDE]
        if _INVITES.search(line[quote.end() :]) or _COVERED.search(line[quote.end() :]):
            return None
        before = _QUOTED.sub("", line[: quote.start()]).rstrip("、，和或及跟 ")[-_AFTER:]
        denied = _DENIES_SAYING.search(before)
        if denied and (not may_refuse or _BY_PRINCIPLE.search(before)):
            return f"是引号中的话，前面说“{denied.group().strip()}”，说的是本店没有这种说法"
        if _NO_SUCH_TERM.search(before) and _TERM.search(behind):
            return "是引号中的话，说的是本店没有这种条款、做法"
        if _NOTHING_LIKE_IT.search(behind):
            return "是引号中的话，随后说没有这回事"
        if theirs := _THEIRS.search(before):
            return f"是引号中的话，前面说“{theirs.group().strip()}”，说的是别人的说法、做法"
        if _ASKED_AND_DENIED.search(behind):
            return "是引号中的提问，随后作了否定回答"
        if _TOLD_OF.search(behind):
            return "是引号中的话，后面说明没有或者不可信"
        said = _QUOTED.sub("", behind[1:])
        if ill := _ILL_SAID_OF.search(said) or _JUDGED.search(said):
            return f"是引号中的话，后面说“{ill.group().strip('”，')}”，是提醒"
        if gone := _RETRACTED.search(behind):
            return f"是引号中的话，后面说“{gone.group().strip('”，')}”，已经不用"
    return None


def _of_others(line: str, start: int, end: int) -> str | None:
    """有的同行…。我们不做这种事."""
    low, high = in_sentence(line, start, end, len(line), _ENDS)
    others = _OTHERS.search(line, low, start)
    behind = line[end : high + _AFTER]
    told = _SAID_TO_HER.search(line[low:start])
    if told and not _INVITES.search(line[end:]):
        return f"前面说“{told.group().strip('，：:“')}”，是别人的话，不是本店的"
    refused = (
        _WE_DO_NOT.search(behind) or _CALLED.search(behind) or _WARNED_LATER.search(line[end:])
        if others
        else None
    )
    if others and refused and not _INVITES.search(line[high:]):
        said = refused.group().strip("，。；！？”’」』 ")
        return f"说的是别人的做法（“{others.group()}”），并说“{said}”"
    return None


def _refused(line: str, start: int, end: int) -> str | None:
    """高仿、复刻、“原单”，不管仿得多好，一律不收."""
    kind, of_it = _REFUSED_KIND
    if (head := kind.search(line[:start])) and of_it.search(line[end:]):
        return f"前面说“{head.group().strip('，。；！! ')[:12]}”，是不做、不卖的说明"
    if listed := _REFUSED_LIST.search(line, 0, start) or _IN_DENIED_LIST.search(line[:start]):
        return f"前面说“{listed.group().strip('，。；：: ')}”，是不做、不能的说明"
    refused = _ALL_REFUSED.search(line[end:]) or _REFUSED_BEHIND.search(line[end:])
    if refused and not (_INVITES.search(line[end:]) or _INSTEAD.search(line[end:])):
        return f"后面说“{refused.group().strip('”，、 ')[-14:]}”，是不做、不卖的说明"
    return None


def _ill_said_of(line: str, start: int, end: int) -> str | None:
    """加价票、内部票都不要买; 五级三阶制，这些词听见就走; 执照出租也是违法的; 纯原到底是什么."""
    behind = line[end:]
    if _INVITES.search(behind):
        return None
    ill = next(
        filter(None, (one.search(behind) for one in _ILL)),
        None,
    )
    if ill:
        return f"后面说“{ill.group().strip('”，、 ')[-14:]}”，是提醒"
    low, _ = in_sentence(line, start, end, len(line), _ENDS)
    if forbids := _LAW_FORBIDS.search(line[low:start]):
        return f"前面说“{forbids.group()[:20]}”，是禁止、停用的说明"
    if (theirs := _THEIR_GOODS.search(line[:start])) and not re.search(
        SHOP, line[theirs.start() : end]
    ):
        return f"说的是“{theirs.group().strip('。！；，; ')[:12]}”，不是本店的商品"
    if what := _WHAT_IS_IT.search(behind):
        return f"后面说“{what.group().strip('”，、 ')[-14:]}”，是讲解"
    return None


def _of_victims(line: str, start: int, end: int) -> str | None:
    """有位客人在别家…，吃了大亏."""
    low, high = in_sentence(line, start, end, len(line), _ENDS)
    victim, elsewhere = _VICTIM.search(line, low, start), _ELSEWHERE.search(line, low, start)
    # With the mark before it, behind which the sentence begins.
    named = victim if victim and elsewhere else _NEWS.search(line, max(low - 1, 0), start)
    behind = line[end : high + _AFTER]
    harm = _HARM.search(behind) if named else None
    if not named or not harm or _INVITES.search(behind) or _PRAISES.search(behind):
        return None
    # What we did to him is our own act: 有位客人在网上给差评，我们拉黑了.
    if not re.search(SHOP, line[named.end() : end + harm.end()]):
        who = named.group().strip("。！!；;， ")
        return f"说的是他人的遭遇（“{who}…{harm.group()}”），不是本店的做法"
    return None


def _exposed(line: str, start: int, end: int) -> str | None:
    """把戏是这样的：…."""
    found = _EXPOSES.search(line, 0, start)
    if found and not _INVITES.search(_QUOTED.sub("", line[found.end() :])):
        return f"前面说“{found.group()}”，是揭露他人的做法"
    return None


def _asked(line: str, start: int, end: int, answer: str) -> str | None:
    """常有阿姨问：拉了二十个人，有没有提成？没有. `answer` begins the next line."""
    low, high = in_sentence(line, start, end, len(line), _ENDS)
    if (asked := _TO_US.search(line, end, high)) and _OTHERS.search(line, low, start):
        return f"后面说“{asked.group()}”，是别人拿来比较、质问的话"
    mark = re.search("[？?]", line[max(start, end - 1) :])
    if mark is None:
        return None
    at = max(start, end - 1) + mark.start()
    asker = _ASKERS.search(line, max(low - 1, 0), start)
    if (
        asker
        and not re.search("[。！!]", line[end:at])
        and _SAYS_NO.search(line[at + 1 :].strip() or answer)
    ):
        return "是别人的提问，随后作了否定回答"
    return None
