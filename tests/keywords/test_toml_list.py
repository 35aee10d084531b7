"""A list written as TOML reads back as itself."""

from pathlib import Path

import pytest

from keywords.keyword_list import KeywordList, load_list, shipped_lists
from keywords.term import Rule, Term
from keywords.toml_list import write_list


@pytest.mark.parametrize("path", shipped_lists(), ids=lambda path: path.stem)
def test_a_shipped_list_comes_back_whole(path: Path, tmp_path: Path) -> None:
    one = load_list(path)
    write_list(one, tmp_path / "x.toml")
    assert load_list(tmp_path / "x.toml") == one


def test_awkward_texts_come_back_whole(tmp_path: Path, small_list: KeywordList) -> None:
    awkward = 'quote " back\\slash # not a comment\nsecond line ]]'
    one = small_list.model_copy(
        update={
            "title": awkward,
            "signs": (awkward, "'''"),
            "rules": {"plain": Rule(title=awkward, needs=("“引号”词",))},
            "terms": (
                Term(text='高"仿\\', strength="weak", rule="plain", note=awkward, rejects=False),
                Term(
                    text="精仿", strength="strong", excludes=tuple(f"精仿{n}号" for n in range(99))
                ),
            ),
        }
    )
    path = tmp_path / "folder" / "x.toml"
    write_list(one, path)
    assert load_list(path) == one
    assert [p.name for p in path.parent.iterdir()] == ["x.toml"]
    assert max(map(len, path.read_text(encoding="utf-8").splitlines())) < 120
