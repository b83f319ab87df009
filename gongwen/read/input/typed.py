"""What was typed into a form → a Source, or what is wrong with each field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import get_origin

from gongwen.address import WHOLE, Address, Place
from gongwen.document import Document
from gongwen.keys import field_at, fields_of, free_keys, model_at, models_in
from gongwen.read.input.pasted import SOFT_RETURN, take_in
from gongwen.read.input.slips import Slip
from gongwen.read.input.source import Source, filled, judge, places_in, unseen
from gongwen.read.input.tree import Mark, TextTree, Tree

_BODY = "正文"
_EMPTY = "没有填写"


@dataclass(frozen=True, slots=True)
class FormFault:
    """What keeps a form from being a document."""

    address: Address
    """Of the field; WHOLE where it is none."""
    message: str


@dataclass(frozen=True, slots=True)
class FormReading:
    """What a form says."""

    source: Source | None
    """Its places have lines that count its elements; None when something is wrong."""
    faults: tuple[FormFault, ...]
    addresses: tuple[Address, ...]
    """The elements, in the order of the lines that places have, from 1."""

    lines: tuple[str, ...]
    """What is written in each of these lines; "" for what is no text."""

    def address_at(self, place: Place | None) -> Address:
        """Return the element whose line ``place`` has; WHOLE for none."""
        line = place.line if place else 0
        return self.addresses[line - 1] if 0 < line <= len(self.addresses) else WHOLE


def read_form(tree: Mapping[str, Tree], path: Path) -> FormReading:
    """Return what the values of a form say, by the keys of a document; ``path`` is that of its file."""
    marked = TextTree(filled({key: _taken_in(value) for key, value in tree.items()}))
    addresses = tuple(_mark(marked))
    marked.slips += [
        slip for way, text in _texts(marked.value, WHOLE) for slip in _unseen_at(marked, way, text)
    ]
    document, slips = judge(marked)
    faults = tuple(FormFault(addresses[slip.line - 1], _said(slip, marked, addresses)) for slip in slips)
    lines = tuple(_line(marked, way) for way in addresses)
    if document is None:
        return FormReading(None, faults, addresses, lines)
    return FormReading(Source(document, places_in(marked, str(path)), path), (), addresses, lines)


def _line(tree: TextTree, way: Address) -> str:
    """Return the text of one line at ``way``: a value, or a paragraph."""
    value = tree.at(way)
    if value is None and way[-2:-1] == (_BODY,) and isinstance(body := tree.at(way.upto(-1)), str):
        return [line.strip() for line in body.splitlines() if line.strip()][int(way[-1])]
    return value if isinstance(value, str) and way[-1:] != (_BODY,) else ""


def _taken_in(value: Tree) -> Tree:
    if isinstance(value, dict):
        return {key: _taken_in(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_taken_in(item) for item in value]
    return take_in(value).replace(SOFT_RETURN, "\n")


def _mark(tree: TextTree) -> Iterator[Address]:
    """Give every element of ``tree``, and every field that it could have, a line of its own; yield them in order."""
    for number, way in enumerate(_ways(tree, WHOLE), 1):
        mark, value = Mark(number, 1), tree.at(way)
        if value is None and way[-2:-1] == (_BODY,):
            tree.lines.setdefault(way.upto(-1), []).append(mark)
        else:
            tree.keys[way] = mark
        if value is not None:
            tree.values[way] = mark
        yield way


def _ways(tree: TextTree, way: Address) -> Iterator[Address]:
    """Yield the address of everything at ``way`` and below it: fields, roles, items, paragraphs."""
    yield way
    value = tree.at(way)
    if isinstance(value, dict):
        own = () if way[-1:] and way[-1] in free_keys() else fields_of(model_at(way))
        for key in dict.fromkeys((*own, *value)):
            yield from _ways(tree, way.to(key))
    elif isinstance(value, list):
        for index in range(len(value)):
            yield from _ways(tree, way.to(index))
    elif isinstance(value, str) and way[-1:] == (_BODY,):
        for index in range(sum(bool(line.strip()) for line in value.splitlines())):
            yield way.to(index)


def _texts(value: Tree | None, way: Address) -> Iterator[tuple[Address, str]]:
    if isinstance(value, str):
        yield way, value
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, item in items:
        yield from _texts(item, way.to(step))


def _unseen_at(tree: TextTree, way: Address, text: str) -> Iterator[Slip]:
    for slip in unseen(text.split("\n"))[:1]:
        yield Slip(*tree.values[way], f"{way}：{slip.message}")


def _said(slip: Slip, tree: TextTree, addresses: tuple[Address, ...]) -> str:
    """Return the message of ``slip`` for a form: of a field that is empty, that it is."""
    way = addresses[slip.line - 1]
    return f"{way}：{_EMPTY}" if tree.at(way) is None else slip.message


@dataclass(frozen=True, slots=True)
class FormField:
    """A field of the form of a document."""

    key: str
    hint: str
    kind: str
    """text: one line; lines: several values, one a line; body: a text of paragraphs; roster: roles and people;
    parts: elements with fields of their own."""
    fields: tuple[FormField, ...] = ()
    """Those of each part."""


def form_fields(way: Address = WHOLE) -> tuple[FormField, ...]:
    """Return the fields of the document, or of the parts at ``way``, in the order of the model."""
    return tuple(_field(way.to(key)) for key in fields_of(model_at(way)))


def _field(way: Address) -> FormField:
    info = field_at(way)
    assert info is not None
    key, hint = str(way[-1]), info.description or ""
    if key == _BODY:
        return FormField(key, hint, "body")
    if get_origin(info.annotation) is dict:
        return FormField(key, hint, "roster")
    if models_in(info.annotation):
        return FormField(key, hint, "parts", form_fields(way))
    return FormField(key, hint, "lines" if get_origin(info.annotation) is tuple else "text")


MAIN_KEYS = ("文种", "格式", "发文机关", "发文字号", "成文日期", "标题", "主送机关")
"""The fields that nearly every document has, in the order in which they are asked for."""
assert all(key in fields_of(Document) for key in MAIN_KEYS)
