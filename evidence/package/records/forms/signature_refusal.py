"""拒绝签名说明: that somebody did not sign a record, and why; it says nothing of its content."""

from dataclasses import dataclass
from typing import Literal

from evidence.package.records.blocks import by_hand, two_officers
from evidence.package.records.facts import Fact, Head, Officer
from evidence.package.records.form import (
    Form,
    Row,
    Section,
    Sentence,
    Signatures,
    Signer,
)
from evidence.package.records.values import Blank, Choice, Phrase, or_blank

_CASES = ("拒绝签名", "无法签名")


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureRefusal:
    """The facts of a 拒绝签名说明. `document` names the record that was not signed."""

    head: Head
    document: Fact
    document_number: Fact = None
    officers: tuple[Officer, ...] = ()
    person: str | None = None
    case: Literal["拒绝签名", "无法签名"] | None = None
    time: str | None = None
    place: str | None = None
    present: str | None = None
    recording: str | None = None


_Row = Row[SignatureRefusal]


def _boxes(facts: SignatureRefusal) -> Choice:
    return Choice(_CASES, () if facts.case is None else (facts.case,))


FORM = Form[SignatureRefusal](
    key="signature-refusal",
    title="拒绝签名说明",
    sections=(
        Section(
            (
                Sentence[SignatureRefusal](
                    lambda f: Phrase(
                        "{who}　{boxes}，所述理由：{why}。本说明只记录签名情况，"
                        "不表示其认可或否认内容。",
                        who=or_blank(f.person),
                        boxes=_boxes(f),
                        why=Blank(12),
                    ),
                    code="o",
                ),
                _Row("文书名称", "a", lambda f: f.document),
                _Row("文书编号", "a", lambda f: f.document_number),
                _Row("时间", "o", lambda f: f.time, half=True),
                _Row("地点", "o", lambda f: f.place, half=True),
                _Row("在场人", "o", lambda f: f.present),
                _Row("录音录像文件", "o", lambda f: f.recording),
                _Row("情形", "o", _boxes),
                _Row("理由", "b", by_hand(26), room=34),
                Signatures(lambda f: [*two_officers(f.officers), Signer("见证人")]),
            ),
        ),
    ),
)
