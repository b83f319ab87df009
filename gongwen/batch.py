"""One verb over many files, on all cores."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

_FEW = 24
"""Items that are done before another process has even started."""
_CHUNK = 8


def each(work: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[Result]:
    """Yield what ``work`` returns for each of ``items``, in their order.

    Few items are done here; many by one process a core. ``work`` is a function of a module, and what it
    takes and returns can be pickled.
    """
    cores = os.cpu_count() or 1
    if len(items) <= _FEW or cores == 1:
        yield from map(work, items)
        return
    with ProcessPoolExecutor(cores, mp_context=multiprocessing.get_context("spawn")) as pool:
        yield from pool.map(work, items, chunksize=_CHUNK)
