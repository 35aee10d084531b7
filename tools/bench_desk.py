"""How fast the desk answers with many leads: server time of its pages, SQLite and PostgreSQL.

    python tools/bench_desk.py [--leads 10000 1000000] [--operators 200000] [--postgres]
                               [--keep FOLDER]

Makes up operators, shops, leads and findings (spread over all counties, units, stages and
days), then asks for lists, filters, searches and the page of a lead as officers of a county,
a prefecture and the province do, and prints the median and the 95th percentile of the server
time in milliseconds. The issue asks for p95 of at most 300 ms with a million leads.
"""

import argparse
import os
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

BATCH = 5_000
ASKED = 25
WHAT = (
    ("advertising", "advertising", "治疗高血压", "三七粉每天一勺，治疗高血压，三个疗程见效"),
    ("counterfeit", "trademark", "高仿", "大牌高仿运动鞋，顶级复刻，可过专柜"),
    ("unfair_competition", "antimonopoly_competition", "好评返现", "五星好评返现五元，截图找客服"),
    ("contract_terms", "market_order", "最终解释权", "活动最终解释权归本店所有"),
    ("product_quality", "product_quality", "翻新机", "翻新机当全新卖，外观无划痕"),
    ("licence", "network", "未见亮照", "主页面及其链接页未见营业执照信息"),
    ("travel", "consumer", "零团费", "大理丽江双飞六日零团费"),
    ("pyramid_selling", "antimonopoly_competition", "拉人头", "推荐三人返本，团队计酬"),
)
GOODS = (
    "普洱茶",
    "天麻",
    "三七粉",
    "鲜花饼",
    "银手镯",
    "翡翠挂件",
    "运动鞋",
    "手机",
    "化肥",
    "民宿",
)
NAMES = ("云岭", "滇南", "翠湖", "苍山", "金碧", "彩云", "洱海", "红河", "怒江", "澜沧")


def people() -> list[tuple[str, str]]:
    """Who asks: (role, office)."""
    return [("officer", "530502"), ("officer", "530500"), ("officer", "530000"), ("unit", "530100")]


def fill(leads: int, operators: int) -> None:
    """Make up the rows, in batches, and bring the engine's statistics up to date."""
    from django.db import connection, transaction

    from leads.divisions import divisions
    from leads.models import Lead, LeadFinding, Operator, Shop
    from leads.search import LEADS, OPERATORS, scopes_of

    chance = random.Random(20261130)
    counties = [one.code for one in divisions().values() if one.level == "county"]
    began = datetime(2026, 11, 24, tzinfo=UTC)
    stages = [s.value for s in Lead.Stage]
    for first in range(1, operators + 1, BATCH):
        numbers = range(first, min(first + BATCH, operators + 1))
        with transaction.atomic():
            Operator.objects.bulk_create(
                Operator(
                    id=n,
                    name=f"{NAMES[n % 10]}{GOODS[n // 10 % 10]}商行{n}",
                    uscc=f"92530{n:013d}",
                    first_seen=began,
                    last_seen=began,
                )
                for n in numbers
            )
            Shop.objects.bulk_create(
                Shop(
                    id=n,
                    site=f"s{n % 400}.example",
                    key=f"shop-{n}",
                    operator_id=n,
                    name=f"{NAMES[n % 10]}{GOODS[n // 10 % 10]}小店{n}",
                    first_seen=began,
                    last_seen=began,
                )
                for n in numbers
            )
            OPERATORS.put(
                {
                    n: (f"{NAMES[n % 10]}{GOODS[n // 10 % 10]}商行{n} 92530{n:013d}", ())
                    for n in numbers
                }
            )
    for first in range(1, leads + 1, BATCH):
        rows, found, words = [], [], {}
        for n in range(first, min(first + BATCH, leads + 1)):
            area, unit, matched, snippet = WHAT[chance.randrange(len(WHAT))]
            shop = (n - 1) % operators + 1
            round_no = (n - 1) // operators + 1
            goods = GOODS[chance.randrange(10)]
            seen = began - timedelta(minutes=chance.randrange(400_000))
            stage = chance.choices(stages, (30, 6, 30, 8, 6, 6, 14))[0]
            registered = stage in {"verified", "referred", "answered", "closed"}
            due = date(2026, 11, 1) + timedelta(days=chance.randrange(60)) if registered else None
            code = counties[chance.randrange(len(counties))]
            rows.append(
                Lead(
                    id=n,
                    hint_no=f"T-20261124-{n:07d}",
                    number=f"线{n}" if registered else None,
                    shop_id=shop,
                    area=area,
                    round=round_no,
                    stage=stage,
                    unit=unit,
                    office=code,
                    strength=("strong", "weak")[n % 2],
                    summary=f"{goods}：{matched}",
                    level=1 + n % 4,
                    discovered_by="530000",
                    route_status="routed",
                    first_seen=seen,
                    last_seen=seen + timedelta(days=n % 9),
                    due=due,
                    sort_due=due or date(9999, 12, 31),
                    campaign=f"专项{n % 12}",
                )
            )
            record = {
                "file": "a.warc.gz",
                "offset": n,
                "length": 1,
                "record_id": f"urn:uuid:{n}",
                "block_digest": "sha256:" + "0" * 64,
            }
            found.append(
                LeadFinding(
                    lead_id=n,
                    page=f"{n:032x}",
                    content=f"{n:032x}",
                    rule=f"{area}.term",
                    url=f"https://s{shop % 400}.example/p/{n}",
                    page_title=f"{goods} 现货",
                    term=matched,
                    list_id=area,
                    list_version="1",
                    matched=matched,
                    snippet=f"{goods}，{snippet}",
                    field="description",
                    strength="strong",
                    makes_lead=True,
                    record=record,
                    last_record=record,
                    run_id="run-1",
                    first_seen=seen,
                    last_seen=seen,
                )
            )
            text = f"T-20261124-{n:07d} 小店{shop} {goods} {matched} {snippet}"
            words[n] = (text, scopes_of(code, unit))
        with transaction.atomic():
            Lead.objects.bulk_create(rows)
            LeadFinding.objects.bulk_create(found)
            LEADS.put(words)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def questions() -> Iterator[tuple[str, str]]:
    """What is asked: (name, address); {lead} is one that the account may see."""
    from desk.web.listing import cursor_of

    yield "list", "/leads/"
    yield "list, all", "/leads/?stage="
    yield "list, page 20", "/leads/?stage=&after=" + cursor_of([date(2026, 11, 20), 2, 1000])
    yield "stage and area", "/leads/?stage=verified&area=counterfeit"
    yield "level and unit", "/leads/?level=1&unit=trademark"
    yield "over", "/leads/?due=over"
    yield "since yesterday", "/leads/?since=1&strength=strong"
    yield "campaign", "/leads/?campaign=专项3"
    yield "platform", "/leads/?site=s7.example"
    yield "search 高仿", "/leads/?stage=&q=高仿"
    yield "search 普洱茶 治疗", "/leads/?stage=&q=普洱茶 治疗高血压"
    yield "search a number", "/leads/?stage=&q=T-20261124-0001234"
    yield "search and stage", "/leads/?stage=closed&area=travel&q=零团费"
    yield from (("hints", "/hints/"), ("operators", "/operators/"), ("today", "/"))
    yield "operators, search", "/operators/?q=云岭普洱茶"
    yield "a lead", "/leads/{lead}/"


def measure() -> None:
    """Ask everything as everybody and print the table."""
    from django.test import Client

    from desk.web.access import leads_of
    from desk.web.models import Account

    print(f"{'':22s}" + "".join(f"{role} {office:>8s}      " for role, office in people()))
    for name, path in questions():
        cells = []
        for role, office in people():
            account = Account.objects.get(role=role, office=office)
            client = Client()
            client.defaults.update({"wsgi.url_scheme": "https", "SERVER_NAME": "localhost"})
            client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
            times, status = [], 0
            seen = leads_of(account).order_by("-pk").values_list("pk", flat=True)[:ASKED]
            for lead in seen:
                address = path.format(lead=lead)
                start = time.perf_counter()
                status = client.get(address).status_code
                times.append((time.perf_counter() - start) * 1000)
            times.sort()
            middle, last = times[len(times) // 2], times[int(len(times) * 0.95)]
            cells.append(f"{middle:6.0f} {last:6.0f} ({status})")
        print(f"{name:22s}" + " ".join(cells), flush=True)


def one_size(folder: Path, leads: int, operators: int) -> None:
    """A home of its own with so many leads."""
    from crawler.opening import open_database
    from leads.home import Home

    home = Home(folder / f"home-{leads}")
    made = home.database.exists() and not os.environ.get("DATABASE_URL")
    home.make()
    os.environ["WANGJIAN_HOME"] = str(home.path)
    open_database(home, settings_module="desk.settings")
    from desk.web.models import Account

    if not made:
        start = time.perf_counter()
        fill(leads, min(operators, max(leads // 5, 1)))
        for role, office in people():
            Account.objects.make(
                f"{role}{office}",
                "x",
                name=role,
                role=role,
                office=office,
                must_change=False,
                unit="trademark" if role == "unit" else "network",
            )
        print(f"{leads} leads made in {time.perf_counter() - start:.0f} s", flush=True)
    print(f"== {leads} leads: median and p95 of {ASKED} in ms (status)")
    measure()


def main() -> None:
    """Every size, in one kind of database."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--leads", type=int, nargs="+", default=[10_000, 1_000_000])
    parser.add_argument("--operators", type=int, default=200_000)
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--keep", type=Path)
    chosen = parser.parse_args()
    os.environ.pop("DATABASE_URL", None)
    with tempfile.TemporaryDirectory() as scratch:
        folder = chosen.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        for leads in chosen.leads:
            if chosen.postgres:
                from tests.postgres import postgres

                with postgres() as url:
                    os.environ["DATABASE_URL"] = url
                    one_size(folder, leads, chosen.operators)
            else:
                one_size(folder, leads, chosen.operators)


if __name__ == "__main__":
    main()
