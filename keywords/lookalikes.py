"""Characters written in place of others because they look alike 形近.

Only stand-ins that a reader takes for the other character and that the
market's own vocabulary does not need for themselves: 冶 is read as 治 in 冶疗
and disturbs no term, but 徽 stays 徽, for 安徽信 is not 微信. What Unicode
(NFKC) and OpenCC fold already (full-width forms, circled letters, Kangxi
radicals, traditional and Japanese forms) is not repeated here.
"""


def _pairs(text: str) -> dict[str, str]:
    return {pair[0]: pair[1] for pair in text.split()}


HAN = _pairs(
    # variants and rare characters of the same shape
    "髙高 囯国 囶国 圀国 朂最 冣最 㝡最 蕞最 苐第 笫第 冶治 徼微 彷仿 倣仿 叚假 厡原 厵原 仝同 "
    "吿告 夲本 巿市 亰京 仺仓 圡土 凢凡 叧另 啇商 弌一 弍二 弎三 淸清 靑青 値值 "
    "昻昂 佀似 頋顾 帋纸 皃貌 兎兔 氷冰 囘回 囬回 "
    "旡无 丗世 丠丘 亖四 伱你 妳你 歺餐 恠怪 楛枯 "
    # radicals of the supplement block, left alone by NFKC
    "⺀冫 ⺟母 ⺠民 ⻁虎 ⻄西 ⻅见 ⻆角 ⻉贝 ⻋车 ⻓长 ⻔门 ⻘青 ⻙韦 ⻚页 ⻛风 ⻜飞 ⻝食 ⻢马 "
    "⻣骨 ⻤鬼 ⻥鱼 ⻦鸟 ⻧卤 ⻨麦 ⻩黄 ⻬齐 ⻮齿 ⻰龙 ⻳龟 ⺮竹 ⺼肉 ⻌辶 "
    "⺅亻 ⺡氵 ⺘扌 ⻈讠 ⻐钅 ⺰纟 ⺖忄 ⻠饣 ⻂衤 ⺭礻 ⺨犭 ⺾艹 ⻀艹 ⻏阝 ⻖阝 ⺉刂 ⺙攵 "
    # kana, bopomofo and Hangul strokes read as Han characters
    "ー一 ㄧ一 ㅡ一 ニ二 ハ八 ロ口 カ力 エ工 ト卜 タ夕 ㄖ日"
)

CYRILLIC = _pairs(
    "аa АA вb ВB сc СC ԁd ԀD еe ЕE ѐe ёe ЁE ғf Ғf ԍg һh ҺH нh НH іi ІI їi ЇI јj ЈJ кk КK ӏl ӀI "
    "мm МM ոn оo ОO рp РP ԛq ԚQ ѕs ЅS тt ТT уy УY ѵv ѴV ԝw ԜW хx ХX ҳx ҮY үy ƽs"
)

GREEK = _pairs(
    "αa ΑA βb ΒB ςc ϲc ϹC εe ΕE ζz ΖZ ηn ΗH ιi ΙI κk ΚK μu ΜM νv ΝN οo ΟO ρp ΡP τt ΤT υu ΥY χx ΧX "
    "ωw γy ϳj ϜF"
)

LATIN = _pairs(
    "ɑa ᴀa ʙb ᴄc ᴅd đd ĐD ᴇe ꜰf ɡg ɢg ʜh ħh ıi ɩi ɪi ᴊj ᴋk ʟl łl ŁL ᴍm ɴn ᴏo øo ØO ᴘp ʀr ꜱs ᴛt ŧt "
    "ᴜu ᴠv ᴡw ʏy ᴢz ƶz"
)

# 🅰 and 🅐: letters in filled squares and circles, which NFKC leaves alone.
FILLED = {chr(first + n): chr(ord("a") + n) for first in (0x1F150, 0x1F170) for n in range(26)}

LOOKALIKES: dict[str, str] = {**HAN, **CYRILLIC, **GREEK, **LATIN, **FILLED}
"""Character → the character it is read as. Both are single characters."""

STROKES = frozenset("丨丶丿灬〡ㆍᆞ")
"""Letters by their category, but written as separators: 高丨仿."""

FILLERS = frozenset("\u115f\u1160\u3164\uffa0\u2800")
"""Letters or signs by their category that show nothing."""
