from pages.realign import realign


def test_sound_text_is_left_alone():
    text = "<p>云南普洱茶，标价 199 元</p>" * 30
    assert realign(text.encode("gb18030")) == text


def test_only_the_broken_run_is_mended():
    body = "<p>前面完好</p><p>中间坏了一个字节的一段话</p><p>后面完好</p>".encode("gbk")
    place = body.index("坏".encode("gbk"))
    text = realign(body[:place] + b"\xff" + body[place + 1 :])
    assert "前面完好" in text
    assert "后面完好" in text
    assert "字节的一段话" in text


def test_a_character_with_an_ascii_trail_byte_is_no_damage():
    assert realign("镕基".encode("gbk")) == "镕基"
