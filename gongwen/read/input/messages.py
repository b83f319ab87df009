"""What a validation error means to the person who wrote the input, in Chinese, told by its type."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import get_args

from pydantic import ValidationError

from gongwen.address import WHOLE, Address
from gongwen.document import Document, Member
from gongwen.keys import (
    explain_kind,
    field_at,
    fields_of,
    free_keys,
    key_of,
    model_at,
    models_in,
    short,
    suggest,
)
from gongwen.read.input.slips import NO_NAME, Slip
from gongwen.read.input.tree import TextTree, Tree

_BODY = key_of(Document, "body")
_TITLE = key_of(Document, "title")
_FOLLOWS = "default_factory_not_called"
"""A default that waits for a value that is itself at fault."""
_PRINTED = "印发"
_TAGS = ("list", "text", "one")
"""The steps of a location that only validation knows."""
_COLON = "内容里有半角冒号加空格时，请给整个内容加引号"
_MEMBER_LINE = "请写成“- 姓名 职务”；没有姓名、只有单位或职务时，在角色的冒号后面写成一行文字"


def explain_errors(error: ValidationError, tree: TextTree) -> list[Slip]:
    """Return what ``error`` found in ``tree``, each with the place that has to be changed.

    A list that is called too short only because its items are wrong is passed over.
    """
    errors = error.errors(include_url=False, include_input=False)
    inner = {each["loc"][:end] for each in errors for end in range(len(each["loc"]))}
    faults = [
        _find(each["type"], Address(*((_TITLE,) if each["type"] == "no_title" else each["loc"])), tree)
        for each in errors
        if each["loc"] not in inner and each["type"] != _FOLLOWS
    ]
    strays = {fault: _stray_line(fault, tree) for fault in faults}
    slips = [_slip(fault, tree) for fault in faults if strays[fault] is None]
    lines = dict.fromkeys(loc for loc in strays.values() if loc is not None)
    return slips + [_at_value(loc, f"这一行写成了“键: 值”，{_MEMBER_LINE}", tree) for loc in lines]


@dataclass(frozen=True, slots=True)
class _Fault:
    """A validation error, found again in what was written."""

    type: str
    loc: Address
    """The way to what was written, as far as it exists."""
    rest: Address
    """The steps of validation that lead on from there: a missing key, the part of a roster line."""


def _find(kind: str, steps: Address, tree: TextTree) -> _Fault:
    """Return the error of type ``kind`` at ``steps`` as a fault of ``tree``."""
    loc = WHOLE
    for position, step in enumerate(steps):
        if tree.at(loc.to(step)) is not None:
            loc = loc.to(step)
        elif step not in _TAGS:
            return _Fault(kind, loc, Address(*steps[position:]))
    return _Fault(kind, loc, WHOLE)


def _stray_line(fault: _Fault, tree: TextTree) -> Address | None:
    """Return the way to the roster line of ``fault`` when it is a mapping of nothing that a person has."""
    for loc in (fault.loc, fault.loc.upto(-1)):
        value = tree.at(loc)
        is_line = isinstance(value, dict) and isinstance(loc[-1], int) if loc else False
        if is_line and model_at(loc) is Member and not set(value or ()) & set(fields_of(Member)):
            return loc
    return None


def _slip(fault: _Fault, tree: TextTree) -> Slip:
    if fault.type in ("missing", "no_title"):
        return _missing(fault, tree)
    if fault.type == "extra_forbidden":
        return Slip(*tree.keys[fault.loc], f"{_display(fault.loc)}：{_unknown_key(fault.loc)}")
    if fault.rest and fault.rest[-1] == "[key]":
        return Slip(*tree.keys[fault.loc], f"{_display(fault.loc.upto(-1))}：{NO_NAME}")
    value = tree.at(fault.loc)
    explain = _MESSAGES.get(fault.type, _generic)
    return _at_value(fault.loc, explain(fault, "" if value is None else value), tree)


def _at_value(loc: Address, message: str, tree: TextTree) -> Slip:
    way = f"{_display(loc)}：" if loc else ""
    return Slip(*tree.values[loc], f"{way}{message}")


def _display(loc: Address) -> str:
    """Return how messages tell an address, wrong keys of any length among its steps."""
    return str(Address(*(step if isinstance(step, int) else short(step) for step in loc)))


def _missing(fault: _Fault, tree: TextTree) -> Slip:
    loc = fault.loc.to(fault.rest[-1])
    if loc in tree.keys:
        return Slip(*tree.keys[loc], f"{_display(loc)}：冒号后面没有内容，请填写")
    mark = tree.keys.get(fault.loc) or tree.values[fault.loc]
    return Slip(*mark, f"{_display(loc)}：缺少这一项，请补上“{loc[-1]}: ……”")


def _unknown_key(loc: Address) -> str:
    key, model = str(loc[-1]), model_at(loc.upto(-1))
    known = list(fields_of(model))
    if not key.strip():
        return NO_NAME
    if key in model.model_fields:
        return f"各项的名称用中文，请写“{key_of(model, key)}”"
    remedy = suggest(key, known) or f"这里可以写：{'、'.join(known)}"
    return f"不认识的项目，{remedy}"


def _wrong_text(fault: _Fault, value: Tree) -> str:
    if len(fault.loc) > 1 and fault.loc[-2] in free_keys():
        return f"应写人员的列表或者一行文字，这里写成了{_shape(value)}；{_MEMBER_LINE}"
    if isinstance(value, list) and not all(isinstance(item, str) for item in value):
        return f"列表的每一项都应是一行文字；{_COLON}"
    hint = f"；{_COLON}" if isinstance(value, dict) else ""
    return f"应写成一行文字，这里写成了{_shape(value)}{hint}"


def _wrong_list(fault: _Fault, value: Tree) -> str:
    if inner := _inner_keys(fault.loc):
        return f"应写成列表，每个以“- {inner[0]}: ……”开头，这里写成了{_shape(value)}"
    return f"应写成文字，或者每行一个“- ”的列表，这里写成了{_shape(value)}"


def _wrong_mapping(fault: _Fault, value: Tree) -> str:
    if fault.loc[-1] in free_keys():
        return f"应分行写“角色: 人员”，如“组长: ”下面写“- 姓名 职务”，这里写成了{_shape(value)}"
    if model_at(fault.loc) is Member:
        return f"这里写成了{_shape(value)}，{_MEMBER_LINE}"
    keys = _inner_keys(fault.loc)
    if isinstance(value, str) and value.split("：")[0] in keys:
        return "冒号是全角的，请改成半角冒号加一个空格"
    return f"应分行写{'、'.join(f'“{key}: ”' for key in keys)}各项，这里写成了{_shape(value)}"


def _inner_keys(loc: Address) -> list[str]:
    """Return the keys of the mapping, or of each mapping in the list, that belongs at ``loc``."""
    info = field_at(loc)
    models = models_in(info.annotation) if info else []
    return list(fields_of(models[0])) if models else []


def _wrong_choice(fault: _Fault, value: Tree) -> str:
    info = field_at(fault.loc)
    choices = [f"“{choice}”" for choice in get_args(info.annotation) if choice] if info else []
    return f"只能写{'、'.join(choices)}，这里写的是{_shape(value)}"


def _too_short_text(fault: _Fault, value: Tree) -> str:
    return "没有内容，请填写，或者删去这一行"


def _no_post(fault: _Fault, value: Tree) -> str:
    return f"“{short(str(value))}”后面缺职务，{_MEMBER_LINE}"


def _too_short_list(fault: _Fault, value: Tree) -> str:
    return "没有内容，至少写一段" if fault.loc[-1] == _BODY else f"没有人员，{_MEMBER_LINE}"


def _no_date(fault: _Fault, value: Tree) -> str:
    if isinstance(value, str) and value.strip().endswith(_PRINTED):
        return f"只写日期，不写“{_PRINTED}”；2012年的版式自动加上（7.4.3），1999年的版式没有（1999-印发机关）"
    wrong = "不是日期" if isinstance(value, str) else "不能作日期"
    return f"{_shape(value)}{wrong}，请写成 2024-12-09 或 2024年12月9日"


def _no_day(fault: _Fault, value: Tree) -> str:
    return f"没有{_shape(value)}这一天，请核对日期"


def _no_kind(fault: _Fault, value: Tree) -> str:
    return explain_kind(str(value))


def _generic(fault: _Fault, value: Tree) -> str:
    info = field_at(fault.loc)
    hint = f"（{info.description}）" if info and info.description else ""
    return f"{_shape(value)}不合要求{hint}，请修改"


def _shape(value: Tree) -> str:
    """Return what was written, as a message names it."""
    if isinstance(value, str):
        return f"“{short(value)}”"
    return "列表" if isinstance(value, list) else "下一层的“键: 值”"


_MESSAGES: dict[str, Callable[[_Fault, Tree], str]] = {
    "string_type": _wrong_text,
    "string_too_short": _too_short_text,
    "no_post": _no_post,
    "nobody": _too_short_text,
    "tuple_type": _wrong_list,
    "too_short": _too_short_list,
    "dict_type": _wrong_mapping,
    "model_type": _wrong_mapping,
    "literal_error": _wrong_choice,
    "unknown_kind": _no_kind,
    "date_form": _no_date,
    "date_calendar": _no_day,
    "date_type": _no_date,
}
