"""Help is there, in Chinese, for everybody."""

import re

from django.utils.html import strip_tags

from desk.web.guide.views import CHAPTERS
from desk.web.roles import Role
from leads.monthly import COLUMNS


def test_every_chapter_is_written(home, person, client_of):
    client = client_of(person(Role.STATISTICIAN))
    contents = client.get("/help/").content.decode()
    for chapter in CHAPTERS:
        assert f"/help/{chapter.name}/" in contents
        text = client.get(f"/help/{chapter.name}/").content.decode()
        assert f'aria-current="page">{chapter.title}</a>' in text
        own = text.split('<ul class="tabs">')[1].split("</ul>", 1)[1].split("</main>")[0]
        words = re.findall(r"[\u4e00-\u9fff]", strip_tags(own))
        assert len(words) > 60, (chapter.name, len(words))
    assert client.get("/help/no-such/").status_code == 404


def test_the_monthly_table_is_explained_column_by_column(home, person, client_of):
    text = client_of(person(Role.STATISTICIAN)).get("/help/counting/").content.decode()
    for column in COLUMNS:
        assert f"<td>{column.title}（{column.unit}）</td><td>{column.rule}</td>" in text
