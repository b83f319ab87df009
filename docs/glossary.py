"""The glossary of 怎样成文.md: English names, 公文 terms and what they mean, from where the names live."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages

from markdown_table import table
from pydantic import BaseModel

import gongwen.terms
from gongwen.address import Address, Piece, Place, Stretch
from gongwen.document import Attachment, Document, Enclosed, Member, Stamp
from gongwen.finding import Finding, Fix, LookChange, TextChange
from gongwen.flow import Flow
from gongwen.look import Look
from gongwen.ooxml.edit.edits import Edited, LookEdit, TextEdit
from gongwen.pages import Pages
from gongwen.profile import Profile
from gongwen.read.input.source import Source
from gongwen.recognise.reading import Reading, Repair
from gongwen.rules.rule import Fault, Rule, Slip, Spot
from gongwen.transcript import Transcript

_BEGIN, _END = "<!-- 以下由 docs/build.py 打印 -->", "<!-- 以上由 docs/build.py 打印 -->"
_MODELS: tuple[type[BaseModel], ...] = (Document, Enclosed, Attachment, Member, Stamp)
_TYPES = (
    Source, Document, Profile, Flow, Pages, Transcript, Reading, Repair, Look, Rule, Fault, Spot, Slip, Finding, Fix,
    TextChange, LookChange, TextEdit, LookEdit, Edited, Address, Place, Stretch, Piece,
)  # fmt: skip
_FINAL = re.compile(r"[.:;](?:\s|$)")


def put_into(page: str) -> str:
    """Return ``page`` with the glossary between its marks. Raises ValueError where they are missing."""
    before, begin, rest = page.partition(_BEGIN)
    _, end, after = rest.partition(_END)
    if not begin or not end:
        raise ValueError(f"docs/怎样成文.md 里缺“{_BEGIN}”或者“{_END}”")
    return f"{before}{begin}\n\n{_glossary()}\n\n{end}{after}"


def _glossary() -> str:
    return "\n\n".join(
        (
            "公文的各项（`document.py`）：",
            table(("英文名", "公文用语", "含义"), _elements()),
            "术语（`terms/`）：",
            table(("模块", "读写什么"), _terms()),
            "各间屋子之间传递的数据：",
            table(("类", "在", "含义"), _types()),
        )
    )


def _elements() -> Iterator[tuple[str, str, str]]:
    """Yield every key once; one of a part that means the same as in the whole is told there."""
    seen: set[tuple[str, str]] = set()
    for model in _MODELS:
        yield f"`{model.__name__}`", model.model_config.get("title") or "", _said(model)
        for name, field in model.model_fields.items():
            if (name, field.alias or "") not in seen:
                seen.add((name, field.alias or ""))
                yield f"`{name}`", field.alias or "", field.description or ""


def _terms() -> Iterator[tuple[str, str]]:
    start = f"{gongwen.terms.__name__}."
    for found in walk_packages(gongwen.terms.__path__, start):
        if not found.ispkg:
            yield f"`{found.name.removeprefix(start)}`", _first(import_module(found.name).__doc__)


def _types() -> Iterator[tuple[str, str, str]]:
    for each in _TYPES:
        yield f"`{each.__name__}`", f"`{each.__module__.removeprefix('gongwen.')}`", _said(each)


def _said(found: type) -> str:
    return _first(inspect.getdoc(found))


def _first(text: str | None) -> str:
    """Return the first sentence of a docstring."""
    line = " ".join((text or "").split("\n\n")[0].split())
    return _FINAL.split(line)[0] if ". " in line else line.rstrip(".")
