"""A number that a page says to stand on the pack: 登记证号见瓶签, 审定编号印在袋上.

Its absence from the text then tells nothing: a person looks at the picture or the goods.
"""

from checks.context import Context
from checks.finding import Finding, without_lead
from checks.pattern_rule import compiled

_THERE = "(?:瓶|袋|桶|标签|瓶签|包装|盒|图片|照片)"
_NUMBER = "(?:登记证?号?|pd|审定(?:编)?号|审定|检疫证?号?|许可证号?|批准文号|兽药字)"
_ON_THE_PACK = compiled(
    f"{_NUMBER}[^。\\n]{{0,16}}(?:见|印|贴|标|都|在|于){_THERE}|"
    f"{_NUMBER}[^。\\n]{{0,4}}以{_THERE}[^。\\n]{{0,4}}为准|"
    f"(?:^|[^无没未有]|[^没]有){_NUMBER}[^。\\n无没未不]{{0,8}}(?:[可能以]查|一致|齐全)|标签登记作物"
)


def number_on_pack(context: Context, finding: Finding) -> Finding:
    """A finding that a number is missing, without its lead where the page says where it is."""
    if _ON_THE_PACK.search(context.plain_own) is None:
        return finding
    return without_lead(finding, "页面说明编号印在标签、包装上，须查看图片或者实物")
