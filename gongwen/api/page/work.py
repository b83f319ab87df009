"""Long work over many things, in processes that leave the machine to others; it can be watched and stopped."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Sequence
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from typing import Generic, TypeVar

from gongwen.batch import processes

__all__ = ["Work"]

Item = TypeVar("Item")
Result = TypeVar("Result")
_NICE = 10
_FEW = 3
"""Items that are done before a process has even started."""


class Work(Generic[Item, Result]):
    """Items that are worked on one after the other; what is done stays when it is stopped."""

    def __init__(
        self, work: Callable[[Item], Result], items: Sequence[Item], lost: Callable[[Item], Result]
    ) -> None:
        """Begin. ``work`` is a function of a module; ``lost`` makes the result of an item that ended its process."""
        self.total = len(items)
        self.results: list[Result] = []
        self.is_stopped = False
        self._work, self._items, self._lost = work, items, lost
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    @property
    def is_done(self) -> bool:
        """Whether nothing more will come."""
        return not self._thread.is_alive()

    def stop(self) -> None:
        """Work on nothing more; the item that is being worked on is finished."""
        self.is_stopped = True

    def wait(self, seconds: float | None = None) -> None:
        """Return when it is done, or after ``seconds``."""
        self._thread.join(seconds)

    def _run(self) -> None:
        if self.total <= _FEW:
            for item in self._items:
                self.results.append(self._work(item))
            return
        while len(self.results) < self.total and not self.is_stopped:
            self._run_process()

    def _run_process(self) -> None:
        """Work in one process until all is done, it is stopped, or the process ends."""
        with processes(1, _be_nice) as pool:
            while len(self.results) < self.total and not self.is_stopped:
                item = self._items[len(self.results)]
                try:
                    self.results.append(pool.submit(self._work, item).result())
                except BrokenProcessPool:
                    self.results.append(self._lost(item))
                    return


def _be_nice() -> None:
    with suppress(AttributeError, OSError):
        os.nice(_NICE)
