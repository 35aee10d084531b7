import pytest

from checks.display.builders import is_builders_code


@pytest.mark.parametrize(
    ("before", "built"),
    [
        ("技术支持：昆明速建网络科技有限公司（统一社会信用代码 ", True),
        ("网站制作 昆明速建网络科技有限公司(信用代码：", True),
        ("Powered by 昆明速建网络科技有限公司（税号", True),
        ("本站由昆明速建网络科技有限公司提供技术支持（统一社会信用代码：", True),
        # no brackets, or those of another
        ("技术支持：昆明速建网络科技有限公司 统一社会信用代码 ", False),
        ("技术支持：昆明速建网络科技有限公司（电话） 统一社会信用代码 ", False),
        ("技术支持：昆明速建网络科技有限公司 | 昆明云岫商贸有限公司（统一社会信用代码：", False),
        ("昆明云岫商贸有限公司（统一社会信用代码：", False),
        ("昆明云岫商贸有限公司 技术支持（统一社会信用代码：", False),
    ],
)
def test_codes_in_the_brackets_behind_a_builders_name(before, built):
    assert is_builders_code(before) is built
