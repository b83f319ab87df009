"""Who does the work: this process, several of this machine, or a Dask cluster that is there already.

All three are executors of :mod:`concurrent.futures`; work is given out a few pieces ahead, and comes back in any order.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from gongwen import __version__
from gongwen.api.many.jobs import FileJob, Job, Made, Receipt
from gongwen.api.many.work import do_all, lay, make_all
from gongwen.batch import processes
from gongwen.finding import UsageError
from gongwen.unforeseen import unforeseen
from gongwen.waiting import clear

_Chunk = tuple[Job | FileJob, ...]
_Done = tuple[Receipt, ...] | tuple[Made, ...]
_CHUNK = 8
"""Documents that travel together: some tens of milliseconds of work."""
_AHEAD = 2
"""Pieces that wait for each that is worked on, so that nobody waits for more."""
_SECONDS = 10
"""How long a cluster may take to answer."""
_LOST = "办理这份公文的进程被中止（可能是内存不足），请单独办理它，或者拆成几份"
_NO_DASK = '没有安装 dask；请安装 gongwen[cluster]（pip install "gongwen[cluster]"）再用 --engine'


class Here(Executor):
    """An executor that does its work at once, in this process."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Return the result of ``fn``, or its error, as a future that is done."""
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


def usual_count() -> int:
    """Return how many processes work unless it is said otherwise: one a core."""
    return os.cpu_count() or 1


@contextmanager
def open_engine(address: str, count: int) -> Iterator[Executor]:
    """Yield an executor with ``count`` processes of this machine, or of the cluster at ``address`` ("" for none).

    Raises UsageError for a cluster that cannot be reached, or where another version of the program is.
    """
    if address:
        with _cluster(address) as executor:
            yield executor
    elif count == 1:
        yield Here()
    else:
        with processes(count) as executor:
            yield executor


@contextmanager
def _cluster(address: str) -> Iterator[Executor]:
    try:
        from distributed import Client
    except ImportError:
        raise UsageError(_NO_DASK) from None
    try:
        client = Client(address, timeout=_SECONDS)
    except (OSError, ValueError, TimeoutError):
        raise UsageError(
            f"{address}：连不上这个集群，请核对地址（tcp://机器:8786），并确认 dask scheduler 在运行"
        ) from None
    with client:
        _require_workers(client, address)
        yield client.get_executor(pure=False, retries=3)


def _require_workers(client: Any, address: str) -> None:
    """Raise UsageError for a cluster without workers, or with one that has not this version."""
    try:
        versions: dict[str, str] = client.run(_version)
    except Exception:
        raise UsageError(
            f"{address}：办理的机器上没有 gongwen，请在每台机器上安装 gongwen {__version__}"
        ) from None
    if not versions:
        raise UsageError(f"{address}：集群里还没有办理的机器，请先运行 dask worker {address}")
    other = {worker: version for worker, version in versions.items() if version != __version__}
    if other:
        worker, version = next(iter(other.items()))
        raise UsageError(f"{address}：{worker} 上是 gongwen {version}，这里是 {__version__}；请装同一个版本")


def _version() -> str:
    return __version__


def results(jobs: Iterable[Job | FileJob], folder: Path, count: int, address: str = "") -> Iterator[Made]:
    """Yield what came of each of ``jobs``, in whatever order; ``count`` pieces are worked on at a time.

    Processes of this machine read and write themselves; to a cluster everything travels, and from it. The results
    wait in ``folder``; those that nobody takes are gone at the end. Where a process ends, the jobs that it may have
    had are done apart, and the others go on. Raises UsageError as :func:`open_engine` does.
    """
    source = iter(jobs)
    chunks = iter(lambda: tuple(islice(source, _CHUNK)), ())
    lost: list[_Chunk] = [()]
    while lost:
        lost = []
        with open_engine(address, count) as executor:
            give = partial(_send if address else _give, executor, folder)
            for done in _until_broken(give, chunks, count, lost):
                yield from _handed_out(done, folder)
        for chunk in filter(None, lost):
            yield from _again(chunk, folder)


def _give(executor: Executor, folder: Path, chunk: _Chunk) -> Future[_Done]:
    return executor.submit(make_all, chunk, folder)


def _send(executor: Executor, _: Path, chunk: _Chunk) -> Future[_Done]:
    return executor.submit(do_all, tuple(job.packed() for job in chunk))


def _handed_out(done: _Done, folder: Path) -> Iterator[Made]:
    """Yield ``done``, the results laid into ``folder``; what is not asked for any more is taken away."""
    waiting: list[Receipt | Made] = list(done)
    try:
        while waiting:
            first = waiting.pop(0)
            yield lay(first, folder) if isinstance(first, Receipt) else first
    finally:
        _discard(waiting)


def _until_broken(
    give: Callable[[_Chunk], Future[_Done]], chunks: Iterator[_Chunk], count: int, lost: list[_Chunk]
) -> Iterator[_Done]:
    """Yield results as long as the processes live; those whose results never came are put into ``lost``."""
    waiting: dict[Future[_Done], _Chunk] = {}
    try:
        while not lost:
            for chunk in islice(chunks, count * _AHEAD - len(waiting)):
                try:
                    waiting[give(chunk)] = chunk
                except BrokenProcessPool:
                    lost.append(chunk)
                    break
            if not waiting:
                return
            for future in wait(waiting, return_when=FIRST_COMPLETED).done:
                chunk = waiting.pop(future)
                try:
                    done = future.result()
                except BrokenProcessPool:
                    lost.append(chunk)
                except Exception as error:
                    yield tuple(_failed(job, unforeseen(error)) for job in chunk)
                else:
                    yield done
        lost += waiting.values()
    finally:
        for future in waiting:
            future.add_done_callback(_let_go)


def _let_go(future: Future[_Done]) -> None:
    """Take away what came of a chunk that nobody asks for."""
    if not future.cancelled() and future.exception() is None:
        _discard(future.result())


def _discard(done: Iterable[Receipt | Made]) -> None:
    for each in done:
        if isinstance(each, Made):
            each.discard()


def _again(chunk: _Chunk, folder: Path) -> Iterator[Made]:
    """Yield what comes of ``chunk`` in a process of its own; where that ends too, each job has one."""
    _clear(chunk, folder)
    try:
        with processes(1) as executor:
            done = executor.submit(make_all, chunk, folder).result()
    except BrokenProcessPool:
        if len(chunk) == 1:
            _clear(chunk, folder)
            yield _failed(chunk[0], _LOST)
            return
        for job in chunk:
            yield from _again((job,), folder)
    else:
        yield from _handed_out(done, folder)


def _clear(chunk: _Chunk, folder: Path) -> None:
    """Take away what processes that ended left where the results of ``chunk`` go."""
    for prefix in {job.prefix for job in chunk}:
        clear(folder / prefix)


def _failed(job: Job | FileJob, why: str) -> Made:
    return Made(job.key, problems=(f"{job.key}：{why}",), is_failed=True)
