"""系统验证记录: the known answers, the changes that must be found, and what changed since."""

from pathlib import Path

import pytest

from evidence.capture import known_answer
from leads.casework.verification import newest_record, verify_system
from leads.home import Home
from leads.office import Office
from tests.evidence.package.records.pdf_text import pdf_pages


def text_of(home: Home) -> str:
    [document] = newest_record(home)
    pdf = next(file.path for ending, file in document.files if ending == "pdf")
    return "".join(pdf_pages(Path(pdf).read_bytes()))


def test_a_sound_system_answers_as_known_and_a_broken_one_is_told(
    bare_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = Office(name="示例市市场监督管理局", code="530100")
    assert newest_record(bare_home) == []
    sound = verify_system(bare_home, office)
    assert sound.ok, sound.failed
    told = text_of(bare_home)
    assert "首次验证" in told
    assert "网络记录截短发现发现相符" in told
    # A browser that shows other words than were sent.
    monkeypatch.setattr(known_answer, "_LATE", "别的字")
    monkeypatch.setattr(known_answer, "_TEXT", "页面上没有的字")
    broken = verify_system(bare_home, office)
    assert broken.failed == ("可见文字",)
    assert "未通过项可见文字" in text_of(bare_home)
