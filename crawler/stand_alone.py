"""A crawl without a campaign: `scrapy crawl shop -a site=URL -a keywords=FILE[,FILE…]`.

For looking at a shop by hand: everything fetched is archived in the home folder as
always, what the spider makes of it is in Scrapy's log and items. Nothing is filed
and nothing resumed; for that there is `wangjian crawl`. Needs no database.
"""

from typing import Any, Self

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import UsageError
from scrapy.spiderloader import SpiderLoader

from checks.references import office_references
from crawler.campaign import campaign_of_flags
from crawler.chosen_lists import choose_lists, read_lists, require_all_agreed
from crawler.errors import CampaignFault
from crawler.handler import Line, attach
from crawler.ledger import MemoryLedger
from crawler.pace import Pace
from crawler.planning import plan_of
from crawler.profiles import load_profiles
from crawler.render import Renderer
from crawler.site_plan import SitePlan, SpiderContext
from evidence.archive.archive import Archive
from evidence.network.reach import Reach
from evidence.network.relay import Relay
from evidence.network.wire import Wire
from keywords.errors import KeywordsError
from keywords.lexicon import Lexicon
from leads.home import Home
from leads.office import load_office
from leads.register_file import register_at_hand
from pages.picture_reader import PictureReader


class StandAloneLoader(SpiderLoader):
    """Scrapy's own commands get spiders that make their plan from `-a` arguments."""

    def load(self, spider_name: str) -> type[Spider]:
        """The room's spider of this name, able to stand alone."""
        spider: Any = super().load(spider_name)

        class StandAlone(spider):  # type: ignore[misc]
            """Made by Scrapy's crawl command, which knows no plan."""

            name = spider.name

            @classmethod
            def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
                plan, context = stand_alone(crawler, **kwargs)
                made: Self = super().from_crawler(crawler, *args, plan=plan, context=context)
                return made

        return StandAlone


def stand_alone(
    crawler: Crawler,
    *,
    site: str = "",
    keywords: str = "",
    pages: str = "",
    delay: str = "",
    allow: str = "",
    draft: str = "",
) -> tuple[SitePlan, SpiderContext]:
    """Plan and context of a spider that Scrapy itself starts, with its arguments.

    `keywords` are files or ids of lists and `allow` HOST:PORT, several separated by
    commas; `draft=1` does without the units' agreement. Raises UsageError.
    """
    home = Home.from_env().make()
    try:
        limits = {"pages": int(pages)} if pages else {}
        campaign = campaign_of_flags(
            {
                "sites": [site],
                "lists": _several(keywords),
                "allow": _several(allow),
                "limits": {**limits, **({"delay": float(delay)} if delay else {})},
                "draft": draft not in ("", "0", "no", "false"),
            }
        )
        files = choose_lists(campaign.lists, home)
        lists = read_lists(files)
        if not campaign.draft:
            require_all_agreed(files, lists, home)
        office, profiles = load_office(home), load_profiles(home.sites)
    except (CampaignFault, KeywordsError) as error:
        raise UsageError(error.diagnostics("en")) from error
    except ValueError as error:
        raise UsageError(f"pages and delay are numbers: {error}") from error
    lexicon = Lexicon(lists)
    plan = plan_of(campaign, campaign.sites[0], office, profiles, lexicon.search_terms())
    return plan, _context(crawler, plan, lexicon, home)


def _several(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _context(crawler: Crawler, plan: SitePlan, lexicon: Lexicon, home: Home) -> SpiderContext:
    reach = Reach(allow=plan.allow, resolver=load_office(home).network.resolver or None)
    info = {"operator": plan.office, "robots": plan.robots, "site": plan.site_url}
    archive = Archive(home.archive, name="scrapy", info=info)
    pace = Pace(plan.limits.delay, overlapping=plan.limits.concurrency > 1)
    renderer = Renderer(Relay(reach), user_agent=plan.user_agent)

    pictures = PictureReader(home.pictures)

    async def end() -> None:
        await renderer.close()
        pictures.close()
        pace.close()
        archive.close()

    attach(crawler, Line(Wire(reach, archive), pace))
    crawler.signals.connect(end, signals.spider_closed, weak=False)
    return SpiderContext(
        ledger=MemoryLedger(),
        archive=archive,
        lexicon=lexicon,
        renderer=renderer,
        turn=pace.turn,
        slower=pace.slower,
        slice_pages=plan.limits.pages,
        slice_seconds=plan.limits.seconds or 24 * 3600.0,
        register=register_at_hand(home),
        references=office_references(home.path),
        pictures=pictures,
    )
