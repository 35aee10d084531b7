import pytest

from checks.excuses import EXCUSES, Place, law_excuse, phrase_in, title_excuse
from keywords.keyword_list import KeywordList
from keywords.lexicon import Lexicon


def made(**term) -> Lexicon:
    term = {"text": "高仿", "strength": "strong", **term}
    return Lexicon(
        [
            KeywordList.model_validate(
                {
                    "id": "made",
                    "title": "试",
                    "area": "counterfeit",
                    "version": "1",
                    "units": ["network"],
                    "basis": [
                        {"key": "a", "law": "法", "article": "第一条", "valid_from": "2020-01-01"}
                    ],
                    "terms": [term],
                }
            )
        ]
    )


def excuse(text: str, **term) -> str | None:
    hit = made(**term).find(text)[0]
    place = Place.of("description", text, hit.start, hit.end)
    return next((reason for ask in EXCUSES if (reason := ask(hit, place)) is not None), None)


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("拒绝高仿", {}),
        ("拒绝高仿、精仿", {}),
        ("提高仿真度", {"excludes": ["提高"]}),
        ("本店的目标是高仿", {"excludes_before": ["目标"]}),
        ("高仿勿扰", {"excludes_after": ["勿扰"]}),
        ("高 仿 勿*扰", {"excludes_after": ["勿扰"]}),
        ("翡翠手镯高仿", {"excludes_clause": ["翡翠"]}),
        ("高仿，数据来源某报告", {"excludes_sentence": ["数据来源"]}),
        ("高仿", {"needs": ["专柜"]}),
        ("高仿，专柜", {"needs": ["专柜"]}),
        ("《高仿的秘密》", {}),
        ("《广告法》第九条规定，不应使用高仿", {}),
        ("高仿要先取得许可", {}),
    ],
)
def test_excused(text, term):
    assert excuse(text, **term)


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("高仿", {}),
        ("高仿，拒绝退换", {}),
        ("拒绝假货，只做高仿", {}),
        ("拒绝高仿", {"rejects": False}),
        ("勿扰，高仿", {"excludes_before": ["勿扰"]}),
        ("高仿，勿扰", {"excludes_after": ["勿扰"]}),
        ("翡翠，高仿", {"excludes_clause": ["翡翠"]}),
        ("高仿。数据来源某报告", {"excludes_sentence": ["数据来源"]}),
        ("专柜高仿", {"needs": ["专柜"]}),
        ("书《茶经》高仿包", {}),
        ("符合《广告法》第九条，高仿", {}),
        ("高仿不需要办许可", {}),
        ("高仿，我们有许可", {}),
    ],
)
def test_not_excused(text, term):
    assert excuse(text, **term) is None


def test_the_reason_names_what_was_found():
    assert "“拒绝”" in str(excuse("本店拒绝高仿"))
    assert "“勿扰”" in str(excuse("高仿勿扰", excludes_after=["勿扰"]))


def test_contexts_are_compared_folded():
    assert phrase_in(["数据来源"], "数 据·來 源：某某") == "数据来源"
    assert phrase_in(["数据来源"], "") is None
    assert phrase_in([], "数据来源") is None


def test_a_title_ends():
    text = "《书》高仿《书》"
    assert title_excuse(made().find(text)[0], Place.of("d", text, 3, 5)) is None


def test_law_without_a_provision_excuses_nothing():
    text = "《广告法》高仿"
    assert law_excuse(made().find(text)[0], Place.of("d", text, 5, 7)) is None


@pytest.mark.parametrize(
    "text",
    [
        "高仿两个字我们不敢说，就是普通印花",
        "“高仿”“精仿”这类话术一条条拆给你看",
        "高仿之类的说法，我们从不写在页面上",
        "凡是自称高仿的都请您多留个心眼",
    ],
)
def test_a_word_that_is_named_and_not_used_is_excused(text):
    assert excuse(text) is not None


@pytest.mark.parametrize(
    "text", ["高仿两个字我们敢说", "高仿这个词懂的都懂，不会让您失望的货", "高仿的，不敢多放图"]
)
def test_a_word_that_is_named_and_stood_for_is_not(text):
    assert excuse(text) is None
