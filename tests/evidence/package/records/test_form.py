"""How a definition and its facts become a paper."""

from dataclasses import dataclass, replace
from typing import Any

from evidence.package.records.facts import Absent, Head, Officer
from evidence.package.records.form import (
    Column,
    Form,
    Item,
    Listing,
    Row,
    Section,
    Sentence,
    Signatures,
    Signer,
    document_number,
    fill,
)
from evidence.package.records.paper import Cell, Fields, Heading, Paper, Table, Text, Title
from evidence.package.records.values import Phrase, Url, Value
from tests.evidence.package.records.samples import FIRST, OFFICE, START, head


@dataclass(frozen=True)
class Facts:
    """The least that a record has."""

    head: Head
    value: Value = None


def _paper(*items: Item[Facts], value: Value = None, **more: Any) -> Paper:
    form = Form[Facts]("note", "说明", (Section(items),), **more)
    return fill(form, Facts(head("N-1"), value))


def _blocks(*items: Item[Facts], value: Value = None) -> list[object]:
    """The blocks between the head (title, number) and the end mark."""
    return list(_paper(*items, value=value).parts[0].blocks[2:-1])


def test_neighbouring_half_rows_share_a_line_and_a_lone_one_does_not() -> None:
    rows = [
        Row[Facts](name, "o", lambda _f: Phrase("值"), half=half)
        for name, half in (("甲", True), ("乙", True), ("丙", True), ("丁", False), ("戊", True))
    ]
    (fields,) = _blocks(*rows)
    assert isinstance(fields, Fields)
    assert [[cell.label for cell in row] for row in fields.rows] == [
        ["甲", "乙"],
        ["丙"],
        ["丁"],
        ["戊"],
    ]


def test_a_sentence_prints_only_if_every_fact_in_it_is_known() -> None:
    sentence = Sentence[Facts](lambda f: Phrase("于{at}采集。", at=f.value))
    assert _blocks(sentence, value=START) == [
        Text("于2026年11月24日09时05分07秒（北京时间）采集。", "sentence")
    ]
    assert _blocks(sentence, value=None) == []
    assert _blocks(sentence, value=Absent("未取得", "断电")) == []
    assert _blocks(Sentence[Facts](lambda _f: None)) == []


def test_a_listing_tells_nothing_found_from_nothing_recorded() -> None:
    def listing(things: list[str] | None) -> Table:
        item = Listing[Facts, str](
            (Column("词", "a", lambda one: one),), of=lambda _f: things, none="无命中", most=2
        )
        (table,) = _blocks(item)
        assert isinstance(table, Table)
        return table

    assert listing([]).rows[0].under == ("无命中",)
    assert listing(None).rows[0].under == ("未取得（记录中没有此项）",)
    many = listing(["一", "二", "三"])
    assert [row.cells for row in many.rows] == [("1", "一"), ("2", "二"), ("—", "—")]
    assert many.rows[-1].under == ("共3项，此处列前2项，其余见所附文件",)


def test_signatures_are_left_to_the_hand_and_confirmations_named_apart() -> None:
    late = Officer(name="林二", certificate="002")
    blocks = _blocks(
        Signatures[Facts](
            lambda _f: [Signer("执法人员1", FIRST), Signer("执法人员2", late), Signer("见证人")]
        )
    )
    table, note = blocks
    assert isinstance(table, Table)
    assert [row.cells[0] for row in table.rows] == [
        "执法人员1\n（木一）",
        "执法人员2\n（林二）",
        "见证人",
    ]
    assert {row.cells[1] for row in table.rows} == {"＿" * 9}
    assert [row.cells[2] for row in table.rows] == ["53000001001", "002", "＿" * 8]
    assert note == Text("系统身份确认：木一 2026年11月24日08时53分07秒（北京时间）。", "after")


def test_long_addresses_stand_in_full_behind_the_record_before_its_end() -> None:
    url = "http://shop.example.com/?q=" + "高" * 700
    paper = _paper(Row[Facts]("网址", "a", lambda f: f.value), value=Url(url))
    blocks = paper.parts[-1].blocks
    assert blocks[-4:] == (
        Heading("附页　超过600字符的网址"),
        Text("网址1（共727字符）", "note"),
        Text(url, "body"),
        Text("（以下空白）", "centre"),
    )


def test_an_endless_address_is_bounded_even_in_the_annex() -> None:
    url = "http://shop.example.com/?q=" + "a" * 2_000_000
    paper = _paper(Row[Facts]("网址", "a", lambda f: f.value), value=Url(url))
    assert sum(len(text) for text in paper.texts()) < 20_000
    assert any("共2000027字符" in text for text in paper.texts())


def test_parts_follow_layout_and_titles() -> None:
    row = Row[Facts]("项", "o", lambda _f: Phrase("值"))
    form = Form[Facts](
        "note",
        "说明",
        (
            Section((row,)),
            Section((row,), heading="二"),
            Section((row,), layout="wide"),
            Section((row,), layout="wide", title="回执"),
            Section((row,), when=lambda _f: False),
        ),
    )
    paper = fill(form, Facts(head("N-1")))
    assert [part.layout for part in paper.parts] == ["form", "wide", "wide"]
    titles = [b for part in paper.parts for b in part.blocks if isinstance(b, Title)]
    assert [title.text for title in titles] == ["说明", "回执"]


def test_the_year_of_the_document_number_is_that_of_beijing() -> None:
    late = START.replace(month=12, day=31, hour=23)
    made = Head(office=OFFICE, number="N-1", made_at=late)
    assert document_number(made) == "云岭市监网〔2027〕＿＿＿＿号"
    bare = replace(made, office=replace(OFFICE, prefix=None))
    assert document_number(bare) == "＿＿＿＿〔2027〕＿＿＿＿号"


def test_room_for_the_hand_is_kept_and_its_line_stands_low() -> None:
    assert Cell("意见", ("＿＿",), room=20).low
    assert not Cell("意见", ("已写",), room=20).low
    assert not Cell("意见", ("＿＿",)).low
