"""Home pages of made-up shops: what they show of their licence, and what else they say."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from checks.register import RegisterEntry
from tests.corpus.render import shell

FILE = Path(__file__).parent / "homes.txt"

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_STATEMENTS = (
    "个人销售自产农副产品，依法不需要办理市场主体登记",
    "个人销售家庭手工业产品，依法不需要办理市场主体登记",
    "个人利用自己的技能从事依法无须取得许可的便民劳务活动，依法不需要办理市场主体登记",
    "个人从事零星小额交易活动，依法不需要办理市场主体登记",
)
_FORGED = {
    "police": (
        "https://beian-police.example.net/check?code=53010202000123",
        "滇公网安备 53010202000123号",
    ),
    "gongshang": ("http://www.gs-renzheng.example.com/v?id=88", "工商亮照标识"),
    "12315": ("http://12315.kefu-online.example/", "12315消费维权认证"),
    "trust": ("https://trust-site.example.org/", "诚信网站认证"),
}


@dataclass(frozen=True)
class Home:
    """A home page and its labels."""

    state: str
    leads: frozenset[str]
    tokens: tuple[str, ...]
    name: str
    text: str

    @cached_property
    def key(self) -> str:
        """A name that stays as long as the page's words stay."""
        return hashlib.sha256(f"{self.name}\n{self.tokens}\n{self.text}".encode()).hexdigest()[:12]

    @property
    def held_back(self) -> bool:
        """Whether the page belongs to the half that nothing is tuned on."""
        return int(self.key[:2], 16) % 2 == 1

    @property
    def url(self) -> str:
        """Where the page stands."""
        return f"https://www.s{self.key[:6]}.example/"

    def _value(self, name: str) -> str:
        for token in self.tokens:
            head, _, value = token.partition(":")
            if head == name:
                return value
        return ""

    @cached_property
    def code(self) -> str:
        """The unified code shown, or ""."""
        for kind, prefix in (
            ("uscc", "91"),
            ("uscc92", "92"),
            ("uscc93", "93"),
            ("code-only", "91"),
        ):
            if county := self._value(kind):
                return made_code(prefix + county, self.key)
        if county := self._value("bad"):
            right = made_code("91" + county, self.key)
            return right[:-1] + _ALPHABET[(_ALPHABET.index(right[-1]) + 7) % 31]
        return ""

    @property
    def company(self) -> str:
        """The registered name."""
        return f"{self.name}{'店' if 'form' in self.tokens else '有限公司'}"

    @property
    def place(self) -> str:
        """The registered place."""
        return f"云南省昆明市五华区人民路{int(self.key[:2], 16)}号"

    @cached_property
    def register(self) -> "MadeRegister | None":
        """An extract with this operator in it, where the line asks for one."""
        how = self._value("register")
        if not how:
            return None
        entry = RegisterEntry(
            uscc=self.code,
            name="昆明远近贸易有限公司" if how == "name" else self.company,
            address="云南省曲靖市麒麟区南宁路1号" if how == "address" else self.place,
            status="注销" if how == "gone" else "存续",
            standing="deregistered" if how == "gone" else "active",
        )
        return MadeRegister({} if how == "absent" else {self.code: entry})

    def pages(self) -> list[tuple[str, bytes]]:
        """(address, body) of the home page, then of the second pages that exist."""
        out = [(self.url, self._home().encode())]
        if "second" in self.tokens:
            out.append((f"{self.url}licence.html", self._second().encode()))
        if "second-picture" in self.tokens:
            picture = _page("营业执照", '<img src="/yyzz.jpg" alt="营业执照">')
            out.append((f"{self.url}licence.html", picture.encode()))
        if "second-other" in self.tokens or "about-empty" in self.tokens:
            out.append(
                (f"{self.url}about.html", _page("关于我们", "<p>我们热爱生活。</p>").encode())
            )
        return out

    def _home(self) -> str:
        shown = "" if "second" in self.tokens else self._licence()
        return shell(
            "home",
            name=self.name,
            menu=self._menu(),
            text=self.text,
            licence=shown,
            marks=self._marks(),
        )

    def _second(self) -> str:
        return _page("证照信息", f"<h1>证照信息</h1><p>{self._licence()}</p>")

    def _menu(self) -> str:
        if "second" in self.tokens or "second-picture" in self.tokens:
            return '<a href="/licence.html">证照信息</a>'
        if "second-other" in self.tokens or "about-empty" in self.tokens:
            return '<a href="/about.html">关于我们</a>'
        return ""

    def _licence(self) -> str:
        tokens = self.tokens
        parts = []
        if "name" in tokens:
            parts.append(f"企业名称：{self.company}")
        if self.code:
            parts.append(f"统一社会信用代码：{self.code}")
        if "person" in tokens:
            parts.append("经营者：和某某" if "form" in tokens else "法定代表人：和某某")
        if "place" in tokens:
            parts.append(f"{'经营场所' if 'form' in tokens else '住所'}：{self.place}")
        if "capital" in tokens:
            parts.append("注册资本：100万元")
        if "type" in tokens:
            parts.append("企业类型：有限责任公司")
        if "form" in tokens:
            parts.append("组成形式：个人经营")
        if county := self._value("jy"):
            parts.append(f"食品经营许可证：{made_permit('JY1' + county, self.key)}")
        if "travel" in tokens:
            parts.append(f"旅行社业务经营许可证：L-YN{int(self.key[:3], 16):05d}")
        if "drug" in tokens:
            parts.append("药品经营许可证：滇CB8710123")
        if number := self._value("statement"):
            parts.append(_STATEMENTS[int(number) - 1])
        if "contact" in tokens:
            parts.append("实际经营地址：云南省昭通市昭阳区洒渔镇 联系电话：13800000000")
        if "platform" in tokens:
            parts.append("平台经营者：某某网络科技有限公司 平台营业执照：91530100MA00000000")
        return "<br>".join(parts)

    def _marks(self) -> str:
        out = []
        other = self._value("link-other")
        if "link" in self.tokens or other:
            code = made_code("91" + other, self.key[::-1]) if other else self.code
            out.append(
                '<a href="https://zzlz.gsxt.gov.cn/businessCheck/verifKey.do?showType=p&amp;'
                f'serial={code}-SAIC_SHOW_100000{code}1710919400712&amp;signData=MEUCIQDE%3D">电子营业执照</a>'
            )
        if "icp" in self.tokens:
            number = f"滇ICP备20{int(self.key[:2], 16) % 24 + 1:02d}00{int(self.key[:3], 16):04d}号"
            linked = f'<a href="https://beian.miit.gov.cn/">{number}</a>'
            out.append(linked if "miit" in self.tokens else number)
        if "police" in self.tokens:
            number = f"530102020{int(self.key[:4], 16):05d}"
            query = f"https://beian.mps.gov.cn/#/query/webSearch?code={number}"
            out.append(f'<a href="{query}">滇公网安备{number}号</a>')
        if forged := self._value("forged"):
            address, words = _FORGED[forged]
            out.append(f'<a href="{address}">{words}</a>')
        if "picture" in self.tokens:
            out.append('<img src="/img/yyzz.jpg" alt="营业执照">')
        return " ".join(out)


@dataclass(frozen=True)
class MadeRegister:
    """A small extract of a register."""

    entries: dict[str, RegisterEntry]

    def by_code(self, code: str) -> RegisterEntry | None:
        """The entry of a code."""
        return self.entries.get(code)

    def by_name(self, name: str) -> RegisterEntry | None:
        """The entry of a name."""
        return next((entry for entry in self.entries.values() if entry.name == name), None)

    def covers(self, code: str) -> bool:
        """Every code of the province is in it."""
        return code[2:4] == "53"


def homes() -> Iterator[Home]:
    """All home pages."""
    for line in FILE.read_text("utf-8").split("\n"):
        if not line.strip():
            continue
        marks, tokens, name, text = (part.strip() for part in line.split(" | "))
        state, *rest = marks.split()
        shown = tuple(tokens.split()) + tuple(mark for mark in rest if mark.startswith("register:"))
        leads = frozenset(mark[1:] for mark in rest if mark.startswith("+"))
        yield Home(state, leads, shown, name, text)


def _page(title: str, body: str) -> str:
    head = f'<html><head><meta charset="utf-8"><title>{title}</title></head>'
    return f"{head}<body>{body}</body></html>"


def made_code(head: str, seed: str) -> str:
    """A right unified code (GB 32100-2015) that begins with `head`; its owner is nobody."""
    body = "MA" + hashlib.sha256(seed.encode()).hexdigest().upper()[:6]
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    values = [int(c) if c.isdigit() else ord(c) - 55 for c in body]
    check = 11 - sum(w * v for w, v in zip(weights, values, strict=True)) % 11
    body += {10: "X", 11: "0"}.get(check, str(check))
    code = head + body
    total = sum(_ALPHABET.index(c) * pow(3, i, 31) for i, c in enumerate(code))
    return code + _ALPHABET[(31 - total % 31) % 31]


def made_permit(head: str, seed: str) -> str:
    """A right food permit number (GB/T 17710, MOD 11,10)."""
    digits = head[2:] + f"{int(seed[:5], 16) % 1_000_000:06d}"
    p = 10
    for digit in digits:
        p = (p + int(digit)) % 10 or 10
        p = p * 2 % 11
    return head[:2] + digits + str((11 - p) % 10)
