"""Lists: what is signed, which law applies, what is refused."""

import json
from datetime import date
from pathlib import Path

import pytest

from keywords.errors import FileFault
from keywords.keyword_list import KeywordList
from keywords.toml_source import parse_toml

SMALL = (Path(__file__).parent / "small.toml").read_text(encoding="utf-8")


def parse(text: str) -> KeywordList:
    return parse_toml(text.encode(), Path("small.toml"), KeywordList)


def refusal(text: str) -> FileFault:
    with pytest.raises(FileFault) as caught:
        parse(text)
    return caught.value


def test_the_canonical_bytes_are_json_with_their_format(small_list: KeywordList) -> None:
    content = json.loads(small_list.canonical())
    assert content["format"] == "wangjian keyword list 1"
    assert [term["text"] for term in content["terms"]] == ["1:1", "最佳", "高仿"]
    assert "rejects" not in content["terms"][0]
    assert small_list.digest.startswith("sha256:")
    assert len(small_list.digest) == 71


def test_order_comments_and_spacing_do_not_change_the_digest(small_list: KeywordList) -> None:
    head, first, *terms = SMALL.split("[[terms]]")
    shuffled = "[[terms]]".join([head, *terms, first]) + "\n# 备注\n"
    shuffled = shuffled.replace('"高仿真", "仿皮", "增高"', '"增高", " 高仿真 ", "仿皮"')
    shuffled = shuffled.replace('"trademark", "network"', '"network", "trademark"')
    assert parse(shuffled).digest == small_list.digest


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('version = "1"', 'version = "2"'),
        ('"strong"\nsearch', '"weak"\nsearch'),
        ('"仿皮"', '"仿皮革"'),
        ("2026-12-31", "2026-12-31 "),
        ('"一比一"', '"一比壹"'),
        ('variants = ["一比一"]', 'variants = ["一比一"]\nrejects = false'),
        ("第五十七条", "第五十八条"),
    ],
)
def test_any_change_of_meaning_changes_the_digest(
    small_list: KeywordList, old: str, new: str
) -> None:
    assert old in SMALL
    changed = parse(SMALL.replace(old, new, 1))
    assert (changed.digest == small_list.digest) is (new.strip() == old)


def test_the_digest_of_this_list_never_changes() -> None:
    # Agreements signed today must hold in later versions of the program.
    assert parse(SMALL).digest == (
        "sha256:245d00df327eb9cffc7023499fc19a39cea8d708c89d2970edb352b5b2f942c7"
    )


def test_a_copy_with_changes_has_a_digest_of_its_own(small_list: KeywordList) -> None:
    before = small_list.digest
    assert small_list.model_copy(update={"version": "9"}).digest != before
    assert small_list.model_copy().digest == before


@pytest.mark.parametrize(
    ("day", "citation"),
    [
        (date(2019, 10, 31), ""),
        (date(2019, 11, 1), "《中华人民共和国商标法》第五十七条"),
        (date(2026, 12, 31), "《中华人民共和国商标法》第五十七条"),
        (date(2027, 1, 1), "《中华人民共和国商标法》第七十二条"),
    ],
)
def test_the_law_of_the_day_of_the_act_applies(
    small_list: KeywordList, day: date, citation: str
) -> None:
    assert small_list.basis_on(day, small_list.terms[0]) == citation


def test_a_term_without_basis_has_its_rules_and_else_the_lists(small_list: KeywordList) -> None:
    day = date(2026, 11, 24)
    ratio, best = small_list.terms[1], small_list.terms[2]
    assert small_list.basis_on(day, best) == "《中华人民共和国广告法》第九条第三项"
    both = "《中华人民共和国商标法》第五十七条；《中华人民共和国广告法》第九条第三项"
    assert small_list.basis_on(day, ratio) == small_list.basis_on(day) == both


OF_DRUGS = """
[[basis]]
key = "advertise"
law = "中华人民共和国广告法"
article = "第十六条"
valid_from = 2021-04-29
goods = ["drug", "device"]
"""


def test_an_article_for_a_class_of_goods_takes_the_place_of_the_others_of_its_key() -> None:
    known = parse(SMALL.replace("\n[rules.absolute]", OF_DRUGS + "\n[rules.absolute]"))
    day = date(2026, 11, 24)
    best = known.terms[2]
    assert known.basis_on(day, best, "drug") == "《中华人民共和国广告法》第十六条"
    assert known.basis_on(day, best, "food") == "《中华人民共和国广告法》第九条第三项"


def test_what_breaks_no_known_article_is_told_with_the_chief_ones() -> None:
    known = parse(SMALL.replace("[[basis]]", 'chief = ["advertise"]\n\n[[basis]]', 1))
    basis = known.basis_on(date(2026, 11, 24))
    assert basis == "《中华人民共和国广告法》第九条第三项"


def test_the_spellings_of_a_rule_are_given_as_data(small_list: KeywordList) -> None:
    assert small_list.texts("term") == ("高仿", "1:1", "一比一")
    assert small_list.texts("nothing") == ()


TERM = '\n[[terms]]\ntext = "{}"\nstrength = "weak"\n{}\n'


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (SMALL.replace("2027-01-01", "2026-12-31"), ["重叠", "前一条截止日的次日"]),
        (SMALL.replace("2027-01-01", "2018-01-01"), ["重叠或倒序"]),
        (SMALL.replace("2027-01-01", "2027-01-02"), ["空档"]),
        (SMALL.replace("2026-12-31", "2019-10-31"), ["早于起始日"]),
        (SMALL.replace("valid_to = 2026-12-31\n", ""), ["无截止日"]),
        (SMALL.replace("[[basis]]", 'chief = ["law"]\n\n[[basis]]', 1), ["没有依据 law"]),
        (SMALL.replace("[rules.a", OF_DRUGS + OF_DRUGS + "\n[rules.a"), ["重叠"]),
        (
            SMALL.replace("[rules.a", OF_DRUGS.replace("drug", "drag") + "\n[rules.a"),
            ["goods", "drug"],
        ),
        (SMALL + TERM.format("髙*仿", ""), ["与词条“高仿”重复"]),
        (SMALL + TERM.format("１：１", ""), ["与词条“1:1”重复"]),
        (SMALL + TERM.format("山寨", 'variants = ["一 比 一"]'), ["variants#1", "重复"]),
        (SMALL + TERM.format("山寨", 'variants = ["山寨"]'), ["重复"]),
        (SMALL + TERM.format("", ""), ["没有文字或数字"]),
        (SMALL + TERM.format("…！", ""), ["没有文字或数字"]),
        (SMALL + TERM.format("最", ""), ["只剩一个字"]),
        (SMALL + TERM.format("蕞*", ""), ["只剩一个字“最”"]),
        (SMALL + TERM.format("高、仿", ""), ["每个词单独一项"]),
        (SMALL + TERM.format("山寨\\u0007", ""), ["控制字符"]),
        (SMALL + TERM.format("山寨", 'excludes = ["寨"]'), ["会排除每一次命中"]),
        (SMALL + TERM.format("山寨", 'excludes_clause = ["山*寨"]'), ["会排除每一次命中"]),
        (SMALL + TERM.format("山寨", 'excludes = ["水果"]'), ["没有共同的字", "excludes_clause"]),
        (SMALL + TERM.format("山寨", 'needs_page = ["山寨"]'), ["总是满足"]),
        (
            SMALL + TERM.format("山寨", 'needs = ["天然翡翠"]\nexcludes_clause = ["翡翠"]'),
            ["永远不会命中"],
        ),
        (
            SMALL + TERM.format("山寨", 'rule = "absolute"\nneeds_page = ["新广告法禁用"]'),
            ["广告法禁用", "永远不会命中"],
        ),
        (SMALL + TERM.format("山寨", 'rule = "absolut"'), ["没有规则 absolut", "absolute？"]),
        (SMALL + TERM.format("山寨", 'basis = ["law"]'), ["没有依据 law", "infringe"]),
        (SMALL.replace('basis = ["advertise"]', 'basis = ["x"]'), ["rules.absolute.basis#1"]),
        (SMALL.replace('units = ["trademark", "network"]', "units = []"), ["units", "至少 1 项"]),
        (SMALL.replace('area = "counterfeit"', 'area = "Bad Area"'), ["area"]),
        (SMALL.replace('excludes = ["最', 'exclude = ["最'), ["exclude", "excludes？"]),
    ],
)
def test_a_list_that_contradicts_itself_is_refused(text: str, words: list[str]) -> None:
    error = refusal(text)
    assert any(all(word in line for word in words) for line in error.diagnostics("zh").splitlines())
    assert error.faults[0].line > 0


def test_all_faults_of_a_list_are_told_at_once() -> None:
    text = SMALL.replace("2027-01-01", "2027-01-02")
    text += TERM.format("髙仿", "") + TERM.format("最", "")
    assert len(refusal(text).faults) == 3
