"""The kinds of documents."""

from __future__ import annotations

from gongwen.terms.kind import KINDS

__all__ = ["KIND_NAMES"]

KIND_NAMES = tuple(kind.name for kind in KINDS)
"""In the order of the standard."""
