"""The main job on the sample market, from nothing: `make demo`.

Agreed lists, a crawl of shops on loopback, suspected leads with unit and
territory, two sample officers who verify one, the outbox, and the archive
verified. Every step is the command that an officer would type; it is printed
before it runs. The sample officers and the units' keys are made here, for this
demo alone, with a throw-away passphrase.
"""

import json
import os
import secrets
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / "var" / "demo"
LISTS = ("counterfeit", "advertising", "licence")
OFFICERS = (("李示例", "示例-0001"), ("王示例", "示例-0002"))


def main() -> int:
    """Run the chain; 0 if every step ended as it should."""
    began = time.monotonic()
    shutil.rmtree(HOME, ignore_errors=True)
    HOME.mkdir(parents=True)
    passphrase = secrets.token_urlsafe(16)
    ports = HOME / "market.json"
    heading("样本市场：本机上的示例网店 / the sample market, on loopback")
    market = subprocess.Popen(
        [sys.executable, "-m", "tests.market", "--ports-file", str(ports)],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
    )
    try:
        shops, allow = wait_for_market(ports, market)
        write_office(allow)
        write_campaign(shops)
        return chain(passphrase, began)
    finally:
        market.terminate()
        market.wait(20)


def chain(passphrase: str, began: float) -> int:
    """The chain itself, step by step."""
    run = Steps(passphrase)
    heading("一、约定清单：各机构会签 / 1. the units agree on the lists")
    for unit, lists in units_of_lists().items():
        run("keys", "make", "--unit", unit)
        run("keywords", "agree", *lists, "--unit", unit, "--officer", "赵示例")
    run("keywords", "status", show=True)

    heading("二、搜索、归档、检查 / 2. search, archive, check")
    run("crawl", "var/demo/campaigns/示例专项.toml", show=True, may_end=(0, 8))

    heading("三、监测提示：机构与属地 / 3. suspected leads, with unit and territory")
    run("leads", "list", "--limit", "12", show=True)
    leads = [json.loads(line) for line in run("leads", "list", "--json").splitlines()]
    if not leads:
        raise SystemExit("no lead was filed; this should not happen")
    chosen = next(
        (x["id"] for x in leads if x["area"] == "counterfeit" and x["office"]), leads[0]["id"]
    )

    heading("四、初筛、双人核实、移交 / 4. screened, verified by two officers, emitted")
    (first, _), (second, _) = OFFICERS
    run("leads", "show", str(chosen), show=True)
    run("leads", "screen", str(chosen), "--officer", first, show=True)
    verified = ("--reason", "两人打开采集记录核对，与页面一致")
    run(
        "leads",
        "verify",
        str(chosen),
        "--officer",
        first,
        "--officer",
        second,
        *verified,
        show=True,
    )
    run("leads", "emit", show=True)

    heading("五、核验归档 / 5. the archive verifies")
    run("verify", "var/demo/archive", show=True)
    closing(len(leads), str(chosen), time.monotonic() - began)
    return 0


class Steps:
    """Runs `wangjian` commands in the demo's home folder and stops at the first that fails."""

    def __init__(self, passphrase: str) -> None:
        self.environment = os.environ | {
            "WANGJIAN_HOME": str(HOME),
            "WANGJIAN_PASSPHRASE": passphrase,
        }
        self.environment.pop("DATABASE_URL", None)

    def __call__(self, *words: str, show: bool = False, may_end: tuple[int, ...] = (0,)) -> str:
        print("$ wangjian " + " ".join(words), flush=True)
        ended = subprocess.run(
            [sys.executable, "-m", "desk.cli", *words],
            env=self.environment,
            cwd=ROOT,
            text=True,
            stdout=subprocess.PIPE,
            check=False,
        )
        if show or ended.returncode not in may_end:
            print(ended.stdout, end="", flush=True)
        if ended.returncode not in may_end:
            raise SystemExit(f"wangjian {words[0]} ended with {ended.returncode}")
        return ended.stdout


def heading(text: str) -> None:
    """A line that begins a part of the demo."""
    print(f"\n── {text}", flush=True)


def wait_for_market(ports: Path, market: "subprocess.Popen[bytes]") -> tuple[list[str], list[str]]:
    """The shops' addresses, and the HOST:PORT that the guard must let through."""
    for _ in range(300):
        if ports.exists():
            told = json.loads(ports.read_text(encoding="utf-8"))
            return list(told["shops"].values()), list(told["allow"])
        if market.poll() is not None:
            raise SystemExit("the sample market did not start")
        time.sleep(0.1)
    raise SystemExit("the sample market did not start within 30 seconds")


def write_office(allow: list[str]) -> None:
    """The office's wangjian.toml."""
    officers = "".join(
        f'\n[[officers]]\nname = "{name}"\nnumber = "{number}"\n' for name, number in OFFICERS
    )
    text = f"""name = "示例市市场监督管理局"
code = "530100"
contact = "0871-00000000"

[network]
allow = {json.dumps(allow)}
{officers}"""
    (HOME / "wangjian.toml").write_text(text, encoding="utf-8")


def write_campaign(shops: list[str]) -> None:
    """The campaign file that the demo's officers would write."""
    folder = HOME / "campaigns"
    folder.mkdir()
    sites = "".join(f"  {json.dumps(url)},\n" for url in shops)
    text = f"""title = "示例专项行动"
kind = "专项行动"
source = "业务机构联合发起"
lists = {json.dumps(list(LISTS))}
sites = [
{sites}]
officers = {json.dumps([name for name, _ in OFFICERS], ensure_ascii=False)}
walk = "always"

[limits]
pages = 300
delay = 0.0
concurrency = 2
"""
    (folder / "示例专项.toml").write_text(text, encoding="utf-8")


def units_of_lists() -> dict[str, list[str]]:
    """Which unit has to agree to which of the lists."""
    from keywords.keyword_list import load_list, shipped_lists

    wanted: dict[str, list[str]] = {}
    for path in shipped_lists():
        one = load_list(path)
        if one.id in LISTS:
            for unit in one.units:
                wanted.setdefault(unit, []).append(one.id)
    return wanted


def closing(leads: int, chosen: str, seconds: float) -> None:
    """Where to look and what to try next."""
    print(
        f"""
── 完成，用时 {seconds:.0f} 秒 / done in {seconds:.0f} seconds
监测提示 {leads} 条 / {leads} leads
看这里 / look here:
  var/demo/screening/   初筛文件（Excel） / the network unit's screening files
  var/demo/outbox/      移交各机构的线索 / what was handed to the units
  var/demo/archive/     归档（WARC）,可用任何工具验证 / the archive, any tool can check it
试一试 / try next:
  export WANGJIAN_HOME=var/demo
  .venv/bin/wangjian leads show {chosen}
  .venv/bin/wangjian keywords explain "顶级复刻，拒绝假货"
  .venv/bin/wangjian inspect --json var/demo/archive | head
  .venv/bin/wangjian doctor"""
    )


if __name__ == "__main__":
    raise SystemExit(main())
