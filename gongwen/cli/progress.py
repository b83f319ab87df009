"""A progress bar for what takes longer than two seconds."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

import click

Item = TypeVar("Item")

_PATIENCE = 2.0
"""Seconds that nobody minds."""


def with_progress(items: Iterable[Item], count: int, label: str) -> Iterator[Item]:
    """Yield ``items``, of which there are ``count``; on a terminal a bar shows how far it is."""
    if not sys.stderr.isatty():
        yield from items
        return
    start, bar = time.monotonic(), None
    for done, item in enumerate(items, 1):
        yield item
        if bar is None and time.monotonic() - start > _PATIENCE:
            bar = click.progressbar(length=count, label=label, file=sys.stderr)
            bar.update(done - 1)
        if bar is not None:
            bar.update(1)
    if bar is not None:
        bar.render_finish()
