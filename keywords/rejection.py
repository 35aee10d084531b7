"""Words of rejection 拒绝语: 拒绝高仿 is no offer of 高仿.

A rejection speaks of what follows it in the same clause, never of what stands
before it: "正品难求，高仿拒绝退换" offers 高仿.
"""

import re


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


REJECTING: tuple[str, ...] = _words(
    "拒绝 抵制 打击 严禁 严打 严查 不得 禁止 举报 投诉 曝光 谨防 警惕 当心 识别 辨别 鉴别 分辨 "
    "区分 区别于 杜绝 绝不 决不 从不 绝无 概无 不卖 不售 不做 不碰 不销售 不出售 不经营 不采购 "
    "不接受 不支持 不承诺 不宣传 不代表 不能代替 不可代替 不能替代 不可替代 并不存在 查处 取缔 "
    "整治 反对 防范 揭露 揭秘 识破 "
    "戳穿 查获 缴获 打假 避开 提防 严防 别信 勿信 莫信 别听信 不要相信 不要轻信 切勿 切莫 谢绝 "
    "拦截 排查 筛查 清理掉 过滤掉 找出"
)
"""Reach to the end of their clause. Never 无, 非 or 不 alone, which begin 无副作用,
非常顶级 and 不得不买; nor 预防, for 预防治疗 is a claim."""

NEGATING: tuple[str, ...] = _words(
    "不是 并非 绝非 而非 没有 不能 不可 无法 不会 不具有 不具备 不涉及 不含 不属于 不用于 不构成 "
    "不同于 别买 勿买 不要 不保证 不包 不作 不教 不说 不招 不收 不添加 不提供 不接 "
    "不给 不宣称 不声称 不敢 从未 未曾 不写 不搞 不玩 不参与 不鼓励 不建议 不推荐 不蹭 不借 "
    "不找 没找 不请 没请 不雇 没雇 没干过 没做过 没搞过 没卖过 从没 从来没 没得 莫得"
)
"""Reach only the words right after them: 没有任何治疗作用, but not 没有添加的顶级茶."""

ADJOINING: tuple[str, ...] = ("远离", "告别", "不", "别", "勿", "莫")
"""Reject only what they touch: 远离高仿 and 不治病, but not 远离三高，治愈失眠."""

_NEAR = 3
"""How many characters may stand between a negation and what it negates."""

_NOT_REJECTING = re.compile(
    "(?:无法|不可|难以|不能|不会|从不)拒绝|拒绝不了|不得[不了已]|不可多得|不可或缺|不[能可]错过|不[能会]不|"
    "不能没有|没有之一|[零0０无](?:差评)?(?:投诉|举报)|不可思议|无法抗拒|无法抵挡|无法超越|不会后悔"
)
_PART_OF_A_WORD = re.compile(
    "(?:[特分级识鉴辨性类个区差派告离送各]别|[得要能可好无岂是忍莫绝从了受挡]不|约莫|莫莫)$"
)
"""特别, 不得不, 要不: what ends in 不, 别 or 莫 and rejects nothing."""
_TURN = re.compile("而是|只[做卖售要有]|专[做卖营售]|就是|但是?|转为")
_REJECTING = re.compile("|".join(sorted(REJECTING, key=len, reverse=True)))
_NEGATING = re.compile("|".join(sorted(NEGATING, key=len, reverse=True)))
_END = re.compile("(?:" + "|".join((*REJECTING, *NEGATING, *ADJOINING)) + ")$")


def rejection_before(clause: str) -> tuple[int, int] | None:
    """Where the words of `clause` that reject what follows it stand, or None.

    `clause` is the part of a clause that stands before a term (clause_span
    gives its start). A turn after the rejection (拒绝假货，而是…) ends it.
    """
    blank = _NOT_REJECTING.sub(lambda match: "\0" * len(match.group()), clause)
    found: tuple[int, int] | None = None
    for match in _REJECTING.finditer(blank):
        found = match.span()
    for match in _NEGATING.finditer(blank):
        if len(blank) - match.end() <= _NEAR:
            found = match.span()
    for word in ADJOINING:
        if blank.endswith(word) and not _PART_OF_A_WORD.search(blank):
            found = (len(blank) - len(word), len(blank))
    if found is None or _TURN.search(blank, found[1]):
        return None
    return found


def ends_in_rejection(phrase: str) -> bool:
    """Whether the last words of `phrase` reject what comes next."""
    return _END.search(phrase) is not None
