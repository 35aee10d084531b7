"""Folding and matching with 50,000 terms, MB/s of UTF-8 text on one core.

`Lexicon.find` with every spelling class on, over pages of 40 kB of shop copy in
which some keywords stand, disguised or not; beside it, on the same pages and
with the same terms, plain daachorse and Python's `re` without any folding. The issue asks
for 60 MB/s.
"""

import os
import random
import re
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from itertools import product
from pathlib import Path

import daachorse

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from keywords.fold import fold  # noqa: E402
from keywords.keyword_list import Basis, KeywordList, Term, load_list, shipped_lists  # noqa: E402
from keywords.lexicon import Lexicon  # noqa: E402
from keywords.words import words  # noqa: E402
from tests.keywords.neutral_text import neutral_sentences  # noqa: E402

TERMS = 50_000
PAGES = 40
PAGE_BYTES = 40_000
ROUNDS = 9
RE_TERMS = 500  # an alternation of all terms would take minutes
_WHO = words(
    """
    耐克 阿迪 椰子鞋 古驰 香奶奶 驴牌 劳力 欧米 江诗 百达 万国 沛纳 卡家 蒂家 宝格 爱马 普拉
    巴黎 范思 芬迪 乔丹 匡威 万斯 北脸 始祖 加鹅 蒙口 飞天 五粮 华子 软中 三七 天麻 灵芝 虫草
    石斛 玛咖 辣木 黄精 葛根 三高 血压 血糖 血脂 痛风 失眠 湿疹 脱发 前列腺 鼻炎 胃病 关节 颈椎
    腰突 肩周 静脉 甲亢 结节 囊肿 肌瘤 股票 基金 外汇 期货 数字币 矿机 加盟 代理 直播 电商 微商
    店铺 考证 学历 驾照 社保 贷款 保险 民宿 机票 大理游 丽江游 版纳游
    """
)
_WHAT = words(
    """
    高仿 精仿 顶仿 复刻 原单 尾单 纯原 真标 过验货 同厂货 专柜货 走私货 根治 治愈 断根 特效 祖传
    秘方 神药 包好 降压 降糖 抗癌 排毒 稳赚 保本 包赚 躺赚 返利 全返 静态收益 动态奖 拉人头
    见点奖 对碰奖 包过 代考 代办 刷单 刷粉 补单 好评 删差评 空包 代发单号 零团费 负团费 特价团
    限量补贴 最低价 第一品牌 国家级 世界级 顶级 极品 独家 唯一 首选 冠军 王牌
    """
)
_FORM = ("", *words("货源 批发 一手 渠道 套餐 项目 招商 厂家 私信 代购 团队 秘籍"))
_SPELT = words(
    """
    高*仿 高 仿 髙彷 gao仿 搞仿 S单 治liao 氵台疗 亻叚货 假贷 剪肥 船销 １：１ 國家級 最佳 Ａ货
    弟一品牌 🐟塘 包退
    """
)


def terms() -> Iterator[Term]:
    """TERMS terms as an office would gather: what is sold, and what is said of it."""
    made = ("".join(parts) for parts in product(_WHO, _WHAT, _FORM))
    known: set[str] = set()
    for number, text in enumerate(made):
        key = fold(text).text
        if key not in known and len(known) < TERMS:
            known.add(key)
            yield Term(text=text, strength="strong" if number % 2 else "weak")


def lists() -> list[KeywordList]:
    """The shipped lists and one of made-up terms, TERMS in all."""
    shipped = [load_list(path) for path in shipped_lists()]
    known = {fold(s).text for one in shipped for term in one.terms for s in term.spellings}
    more = [term for term in terms() if fold(term.text).text not in known]
    basis = Basis(key="law", law="某法", article="第一条", valid_from=date(2020, 1, 1))
    made = KeywordList(
        id="made",
        title="词多",
        area="made",
        version="1",
        units=("network",),
        basis=(basis,),
        terms=tuple(more[: TERMS - len(known)]),
    )
    return [*shipped, made]


def pages() -> list[str]:
    """PAGES pages of PAGE_BYTES: neutral sentences, a disguised keyword in every ninetieth."""
    chance = random.Random(3)
    sentences = neutral_sentences(60_000)
    out: list[str] = []
    page: list[str] = []
    size = 0
    for number, plain in enumerate(sentences):
        sentence = plain
        if number % 90 == 89:
            sentence = f"{chance.choice(_SPELT)}现货，{sentence}"
        page.append(sentence)
        size += len(sentence.encode()) + (number % 4 == 3)
        if size >= PAGE_BYTES:
            out.append("\n".join("".join(page[i : i + 4]) for i in range(0, len(page), 4)))
            page, size = [], 0
        if len(out) == PAGES:
            break
    return out


def rate(work: Callable[[str], object], texts: list[str]) -> float:
    """MB/s of one round over the texts."""
    began = time.process_time()
    for text in texts:
        work(text)
    return sum(len(text.encode()) for text in texts) / 1e6 / (time.process_time() - began)


def main() -> int:
    """Interleaved rounds, medians; 0 if the figure asked for is reached."""
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    all_lists, texts = lists(), pages()
    began = time.process_time()
    lexicon = Lexicon(all_lists)
    lexicon.find(texts[0])
    built = time.process_time() - began
    spellings = [s for one in all_lists for term in one.terms for s in term.spellings]
    plain = daachorse.CharwiseDoubleArrayAhoCorasick(list(dict.fromkeys(spellings)))
    pattern = re.compile("|".join(map(re.escape, spellings[:RE_TERMS])))
    hits = [hit for text in texts for hit in lexicon.find(text)]
    rivals: dict[str, Callable[[str], object]] = {
        "Lexicon.find": lexicon.find,
        "fold alone": fold,
        "daachorse, no folding": plain.find_overlapping,
        f"re, {RE_TERMS} terms, no folding": pattern.findall,
    }
    rounds = [[rate(work, texts) for work in rivals.values()] for _ in range(ROUNDS)]
    medians = [sorted(values)[ROUNDS // 2] for values in zip(*rounds, strict=True)]
    size = sum(len(text.encode()) for text in texts) / len(texts) / 1000
    disguised = sum(hit.spelling != "plain" for hit in hits)
    print(f"{len(spellings)} spellings in the lists; {len(texts)} pages of {size:.1f} kB;")
    print(
        f"{len(hits) / len(texts):.1f} hits a page, {disguised / len(texts):.1f} of them disguised;"
    )
    print(f"built in {built:.1f} s CPU; medians of {ROUNDS} rounds, MB/s of UTF-8 text, one core")
    for name, figure in zip(rivals, medians, strict=True):
        print(f"{name:32s} {figure:8.1f} MB/s   Lexicon.find is x{medians[0] / figure:.2f}")
    return 0 if medians[0] >= 60 else 1


if __name__ == "__main__":
    raise SystemExit(main())
