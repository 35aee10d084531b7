"""How fast the desk answers with many leads: server time of its pages, SQLite and PostgreSQL.

    python tools/bench_desk.py [--leads 10000 1000000] [--operators 200000]
                               [--postgres | --database URL]
                               [--keep FOLDER] [--only PAGE...] [--as ROLE...]

Makes up operators, shops, leads, findings, referrals, approvals and packages (spread over all
counties, units, stages and days), then asks for lists, filters, searches and the page of a
lead as every role does that reads leads, at a county, a prefecture and the province, and
prints the median and the 95th percentile of the server time in milliseconds, and what each
role waited at most. The issue asks for p95 of at most 300 ms with a million leads.

With `--keep` the filled home stays in FOLDER and is measured there again, without filling;
what an older version of this tool did not make up is added. `--postgres` starts a PostgreSQL and
fills it each time; `--database` takes one of yours, of one size, and measures it again as well.
"""

import argparse
import os
import random
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
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


ROLES = ("officer", "unit", "reviewer", "legal")
OFFICES = ("530502", "530500", "530100", "530000")
"""A county, a prefecture of five counties, one of fourteen, the province."""
SENT = ("referred", "answered", "closed")


def people() -> list[tuple[str, str]]:
    """Who asks: (role, office)."""
    return [(role, office) for role in ROLES for office in OFFICES]


def fill(leads: int, operators: int) -> None:
    """Make up operators, shops, leads and their findings, in batches."""
    from django.db import transaction

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


def send() -> None:
    """Make up how leads were sent on: a referral each, some to another prefecture or with a
    unit that assists, a head's approval of every tenth, a package of every twentieth.
    """
    from django.db import transaction

    from leads.divisions import divisions
    from leads.models import Approval, CasePackage, Lead, Officer, PackageReview, Referral

    chance = random.Random(20261201)
    counties = [one.code for one in divisions().values() if one.level == "county"]
    units = [unit for _, unit, _, _ in WHAT]
    at = datetime(2026, 11, 25, tzinfo=UTC)
    officer, _ = Officer.objects.get_or_create(
        number="25-9000", defaults={"name": "李某", "unit": "network", "office": "530000"}
    )
    sent = Lead.objects.filter(stage__in=SENT).order_by("pk")
    last = 0
    while rows := list(sent.filter(pk__gt=last).values_list("pk", "unit", "office")[:BATCH]):
        last = rows[-1][0]
        referrals, approvals, packed = [], [], []
        for pk, unit, office in rows:
            away = not chance.randrange(20)
            referral = Referral(
                id=pk,
                lead_id=pk,
                form="transfer",
                from_office="530000" if not chance.randrange(10) else f"{str(office)[:4]}00",
                from_unit="network",
                to_office=chance.choice(counties) if away else office,
                to_unit=unit,
                assisting="" if chance.randrange(20) else f"|{chance.choice(units)}|",
                made_at=at,
                sent_at=at if chance.randrange(50) else None,
                sent_by=officer,
                received_at=at,
            )
            referrals.append(referral)
            if not chance.randrange(10):
                approvals.append(
                    Approval(
                        lead_id=pk,
                        kind=Approval.Kind.REFER,
                        office=referral.from_office,
                        asked_by=officer,
                        asked_at=at,
                        granted=True if chance.randrange(20) else None,
                    )
                )
            if not chance.randrange(20):
                packed.append((pk, office))
        with transaction.atomic():
            Referral.objects.bulk_create(referrals)
            Approval.objects.bulk_create(approvals)
            packages = CasePackage.objects.bulk_create(
                CasePackage(
                    id=pk,
                    number=f"包{pk}",
                    case=f"案{pk}",
                    made_at=at,
                    file=f"{pk}.zip",
                    stamped=bool(chance.randrange(50)),
                )
                for pk, _ in packed
            )
            reviews = PackageReview.objects.bulk_create(
                PackageReview(
                    id=pk,
                    case=f"案{pk}",
                    office=f"{str(office)[:4]}00",
                    first=officer,
                    second=officer,
                    made_at=at,
                    sent_at=at,
                    approved_at=at if chance.randrange(50) else None,
                    package=f"包{pk}" if chance.randrange(50) else "",
                )
                for pk, office in packed
            )
            for model, made, name in (
                (CasePackage.leads.through, packages, "casepackage_id"),
                (PackageReview.leads.through, reviews, "packagereview_id"),
            ):
                model.objects.bulk_create(
                    model(**{name: one.pk, "lead_id": one.pk}) for one in made
                )


def complete(leads: int, operators: int) -> None:
    """Make up what the home has not got yet, accounts too, and bring the engine's
    statistics up to date.
    """
    from django.db import connection

    from desk.web.models import Account
    from leads.index_figures import count_anew
    from leads.models import Lead, Referral

    if not Lead.objects.exists():
        fill(leads, operators)
    if not Referral.objects.exists():
        send()
    for role, office in people():
        if not Account.objects.filter(role=role, office=office).exists():
            Account.objects.make(
                f"{role}{office}",
                "x",
                name=role,
                role=role,
                office=office,
                must_change=False,
                unit="trademark" if role == "unit" else "network",
            )
    if connection.vendor == "postgresql":  # which does so by itself, some time later
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    count_anew()


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


def measure(pages: Sequence[str], roles: Sequence[str]) -> None:
    """Ask everything as everybody and print the tables: one for each role, then the worst."""
    worst: dict[str, dict[str, float]] = {}
    for role in roles:
        print(f"{role:24s}" + "".join(f"{office:>17s}" for office in OFFICES))
        for name, path in questions():
            if pages and name not in pages:
                continue
            cells = []
            for office in OFFICES:
                times = times_of(role, office, path)
                if times:
                    middle, last = times[len(times) // 2], times[int(len(times) * 0.95)]
                    of_page = worst.setdefault(name, {})
                    of_page[role] = max(last, of_page.get(role, 0))
                cells.append(f"{middle:11.0f} {last:5.0f}" if times else f"{'—':>17s}")
            print(f"{name:24s}" + "".join(cells), flush=True)
    print("the worst p95 of each role" + "".join(f"{role:>12s}" for role in roles))
    for name, of_page in worst.items():
        cells = [f"{of_page[role]:12.0f}" if role in of_page else f"{'—':>12s}" for role in roles]
        print(f"{name:26s}" + "".join(cells))


def times_of(role: str, office: str, path: str) -> list[float]:
    """How long each answer took in ms, from the fastest on; [] where the account may not
    open the page, or sees no lead to put into its address. Raises RuntimeError for an error.
    """
    from django.test import Client

    from desk.web.access import leads_of
    from desk.web.models import Account

    account = Account.objects.get(role=role, office=office)
    client = Client()
    client.defaults.update({"wsgi.url_scheme": "https", "SERVER_NAME": "localhost"})
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    addresses = [path] * ASKED
    if "{lead}" in path:
        seen = leads_of(account).order_by("-pk").values_list("pk", flat=True)[:ASKED]
        addresses = [path.format(lead=lead) for lead in seen]
    times = []
    for address in addresses:
        start = time.perf_counter()
        status = client.get(address).status_code
        times.append((time.perf_counter() - start) * 1000)
        if status == 404:
            return []
        if status != 200:
            raise RuntimeError(f"{address} answered {status} to {role} of {office}")
    return sorted(times)


def one_size(
    folder: Path, leads: int, operators: int, pages: Sequence[str], roles: Sequence[str]
) -> None:
    """A home of its own with so many leads."""
    from crawler.opening import open_database
    from leads.home import Home

    home = Home(folder / f"home-{leads}").make()
    os.environ["WANGJIAN_HOME"] = str(home.path)
    open_database(home, settings_module="desk.settings")
    start = time.perf_counter()
    complete(leads, min(operators, max(leads // 5, 1)))
    print(f"{leads} leads at hand after {time.perf_counter() - start:.0f} s", flush=True)
    print(f"== {leads} leads: median and p95 of {ASKED} in ms")
    measure(pages, roles)


def main() -> None:
    """Every size, in one kind of database."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--leads", type=int, nargs="+", default=[10_000, 1_000_000])
    parser.add_argument("--operators", type=int, default=200_000)
    engine = parser.add_mutually_exclusive_group()
    engine.add_argument("--postgres", action="store_true")
    engine.add_argument("--database", metavar="URL")
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--only", nargs="+", default=[], metavar="PAGE")
    parser.add_argument("--as", nargs="+", default=ROLES, choices=ROLES, dest="roles")
    chosen = parser.parse_args()
    if chosen.database and len(chosen.leads) > 1:
        parser.error("a database holds one size: --leads N")
    os.environ.pop("DATABASE_URL", None)
    if chosen.database:
        os.environ["DATABASE_URL"] = chosen.database
    with tempfile.TemporaryDirectory() as scratch:
        folder = chosen.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        for leads in chosen.leads:
            size = (folder, leads, chosen.operators, chosen.only, chosen.roles)
            if chosen.postgres:
                from tests.postgres import postgres

                with postgres() as url:
                    os.environ["DATABASE_URL"] = url
                    one_size(*size)
            else:
                one_size(*size)


if __name__ == "__main__":
    main()
