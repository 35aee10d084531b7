"""A lead goes to who is competent: 案件线索移送函 to others, 线索提交单 to own units; 回执.

Suspected crimes have a form of their own (范本5) and are not written here.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from evidence.package.records.blocks import by_hand, listed, registry
from evidence.package.records.facts import Fact, Head, Operator
from evidence.package.records.form import (
    Form,
    Row,
    Section,
    Sentence,
    Signatures,
    Signer,
)
from evidence.package.records.values import (
    Blank,
    Choice,
    Phrase,
    Told,
    Url,
    Value,
    or_blank,
)

_RULE = "《市场监督管理行政处罚程序规定》"
_RESULTS = (
    "立案",
    "不予立案（依据：＿＿＿＿＿＿＿＿）",
    "责令改正",
    "行政指导",
    "并案",
    "移送＿＿＿＿＿＿＿＿",
    "查无主体",
    "已自行整改",
    "管辖异议",
)


Thing = Literal["自动采集件", "双人取证件", "自动采集件和双人取证件"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Referral:
    """The facts of a referral and its receipt.

    `why` is the reason for the competence, conflicts with it. `thing` says whether
    the files were taken automatically or with two officers. `package` and
    `package_sha256` name the package that goes with it.
    """

    head: Head
    to: str | None = None
    task: str | None = None
    platform: Fact = None
    url: str | None = None
    shop: Fact = None
    matter: Fact = None
    operator: Operator = field(default_factory=Operator)
    why: str | None = None
    thing: Thing | None = None
    package: Fact = None
    package_sha256: Fact = None
    attachments: tuple[str, ...] | None = None
    reply_by: datetime | str | None = None


def _found(facts: Referral) -> Phrase:
    return Phrase(
        "我单位在{task}中发现{platform}（{url}）店铺“{shop}”涉嫌{matter}。",
        task=or_blank(facts.task),
        platform=Told(facts.platform),
        url=Told(None if facts.url is None else Url(facts.url)),
        shop=Told(facts.shop),
        matter=or_blank(facts.matter),
    )


def _operator(facts: Referral) -> Phrase:
    one = facts.operator
    return Phrase(
        "页面所示主体为{name}，代码{code}，地址{place}（{status}）。",
        name=Told(one.name),
        code=Told(one.code if one.code is not None else one.code_seen),
        place=Told(_place(one)),
        status=Told(registry(one)),
    )


def _place(operator: Operator) -> Value:
    return operator.actual_place if isinstance(operator.actual_place, str) else operator.domicile


def _asked(facts: Referral) -> Phrase:
    return Phrase(
        "根据" + _RULE + "{article}，移送你单位，请处理并反馈。",
        article=facts.head.office.article("jurisdiction"),
    )


def _submitted(_facts: Referral) -> Phrase:
    return Phrase("现提交你机构，请处理并反馈。")


def _enclosed(facts: Referral) -> Phrase | None:
    if facts.thing is None:
        return None
    return Phrase("所附为" + facts.thing + "，验证见VERIFY.txt。")


def _enclosures(facts: Referral) -> Phrase:
    """附件, one to a line; the file that goes with the letter is the last."""
    listed_ones: list[Value] = [
        *(facts.attachments or ()),
        Phrase("材料包 {p}，SHA-256 {d}", p=facts.package, d=facts.package_sha256),
    ]
    lines = [f"{number}．{{one{number}}}" for number in range(1, len(listed_ones) + 1)]
    slots: dict[str, Value] = {
        f"one{number}": Told(one) for number, one in enumerate(listed_ones, 1)
    }
    return Phrase("附件：" + "\n　　　　　".join(lines), **slots)


def _contact(facts: Referral) -> Phrase:
    office = facts.head.office
    return Phrase(
        "联系人：{who}　电话：{phone}", who=Told(office.contact), phone=Told(office.phone)
    )


_Row = Row[Referral]
_Sentence = Sentence[Referral]

_RECEIPT = Section[Referral](
    (
        _Row("来函文号", "b", by_hand(12), half=True),
        _Row("收到日期", "b", by_hand(8), half=True),
        _Row("接收人", "b", by_hand(8), half=True),
        _Row("电话", "b", by_hand(8), half=True),
        _Row("材料包", "a", lambda f: f.package),
        _Row("材料包SHA-256", "a", lambda f: f.package_sha256),
        _Row("复算", "b", lambda _f: Choice(("一致", "不一致")), room=10),
        _Row("结果", "b", lambda _f: [Choice((one,)) for one in _RESULTS]),
        _Row("说明", "b", by_hand(26), room=40),
        _Row(
            "印章、日期",
            "b",
            lambda _f: Phrase("（印章）　{y}年{m}月{d}日", y=Blank(4), m=Blank(2), d=Blank(2)),
            room=34,
        ),
    ),
    title="回执",
)

LETTER = Form[Referral](
    key="referral-letter",
    title="案件线索移送函",
    standard="机关通行做法；案件移送函为国市监法发〔2021〕42号 范本4（版式待与空白样表核对）",
    numbered=True,
    sections=(
        Section(
            (
                _Sentence(
                    lambda f: Phrase("{to}：", to=or_blank(f.to, 12)), style="addressee", code="ao"
                ),
                _Sentence(_found, style="letter", code="ao"),
                _Sentence(_operator, style="letter", code="ao"),
                _Sentence(
                    lambda f: Phrase("管辖理由：{why}", why=or_blank(f.why, 24)),
                    style="letter",
                    code="o",
                ),
                _Sentence(_asked, style="letter", code="ao"),
                _Sentence(
                    lambda f: Phrase("反馈期限：{day}。", day=or_blank(f.reply_by)),
                    style="letter",
                    code="o",
                ),
                _Sentence(_enclosed, style="letter"),
                _Sentence(
                    _enclosures,
                    style="letter",
                ),
                _Sentence(_contact, style="closing", code="o"),
                _Sentence(lambda f: Phrase("{o}", o=f.head.office.name), style="seal", code="ao"),
                _Sentence(
                    lambda _f: Phrase(
                        "（印章）　{y}年{m}月{d}日", y=Blank(4), m=Blank(2), d=Blank(2)
                    ),
                    style="seal",
                ),
            ),
            layout="letter",
        ),
        _RECEIPT,
    ),
)

SUBMISSION = Form[Referral](
    key="lead-submission",
    title="线索提交单",
    sections=(
        Section(
            (
                _Row("提交至", "ao", lambda f: f.to),
                _Row("任务", "ao", lambda f: f.task),
                _Row(
                    "内容",
                    "ao",
                    lambda f: [_found(f), _operator(f), _submitted(f)],
                ),
                _Row("管辖理由", "ao", lambda f: f.why),
                _Row(
                    "所附材料",
                    "a",
                    _enclosed,
                ),
                _Row("附件", "a", lambda f: listed(f.attachments, "无附件")),
                _Row("材料包", "a", lambda f: f.package),
                _Row("材料包SHA-256", "a", lambda f: f.package_sha256),
                _Row("反馈期限", "o", lambda f: f.reply_by),
                _Row("联系人", "o", lambda f: f.head.office.contact, half=True),
                _Row("电话", "o", lambda f: f.head.office.phone, half=True),
                Signatures(lambda _f: [Signer("提交人"), Signer("接收人")]),
            ),
        ),
        _RECEIPT,
    ),
)
