"""Who does the work: this process, several of this machine, or a Dask cluster that is there already.

All three are executors of :mod:`concurrent.futures`; work is given out a few pieces ahead, and comes back in any order.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import islice
from typing import Any

from gongwen import __version__
from gongwen.api.many.jobs import Job, Receipt, do_all
from gongwen.batch import processes
from gongwen.finding import UsageError
from gongwen.unforeseen import unforeseen

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


def results(jobs: Iterable[Job], count: int, address: str = "") -> Iterator[Receipt]:
    """Yield what came of each of ``jobs``, in whatever order; ``count`` pieces are worked on at a time.

    Where a process ends, the jobs that it may have had are done one at a time, and the others go on.
    Raises UsageError as :func:`open_engine` does.
    """
    source = iter(jobs)
    chunks = iter(lambda: tuple(islice(source, _CHUNK)), ())
    lost: list[tuple[Job, ...]] = [()]
    while lost:
        lost = []
        with open_engine(address, count) as executor:
            yield from _until_broken(executor, chunks, count, lost)
        yield from (_alone(job) for chunk in lost for job in chunk)


def _until_broken(
    executor: Executor, chunks: Iterator[tuple[Job, ...]], count: int, lost: list[tuple[Job, ...]]
) -> Iterator[Receipt]:
    """Yield results as long as the processes live; those whose results never came are put into ``lost``."""
    waiting: dict[Future[tuple[Receipt, ...]], tuple[Job, ...]] = {}
    while not lost:
        for chunk in islice(chunks, count * _AHEAD - len(waiting)):
            try:
                waiting[executor.submit(do_all, chunk)] = chunk
            except BrokenProcessPool:
                lost.append(chunk)
                break
        if not waiting:
            return
        for future in wait(waiting, return_when=FIRST_COMPLETED).done:
            chunk = waiting.pop(future)
            try:
                receipts = future.result()
            except BrokenProcessPool:
                lost.append(chunk)
            except Exception as error:
                receipts = tuple(_failed(job, unforeseen(error)) for job in chunk)
                yield from receipts
            else:
                yield from receipts
    lost += waiting.values()


def _alone(job: Job) -> Receipt:
    """Return what came of ``job`` in a process of its own."""
    try:
        with processes(1) as executor:
            return executor.submit(do_all, (job,)).result()[0]
    except BrokenProcessPool:
        return _failed(job, _LOST)


def _failed(job: Job, why: str) -> Receipt:
    return Receipt(job.key, problems=(f"{job.key}：{why}",), is_failed=True)
