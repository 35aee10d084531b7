"""A campaign 任务: what is to be looked for, where, by whose order, how far.

Written as a TOML file, or made from a command's flags. It is plain data; what it
names (lists, profiles) is looked up when a run is started.
"""

import hashlib
import json
import re
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from crawler.addresses import resolve
from crawler.errors import CampaignFault
from crawler.timetable import Timetable
from keywords.errors import WrongValue
from keywords.model_faults import DoesNotFit, fit
from keywords.toml_source import load_toml

Kind = Literal["日常监测", "专项行动", "业务机构提请", "取证支持"]

_KINDS_EN = {
    "daily": "日常监测",
    "special": "专项行动",
    "requested": "业务机构提请",
    "evidence": "取证支持",
}
_PRIORITY: dict[str, int] = {"取证支持": 20, "业务机构提请": 30, "专项行动": 50, "日常监测": 100}


_SEVERAL = re.compile(r"\s|[,，、;；|]\s*https?://", re.IGNORECASE)
"""A blank, or one address behind another: a browser would make one odd address of it."""


def _web_address(url: str) -> str:
    url = url.strip()
    if not re.match(r"https?://", url, re.IGNORECASE):
        raise _bad_address(url, "不是 http(s) 网址", "not an http(s) address")
    if _SEVERAL.search(url):
        raise WrongValue(
            f"写了几个网址，或网址里有空格：{url[:80]}",
            f"several addresses, or a blank in one: {url[:80]}",
            "每个网址分开写（文本框里一行一个），中间没有空格",
            "each address by itself (in a text box one a line), without blanks",
        )
    if "@" in url.split("/", 3)[2]:
        raise _bad_address(url, "网址里不能带账号口令", "an address may not carry a password")
    resolved = resolve(url, url)
    if resolved is None:
        raise _bad_address(url, "网址不成立", "no usable address")
    return resolved


def _bad_address(url: str, zh: str, en: str) -> WrongValue:
    return WrongValue(
        f"{zh}：{url[:80]}",
        f"{en}: {url[:80]}",
        "如 https://shop.example/",
        "such as https://shop.example/",
    )


def _endpoint(text: str) -> str:
    match = re.fullmatch(r"(?:\[[0-9A-Fa-f:.]+\]|[^\s:/\[\]]+):(\d{1,5})", text)
    if match is None or not 0 < int(match[1]) < 65536:
        raise WrongValue(
            f"不是“主机:端口”：{text[:60]}",
            f"not HOST:PORT: {text[:60]}",
            "如 127.0.0.1:8099",
            "such as 127.0.0.1:8099",
        )
    return text


def _at_least_one(values: tuple[Any, ...]) -> tuple[Any, ...]:
    if not values:
        raise WrongValue("一个也没有写", "there is none", "至少一个", "at least one")
    return values


def _division(code: str) -> str:
    if code and not re.fullmatch(r"53\d{4}", code):
        raise WrongValue(
            f"不是云南省的行政区划代码：{code[:20]}",
            f"not a division code of Yunnan: {code[:20]}",
            "六位数字，如 530502（隆阳区）",
            "six digits such as 530502",
        )
    return code


def _agent(text: str) -> str:
    if not re.fullmatch(r"[\x21-\x7e](?:[\x20-\x7e]{0,298}[\x21-\x7e])?", text):
        raise WrongValue(
            "user_agent 只能用可打印的英文字符",
            "user_agent takes printable ASCII only",
            '"named" 或一行英文',
            '"named" or a line of ASCII',
        )
    return text


WebAddress = Annotated[str, AfterValidator(_web_address)]
Endpoint = Annotated[str, AfterValidator(_endpoint)]
Text = Annotated[str, Field(max_length=200)]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class CampaignLimits(_Table):
    """How far to go at each site; what is not given is the office's or the program's.

    `pages` asked for, `depth` of links from the home page, `listing_pages` of one
    search, `walk_pages` without a search, `renders` in the browser, `delay` and
    `seconds` in seconds (`seconds` bounds the whole crawl), `concurrency` requests
    under way at once. Of the pages with findings `capture_limit` are captured 采集, in
    at most `capture_seconds`.
    """

    pages: Annotated[int, Field(ge=1, le=100_000)] | None = None
    depth: Annotated[int, Field(ge=0, le=50)] | None = None
    listing_pages: Annotated[int, Field(ge=1, le=1000)] | None = None
    walk_pages: Annotated[int, Field(ge=0, le=10_000)] | None = None
    renders: Annotated[int, Field(ge=0, le=10_000)] | None = None
    delay: Annotated[float, Field(ge=0, le=300)] | None = None
    concurrency: Annotated[int, Field(ge=1, le=16)] | None = None
    seconds: Annotated[float, Field(ge=0, le=7 * 86400)] | None = None
    capture_limit: Annotated[int, Field(ge=0, le=5000)] | None = None
    capture_seconds: Annotated[float, Field(ge=0, le=7 * 86400)] | None = None


class Site(_Table):
    """One shop: its home page, and the file of sites/ that tells of it, where the
    host alone does not find it."""

    url: WebAddress
    profile: Text | None = None


class Campaign(_Table):
    """任务. `lists` are ids or files of keyword lists; `terms`, where given, the only
    words that shops are asked for. `source` says who asked, `approval` who allowed
    it; `unit` is the business unit that it is done for, "" for the network unit's own.
    `start` and `end` are days, both included. `user_agent` is "named" (the office's name
    and contact) or what to say instead. `pictures`: the words in pictures are read too,
    where it pays.
    """

    id: Annotated[str, Field(max_length=100)] = ""
    title: Text = ""
    kind: Annotated[Kind, BeforeValidator(lambda kind: _KINDS_EN.get(kind, kind))] = "日常监测"
    source: Text = ""
    approval: Text = ""
    unit: Annotated[str, Field(pattern=r"^([a-z][a-z0-9_]{1,40})?$")] = ""
    lists: Annotated[tuple[str, ...], AfterValidator(_at_least_one)]
    terms: tuple[Text, ...] = ()
    sites: Annotated[
        tuple[
            Annotated[Site, BeforeValidator(lambda s: {"url": s} if isinstance(s, str) else s)],
            ...,
        ],
        # Not min_length: pydantic does not count the sites that it has refused already.
        AfterValidator(_at_least_one),
    ]
    officers: tuple[Text, ...] = ()
    territory: Annotated[str, AfterValidator(_division)] = ""
    start: date | None = None
    end: date | None = None
    schedule: Timetable | None = None
    limits: CampaignLimits = CampaignLimits()
    robots: Literal["obey", "ignore"] | None = None
    walk: Literal["auto", "always", "never"] = "auto"
    user_agent: Annotated[str, AfterValidator(_agent)] = "named"
    capture: bool | None = None
    browser: bool = True
    pictures: bool = True
    draft: bool = False
    allow: tuple[Endpoint, ...] = ()

    @model_validator(mode="after")
    def _fits_together(self) -> "Campaign":
        if self.start and self.end and self.end < self.start:
            raise WrongValue(
                "结束日早于开始日",
                "the end is before the start",
                "不早于开始日的日期",
                "a day not before start",
                at=("end",),
            )
        seen: set[str] = set()
        for at, site in enumerate(self.sites):
            if site.url in seen:
                raise WrongValue(
                    f"网站写了两次：{site.url[:80]}",
                    f"a site is named twice: {site.url[:80]}",
                    "每个网站一次",
                    "each site once",
                    at=("sites", at),
                )
            seen.add(site.url)
        return self

    @property
    def priority(self) -> int:
        """Smaller is sooner: evidence support before requests, actions, routine."""
        return _PRIORITY[self.kind]

    def runs_on(self, day: date) -> bool:
        """Whether `day` lies within the campaign's dates."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)

    def to_json(self) -> dict[str, Any]:
        """The campaign as plain JSON values."""
        return self.model_dump(mode="json")

    def digest(self, *further: str) -> str:
        """What was configured, as "sha256:" and hex: the campaign and `further` digests."""
        text = json.dumps(
            [self.to_json(), *further], ensure_ascii=True, sort_keys=True, separators=(",", ":")
        )
        return "sha256:" + hashlib.sha256(text.encode("ascii")).hexdigest()


def load_campaign(path: Path) -> Campaign:
    """The campaign in the file `path`; its id is the file's name where it gives none.

    Raises keywords.errors.FileFault.
    """
    campaign = load_toml(path, Campaign)
    ident = campaign.id or re.sub(r"[^\w.-]+", "-", path.stem)[:100]
    return campaign.model_copy(update={"id": ident, "title": campaign.title or path.stem[:200]})


def campaign_of_flags(values: dict[str, Any]) -> Campaign:
    """A campaign made of a command's flags: the keys of the file, nested alike.

    Raises CampaignFault (exit 2), naming the first value that will not do.
    """
    try:
        campaign = fit(values, Campaign)
    except DoesNotFit as error:
        first = error.misfits[0]
        flag = _flag(first.at)
        raise CampaignFault(
            f"{flag}：{first.problem_zh}"
            + (f"；应为：{first.expected_zh}" if first.expected_zh else ""),
            f"{flag}: {first.problem_en}"
            + (f"; expected: {first.expected_en}" if first.expected_en else ""),
        ) from error
    hosts = ", ".join(re.sub(r"^https?://|/$", "", site.url) for site in campaign.sites)
    return campaign.model_copy(
        update={"id": campaign.id or "flags", "title": campaign.title or hosts[:200]}
    )


def _flag(at: tuple[str | int, ...]) -> str:
    names = {"sites": "--site", "lists": "--keywords", "allow": "--allow", "terms": "--term"}
    words = [str(step) for step in at if isinstance(step, str) and step not in {"limits", "url"}]
    return names.get(words[0], f"--{words[-1].replace('_', '-')}") if words else "--"
