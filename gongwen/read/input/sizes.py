"""How long and how many the elements of a document may be: beyond that nobody meant what the file says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from gongwen.address import WHOLE, Address
from gongwen.finding import InputError
from gongwen.keys import key_of
from gongwen.read.input.source import Source

_LONGEST: Mapping[str, int] = {
    "title": 1000, "subtitle": 1000, "issuer_mark": 100, "issuers": 200, "signature": 200, "signers": 200,
    "doc_number": 200, "copy_number": 200, "secrecy_period": 200, "urgency": 200, "post": 2000, "name": 200,
}  # fmt: skip
"""Characters of the texts of a field."""
_LONG = 50_000
"""Of any other, such as 主送机关; a text of the body has no limit but that of the file."""
_MOST: Mapping[str, int] = {
    "issuers": 200, "signature": 200, "signers": 200, "seals": 200, "stamps": 200, "keywords": 200, "attachments": 2000,
    "enclosed": 200,
}  # fmt: skip
"""How many a field may have."""
_FREE = ("body",)


def require_sizes(source: Source) -> None:
    """Raise InputError, with the place of each, when an element of the document is longer or more than can be meant."""
    problems = [f"{_place(source, way)}{way}：{what}" for way, what in _excesses(source.document, WHOLE)]
    if problems:
        raise InputError(problems)


def _place(source: Source, way: Address) -> str:
    return source.say_place(
        next((own for end in range(len(way), 0, -1) if (own := way.upto(end)) in source.places), way)
    )


def _excesses(model: BaseModel, way: Address) -> Iterator[tuple[Address, str]]:
    for name in type(model).model_fields:
        if name not in _FREE:
            yield from _in_field(name, getattr(model, name), way.to(key_of(type(model), name)))


def _in_field(name: str, value: Any, way: Address) -> Iterator[tuple[Address, str]]:
    if isinstance(value, str) and len(value) > (most := _LONGEST.get(name, _LONG)):
        yield way, f"有{len(value)}个字，最多{most}个，请核对是不是少了换行或者写错了地方"
    elif isinstance(value, BaseModel):
        yield from _excesses(value, way)
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _in_field(name, inner, way.to(key))
    elif isinstance(value, tuple):
        if len(value) > _MOST.get(name, len(value)):
            yield way, f"有{len(value)}个，最多{_MOST[name]}个，请核对"
            return
        for index, inner in enumerate(value):
            yield from _in_field(name, inner, way.to(index))
