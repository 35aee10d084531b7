"""Searching in Chinese gives the same on SQLite and on PostgreSQL."""

import pytest
from django.db import connection

from leads.word_index import WordIndex, make_table, query_words

INDEX = WordIndex("leads_lead_words")
DOCUMENTS = {
    1: ("高仿运动鞋 昆明某某商行 T-20261124-0001", ["o530102", "p5301", "utrademark"]),
    2: ("治疗高血压的三七粉 91530100MA6K12345X", ["o530502", "p5305", "uadvertising"]),
    3: ("某某高*仿包 驴牌 LV", ["o530502", "p5305", "utrademark"]),
    4: ("普通茶叶", ["onone"]),
}


@pytest.fixture(params=["home", "postgres_home"])
def database(request):
    """Both databases."""
    made = request.getfixturevalue(request.param)
    INDEX.put(DOCUMENTS)
    yield made
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE leads_lead_words")


def found(query: str, *scopes: str) -> list[int]:
    rows = INDEX.matching(query, scopes)
    if rows is None:
        return []
    with connection.cursor() as cursor:
        cursor.execute(rows.sql, rows.params)
        return sorted((number for (number,) in cursor.fetchall()), reverse=True)


def test_words_are_found_folded(database):
    assert found("高仿") == [3, 1]
    assert found("运动鞋") == [1] and found("动鞋") == [1]
    assert found("高血压 三七") == [2]
    assert found("ＬＶ") == [3] and found("lv") == [3]
    assert found("91530100MA6K") == [2], "the beginning of a code is enough"
    assert found("高") == [3, 2, 1], "one character asks for words that begin with it"
    assert found("没有的词") == []


def test_scopes_are_intersected_by_the_engine(database):
    assert found("高仿", "o530502") == [3]
    assert found("高仿", "p5301", "utrademark") == [1]
    assert found("茶叶", "onone") == [4] and found("茶叶", "o530502") == []


def test_a_document_is_replaced_not_doubled(database):
    INDEX.put({1: ("改成普洱茶", ["o530102"])})
    assert found("运动鞋") == [] and found("普洱茶") == [1]


@pytest.mark.parametrize(
    "query",
    ['"', "高仿 OR 1=1", "NEAR(高仿 鞋)", "a*b%_", "';DROP TABLE x;--", "&|!():*", "高" * 100_000],
)
def test_a_query_is_words_and_nothing_else(database, query):
    found(query)  # no syntax of an engine reaches it, and a long one is bounded
    assert len(query_words(query)) <= 24


def test_the_table_is_one_that_sqlite_of_debian_12_makes():
    """SQLite 3.40: contentless_delete, or any option that came later, stops the migration."""
    [statement] = make_table("sqlite", "words_of_x")
    options = statement.partition("(")[2].rstrip(")").split(", ")
    assert options == ["words", "detail=none", "tokenize='ascii'"]
