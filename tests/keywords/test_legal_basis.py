"""docs/legal-basis.md says of every law that the lists cite how far it was compared."""

import re
from pathlib import Path

import pytest

from keywords.keyword_list import load_list, shipped_lists

TABLE = Path(__file__).parents[2] / "docs" / "legal-basis.md"
ARTICLES = re.compile("第[一二三四五六七八九十百零]+条(?:至第[一二三四五六七八九十百零]+条)?")


def rows() -> dict[tuple[str, str, str], tuple[set[str], str]]:
    """(articles, verdict) by law, first and last day."""
    found = {}
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("| ") and len(cells) == 5 and cells[1][:1].isdigit():
            found[cells[0], cells[1], cells[2]] = (set(ARTICLES.findall(cells[3])), cells[4])
    return found


@pytest.mark.parametrize("path", shipped_lists(), ids=lambda path: path.stem)
def test_every_law_and_article_cited_is_in_the_table(path):
    told = rows()
    for basis in load_list(path).basis:
        key = (basis.law, str(basis.valid_from), str(basis.valid_to or ""))
        assert key in told
        assert set(ARTICLES.findall(basis.article)) <= told[key][0]


def test_the_table_names_no_law_that_is_not_cited():
    cited = {basis.law for path in shipped_lists() for basis in load_list(path).basis}
    assert {law for law, _, _ in rows()} == cited
    assert all(verdict.startswith(("已核", "须核：")) for _, verdict in rows().values())
