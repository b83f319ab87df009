"""One verb over many files: on all cores, and each by itself, so that what goes wrong with one leaves the others alone."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from gongwen.finding import InputError, UsageError
from gongwen.unforeseen import log, show_traces, unforeseen
from gongwen.zh.spaces import visible

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing.synchronize import Event

Item = TypeVar("Item")
Result = TypeVar("Result")

_FEW = 24
"""Items that are done before another process has even started."""
_CHUNK = 8
_NOT_BEGUN = '几个进程一个也没有启动起来；在自己的程序里调用时，请写在 if __name__ == "__main__": 下面'
_ENDED = "处理这个文件的进程被系统中止（可能是内存不足），请单独处理它，或者拆成几份"


@dataclass(frozen=True, slots=True)
class Failure:
    """Why one of several files came to nothing."""

    problems: tuple[str, ...]
    """Each with the name of the file."""
    is_unusable: bool
    """Whether it could not be read or written at all; otherwise the problems are faults in it."""


def attempt(file: Path | str, work: Callable[[], Result]) -> Result | Failure:
    """Return what ``work`` returns, or why it failed; whatever goes wrong, the files after ``file`` go on."""
    try:
        return work()
    except InputError as error:
        return Failure(tuple(_named(file, problem) for problem in error.problems), False)
    except UsageError as error:
        return Failure((_named(file, str(error)),), True)
    except Exception as error:
        return Failure((f"{visible(str(file))}：{unforeseen(error)}",), True)


def _named(file: Path | str, problem: str) -> str:
    shown = visible(str(file))
    return problem if str(file) in problem or shown in problem else f"{shown}：{problem}"


def each(
    work: Callable[[Item], Result], items: Sequence[Item], lost: Callable[[Item, Failure], Result]
) -> Iterator[Result]:
    """Yield what ``work`` returns for each of ``items``, in their order.

    Few items are done here; many by one process a core. ``work`` is a function of a module, and what it
    takes and returns can be pickled. ``lost`` makes the result of an item that ended its process.
    """
    if len(items) <= _FEW or os.cpu_count() == 1:
        yield from map(work, items)
    else:
        yield from _pooled(work, items, lost)


def _pooled(
    work: Callable[[Item], Result], items: Sequence[Item], lost: Callable[[Item, Failure], Result]
) -> Iterator[Result]:
    """Yield the results of several processes; where one ends, those that it may have had are done one at a time."""
    from concurrent.futures import BrokenExecutor

    cores = os.cpu_count() or 1
    done = 0
    try:
        with processes(cores) as pool:
            for result in pool.map(work, items, chunksize=_CHUNK):
                yield result
                done += 1
    except BrokenExecutor:
        rest = items[done + cores * _CHUNK :]
        yield from (_alone(work, item, lost) for item in items[done : len(items) - len(rest)])
        if rest:
            yield from _pooled(work, rest, lost)


def _alone(work: Callable[[Item], Result], item: Item, lost: Callable[[Item, Failure], Result]) -> Result:
    """Return what ``work`` returns for ``item`` in a process of its own."""
    from concurrent.futures import BrokenExecutor

    try:
        with processes(1) as pool:
            return pool.submit(work, item).result()
    except BrokenExecutor:
        return lost(item, Failure((f"{item}：{_ENDED}",), True))


@contextmanager
def processes(count: int, begin: Callable[[], None] | None = None) -> Iterator[ProcessPoolExecutor]:
    """Yield ``count`` processes of this machine, which end when this one does, however it ends.

    Each does ``begin`` first, a function of a module. Raises UsageError when they ended and none had even begun.
    """
    import multiprocessing
    from concurrent.futures import BrokenExecutor, ProcessPoolExecutor

    context = multiprocessing.get_context("spawn")
    has_begun = context.Event()
    try:
        with ProcessPoolExecutor(count, context, _begin, (bool(log().level), begin, has_begun)) as pool:
            yield pool
    except BrokenExecutor:
        if not has_begun.is_set():
            raise UsageError(_NOT_BEGUN) from None
        raise


def _begin(has_traces: bool, begin: Callable[[], None] | None, has_begun: Event) -> None:
    """Make this process ready; the one that started it is watched, for that may be killed."""
    import threading

    has_begun.set()
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if has_traces:
        show_traces()
    if begin is not None:
        begin()


def _end_with_parent() -> None:
    import multiprocessing

    if (parent := multiprocessing.parent_process()) is not None:
        parent.join()
        os._exit(1)
