"""Check digits of the numbers Chinese registers give (校验码).

GB 32100-2015 (unified social credit code), GB 11714 (organisation code inside
it) and GB/T 17710 MOD 11,10 (registration numbers of GS 15-2006, food permits).
"""

USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # no I, O, S, V, Z
_USCC_VALUE = {char: value for value, char in enumerate(USCC_ALPHABET)}
_USCC_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_DEPARTMENTS = frozenset("123456789ANY")


def uscc_check_char(first17: str) -> str | None:
    """The 18th character of a USCC, or None where the 17 are not of its alphabet."""
    if len(first17) != 17 or any(char not in _USCC_VALUE for char in first17):
        return None
    total = sum(
        _USCC_VALUE[char] * weight for char, weight in zip(first17, _USCC_WEIGHTS, strict=True)
    )
    return USCC_ALPHABET[(31 - total % 31) % 31]


def is_uscc(code: str) -> bool:
    """Whether `code`, upper case, is a well-formed USCC with a right check character."""
    return (
        len(code) == 18
        and code[0] in _DEPARTMENTS
        and code[2:8].isdecimal()
        and uscc_check_char(code[:17]) == code[17]
    )


def organisation_code_holds(code: str) -> bool:
    """The soft second check: characters 9 to 17 of a USCC are an organisation code of GB 11714."""
    body, check = code[8:16], code[16]
    total = sum(
        int(char, 36) * weight for char, weight in zip(body, _ORGANISATION_WEIGHTS, strict=True)
    )
    return "0123456789X0"[11 - total % 11] == check


def mod_11_10(digits: str) -> int:
    """The check digit of GB/T 17710 (ISO 7064 MOD 11,10) for `digits`."""
    product = 10
    for digit in digits:
        product = (product + int(digit)) % 10 or 10
        product = product * 2 % 11
    return (11 - product) % 10


def ends_in_mod_11_10(digits: str) -> bool:
    """Whether the last of `digits` is the check digit of those before it."""
    return digits.isdecimal() and len(digits) > 1 and mod_11_10(digits[:-1]) == int(digits[-1])
