"""What was captured, replayed offline by a foreign program: `make replay`.

    python tools/validators/replay.py [market] [oscar]

Captures pages of the sample market and of django-oscar, a shop that nobody here wrote,
seals them in a package, follows VERIFY.txt of that package, and replays its WACZ in
pywb inside a network namespace without a way out. For each page: how alike live
picture and replay are, what tried to leave, and whether the WARC holds all that the
browser says it was answered. Ends with 0 if everything holds. docs/fidelity.md tells
what came of it.
"""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

from tests.evidence.package.replay.foreign_shop import oscar_pages, served_oscar
from tests.evidence.package.replay.shown_again import Shown, sealed_package, show_again
from tests.evidence.package.replay.taken import Taken, market_pages, take_pages
from tests.market.market import Market
from tools.validators.judge import Desk

LEAST = 0.98


def captures(what: str, folder: Path) -> list[Taken]:
    """The pages of one kind, captured while their shops are open; they are shut then."""
    (folder / "captures").mkdir()
    with ExitStack() as open_shops:
        if what == "market":
            market = open_shops.enter_context(Market())
            goods = {name: shop.products[0].path for name, shop in market.truth.shops.items()}
            pages, allow = market_pages(market.shops, goods), market.allow
        else:
            base = open_shops.enter_context(served_oscar(folder))
            pages, allow = oscar_pages(base), [base.split("/")[2]]
        return take_pages(pages, folder / "captures", allow)


def faults(shown: Shown) -> Iterator[str]:
    """What does not hold for a page."""
    compared, again = shown.taken.compared, shown.replayed
    if shown.similarity < LEAST:
        yield f"pictures differ: {shown.parts}"
    for name, found in (
        ("not in the WARC", compared.missing),
        ("other bytes in the WARC", compared.different),
        ("left the replay", again.leaving + again.elsewhere),
        ("lost in the replay", shown.lost),
    ):
        if found:
            yield f"{name}: {found[:5]}"


def judged(package: Path, folder: Path, root: bytes, tsa_root: bytes) -> int:
    """Follow VERIFY.txt; how many steps did not print what they must."""
    folder.mkdir()
    desk = Desk(folder, package, root, tsa_root)
    found = [desk.follow(number)[1] for number in desk.english]
    print(f"VERIFY.txt of a package of {package.stat().st_size:,} bytes: "
          f"{sum(not one for one in found)} of {len(found)} steps as they must be")  # fmt: skip
    for one in filter(None, found):
        print(f"BAD  {one}")
    return sum(map(bool, found))


def run(what: str, folder: Path) -> int:
    """Do all of it for one kind of shop; how many things do not hold."""
    taken = captures(what, folder)
    package = sealed_package(taken, folder)
    anchors = package.sealer.anchors
    wrong = judged(package.path, folder / "desk", anchors.seals[0], anchors.stamps[0])
    shown = show_again(taken, package.path, folder)
    print(f"{'SSIM':>8} {'worst':>7} {'equal':>8}  seen  kept  bodies  left  page")
    for one in shown:
        bad = list(faults(one))
        wrong += len(bad)
        compared, worst = one.taken.compared, min(part.worst for part in one.parts)
        print(
            f"{one.similarity:8.5f} {worst:7.4f} {min(p.equal for p in one.parts):8.3%}"
            f"  {compared.seen:4}  {compared.recorded:4}  {compared.bodies:6}"
            f"  {len(one.replayed.leaving):4}"
            f"  {one.taken.name} {one.taken.captured.url_final.split('/', 3)[3] or '/'}"
        )
        for fault in bad:
            print(f"BAD      {fault}")
    total = [one.taken.compared for one in shown]
    print(
        f"{what}: {len(shown)} pages, {sum(c.seen for c in total)} answers seen "
        f"({sum(c.devtools for c in total)} by DevTools), {sum(c.recorded for c in total)} kept, "
        f"{sum(c.bodies for c in total)} bodies the same, "
        f"{sum(len(c.unread) for c in total)} bodies the browser gave to nobody; "
        f"SSIM {min(one.similarity for one in shown):.5f} at least; "
        f"{sum(len(one.replayed.leaving) for one in shown)} requests left the replay; "
        f"namespace of its own: {all(one.replayed.alone for one in shown)}"
    )
    return wrong


def main() -> int:
    """Both kinds, or those named; 0 if everything holds."""
    wrong = 0
    for what in sys.argv[1:] or ("market", "oscar"):
        with tempfile.TemporaryDirectory(prefix="wangjian-replay-") as folder:
            wrong += run(what, Path(folder))
    print(f"{wrong} things do not hold")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
