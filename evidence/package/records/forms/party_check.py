"""当事人核对确认页: a party is shown material and says in their own hand what they say of it."""

from dataclasses import dataclass

from evidence.package.records.blocks import by_hand, two_officers
from evidence.package.records.facts import Fact, Head, Officer
from evidence.package.records.form import (
    Column,
    Form,
    Listing,
    Row,
    Section,
    Sentence,
    Signatures,
    Signer,
)
from evidence.package.records.values import Blank, Choice, Phrase


@dataclass(frozen=True, slots=True)
class Material:
    """One file that is shown to the party."""

    name: str
    sha256: Fact = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyCheck:
    """The facts of a 当事人核对确认页. `shown` once officers have recorded the showing."""

    head: Head
    materials: tuple[Material, ...]
    officers: tuple[Officer, ...] = ()
    shown: bool = False
    time: str | None = None
    place: str | None = None
    person: str | None = None
    capacity: str | None = None
    identity: str | None = None


_SHOWN = "执法人员已出示上列材料，告知可以核对、提出异议。"
_Row = Row[PartyCheck]

_MATERIALS = Listing[PartyCheck, Material](
    columns=(
        Column("材料名称", "a", lambda one: one.name, 3),
        Column("SHA-256", "a", lambda one: one.sha256, 6),
    ),
    of=lambda facts: facts.materials,
    none="未出示材料",
)

FORM = Form[PartyCheck](
    key="party-check",
    title="当事人核对确认页",
    sections=(
        Section(
            (
                _Row("时间", "o", lambda f: f.time, half=True),
                _Row("地点", "o", lambda f: f.place, half=True),
                _Row("被核对人", "o", lambda f: f.person, half=True),
                _Row("身份", "o", lambda f: f.capacity, half=True),
                _Row("证件", "o", lambda f: f.identity),
            ),
            heading="一、时间、地点和被核对人",
        ),
        Section(
            (
                _MATERIALS,
                Sentence[PartyCheck](
                    lambda f: Phrase("{box}", box=Choice((_SHOWN,), (_SHOWN,) if f.shown else ()))
                ),
            ),
            heading="二、出示的材料",
        ),
        Section(
            (
                _Row(
                    "是否本人经营该店铺",
                    "b",
                    lambda _f: [Choice(("是", "否")), Phrase("说明：{b}", b=Blank(20))],
                    room=16,
                ),
                _Row(
                    "内容是否与所发布一致",
                    "b",
                    lambda _f: [Choice(("一致", "不一致")), Phrase("说明：{b}", b=Blank(20))],
                    room=16,
                ),
                _Row(
                    "发布、修改时间",
                    "b",
                    lambda _f: Phrase("发布 {a}　修改 {b}", a=Blank(10), b=Blank(10)),
                    room=10,
                ),
                _Row("异议", "b", by_hand(26), room=24),
                _Row("更正", "b", by_hand(26), room=16),
            ),
            heading="三、被核对人意见（亲笔）",
        ),
        Section(
            (Signatures(lambda f: [Signer("被核对人"), *two_officers(f.officers)]),),
            heading="四、签名",
        ),
    ),
)
