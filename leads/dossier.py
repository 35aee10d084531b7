"""The dossier 主体档案: who runs a shop, grown from every page that is filed.

Shops with one sound code belong to one operator. What is seen is kept with the
day it was first and last seen; nothing is deleted, not even when two operators
turn out to be one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from threading import local

from django.db import connection, transaction

from checks.finding import OperatorSigns
from leads.area_codes import of_uscc
from leads.digests import short_digest
from leads.facts import Facts, LicenceFacts
from leads.models import Operator, OperatorSign, Shop
from leads.operators import FILINGS, tied_operator
from leads.plain_text import storable
from leads.search import index_operators

MOST_SIGNS = 500
"""Signs kept of one shop; a page that names more makes noise, not knowledge."""

_ADDRESS = "address:"
_seen = local()


def shop_of(site: str, key: str) -> Shop | None:
    """The shop, if a page of it was filed before."""
    return Shop.objects.filter(site=short_key(site, 255), key=short_key(key, 300)).first()


@dataclass(frozen=True, slots=True)
class Noted:
    """A shop, and whether the page told anything not yet noted in this run."""

    shop: Shop
    fresh: bool


def note_shop(facts: Facts, signs: OperatorSigns) -> Noted:
    """The shop of `facts`, with what the page tells of its operator added to the dossier.

    To be called inside a transaction.
    """
    shop, made = _shop(facts)
    found = list(_values(signs))
    marks = {hash((shop.pk, facts.run_id, *sign)): sign for sign in found}
    fresh = {mark: sign for mark, sign in marks.items() if mark not in _noted()}
    if fresh:
        _note_signs(shop, facts, list(fresh.values()))
        _note_operator(shop, facts, signs)
        noted = _noted()
        transaction.on_commit(lambda: noted.update(fresh))
    if made or any(kind in FILINGS for kind, _ in fresh.values()):
        _tie(shop, signs)
    if isinstance(facts, LicenceFacts):
        Operator.objects.filter(pk=shop.operator_id).update(
            licence_state=facts.conclusion.state[:20]
        )
    if made or fresh:
        index_operators(list(Operator.objects.filter(pk=shop.operator_id)))
    return Noted(shop, bool(fresh))


def known_of(shop: Shop, area: str, goods: str = "") -> dict[str, object]:
    """What is known of the shop's operator, as `territory.route` takes it.

    Signs of the shop itself; those of the operator's other shops only where the
    shop has none: a chain's branches lie in different counties.
    """
    signs = list(OperatorSign.objects.filter(shop=shop).order_by("first_seen", "id"))
    if not any(sign.kind not in {"name", "phone"} for sign in signs):
        signs = list(
            OperatorSign.objects.filter(shop__operator=shop.operator_id).order_by("first_seen")
        )
    known: dict[str, object] = {
        "area": area,
        "goods": goods,
        "operator_type": shop.operator.operator_type,
        "addresses": [
            {"kind": sign.kind.removeprefix(_ADDRESS), "text": sign.value}
            for sign in signs
            if sign.kind.startswith(_ADDRESS)
        ],
    }
    for kind in ("uscc", "reg_no", "jy", "sc", "police_filing", "icp", "phone", "ship_from"):
        known[kind] = [sign.value for sign in signs if sign.kind == kind]
    return known


def short_key(text: str, limit: int) -> str:
    """`text` as a key of at most `limit` characters: a longer one ends in its digest."""
    clean = storable(text)
    return clean if len(clean) <= limit else f"{clean[: limit - 33]}~{short_digest(text)}"


def _shop(facts: Facts) -> tuple[Shop, bool]:
    """The shop, and whether it is seen for the first time."""
    site, key = short_key(facts.site, 255), short_key(facts.shop_key, 300)
    shop = Shop.objects.select_related("operator").filter(site=site, key=key).first()
    made = False
    if shop is None:
        at = facts.seen_at
        operator = Operator.objects.create(first_seen=at, last_seen=at)
        shop, made = Shop.objects.select_related("operator").get_or_create(
            site=site,
            key=key,
            defaults={
                "name": storable(facts.shop_name, 300),
                "url": storable(facts.url),
                "operator": operator,
                "first_seen": at,
                "last_seen": at,
            },
        )
        if not made:  # another worker was faster
            operator.delete()
    _see(shop, facts)
    return shop, made


def _see(shop: Shop, facts: Facts) -> None:
    """Widen the span of days on which the shop was seen, to the minute."""
    changed = []
    if facts.seen_at < shop.first_seen:
        shop.first_seen, changed = facts.seen_at, ["first_seen"]
    if (facts.seen_at - shop.last_seen).total_seconds() > 60:
        shop.last_seen, changed = facts.seen_at, [*changed, "last_seen"]
    if facts.shop_name and not shop.name:
        shop.name, changed = storable(facts.shop_name, 300), [*changed, "name"]
    if changed:
        shop.save(update_fields=changed)


def _values(signs: OperatorSigns) -> Iterator[tuple[str, str]]:
    plain = {
        "name": signs.names,
        "uscc": signs.uscc,
        "reg_no": signs.reg_no,
        "jy": signs.jy,
        "sc": signs.sc,
        "police_filing": signs.police_filing,
        "icp": signs.icp,
        "phone": signs.phones,
        "ship_from": signs.ship_from,
    }
    for kind, values in plain.items():
        yield from ((kind, storable(value, 500)) for value in values[:50] if value.strip())
    for kind, text in signs.addresses[:50]:
        if text.strip():
            yield (_ADDRESS + kind)[:20], storable(text, 500)


def _note_signs(shop: Shop, facts: Facts, found: list[tuple[str, str]]) -> None:
    digests = {short_digest(kind, value): (kind, value) for kind, value in found}
    known = set(
        OperatorSign.objects.filter(shop=shop, digest__in=digests).values_list("digest", flat=True)
    )
    seen_before = OperatorSign.objects.filter(shop=shop, digest__in=known)
    seen_before.filter(last_seen__lt=facts.seen_at).update(last_seen=facts.seen_at)
    seen_before.filter(first_seen__gt=facts.seen_at).update(first_seen=facts.seen_at)
    room = MOST_SIGNS - OperatorSign.objects.filter(shop=shop).count()
    fresh = [(d, *sign) for d, sign in digests.items() if d not in known][: max(room, 0)]
    OperatorSign.objects.bulk_create(
        [
            OperatorSign(
                shop=shop,
                kind=kind,
                value=value,
                digest=digest,
                url=storable(facts.url),
                record=facts.record.to_json(),
                first_seen=facts.seen_at,
                last_seen=facts.seen_at,
            )
            for digest, kind, value in fresh
        ],
        ignore_conflicts=True,
    )


def _note_operator(shop: Shop, facts: Facts, signs: OperatorSigns) -> None:
    """Bring name, type and code of the operator up to date; join it to the one with its code."""
    operator = shop.operator
    if signs.operator_type != "unknown":
        operator.operator_type = signs.operator_type[:20]
    if signs.names and not operator.name:
        operator.name = storable(signs.names[0], 300)
    operator.first_seen = min(operator.first_seen, facts.seen_at)
    operator.last_seen = max(operator.last_seen, facts.seen_at)
    operator.save()
    code = _own_code(facts, signs)
    if code is not None and operator.uscc is None:
        other = Operator.objects.filter(uscc=code).exclude(pk=operator.pk).first()
        if other is not None:
            _join(operator, other)
            shop.operator = other
        else:
            operator.uscc = code
            operator.save(update_fields=["uscc"])


def _tie(shop: Shop, signs: OperatorSigns) -> None:
    """Join the shop's operator with one that has its filing or its site."""
    own = shop.operator
    other = tied_operator(shop, signs)
    if other is None:
        return
    # The one with a code stays; else the one that was known first.
    stays, goes = (own, other) if own.uscc and not other.uscc else (other, own)
    _join(goes, stays)
    shop.operator = stays


def _own_code(facts: Facts, signs: OperatorSigns) -> str | None:
    """The one sound code that can tie shops together, if the page shows exactly one.

    On a platform's pages a code may be the platform's own: there only the
    licence page of the shop speaks.
    """
    codes = {code.text for number in signs.uscc if (code := of_uscc(number)) and code.sound}
    on_platform = signs.operator_type in {"in_platform", "natural_person"}
    if len(codes) != 1 or (on_platform and not isinstance(facts, LicenceFacts)):
        return None
    return codes.pop()


def _join(operator: Operator, other: Operator) -> None:
    """Give the shops of `operator` to `other`, which is the same: by code, filing or site."""
    Shop.objects.filter(operator=operator).update(operator=other)
    operator.merged_into = other
    operator.save(update_fields=["merged_into"])
    Operator.objects.filter(pk=other.pk, first_seen__gt=operator.first_seen).update(
        first_seen=operator.first_seen
    )


# Most pages of a shop repeat the same signs: those noted in this run are not asked for again.


def _noted() -> set[int]:
    """Marks of signs that this thread has noted and committed, in the database now open."""
    name = (connection.settings_dict["NAME"], connection.settings_dict["PORT"])
    if getattr(_seen, "database", None) != name or len(_seen.marks) > 100_000:
        _seen.database, _seen.marks = name, set()
    marks: set[int] = _seen.marks
    return marks
