"""Word lists written as running text."""


def words(text: str) -> tuple[str, ...]:
    """The words of `text`, which white space parts."""
    return tuple(text.split())
