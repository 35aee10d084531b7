"""Writing a keyword list as the TOML that officers read."""

from pathlib import Path

from keywords.keyword_list import KeywordList
from keywords.term import CONTEXT_FIELDS, Basis, Rule, Term
from keywords.whole_file import replace_file

_WIDTH = 92
_HEADING = """\
# {title}
#
# 写法见 docs/keywords.md。strength：strong 强特征，weak 弱特征；search：用这个词搜索网店；
# needs 同一小句须有其一；excludes 落在词组里不算；excludes_… 某处有其一不算。
# 改动以后须由 units 所列单位重新会签。
"""


def write_list(written: KeywordList, path: Path) -> None:
    """Write `written` to `path`, whole or not at all; reading it gives the same digest."""
    replace_file(path, list_text(written).encode())


def list_text(written: KeywordList) -> str:
    """`written` as TOML."""
    head = [
        _HEADING.format(title=written.title.replace("\n", " ")),
        f"id = {_quoted(written.id)}",
        f"title = {_quoted(written.title)}",
        f"area = {_quoted(written.area)}",
        f"version = {_quoted(written.version)}",
        f"units = {_array(written.units)}",
    ]
    if written.chief:
        head.append(f"chief = {_array(written.chief)}")
    if written.signs:
        signs = "".join(f"    {_quoted(sign)},\n" for sign in written.signs)
        head.append(f"signs = [\n{signs}]")
    blocks = [
        "\n".join(head),
        *map(_basis, written.basis),
        *(_rule(name, rule) for name, rule in written.rules.items()),
        *map(_term, written.terms),
    ]
    return "\n\n".join(blocks) + "\n"


def _basis(basis: Basis) -> str:
    lines = ["[[basis]]"]
    lines += [f"{key} = {_quoted(getattr(basis, key))}" for key in ("key", "law", "article")]
    if basis.text:
        lines.append(f"text = {_quoted(basis.text)}")
    lines.append(f"valid_from = {basis.valid_from.isoformat()}")
    if basis.valid_to:
        lines.append(f"valid_to = {basis.valid_to.isoformat()}")
    if basis.goods:
        lines.append(f"goods = {_array(basis.goods)}")
    return "\n".join(lines)


def _rule(name: str, rule: Rule) -> str:
    lines = [f"[rules.{name}]", f"title = {_quoted(rule.title)}"]
    lines += [
        f"{key} = {_quoted(getattr(rule, key))}" for key in ("sign", "excuse") if getattr(rule, key)
    ]
    return "\n".join([*lines, *_arrays(rule, ("basis", *CONTEXT_FIELDS))])


def _term(term: Term) -> str:
    lines = ["[[terms]]", f"text = {_quoted(term.text)}", f"strength = {_quoted(term.strength)}"]
    if term.rule != "term":
        lines.append(f"rule = {_quoted(term.rule)}")
    if term.search:
        lines.append("search = true")
    lines += _arrays(term, ("variants", *CONTEXT_FIELDS))
    if not term.rejects:
        lines.append("rejects = false")
    if term.exact:
        lines.append("exact = true")
    if term.plain:
        lines.append("plain = true")
    lines += _arrays(term, ("origin", "basis"))
    if term.note:
        lines.append(f"note = {_quoted(term.note)}")
    return "\n".join(lines)


def _arrays(holder: Rule | Term, keys: tuple[str, ...]) -> list[str]:
    return [f"{key} = {_array(getattr(holder, key))}" for key in keys if getattr(holder, key)]


def _array(items: tuple[str, ...]) -> str:
    parts = [_quoted(item) for item in items]
    one_line = f"[{', '.join(parts)}]"
    if _columns(one_line) <= _WIDTH - 12:
        return one_line
    lines, line = [], "   "
    for part in parts:
        if _columns(line) + _columns(part) + 2 > _WIDTH and line.strip():
            lines.append(line)
            line = "   "
        line += f" {part},"
    return "[\n" + "\n".join([*lines, line]) + "\n]"


def _columns(text: str) -> int:
    """Columns on a screen: a Han character takes two."""
    return sum(2 if ord(character) > 0x2E80 else 1 for character in text)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
