"""The home folder is made where it is wanted, and refused in words."""

from pathlib import Path

import pytest

from leads.errors import HomeFault
from leads.home import Home


def test_the_variable_names_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WANGJIAN_HOME", str(tmp_path / "there"))
    assert Home.from_env().path == tmp_path / "there"
    monkeypatch.delenv("WANGJIAN_HOME")
    monkeypatch.chdir(tmp_path)
    assert Home.from_env().path == tmp_path / "var"


def test_making_it_twice_is_harmless(tmp_path: Path) -> None:
    home = Home(tmp_path / "home").make()
    (home.archive / "kept").write_text("x")
    home.make()
    assert (home.archive / "kept").exists()
    assert all(folder.is_dir() for folder in home.folders)
    assert home.keys.stat().st_mode & 0o077 == 0, "keys are closed to other accounts"


def test_a_file_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("not a folder")
    with pytest.raises(HomeFault) as told:
        Home(tmp_path / "home").make()
    assert str(tmp_path / "home") in told.value.diagnostics("zh")
    assert "WANGJIAN_HOME" in told.value.diagnostics("en")
