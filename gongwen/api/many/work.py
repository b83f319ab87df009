"""The work of a run: documents one after the other, each in a folder that is gone afterwards."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from functools import partial
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from gongwen import __version__
from gongwen.api.many.jobs import FileJob, Job, Laid, Made, Receipt
from gongwen.batch import Failure, attempt
from gongwen.files import lay_beside
from gongwen.finding import UsageError

RESULTS = "成"
"""The folder beside a document into which its results go."""


def make_all(jobs: tuple[Job | FileJob, ...], folder: Path) -> tuple[Made, ...]:
    """Return what came of each of ``jobs``, whatever goes wrong with one; the results wait in ``folder``."""
    with TemporaryDirectory(prefix="gongwen-") as name:
        return tuple(lay(_do(job.packed(), Path(name)), folder) for job in jobs)


def lay(receipt: Receipt, folder: Path) -> Made:
    """Return ``receipt`` with its results waiting in ``folder``, or with why they cannot be written."""
    made = Made(receipt.key, receipt.fingerprint, {}, receipt.notes, receipt.problems, receipt.is_failed)
    outputs: dict[str, Laid] = {}
    try:
        for name, data in receipt.outputs.items():
            outputs[name] = Laid(lay_beside(folder / name, data), sha256(data).hexdigest())
    except UsageError as error:
        return replace(made, outputs=outputs).unwritten(error)
    return replace(made, outputs=outputs)


def do_all(jobs: tuple[Job, ...]) -> tuple[Receipt, ...]:
    """Return what came of each of ``jobs``, whatever goes wrong with one.

    They are done one after the other in a folder that is gone afterwards: to make and to remove a folder for each
    takes some file systems longer than the work.
    """
    with TemporaryDirectory(prefix="gongwen-") as name:
        return tuple(_do(job, Path(name)) for job in jobs)


def _do(job: Job, folder: Path) -> Receipt:
    """Return what came of ``job``, done in ``folder``, in which nothing is left of it."""
    from gongwen.api.many.verbs import VERBS

    told = Receipt(job.key, job.fingerprint)
    if job.problem:
        return replace(told, problems=(job.problem,), is_failed=True)
    main = folder / job.main
    done = attempt(main, lambda: VERBS[job.verb](_laid_out(job, folder), job.options))
    _empty(folder)
    named = partial(_named, folder, main, job.key)
    if isinstance(done, Failure):
        return replace(told, problems=named(done.problems), is_failed=True)
    return replace(
        told,
        outputs={f"{job.prefix}/{each}".lstrip("/"): data for each, data in done.outputs.items()},
        notes=named(done.notes),
        problems=named(done.problems),
        is_failed=done.is_failed,
    )


def _empty(folder: Path) -> None:
    """Remove what is in ``folder``; that for results stays, empty, for the next document."""
    for each in os.scandir(folder):
        if not each.is_dir(follow_symlinks=False):
            os.unlink(each)
        elif each.name == RESULTS:
            _empty(Path(each))
        else:
            shutil.rmtree(each)


def _laid_out(job: Job, folder: Path) -> Path:
    """Return the main file of ``job``, laid into ``folder`` with all that it needs."""
    if job.version != __version__:
        raise UsageError(f"办理的机器上是 gongwen {__version__}，这里是 {job.version}；请装同一个版本再办")
    for name, data in job.files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder / job.main


def _named(folder: Path, main: Path, key: str, texts: tuple[str, ...]) -> tuple[str, ...]:
    """Return ``texts`` with the names of files as they are where they came from, ``main`` as ``key``."""
    named = (text.replace(str(main), key) for text in texts)
    return tuple(text.replace(f"{folder}/", "").replace(f"{folder}\\", "") for text in named)
