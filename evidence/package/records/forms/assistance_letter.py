"""协助调查函: a platform is asked for what it holds on one shop, no more than the case needs."""

from dataclasses import dataclass
from datetime import datetime

from evidence.package.records.facts import Fact, Head
from evidence.package.records.form import Form, Section, Sentence
from evidence.package.records.values import Blank, Choice, Phrase, Told, Url, Value, or_blank

MATERIALS = ("登记信息", "实际经营地址", "联系方式", "商品修改记录", "交易记录", "后台日志")


@dataclass(frozen=True, slots=True, kw_only=True)
class Assistance:
    """The facts of a 协助调查函.

    `law` names the law that it rests on, with the article that an officer gives.
    `ids` are the platform's own marks of shop and goods. `wanted` is of MATERIALS.
    """

    head: Head
    to: str | None = None
    cause: str | None = None
    matter: str | None = None
    law: str | None = None
    shop: Fact = None
    urls: tuple[str, ...] | None = None
    ids: Fact = None
    period: Fact = None
    wanted: tuple[str, ...] = ()
    due: datetime | str | None = None


def _asked(facts: Assistance) -> Phrase:
    return Phrase(
        "因调查{matter}需要，请你单位依据{law}{article}，于{due}前提供下列材料，"
        "注明来源、导出时间和导出人，并附各文件SHA-256值。",
        matter=Blank(8) if facts.matter is None else Phrase("涉嫌{m}", m=facts.matter),
        law=or_blank(facts.law),
        article=facts.head.office.article("assistance"),
        due=or_blank(facts.due),
    )


def _goods(facts: Assistance) -> Value:
    return None if facts.urls is None else [Url(one) for one in facts.urls]


_Sentence = Sentence[Assistance]

FORM = Form[Assistance](
    key="assistance-letter",
    title="协助调查函",
    standard="国市监法发〔2021〕42号 范本17（版式待与空白样表核对）",
    numbered=True,
    sections=(
        Section(
            (
                _Sentence(
                    lambda f: Phrase("{to}：", to=or_blank(f.to, 12)), style="addressee", code="ao"
                ),
                _Sentence(_asked, style="letter", code="o"),
                _Sentence(
                    lambda f: Phrase("案由：{c}", c=or_blank(f.cause, 16)),
                    style="letter",
                    code="o",
                ),
                _Sentence(lambda f: Phrase("店铺：{s}", s=Told(f.shop)), style="letter"),
                _Sentence(lambda f: Phrase("网址：{u}", u=Told(_goods(f))), style="letter"),
                _Sentence(lambda f: Phrase("标识：{i}", i=Told(f.ids)), style="letter"),
                _Sentence(lambda f: Phrase("时间范围：{p}", p=Told(f.period)), style="letter"),
                _Sentence(
                    lambda f: Phrase("所需材料：{m}", m=Choice(MATERIALS, f.wanted)),
                    style="letter",
                ),
                _Sentence(
                    lambda _f: Phrase("请妥善保存相关数据并对本函保密。请求范围以办案必需为限。"),
                    style="letter",
                ),
                _Sentence(
                    lambda f: Phrase(
                        "联系人：{who}　电话：{phone}　地址：{place}",
                        who=or_blank(f.head.office.contact),
                        phone=or_blank(f.head.office.phone),
                        place=or_blank(f.head.office.address),
                    ),
                    style="closing",
                    code="o",
                ),
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
    ),
)
