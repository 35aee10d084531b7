"""What pydantic finds wrong with a file's values, in words for its author."""

import difflib
import json
import types
import typing
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from keywords.errors import WrongValue, shown
from keywords.toml_lines import KeyPath

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Misfit:
    """One value that does not fit its model; `missing` if the key is not there at all."""

    at: KeyPath
    problem_zh: str
    problem_en: str
    expected_zh: str = ""
    expected_en: str = ""
    missing: bool = False


class DoesNotFit(Exception):
    """The values do not make the model; `misfits` says why, one by one."""

    def __init__(self, misfits: list[Misfit]) -> None:
        super().__init__(f"{len(misfits)} values do not fit")
        self.misfits = misfits


def fit(values: Mapping[str, Any], model: type[M]) -> M:
    """Make a `model` of `values` or raise DoesNotFit.

    Values pass through JSON in pydantic's strict mode: a whole number is never
    taken for a date, a text or a yes, and a date may be a TOML date or an ISO text.
    """
    try:
        return model.model_validate_json(
            json.dumps(values, ensure_ascii=False, default=_as_json), strict=True
        )
    except ValidationError as error:
        raise DoesNotFit(_misfits(error, model)) from error


def _as_json(value: object) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _misfits(error: ValidationError, model: type[BaseModel]) -> list[Misfit]:
    found: list[Misfit] = []
    details = error.errors(include_url=False)
    places = [tuple(detail["loc"]) for detail in details]
    for detail, at in zip(details, places, strict=True):
        if detail["type"] == "too_short" and any(
            at == place[: len(at)] and len(place) > len(at) for place in places
        ):
            continue  # items that are wrong are told; that none is left says nothing more
        cause = detail.get("ctx", {}).get("error")
        if isinstance(cause, WrongValue):
            found += [
                Misfit(at + one.at, one.zh, one.en, one.expected_zh, one.expected_en)
                for one in cause.several
            ]
        else:
            found.append(_misfit(detail, at, model))
    return found


def _misfit(detail: ErrorDetails, at: KeyPath, model: type[BaseModel]) -> Misfit:
    kind = detail["type"]
    if kind == "extra_forbidden":
        return _unknown_key(at, model)
    if kind == "missing":
        return Misfit(at, "缺少这个键", "this key is missing", missing=True)
    if kind == "json_invalid":  # its only cause here: more levels than the parser takes
        return Misfit((), "嵌套太深", "nested too deeply")
    context = detail.get("ctx", {})
    got_zh, got_en = _got(detail["input"])
    problem_zh, problem_en = f"值 {got_zh} 不对", f"the value {got_en} is wrong"
    if kind == "value_error":
        text = shown(context.get("error", detail["msg"]), 200)
        return Misfit(at, f"{problem_zh}（{text}）", f"{problem_en} ({text})")
    if kind in {"literal_error", "enum"}:
        choices = str(context["expected"]).replace("'", '"')
        return Misfit(
            at,
            problem_zh + _near_choice(detail["input"], choices, "zh"),
            problem_en + _near_choice(detail["input"], choices, "en"),
            choices.replace(" or ", " 或 "),
            choices,
        )
    expected = _EXPECTED.get(kind)
    if expected:
        limits = {k: shown(v) for k, v in context.items()}
        return Misfit(
            at, problem_zh, problem_en, expected[0].format(**limits), expected[1].format(**limits)
        )
    return Misfit(at, problem_zh, problem_en, shown(detail["msg"], 200), shown(detail["msg"], 200))


_DATE = ("日期，如 2026-01-31", "a date such as 2026-01-31")
_TEXT = ('文字，写在英文引号内，如 "…"', 'a text in straight quotes "…"')
_WHOLE = ("整数，不加引号", "a whole number without quotes")
_LIST = ('列表，如 ["…", "…"]', 'a list such as ["…", "…"]')
_TABLE = ("一组键值（表）", "a table of keys and values")
_EXPECTED: dict[str, tuple[str, str]] = {
    "string_type": _TEXT,
    "int_type": _WHOLE,
    "int_parsing": _WHOLE,
    "int_from_float": _WHOLE,
    "float_type": ("数字，不加引号", "a number without quotes"),
    "float_parsing": ("数字，不加引号", "a number without quotes"),
    "finite_number": ("有限的数字", "a finite number"),
    "bool_type": ("true 或 false，不加引号", "true or false without quotes"),
    "bool_parsing": ("true 或 false，不加引号", "true or false without quotes"),
    "date_type": _DATE,
    "date_parsing": _DATE,
    "date_from_datetime_parsing": _DATE,
    "date_from_datetime_inexact": _DATE,
    "datetime_type": ("日期时间", "a date and time"),
    "datetime_parsing": ("日期时间，如 2026-01-31T08:00:00+08:00", "a date and time"),
    "time_type": ("时间，如 08:30:00", "a time such as 08:30:00"),
    "time_parsing": ("时间，如 08:30:00", "a time such as 08:30:00"),
    "list_type": _LIST,
    "tuple_type": _LIST,
    "set_type": _LIST,
    "frozen_set_type": _LIST,
    "dict_type": _TABLE,
    "mapping_type": _TABLE,
    "model_type": _TABLE,
    "model_attributes_type": _TABLE,
    "string_too_short": ("至少 {min_length} 个字", "at least {min_length} characters"),
    "string_too_long": ("至多 {max_length} 个字", "at most {max_length} characters"),
    "string_pattern_mismatch": ("符合 {pattern} 的文字", "a text that matches {pattern}"),
    "too_short": ("至少 {min_length} 项", "at least {min_length} items"),
    "too_long": ("至多 {max_length} 项", "at most {max_length} items"),
    "greater_than": ("大于 {gt}", "greater than {gt}"),
    "greater_than_equal": ("不小于 {ge}", "at least {ge}"),
    "less_than": ("小于 {lt}", "less than {lt}"),
    "less_than_equal": ("不大于 {le}", "at most {le}"),
}


def _got(value: object) -> tuple[str, str]:
    if isinstance(value, bool):
        return str(value).lower(), str(value).lower()
    if isinstance(value, str):
        return f"“{shown(value)}”", f'"{shown(value)}"'
    if isinstance(value, list):
        return f"（{len(value)} 项的列表）", f"(a list of {len(value)})"
    if isinstance(value, dict):
        return "（表）", "(a table)"
    return shown(value), shown(value)


def _near_choice(value: object, choices: str, language: str) -> str:
    near = difflib.get_close_matches(
        str(value).lower(), [c.strip('" ') for c in choices.replace(" or ", ",").split(",")], 1
    )
    if not near:
        return ""
    return f"，是否想写 {near[0]}？" if language == "zh" else f" (did you mean {near[0]}?)"


def _unknown_key(at: KeyPath, model: type[BaseModel]) -> Misfit:
    owner = _model_at(model, at[:-1])
    names = [f.alias or n for n, f in owner.model_fields.items()] if owner else []
    near = difflib.get_close_matches(str(at[-1]).lower(), names, 1, 0.5)
    hint_zh = f"，是否想写 {near[0]}？" if near else ""
    hint_en = f" (did you mean {near[0]}?)" if near else ""
    known = ", ".join(names)
    return Misfit(at, "没有这个键" + hint_zh, "unknown key" + hint_en, known, known)


def _model_at(model: type[BaseModel], path: KeyPath) -> type[BaseModel] | None:
    """The model that validates the table at `path`, or None where several might."""
    current: Any = model
    for step in path:
        current = _plain_type(current)
        if isinstance(current, type) and issubclass(current, BaseModel):
            fields = {(f.alias or n): f for n, f in current.model_fields.items()}
            if step not in fields:
                return None
            current = fields[step].annotation
        else:
            arguments = typing.get_args(current)
            if not arguments:
                return None
            # list[X], tuple[X, ...] hold X first; dict[K, X] holds it last.
            current = arguments[0] if isinstance(step, int) else arguments[-1]
    current = _plain_type(current)
    return current if isinstance(current, type) and issubclass(current, BaseModel) else None


def _plain_type(annotation: Any) -> Any:
    """`annotation` without Annotated[] and without "or None"."""
    origin = typing.get_origin(annotation)
    if origin is typing.Annotated:
        return _plain_type(typing.get_args(annotation)[0])
    if origin in (typing.Union, types.UnionType):
        rest = [a for a in typing.get_args(annotation) if a is not type(None)]
        return _plain_type(rest[0]) if len(rest) == 1 else annotation
    return annotation
