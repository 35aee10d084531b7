"""Home pages of tests/checks/licence_cases: read, filled with sound codes, judged."""

import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from checks.areas.licence import read_licence
from keywords.lexicon import Lexicon
from pages.check_digits import mod_11_10, uscc_check_char
from pages.reading import read_page

HOME = "https://shop.example/"
FOLDER = Path(__file__).with_name("licence_cases")
_CODES = {"A": "91530102MAYYQ8P105", "B": "92530702MAYYR3W76", "C": "93532924MAYYT5K92"}
_PARTICULARS = (
    "名称：昆明云岫商贸有限公司　统一社会信用代码：{}　类型：有限责任公司　法定代表人：普晓禾　"
    "注册资本：100万元　住所：昆明市五华区翠湖路1号"
)


@dataclass
class Case:
    """One home page, its second pages, and what the check should say."""

    name: str
    html: str
    state: str
    issues: list[str] = field(default_factory=list)
    issues_may: list[str] = field(default_factory=list)
    state_may: list[str] = field(default_factory=list)
    second: dict[str, str] = field(default_factory=dict)
    bare: bool = False
    title: str = "云岫小铺"


def cases(half: str) -> list[Case]:
    """The cases of one file."""
    table = tomllib.loads((FOLDER / f"{half}.toml").read_text("utf-8"))
    return [Case(**entry) for entry in table["case"]]


def code(name: str) -> str:
    """A sound code, or one whose check character is wrong."""
    if name == "bad":
        sound = code("A")
        return sound[:-1] + ("7" if sound[-1] != "7" else "9")
    known = _CODES[name]
    return known if len(known) == 18 else known + (uscc_check_char(known) or "")


def _href(code_of: str) -> str:
    return (
        "https://zzlz.gsxt.gov.cn/businessCheck/verifKey.do?showType=p&serial="
        f"{code_of}-SAIC_SHOW_100000{code_of}1710919400712&signData=MEUC{quote('+/=')}"
    )


def _food(first: str) -> str:
    return first + str(mod_11_10(first))


_SPELLINGS = {
    "": lambda c: c,
    "full": _PARTICULARS.format,
    "href": _href,
    "link": lambda c: f'<a href="{_href(c)}">电子营业执照</a>',
    "wide": lambda c: "　".join(
        part.translate({n: n + 0xFEE0 for n in range(0x30, 0x5B)})
        for part in (c[:6], c[6:12], c[12:])
    ),
    "split": lambda c: "".join(f"<span>{c[at : at + 3]}</span>" for at in range(0, 18, 3)),
    "zero": lambda c: "\u200b".join((c[:5], c[5:])),
    "short": lambda c: c[:17],
    "nbsp": lambda c: "&nbsp;".join((c[:6], c[6:14], c[14:])),
    "lower": str.lower,
    "dots": lambda c: "·".join((c[:6], c[6:12], c[12:])),
}  # fmt: skip
_OH = code("A").replace("0", "O", 1)
_PLAIN = {
    "full:oh": _PARTICULARS.format(_OH),
    "jy": f"JY{_food('1530102000123')}",
    "jybad": f"JY1530102000123{(mod_11_10('1530102000123') + 1) % 10}",
    "sc": f"SC{_food('1145301020123')}",
    "reg": _food("53010260012345"),
    "regbad": f"53010260012345{(mod_11_10('53010260012345') + 1) % 10}",
}


def filled(html: str) -> str:
    """`html` with its places for codes filled."""

    def fill(match: re.Match[str]) -> str:
        said = match[1]
        if said in _PLAIN:
            return _PLAIN[said]
        spelling, _, name = said.rpartition(":")
        return _SPELLINGS[spelling](code(name))

    return re.sub(r"\{((?:[a-z]+:)?(?:A|B|C|bad|oh)|jy|jybad|sc|reg|regbad)\}", fill, html)


def judged(case: Case, lexicon: Lexicon):
    """The reading of the case's home page, with its second pages where it has any."""
    body = filled(case.html)
    if not case.bare:
        body = f"<h1>{case.title}</h1><p>银镯 丝巾 绣片，手工制作</p>{body}"
    page = read_page(
        f"<!doctype html><meta charset=utf-8><title>{case.title}</title><body>{body}".encode(), HOME
    )
    second = [
        read_page(f"<!doctype html><meta charset=utf-8>{filled(html)}".encode(), HOME[:-1] + path)
        for path, html in case.second.items()
    ]
    return read_licence(page, lexicon, home=True, second=second)


def faults(case: Case, lexicon: Lexicon) -> str:
    """What is wrong with the judgement of a case, or ""."""
    reading = judged(case, lexicon)
    issues = set(reading.issues)
    if reading.state not in (case.state, *case.state_may):
        return f"{case.name}: {reading.state} instead of {case.state} ({reading.reason})"
    lacking = set(case.issues) - issues
    more = issues - set(case.issues) - set(case.issues_may)
    return f"{case.name}: lacks {lacking}, has {more}" if lacking or more else ""
