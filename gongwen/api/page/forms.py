"""Documents as forms: the fields, what was typed into them, and the levels of the lines of a body."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from typing import Any

from gongwen.address import WHOLE, Address
from gongwen.api.documents import Composition, Document, write_source
from gongwen.check.files import check_typed
from gongwen.check.fixing import make_text_fixes
from gongwen.finding import Finding, TextChange
from gongwen.read.input.tree import Tree
from gongwen.read.input.typed import (
    MAIN_KEYS,
    FormFault,
    FormField,
    FormReading,
    form_fields,
    read_form,
)
from gongwen.read.styles.choice import DEFAULT_STYLE
from gongwen.read.styles.file import read_profile
from gongwen.terms.levels import LEVELS, Level
from gongwen.terms.levels import levels_of as levels_in
from gongwen.terms.levels import set_level as set_in

__all__ = [
    "LEVELS", "MAIN_KEYS", "ROSTER_KEYS", "Address", "FormFault", "FormField", "FormFinding", "FormReading", "Level", "ShownField",
    "check_form", "form_fields", "form_of", "levels_of", "read_form", "set_level", "shown_fields", "tree_of", "with_text",
]  # fmt: skip

ROSTER_KEYS = ("角色", "姓名", "职务", "备注", "分组")
"""The columns of a roster in a form."""
_NOBODY = "无"
_ONE_OR_MANY = "印发件"
"""The key of parts of which one alone is no list."""


def form_of(document: Document) -> dict[str, Tree]:
    """Return what a form shows of ``document``, by the keys of a document."""
    tree: dict[str, Tree] = json.loads(write_source(document, "json"))
    return tree


def tree_of(values: Mapping[str, str]) -> dict[str, Tree]:
    """Return the fields of a form, named by the keys of their addresses, as the tree of a document.

    Names that are none of a document are passed over; empty parts and rows are left out.
    """
    root: dict[str | int, Any] = {}
    for name, value in values.items():
        way = _way(name)
        if not way or not value.strip():
            continue
        inner = root
        for step in way[:-1]:
            inner = inner.setdefault(step, {})
        inner[way[-1]] = value
    return _fields(root, form_fields())


def _way(name: str) -> Address:
    """Return the address of the field ``name``; the whole for the name of none."""
    try:
        way = Address.read(name)
    except ValueError:
        return WHOLE
    return way if _leads_to_field(way, form_fields()) else WHOLE


def _leads_to_field(way: Sequence[object], fields: tuple[FormField, ...]) -> bool:
    field = next((each for each in fields if way and each.key == way[0]), None)
    match field and field.kind, *way[1:]:
        case "roster", int(), key:
            return key in ROSTER_KEYS
        case "parts", int(), *inner:
            return field is not None and _leads_to_field(inner, field.fields)
        case str(kind), *rest:
            return kind not in ("roster", "parts") and not rest
    return False


def _fields(given: Mapping[str | int, Any], fields: tuple[FormField, ...]) -> dict[str, Tree]:
    return {each.key: _value(given[each.key], each) for each in fields if each.key in given}


def _value(given: Any, field: FormField) -> Tree:
    if field.kind == "lines":
        lines = [line.strip() for line in given.splitlines() if line.strip()]
        return lines[0] if len(lines) == 1 else list(lines)
    if field.kind == "roster":
        return _roster([given[index] for index in sorted(given)])
    if field.kind == "parts":
        parts: list[Tree] = [_fields(given[index], field.fields) for index in sorted(given)]
        return parts[0] if field.key == _ONE_OR_MANY and len(parts) == 1 else parts
    return str(given)


def _roster(rows: list[dict[str, str]]) -> dict[str, Tree]:
    """Return the roles of ``rows`` with their people; a row without a role goes on with that of the row above."""
    roles: dict[str, list[dict[str, str]]] = {}
    role = ""
    for row in rows:
        role = row.get("角色", "").strip() or role
        if any(row.get(key) for key in ROSTER_KEYS[1:]):
            roles.setdefault(role, []).append({key: row[key] for key in ROSTER_KEYS[1:] if row.get(key)})
    return {role: _seats(seats) for role, seats in roles.items()}


def _seats(seats: list[dict[str, str]]) -> Tree:
    if len(seats) == 1 and seats[0].keys() == {"职务"}:
        return seats[0]["职务"]
    return [dict[str, Tree]({"姓名": _NOBODY, "职务": _NOBODY} | seat) for seat in seats]


@dataclass(frozen=True, slots=True)
class ShownField:
    """A field of a form with what stands in it."""

    name: str
    """The key of its address."""
    field: FormField
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    """Of a roster, by ROSTER_KEYS."""
    parts: tuple[tuple[ShownField, ...], ...] = ()

    @property
    def is_filled(self) -> bool:
        """Whether anything stands in it."""
        return bool(self.text or self.rows or self.parts)


def shown_fields(
    tree: Mapping[str, Tree], way: Address = WHOLE, fields: tuple[FormField, ...] | None = None
) -> tuple[ShownField, ...]:
    """Return the fields of the document, or of a part at ``way``, with what ``tree`` has for them."""
    return tuple(_shown(tree.get(each.key, ""), way.to(each.key), each) for each in fields or form_fields())


def _shown(value: Any, way: Address, field: FormField) -> ShownField:
    if field.kind == "roster":
        return ShownField(way.key, field, rows=tuple(_rows(value or {})))
    if field.kind == "parts":
        parts = [value] if isinstance(value, dict) else value or []
        return ShownField(
            way.key,
            field,
            parts=tuple(shown_fields(part, way.to(index), field.fields) for index, part in enumerate(parts)),
        )
    return ShownField(
        way.key, field, "\n".join(value) if isinstance(value, list) else str(value).rstrip("\n")
    )


def _rows(roster: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    for role, seats in roster.items():
        for seat in [{"职务": seats}] if isinstance(seats, str) else seats:
            said = seat if isinstance(seat, dict) else {"姓名": seat}
            yield role, *("" if said.get(key) == _NOBODY else said.get(key, "") for key in ROSTER_KEYS[1:])


@dataclass(frozen=True, slots=True)
class FormFinding:
    """What is not up to the standard in a form, and can be printed all the same."""

    finding: Finding
    address: Address
    """Of the field; WHOLE where it is none."""
    wanted: str = ""
    """What the field, or the paragraph, should say; "" where a person decides."""


def check_form(reading: FormReading, composition: Composition) -> list[FormFinding]:
    """Return what is not up to the standard in a form that was read and laid out, in the order of its fields."""
    assert reading.source is not None
    found = check_typed(reading.source, reading.lines)
    known = {(each.code, each.message) for each in found}
    found += [each for each in composition.findings if (each.code, each.message) not in known]
    return [_form_finding(each, reading) for each in found]


def _form_finding(finding: Finding, reading: FormReading) -> FormFinding:
    address, fix = reading.address_at(finding.place), finding.fix
    if fix is None or not isinstance(fix.change, TextChange):
        return FormFinding(finding, address)
    return FormFinding(
        finding, address, make_text_fixes("\n".join(reading.lines), [fix]).split("\n")[fix.at.at.line - 1]
    )


def with_text(tree: Mapping[str, Tree], way: Address, text: str) -> dict[str, Tree]:
    """Return ``tree`` with ``text`` at ``way``: a field, or a paragraph of a body. Raises KeyError for nothing there."""
    copy: Any = deepcopy(dict(tree))
    inner = copy
    is_paragraph = way[-2:-1] == ("正文",)
    for step in way[: -2 if is_paragraph else -1]:
        inner = inner[step]
    if is_paragraph:
        lines = [line for line in inner["正文"].splitlines() if line.strip()]
        lines[int(way[-1])] = text
        inner["正文"] = "\n".join(lines)
    else:
        inner[way[-1]] = text
    return dict(copy)


@cache
def _longest() -> float:
    return read_profile(DEFAULT_STYLE).headings.longest


def levels_of(body: list[str]) -> list[str]:
    """Return what each line of ``body`` is: one of LEVELS, 表格 or 章条."""
    return list(levels_in(body, _longest()))


def set_level(body: list[str], index: int, level: Level) -> list[str]:
    """Return ``body`` with the line at ``index`` of ``level``, its siblings counted on."""
    return set_in(body, index, level, _longest())
