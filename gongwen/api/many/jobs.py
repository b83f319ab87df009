"""One document's work, as it travels to whoever does it, and what comes back: bytes both ways."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from gongwen import __version__
from gongwen.batch import Failure, attempt
from gongwen.finding import UsageError

Verb = Literal["build", "read", "check", "fix", "tasks", "rows"]
Files = Mapping[str, bytes]
"""Contents by path, below a folder, with / between names."""
RESULTS = "成"
"""The folder beside a document into which its results go."""


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be done with one document."""

    key: str
    """What tells it from the others of a run: the path of its file, or its rows."""
    verb: Verb
    main: str
    """The file of it, one of ``files`` unless there is a ``problem``."""
    files: Files
    """All that it needs: itself, its pictures, a style, a letterhead."""
    options: Mapping[str, str]
    """By the names of the parameters of :mod:`gongwen.api.many.verbs`."""
    prefix: str = ""
    """The folder for its results, below that of the run; "" for that itself."""
    problem: str = ""
    """Why its file cannot be read, in Chinese; "" for one that can."""
    version: str = __version__

    @property
    def fingerprint(self) -> str:
        """What tells whether the same work was asked for before."""
        digest = sha256(repr((self.verb, self.main, sorted(self.options.items()), self.version)).encode())
        for name, data in sorted(self.files.items()):
            digest.update(os.fsencode(name) + b"\0" + sha256(data).digest())
        return digest.hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Receipt:
    """What came of a job."""

    key: str
    outputs: Files = field(default_factory=dict)
    """By name, to be written where the run writes."""
    notes: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    is_failed: bool = False
    """Whether nothing, or not all, could be made of it."""


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

    if job.problem:
        return Receipt(job.key, problems=(job.problem,), is_failed=True)
    done = attempt(job.key, lambda: VERBS[job.verb](_laid_out(job, folder), job.options))
    _empty(folder)
    if isinstance(done, Failure):
        return Receipt(job.key, problems=_without(folder, done.problems), is_failed=True)
    outputs = {f"{job.prefix}/{each}".lstrip("/"): data for each, data in done.outputs.items()}
    return Receipt(
        job.key, outputs, _without(folder, done.notes), _without(folder, done.problems), done.is_failed
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


def _without(folder: Path, texts: tuple[str, ...]) -> tuple[str, ...]:
    """Return ``texts`` with the names of files as they are where they came from."""
    return tuple(text.replace(f"{folder}/", "").replace(f"{folder}\\", "") for text in texts)
