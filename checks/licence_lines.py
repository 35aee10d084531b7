"""Lines of the licence (亮照的文字): what every honest page bears too, whatever it offers.

A page that shows its licence has the lines of the register on it: name, kind, person, capital,
address, the numbers of filings. A check of its own reads them (checks/display). To the n-gram model
they are words of credit, where licences are lent and addresses invented; and honest pages bear them
more often, so that what stands beside them would read as honest too. They are taken out first.
"""

import re

import re2

_FILED = re2.compile(
    r"\p{Han}?(?:icp[备证][字第]*|公网安备第?)[0-9]{6,}(?:号[0-9]{0,2})?|"
    "(?:统一社会信用代码|信用代码|注册号)(?:/?注册号)?:?[0-9a-z ]{15,18}|"
    "(?:第[一二三]类|互联网)?(?:食品|药品|医疗器械|农药|兽药|种子|烟草|酒类|卫生|旅行社|出版物)[\\p{Han}]{0,8}(?:许可证|备案凭证|资格证书?|备案)(?:编号|号)?:?"
    "[\\p{Han}a-z-]{0,10}[0-9][0-9a-z-]{3,}号?(?:电子营业执照|营业执照)?(?:亮照)?"
)
"""Numbers of the licence, of permits and of filings."""
_MARK = re.compile(
    "备|icp|信用代码|注册号|许可证|资格证|名称:|类型:|人:|者:|姓名:|资本:|日期:|期限:|机关:|范围:|"
    "住所:|场所:|地址:|主体:|单位:|电话:|热线:"
)
"""Of these one stands in each such line: most sentences have none, which is told sooner."""
_LABEL = re.compile(
    "(?:企业|公司|单位|主体|商户)?名称:|(?:主体|企业)?类型:|法定代表人(?:姓名)?:|(?:经营者|负责人|投资人)(?:姓名)?:|"
    "注册资本:|成立日期:|注册日期:|营业期限:|登记机关:|经营范围:|"
    "(?:住所|注册地址|经营场所|营业场所|经营地址|公司地址|地址):"
)
_A_RECORD = 3
"""Labels of the register in one line that make it a record of it."""
_ONE = re.compile(
    "(?:(?:企业|公司|单位|主体|商户|店铺)?名称|经营主体|主办单位):[^，。:]{2,30}"
    "(?:公司|商行|经营部|店|厂|部|行|社|中心|馆|工作室|合作社|院|园)(?:个体工商户)?|"
    "(?:法定代表人|经营者|负责人|投资人)(?:姓名)?:[一-龥·]{2,4}|"
    "注册资本:(?:人民币)?[0-9.零壹贰叁肆伍陆柒捌玖拾佰仟一二三四五六七八九十百千万亿]{1,20}元?整?(?:人民币)?|"
    "(?:成立日期|注册日期|营业期限):[0-9年月日至长期 -]{1,40}|登记机关:[一-龥]{3,24}局|"
    "(?:住所|注册地址|经营场所|营业场所|经营地址|公司地址|地址):"
    "[^，。:]{0,24}?[省市县区州镇乡街路][^，。:]{0,24}?[0-9一二三四五六七八九十]{1,6}[号栋幢楼层室铺组][^，。:]{0,12}|"
    "(?:客服|联系|公司)?(?:电话|热线):[0-9*-]{6,16}"
)
"""One line of it, whose value is what the register has: 注册资本:想写多少写多少 is none."""


def marks_in(text: str) -> list[int]:
    """Where in a text something may be of the licence, for `without_licence` of its lines."""
    return [mark.start() for mark in _MARK.finditer(text)]


def without_licence(line: str) -> str:
    """A line of plain text without numbers of the licence and filings, and without a record of
    the register; empty where it was nothing else."""
    if not _MARK.search(line):
        return line
    kept: str = _FILED.sub("", line)
    labels = [label.start() for label in _LABEL.finditer(kept)]
    if len(labels) >= _A_RECORD:
        more = kept.find("，", labels[-1])  # 经营范围…，照旧接单: what follows may say something
        return kept[: labels[0]] + (kept[more + 1 :] if more >= 0 else "")
    return "" if _ONE.fullmatch(kept) else kept
