"""The keys and kinds that an input may have, read off the model of the document, and what is said of a wrong one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from functools import lru_cache
from typing import Any, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from gongwen.address import Address
from gongwen.document import Document
from gongwen.terms.kind import KINDS
from gongwen.zh.spaces import close_up

_SHOWN = 20
"""How much of a wrong text a message repeats, characters."""
_NEAR = 0.5
"""How alike a slip and what was meant are at least: one of two characters right."""


@lru_cache
def fields_of(model: type[BaseModel]) -> dict[str, FieldInfo]:
    """Return the fields of ``model`` by their Chinese keys, in the order of the model."""
    return {info.alias or name: info for name, info in model.model_fields.items()}


def key_of(model: type[BaseModel], name: str) -> str:
    """Return the Chinese key of the field called ``name``."""
    return model.model_fields[name].alias or name


def models_in(annotation: Any) -> list[type[BaseModel]]:
    """Return the models that a value of type ``annotation`` may be or hold; [] for plain values."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for part in get_args(annotation) for model in models_in(part)]


def model_at(loc: Address) -> type[BaseModel]:
    """Return the innermost model that the value at ``loc`` is or stands in."""
    model: type[BaseModel] = Document
    for part in loc:
        info = fields_of(model).get(str(part))
        if info and (inner := models_in(info.annotation)):
            model = inner[0]
    return model


def field_at(loc: Address) -> FieldInfo | None:
    """Return the field that the value at ``loc`` fills or helps to fill; None outside every field."""
    found = None
    for end, part in enumerate(loc):
        found = fields_of(model_at(loc.upto(end))).get(str(part), found)
    return found


@lru_cache
def known_keys() -> frozenset[str]:
    """Return every key that a document or a part of one can have."""
    return frozenset(key for model in _models(Document) for key in fields_of(model))


@lru_cache
def free_keys() -> frozenset[str]:
    """Return the keys below which any key may stand."""
    fields = (item for model in _models(Document) for item in fields_of(model).items())
    return frozenset(key for key, info in fields if get_origin(info.annotation) is dict)


def _models(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    yield model
    for info in model.model_fields.values():
        for inner in models_in(info.annotation):
            yield from _models(inner)


def suggest(wrong: str, known: Sequence[str]) -> str:
    """Return 是否想写…？ with what is nearest to ``wrong``; "" when nothing is near."""
    meant = close_up(wrong)
    near = [meant] if meant in known else get_close_matches(meant, known, cutoff=_NEAR)
    return f"是否想写{'或'.join(f'“{name}”' for name in near)}？" if near else ""


def explain_kind(wrong: str) -> str:
    """Return that there is no such kind of document, and which there are."""
    names = [kind.name for kind in KINDS]
    remedy = suggest(wrong, names) or f"可以写：{'、'.join(names)}"
    return f"没有“{short(wrong)}”这个文种，{remedy}"


def short(text: str) -> str:
    """Return ``text`` in one line, as much of it as a message repeats."""
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"
