"""What a function returns or raises, with all that is in it, as lines that a golden file keeps."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from gongwen.address import Place
from gongwen.finding import Finding, InputError, UsageError
from tests.golden import told_of

_KINDS = ((b"PK\x03\x04", "zip"), (b"%PDF", "pdf"), (b"\x89PNG", "png"), (b"SQLite", "db"))
_LONGEST = 4000
"""Characters of a text that is shown whole."""
_OTHER = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d|\b[0-9a-f]{16,64}\b")
"""Moments and digests, which are others in each run."""


def printed(value: Any, folder: Path | None = None) -> str:
    """Return all that is in ``value``; paths begin at ``folder``, moments and digests are left out."""
    return _scrubbed("\n".join(_lines(value)), folder)


def outcome(work: Callable[[], Any], folder: Path | None = None) -> str:
    """Return what ``work`` returns, or why it is refused."""
    try:
        found = work()
        return printed(list(found) if isinstance(found, Iterator) else found, folder)
    except (UsageError, InputError) as error:
        return printed(f"！{type(error).__name__} {error}", folder)


def tree(folder: Path, base: Path) -> str:
    """Return the files below ``folder``, the texts with what is in them; paths begin at ``base``."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return _scrubbed("\n".join(f"{path}: {_content(path.read_bytes())}" for path in files), base)


def _scrubbed(text: str, folder: Path | None) -> str:
    if folder is not None:
        text = text.replace(f"{folder}/", "").replace(str(folder), "夹")
    return _OTHER.sub("…", text)


def _lines(value: Any) -> list[str]:
    if isinstance(value, Finding):
        return [told_of(value).strip()]
    parts = None if isinstance(value, Place) else _parts(value)
    if parts is None:
        return [_word(value)]
    lines = [] if type(value).__module__ == "builtins" else [type(value).__name__]
    for name, part in parts:
        first, *rest = _lines(part)
        lines += [f"  {name}{first}".rstrip(), *(f"    {each}" for each in rest)]
    return lines if lines and lines[0][0] != " " else ["" if lines else "（没有）", *lines]


def _parts(value: Any) -> list[tuple[str, Any]] | None:
    """Return what ``value`` is made of, by name, without what is empty; None for what is one word."""
    if isinstance(value, (str, bytes, Path)):
        return None
    if is_dataclass(value):
        pairs = [(each.name, getattr(value, each.name)) for each in fields(value) if each.repr]
    elif isinstance(value, BaseModel):
        pairs = [(name, getattr(value, name)) for name in sorted(value.model_fields_set)]
    elif hasattr(value, "_fields"):
        pairs = list(value._asdict().items())
    elif isinstance(value, Mapping):
        return [(f"{_word(key)}: ", each) for key, each in value.items()]
    elif isinstance(value, Iterable):
        return [("- ", each) for each in (sorted(value) if isinstance(value, (set, frozenset)) else value)]
    else:
        return None
    return [(f"{name} = ", each) for name, each in pairs if each not in ("", (), False, None, {}, [])]


def _word(value: Any) -> str:
    if isinstance(value, bytes):
        return _content(value)
    if isinstance(value, Path):
        return value.as_posix()
    text = str(value)
    return f"{len(text)}字" if len(text) > _LONGEST else text.replace("\n", "⏎")


def _content(data: bytes) -> str:
    kind = next((kind for start, kind in _KINDS if data.startswith(start)), "")
    return f"‹{kind}›" if kind else _word(data.decode("utf-8", "replace"))
