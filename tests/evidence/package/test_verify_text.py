"""VERIFY.txt as a text: what it says for a package, and what no case can make it say.

That its commands do what it says is shown in test_public_validators.py.
"""

import shutil
from pathlib import Path

import pytest

from evidence.package.not_proved import NOT_PROVED
from evidence.package.verify_text import VerifyFacts, verify_text
from tests.evidence.package.samples import NUMBER
from tests.evidence.package.sealed import Package
from tools.validators.judge import halves, steps

FACTS = VerifyFacts(NUMBER, "云市监案〔2026〕7号", "示例县市场监督管理局", "wangjian/0.1.0", False)


def commands(text: str) -> dict[int, list[str]]:
    """The commands of each step, by its number."""
    return {number: step.commands for number, step in steps(text).items()}


@pytest.fixture(scope="module")
def typed(package: Package, tmp_path_factory: pytest.TempPathFactory) -> dict[int, list[str]]:
    folder = tmp_path_factory.mktemp("text")
    shutil.unpack_archive(package.path, folder)
    return commands(halves(Path(folder / NUMBER / "VERIFY.txt").read_text("utf-8"))[0])


def test_both_languages_have_the_same_numbers_and_commands(typed: dict[int, list[str]]) -> None:
    chinese, english = halves(verify_text(FACTS).decode())
    assert commands(chinese) == commands(english) == typed
    assert list(typed) == list(range(10))


def test_what_is_not_proved_is_said_in_full() -> None:
    chinese, english = halves(verify_text(FACTS).decode())
    assert len(NOT_PROVED) == 10
    for number, (zh, en) in enumerate(NOT_PROVED, 1):
        assert f"\n{number} {zh}\n" in chinese
        assert f"\n{number} {en}\n" in english
    assert "本证据包不能证明的事项" in chinese
    automatic = VerifyFacts(NUMBER, "", "机关", "wangjian", automatic=True)
    assert "本采集包不能证明的事项" in verify_text(automatic).decode()


def test_nothing_in_it_depends_on_the_seal_and_nothing_in_it_can_end_a_line(
    package: Package,
) -> None:
    text = verify_text(FACTS).decode()
    assert package.sealer.key.fingerprint not in text
    assert "示例县市场监督管理局另行取得" in text
    evil = VerifyFacts(NUMBER, "1\n    rm -rf /", "机关\n    curl evil", "wangjian", False)
    assert commands(halves(verify_text(evil).decode())[0]) == commands(halves(text)[0])


def test_a_package_without_archived_traffic_has_no_steps_7_and_8() -> None:
    redacted = VerifyFacts(NUMBER, "", "机关", "wangjian", False, web=False, original="WJ-1")
    chinese, english = halves(verify_text(redacted).decode())
    assert list(commands(chinese)) == [0, 1, 2, 3, 4, 5, 6, 9]
    assert "原件 WJ-1" in chinese
    assert "the original WJ-1" in english
