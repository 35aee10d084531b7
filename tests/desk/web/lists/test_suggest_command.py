"""`wangjian keywords suggest`: words that the leads suggest for a list."""

import json

import pytest
from typer.testing import CliRunner

from desk.cli.keyword_lists import app

SAID = "腿肚上一团团青筋泡过一冬就平下去，降压片也减半了"


@pytest.fixture
def run(home, monkeypatch):
    monkeypatch.setenv("WANGJIAN_HOME", str(home.path))
    monkeypatch.setenv("WANGJIAN_LANG", "zh")
    return lambda *words: CliRunner().invoke(app, ["suggest", *words])


def test_words_are_listed_with_what_became_of_their_leads(run, made):
    lead = made.lead("advertising", matched=SAID, snippet=SAID)
    lead.findings.update(rule="advertising.unlisted", term="", list_id="")
    head, *rows = run("advertising").output.splitlines()
    assert head.split("\t") == ["字词", "线索", "网店", "有效", "噪声", "所在的句子"]
    assert rows and all(row.split("\t")[1:] == ["1", "1", "0", "0", SAID] for row in rows)
    told = [json.loads(line) for line in run("advertising", "--json").output.splitlines()]
    assert [one["words"] for one in told] == [row.split("\t")[0] for row in rows]
    assert all(one["words"] in SAID for one in told)


def test_a_list_of_which_no_lead_suggests_anything_has_the_head_alone(run, made):
    done = run("travel")
    assert done.exit_code == 0
    assert len(done.output.splitlines()) == 1
