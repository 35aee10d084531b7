"""公证衔接单: what a notary needs to take the same pages by a taking of their own."""

from dataclasses import dataclass

from evidence.package.records.blocks import by_hand, remark, two_officers
from evidence.package.records.facts import CaptureFacts, Head, Officer
from evidence.package.records.form import (
    Column,
    Form,
    Listing,
    Row,
    Section,
    Sentence,
    Signatures,
)
from evidence.package.records.values import Url, Value


@dataclass(frozen=True, slots=True, kw_only=True)
class NotarySheet:
    """The facts of a 公证衔接单. `passing` are the things that may soon be gone 易失项."""

    head: Head
    captures: tuple[CaptureFacts, ...]
    officers: tuple[Officer, ...] = ()
    cause: str | None = None
    passing: tuple[str, ...] | None = None
    advice: str | None = None
    notary: str | None = None
    contact: str | None = None


def _way(facts: NotarySheet) -> Value:
    return [step for one in facts.captures for step in one.page.steps or ()] or None


def _addresses(facts: NotarySheet) -> Value:
    asked = dict.fromkeys(one.page.asked for one in facts.captures)
    return [Url(one) for one in asked if isinstance(one, str) and one] or None


_Row = Row[NotarySheet]
_TAKEN = Listing[NotarySheet, CaptureFacts](
    columns=(
        Column("编号", "a", lambda one: one.number, 2.4),
        Column("采集时间", "a", lambda one: one.start, 2.6),
        Column("清单SHA-256", "a", lambda one: one.list_sha256, 4),
    ),
    of=lambda facts: facts.captures,
    none="无",
)

FORM = Form[NotarySheet](
    key="notary-sheet",
    title="公证衔接单",
    sections=(
        Section(
            (
                Sentence[NotarySheet](
                    remark("公证机构自行取证所得与本采集件是两次独立取得，不互相替代。")
                ),
                _Row("事由", "o", lambda f: f.cause),
                _Row("网址", "a", _addresses),
                _Row("进入步骤", "a", _way),
                _Row("易失项", "ao", lambda f: f.passing),
            ),
            heading="一、事由和对象",
        ),
        Section((_TAKEN,), heading="二、已采集件"),
        Section(
            (
                _Row("建议步骤", "o", lambda f: f.advice, room=24),
                _Row("公证机构", "o", lambda f: f.notary, half=True),
                _Row("联系人", "o", lambda f: f.contact, half=True),
                _Row("公证书号", "b", by_hand(8), half=True),
                _Row("日期", "b", by_hand(8), half=True),
                Signatures(lambda f: two_officers(f.officers)),
            ),
            heading="三、公证",
        ),
    ),
)
