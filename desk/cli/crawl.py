"""`wangjian crawl` and `wangjian runs`: campaigns started, watched, summed up, resumed."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from desk.cli.language import language, say
from desk.cli.terminal import table, tell, tell_raw, warn

if TYPE_CHECKING:
    from crawler.campaign import Campaign
    from crawler.crawling import CrawlResult

HELP = say(
    "执行任务：按会签的清单搜索、归档、检查；结束时给出汇总和覆盖情况。",
    "Run a campaign with agreed lists; a summary with coverage at the end.",
)
RUNS_HELP = say("执行过的任务；用 --resume 继续。", "What ran and how it ended; --resume goes on.")


def crawl(
    campaign: Annotated[
        Path | None, typer.Argument(metavar="[CAMPAIGN.toml]", help=say("任务文件", "campaign"))
    ] = None,
    lists: Annotated[
        list[str] | None, typer.Option("--keywords", help=say("清单文件或编号", "lists"))
    ] = None,
    sites: Annotated[
        list[str] | None, typer.Option("--site", help=say("网店首页", "home pages"))
    ] = None,
    terms: Annotated[
        list[str] | None, typer.Option("--term", help=say("只搜这些词", "ask for these only"))
    ] = None,
    pages: Annotated[int | None, typer.Option(help=say("每站最多页数", "pages a site"))] = None,
    depth: Annotated[int | None, typer.Option(help=say("最深几层", "depth"))] = None,
    delay: Annotated[float | None, typer.Option(help=say("间隔秒数", "seconds between"))] = None,
    concurrency: Annotated[int | None, typer.Option(help=say("同时请求数", "at once"))] = None,
    seconds: Annotated[float | None, typer.Option(help=say("每站时间上限", "time a site"))] = None,
    no_capture: Annotated[
        bool, typer.Option("--no-capture", help=say("不取页面采集件", "no captures"))
    ] = False,
    capture_limit: Annotated[
        int | None, typer.Option(help=say("每站最多采集几页", "pages to capture a site"))
    ] = None,
    no_browser: Annotated[
        bool,
        typer.Option("--no-browser", help=say("不用浏览器，也不采集", "no browser, no captures")),
    ] = False,
    draft: Annotated[
        bool,
        typer.Option("--draft", help=say("清单未会签也试用，提示标为草稿", "lists not agreed")),
    ] = False,
    ignore_robots: Annotated[
        bool,
        typer.Option(
            "--ignore-robots", help=say("不理会 robots.txt（记入执行记录）", "noted in the run")
        ),
    ] = False,
    allow: Annotated[
        list[str] | None, typer.Option("--allow", help=say("放行内网 主机:端口", "HOST:PORT"))
    ] = None,
    json_: Annotated[bool, typer.Option("--json", help=say("汇总为 JSON", "summary"))] = False,
) -> int:
    """Progress on a terminal, quiet elsewhere; the summary table and coverage at the end."""
    if (campaign is None) == (not sites):
        raise typer.BadParameter(
            say(
                "请给任务文件，或 --keywords 与 --site", "a campaign file, or --keywords and --site"
            )
        )
    home = _open()
    from crawler.campaign import campaign_of_flags, load_campaign
    from crawler.crawling import crawl_campaign
    from crawler.stopping import Stopper
    from desk.cli.progress import Progress

    limits = {
        "pages": pages, "depth": depth, "delay": delay,
        "concurrency": concurrency, "seconds": seconds, "capture_limit": capture_limit,
    }  # fmt: skip
    changed: dict[str, Any] = {"limits": {k: v for k, v in limits.items() if v is not None}}
    changed |= {"draft": True} if draft else {}
    changed |= {"capture": False} if no_capture else {}
    changed |= {"browser": False} if no_browser else {}
    changed |= {"robots": "ignore"} if ignore_robots else {}
    changed |= {"allow": allow} if allow else {}
    changed |= {"terms": terms} if terms else {}
    if campaign is not None:
        what = _override(load_campaign(campaign), changed, lists)
    else:
        what = campaign_of_flags({"lists": lists or _all_lists(), "sites": sites, **changed})
    beside = campaign.parent if campaign else None
    with Stopper() as stopper, Progress() as progress:
        result = crawl_campaign(
            home, what, beside=beside, stop=stopper.asked, on_progress=progress.show
        )
    return _end(result, json_=json_)


def _override(campaign: "Campaign", changed: dict[str, Any], lists: list[str] | None) -> "Campaign":
    """The campaign of the file, with what the flags say instead; checked as a whole."""
    from crawler.campaign import campaign_of_flags

    values = campaign.model_dump(exclude_unset=True, exclude_none=True)
    values["limits"] = values.get("limits", {}) | changed.pop("limits")
    values |= changed | ({"lists": lists} if lists else {})
    return campaign_of_flags(values)


def _all_lists() -> list[str]:
    from keywords.keyword_list import shipped_lists

    return [path.stem for path in shipped_lists()]


def _open() -> Any:
    from crawler.opening import open_database
    from leads.home import Home

    home = Home.from_env().make()
    open_database(home)
    return home


def _end(result: "CrawlResult", *, json_: bool) -> int:
    """Tell the summary; the exit code."""
    summary = result.summary
    if json_:
        tell_raw(json.dumps(summary.to_json(), ensure_ascii=False, indent=1))
    else:
        from desk.cli.run_report import tell_summary

        tell_summary(summary, result.code)
    if result.trouble is not None:
        warn(result.trouble.diagnostics(language()))
    return int(result.code)


def runs(
    resume: Annotated[
        str | None, typer.Option("--resume", metavar="RUN", help=say("继续这次执行", "go on"))
    ] = None,
    show: Annotated[
        str | None, typer.Option("--show", metavar="RUN", help=say("汇总与覆盖", "its summary"))
    ] = None,
    json_: Annotated[bool, typer.Option("--json")] = False,
    limit: Annotated[int, typer.Option(min=1)] = 20,
) -> int:
    """List runs; show one; go on with one."""
    home = _open()
    if resume is not None:
        from crawler.crawling import resume_crawl
        from crawler.stopping import Stopper
        from desk.cli.progress import Progress

        with Stopper() as stopper, Progress() as progress:
            result = resume_crawl(home, resume, stop=stopper.asked, on_progress=progress.show)
        return _end(result, json_=json_)
    if show is not None:
        from crawler.crawling import CrawlResult
        from crawler.exit_codes import ExitCode
        from crawler.runs import get_run
        from crawler.summary import summary_of

        summary = summary_of(get_run(show))
        code = summary.code if summary.code is not None else ExitCode.INTERRUPTED
        _end(CrawlResult(code, summary), json_=json_)
        return 0
    _list_runs(limit)
    return 0


def _list_runs(limit: int) -> None:
    from crawler.exit_codes import ExitCode
    from crawler.models import Run
    from leads.beijing import shown_time

    rows = []
    for run in Run.objects.order_by("-started_at")[:limit]:
        if run.exit_code is None:
            ended = str(run.get_state_display())
        else:
            code = ExitCode(run.exit_code)
            ended = say(code.zh, code.en)
        rows.append((run.id, run.title, shown_time(run.started_at), run.started_by, ended))
    headers = say("执行|任务|开始|由谁|结果", "run|campaign|started|by|end").split("|")
    table(headers, rows)
    if not rows:
        tell(say("还没有执行过任务。", "nothing has run yet."))
