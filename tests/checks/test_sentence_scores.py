"""The sentences of a page that the model reads: what says something of the offer, and where."""

import pytest

from checks.context import Context
from checks.ngram_model import shipped_model
from checks.sentence_scores import BEGINNING, LONGEST, MOST, beginning_of, pieces_of, scores_of
from pages.reading import read_page
from tests.checks.made_pages import TODAY, goods_page, made_finding, seen_page
from tests.keywords.neutral_text import neutral_sentences

SCHEME = "先交两千八拿资格，推荐三个人就升经理，底下人越多月月分得越多"


def said(context: Context) -> list[str]:
    return [text for *_, text in pieces_of(context)]


@pytest.mark.parametrize(
    "row",
    [
        "加入购物车",
        "立即购买 | 收藏 | 分享",
        "售价: 199.50元",
        "库存 30件",
        "Free shipping on every order",
        "统一社会信用代码: 91530102MA6N000000",
    ],
)
def test_what_every_page_bears_is_no_sentence(lexicon, row):
    assert said(seen_page(lexicon, f"{row}\n蜂蜜是自家采的")) == ["云上好物", "蜂蜜是自家采的"]


def test_a_sentence_that_only_begins_like_a_button_is_read(lexicon):
    sentence = "立即购买可得返利名额，推荐一人返三百"
    assert sentence in said(seen_page(lexicon, sentence))


def test_the_name_is_read_once(lexicon):
    assert said(seen_page(lexicon, "首页 - 云上好物")).count("云上好物") == 1
    assert len(said(seen_page(lexicon, "首页 - 云上好物"))) == 1


def test_rows_are_told_from_sentences_on_long_pages_too(lexicon):
    lines = [f"{row}\n第{row}种蜂蜜采自不同的山头" for row in range(100, 500)]
    read = said(seen_page(lexicon, "\n".join(lines)))
    assert len(read) == 401 and all("蜂蜜" in one for one in read[1:])


@pytest.mark.parametrize(
    "numbers",
    [
        "滇ICP备2024010939号-2 · 滇公网安备 53010202002658号",
        "增值电信业务 ICP证 滇B2-20240001 | 统一社会信用代码：91530102MA6N000000",
    ],
)
def test_a_line_with_numbers_of_filings_is_read_without_them(lexicon, numbers):
    """A page's foot often is one line: its numbers would make anything sound honest."""
    line = f"公告：执照已注销，本店照旧接单 {numbers}"
    (read,) = said(seen_page(lexicon, line))[1:]
    assert read.startswith("公告:执照已注销，本店照旧接单")
    assert not any(number in read for number in ("2024010939", "53010202", "91530102"))


def test_a_sentence_stands_where_the_page_has_it(lexicon):
    context = seen_page(lexicon, f"蜂蜜是自家采的。{SCHEME}。")
    model = shipped_model()
    assert model is not None
    scores = scores_of(context, model)
    shown = context.page.fields["description"]
    worst = scores.sentences[scores.worst_sentence]
    assert shown[worst.start : worst.end] == SCHEME
    holding = scores.holding("description", worst.start, worst.start + 4)
    assert worst in holding  # beside it, the same with its numbers undone
    assert all("底下人越多" in one.text for one in holding)


def test_a_sentence_read_with_its_disguise_undone_stands_where_it_is_written(lexicon):
    written = "祖传秘方，一个疗程就能氵台疗好糖尿病"
    context = seen_page(lexicon, f"蜂蜜是自家采的。{written}。包邮到家的好蜂蜜。")
    model = shipped_model()
    assert model is not None
    shown = context.page.fields["description"]
    read = [one for one in scores_of(context, model).sentences if "治疗好糖尿病" in one.text]
    assert read
    assert all("氵台疗好糖尿病" in shown[one.start : one.end] for one in read)


def test_a_long_page_is_weighed_by_its_first_words(lexicon):
    lines = "\n".join(f"{SCHEME}第{number}次" for number in range(1000))
    model = shipped_model()
    assert model is not None
    sentences = scores_of(seen_page(lexicon, lines), model).sentences
    assert MOST - 100 < sum(len(one.text) + 1 for one in sentences) <= MOST + 1


def test_the_menu_of_a_shop_is_not_the_beginning_of_its_page():
    menu = [
        ("description", 0, 4, word) for word in ("男装上新", "女装上新", "童装上新", "鞋靴箱包")
    ]
    name = ("title", 0, 4, "云上好物")
    talk = ("description", 30, 40, "蜂蜜是自家采的")
    assert beginning_of([name, *menu, talk]) == [0, 5]
    assert beginning_of([name, *menu[:3], talk]) == [0, 1, 2, 3, 4]


def test_the_beginning_has_one_piece_at_least():
    long = ("description", 0, 2 * BEGINNING, "蜜" * 2 * BEGINNING)
    assert beginning_of([long, ("description", 900, 904, "蜂蜜采自山")]) == [0]


def test_a_page_that_says_nothing_has_its_name(lexicon):
    page = read_page(goods_page().encode(), "https://shop.example/p/1.html", "text/html")
    assert said(Context(page, lexicon, today=TODAY)) == ["云上好物"]


def test_padding_hides_no_sentence(lexicon):
    """All are scored: what reads worst is weighed wherever it stands."""
    padding = neutral_sentences(3_000)
    lines = [*padding[:1_500], SCHEME, *padding[1_500:]]
    model = shipped_model()
    assert model is not None
    scores = scores_of(seen_page(lexicon, "\n".join(lines)), model)
    assert SCHEME in [one.text for one in scores.sentences]
    assert sum(len(one.text) + 1 for one in scores.sentences) <= MOST + 1


def test_what_was_found_far_down_is_weighed_with_its_neighbours(lexicon):
    padding = neutral_sentences(3_000)
    lines = [*padding[:1_500], "本店的蜂蜜采自山里", *padding[1_500:]]
    seen = seen_page(lexicon, "\n".join(lines))
    model = shipped_model()
    assert model is not None
    hit = made_finding(seen, "advertising", "本店的蜂蜜采自山里")
    assert not scores_of(seen, model).numbers(hit.field, hit.start, hit.end)
    scores = scores_of(seen, model, [hit])
    assert len(scores.beside(hit.field, hit.start, hit.end)) == 4  # the name is one


def test_the_same_sentence_again_is_one(lexicon):
    model = shipped_model()
    assert model is not None
    once = scores_of(seen_page(lexicon, f"{SCHEME}。"), model)
    again = scores_of(seen_page(lexicon, f"{SCHEME}。\n" * 20), model)
    assert again.best == once.best
    number = once.numbers("description", 0, len(SCHEME))[0]
    last = 19 * (len(SCHEME) + 2)
    assert again.numbers("description", last, last + 4)[0] == number


def test_a_line_without_an_end_is_read_in_parts(lexicon):
    seen = seen_page(lexicon, "蜂蜜好吃" * 2_000)
    assert max(map(len, said(seen))) <= LONGEST


def test_more_than_is_scored_is_marked(lexicon):
    seen = seen_page(lexicon, "\n".join(f"第{n}罐蜂蜜采自山里的野花" for n in range(12_000)))
    model = shipped_model()
    assert model is not None
    seen.page.fields["attributes"] = "\n".join(f"第{n}袋核桃产自漾濞的山上" for n in range(30_000))
    scores_of(seen, model)
    assert "model-cut" in seen.cut
