"""`wangjian desk`: serves the web desk 工作台."""

import os
import secrets
from typing import Annotated

import typer

from desk.cli.language import say
from desk.cli.terminal import tell
from leads.home import Home

HELP = say(
    "启动网页工作台（默认只在本机 8000 端口）。首次启动时显示建立管理员的口令。",
    "Serve the web desk (this machine's port 8000 by default).",
)
SETTINGS = "desk.settings"


def desk(
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help=say("端口", "port"))] = 8000,
    listen: Annotated[
        str, typer.Option("--listen", help=say("监听地址", "address to listen on"))
    ] = "127.0.0.1",
    workers: Annotated[
        bool,
        typer.Option(
            "--workers/--no-workers",
            help=say("是否同时领取采集作业", "take the jobs of crawls as well"),
        ),
    ] = True,
) -> None:
    """Bring the tables up to date, say where the desk is, and serve until stopped."""
    home = Home.from_env().make()
    from crawler.opening import open_database

    open_database(home, settings_module=SETTINGS)
    from desk.web.doors import all_doors
    from desk.web.models import Account
    from desk.web.server import DeskServer
    from desk.web.sign_in.views import SETUP_CODE
    from desk.worker_keeper import kept_worker
    from leads.catching_up import catch_up
    from leads.office import load_office

    catch_up()
    all_doors()
    settings = load_office(home).desk
    scheme = "https" if settings.certificate else "http"
    host = "127.0.0.1" if listen in {"0.0.0.0", "127.0.0.1"} else listen  # noqa: S104
    tell(say(f"工作台：{scheme}://{host}:{port}/", f"the desk: {scheme}://{host}:{port}/"))
    if not Account.objects.exists():
        code = os.environ.setdefault(SETUP_CODE, secrets.token_hex(6))
        tell(say(f"首次启动口令：{code}", f"code of the first start: {code}"))
    # The desk is in Chinese whatever the terminal of its administrator speaks.
    os.environ["WANGJIAN_LANG"] = "zh"
    with kept_worker(home, wanted=workers and settings.workers):
        DeskServer(f"{listen}:{port}", home, settings).run()
