"""A capture's folder becomes part of a case, whole, with the digests of its manifest."""

from datetime import timedelta
from pathlib import Path

import pytest

from evidence.capture.clock import ClockReading
from evidence.capture.journal import Said
from evidence.capture.manifest import Captured
from evidence.capture.profile import DESKTOP
from evidence.capture.store import MANIFEST, Store
from evidence.errors import CaptureFault, PackageFault
from evidence.package.captured import MARKED, capture_of
from evidence.package.package import prepare
from evidence.seal.digests import sha256_label
from tests.evidence.package.samples import SHOP, START, png, sample_case, traffic


def kept(folder: Path, *, measured: bool = True) -> Path:
    """A finished capture folder, written by what writes real ones."""
    store = Store(folder)
    store.write("screenshot.png", "screenshot", "image/png", png(), title="整页")
    store.write("page.html", "dom", "text/html", b"<html></html>")
    warc = traffic(folder.parent / f"{folder.name}-warc")
    (folder / "traffic.warc.gz").write_bytes(warc.read_bytes())
    store.adopt("traffic.warc.gz", "warc", "application/warc")
    captured = Captured(
        folder=folder,
        number="C-530000-20261124-0009",
        manner="automatic",
        url_asked=f"{SHOP}/p/1",
        url_final=f"{SHOP}/p/1",
        title="茶",
        status=200,
        started_at=START,
        ended_at=START + timedelta(seconds=5),
        profile=DESKTOP,
        clock=ClockReading("ntp.example", START, -12.5 if measured else None, 3.0),
        artefacts=tuple(store.artefacts),
        alterations=(Said("scrolled", "滚动页面", "scrolled"),),
        gaps=(Said("video", "视频未采集", "a video was not taken"),),
    )
    store.write_json(MANIFEST, "manifest", captured.to_json())
    return folder


def test_every_file_of_the_folder_goes_along_its_manifest_too(tmp_path: Path) -> None:
    folder = kept(tmp_path / "c")
    capture = capture_of(folder, bearing="contrary", again="gone")
    assert {one.name for one in capture.artefacts} == {p.name for p in folder.iterdir()}
    assert (capture.bearing, capture.again) == ("contrary", "gone")
    manifest = next(one for one in capture.artefacts if one.role == "manifest")
    assert manifest.file.sha256 == sha256_label((folder / MANIFEST).read_bytes())
    assert [one.name for one in capture.warcs] == ["traffic.warc.gz"]


def test_what_it_says_is_said_in_the_case(tmp_path: Path) -> None:
    capture = capture_of(kept(tmp_path / "c"))
    assert capture.clock is not None
    assert (capture.clock.source, capture.clock.offset_ms) == ("ntp.example", -12.5)
    assert (capture.alterations, capture.gaps) == (("滚动页面",), ("视频未采集",))
    assert capture.facts["number"] == capture.number
    assert capture_of(kept(tmp_path / "d", measured=False)).clock is None


def test_it_makes_a_package(tmp_path: Path) -> None:
    case = sample_case(tmp_path / "case", captures=(capture_of(kept(tmp_path / "c")),), claims=())
    prepared = prepare(case, tmp_path / "work")
    assert "data/captures/C-530000-20261124-0009/capture.json" in prepared.facts
    assert "data/captures/C-530000-20261124-0009/traffic.warc.gz" not in prepared.facts


def test_a_file_changed_since_the_capture_stops_the_package(tmp_path: Path) -> None:
    folder = kept(tmp_path / "c")
    (folder / "page.html").write_bytes(b"<html>other</html>")
    case = sample_case(tmp_path / "case", captures=(capture_of(folder),), claims=())
    with pytest.raises(PackageFault) as caught:
        prepare(case, tmp_path / "work")
    assert caught.value.code == "changed"
    assert "page.html" in caught.value.diagnostics()


def test_an_unfinished_capture_is_none(tmp_path: Path) -> None:
    folder = kept(tmp_path / "c")
    (folder / MANIFEST).unlink()
    with pytest.raises(CaptureFault) as caught:
        capture_of(folder)
    assert caught.value.code == "capture-unfinished"


def test_marked_pictures_go_along_as_what_they_are(tmp_path: Path) -> None:
    marked = Store(tmp_path / "marked")
    picture = marked.write("illustration-01.png", "illustration", "image/png", png())
    marked.write_json(MARKED, "illustration-facts", {"pictures": [picture.to_json()]})
    capture = capture_of(kept(tmp_path / "c"), illustrations=tmp_path / "marked")
    found = {one.name: one.illustration for one in capture.artefacts}
    assert found["illustration-01.png"]
    assert found[MARKED]
    assert not found["screenshot.png"]
    (tmp_path / "marked" / MARKED).write_bytes(b"[]")
    with pytest.raises(PackageFault) as caught:
        capture_of(tmp_path / "c", illustrations=tmp_path / "marked")
    assert caught.value.code == "case-file"
