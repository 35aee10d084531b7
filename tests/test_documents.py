"""What the documents tell people to type, open and fill in is there, in both languages."""

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import django
import pytest
import typer
from typer.core import TyperGroup
from typer.testing import CliRunner

from crawler.campaign import Campaign
from crawler.exit_codes import ExitCode
from desk.cli.explaining import explained
from desk.cli.main import app
from keywords.keyword_list import KeywordList
from keywords.workbook_layout import BASIS_COLUMNS, HEAD_ROWS, RULE_COLUMNS, TERM_COLUMNS
from leads.office import Office
from leads.units import load_units
from leads.working_days import Holidays

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PAGES = [*sorted(ROOT.glob("README*.md")), *sorted(DOCS.glob("*.md"))]
TEMPLATES = sorted((ROOT / "desk" / "web").glob("**/templates/**/*.html"))
ROOMS = ("crawler", "evidence", "keywords", "pages", "checks", "leads", "desk")
FOR_OFFICERS = ("desk", "keywords", "operating", "evidence")

_SPAN = re.compile(r"`([^`\n]+)`")
_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
_COMMAND = re.compile(r"(?:^|\s|bin/)wangjian[ \t]+([^\n#|&<>]*)")
_IN_A_PAGE = re.compile(r"wangjian ((?:[a-z][a-z-]* ?)+(?:--[a-z-]+)?)")
_CHINESE = re.compile("[\u4e00-\u9fff]")
_NAME = re.compile(r"[a-z][a-z-]*")
_OPTION = re.compile(r"--[a-z][a-z-]*|(?<=[\s\[])-[a-z]\b")


def id_of(path: Path) -> str:
    """A file as its tests are named."""
    return str(path.relative_to(ROOT))


def commands_in(path: Path) -> Iterator[str]:
    """What stands after `wangjian` in the code of a document or anywhere in a template."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        yield from (found[1] for found in _IN_A_PAGE.finditer(text))
        return
    blocks = [found[2] for found in _BLOCK.finditer(text) if found[1] != "toml"]
    spans = _SPAN.findall(_BLOCK.sub("", text))
    for code in (*blocks, *spans):
        yield from (found[1] for found in _COMMAND.finditer(code))


def wanted_of(said: str) -> Iterator[tuple[list[str], list[str]]]:
    """The commands that `said` names, each with its options: "keys make --unit U · --seal ·
    show" are `keys make` with two options and `keys show`."""
    parts = [part.strip() for part in said.split("·")]
    words = parts[0].split()
    whole = _tree()
    if not words or not _NAME.fullmatch(words[0]):
        return
    if words[0] not in whole.commands or not isinstance(whole.commands[words[0]], TyperGroup):
        yield words[:1], _OPTION.findall(said)
        return
    last = words[:2] if len(words) > 1 and _NAME.fullmatch(words[1]) else words[:1]
    yield last, _OPTION.findall(parts[0])
    for part in parts[1:]:
        first = part.split()[0]
        if _NAME.fullmatch(first):
            last = [words[0], first]
        yield last, _OPTION.findall(part)


@cache
def _tree() -> TyperGroup:
    command = typer.main.get_command(app)
    assert isinstance(command, TyperGroup)
    return command


@cache
def _options_of(names: tuple[str, ...]) -> frozenset[str]:
    """The options of a command, which answers --help. Fails where there is none."""
    told = CliRunner().invoke(app, [*names, "--help"])
    assert told.exit_code == 0, f"wangjian {' '.join(names)}: {told.output}"
    command: Any = _tree()
    for name in names:
        command = command.commands[name]
    own = {option for param in command.params for option in (*param.opts, *param.secondary_opts)}
    return frozenset({*own, "--help", "-h"})


@pytest.mark.parametrize("path", [*PAGES, *TEMPLATES], ids=id_of)
def test_every_command_that_a_document_names_exists_with_its_options(path: Path) -> None:
    for said in commands_in(path):
        for names, options in wanted_of(said):
            lacking = set(options) - _options_of(tuple(names))
            assert not lacking, f"{id_of(path)}: wangjian {said}: no {', '.join(lacking)}"


def test_every_command_that_a_message_names_exists_with_its_options() -> None:
    named = 0
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            for said in _told_in(path):
                for found in _IN_A_PAGE.finditer(said):
                    named += 1
                    for names, options in wanted_of(found[1]):
                        lacking = set(options) - _options_of(tuple(names))
                        assert not lacking, f"{id_of(path)}: {found[0]}: no {', '.join(lacking)}"
    assert named > 40


def _told_in(path: Path) -> Iterator[str]:
    """The texts in Chinese of a module: what it says, not what it says of itself."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    of_itself = {id(one.value) for one in ast.walk(tree) if isinstance(one, ast.Expr)}
    for one in ast.walk(tree):
        if not isinstance(one, ast.Constant) or id(one) in of_itself:
            continue
        if isinstance(one.value, str) and _CHINESE.search(one.value):
            yield one.value


def test_a_command_or_an_option_that_does_not_exist_is_noticed() -> None:
    assert list(wanted_of("keys make --unit 机构 · --seal · show")) == [
        (["keys", "make"], ["--unit"]),
        (["keys", "make"], ["--seal"]),
        (["keys", "show"], []),
    ]
    assert list(wanted_of("runs --resume 编号")) == [(["runs"], ["--resume"])]
    for names in (("nonsense",), ("keys", "nonsense")):
        with pytest.raises(AssertionError, match="nonsense"):
            _options_of(names)
    assert "--nonsense" not in _options_of(("runs",))
    told = [one for page in PAGES for said in commands_in(page) for one in wanted_of(said)]
    named = {" ".join(names) for names, _ in told}
    assert {"keywords agree", "evidence code", "doctor", "keys withdraw", "leads verify"} <= named


@pytest.mark.parametrize("path", PAGES, ids=id_of)
def test_every_link_of_a_document_leads_somewhere(path: Path) -> None:
    text = _SPAN.sub("", _BLOCK.sub("", path.read_text(encoding="utf-8")))
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", text):
        assert "://" in target or (path.parent / target).exists(), f"{id_of(path)}: {target}"


def test_what_officers_need_is_there_in_chinese_and_linked() -> None:
    readme = (ROOT / "README.zh-CN.md").read_text(encoding="utf-8")
    for name in FOR_OFFICERS:
        assert (DOCS / f"{name}.md").exists()
        assert f"(docs/{name}.zh-CN.md)" in readme
        assert f"(docs/{name}.md)" not in readme


@pytest.mark.parametrize("name", ["operating.md", "operating.zh-CN.md"])
def test_the_exit_codes_are_those_of_the_program(name: str) -> None:
    rows = re.findall(r"^\| (\d+) \|", (DOCS / name).read_text(encoding="utf-8"), re.MULTILINE)
    assert [int(row) for row in rows] == [int(code) for code in ExitCode]


def test_the_chinese_names_of_exit_codes_are_those_that_the_program_says() -> None:
    text = (DOCS / "operating.zh-CN.md").read_text(encoding="utf-8")
    told = dict(re.findall(r"^\| (\d+) \| ([^|]+) \|", text, re.MULTILINE))
    assert {int(code): told[str(int(code))] for code in ExitCode} == {
        int(code): code.zh for code in ExitCode
    }


@pytest.mark.parametrize("path", PAGES, ids=id_of)
def test_every_sample_of_a_file_can_be_read(path: Path) -> None:
    for kind, code in _BLOCK.findall(path.read_text(encoding="utf-8")):
        if kind != "toml" or "…" in code:
            continue
        values = tomllib.loads(code)
        if "years" in values:
            Holidays.model_validate(values)
        elif "sites" in values:
            Campaign.model_validate(values)
        elif values.keys() & Office.model_fields.keys() and "terms" not in values:
            Office.model_validate(values)


def test_the_menu_is_described_entry_by_entry() -> None:
    django.setup()
    from desk.web.doors import all_doors

    text = (DOCS / "desk.zh-CN.md").read_text(encoding="utf-8")
    pages = text.partition("## 各页面")[2].partition("\n## ")[0]
    told = re.findall(r"^\| ([^|]+) \|", pages, re.MULTILINE)
    of_administrators = {"系统", "用户"}
    menu = [
        door.menu for door in sorted(all_doors().values(), key=lambda door: door.place) if door.menu
    ]
    assert [one for one in told if one not in {"菜单", "---", "线索详情"}] == [
        one for one in menu if one not in of_administrators
    ]
    operating = (DOCS / "operating.zh-CN.md").read_text(encoding="utf-8")
    assert all(f"“{one}”" in operating for one in of_administrators)


def test_words_in_quotation_marks_stand_on_the_screens() -> None:
    said = "\n".join(
        file.read_text(encoding="utf-8")
        for folder in ("desk", "leads", "checks")
        for suffix in ("py", "html")
        for file in sorted((ROOT / folder).rglob(f"*.{suffix}"))
    )
    text = (DOCS / "desk.zh-CN.md").read_text(encoding="utf-8")
    shown = set(re.findall(r"“([^“”\n]{2,12})”", text)) - NOT_SCREENS
    lacking = sorted(word for word in shown if word.strip("…✕✓?") not in said)
    assert not lacking, lacking


NOT_SCREENS = {"帮助—为何没有提示", "说错了、漏掉了怎么办"}
"""Words that desk.zh-CN.md puts in quotation marks and no screen shows in one piece."""


@pytest.mark.parametrize("name", ["keywords.md", "keywords.zh-CN.md"])
def test_every_column_of_the_workbook_is_explained(name: str) -> None:
    text = (DOCS / name).read_text(encoding="utf-8")
    for column in (*HEAD_ROWS, *BASIS_COLUMNS, *RULE_COLUMNS, *TERM_COLUMNS):
        assert column.header in text, column.header
    assert "虚假违法广告" in text


def test_the_areas_are_those_that_a_workbook_may_name() -> None:
    text = (DOCS / "keywords.zh-CN.md").read_text(encoding="utf-8")
    told = re.search(r"^\| 领域 \| (.+) \|$", text, re.MULTILINE)
    assert told is not None
    assert told[1].split("、") == [area.name for area in load_units().areas]


_KEYS = {column.header: column.key for column in TERM_COLUMNS}
_BY_SENTENCE = {"排除:词组", "排除:小句中在前", "排除:小句中在后", "排除:同一小句", "排除:同一句"}


def test_the_sentences_that_are_said_to_be_excused_are() -> None:
    """Each row about a sentence in keywords.zh-CN.md; without the context it would be a hint."""
    text = (DOCS / "keywords.zh-CN.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([排须][^|]+) \| [^|]+ \| ([^|]+) \| ([^|]+) \|", text, re.MULTILINE)
    assert {row[0] for row in rows} == {h for h in _KEYS if h.startswith(("排除:", "须有"))}
    for header, phrases, sentence in rows:
        if header in _BY_SENTENCE:
            agreed = _list_of("高仿", {_KEYS[header]: phrases.split("、")})
            assert _hinted(agreed, sentence) == [False], header
            assert _hinted(_list_of("高仿", {}), sentence) == [True], header
    scale = _list_of("一比一", {"needs": ["复刻", "原单"]})
    assert _hinted(scale, "一比一比例图纸") == [False]
    assert _hinted(scale, "一比一复刻") == [True]


def _list_of(word: str, contexts: dict[str, list[str]]) -> KeywordList:
    return KeywordList.model_validate(
        {
            "id": "sample",
            "title": "示例",
            "area": "counterfeit",
            "version": "1",
            "units": ["trademark"],
            "basis": [{"key": "a", "law": "某法", "article": "第一条", "valid_from": "2020-01-01"}],
            "terms": [{"text": word, "strength": "strong", **contexts}],
        }
    )


def _hinted(agreed: KeywordList, sentence: str) -> list[bool]:
    """For each hit of the list's word in the sentence, whether it makes a hint."""
    told = [one.finding for one in explained(sentence, [agreed]) if one.hit is not None]
    return [one is not None and one.lead and one.excused is None for one in told]
