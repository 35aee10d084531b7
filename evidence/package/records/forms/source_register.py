"""案件来源登记表: the first check of a lead enters it into the office's register."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from evidence.package.records.blocks import by_hand, listed, operator_rows
from evidence.package.records.facts import Fact, Head, Officer, Operator
from evidence.package.records.form import Form, Row, Section, Signatures, Signer
from evidence.package.records.values import Choice, Phrase, Value

Source = Literal["监督检查", "投诉", "举报", "移送", "交办", "其他"]
_SOURCES = ("监督检查", "投诉", "举报", "移送", "交办", "其他")


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRegister:
    """The facts of a 案件来源登记表.

    `found_at` is when monitoring found it, `verified_at` when the `officers` checked
    it, `deadline` the last day of the working days that the office reckons. Nothing
    of somebody who reported it is taken in here.
    """

    head: Head
    source: Source | None = None
    found_at: datetime | None = None
    registered_at: datetime | None = None
    provider: str | None = None
    operator: Operator = field(default_factory=Operator)
    platform: Fact = None
    shop: Fact = None
    words: Fact = None
    matter: Fact = None
    verified_at: datetime | None = None
    officers: tuple[Officer, ...] = ()
    attachments: tuple[str, ...] | None = None
    registrar: str | None = None
    opinion: str | None = None
    deadline: Fact = None


def _content(facts: SourceRegister) -> Value:
    said: list[Value] = [
        Phrase(
            "{at}网络监测发现，{platform}店铺“{shop}”页面显示“{words}”，疑似{matter}。",
            at=facts.found_at,
            platform=facts.platform,
            shop=facts.shop,
            words=facts.words,
            matter=facts.matter,
        )
    ]
    if facts.verified_at is not None and len(facts.officers) == 2:
        first, second = facts.officers
        said.append(
            Phrase(
                "{at}{first}、{second}初步核实。",
                at=facts.verified_at,
                first=first.name,
                second=second.name,
            )
        )
    return said


_Row = Row[SourceRegister]

FORM = Form[SourceRegister](
    key="source-register",
    title="案件来源登记表",
    standard="国市监法发〔2021〕42号 范本1（版式待与空白样表核对）",
    numbered=True,
    sections=(
        Section(
            (
                _Row(
                    "案件来源",
                    "ao",
                    lambda f: Choice(_SOURCES, () if f.source is None else (f.source,)),
                ),
                _Row("发现时间", "a", lambda f: f.found_at),
                _Row("登记时间", "a", lambda f: f.registered_at),
                _Row("提供人", "o", lambda f: f.provider),
            ),
            heading="一、来源",
        ),
        Section(operator_rows(lambda f: f.operator), heading="二、当事人"),
        Section(
            (
                _Row("内容", "ao", _content),
                _Row("附件", "a", lambda f: listed(f.attachments, "无附件")),
                _Row("登记人", "ao", lambda f: f.registrar, half=True),
                _Row("核查期限", "a", lambda f: f.deadline, half=True),
                _Row("核查意见", "o", lambda f: f.opinion, room=30),
                _Row("负责人批示", "b", by_hand(26), room=40),
                Signatures(lambda _f: [Signer("登记人"), Signer("负责人")]),
            ),
            heading="三、内容和处理",
        ),
    ),
)
