"""Keyword lists as Excel workbooks 工作簿, because officers live in Excel.

A list that is written and read again has the same digest. What a cell holds
stays text: no formula, no link, no number is made of it, and none is read.
"""

from keywords.workbook_reader import read_workbook
from keywords.workbook_writer import write_workbook

__all__ = ["read_workbook", "write_workbook"]
