"""Words for who acts against offences: police, courts, market supervision, the lines to report to.

A page that speaks of them in several ways speaks about offences: a lesson (lesson_page.py) or a
report (report_page.py).
"""

WORDS = "举报|12315|12345|96110|派出所|民警|市场监管|罚款|立案|报警|骗子|骗局|上当|被骗"
"""Alternatives of a pattern."""
