"""The library: everything that the command line does, and nothing below it is needed.

``documents`` read, lay out and write one document, ``building`` and ``reading`` do so with files;
``checking`` finds and fixes what is wrong, ``reports`` writes what was found; ``archive`` keeps documents,
``tasks`` lists what a plan hands out; ``roster`` is the register of leading groups; ``page`` is what the page in
the browser works with, ``packing`` makes a folder that runs where nothing is installed; ``styles``, ``rules`` and ``machine`` tell what there is.

The verbs on single documents are here too. A room is loaded when something of it is asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from gongwen.finding import Finding, InputError, UsageError
from gongwen.unforeseen import hide_unraisable, show_traces, unforeseen
from gongwen.zh.spaces import visible

if TYPE_CHECKING:
    from gongwen.api.archive import keep, verify
    from gongwen.api.checking import check, check_bytes, comment_docx, fix, with_pages
    from gongwen.api.documents import (
        TARGETS,
        Composition,
        Document,
        Output,
        Target,
        compose,
        compose_source,
        load,
        parse,
        read_bytes,
        read_file,
        reading_notes,
        render,
        repair,
        report,
        write_source,
    )
    from gongwen.api.styles import DEFAULT_STYLE, style_names

__all__ = [
    "DEFAULT_STYLE", "TARGETS", "Composition", "Document", "Finding", "InputError", "Output", "Target", "UsageError",
    "check", "check_bytes", "comment_docx", "compose", "compose_source", "fix", "hide_unraisable", "keep", "load", "parse", "read_bytes",
    "read_file", "reading_notes", "render", "repair", "report", "show_traces", "style_names", "unforeseen", "verify", "visible", "with_pages", "write_source",
]  # fmt: skip
_ROOMS = {
    "archive": ("keep", "verify"),
    "checking": ("check", "check_bytes", "comment_docx", "fix", "with_pages"),
    "styles": ("DEFAULT_STYLE", "style_names"),
}
"""Where names stand that are not in ``documents``."""


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    room = next((room for room, names in _ROOMS.items() if name in names), "documents")
    return getattr(import_module(f"{__name__}.{room}"), name)
