"""What a check is given: the page, its hits already judged, and how to say a finding."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date
from functools import cached_property

from checks.echo import Echoes
from checks.excuses import (
    EXCUSES,
    REACH,
    Place,
    letters,
    phrase_among,
    phrase_in,
    place_excuse,
    zone_excuse,
)
from checks.finding import Finding, Strength
from checks.goods_class import Goods, goods_of
from checks.judged_hit import JudgedHit, without_inner
from checks.needles import NEEDLES
from checks.own_texts import OwnTexts
from checks.page_nature import PageNature, page_nature, shows_one
from checks.plain_text import MAX_READ, PlainText, plain, plain_parts, plain_texts, with_readings
from checks.prefilter import PREFILTER
from checks.read_parts import few_of_each, parts_read
from checks.references import References, shipped_references
from checks.register import Register
from checks.subject_goods import subject_excuse
from keywords.goods import GoodsClass
from keywords.keyword_list import KeywordList
from keywords.lexicon import HIT_LIMIT, Hit, Lexicon
from keywords.reading import MAX_SENTENCES, reader
from keywords.rewriting import Change, Rewritten
from keywords.spellings import DOUBTFUL
from pages.page import FieldName, Page, Price

__all__ = ["FIELDS", "FIELD_NAMES", "OWN", "Context", "JudgedHit", "snippet"]

FIELDS: tuple[FieldName, ...] = (
    "title",
    "attributes",
    "description",
    "links",
    "alt",
    "image_text",
    "structured",
    "meta",
    "hidden",
    "aside",
    "reviews",
)
"""The fields that are searched. "price" only repeats what stands in the others."""

FIELD_NAMES: dict[str, str] = {
    "title": "标题",
    "attributes": "商品参数",
    "description": "页面文字",
    "links": "链接文字",
    "alt": "图片替代文字",
    "image_text": "图片中的文字",
    "structured": "页面数据",
    "meta": "网页简介",
    "hidden": "隐藏文字",
    "aside": "推荐区块",
    "reviews": "买家评价",
}

OWN = ("title", "attributes", "description", "alt", "image_text", "structured", "meta")
"""The fields of the merchant's own words."""

MAX_PLAIN = 400_000
"""Code points of a field that rules read: of a longer one its beginning, its end, and what stands
around hits of the lists (checks.read_parts)."""

VOCABULARY_AREA = "licence"
"""The area whose list is a vocabulary (checks.display): its words accuse nobody."""

MAX_LIKE = 5
"""Findings of one term in one field: a word repeated a hundred times is told five times."""
MAX_LIKE_EXCUSED = 2
_NUMBER_WORDS = frozenset(("国药准字", "械注准", "械注进", "械注许", "械备"))
_TELLS_PINYIN = re.compile("拼音|读音|注音|读作")
_SNIPPET_SIDE = 60
_LONGEST_NAME = 1_000
"""Code points of the goods' name: it is asked for with every hit. What is beyond is text."""


class Context:
    """One page before the checks. `today` is the day whose law applies: that of the act.

    `home` says that the page is a shop's home page, `query` are our own search
    words, `second` the pages read beside it on which a licence may stand,
    `register` an extract of the register, where the office has one, `references` the
    prices and sites to compare with. `cut` are the marks of what was left out for its size
    (pages.quality_marks).
    """

    def __init__(
        self,
        page: Page,
        lexicon: Lexicon,
        *,
        today: date,
        home: bool = False,
        query: str | None = None,
        second: Sequence[Page] = (),
        register: Register | None = None,
        references: References | None = None,
    ) -> None:
        self.page = page
        self.lexicon = lexicon
        self.today = today
        self.home = home
        self.query = query
        self.second = tuple(second)
        self.register = register
        self.references = references or shipped_references()
        self.cut: set[str] = set()

    def lists(self, area: str) -> list[KeywordList]:
        """The lists of one area."""
        return self._lists.get(area, [])

    @cached_property
    def _lists(self) -> dict[str, list[KeywordList]]:
        lists: dict[str, list[KeywordList]] = {}
        for each in self.lexicon.lists:
            lists.setdefault(each.area, []).append(each)
        return lists

    def hits(self, area: str) -> list[JudgedHit]:
        """The hits of one area's lists, judged; echoes of our own search words are left out."""
        return self._by_area.get(area, [])

    @cached_property
    def echoes(self) -> Echoes:
        """What of the page is only our own words given back."""
        return Echoes(self.page, self.query)

    @cached_property
    def goods(self) -> Goods:
        """The class of the goods that the page sells."""
        return goods_of(self.page)

    @cached_property
    def nature(self) -> PageNature:
        """Whether a shop speaks, or an office, or a text about the law."""
        return page_nature(self.page)

    @cached_property
    def _shows_one(self) -> bool:
        return shows_one(self.page)

    @cached_property
    def goods_name(self) -> str:
        """The name of the goods: headings of the page, else the first part of its title."""
        lines = self.page.title.split("\n")
        name = "\n".join(lines[1:]) or lines[0].split(" - ")[0].split("_")[0]
        return name[:_LONGEST_NAME]

    @cached_property
    def _own_letters(self) -> str:
        """What `excludes_page` and `needs_page` look at: the merchant's own words, folded."""
        return letters("\n".join(self.page.fields.get(name, "") for name in OWN))

    @cached_property
    def prices(self) -> list[Price]:
        """The prices of the goods themselves; a price beside the button to buy may stand among
        the links, but counts only where no other is there."""
        own = [price for price in self.page.prices if price.field not in ("links", "meta")]
        if own or not self._shows_one:
            return own
        return [price for price in self.page.prices if price.field == "links" and price.label][:3]

    def is_echo(self, field: str, start: int, end: int) -> bool:
        """Whether what stands there is only our own search words, given back by the page."""
        text = self.page.fields.get(field, "")
        if not text or not self.echoes.may_be:
            return False
        line = Place.of(field, text, start, end).sentence_text
        return self.echoes.is_echo(field, line, text[start:end])

    def plain(self, field: str) -> PlainText:
        """The plain text of a field, which rules read."""
        return self._plain.get(field) or plain("")

    @cached_property
    def _plain(self) -> dict[str, PlainText]:
        fields = self.page.fields
        texts: dict[str, str] = {name: fields[name] for name in FIELDS if name in fields}
        long = [name for name, text in texts.items() if len(text) > MAX_PLAIN]
        known = plain_texts({name: texts[name] for name in texts if name not in long})
        for name in long:
            self.cut.add("text-cut")
            hits = few_of_each(self._found.get(name, ()), MAX_LIKE)
            known[name] = plain_parts(texts[name], parts_read(len(texts[name]), MAX_PLAIN, hits))
        if any(len(one.text) > MAX_READ for one in known.values()):
            self.cut.add("long-text")
        return {name: with_readings(known[name], self._readings.get(name, ())) for name in texts}

    def stands_in(self, field: str, needles: int) -> bool:
        """Whether one of some needles, which go by a number (checks.needles), stands in a field."""
        text = self.plain(field).text if self.page.fields.get(field) else ""
        return bool(text) and PREFILTER.look(text).may[needles] != 0

    @cached_property
    def own_texts(self) -> OwnTexts:
        """The merchant's own words, to try the patterns of rules on."""
        texts = [(name, self.plain(name).text) for name in OWN if self.page.fields.get(name)]
        return OwnTexts([(name, text) for name, text in texts if text], self.plain_name)

    @property
    def plain_of_name(self) -> PlainText:
        """The name of the goods in plain text, with the places in it as it is written."""
        return plain(self.goods_name)

    @cached_property
    def plain_name(self) -> str:
        """The name of the goods in plain text."""
        return self.plain_of_name.text

    @cached_property
    def plain_own(self) -> str:
        """The merchant's own words in plain text."""
        return "\n".join(self.plain(name).text for name in OWN if self.page.fields.get(name))

    def excuse_at(
        self, field: str, start: int, end: int, *, rejects: bool = True, rule: str = ""
    ) -> str | None:
        """Why words at this place of the page make no lead whatever they say, or None."""
        zone = zone_excuse(field)
        if zone is not None:
            return zone
        place = Place.of(field, self.page.fields.get(field, ""), start, end)
        return (
            place_excuse(place, rejects=rejects, rule=rule)
            or subject_excuse(self.plain_name, rule, place.sentence_text)
            or self.nature.excuses(place.sentence_text)
        )

    def basis(self, area: str, *keys: str, goods: GoodsClass | None = None) -> str:
        """The citations of the area's lists for the class of the goods (`goods` where a rule knows
        it better), in force on the day of the act, only those of `keys` where keys are given."""
        cited = [
            one.citation
            for each in self.lists(area)
            for one in each.basis_of(keys, self.today, goods or self.goods.kind)
        ]
        return "；".join(dict.fromkeys(cited))

    @cached_property
    def _found(self) -> dict[str, list[Hit]]:
        """The hits of the lists by field, as the text is written."""
        found = self.lexicon.find_in({name: self.page.fields.get(name, "") for name in FIELDS})
        if sum(map(len, found.values())) >= HIT_LIMIT:
            self.cut.add("hits-cut")
        return found

    @cached_property
    def _readings(self) -> dict[str, list[Rewritten]]:
        """The sentences of the merchant's fields that are read otherwise than written."""
        texts: dict[str, str] = {
            name: text[:MAX_PLAIN] for name in OWN if (text := self.page.fields.get(name))
        }
        known = {
            name: [
                Change(hit.start, hit.end, hit.term.text, hit.spelling)
                for hit in self._found.get(name, ())
                if hit.spelling in DOUBTFUL and not hit.compound and hit.end <= len(text)
            ]
            for name, text in texts.items()
        }
        readings = reader(NEEDLES.words).read_fields(texts, known)
        if sum(map(len, readings.values())) >= MAX_SENTENCES:
            self.cut.add("readings-cut")
        return readings

    @cached_property
    def _by_area(self) -> dict[str, list[JudgedHit]]:
        echoes = self.echoes
        by_area: dict[str, list[JudgedHit]] = defaultdict(list)
        told: Counter[tuple[int, str, bool]] = Counter()
        alike: set[int] = set()
        for field, written in self._found.items():
            text = self.page.fields.get(field, "")
            hits = self.lexicon.read_too(text, written, self._readings.get(field, ()))
            for hit in hits:
                known = (id(hit.term), field, False)
                if hit.list.area == VOCABULARY_AREA or told[known] >= MAX_LIKE:
                    continue
                if told[id(hit.term), field, True] >= MAX_LIKE_EXCUSED:
                    around = text[max(0, hit.start - REACH) : hit.end + REACH]
                    if (same := hash((id(hit.term), around))) in alike:
                        continue  # the same words between the same words were judged
                    alike.add(same)
                place = Place.of(field, text, hit.start, hit.end)
                if echoes.is_echo(field, place.sentence_text, hit.matched):
                    continue
                judged = JudgedHit(hit, place, self._excuse(hit, place))
                like = (id(hit.term), field, judged.excused is not None)
                told[like] += 1
                if told[like] <= (MAX_LIKE_EXCUSED if judged.excused else MAX_LIKE):
                    by_area[hit.list.area].append(judged)
        return {area: without_inner(hits) for area, hits in by_area.items()}

    def _excuse(self, hit: Hit, place: Place) -> str | None:
        zone = zone_excuse(place.field)
        if zone is not None:
            return zone
        if place.field == "links" and not self.home and self._shows_one:
            return "链接上的文字，说的是所指向的其他页面，在那里另行检查"
        for excuse in EXCUSES:
            reason = excuse(hit, place)
            if reason is not None:
                return reason
        return self._page_excuse(hit, place)

    def _page_excuse(self, hit: Hit, place: Place) -> str | None:
        """The contexts that are bound to the goods' name and to the whole page."""
        term = hit.term
        if hit.spelling == "pinyin" and (told := _TELLS_PINYIN.search(self._own_letters)):
            return f"页面说明拼音、读音（“{told.group()}”），这些字母是名称的读音"
        if term.excludes_title:
            line = place.sentence_text if len(place.sentence_text) <= 80 else ""
            for where, text in (("商品名称中", self.goods_name), ("同一句中", line)):
                found = phrase_in(term.excludes_title, text)
                if found:
                    said = " ".join(hit.matched.split())
                    return f"{where}有“{found}”，“{said}”在这类商品上另有含义"
        excluding = [phrase for phrase in term.excludes_page if not self._is_hollow(phrase)]
        found = phrase_among(excluding, self._own_letters)
        if found:
            of_goods = self.goods.medical_excuse if found in _NUMBER_WORDS else None
            return of_goods or f"本页有“{found}”，关键词表写明有它就不算"
        if term.needs_page and phrase_among(term.needs_page, self._own_letters) is None:
            return "本页没有关键词表要求一并出现的词"
        said = place.sentence_text
        return subject_excuse(self.plain_name, term.rule, said) or self.nature.excuses(said)

    def _is_hollow(self, phrase: str) -> bool:
        """Whether an excusing 国药准字 is only a word here, with no right number behind it."""
        if phrase not in _NUMBER_WORDS:
            return False
        return self.goods.kind not in ("drug", "device") or self.goods.number is None

    def owns(self, phrases: Sequence[str]) -> bool:
        """Whether one of `phrases` stands in the merchant's own words, however spelt."""
        return phrase_among(phrases, self._own_letters) is not None

    def finding(
        self,
        judged: JudgedHit,
        *,
        area: str,
        unit: str,
        lead: bool,
        reason: str,
        rule: str | None = None,
        strength: Strength | None = None,
        excuse: str | None = None,
    ) -> Finding:
        """The finding that a judged hit is."""
        hit, place = judged.hit, judged.place
        described = hit.list.rule_of(hit.term)
        return Finding(
            area=area,
            rule=f"{area}.{rule or hit.term.rule}",
            term=hit.term.text,
            list_id=hit.list.id,
            list_version=hit.list.version,
            list_digest=hit.list.digest,
            matched=hit.matched,
            field=place.field,
            start=hit.start,
            end=hit.end,
            snippet=snippet(place),
            strength=strength or hit.term.strength,
            lead=lead and judged.excused is None,
            reason=reason,
            excuse=excuse
            or (described.excuse if described else "")
            or "词语另有含义，或者用于拒绝、否定",
            basis=hit.list.basis_on(self.today, hit.term, self.goods.kind),
            unit=unit,
            excused=judged.excused,
            spelling=hit.spelling,
        )

    def bare_finding(
        self,
        area: str,
        *,
        rule: str,
        unit: str,
        lead: bool,
        strength: Strength,
        reason: str,
        excuse: str,
        matched: str = "",
        field: str = "",
        start: int = 0,
        end: int = 0,
        basis: str | None = None,
        excused: str | None = None,
    ) -> Finding:
        """A finding that no term of a list caused, under the area's list if there is one."""
        one = next(iter(self.lists(area)), None)
        text = self.page.fields.get(field, "")
        place = Place.of(field, text, start, end) if 0 <= start <= end <= len(text) else None
        return Finding(
            area=area,
            rule=f"{area}.{rule}",
            term="",
            list_id=one.id if one else "",
            list_version=one.version if one else "",
            list_digest=one.digest if one else "",
            matched=matched,
            field=field,
            start=start,
            end=end,
            snippet=snippet(place) if place and text else "",
            strength=strength,
            lead=lead and excused is None,
            reason=reason,
            excuse=excuse,
            basis=basis if basis is not None else self._chief_basis(one),
            unit=unit,
            excused=excused,
        )

    def _chief_basis(self, one: KeywordList | None) -> str:
        return one.basis_on(self.today, goods=self.goods.kind) if one else ""


def snippet(place: Place) -> str:
    """The sentence around a hit, cut to what fits a line."""
    begin = max(place.sentence[0], place.start - _SNIPPET_SIDE)
    end = min(place.sentence[1], place.end + _SNIPPET_SIDE)
    text = " ".join(place.text[begin:end].split())
    return "…" * (begin > place.sentence[0]) + text + "…" * (end < place.sentence[1])
