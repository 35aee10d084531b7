"""Characters that stand in for others: half characters, emoji read as words, reversing marks."""

from keywords.words import words

HALVES = frozenset("亻氵冫扌讠钅纟忄饣衤礻犭疒艹辶阝宀囗丬刂攵卩")
"""Components that are no characters of their own today (keywords.splits)."""

EMOJI_WORDS: dict[str, str] = {
    pair[0]: pair[1:]
    for pair in words(
        """
    🐟鱼 🐠鱼 🐴马 🐎马 🐮牛 🐂牛 🐔鸡 🥚蛋 💊药 🚬烟 🍺酒 🍶酒 🍷酒 🍵茶 👜包 👟鞋 👠鞋 ⌚表
    🧧红包 🆕新 ➕加 🐧企鹅 🏆冠军 🥇第一 🔝顶级 💯百分百 👗裙 🚗车 🏠家 👄口 🐶狗 🐱猫 🐍蛇 🐉龙
    🐯虎 🛰卫星 💉针 🦷牙 🩸血 🧠脑 🔪刀 🍚饭 🌾米 👃鼻 👂耳 🖐手 ✋手 🦶脚 👑王 🔨锤 🎫票 🎟票
    💳卡 📱机 🧴霜 🍬糖 🌿草 🌲树 🌊水 🌙月 ☀日 🪙币 💵钱 💴钱 💰钱 💸钱 🤑钱
    🦆鸭 📦包 👍好 👎差 ⭐星 🌟星 🐷猪 🐖猪 🐑羊 🥩肉 🐛虫 🐜蚁 🌱苗 🌽玉米 ☠毒 🦠病毒 🦴骨
    👁眼 👀眼 🦵腿 👤人 👥人 🧑人 👨人 ⬇下 ⬆上 👇下 👆上 📈涨 📉降 🔙返 🏥医院 ✈飞 🏨酒店 🛍购物
    🛒购物 🧾发票 📄证 📜证 🚢船 🆓免费 🎁礼 ❤心 🫀心 🫁肺 🪪证 🛏床 🍼奶 🎰抽奖
    🚫不 ❌不 ⛔不 ✖不 🙅不
    """
    )
}
"""Emoji → the word it is written for: 🐟塘 is 鱼塘."""

DECORATIONS = frozenset("🆕👑🔝💯💰☀🌙🥇🏆🧧💸🤑👍⭐🌟👇👆⬇⬆❤🎁👀🛒🛍📦📈✈🌱🌿💵💴📱🎰🏠🆓")
"""Emoji that decorate shop titles; a word is read from one only between two letters."""

REFUSALS = frozenset("🚫❌⛔✖🙅")
REFUSED = frozenset("退换支保修赔补给包反提接承负认买卖")
"""A sign of refusal is read as 不 only before one of these: 🚫退."""

STARS = frozenset("⭐🌟")
"""Read as 星 behind a number only: 5⭐好评."""

MONEY = frozenset("💰💵💴💸🤑🧧🪙")
PAID = frozenset("返反送赚给领退奖")
"""Money is read as a word behind one of these wherever it stands: 返💰."""

OVERRIDE, POP = "\u202e", "\u202c"
"""What is between them is shown back to front."""
