"""The main job, judged by the truth: the whole market crawled with agreed lists, in one run.

One crawl feeds all tests of this file. `pytest -s` prints the table.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from leads.home import Home
from tests.market import Market
from tests.market.agreed_home import OFFICERS, agreed_home, wangjian
from tests.market.outcome import outcome as read_outcome
from tests.market.score import AREAS, score_products, table

pytestmark = [pytest.mark.heavy, pytest.mark.jobs, pytest.mark.timeout(480)]

LISTS = ("counterfeit", "advertising", "licence")


@dataclass(frozen=True)
class Crawled:
    """The market after the crawl, and what the home folder holds."""

    market: Market
    home: Home
    code: int
    summary: dict[str, Any]
    outcome: dict[str, Any]

    def site(self, shop: str) -> dict[str, Any]:
        """The summary of one shop."""
        url = self.market.shops[shop]
        found: dict[str, Any] = next(s for s in self.summary["sites"] if s["url"] == url)
        return found

    def leads_of(self, shop: str) -> set[str]:
        """The areas in which the shop has a lead."""
        host = urlsplit(self.market.shops[shop]).netloc
        return {lead["area"] for lead in self.outcome["leads"] if lead["site"] == host}


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawled]:
    """One crawl of all shops with agreed lists."""
    with Market() as market:
        home = agreed_home(tmp_path_factory.mktemp("market") / "home", market.allow)
        campaign = home.campaigns / "market.toml"
        campaign.write_text(
            f'title = "市场"\nkind = "专项行动"\nlists = {json.dumps(list(LISTS))}\n'
            f'sites = {json.dumps(list(market.shops.values()))}\nwalk = "always"\ncapture = false\n'
            "[limits]\npages = 300\ndelay = 0.0\nconcurrency = 2\n",
            encoding="utf-8",
        )
        ended = wangjian(home, "crawl", str(campaign), "--json", seconds=420)
        assert ended.stdout, ended.stderr
        told = wangjian(home, "verify", str(home.archive))
        assert told.returncode == 0, told.stdout + told.stderr
        yield Crawled(market, home, ended.returncode, json.loads(ended.stdout), outcome_of(home))


def outcome_of(home: Home) -> dict[str, Any]:
    """What tests.market.outcome prints for the home."""
    import subprocess
    import sys

    assert read_outcome  # the module that the process runs
    told = subprocess.run(
        [sys.executable, "-m", "tests.market.outcome", str(home.path)],
        cwd=Path(__file__).resolve().parent.parent,
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, Any] = json.loads(told.stdout)
    return found


@pytest.mark.timeout(600)
def test_recall_and_precision_reach_95_per_cent(crawled: Crawled) -> None:
    found = [(url, area) for url, area in crawled.outcome["findings"]]
    scores = score_products(crawled.market.truth, crawled.market.shops, found)
    print("\n" + table(scores))
    for area in AREAS:
        assert scores[area].recall >= 0.95, table(scores)
        assert scores[area].precision >= 0.95, table(scores)


def test_pages_that_sell_nothing_make_no_lead(crawled: Crawled) -> None:
    found = {url for url, area in crawled.outcome["findings"] if area in AREAS}
    for page in crawled.market.truth.pages():
        url = crawled.market.shops[page.shop].rstrip("/") + page.path
        assert url not in found, page.why


def test_every_licence_is_judged_as_an_officer_would(crawled: Crawled) -> None:
    lines, wrong = [], 0
    for name, shop in crawled.market.truth.shops.items():
        host = urlsplit(crawled.market.shops[name]).netloc
        state = crawled.outcome["shops"].get(host, {}).get("licence")
        truth = shop.licence.state_read or shop.licence.state
        ok = state == truth
        wrong += not ok
        lines.append(f"{'ok ' if ok else 'BAD'} {name:<11} {state} (truth: {truth})")
    print("\n" + "\n".join(lines))
    assert wrong == 0, "\n".join(lines)


def test_a_missing_or_wrong_licence_makes_a_lead_and_a_shown_one_does_not(
    crawled: Crawled,
) -> None:
    for name, shop in crawled.market.truth.shops.items():
        expected = shop.licence.state in {"not_found", "invalid", "mismatch"}
        if name != "platform" or expected:
            assert ("licence" in crawled.leads_of(name)) == expected, name


def test_one_lead_a_shop_and_matter_with_unit_and_territory(crawled: Crawled) -> None:
    leads = crawled.outcome["leads"]
    assert len({(lead["site"], lead["area"]) for lead in leads}) == len(leads)
    assert not any(lead["draft"] for lead in leads)
    units = {"counterfeit": "trademark", "advertising": "advertising", "licence": "network"}
    assert all(lead["unit"] == units[lead["area"]] for lead in leads)
    offices = {
        urlsplit(crawled.market.shops[name]).netloc: shop.licence.office
        for name, shop in crawled.market.truth.shops.items()
        if shop.licence.office and shop.licence.state in {"shown", "mismatch"}
    }
    for lead in leads:
        if lead["site"] in offices:
            assert lead["office"] == offices[lead["site"]], lead


def test_no_lead_lacks_a_record_that_reads_back(crawled: Crawled) -> None:
    assert crawled.outcome["findings"]
    assert crawled.outcome["broken"] == []


def test_coverage_is_complete_and_says_why_it_is_not(crawled: Crawled) -> None:
    for name, shop in crawled.market.truth.shops.items():
        coverage = crawled.site(name)["coverage"]
        states = {entry["state"] for entry in coverage["terms"].values()}
        assert coverage["terms"], name
        if shop.coverage in {"searched", "search_misses"}:
            assert coverage["search"]["state"] == "found", name
            assert states <= {"asked", "search-misses"}, (name, states)
            assert coverage["complete"], name
        elif shop.coverage == "no_search":
            assert coverage["search"]["state"] == "absent", name
            assert states == {"no-search"}, name
            assert coverage["walk"]["pages"] > 0, name
        elif shop.coverage == "robots":
            assert not coverage["complete"], name
            assert coverage["robots"]["refused"], name
        else:
            assert not coverage["complete"], name
            assert "blocked" in states, name
    assert crawled.code == 8  # one shop blocks: the run says so


def test_the_search_misses_chinese_and_the_coverage_says_so(crawled: Crawled) -> None:
    missing = [n for n, s in crawled.market.truth.shops.items() if s.coverage == "search_misses"]
    assert missing
    for name in missing:
        coverage = crawled.site(name)["coverage"]
        assert any(e["state"] == "search-misses" for e in coverage["terms"].values()), name
        assert coverage["walk"]["pages"] > 0


def test_traps_and_hidden_links_were_not_walked(crawled: Crawled) -> None:
    for name in crawled.market.shops:
        asked = [entry.target for entry in crawled.market.requests(name)]
        assert not [target for target in asked if target.startswith("/trap")], name
        assert len(asked) < 400, (name, len(asked))


def test_gbk_terms_went_out_in_gbk_and_stand_so_in_the_archive(crawled: Crawled) -> None:
    from evidence.archive.reader import iter_records

    wanted = b"key=" + "".join(f"%{byte:02X}" for byte in "高仿".encode("gbk")).encode()
    lines = [entry.line for entry in crawled.market.requests("gbk")]
    assert any(wanted in _bytes(line).upper().replace(b"KEY=", b"key=") for line in lines)
    requests = (
        record.block
        for path in sorted(crawled.home.archive.glob("*.warc.gz"))
        for record in iter_records(path)
        if record.type == "request"
    )
    assert any(
        wanted in block.split(b"\r\n")[0].upper().replace(b"KEY=", b"key=") for block in requests
    )


def _bytes(line: str | bytes) -> bytes:
    return line if isinstance(line, bytes) else line.encode("latin-1", "replace")


def test_a_lead_goes_through_two_officers_to_its_unit(crawled: Crawled) -> None:
    listed = wangjian(crawled.home, "leads", "list", "--json", "--area", "counterfeit")
    number = json.loads(listed.stdout.splitlines()[0])["id"]
    (first, _), (second, _) = OFFICERS
    assert wangjian(crawled.home, "leads", "screen", number, "--officer", first).returncode == 0
    alone = wangjian(
        crawled.home, "leads", "verify", number, "--officer", first, "--officer", first,
        "--reason", "核实",
    )  # fmt: skip
    assert alone.returncode == 1
    assert "两" in alone.stderr
    both = wangjian(
        crawled.home, "leads", "verify", number, "--officer", first, "--officer", second,
        "--reason", "核实",
    )  # fmt: skip
    assert both.returncode == 0, both.stderr
    emitted = wangjian(crawled.home, "leads", "emit")
    assert emitted.returncode == 0, emitted.stderr
    files = sorted((crawled.home.outbox / "trademark").iterdir())
    assert {path.suffix for path in files} == {".jsonl", ".xlsx"}
    document = json.loads(files[0].read_text(encoding="utf-8").splitlines()[0])
    assert {v["name"] for v in document["verified_by"]} == {first, second}
