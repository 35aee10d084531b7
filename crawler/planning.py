"""From a campaign to the plan of each of its sites."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from ipaddress import ip_address
from typing import Any
from urllib.parse import quote, urlsplit

from crawler.addresses import site_key
from crawler.campaign import Campaign, CampaignLimits, Site
from crawler.errors import CampaignFault
from crawler.profiles import LimitsProfile, SiteProfile
from crawler.settings import USER_AGENT
from crawler.site_plan import Limits, SitePlan
from evidence.network.ranges import refusal
from keywords.errors import FileFault
from leads.office import Crawl, Office


def named_agent(office: Office) -> str:
    """What the crawler says it is: program, office and contact, in ASCII.

    Chinese is percent-encoded: a header field takes ASCII only (RFC 9110, 5.5).
    """
    if office.network.user_agent:
        return office.network.user_agent
    parts = [office.code, office.name, office.contact]
    named = "; ".join(quote(part, safe=" +-.,:/@") for part in parts if part)
    return f"{USER_AGENT} ({named})"


def plan_of(
    campaign: Campaign,
    site: Site,
    office: Office,
    profiles: Mapping[str, SiteProfile],
    terms: Iterable[str],
) -> SitePlan:
    """The plan of one site. Raises FileFault where its named profile is not there."""
    profile = _profile(site, profiles)
    limits = _limited(Limits(), office.crawl)
    limits = _limited(limits, campaign.limits)
    if profile is not None:
        limits = _limited(limits, profile.limits)
    named = campaign.user_agent == "named"
    capture = office.crawl.capture if campaign.capture is None else campaign.capture
    return SitePlan(
        site_url=site.url,
        terms=tuple(dict.fromkeys(campaign.terms or terms)),
        limits=limits,
        robots=campaign.robots or office.crawl.robots,
        user_agent=named_agent(office) if named else campaign.user_agent,
        profile=profile,
        walk=campaign.walk,
        # A capture is a browser's work.
        capture=capture and campaign.browser,
        allow=tuple(dict.fromkeys([*office.network.allow, *campaign.allow])),
        office=campaign.territory or office.code,
    )


def refuse_unlawful_start(plan: SitePlan) -> None:
    """Raise CampaignFault where the guard is sure to refuse the site itself.

    Names are resolved later, by the guard; an address written out can be told at
    once, before a run is started that can only end as "unreachable".
    """
    parts = urlsplit(plan.site_url)
    host = parts.hostname or ""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    written = f"[{host}]" if ":" in host else host
    if f"{written}:{port}" in plan.allow:
        return
    try:
        address = ip_address(host)
    except ValueError:
        return
    if refusal(address) is None:
        return
    raise CampaignFault(
        f"{plan.site_url} 不是公网地址，按规定不访问；确是内网网店的，"
        f"用 --allow {written}:{port} 放行，或写入 wangjian.toml 的 [network] allow",
        f"{plan.site_url} is not a public address and is refused; if it is an intranet shop, "
        f"open it with --allow {written}:{port}, or in [network] allow of wangjian.toml",
    )


def _profile(site: Site, profiles: Mapping[str, SiteProfile]) -> SiteProfile | None:
    if site.profile is None:
        return profiles.get(site_key(site.url))
    for profile in profiles.values():
        if profile.name == site.profile:
            return profile
    raise FileFault.single(
        f"sites/{site.profile}",
        f"没有名为 {site.profile} 的站点配置",
        f"no site profile is called {site.profile}",
        key="profile",
        expected_zh="sites/ 里某个文件的 name",
        expected_en="the name of one of the files in sites/",
    )


def _limited(limits: Limits, given: CampaignLimits | Crawl | LimitsProfile) -> Limits:
    known = asdict(limits)
    values = {k: v for k, v in given.model_dump().items() if v is not None and k in known}
    return replace(limits, **values)


def plan_to_json(plan: SitePlan) -> dict[str, Any]:
    """The plan as plain JSON values."""
    value = asdict(replace(plan, profile=None))
    value["profile"] = plan.profile.model_dump(mode="json") if plan.profile else None
    return value


def plan_from_json(value: Mapping[str, Any]) -> SitePlan:
    """The plan from what `plan_to_json` gave."""
    given = dict(value)
    profile = given.pop("profile")
    limits, terms, allow = given.pop("limits"), given.pop("terms"), given.pop("allow")
    return SitePlan(
        **given,
        limits=Limits(**limits),
        terms=tuple(terms),
        allow=tuple(allow),
        profile=SiteProfile.model_validate(profile) if profile else None,
    )
