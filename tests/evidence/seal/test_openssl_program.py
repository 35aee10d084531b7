"""The openssl program as a second judge, and what happens without it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from evidence.seal import openssl_program
from evidence.seal.openssl_program import judge_seal, judge_timestamp, program
from evidence.seal.seal import SealSubject, seal
from evidence.seal.seal_key import SealKey

CONTENT = b"manifest"


def test_it_judges_a_seal_as_we_do(real_key: SealKey, other_key: SealKey) -> None:
    made = seal(CONTENT, real_key, SealSubject("case"), case_is_real=True)
    # A long suite collects this file minutes before the key of the test is made.
    now = datetime.now(UTC)
    late = now + timedelta(days=4000)
    for content, root, at, holds in (
        (CONTENT, real_key, now, True),
        (b"other", real_key, now, False),
        (CONTENT, other_key, now, False),
        (CONTENT, real_key, late, False),
    ):
        verdict = judge_seal(content, made, [root.certificate], at)
        assert verdict is not None
        assert verdict.holds is holds, verdict.said
        assert verdict.said


def test_its_words_are_kept_for_people() -> None:
    verdict = judge_timestamp(CONTENT, b"nothing", [], [], datetime.now(UTC))
    assert verdict is not None
    assert not verdict.holds
    assert "error" in verdict.said.lower() or "unable" in verdict.said.lower()


def test_without_the_program_nothing_is_decided(monkeypatch: pytest.MonkeyPatch) -> None:
    assert program() is not None
    monkeypatch.setenv("PATH", "")
    assert program() is None
    assert judge_seal(CONTENT, b"", [], datetime.now(UTC)) is None
    assert judge_timestamp(CONTENT, b"", [], [], datetime.now(UTC)) is None


def test_a_program_that_hangs_or_is_none_decides_against(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, real_key: SealKey
) -> None:
    fake = tmp_path / "openssl"
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setattr(openssl_program, "_SECONDS", 0.3)
    for script in ("#!/bin/sh\nexec sleep 30\n", "#!/no/such/program\n"):
        fake.write_text(script)
        fake.chmod(0o755)
        verdict = judge_seal(CONTENT, b"", [real_key.certificate], datetime.now(UTC))
        assert verdict is not None
        assert not verdict.holds
        assert verdict.said
