import pytest

from pages.check_digits import ends_in_mod_11_10, is_uscc, organisation_code_holds, uscc_check_char

# GB 32100-2015's own example, and codes whose check characters were verified by hand.
RIGHT = (
    "91330106673959654P",
    "91310110MA1G81DR35",
    "91110105MA003A481G",
    "91110000600037341L",
    "91512081MA62K0260E",
    "91350100M000100Y43",
)


@pytest.mark.parametrize("code", RIGHT)
def test_right_codes(code):
    assert is_uscc(code)
    assert organisation_code_holds(code)


@pytest.mark.parametrize("code", RIGHT)
def test_any_one_changed_character_is_noticed(code):
    for place in range(18):
        for other in "0123456789ABCDEFGHJKLMNPQRTUWXY":
            if other != code[place]:
                assert not is_uscc(code[:place] + other + code[place + 1 :])


@pytest.mark.parametrize(
    "code", ["91350100M000100Y4Z", "9133010667395965", "", "I" * 18, "０" * 18]
)
def test_wrong_codes(code):
    assert not is_uscc(code)


def test_the_check_character_may_be_nought():
    # The outer "mod 31" matters where the sum leaves no remainder.
    found = [
        f"9153010{number:010d}"
        for number in range(2_000)
        if uscc_check_char(f"9153010{number:010d}") == "0"
    ]
    assert found
    assert all(is_uscc(code + "0") for code in found)


@pytest.mark.parametrize("letter", "ANY")
def test_departments_that_are_letters(letter):
    body = letter + "1530102MA6KQ1234"
    check = uscc_check_char(body)
    assert check is not None
    assert is_uscc(body + check)


@pytest.mark.parametrize(
    "digits",
    [
        "10741018302531",
        "10744030704994",
        "11351090100010",
        "12336098200173",
        "12434017430075",
        "11453011201218",
        "11453092501826",
        "13202020009651",
        "15308250014109",
        "110108000000016",
    ],
)
def test_mod_11_10(digits):
    assert ends_in_mod_11_10(digits)
    wrong = digits[:-1] + str((int(digits[-1]) + 1) % 10)
    assert not ends_in_mod_11_10(wrong)


def test_not_digits():
    assert not ends_in_mod_11_10("1234a6")
    assert not ends_in_mod_11_10("")
