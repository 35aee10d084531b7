"""`wangjian inspect`: check saved pages, folders or WARC files without crawling."""

import json
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from desk.cli.language import say
from desk.cli.terminal import tell, tell_raw, warn

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
    from pages.picture_reader import PictureReader

    at = Home.from_env()
    lexicon = Lexicon(read_lists(chosen(lists, at)))
    reader = PictureReader(at.pictures if at.path.is_dir() else None) if pictures else None
    unreadable = 0
    today = day.date() if day else None
    lines = inspect_paths(
        paths, lexicon, url=url, home=home, today=today, pictures=reader,
        register=register_at_hand(at), references=office_references(at.path),
    )  # fmt: skip
    for line in lines:
        if line["kind"] == "error":
            unreadable += 1
            warn(f"{line['path']}: {say(line['zh'], line['en'])}")
        elif json_:
            tell_raw(json.dumps(line, ensure_ascii=False))
        elif line["kind"] == "page":
            verdict = say("有监测提示", "lead") if line["lead"] else "-"
            licence = f" {say('亮照', 'licence')}: {line['licence']}" if line["licence"] else ""
            tell(f"{line['path']}: {verdict}{licence} {' '.join(line['flags'])}")
        else:
            mark = "●" if line["lead"] else "○"
            what = f"{line['matched']} ({line['field']})" if line["matched"] else line["rule"]
            tell(f"  {mark} {what} {line['reason']}")
    if reader is not None:
        reader.close()
    return 1 if unreadable else 0
