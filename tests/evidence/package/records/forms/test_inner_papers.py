"""公证衔接单, 系统验证记录 and 封面首页: what the office keeps for itself and for page one."""

from dataclasses import replace

import pytest

from evidence.package.records.facts import Officer
from evidence.package.records.form import fill
from tests.evidence.package.records.papers import full
from tests.evidence.package.records.samples import FIRST, SECOND, SHA, START, URL


def test_the_notary_gets_addresses_steps_and_what_was_taken() -> None:
    said = "\n".join(fill(*full()["notary-sheet"]).texts())
    assert "公证机构自行取证所得与本采集件是两次独立取得，不互相替代。" in said
    assert URL in said
    assert "打开首页 http://shop.example.com/" in said
    assert SHA in said
    assert "公证书号\n＿" in said


def test_a_verification_speaks_of_its_time_only() -> None:
    form, facts = full()["verification-record"]
    said = "\n".join(fill(form, facts).texts())
    assert (
        "本记录只说明系统在2026年11月24日09时40分07秒（北京时间）的验证结果，"
        "不代替对采集件的审核和法制审核。"
    ) in said
    assert "改动WARC第100字节" in said
    assert "未通过项\n无未通过项" in said
    untested = "\n".join(fill(form, replace(facts, answers=(), failed=None)).texts())
    assert "未做已知答案测试" in untested
    assert "未通过项\n未取得（记录中没有此项）" in untested


@pytest.mark.parametrize(
    ("manner", "said"),
    [
        ("automatic", "自动采集"),
        ("attended", "双人取证"),
        ("imported", "双人取证（导入）"),
        ("mixed", "部分自动采集、部分双人取证"),
    ],
)
def test_page_one_says_how_it_was_taken_and_who_was_there(manner: str, said: str) -> None:
    form, facts = full()["cover-sheet"]
    officers = () if manner == "automatic" else (FIRST, SECOND)
    texts = fill(form, replace(facts, manner=manner, officers=officers)).texts()
    assert said in texts
    assert ("无人在场" in texts) == (manner == "automatic")
    assert ("木一　执法证号 53000001001" in texts) == (manner != "automatic")


def test_page_one_counts_what_it_has_no_room_for() -> None:
    form, facts = full()["cover-sheet"]
    crowd = tuple(Officer(name=f"{number}号", confirmed_at=START) for number in range(9))
    more = replace(
        facts,
        manner="attended",
        claims=facts.claims * 5,
        gaps=tuple(f"缺口{number}" for number in range(30)),
        officers=crowd,
    )
    said = "\n".join(fill(form, more).texts())
    assert "另有11项主张，见证据目录。" in said
    assert "另有28项，见各采集件说明" in said
    assert "共9人" in said


def test_page_one_points_to_the_seal_it_cannot_hold() -> None:
    said = "\n".join(fill(*full()["cover-sheet"]).texts())
    assert "签名和时间戳\n见 seal/ 及 VERIFY.txt" in said
    assert "不证明页面所述真实。" in said
