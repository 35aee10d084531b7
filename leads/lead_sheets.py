"""Leads as rows of a workbook, from their documents."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from leads.beijing import shown_time
from leads.sheets import Sheet

Document = dict[str, Any]

_LEAD_COLUMNS = (
    ("提示号", 18), ("线索编号", 18), ("阶段", 10), ("草稿", 8), ("疑似事项", 40), ("强度", 6),
    ("领域", 14), ("主办机构", 22), ("属地机关", 26), ("属地代码", 10), ("分送", 12),
    ("分送理由", 50), ("外部机关", 20), ("网店", 24), ("网址", 40), ("主体", 24),
    ("统一社会信用代码", 22), ("亮照", 12), ("首见（北京时间）", 20), ("末见（北京时间）", 20),
    ("登记日", 12), ("期限", 14), ("核实人员", 24), ("发现数", 8), ("有利内容数", 10),
    ("同一行为", 30),
)  # fmt: skip

_FINDING_COLUMNS = (
    ("提示号", 18), ("序号", 6), ("性质", 10), ("命中文字", 24), ("原文", 50), ("词", 16),
    ("规则", 26), ("强度", 6), ("理由", 40), ("什么情况下不构成", 40), ("排除理由", 24),
    ("法律依据", 40), ("页面标题", 30), ("网址", 40), ("字段", 12), ("起", 6), ("止", 6),
    ("首见（北京时间）", 20), ("末见（北京时间）", 20), ("复检不见（北京时间）", 20),
    ("次数", 6), ("关键词表", 20), ("表摘要", 70), ("采集件文件", 40), ("采集件编号", 50),
    ("采集件摘要", 70),
)  # fmt: skip

ROUTE_NAMES = {
    "routed": "已定属地",
    "out_of_province": "省外",
    "operator_unknown": "主体待查",
    "conflict": "线索不一致",
    "designate": "指定管辖",
    "assigned": "已指派",
}

NOTES = (
    "本表由系统生成。监测提示是疑似情形，未经执法人员核实，不是对任何主体行为性质的认定。",
    "网页文字按原样列出，均为文本；不可见字符写作 ⟦U+…⟧，过长的截断。",
    "网址不作链接。请勿在办公电脑上直接打开。",
    "草稿为“是”的，是用尚未会签的关键词表发现的，会签前不作线索使用。",
    "采集件可用 wangjian verify 核验；摘要为 SHA-256。完整内容见同名 .jsonl 文件。",
)


def lead_sheets(documents: Sequence[Document]) -> list[Sheet]:
    """Three sheets: the leads, their findings and contrary evidence, and what to bear in mind."""
    return [
        Sheet("线索", _LEAD_COLUMNS, (_lead_row(d) for d in documents)),
        Sheet("发现", _FINDING_COLUMNS, (row for d in documents for row in _finding_rows(d))),
        Sheet("说明", (("说明", 100),), ([note] for note in NOTES)),
    ]


def _lead_row(document: Document) -> list[str]:
    office, shop, operator = document["office"], document["shop"], document["operator"]
    due = document["due"] or ""
    return [
        document["hint_no"],
        document["lead_no"] or "",
        document["stage"]["name"],
        "是（草稿）" if document["draft"] else "",
        document["suspicion"],
        _strength(document["strength"]),
        document["area"]["name"],
        document["unit"]["name"],
        office["name"] or "",
        office["code"] or "",
        ROUTE_NAMES.get(office["status"], office["status"]),
        office["why"],
        "、".join(document["external"]),
        shop["name"] or shop["key"],
        shop["url"],
        operator["name"],
        operator["uscc"] or "",
        operator["licence_state"],
        _beijing(document["first_seen"]),
        _beijing(document["last_seen"]),
        document["registered_on"] or "",
        due + ("（暂算）" if due and document["due_provisional"] else ""),
        "、".join(f"{o['name']}（{o['number']}）" for o in document["verified_by"]),
        str(document["findings_total"]),
        str(document["contrary_total"]),
        "；".join(
            f"{a['hint_no']} {a['unit_name']}{'主办' if a['role'] == 'leading' else '协办'}"
            for a in document["same_act"]
        ),
    ]


def _finding_rows(document: Document) -> Iterator[list[str]]:
    found = [("疑似", f) for f in document["findings"]]
    found += [("有利（已排除）", f) for f in document["contrary"]]
    for number, (kind, finding) in enumerate(found, 1):
        record = finding["record"]
        yield [
            document["hint_no"],
            str(number),
            kind,
            finding["matched"],
            finding["snippet"],
            finding["term"],
            finding["rule"],
            _strength(finding["strength"]),
            finding["reason"],
            finding["excuse"],
            finding["excused"] or "",
            finding["basis"],
            finding["page_title"],
            finding["url"],
            finding["field"],
            str(finding["start"]),
            str(finding["end"]),
            _beijing(finding["first_seen"]),
            _beijing(finding["last_seen"]),
            _beijing(finding["gone_at"]),
            str(finding["times"]),
            f"{finding['list_id']} 第{finding['list_version']}版" if finding["list_id"] else "",
            finding["list_digest"],
            record["file"],
            record["record_id"],
            record["block_digest"],
        ]


def _strength(value: str) -> str:
    return "强" if value == "strong" else "弱"


def _beijing(moment: str | None) -> str:
    return shown_time(datetime.fromisoformat(moment)) if moment else ""
