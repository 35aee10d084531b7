"""The main job on the sample market, from nothing: `make demo`.

Agreed lists, a crawl of shops on loopback, suspected leads with unit and
territory, two sample officers who verify one, a capture, the outbox, the sealed
case package, and all of it verified. Every step is the command that an officer
would type; it is printed before it runs. The sample officers, all keys and the
time-stamp authority are made here, for this demo alone, with a throw-away
passphrase: the package says that its key is a test key.
"""

import json
import os
import secrets
import shutil
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / "var" / "demo"
LISTS = ("counterfeit", "advertising", "licence")
CASE = "示例案〔2026〕1号"
KEPT = ("archive", "captures", "ledger", "packages")
OFFICERS = (("李示例", "示例-0001"), ("王示例", "示例-0002"))


def main() -> int:
    """Run the chain; 0 if every step ended as it should."""
    began = time.monotonic()
    shutil.rmtree(HOME, ignore_errors=True)
    HOME.mkdir(parents=True)
    passphrase = secrets.token_urlsafe(16)
    heading("样本市场：本机上的示例网店 / the sample market, on loopback")
    with ExitStack() as stack:
        market = serve(stack, "tests.market", "--ports-file", str(HOME / "market.json"))
        authority = serve(stack, "tests.evidence.seal.serve_tsa", str(HOME / "authority"))
        told = wait_for(HOME / "market.json", market)
        stamps = wait_for(HOME / "authority" / "address.json", authority)
        write_office([*told["allow"], stamps["allow"]], stamps["url"])
        write_campaign(list(told["shops"].values()))
        return chain(passphrase, began)


def chain(passphrase: str, began: float) -> int:
    """The chain itself, step by step."""
    run = Steps(passphrase)
    heading("一、密钥；约定清单：各机构会签 / 1. keys; the units agree on the lists")
    run("keys", "make", "--seal", "--test")
    run("keys", "make", "--ledger")
    for unit, lists in units_of_lists().items():
        run("keys", "make", "--unit", unit)
        run("keywords", "agree", *lists, "--unit", unit, "--officer", "赵示例")
    run("keywords", "status", show=True, may_end=(0, 9))

    heading("二、搜索、归档、检查 / 2. search, archive, check")
    run("crawl", "var/demo/campaigns/示例专项.toml", show=True, may_end=(0, 8))

    heading("三、监测提示：机构与属地 / 3. suspected leads, with unit and territory")
    run("leads", "list", "--limit", "12", show=True)
    leads = [json.loads(line) for line in run("leads", "list", "--json").splitlines()]
    if not leads:
        raise SystemExit("no lead was filed; this should not happen")
    lead = chosen_lead(leads)
    chosen = str(lead["id"])

    heading("四、初筛、双人核实、移交 / 4. screened, verified by two officers, emitted")
    (first, _), (second, _) = OFFICERS
    run("leads", "show", chosen, show=True)
    run("leads", "screen", chosen, "--officer", first, show=True)
    verified = ("--reason", "两人打开采集记录核对，与页面一致")
    run(
        "leads",
        "verify",
        chosen,
        "--officer",
        first,
        "--officer",
        second,
        *verified,
        show=True,
    )
    run("leads", "emit", show=True)

    heading("五、浏览器采集、案件证据包 / 5. a capture by a browser, and the case package")
    if not lead["captures"]:
        run("evidence", "capture", accused_page(run, chosen), show=True)
    run("evidence", "list", show=True)
    package = ("--case", CASE, "--lead", chosen, "--test")
    run("export", *package, "--officer", first, "--officer", second, show=True)

    heading("六、核验全部 / 6. everything verifies")
    run("verify", *(f"var/demo/{kept}" for kept in KEPT), show=True)
    closing(len(leads), chosen, time.monotonic() - began)
    return 0


def chosen_lead(leads: list[dict[str, Any]]) -> dict[str, Any]:
    """A lead of counterfeit goods with a known office, whose capture still shows it."""

    def rank(one: dict[str, Any]) -> tuple[bool, bool]:
        shown = any(each["again"] == "present" for each in one["captures"])
        return one["area"] == "counterfeit" and bool(one["office"]), shown

    return max(leads, key=rank)


def accused_page(run: "Steps", number: str) -> str:
    """The page of a lead that shows what it is about."""
    told = json.loads(run("leads", "show", number, "--json"))
    return str(told["findings"][0]["url"])


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


def serve(stack: ExitStack, module: str, *words: str) -> "subprocess.Popen[bytes]":
    """A server of the demo, ended with it."""
    one = subprocess.Popen(
        [sys.executable, "-m", module, *words], cwd=ROOT, stdout=subprocess.DEVNULL
    )
    stack.callback(one.wait, 20)
    stack.callback(one.terminate)
    return one


def wait_for(path: Path, server: "subprocess.Popen[bytes]") -> dict[str, Any]:
    """What a server tells of itself, once it answers."""
    for _ in range(300):
        if path.exists():
            told: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
            return told
        if server.poll() is not None:
            break
        time.sleep(0.1)
    raise SystemExit(f"a server of the demo did not start: {server.args}")


def write_office(allow: list[str], stamps: str) -> None:
    """The office's wangjian.toml."""
    officers = "".join(
        f'\n[[officers]]\nname = "{name}"\nnumber = "{number}"\n' for name, number in OFFICERS
    )
    text = f"""name = "示例市市场监督管理局"
code = "530100"
contact = "0871-00000000"

[network]
allow = {json.dumps(allow)}

[[timestamp]]
name = "demo"
url = "{stamps}"
roots_file = "authority/roots.pem"
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
capture_limit = 1
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
  var/demo/captures/    采集件（截图、PDF、源码、流量） / captures: picture, PDF, page, traffic
  var/demo/packages/    证据包（先看 VERIFY.txt） / the case package; begin with VERIFY.txt
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
