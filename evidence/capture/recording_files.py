"""What lies beside the films of a recording: the time of each picture, and subtitles."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from evidence.capture.avi import PER_SECOND
from evidence.capture.journal import Journal
from evidence.capture.pictures import BEIJING
from evidence.capture.recording import Film, Recorded, moment
from evidence.capture.store import Store
from evidence.network.quoted import quoted

_PAUSED = "录屏中断"

Addresses = Sequence[tuple[datetime, str]]
"""Which address was shown from when on."""


def keep_recording(
    store: Store, journal: Journal, recorded: Recorded, addresses: Addresses
) -> None:
    """Take up the films, and write down what they are; where there are none, that."""
    if not recorded.films:
        journal.missing("recording", "未取得录屏", "there is no screen recording")
        return
    breaks = len(recorded.interruptions)
    journal.step(
        "recording-ended",
        "结束录屏",
        "ended the screen recording",
        f"{recorded.seconds:.0f} 秒，中断 {breaks} 次",
    )
    for number, film in enumerate(recorded.films, 1):
        store.adopt(
            film.name,
            "recording",
            "video/x-msvideo",
            title="录屏"
            if len(recorded.films) == 1
            else f"录屏第 {number}/{len(recorded.films)} 段",
            method="浏览器窗口画面 (Page.startScreencast)，每次变化一幅，原样存入 AVI (MJPG)",
            note=f"{film.ended - film.started:.1f} 秒，{film.pictures} 幅；不含浏览器边框和地址栏",
        )
        store.write(
            film.name.removesuffix(".avi") + ".srt",
            "recording-subtitles",
            "application/x-subrip",
            _subtitles(film, recorded, addresses).encode(),
            title="录屏字幕：时间和网址",
        )
    store.write_json(
        "recording.json", "recording-index", _index(recorded, addresses), title="录屏各画面的时间"
    )


def _index(recorded: Recorded, addresses: Addresses) -> dict[str, Any]:
    return {
        "seconds": round(recorded.seconds, 3),
        "breaks": len(recorded.interruptions),
        "places_per_second": PER_SECOND,
        "films": [
            {
                "name": one.name,
                "width": one.width,
                "height": one.height,
                "pictures": one.pictures,
                "from": moment(one.started).isoformat(),
                "to": moment(one.ended).isoformat(),
            }
            for one in recorded.films
        ],
        "interruptions": [
            {
                "code": one.code,
                "zh": one.zh,
                "en": one.en,
                "from": moment(one.began).isoformat(),
                "to": None if one.ended is None else moment(one.ended).isoformat(),
            }
            for one in recorded.interruptions
        ],
        "addresses": [{"at": at.isoformat(), "url": url} for at, url in addresses],
        "columns": ["film", "place", "at", "bytes", "asked"],
        "pictures": [
            [one.film, one.place, moment(one.at).isoformat(), one.size, one.asked]
            for one in recorded.frames
        ],
        "passed_over": recorded.odd,
    }


def _subtitles(film: Film, recorded: Recorded, addresses: Addresses) -> str:
    """One line a second: the time in Beijing and the address (SubRip)."""
    times = [at for at, _ in addresses]
    lines = []
    for second in range(max(1, int(film.ended - film.started) + 1)):
        at = film.started + second
        known = bisect_right(times, moment(at))
        url = quoted(addresses[known - 1][1], 160) if known else ""
        if any(one.began <= at < (one.ended or at + 1) for one in recorded.interruptions):
            url = _PAUSED
        shown = f"{moment(at).astimezone(BEIJING):%Y-%m-%d %H:%M:%S} 北京时间"
        lines.append(f"{second + 1}\n{_at(second)} --> {_at(second + 1)}\n{shown}\n{url}\n")
    return "\n".join(lines)


def _at(second: int) -> str:
    return f"{timedelta(seconds=second)!s:0>8},000"
