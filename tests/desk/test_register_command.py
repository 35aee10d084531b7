"""`wangjian register`: what an officer reads after an import, a question and a comparison."""

import json

import pytest
from typer.testing import CliRunner

from desk.cli.register import app

A = "91530102MAYYQ8P105"
TABLE = (
    "统一社会信用代码,名称,住所,登记状态,别的\r\n"
    f"{A},昆明云岫商贸有限公司,昆明市五华区,存续,\u202e\r\n,没有代码,,,\r\n"
)


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.setenv("WANGJIAN_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("WANGJIAN_LANG", "zh")
    (tmp_path / "登记.csv").write_text(TABLE, "utf-8")

    def call(*words: str):
        return CliRunner().invoke(
            app, [w.replace("FILE", str(tmp_path / "登记.csv")) for w in words]
        )

    return call


def test_an_import_tells_what_it_took_and_what_not(run):
    done = run("import", "FILE", "--as-of", "2026-11-01")
    assert done.exit_code == 0, done.output
    assert "导入 1 户" in done.output
    assert "别的" in done.output
    assert "第 3 行" in done.output
    assert "--area" in done.output
    assert "已经导入过" in run("import", "FILE").output


def test_an_operator_is_shown(run):
    run("import", "FILE", "--as-of", "2026-11-01", "--area", "530102")
    shown = run("show", A)
    assert "昆明云岫商贸有限公司" in shown.output
    assert "2026-11-01" in shown.output
    entry = json.loads(run("show", "昆明云岫商贸有限公司", "--json").output)
    assert entry["uscc"] == A
    assert "登记信息中没有" in run("show", "查无此店").output


def test_a_wrong_day_is_a_usage_fault(run):
    assert run("import", "FILE", "--as-of", "昨天").exit_code == 2
