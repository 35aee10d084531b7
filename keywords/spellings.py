"""Spellings 变体写法 of a term that only the term itself tells: made from small tables.

Folding undoes what is a disguise in any word (１：１, 國家級, 高*仿). What may
be an ordinary character elsewhere is undone only where it makes a term:
贷 for 货, 女子 for 好, 1 for 一, 0 for o. Words that sound like a term are found
by keywords.sound_matcher, split halves (亻叚) by keywords.rewriting.
"""

from collections.abc import Iterator
from typing import Literal

from keywords.splits import ordinary_splits

Spelling = Literal[
    "plain",
    "full-width",
    "traditional",
    "separated",
    "vertical",
    "look-alike",
    "leet",
    "number",
    "split",
    "emoji",
    "reversed",
    "homophone",
    "near-homophone",
    "pinyin",
    "initials",
]
"""By which disguise a hit was found."""

DOUBTFUL = frozenset(
    ("look-alike", "leet", "number", "split", "emoji", "homophone", "near-homophone", "pinyin",
     "initials")
)  # fmt: skip
"""Disguises that folding leaves in the text; what is written so is read again as its term."""

NAMES: dict[str, str] = {
    "plain": "原样",
    "full-width": "全角、兼容字符",
    "traditional": "繁体、异体",
    "separated": "插入符号",
    "vertical": "竖排",
    "look-alike": "形近字",
    "leet": "数字代字母",
    "number": "数字互换",
    "split": "拆字",
    "emoji": "表情代字",
    "reversed": "倒序显示",
    "homophone": "谐音",
    "near-homophone": "近音",
    "pinyin": "拼音",
    "initials": "拼音首字母",
}

_LOOKS = (
    "货贷 微徽 仿访 仿妨 传伝 销消 未末 末未 己已 已己 士土 土士 日曰 干千 千干 于干 "
    "天夫 夫天 大太 白自 自白 治冶 侯候 候侯 待侍 侍待 晴睛 睛晴 清倩 抗杭 坑抗 肪防 "
    "防肪 折拆 拆折 拔拨 拨拔 析折 免兔 兔免 戍戌 茶荼 历厉 厉历 厂广 广厂 官宫 宫官 "
    "科料 料科 具贝 贝见 见贝 牛午 午牛 申甲 由甲 甲由 田由 九丸 王玉 玉王 主王 住往 "
    "往住 佳住 优忧 愈俞 疗辽 病疒 药荮 癌瘟 肿钟 根很 很根 级极 极级 品晶 顶项 项顶 "
    "刷涮 返近 利刊 奖桨 卖买 专传 真直 直真 假暇 标票 保堡 赚嫌 赔陪 赢羸 稳隐 零雾 "
    "疗疔 支攴 持特 退迟 权杈 单阜 草革 药约 态恋 人入 销硝 销悄 照熙 照昭 业亚 团困 物勿 "
    "治洽 尿屎 返迈 返板 新薪 新亲 仿仂 效郊 赔倍 换焕 换涣 款歀 订钉 押抻 拆诉 拆坼 封卦 "
    "售隻 证怔 证征 挂卦 址扯 删珊 评秤 评抨 好奵 奖浆 抽袖 佣拥 线残 层居 级圾 级汲 费贵 "
    "静睁 动劢 拉垃 进迸 店庄 强弶 购沟 购钩 游淤 导异 导寻 车东 票栗 票漂 复夏 复愎 刻劾 "
    "精情 精睛 正止 品吕 莆甫 莆葡 茅矛 烟咽 愈逾 糖搪 糖溏 癌嵒 症怔 瘤溜 降绛 降隆 压庄 "
    "血皿 脂指 胖伴 减咸 肥淝 瘦廋 瘦搜 美羙 痛桶 痛捅 湿温 根恨 断继 保葆 永水 副幅 副福 "
    "祖租 秘泌 神伸 特持 家冢 第笫 唯惟 独浊 低抵 翻潘 翻播 日曰 期欺 标际 签笺 格恪 农衣 "
    "农依 枯姑 枯沽 种钟 增憎 产严 登蹬 传转 传砖 执抉 执热 执挚 虚虑 注住 章童 检捡 资姿 "
    "垫热 年午 服报 审宙 解懈 释择 释泽 终纵 归妇 承丞 担坦 责债 负贞 理埋 无元 专传 "
    "险验 验险 收攵 益盖 盘盆 资咨 层尽 拉位 推椎 招抬 代伐 伐代 购构 评坪 删册 差羞 "
)
LOOKS: dict[str, str] = {
    whole: "".join(pair[1] for pair in _LOOKS.split() if pair[0] == whole)
    for whole in sorted({pair[0] for pair in _LOOKS.split()})
}
"""Character → ordinary characters that are written for it because they look like it."""

_NUMBERS = {"一": "1", "二": "2", "三": "3", "四": "4", "五": "5", "六": "6", "七": "7", "八": "8",
            "九": "9", "零": "0", "壹": "1"}  # fmt: skip
_NUMERALS = {digit: han for han, digit in _NUMBERS.items() if han != "壹"}
_FORMAL = {"一": "壹", "二": "贰", "三": "叁", "五": "伍", "十": "拾", "百": "佰"}
_LEET = {"o": "0", "i": "1", "l": "1", "e": "3", "a": "4", "s": "5", "t": "7", "b": "8"}


def own_spellings(text: str, letters: str) -> Iterator[tuple[str, Spelling]]:
    """(spelling, class) of every spelling of a term that stands in a small table.

    `text` is the term as written, `letters` its folded letters.
    """
    if letters.isascii():
        yield from ((spelling, "leet") for spelling in _leet(letters) if letters.isalnum())
        return
    for at, character in enumerate(letters):
        for odd in LOOKS.get(character, ""):
            yield letters[:at] + odd + letters[at + 1 :], "look-alike"
        pair = ordinary_splits().get(character)
        if pair is not None:
            yield letters[:at] + pair + letters[at + 1 :], "split"
    if len(letters) > 1:
        for table in (_NUMBERS, _NUMERALS, _FORMAL):
            spelling = "".join(table.get(c, c) for c in letters)
            if spelling != letters and not spelling.isdigit():
                yield spelling, "number"


def _leet(letters: str) -> Iterator[str]:
    """Latin letters written as the digits that look like them: one letter at a time, then o and l
    together."""
    if len(letters) < 3 and not any(c.isdigit() for c in letters):
        return
    seen = {letters}
    for letter, digit in _LEET.items():
        spelling = letters.replace(letter, digit)
        if spelling not in seen and not spelling.isdigit():
            seen.add(spelling)
            yield spelling
    both = letters.replace("o", "0").replace("l", "1").replace("i", "1")
    if both not in seen and not both.isdigit():
        yield both
