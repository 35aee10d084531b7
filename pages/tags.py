"""HTML elements by the parser's tag numbers, which compare several times as fast as names."""

from selectolax.lexbor import LexborHTMLParser

from pages.words import words

TEXT = 2  # LXB_TAG__TEXT; a test holds it

BLOCKS = words(
    """
    address article aside blockquote body br button center dd details dialog dir div dl dt
    fieldset figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr legend
    li listing main menu nav ol optgroup option p plaintext pre search section select summary
    table tbody td tfoot th thead tr ul xmp
    """
)
# Elements whose content is no text of the page.
SILENT = words(
    """
    svg math canvas audio video object embed head script style template title base meta link
    """
)
_OTHERS = words("a area img input textarea iframe frame noscript datalist")
# Inline elements, which a style rule may name: span.x{display:none}.
_INLINE = words(
    """
    abbr b bdi bdo big cite code del dfn em font i ins kbd label mark q rb ruby rp rt s samp small
    span strike strong sub sup time tt u var
    """
)


def _numbers() -> dict[int, str]:
    parser = LexborHTMLParser("")
    return {parser.create_node(name).tag_id: name for name in BLOCKS | SILENT | _OTHERS | _INLINE}


NAMES = _numbers()
BLOCK_NUMBERS = frozenset(number for number, name in NAMES.items() if name in BLOCKS)
CELL_NUMBERS = frozenset(number for number, name in NAMES.items() if name in ("td", "th"))
HEAD_CELL = next(number for number, name in NAMES.items() if name == "th")
ANCHOR = next(number for number, name in NAMES.items() if name == "a")
IMAGE = next(number for number, name in NAMES.items() if name == "img")
SVG = next(number for number, name in NAMES.items() if name == "svg")
MATH = next(number for number, name in NAMES.items() if name == "math")
READINGS = frozenset(number for number, name in NAMES.items() if name in ("rt", "rp"))
"""What stands small beside the characters of <ruby>, which are read on without it."""
EMBEDDED = frozenset(number for number, name in NAMES.items() if name in ("object", "embed"))
_COMMENT = 4  # LXB_TAG__EM_COMMENT
_DOCTYPE = 5  # LXB_TAG__EM_DOCTYPE
_INSTRUCTION = 0
SILENT_NUMBERS = frozenset(number for number, name in NAMES.items() if name in SILENT) | {
    *READINGS,
    _COMMENT,
    _DOCTYPE,
    _INSTRUCTION,
}
