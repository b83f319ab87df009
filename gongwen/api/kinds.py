"""The kinds of documents, their formats, the files to begin with, and the form of the input."""

from __future__ import annotations

import json
from typing import get_args

from gongwen.terms.kind import KINDS, Format

__all__ = ["FORMAT_NAMES", "KIND_NAMES", "document_schema", "starting_file"]

KIND_NAMES = tuple(kind.name for kind in KINDS)
"""In the order of the standard."""
FORMAT_NAMES = get_args(Format)
"""Those of 10 behind the usual one."""


def starting_file(kind: str) -> str:
    """Return a file to begin with for a document of ``kind``. Raises UsageError when there is no such kind."""
    from gongwen.write.starting_file import starting_file as file_of

    return file_of(kind)


def document_schema() -> str:
    """Return the JSON Schema of the input format, as the text of a file."""
    from gongwen.write.schema import document_schema as schema

    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"
