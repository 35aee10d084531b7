import pytest

from checks.display.data_of_scripts import licence_in_data

CODE = "91530102MAYYQ8P105"
NAME = "昆明云岫商贸有限公司"


@pytest.mark.parametrize(
    "data",
    [
        {"company": NAME, "creditCode": CODE},
        {"props": {"shop": [{"name": NAME, "uscc": CODE}]}},
        {"company": NAME, "credit-code": CODE},
        {"名称": NAME, "统一社会信用代码": CODE},
        {"items": [["公司", NAME], ["统一社会信用代码", CODE]]},
        [{"label": "公司名称", "value": NAME}, {"label": "社会信用代码：", "value": CODE}],
        {"rows": [{"icon": "a.png", "t": "名称", "v": NAME}, {"t": "信用代码", "v": CODE}]},
    ],
)
def test_a_name_and_a_code_under_a_key_that_says_so(data):
    assert licence_in_data([data]) == CODE


@pytest.mark.parametrize(
    "data",
    [
        {"company": NAME, "creditCode": "91530102MAYYQ8P106"},  # check digit
        {"creditCode": CODE},
        {"company": NAME, "sku": CODE},
        {"supplier": {"name": NAME, "uscc": CODE}},
        {"platformInfo": {"name": NAME, "uscc": CODE}},
        {"customers": [{"name": NAME, "uscc": CODE}]},
        {"expressCompany": {"name": NAME, "uscc": CODE}},
        {"suppliers": [["公司", NAME], ["统一社会信用代码", CODE]]},
        {"items": [["公司", NAME], ["订单号", CODE]]},
        {"items": [["统一社会信用代码", CODE]]},
    ],
)
def test_others_data_and_unsound_codes_are_none(data):
    assert licence_in_data([data]) == ""
