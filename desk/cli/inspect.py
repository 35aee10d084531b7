"""`wangjian inspect`: check saved pages, folders or WARC files without crawling."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from desk.cli.language import language, say
from desk.cli.terminal import tell, tell_raw, warn

if TYPE_CHECKING:
    from leads.units import Units

_MOST_UNREAD = 200
"""Lines of what was not read: a folder may hold thousands of pictures. All are told with --json."""
_AND_ALL = say("（--json 列出每一项）", " (--json lists each)")
HELP = say(
    "不联网检查已保存的网页、目录或 WARC 文件；用新清单重查旧归档也用它。",
    "Check saved pages, folders or WARC files; re-scan an archive with a new list.",
)


def inspect(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH…")],
    url: Annotated[str | None, typer.Option("--url", help=say("网页地址", "the address"))] = None,
    home: Annotated[bool, typer.Option("--home", help=say("这是店铺首页", "a home page"))] = False,
    lists: Annotated[
        list[str] | None,
        typer.Option("--keywords", help=say("清单文件或编号；不写即全部", "lists; default all")),
    ] = None,
    day: Annotated[
        datetime | None,
        typer.Option("--day", formats=["%Y-%m-%d"], help=say("按哪一天的法律", "law of this day")),
    ] = None,
    pictures: Annotated[
        bool,
        typer.Option(
            "--pictures/--no-pictures",
            help=say("识别网页旁保存的图片中的文字", "read the pictures saved beside pages"),
        ),
    ] = True,
    json_: Annotated[bool, typer.Option("--json", help=say("每行一个 JSON", "JSON lines"))] = False,
) -> int:
    """One line a finding and one a page. Exit 1 where a path could not be read."""
    from checks.references import office_references
    from checks.saved import inspect_paths
    from crawler.chosen_lists import read_lists
    from desk.cli.keyword_lists import chosen
    from keywords.lexicon import Lexicon
    from leads.home import Home
    from leads.register_file import register_at_hand
    from leads.units import load_units
    from pages.picture_reader import PictureReader
    from pages.quality_marks import mark_label

    at = Home.from_env()
    units = load_units(at)
    lexicon = Lexicon(read_lists(chosen(lists, at)))
    reader = PictureReader(at.pictures if at.path.is_dir() else None) if pictures else None
    unreadable = unread = 0
    today = day.date() if day else None
    lines = inspect_paths(
        paths, lexicon, url=url, home=home, today=today, pictures=reader,
        register=register_at_hand(at), references=office_references(at.path),
    )  # fmt: skip
    for line in _with_bodies(lines, units):
        if line["kind"] == "error":
            unreadable += 1
            warn(f"{line['path']}: {say(line['zh'], line['en'])}")
        elif json_:
            tell_raw(json.dumps(line, ensure_ascii=False))
        elif line["kind"] == "unread":
            unread += 1
            if unread <= _MOST_UNREAD:
                where = f" {line['url']}" if line.get("url") else ""
                why = say(f"未读：{line['zh']}", f"not read: {line['en']}")
                tell(f"{line['path']}{where}: {why}")
        elif line["kind"] == "page":
            verdict = say("有监测提示", "lead") if line["lead"] else "-"
            licence = f" {say('亮照', 'licence')}: {line['licence']}" if line["licence"] else ""
            marks = "；".join(mark_label(mark, language()) for mark in line["flags"])
            tell(f"{line['path']}: {verdict}{licence} {marks}")
        else:
            mark = "●" if line["lead"] else "○"
            what = f"{line['matched']} ({line['field']})" if line["matched"] else line["rule"]
            tell(f"  {mark} {what} {line['reason']}")
            for told in _of_a_lead(line, units) if line["lead"] else ():
                tell(f"      {told}")
    if unread and not json_:
        tell(say(f"共有{unread}项未读", f"{unread} not read") + _AND_ALL)
    if reader is not None:
        reader.close()
    return 1 if unreadable else 0


def _with_bodies(lines: Iterable[dict[str, Any]], units: "Units") -> Iterator[dict[str, Any]]:
    """The lines, findings with the bodies outside market supervision (`external`) that their area
    and their page's goods go to; a page's line follows its findings."""
    waiting: list[dict[str, Any]] = []
    for line in lines:
        if line["kind"] == "finding":
            waiting.append(line)
            continue
        goods = f"{line.get('title', '')} {line.get('goods', '')}"
        for finding in waiting:
            acts = (finding["rule"],)
            yield finding | {"external": units.external(finding["area"], goods, acts)}
        waiting.clear()
        yield line
    for finding in waiting:
        yield finding | {"external": units.external(finding["area"], rules=(finding["rule"],))}


def _of_a_lead(line: dict[str, Any], units: "Units") -> list[str]:
    """What an officer asks next of a lead: the law, what would clear it, who is responsible."""
    told = [
        (say("依据", "basis"), line["basis"]),
        (say("可排除的情形", "excuse"), line["excuse"]),
        (say("责任机构", "unit"), units.title(line["unit"])),
        (say("另须移送", "also to"), "、".join(line["external"])),
    ]
    return [f"{label}：{text}" for label, text in told if text]
