"""YAML as texts, lists and mappings, nothing of it taken for a number or a date."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import yaml

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""The parser in C is ten times as fast; not every build of PyYAML has it."""


@lru_cache(maxsize=64)
def load_plain(text: str | bytes) -> Any:
    """Return what ``text`` says; the same object for the same text, which is not to be changed.

    Raises yaml.YAMLError when it is not well formed.
    """
    return yaml.load(text, Loader=_LOADER)
