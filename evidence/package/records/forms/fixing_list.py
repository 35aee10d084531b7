"""电子数据提取固定清单: every file that was kept, with its digests; annex to 1 and 2."""

from dataclasses import dataclass

from evidence.package.records.blocks import capture_footer, digest_lines, remark, two_officers
from evidence.package.records.facts import Artefact, CaptureFacts, Head, Officer
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
from evidence.package.records.values import Phrase, Stamp, Url


@dataclass(frozen=True, slots=True, kw_only=True)
class FixingList:
    """The facts of a 电子数据提取固定清单.

    `officers` took the data; of an automatic capture they export it. `medium` is the
    number of the medium that it was stored on.
    """

    head: Head
    capture: CaptureFacts
    officers: tuple[Officer, ...] = ()
    medium: str | None = None


def _signers(facts: FixingList) -> list[Signer]:
    if facts.capture.kind != "automatic":
        return two_officers(facts.officers)
    return [
        Signer(
            f"导出人{number}", facts.officers[number - 1] if number <= len(facts.officers) else None
        )
        for number in (1, 2)
    ]


_FILES = Listing[FixingList, Artefact](
    columns=(
        Column("名称、文件名", "a", lambda one: [one.name, one.file], 2.4),
        Column("类别", "a", lambda one: one.kind, 0.8),
        Column("格式", "a", lambda one: one.format, 1.15),
        Column("字节数", "a", lambda one: one.size, 1.2),
        Column(
            "来源网址",
            "a",
            lambda one: None if one.source_url is None else Url(one.source_url),
            3.2,
        ),
        Column("存储路径", "a", lambda one: one.stored, 2.6),
        Column(
            "提取时间\n（北京时间）",
            "a",
            lambda one: None if one.taken_at is None else Stamp(one.taken_at),
            2.2,
        ),
        Column("方法", "a", lambda one: one.method, 1.8),
    ),
    under=lambda one: (*digest_lines(one), Phrase("备注　　{n}", n=one.note)),
    of=lambda facts: facts.capture.artefacts,
    none="无文件",
)

_Row = Row[FixingList]
_Sentence = Sentence[FixingList]

FORM = Form[FixingList](
    key="fixing-list",
    title="电子数据提取固定清单",
    standard="名称取自公安机关电子数据取证文书",
    footer=lambda facts: capture_footer(facts.capture),
    sections=(
        Section(
            (
                _FILES,
                _Sentence(
                    lambda f: Phrase(
                        "共{n}件，{size}字节。", n=len(f.capture.artefacts), size=f.capture.size
                    ),
                    style="body",
                ),
                _Sentence(
                    remark(
                        "校验值所计算的字节：WARC记录块为收到的原始字节（含分块）；"
                        "WARC文件为压缩后的字节；其余为文件字节。"
                    ),
                    style="note",
                ),
                _Row(
                    "提取人",
                    "a",
                    lambda f: (
                        Phrase(
                            "系统：{t} {v}，运行账号 {a}",
                            t=f.capture.surroundings.tool,
                            v=f.capture.surroundings.version,
                            a=f.capture.account,
                        )
                        if f.capture.kind == "automatic"
                        else [one.name for one in f.officers]
                    ),
                ),
                _Row("介质编号", "o", lambda f: f.medium),
                Signatures(_signers),
            ),
            layout="wide",
        ),
    ),
)
