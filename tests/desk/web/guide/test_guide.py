"""Help is there, in Chinese, for everybody."""

from desk.web.guide.views import CHAPTERS
from desk.web.roles import Role


def test_every_chapter_is_written(home, person, client_of):
    client = client_of(person(Role.STATISTICIAN))
    contents = client.get("/help/").content.decode()
    for chapter in CHAPTERS:
        assert f"/help/{chapter.name}/" in contents
        text = client.get(f"/help/{chapter.name}/").content.decode()
        assert chapter.title in text and len(text) > 1_500
    assert client.get("/help/no-such/").status_code == 404
