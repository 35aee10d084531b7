"""What is to be asked: each once, the most urgent first, nothing lost over a restart."""

from crawler.frontier import Frontier
from crawler.ledger import MemoryLedger
from crawler.visit import Target, Visit


def _target(name: str, priority: int = 0, kind: str = "product") -> Target:
    return Target(kind, f"http://s.example/{name}", priority=priority)  # type: ignore[arg-type]


def test_the_most_urgent_comes_first_and_equals_keep_their_order() -> None:
    frontier = Frontier(MemoryLedger())
    frontier.add([_target("a"), _target("b", 5), _target("c", 5), _target("d", 9)])
    taken = [frontier.take() for _ in range(5)]
    assert [t.url[-1] if t else None for t in taken] == ["d", "b", "c", "a", None]


def test_a_target_is_taken_in_once() -> None:
    ledger = MemoryLedger()
    ledger.commit(Visit(_target("done"), "read"))
    frontier = Frontier(ledger)
    new = frontier.add([_target("a"), _target("a"), _target("done"), _target("a", 7)])
    assert [t.url[-1] for t in new] == ["a"]
    frontier.take()
    assert frontier.add([_target("a")]) == []


def test_what_is_put_back_comes_again() -> None:
    frontier = Frontier(MemoryLedger())
    frontier.add([_target("a")])
    target = frontier.take()
    assert target is not None
    frontier.put_back(target)
    assert frontier.take() == target


def test_draining_gives_all_in_order() -> None:
    frontier = Frontier(MemoryLedger())
    frontier.add([_target("a"), _target("b", 5)])
    assert [t.url[-1] for t in frontier.drain()] == ["b", "a"]
    assert len(frontier) == 0


def test_the_ledger_keeps_a_visit_with_what_it_found_and_the_memo() -> None:
    ledger = MemoryLedger()
    ledger.add([_target("home", kind="home")])
    ledger.memo["stage"] = {"n": 1}
    ledger.commit(Visit(_target("home", kind="home"), "read", found=[_target("a"), _target("b")]))
    ledger.memo["stage"]["n"] = 2
    assert [t.url[-1] for t in ledger.pending()] == ["a", "b"]
    assert ledger.kept_memo == {"stage": {"n": 1}}
    assert ledger.counts() == {"home": 1}
    assert ledger.seen(_target("a").key)
    assert not ledger.seen(_target("c").key)


def test_the_first_visit_of_a_target_stands() -> None:
    ledger = MemoryLedger()
    ledger.commit(Visit(_target("a"), "read"))
    ledger.commit(Visit(_target("a"), "error", found=[_target("b")]))
    assert [v.outcome for v in ledger.visits] == ["read"]
    assert [t.url[-1] for t in ledger.pending()] == ["b"]


def test_the_rendered_page_and_the_plain_one_are_two_targets() -> None:
    plain = Target("home", "http://s.example/")
    assert plain.key != Target("home", "http://s.example/", render=True).key
    assert Target.from_json(plain.to_json()) == plain
