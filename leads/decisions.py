"""What officers and units may say: reasons to dismiss, forms of referral, answers."""

from django.db.models import TextChoices


class DismissReason(TextChoices):
    """排除理由: why a hint is no lead."""

    CONTEXT = "context", "语境不构成"
    QUALIFIED = "qualified", "资质相符"
    EXEMPT = "exempt", "依法不需登记"
    GUIDELINE = "guideline", "指南除外情形"
    NOT_OPERATOR = "not_operator", "非经营者所述"
    MISREAD = "misread", "机器误读"
    DUPLICATE = "duplicate", "重复"
    OTHER = "other", "其他"


NOISE = frozenset({DismissReason.CONTEXT, DismissReason.MISREAD})
"""Dismissals that speak against the term that caused the hint."""


class Form(TextChoices):
    """移送方式: to one's own unit, another office, one below, one above."""

    SUBMIT = "submit", "提交"
    TRANSFER = "transfer", "移送"
    ASSIGN = "assign", "交办"
    REQUEST = "request", "报请"


class Answer(TextChoices):
    """反馈: what the unit says became of the lead."""

    CASE_OPENED = "case_opened", "立案"
    NO_CASE = "no_case", "不予立案"
    ORDERED = "ordered", "责令改正"
    GUIDANCE = "guidance", "行政指导"
    MERGED = "merged", "并案"
    TRANSFERRED = "transferred", "移送公安或其他部门"
    NOT_TRACED = "not_traced", "查无主体"
    SELF_CORRECTED = "self_corrected", "已自行整改"
    OBJECTION = "objection", "管辖异议"


EFFECTIVE = frozenset(
    {Answer.CASE_OPENED, Answer.ORDERED, Answer.GUIDANCE, Answer.MERGED, Answer.TRANSFERRED}
)
"""Answers that speak for the term that caused the lead."""

UNCERTIFIED = frozenset({"package-approved", "package-returned", "exported"})
"""Steps that people without a certificate 执法证 may take as well: 法规人员, who exports by the
command line."""

STEP_NAMES = {
    "filed": "建提示",
    "seen_again": "再次发现",
    "agreed": "转为正式",
    "gone": "复检未见",
    "not_captured": "未采集",
    "reopened": "恢复",
    "rerouted": "改派",
    "screened": "初筛",
    "dismissed": "排除",
    "restored": "撤回",
    "assigned": "指派",
    "levelled": "调整级别",
    "recused": "回避",
    "opined": "提交核实意见",
    "compared": "比对两人意见",
    "revised": "修改意见",
    "more_evidence": "补充取证",
    "asked": "报负责人审签",
    "seconded": "第二人同意",
    "signed": "审签同意",
    "refused": "审签不同意",
    "ruled": "负责人决定",
    "verified": "初步核实",
    "registered": "登记",
    "referred": "移送",
    "received": "签收",
    "answered": "反馈",
    "consulted": "协商管辖",
    "checked": "线下核实",
    "acted": "登记处置",
    "guided": "行政指导",
    "extended": "延期",
    "withdrawn": "撤销登记",
    "closed": "办结",
    "package-sent": "证据包送审",
    "package-approved": "证据包审核通过",
    "package-returned": "证据包退回",
    "exported": "导出证据包",
}
"""Steps of a lead, as an officer reads them in its history 经过."""
