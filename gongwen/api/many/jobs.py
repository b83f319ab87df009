"""One document's work: as it travels to another machine, bytes both ways, and as it is done on this one, from file to file."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Literal, NamedTuple

from gongwen import __version__
from gongwen.finding import UsageError
from gongwen.read.encoding import read_bytes
from gongwen.read.named_files import files_named

Verb = Literal["build", "read", "check", "fix", "tasks", "rows"]
Files = Mapping[str, bytes]
"""Contents by path, below a folder, with / between names."""
MOST = 50 * 2**20
"""Bytes of a file that travels."""


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

    def packed(self) -> Job:
        """Return this job: it has all that it needs."""
        return self


@dataclass(frozen=True, slots=True)
class FileJob:
    """What is to be done with a document that lies on this machine: it is read by who does it."""

    key: str
    verb: Verb
    path: Path
    """An absolute one."""
    shared: Files
    """What every document needs: a style, a letterhead."""
    options: Mapping[str, str]
    prefix: str

    def packed(self) -> Job:
        """Return the job with the document, and the files that it names, as they are now."""
        found, problem = _files_of(self.path)
        root = common_folder([self.path, *found])
        laid = {each.absolute().relative_to(root).as_posix(): data for each, data in found.items()}
        main = self.path.relative_to(root).as_posix()
        beside = {f"{main.rpartition('/')[0]}/{name}".lstrip("/"): data for name, data in self.shared.items()}
        told = problem.replace(str(self.path), self.key)
        return Job(self.key, self.verb, main, beside | laid, self.options, self.prefix, told)


def common_folder(files: Iterable[Path]) -> Path:
    """Return the deepest folder that all of ``files`` lie below; the root when there are none."""
    return Path(os.path.commonpath([path.absolute().parent for path in files] or [Path.cwd()]))


def _files_of(path: Path) -> tuple[dict[Path, bytes], str]:
    """Return the contents of the file at ``path`` and of those that it names, such as seals, and why it cannot be read."""
    try:
        found = {path: read_bytes(path, MOST)}
    except UsageError as error:
        return {}, str(error)
    return found | {each: _content(each) for each in files_named([path]) if each.is_file()}, ""


def _content(path: Path) -> bytes:
    """Return the content of a file that another names; b"" for one that cannot be read, which is told of the other."""
    try:
        return read_bytes(path, MOST)
    except UsageError:
        return b""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What came of a job."""

    key: str
    fingerprint: str = ""
    """Of the job; "" where it was not even looked at."""
    outputs: Files = field(default_factory=dict)
    """By name, to be written where the run writes."""
    notes: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    is_failed: bool = False
    """Whether nothing, or not all, could be made of it."""


class Laid(NamedTuple):
    """A result that is whole, and waits beside the place where it goes."""

    path: Path
    digest: str


@dataclass(frozen=True, slots=True)
class Made:
    """What came of a job on this machine."""

    key: str
    fingerprint: str = ""
    outputs: Mapping[str, Laid] = field(default_factory=dict)
    """By name, below the folder of the run."""
    notes: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    is_failed: bool = False

    def discard(self) -> None:
        """Take away what waits."""
        for each in self.outputs.values():
            each.path.unlink(missing_ok=True)

    def unwritten(self, error: UsageError) -> Made:
        """Return this without results, which are gone, as ``error`` kept them from their places."""
        self.discard()
        return replace(self, outputs={}, problems=(*self.problems, str(error)), is_failed=True)
