"""How a keyword list lies in a workbook: sheets, columns, and what their cells hold."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "phrases", "strength", "yes", "date", "goods"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its Chinese header, the key it fills, what its cells hold, its width."""

    header: str
    key: str
    kind: Kind = "text"
    required: bool = False
    width: int = 16


HEAD, BASIS, RULES, TERMS = "词表", "依据", "规则", "词条"

HEAD_ROWS = (
    Column("编号", "id", required=True),
    Column("名称", "title", required=True),
    Column("领域", "area", required=True),
    Column("版本", "version", required=True),
    Column("会签单位", "units", "phrases", required=True),
    Column("通用依据", "chief", "phrases"),
    Column("表现特征", "signs"),
)
"""The sheet 词表: a label in the first column, its value in the second; 表现特征 may repeat."""

_CONTEXTS = (
    Column("须有(同一小句)", "needs", "phrases", width=24),
    Column("须有(本页)", "needs_page", "phrases"),
    Column("排除:词组", "excludes", "phrases", width=36),
    Column("排除:小句中在前", "excludes_before", "phrases", width=20),
    Column("排除:小句中在后", "excludes_after", "phrases", width=20),
    Column("排除:同一小句", "excludes_clause", "phrases", width=20),
    Column("排除:同一句", "excludes_sentence", "phrases", width=20),
    Column("排除:商品名称", "excludes_title", "phrases", width=20),
    Column("排除:本页", "excludes_page", "phrases", width=20),
)

BASIS_COLUMNS = (
    Column("键", "key", required=True),
    Column("法律", "law", required=True, width=36),
    Column("条款", "article", required=True, width=28),
    Column("内容", "text", width=48),
    Column("起始日", "valid_from", "date", required=True, width=12),
    Column("截止日", "valid_to", "date", width=12),
    Column("商品类别", "goods", "goods", width=20),
)

RULE_COLUMNS = (
    Column("规则", "rule", required=True),
    Column("名称", "title", required=True, width=20),
    Column("表现", "sign", width=40),
    Column("可排除的情形", "excuse", width=40),
    Column("依据", "basis", "phrases"),
    *_CONTEXTS,
)

TERM_COLUMNS = (
    Column("词", "text", required=True, width=20),
    Column("强弱", "strength", "strength", required=True, width=6),
    Column("规则", "rule", width=12),
    Column("搜索", "search", "yes", width=6),
    Column("其他写法", "variants", "phrases", width=24),
    *_CONTEXTS,
    Column("拒绝语排除", "rejects", "yes", width=10),
    Column("不许插入符号", "exact", "yes", width=12),
    Column("只认原字", "plain", "yes", width=10),
    Column("产地范围", "origin", "phrases", width=20),
    Column("依据", "basis", "phrases"),
    Column("备注", "note", width=40),
)

STRENGTHS = {"strong": "强", "weak": "弱"}
YES, NO = "是", "否"
