"""Lists that a campaign names: found, read, agreed or not."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from crawler.chosen_lists import choose_lists, read_lists, require_all_agreed
from crawler.errors import exit_code_of
from crawler.exit_codes import ExitCode
from crawler.runs import prepare_run
from keywords.agreement import (
    UnitKey,
    add_agreement,
    agreements_path,
    load_key,
    make_key,
    register_key,
    sign,
)
from keywords.errors import FileFault, NotAgreed
from keywords.keyword_list import KeywordList, load_list, shipped_lists
from leads.home import Home
from tests.crawler.jobs.slices import campaign


@pytest.fixture
def office(tmp_path: Path) -> Home:
    return Home(tmp_path / "home").make()


def shipped(name: str) -> Path:
    return next(path for path in shipped_lists() if path.stem == name)


def agree(office: Home, agreed: KeywordList, *units: str, folder: Path | None = None) -> None:
    for unit in units:
        path = office.keys / f"{unit}.pem"
        made = make_key(path, "correct horse battery") if not path.exists() else None
        key = load_key(path, "correct horse battery")
        if made is not None:
            entry = UnitKey(unit=unit, public_key=key.public_hex, valid_from=date(2020, 1, 1))
            register_key(office.unit_keys_file, entry)
        signed = sign(agreed, unit, "张某", key)
        add_agreement(agreements_path(folder or office.lists, agreed.id), signed)


def test_a_list_is_named_by_id_or_by_file_and_the_office_s_own_comes_first(office: Home) -> None:
    assert choose_lists(["counterfeit"], office) == [shipped("counterfeit")]
    own = office.lists / "counterfeit.toml"
    shutil.copy(shipped("counterfeit"), own)
    assert choose_lists(["counterfeit"], office) == [own]
    beside = office.campaigns / "extra.toml"
    shutil.copy(shipped("licence"), beside)
    assert choose_lists(["extra.toml"], office, beside=office.campaigns) == [beside]
    assert choose_lists([str(beside), str(beside)], office) == [beside]


def test_an_unknown_list_is_told_with_the_near_one(office: Home) -> None:
    with pytest.raises(FileFault, match="counterfeit") as caught:
        choose_lists(["counterfiet"], office)
    assert exit_code_of(caught.value) is ExitCode.BAD_FILE


def test_the_faults_of_all_broken_lists_are_told_at_once(office: Home) -> None:
    for name in ("a", "b"):
        (office.lists / f"{name}.toml").write_text("nonsense", "utf-8")
    with pytest.raises(FileFault) as caught:
        read_lists(choose_lists(["a", "b", "licence"], office))
    assert {Path(fault.path).name for fault in caught.value.faults} == {"a.toml", "b.toml"}


def test_a_list_that_not_all_its_units_signed_is_refused_by_name(office: Home) -> None:
    paths = choose_lists(["counterfeit", "licence"], office)
    lists = read_lists(paths)
    with pytest.raises(NotAgreed) as caught:
        require_all_agreed(paths, lists, office)
    assert exit_code_of(caught.value) is ExitCode.NOT_AGREED
    assert "counterfeit" in caught.value.zh and "licence" in caught.value.zh
    agree(office, lists[0], *lists[0].units)
    with pytest.raises(NotAgreed) as caught:
        require_all_agreed(paths, lists, office)
    assert "counterfeit" not in caught.value.zh and "licence" in caught.value.zh
    agree(office, lists[1], *lists[1].units)
    require_all_agreed(paths, lists, office)


def test_a_list_that_was_changed_after_it_was_agreed_is_refused(office: Home) -> None:
    own = office.lists / "licence.toml"
    shutil.copy(shipped("licence"), own)
    agreed = load_list(own)
    agree(office, agreed, *agreed.units)
    require_all_agreed([own], [agreed], office)
    text = own.read_text("utf-8")
    own.write_text(text.replace(f'version = "{agreed.version}"', 'version = "9.9"'), "utf-8")
    with pytest.raises(NotAgreed):
        require_all_agreed([own], read_lists([own]), office)


def test_signatures_may_lie_beside_a_list_elsewhere(office: Home, tmp_path: Path) -> None:
    elsewhere = tmp_path / "shared" / "licence.toml"
    elsewhere.parent.mkdir()
    shutil.copy(shipped("licence"), elsewhere)
    agreed = load_list(elsewhere)
    agree(office, agreed, *agreed.units, folder=elsewhere.parent)
    require_all_agreed([elsewhere], [agreed], office)


@pytest.mark.parametrize("draft", [True, False])
def test_a_list_of_an_unknown_area_or_unit_starts_no_crawl(office: Home, draft: bool) -> None:
    text = shipped("licence").read_text("utf-8")
    own = office.lists / "licence.toml"
    area, units = load_list(shipped("licence")).area, load_list(shipped("licence")).units
    own.write_text(text.replace(f'area = "{area}"', 'area = "advertisement"'), "utf-8")
    agreed = load_list(own)
    agree(office, agreed, *agreed.units)
    begun = campaign("https://shop.example/", lists=["licence"], draft=draft)
    with pytest.raises(FileFault) as caught:
        prepare_run(office, begun)
    assert exit_code_of(caught.value) is ExitCode.BAD_FILE
    assert "没有领域“advertisement”" in caught.value.zh and "应为：" in caught.value.zh
    assert {Path(fault.path).name for fault in caught.value.faults} == {"licence.toml"}
    own.write_text(text.replace(f'"{units[0]}"', '"nobody"'), "utf-8")
    with pytest.raises(FileFault, match="nobody"):
        prepare_run(office, begun)
