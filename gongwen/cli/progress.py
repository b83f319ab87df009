"""A progress bar for what takes longer than two seconds."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from threading import Event, Thread
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


@contextmanager
def with_clock(label: str) -> Iterator[None]:
    """Show on a terminal how long the work inside has taken, once it takes longer than two seconds."""
    done = Event()
    clock = Thread(target=_tick, args=(label, done), daemon=True)
    if sys.stderr.isatty():
        clock.start()
    try:
        yield
    finally:
        done.set()
        if clock.is_alive():
            clock.join()


def _tick(label: str, done: Event) -> None:
    start = time.monotonic()
    if done.wait(_PATIENCE):
        return
    is_done = False
    while not is_done:
        click.echo(f"\r{label}，已用{time.monotonic() - start:.0f}秒", err=True, nl=False)
        is_done = done.wait(1.0)
    click.echo(err=True)
