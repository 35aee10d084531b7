from checks.plain_text import plain, plain_texts


def test_letters_are_folded_and_places_kept():
    shown = plain("到手价 １９９．５，最·好 Ａ货")
    assert shown.text == "到手价199.5，最好a货"
    start = shown.text.index("最好")
    assert plain("到手价 １９９．５，最·好 Ａ货").span(start, start + 2) == (10, 13)


def test_marks_that_count_stay_and_the_others_go():
    assert plain("50,000元，高-仿；1:1，a.com").text == "50,000元，高仿。1:1，a.com"


def test_lines_and_empty_text():
    assert plain("一\n二").text == "一\n二"
    assert plain("").text == "" and plain("！").text == "。"


def test_spans_of_any_text():
    for text in ("ﬁ①№１", "\ud800高\ufe0f仿", "👍" * 3 + "好", "\x00\u200b最\u0336佳"):
        shown = plain(text)
        for at in range(len(shown.text)):
            start, end = shown.span(at, at + 1)
            assert 0 <= start < end <= len(text)


def test_texts_made_plain_together_are_as_each_by_itself():
    texts = {"title": "高*仿 1-2", "empty": "", "description": "½价，3.5%\n㎏ a.b", "alt": "·，"}
    together = plain_texts(texts)
    for name, text in texts.items():
        assert together[name].text == plain(text).text
        assert together[name].at.tolist() == plain(text).at.tolist()


def test_a_mark_that_joins_is_not_joined_to_the_text_before():
    together = plain_texts({"title": "高", "description": "\u0301a"})
    assert together["description"].text == "a"
    assert together["description"].at.tolist() == [1]
