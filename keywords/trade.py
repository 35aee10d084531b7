"""Whether a place of a text speaks of trade (经营语境): what doubtful spellings need.

刷蛋 in a shop's copy is 刷单; the same two characters in a story may be anything.
"""

import daachorse

from keywords.words import words

_REACH = 120
_SHORT_LINE = 40

_WORDS = words(
    """
    元 ￥ ¥ 块钱 价 包邮 现货 批发 代理 代发 货 出售 热售 现售 零售 专售 专卖 热卖 卖家 买家
    买一 买二 买1 下单 订单 接单 加盟 招商 客服 微信 薇信 联系 加v 加V 加Q 加薇 加微 加威 ➕ 咨询
    兼职 日结 团队 正品 品质 厂家 工厂 门店 店铺 本店 小店 新款 专柜 订购 拍下 赚 收益 投资 佣金
    返利 返现 返佣 疗程 服用 调理 功效 养生 产品 商品 顾客 客户 包退 售后 规格 净含量 产地 配料
    尺码 颜色分类 茶 酒 鞋 手表 包包 药 膏 vx VX qq QQ
    公斤 快递 包裹 邮寄 寄到 签收 一亩 每亩 亩用 兑水 喷施 乳油 水剂 颗粒 报名 学费 团费 跟团 押金
    定金 充值 办卡 会员 续费 上门 预约 老客
    """
)
_TRADE = daachorse.CharwiseDoubleArrayAhoCorasick(list(_WORDS))


def in_trade(text: str, start: int, end: int) -> bool:
    """Whether a word of trade stands near text[start:end], or the line is short as a title is."""
    low = max(0, start - _REACH)
    line_start = max(low, text.rfind("\n", low, start) + 1)
    line_end = text.find("\n", end, end + _REACH)
    line_end = min(len(text), end + _REACH) if line_end < 0 else line_end
    if line_end - line_start <= _SHORT_LINE:
        return True
    around = text[low:start] + "\n" + text[end : end + _REACH]
    return bool(_TRADE.find(around))
