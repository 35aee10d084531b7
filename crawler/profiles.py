"""Site profiles 站点配置: what an officer knows of a shop that the crawler cannot find out.

A profile is a TOML file in the home folder's `sites/`. Everything in it is
optional beside `site`; what is there overrides what discovery would say.
"""

import re
from pathlib import Path
from typing import Annotated, Literal

import re2
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from crawler.addresses import resolve, site_key
from keywords.errors import FileFault, WrongValue
from keywords.toml_source import load_toml

TERM = "{term}"
"""Where the search word stands in a profile's address or body."""


def _absolute(url: str) -> str:
    if resolve(url.replace(TERM, "x"), url.replace(TERM, "x")) is None:
        raise WrongValue(
            "网址不成立", "no usable address", "完整的 http(s) 网址", "an absolute http(s) address"
        )
    return url


def _known_charset(name: str) -> str:
    try:
        "茶".encode(name)
    except (LookupError, UnicodeError):
        raise WrongValue(
            "编码不认识或写不出汉字",
            "unknown charset, or one that cannot write Chinese",
            "utf-8、gbk、gb18030 等",
            "utf-8, gbk, gb18030 or the like",
        ) from None
    return name


def _pattern(text: str) -> str:
    try:
        re2.compile(text)
    except re2.error as error:
        raise WrongValue(
            f"正则表达式不成立（{error}）",
            f"no valid pattern ({error})",
            "RE2 正则表达式",
            "an RE2 pattern",
        ) from None
    return text


def _host(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9.-]+(?::\d{1,5})?|\[[0-9a-f:]+\](?::\d{1,5})?", text):
        raise WrongValue(
            "主机名不成立", "no host name", "主机名或主机名:端口", "a host name, or HOST:PORT"
        )
    return text.lower()


Address = Annotated[str, AfterValidator(_absolute)]
Charset = Annotated[str, AfterValidator(_known_charset)]
Pattern = Annotated[str, AfterValidator(_pattern)]
Host = Annotated[str, AfterValidator(_host)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SearchProfile(_Part):
    """How the site's search is asked. `{term}` stands for the word in `url` or `body`."""

    url: Address
    method: Literal["GET", "POST"] = "GET"
    body: str = ""
    charset: Charset | None = None

    @model_validator(mode="after")
    def _word_has_a_place(self) -> "SearchProfile":
        if TERM not in self.url + self.body:
            raise WrongValue(
                "没有写检索词的位置",
                "the search word has no place",
                "url 或 body 里写 {term}",
                "{term} in url or body",
                at=("url",),
            )
        return self


class ListingProfile(_Part):
    """Where goods are listed, and CSS selectors for a card's link and the next page's."""

    urls: tuple[Address, ...] = ()
    product_link: str | None = None
    next_link: str | None = None


class ProductProfile(_Part):
    """What a product page's address looks like (an RE2 pattern on the whole address)."""

    url_pattern: Pattern | None = None


class LimitsProfile(_Part):
    """Limits of this site; they narrow or widen the campaign's."""

    pages: int | None = Field(default=None, ge=1, le=100_000)
    depth: int | None = Field(default=None, ge=1, le=50)
    listing_pages: int | None = Field(default=None, ge=1, le=1000)
    walk_pages: int | None = Field(default=None, ge=0, le=10_000)
    delay: float | None = Field(default=None, ge=0, le=300)


class SiteProfile(_Part):
    """站点配置 of one site. `hosts` are further hosts that belong to it."""

    site: Address
    name: str = ""
    hosts: tuple[Host, ...] = ()
    search: SearchProfile | None = None
    no_search: bool = False
    listing: ListingProfile = ListingProfile()
    product: ProductProfile = ProductProfile()
    licence_urls: tuple[Address, ...] = ()
    render: Literal["auto", "always", "never"] = "auto"
    limits: LimitsProfile = LimitsProfile()


def load_profile(path: Path) -> SiteProfile:
    """The profile in the file `path`. Raises keywords.errors.FileFault."""
    return load_toml(path, SiteProfile)


def load_profiles(folder: Path) -> dict[str, SiteProfile]:
    """All profiles of a folder by host; an absent folder has none.

    Raises FileFault, also where two files speak for one site.
    """
    profiles: dict[str, SiteProfile] = {}
    named: dict[str, Path] = {}
    for path in sorted(folder.glob("*.toml")):
        profile = load_profile(path)
        host = site_key(profile.site)
        if host in named:
            first = named[host].name
            raise FileFault.single(
                path,
                f"{first} 已经写了站点 {host}",
                f"{first} already speaks for the site {host}",
                key="site",
                expected_zh="一个站点一个文件",
                expected_en="one file a site",
            )
        profiles[host] = profile
        named[host] = path
    return profiles
