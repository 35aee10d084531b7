"""A rank with its time, its range and its source is a fact (绝对化用语执法指南, 2023)."""

from checks.pattern_rule import compiled

SOURCED = compiled(
    "据[^。\\n]{2,40}(?:统计|发布|公布|报告)[^。\\n]{0,60}第一[^。\\n]{0,20}(?:报告|编号|可查|来源)"
)
"""A sentence that tells the rank and where it is from: it speaks for the whole page."""

SOURCE_NAMED = compiled("数据来源:?[^。\\n]{4,40}(?:报告|统计|协会|研究院)")
"""A source that is named: it speaks for the words it stands beside, and for no others."""
