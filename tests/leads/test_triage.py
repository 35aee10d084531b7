"""分组: each hint in the first group that it shares with another, the worst groups first."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from checks.finding import OperatorSigns
from leads.batches import Chosen, dismiss_all, steps_of
from leads.filing import Filing
from leads.home import Home
from leads.models import Complaint, Lead, LeadEvent
from leads.officers import enrol
from leads.stages import Stages
from leads.triage import Group, Hint, Kind, Waiting, group, grouped, is_mild
from leads.units import shipped_units
from tests.leads.pages_filed import DAY, Shelf, finding, later

TODAY = date(2026, 11, 30)


def hint(pk: int, **changes: Any) -> Hint:
    """A hint of a shop of its own about words of its own."""
    plain: dict[str, Any] = {
        "pk": pk, "hint_no": f"T-{pk}", "level": 3, "level_why": "", "area": "advertising",
        "office": "530502", "summary": f"话{pk}", "strength": "strong", "round": 1, "shop": pk,
        "shop_name": "", "operator": pk, "operator_name": "", "uscc": None,
        "first_seen": datetime(2026, 11, 24, tzinfo=UTC),
        "last_seen": datetime(2026, 11, 24, tzinfo=UTC), "matched": f"话{pk}",
    }  # fmt: skip
    return Hint(**plain | changes)


def kinds(groups: list[Group]) -> dict[str, list[int]]:
    return {one.cluster.split("-")[0]: [h.pk for h in one.hints] for one in groups}


def test_the_operator_comes_before_the_words_and_the_other_group_is_named() -> None:
    hints = [
        hint(1, operator=7, matched="包治百病"),
        hint(2, operator=7, matched="独话"),
        hint(3, matched="包治百病"),
        hint(4, matched="包治百病"),
    ]
    assert kinds(group(hints)) == {"operator": [1, 2], "text": [3, 4]}
    assert hints[0].others == ("同一文字",)
    assert hints[2].others == ()


def test_two_that_share_words_are_one_group_only_while_both_are_free() -> None:
    hints = [
        hint(1, operator=7, matched="包治百病"),
        hint(2, operator=7),
        hint(3, matched="包治百病"),
    ]
    assert kinds(group(hints)) == {"operator": [1, 2], "single": [3]}


def test_words_are_compared_folded_within_one_area() -> None:
    hints = [
        hint(1, matched="治疗高血压"),
        hint(2, matched="治療 高血壓！"),
        hint(3, matched="治疗高血压", area="counterfeit"),
    ]
    assert kinds(group(hints)) == {"text": [1, 2], "single": [3]}


def test_the_same_words_in_a_picture_are_the_same_picture() -> None:
    poster = "扫码进群领取根治秘方"
    hints = [
        hint(1, where="image_text", snippet=poster, matched="根治"),
        hint(2, where="image_text", snippet=poster, matched="秘方"),
        hint(3, where="image_text", snippet="短字", matched="短字"),
        hint(4, where="image_text", snippet="短字", matched="短"),
    ]
    assert kinds(group(hints))["picture"] == [1, 2]
    assert len(group(hints)) == 3, "too few letters tell no picture"


def test_weak_words_are_mild_without_health_money_and_rank() -> None:
    mild = {"strength": "weak", "level": 4}
    assert is_mild(hint(1, matched="最好", snippet="最好的茶", **mild))
    for snippet in ("最好的止痛贴", "最好的理财收益", "销量第一最好的茶", "国家级最好"):
        assert not is_mild(hint(1, matched="最好", snippet=snippet, **mild)), snippet
    assert not is_mild(hint(1, matched="最好", strength="strong", level=4))
    hints = [hint(1, matched="最好", **mild), hint(2, matched="绝佳", **mild)]
    assert kinds(group(hints)) == {"weak": [1, 2]}


def test_what_was_dismissed_before_lies_apart_even_alone() -> None:
    (one,) = group([hint(1, seen_before=True)])
    assert one.kind is Kind.SEEN


def test_groups_stand_by_level_then_by_the_facts_told_in_words() -> None:
    def alone(pk: int, **changes: Any) -> Group:
        return Group(Kind.SINGLE, f"single-{pk}", [hint(pk, **changes)])

    back = alone(1, round=2)
    complained = alone(2, complaints=3)
    sold = alone(3, snippet="月销1.2万+")
    lasting = alone(4, last_seen=datetime(2026, 11, 29, tzinfo=UTC))
    plain = alone(5)
    worst = alone(6, level=1)
    folded = Group(Kind.SEEN, "seen", [hint(7, level=1)])
    wanted = [worst, back, complained, sold, lasting, plain, folded]
    set_back = list(reversed(wanted))
    assert sorted(set_back, key=lambda one: one.rank(TODAY)) == wanted
    assert back.facts(TODAY) == ["改正后复现", "待筛6天"]
    assert complained.facts(TODAY) == ["12315 3件", "待筛6天"]
    assert sold.facts(TODAY) == ["页面自称销量12000", "待筛6天"]
    assert lasting.facts(TODAY) == ["持续5天", "待筛6天"]
    several = Group(
        Kind.TEXT,
        "text-1",
        [
            hint(8, round=2, complaints=1, snippet="月销9"),
            hint(9, last_seen=datetime(2026, 11, 29, tzinfo=UTC)),
        ],
    )
    assert several.facts(TODAY) == ["改正后复现", "12315 1件", "2网店", "待筛6天"], "four at most"


def test_filed_hints_are_read_with_their_main_words_and_complaints(
    home: Home, shelf: Shelf
) -> None:
    weak = finding(matched="最好", strength="weak", snippet="最好的鞋")
    strong = finding(matched="高仿", snippet="高仿的鞋，月销300+")
    for n in range(2):
        Filing().file_visit(shelf.visit(weak, strong, path=f"/{n}", shop_key=f"s{n}"))
    first = Lead.objects.order_by("pk")[0]
    Complaint.objects.create(
        number="12315-1", kind="report", matter="假货", received_on=TODAY, office="530502",
        lead=first, made_at=DAY,
    )  # fmt: skip
    (one,) = grouped([Waiting(Lead.objects.all())], TODAY)
    assert one.kind is Kind.TEXT and one.worst.words == "高仿"
    assert one.facts(TODAY) == ["12315 1件", "2网店", "页面自称销量300", "待筛6天"]
    Lead.objects.filter(pk=first.pk).update(stage=Lead.Stage.SCREENED)
    (one,) = grouped([Waiting(Lead.objects.all())], TODAY)
    assert one.kind is Kind.SINGLE, "what was decided waits no longer"


def test_content_dismissed_at_another_shop_of_the_operator_is_known_again(
    home: Home, shelf: Shelf
) -> None:
    signs = OperatorSigns(uscc=["91530502MA6K00001L"])
    for n in range(2):
        found = finding(snippet="某某高仿运动鞋")
        Filing().file_visit(
            shelf.visit(found, path=f"/{n}", shop_key=f"s{n}", operator=signs, seen_at=later(n))
        )
    first, second = Lead.objects.order_by("pk")
    assert first.shop.operator == second.shop.operator, "one code, one operator"
    Lead.objects.filter(pk=first.pk).update(stage=Lead.Stage.DISMISSED)
    (one,) = grouped([Waiting(Lead.objects.all())], TODAY)
    assert one.kind is Kind.SEEN
    other = finding(snippet="另有新的高仿包", matched="高仿")
    Filing().file_visit(shelf.visit(other, path="/3", shop_key="s1", seen_at=later(3)))
    (one,) = grouped([Waiting(Lead.objects.all())], TODAY)
    assert one.kind is Kind.SINGLE, "something new was found"


def test_the_oldest_wait_is_counted_in_beijing_days() -> None:
    late = datetime(2026, 11, 29, 17, 0, tzinfo=UTC)  # 01:00 of the 30th in Beijing
    one = Group(Kind.SINGLE, "single-1", [hint(1, first_seen=late)])
    assert one.waiting(TODAY) == 0
    assert one.waiting(TODAY + timedelta(days=2)) == 2


def test_postgres_groups_and_decides_alike(postgres_home: Home, shelf: Shelf) -> None:
    for n in range(3):
        Filing().file_visit(shelf.visit(finding(), path=f"/{n}", shop_key=f"s{n}"))
    (one,) = grouped([Waiting(Lead.objects.all())], TODAY)
    assert (one.kind, len(one.hints)) == (Kind.TEXT, 3)
    li = enrol("李某", "YN001", unit="network", office="530502", units=shipped_units())
    chosen = [Chosen(lead, lead.version) for lead in Lead.objects.order_by("pk")]
    batch = dismiss_all(Stages.of(postgres_home), li, chosen, "context")
    assert len(batch.done) == 3
    near = LeadEvent.objects.get(lead=batch.done[1], step="dismissed")
    assert len(steps_of(batch.number, near.pk)) == 3
    assert grouped([Waiting(Lead.objects.all())], TODAY) == []
