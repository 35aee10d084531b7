import pytest

from pages.colours import colour, is_clear, is_near, solid


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ("#fff", ((255, 255, 255), 1.0)),
        ("#0a0b0c", ((10, 11, 12), 1.0)),
        ("#0000", ((0, 0, 0), 0.0)),
        ("#ffffff00", ((255, 255, 255), 0.0)),
        ("white", ((255, 255, 255), 1.0)),
        ("transparent", ((0, 0, 0), 0.0)),
        ("rgb(255 255 255)", ((255, 255, 255), 1.0)),
        ("rgba(1, 2, 3, .5)", ((1, 2, 3), 0.5)),
        ("rgb(0 0 0/0%)", ((0, 0, 0), 0.0)),
        ("hsl(0,0%,100%)", ((255, 255, 255), 1.0)),
        ("hsla(120deg, 100%, 50%, 1)", ((0, 255, 0), 1.0)),
        ("var(--ink)", None),
        ("rgb(1,2)", None),
        ("", None),
    ],
)
def test_colours_as_pages_write_them(value, read):
    assert colour(value) == read


def test_what_cannot_be_made_out():
    assert is_clear("#00000000")
    assert not is_clear("#000f")
    assert solid("rgba(255,255,255,1)") == (255, 255, 255)
    assert solid("rgba(255,255,255,.4)") is None
    assert is_near((211, 211, 211), (205, 211, 215))
    assert not is_near((211, 211, 211), (200, 211, 211))
