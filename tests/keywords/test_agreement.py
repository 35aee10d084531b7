"""Only the named units' signatures under the present content make a list agreed."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from keywords.agreement import (
    Agreement,
    SigningKey,
    UnitKey,
    UnitKeys,
    add_agreement,
    agreements_path,
    read_agreements,
    require_agreed,
    sign,
    status,
)
from keywords.errors import FileFault, NotAgreed
from keywords.keyword_list import KeywordList

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
Secrets = dict[str, SigningKey]


def agree(checked: KeywordList, secrets: Secrets, unit: str, at: datetime = NOW) -> Agreement:
    return sign(checked, unit, "张三", secrets[unit], at=at)


def only_refusal(checked: KeywordList, agreement: Agreement, keys: UnitKeys) -> str:
    judged = status(checked, [agreement], keys, now=NOW)
    assert not judged.agreed
    assert judged.signed == {}
    (refusal,) = judged.refusals
    assert refusal.zh in judged.faults
    return refusal.code


def test_all_named_units_must_sign(
    small_list: KeywordList, unit_secrets: Secrets, unit_keys: UnitKeys
) -> None:
    first = agree(small_list, unit_secrets, "trademark")
    judged = status(small_list, [first], unit_keys, now=NOW)
    assert (judged.agreed, judged.missing) == (False, ["network"])
    second = agree(small_list, unit_secrets, "network")
    judged = status(small_list, [first, second], unit_keys, now=NOW)
    assert judged.agreed
    assert set(judged.signed) == {"trademark", "network"}
    require_agreed(small_list, judged)


def test_one_unit_cannot_sign_twice_for_another(
    small_list: KeywordList, unit_secrets: Secrets, unit_keys: UnitKeys
) -> None:
    forged = sign(small_list, "network", "张三", unit_secrets["trademark"], at=NOW)
    assert only_refusal(small_list, forged, unit_keys) == "key-of-other-unit"


def test_a_unit_the_list_does_not_name_cannot_agree(
    small_list: KeywordList, unit_secrets: Secrets, unit_keys: UnitKeys
) -> None:
    with pytest.raises(NotAgreed, match="asks for no agreement of advertising"):
        agree(small_list, unit_secrets, "advertising")
    other = small_list.model_copy(update={"units": ("advertising",)})
    foreign = agree(other, unit_secrets, "advertising")
    assert only_refusal(small_list, foreign, unit_keys) == "foreign-unit"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"officer": "李四"}, "bad-signature"),
        ({"signed_at": datetime(2026, 11, 23, tzinfo=UTC)}, "bad-signature"),
        ({"list_version": "2"}, "bad-signature"),
        ({"list_digest": "sha256:" + "0" * 64}, "bad-signature"),
        ({"signature": "0" * 128}, "bad-signature"),
        ({"signature": "f" * 128}, "bad-signature"),
        ({"unit": "network"}, "key-of-other-unit"),
        ({"public_key": "1" * 64}, "unknown-key"),
        ({"list_id": "other"}, "other-list"),
    ],
)
def test_an_altered_agreement_is_refused_with_its_own_reason(
    small_list: KeywordList,
    unit_secrets: Secrets,
    unit_keys: UnitKeys,
    change: dict[str, object],
    code: str,
) -> None:
    altered = agree(small_list, unit_secrets, "trademark").model_copy(update=change)
    assert only_refusal(small_list, altered, unit_keys) == code


def test_a_nonsense_public_key_in_the_register_verifies_nothing(small_list: KeywordList) -> None:
    nonsense = UnitKeys(
        keys=(UnitKey(unit="trademark", public_key="f" * 64, valid_from=date(2026, 1, 1)),)
    )
    forged = Agreement(
        list_id="small",
        list_version="1",
        list_digest=small_list.digest,
        unit="trademark",
        officer="张三",
        signed_at=NOW,
        public_key="f" * 64,
        signature="0" * 128,
    )
    assert only_refusal(small_list, forged, nonsense) == "bad-signature"


def test_a_changed_list_needs_new_signatures(
    small_list: KeywordList, unit_secrets: Secrets, unit_keys: UnitKeys
) -> None:
    old = agree(small_list, unit_secrets, "trademark")
    changed = small_list.model_copy(update={"version": "2"})
    assert only_refusal(changed, old, unit_keys) == "stale"
    judged = status(changed, [old, agree(changed, unit_secrets, "trademark")], unit_keys, now=NOW)
    assert judged.missing == ["network"]


@pytest.mark.parametrize(
    ("key", "code"),
    [
        ({"valid_from": date(2026, 11, 25)}, "before-key"),
        ({"valid_to": date(2026, 11, 23)}, "expired"),
        ({"withdrawn": date(2027, 1, 1)}, "withdrawn"),
    ],
)
def test_a_signature_outside_its_keys_time_is_refused(
    small_list: KeywordList,
    unit_secrets: Secrets,
    unit_keys: UnitKeys,
    key: dict[str, object],
    code: str,
) -> None:
    entry = unit_keys.keys[0].model_copy(update=key)
    assert (
        only_refusal(
            small_list, agree(small_list, unit_secrets, "trademark"), UnitKeys(keys=(entry,))
        )
        == code
    )


def test_days_of_validity_are_days_in_beijing(
    small_list: KeywordList, unit_secrets: Secrets, unit_keys: UnitKeys
) -> None:
    # 2025-12-31 16:00 UTC is the first second of 2026 in Beijing.
    at = datetime(2025, 12, 31, 16, 0, tzinfo=UTC)
    assert status(
        small_list, [agree(small_list, unit_secrets, "trademark", at)], unit_keys, now=NOW
    ).signed
    before = datetime(2025, 12, 31, 15, 59, tzinfo=UTC)
    early = agree(small_list, unit_secrets, "trademark", before)
    assert only_refusal(small_list, early, unit_keys) == "before-key"


def test_a_signature_from_the_future_is_refused(
    small_list: KeywordList, unit_secrets: Secrets, unit_keys: UnitKeys
) -> None:
    late = agree(small_list, unit_secrets, "trademark", datetime(2026, 11, 24, 3, 0, tzinfo=UTC))
    assert only_refusal(small_list, late, unit_keys) == "future"


def test_not_agreed_names_who_is_missing_and_why(
    small_list: KeywordList, unit_secrets: Secrets, unit_keys: UnitKeys
) -> None:
    old = agree(small_list.model_copy(update={"version": "0"}), unit_secrets, "trademark")
    judged = status(small_list, [old], unit_keys, now=NOW)
    with pytest.raises(NotAgreed) as caught:
        require_agreed(small_list, judged)
    assert caught.value.missing == ["trademark", "network"]
    for language, words in (
        ("zh", ["须重新会签", "network", "--draft"]),
        ("en", ["changed since"]),
    ):
        text = caught.value.diagnostics(language)
        assert all(word in text for word in words)
        assert "\n" not in text


def test_the_file_keeps_every_signature_and_gives_them_back(
    tmp_path: Path, small_list: KeywordList, unit_secrets: Secrets, unit_keys: UnitKeys
) -> None:
    path = agreements_path(tmp_path / "lists", small_list.id)
    assert read_agreements(path) == []
    given = [agree(small_list, unit_secrets, unit) for unit in ("trademark", "network")]
    for agreement in given:
        add_agreement(path, agreement)
    assert read_agreements(path) == given
    assert status(small_list, read_agreements(path), unit_keys, now=NOW).agreed


def test_a_torn_line_is_named_and_the_next_signature_is_not_glued_to_it(
    tmp_path: Path, small_list: KeywordList, unit_secrets: Secrets
) -> None:
    path = tmp_path / "small.agreements.jsonl"
    agreement = agree(small_list, unit_secrets, "trademark")
    add_agreement(path, agreement)
    whole = path.read_bytes()
    path.write_bytes(whole + whole[:100])
    add_agreement(path, agreement)
    with pytest.raises(FileFault) as caught:
        read_agreements(path)
    assert [fault.line for fault in caught.value.faults] == [2]


@pytest.mark.parametrize(
    "line",
    [
        "[]",
        '{"list_id": "small"}',
        '{"list_id": "small", "list_id": "other"}',
        "[" * 10_000,
        "\x00",
    ],
)
def test_a_line_that_is_no_agreement_is_a_fault(tmp_path: Path, line: str) -> None:
    path = tmp_path / "small.agreements.jsonl"
    path.write_text(line + "\n", encoding="utf-8")
    with pytest.raises(FileFault) as caught:
        read_agreements(path)
    assert caught.value.faults[0].line == 1


def test_a_time_without_zone_is_a_fault(
    tmp_path: Path, small_list: KeywordList, unit_secrets: Secrets
) -> None:
    content = json.loads(agree(small_list, unit_secrets, "trademark").model_dump_json())
    content["signed_at"] = "2026-11-24T02:00:00"
    path = tmp_path / "small.agreements.jsonl"
    path.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(FileFault, match="signed_at"):
        read_agreements(path)
