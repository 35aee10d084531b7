"""Printing: off the network, each paper its own picture, the same bytes twice, or a refusal."""

import asyncio
import re
import socket
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from evidence.errors import BrowserUnavailable, FormRefused
from evidence.package.records.form import fill
from evidence.package.records.forms.picture_sheet import FORM
from evidence.package.records.paper import Paper, PictureFile
from evidence.package.records.print_file import print_papers
from tests.evidence.package.records.conftest import Drawn
from tests.evidence.package.records.papers import paper, picture
from tests.evidence.package.records.pdf_text import pdf_pages


def _image_sizes(pdf: bytes) -> set[tuple[int, int]]:
    images = re.findall(rb"<</Type /XObject\n/Subtype /Image\n(.*?)>>", pdf, re.S)
    return {
        (int(found[1]), int(found[2]))
        for image in images
        if (found := re.search(rb"/Width (\d+)\n/Height (\d+)", image))
    }


def test_the_same_paper_printed_twice_is_the_same_and_bears_the_records_time(
    drawn: dict[str, Drawn],
) -> None:
    one = drawn["full/notices-checklist"]
    (again,) = print_papers([one.paper])
    assert again == one.pdf
    assert re.findall(rb"\(D:(\d{14})\+00'00'\)", again) == [b"20261124011407"] * 2


def test_each_paper_gets_its_own_picture_whole() -> None:
    papers = [fill(FORM, picture(width, height)) for width, height in ((640, 1500), (400, 900))]
    first, second = print_papers(papers)
    assert _image_sizes(first) == {(640, 1500)}
    assert _image_sizes(second) == {(400, 900)}


def test_nothing_is_asked_of_anybody() -> None:
    calls: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        port = server.getsockname()[1]
        stop = threading.Event()

        def listen() -> None:
            while not stop.is_set():
                try:
                    caller, _ = server.accept()
                except TimeoutError:
                    continue
                with caller:
                    calls.append(caller.recv(100))

        thread = threading.Thread(target=listen)
        thread.start()
        try:
            address = f"http://127.0.0.1:{port}/x"
            trap = f'<img src="{address}"><link rel=stylesheet href={address}><a href={address}>'
            one = paper("notices-checklist")
            (pdf,) = print_papers([replace(one, running=trap, footer=(address, trap), number=trap)])
        finally:
            stop.set()
            thread.join()
    assert calls == []
    assert trap.replace(" ", "") in "".join(pdf_pages(pdf))


def test_a_damaged_picture_is_refused_not_printed_as_a_gap() -> None:
    facts = replace(picture(200, 300), picture=PictureFile(b"\x89PNG\r\n", "image/png", 200, 300))
    with pytest.raises(FormRefused) as refused:
        print_papers([fill(FORM, facts)])
    assert refused.value.code == "picture"
    assert "T-530000-20261124-0001" in refused.value.diagnostics("zh")


def test_it_may_be_called_where_a_loop_runs(drawn: dict[str, Drawn]) -> None:
    one = drawn["full/notices-checklist"]

    async def inside() -> list[bytes]:
        return print_papers([one.paper])

    assert asyncio.run(inside()) == [one.pdf]


def test_without_a_browser_it_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("WANGJIAN_CHROMIUM", str(tmp_path / "none"))
    with pytest.raises(BrowserUnavailable) as gone:
        print_papers([paper("notices-checklist")])
    assert "WANGJIAN_CHROMIUM" in gone.value.diagnostics("zh")


def test_a_browser_that_does_not_start_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program = tmp_path / "chromium"
    program.write_text("#!/bin/sh\nexit 3\n")
    program.chmod(0o755)
    monkeypatch.setenv("WANGJIAN_CHROMIUM", str(program))
    with pytest.raises(BrowserUnavailable) as gone:
        print_papers([paper("notices-checklist")])
    assert "wangjian doctor" in gone.value.diagnostics("zh")


def test_no_papers_need_no_print() -> None:
    assert print_papers([]) == []


def test_the_last_papers_of_many_are_whole(drawn: dict[str, Drawn]) -> None:
    pages = pdf_pages(drawn["bare/cover-sheet"].pdf)
    assert "封面首页" in pages[0]
    assert isinstance(drawn["bare/cover-sheet"].paper, Paper)
