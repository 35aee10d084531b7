"""VERIFY.txt: the commands are read out of it and run, as somebody would who has only it."""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from evidence.package.not_proved import NOT_PROVED
from evidence.package.verify_text import VerifyFacts, verify_text
from tests.evidence.package.samples import NUMBER
from tests.evidence.package.sealed import Package

FACTS = VerifyFacts(NUMBER, "云市监案〔2026〕7号", "示例县市场监督管理局", "wangjian/0.1.0", False)


def commands(text: str) -> dict[int, list[str]]:
    """The commands of each step, by its number: lines set in by four blanks."""
    found: dict[int, list[str]] = {}
    number = -1
    for line in text.splitlines():
        step = re.match(r"(\d)(?:　|  |$)", line)
        if step:
            number = int(step[1])
        if line.startswith("    "):
            found.setdefault(number, []).append(line[4:])
    return found


def halves(text: str) -> tuple[str, str]:
    """The Chinese part and the English part."""
    chinese, mark, english = text.partition("How to verify this package")
    assert mark
    return chinese, english


@dataclass
class Shell:
    """A shell in which the steps are typed one after the other."""

    setup: list[str]
    folder: Path

    def run(self, *typed: str) -> subprocess.CompletedProcess[str]:
        """Type step 0, and then `typed`, in the unpacked bag if it is there."""
        bag = self.folder / "new" / NUMBER
        lines = [*self.setup, f"cd {bag}" if bag.exists() else "true", *typed]
        tools = Path(sys.executable).parent
        return subprocess.run(
            ["bash", "-c", "\n".join(lines)],
            cwd=self.folder,
            env={"PATH": f"{tools}:{os.environ['PATH']}", "HOME": str(self.folder)},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )


@pytest.fixture(scope="module")
def typed(package: Package, tmp_path_factory: pytest.TempPathFactory) -> dict[int, list[str]]:
    folder = tmp_path_factory.mktemp("text")
    shutil.unpack_archive(package.path, folder)
    return commands(halves((folder / NUMBER / "VERIFY.txt").read_text("utf-8"))[0])


@pytest.fixture(scope="module")
def shell(
    package: Package, typed: dict[int, list[str]], tmp_path_factory: pytest.TempPathFactory
) -> Shell:
    """Step 0 as it stands there, and step 1 done. One folder stays TMP for all steps."""
    folder = tmp_path_factory.mktemp("desk")
    shutil.copy(package.path, folder)
    (folder / "root.pem").write_bytes(package.sealer.anchors.seals[0])
    (folder / "tsa-root.pem").write_bytes(package.sealer.anchors.stamps[0])
    (folder / "tmp").mkdir()
    setup = [line.replace("$(mktemp -d)", str(folder / "tmp")) for line in typed[0]]
    made = Shell(setup, folder)
    done = made.run(*typed[1])
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert (folder / "new" / NUMBER / "VERIFY.txt").exists()
    return made


def test_both_languages_have_the_same_numbers_and_commands(typed: dict[int, list[str]]) -> None:
    chinese, english = halves(verify_text(FACTS).decode())
    assert commands(chinese) == commands(english) == typed
    assert list(typed) == list(range(10))


def test_step_2_the_signature_and_its_fingerprint(
    shell: Shell, typed: dict[int, list[str]], package: Package
) -> None:
    done = shell.run("set -e", *typed[2])
    assert done.returncode == 0, done.stderr
    assert "CMS Verification successful" in done.stderr
    assert package.sealer.key.fingerprint in done.stdout


def test_step_3_the_stamp_at_its_own_time(shell: Shell, typed: dict[int, list[str]]) -> None:
    done = shell.run(*typed[3])
    assert done.returncode == 0, done.stderr
    assert "Verification: OK" in done.stdout + done.stderr


def test_step_2_at_the_time_of_the_stamp_as_for_an_expired_certificate(
    shell: Shell, typed: dict[int, list[str]]
) -> None:
    done = shell.run(*typed[3], f"{typed[2][0]} -attime $E")
    assert done.returncode == 0, done.stderr
    assert "CMS Verification successful" in done.stderr


def test_steps_4_and_5_every_file_as_listed(shell: Shell, typed: dict[int, list[str]]) -> None:
    done = shell.run("set -e", *typed[4])
    assert done.returncode == 0, done.stderr
    assert all(line.endswith(": OK") for line in done.stdout.splitlines())
    assert len(done.stdout.splitlines()) == 9
    done = shell.run("set -e", *typed[5])
    *lines, files, listed = done.stdout.splitlines()
    assert done.returncode == 0, done.stderr
    assert all(line.endswith(": OK") for line in lines)
    assert files.strip() == listed.strip() == str(len(lines))


def test_step_8_every_record_says_digest_pass(shell: Shell, typed: dict[int, list[str]]) -> None:
    unpack = next(line for line in typed[7] if line.startswith("unzip"))
    done = shell.run("set -e", unpack, *typed[8])
    assert done.returncode == 0, done.stderr
    numbers = [int(line) for line in done.stdout.split()]
    assert len(numbers) == 6
    assert numbers[::2] == numbers[1::2]
    assert sum(numbers[::2]) == 26


def test_step_9_our_own_verifier_as_it_lies_in_the_package(
    shell: Shell, typed: dict[int, list[str]]
) -> None:
    for command in typed[9]:
        done = shell.run(command)
        assert done.returncode == 0, done.stdout + done.stderr
        assert "完整 whole" in done.stdout
    assert not list((shell.folder / "new").rglob("__pycache__"))


def test_the_commands_fail_on_an_altered_package(
    shell: Shell, typed: dict[int, list[str]], tmp_path: Path
) -> None:
    """Steps 2, 3, 4, 5, 8 and 9 each find what is theirs to find."""
    bag = shell.folder / "new" / NUMBER
    signature, web = bag / "seal" / "package.p7s", bag / "data" / "web.wacz"
    for step, path, at in (
        (2, bag / "tagmanifest-sha512.txt", 10),
        (3, signature, -5),
        (4, bag / "manifest-sha256.txt", 10),
        (5, bag / "data" / "case.json", 10),
        (9, web, 500),
    ):
        good = path.read_bytes()
        path.write_bytes(good[:at] + bytes([good[at] ^ 1]) + good[at + 1 :])
        done = shell.run("set -e", *typed[step])
        path.write_bytes(good)
        assert done.returncode != 0 or "OK" not in done.stdout, step


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
