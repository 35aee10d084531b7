"""Rules about what is said of or done to rivals 诋毁: their own words are those of warnings."""

SLURS = frozenset(
    ("competitors", "the-market", "rivals-slurred", "rival-slur", "rival-belittled"),
)
"""What is said of others: a verdict on them (他家全是骗子) is the offence, and excuses nothing."""

IN_WORDS_OF_WARNING = SLURS | {
    "disparage",  # names a service (职业差评): 职业差评的都是敲诈 is a verdict on it
    "reviews-wiped",
    "rivals-reviewed-down",
    "diverted-customers",
    "reviews-kept-from-view",
}
"""Said with words by which people warn: 举报到它下架, 差评全删, 别去隔壁上当."""
