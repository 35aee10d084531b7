"""A text as sounds: units and the way back to the folded letters."""

from keywords.fold import fold
from keywords.latin import latin_tokens
from keywords.sound import syllables
from keywords.sound_stream import PINYIN, sound_stream


def test_pinyin_is_one_unit_a_syllable() -> None:
    folded = fold("买gaofang包，送fang子")
    spelt = [(at, syllables(token)) for at, token in latin_tokens(folded)]
    stream = sound_stream(folded, spelt)
    assert stream.text == f"买{PINYIN}{PINYIN}包送{PINYIN}子"
    assert [*stream.letters] == [ord(c) for c in stream.text]
    begins, end = stream.places(0, 7)
    assert ["".join(folded.text[a:b]) for a, b in zip(begins, [*begins[1:], end], strict=True)] == [
        "买", "gao", "fang", "包", "送", "fang", "子"
    ]  # fmt: skip
    assert stream.places(4, 6) == ([9, 10], 14)
    assert stream.sounds[1] == sound_stream(fold("高"), []).sounds[0]
    assert stream.sounds[2] == stream.sounds[5] == sound_stream(fold("仿"), []).sounds[0]


def test_pinyin_may_be_cut_out_of_its_word() -> None:
    folded = fold("gaofang")
    stream = sound_stream(folded, [(0, ("gao", "fang"))])
    assert stream.whole_words(0, 2)
    assert not stream.whole_words(0, 1)
    assert not stream.whole_words(1, 2)


def test_without_pinyin_each_letter_is_a_unit() -> None:
    stream = sound_stream(fold("高*仿a"), [])
    assert (stream.text, stream.places(1, 3)) == ("高仿a", ([1, 2], 3))
    assert stream.sounds[2] == 0
