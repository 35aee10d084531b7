"""Versions of lists: drafts, signatures, what is in force, what one changed word does."""

from datetime import UTC, datetime

import pytest

from keywords.agreement import agreements_path, make_key, read_agreements, register_key
from keywords.errors import FileFault, NotAgreed
from keywords.keyword_list import KeywordList, load_list
from keywords.toml_list import write_list
from keywords.unit_keys import UnitKey
from leads.beijing import day_of
from leads.home import Home
from leads.list_shelf import State, keep_draft, lacking, shelf, sign_version
from leads.units import load_units


def small(version="1", words=("高仿", "一比一"), units=("network", "trademark")) -> KeywordList:
    return KeywordList(
        id="counterfeit",
        title="仿冒用语",
        area="counterfeit",
        version=version,
        units=units,
        basis=[
            {"key": "law", "law": "中华人民共和国商标法", "article": "第五十七条",
             "valid_from": "2019-11-01"}
        ],
        terms=[{"text": word, "strength": "strong", "search": True} for word in words],
    )  # fmt: skip


def key_of(home: Home, unit: str):
    key = make_key(home.keys / f"{unit}.pem", "for the test alone")
    register_key(
        home.unit_keys_file,
        UnitKey(unit=unit, public_key=key.public_hex, valid_from=day_of(datetime.now(UTC))),
    )
    return key


@pytest.fixture
def keys(bare_home):
    return {unit: key_of(bare_home, unit) for unit in ("network", "trademark")}


def test_a_draft_takes_nobodys_place_until_all_have_signed(bare_home, keys):
    first = keep_draft(bare_home, small("1"), "表.toml")
    assert first.state is State.DRAFT
    for unit, key in keys.items():
        sign_version(bare_home, shelf(bare_home).find("counterfeit", "1"), unit, "李某", key)
    assert shelf(bare_home).find("counterfeit", "1").state is State.IN_FORCE
    keep_draft(bare_home, small("2", ("高仿", "一比一", "超A")), "表.toml")
    assert load_list(bare_home.lists / "counterfeit.toml").version == "1"
    sign_version(
        bare_home, shelf(bare_home).find("counterfeit", "2"), "network", "李某", keys["network"]
    )
    second = shelf(bare_home).find("counterfeit", "2")
    assert second.words == "会签中1/2"
    title = load_units(bare_home).title
    assert lacking([second], title) == ["仿冒用语第2版缺商标监督管理机构会签，不能启动。"]
    sign_version(bare_home, second, "trademark", "王某", keys["trademark"])
    assert load_list(bare_home.lists / "counterfeit.toml").version == "2"
    states = {v.list.version: v.state for v in shelf(bare_home).of("counterfeit")}
    assert states["2"] is State.IN_FORCE and states["1"] is State.RETIRED


def test_one_changed_word_voids_what_was_signed(bare_home, keys):
    keep_draft(bare_home, small("1"), "表.toml")
    sign_version(
        bare_home, shelf(bare_home).find("counterfeit", "1"), "network", "李某", keys["network"]
    )
    other = small("1", ("高仿", "一比二"))
    with pytest.raises(FileFault) as refused:
        keep_draft(bare_home, other, "表.toml")
    assert "已有机构签署" in refused.value.zh and "替换已签署的草稿" in refused.value.zh
    assert shelf(bare_home).find("counterfeit", "1").words == "会签中1/2"
    keep_draft(bare_home, other, "表.toml", replace_signed=True)
    changed = shelf(bare_home).find("counterfeit", "1")
    assert changed.state is State.DRAFT and changed.agreement.missing == ["network", "trademark"]
    assert "须重新会签" in changed.agreement.refusals[0].zh
    assert len(read_agreements(agreements_path(bare_home.lists, "counterfeit"))) == 1


def test_only_the_text_that_was_signed_comes_into_force(bare_home, keys):
    """Somebody replaces the draft while another, who sees the old one, signs it."""
    keep_draft(bare_home, small("1"), "表.toml")
    for unit, key in keys.items():
        sign_version(bare_home, shelf(bare_home).find("counterfeit", "1"), unit, "李某", key)
    keep_draft(bare_home, small("2"), "表.toml")
    sign_version(
        bare_home, shelf(bare_home).find("counterfeit", "2"), "network", "李某", keys["network"]
    )
    seen = shelf(bare_home).find("counterfeit", "2")
    keep_draft(bare_home, small("2", ("茶叶",)), "表.toml", replace_signed=True)
    with pytest.raises(NotAgreed, match="replaced"):
        sign_version(bare_home, seen, "trademark", "王某", keys["trademark"])
    assert load_list(bare_home.lists / "counterfeit.toml").version == "1"


def test_a_version_in_force_keeps_its_text(bare_home, keys):
    keep_draft(bare_home, small("1"), "表.toml")
    for unit, key in keys.items():
        sign_version(bare_home, shelf(bare_home).find("counterfeit", "1"), unit, "李某", key)
    with pytest.raises(FileFault) as refused:
        keep_draft(bare_home, small("1", ("高仿",)), "表.toml")
    assert "第1版已会签生效" in refused.value.zh and "新的版本号" in refused.value.zh
    assert keep_draft(bare_home, small("1"), "表.toml").state is State.IN_FORCE


def test_a_key_speaks_for_its_own_unit_only(bare_home, keys):
    version = keep_draft(bare_home, small("1"), "表.toml")
    with pytest.raises(NotAgreed, match="its key is that of network"):
        sign_version(bare_home, version, "trademark", "李某", keys["network"])
    with pytest.raises(NotAgreed, match="no agreement of advertising"):
        sign_version(bare_home, version, "advertising", "李某", keys["network"])
    assert read_agreements(agreements_path(bare_home.lists, "counterfeit")) == []


def test_a_signed_list_of_the_program_is_copied_before_an_update_can_change_it(bare_home, keys):
    version = next(v for v in shelf(bare_home).of("counterfeit") if v.chosen)
    sign_version(bare_home, version, "network", "李某", keys["network"])
    assert load_list(bare_home.lists / "counterfeit.toml").digest == version.list.digest


def test_a_broken_file_hides_no_other(bare_home):
    (bare_home.lists / "broken.toml").write_text("id = 1\n", encoding="utf-8")
    found = shelf(bare_home)
    assert found.faults and "broken.toml" in found.faults[0].zh
    assert found.find("advertising", "2026.11")


def test_versions_are_ordered_as_people_count(bare_home):
    for version in ("2026.9", "2026.11"):
        write_list(small(version), bare_home.lists / "versions" / "own" / f"{version}.toml")
    known = [v.list.version for v in shelf(bare_home).of("counterfeit") if not v.chosen]
    assert known[-1] == "2026.9"
