"""From shops' pages to a sealed package, and from its WACZ to the same pictures again."""

import json
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from evidence.capture.manifest import Captured
from evidence.package.captured import capture_of
from tests.evidence.package.replay.likeness import Likeness, compare_pictures
from tests.evidence.package.replay.offline import Replayed, Wanted, replay
from tests.evidence.package.replay.taken import Taken
from tests.evidence.package.sealed import Package, make_package, make_sealer

WEB = "data/web.wacz"


@dataclass(frozen=True)
class Shown:
    """A captured page beside its replay. `parts` has one likeness for each picture of the
    whole page; `lost` are answers that the live page had and the replay did not."""

    taken: Taken
    replayed: Replayed
    parts: list[Likeness]
    lost: list[str]

    @property
    def similarity(self) -> float:
        """That of the least similar picture; 0 where there is none."""
        return min((one.similarity for one in self.parts), default=0.0)


def sealed_package(taken: Sequence[Taken], folder: Path) -> Package:
    """The captures in a sealed package of a case, with the sample's pages of a crawl."""
    sealer = make_sealer(folder / "sealer")
    try:
        captures = tuple(capture_of(one.captured.folder) for one in taken)
        return make_package(folder / "package", sealer, captures=captures, claims=())
    finally:
        sealer.ledger.close()


def show_again(taken: Sequence[Taken], package: Path, folder: Path) -> list[Shown]:
    """Replay the package's WACZ where there is no network, and compare the pictures."""
    wacz, work = folder / "web.wacz", folder / "replay"
    work.mkdir()
    with zipfile.ZipFile(package) as archive:
        wacz.write_bytes(archive.read(f"{package.stem}/{WEB}"))
    wanted = [Wanted(one.captured.url_final, _when(one.captured)) for one in taken]
    found = replay(wacz, wanted, work)
    return [_shown(one, again) for one, again in zip(taken, found, strict=True)]


def _when(captured: Captured) -> str:
    """When its document was fetched, as pywb wants it."""
    exchanges = json.loads((captured.folder / "traffic.json").read_bytes())["exchanges"]
    main = captured.main
    at = next(one["started_at"] for one in exchanges if main and one["record"] == main.to_json())
    return "".join(c for c in at[:19] if c.isdigit())


def _shown(taken: Taken, replayed: Replayed) -> Shown:
    live, again = taken.captured.folder, Path(replayed.folder)
    parts = [
        compare_pictures(path, again / path.name)
        for path in sorted(live.glob("page-*.png"))
        if (again / path.name).exists()
    ]
    if len(parts) != len(list(live.glob("page-*.png"))) or len(parts) != len(
        list(again.glob("page-*.png"))
    ):
        parts.append(Likeness(0.0, 0.0, 0.0))
    exchanges = json.loads((live / "traffic.json").read_bytes())["exchanges"]
    had = {one["url"] for one in exchanges if one["status"] < 400}
    return Shown(taken, replayed, parts, [url for url in replayed.missing if url in had])
