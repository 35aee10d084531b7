"""How operators are named: types, licence states, signs, codes with their check."""

from desk.web.templatetags.desk_words import masked_person, safe_words
from leads.area_codes import of_uscc
from leads.models import Operator

TYPES = {
    "in_platform": "平台内经营者",
    "platform": "平台经营者",
    "own_site": "自建网站经营者",
    "natural_person": "自然人网店",
    "unknown": "待查",
}
LICENCE_STATES = {
    "shown": "已亮照",
    "exempt": "已作免登记声明（待核实）",
    "invalid": "校验不符",
    "mismatch": "信息不一致",
    "not_found": "未见亮照",
    "needs_human": "需人工辨认",
    "could_not_check": "未能查看",
}
SIGN_NAMES = {
    "name": "名称",
    "uscc": "统一社会信用代码",
    "reg_no": "注册号",
    "jy": "食品经营许可",
    "sc": "食品生产许可",
    "police_filing": "公安备案号",
    "icp": "ICP备案号",
    "phone": "电话",
    "ship_from": "发货地",
    "actual_place": "实际经营地",
    "domicile": "住所",
    "licence": "执照地址",
}


def shown_name(operator: Operator, name: str | None = None, *, full: bool = False) -> str:
    """The operator's name, or another `name` of it; that of a natural person as 李** unless
    `full` was asked for."""
    name = operator.name if name is None else name
    return safe_words(name, 120) if full else masked_person(name, operator.operator_type)


def code_checked(code: str) -> str:
    """A code with what its check digit says, "—" for none."""
    if not code:
        return "—"
    found = of_uscc(code)
    return f"{safe_words(code, 24)}（{'校验通过' if found and found.sound else '校验不符'}）"
