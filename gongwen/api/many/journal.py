"""What a run over many documents has done, line by line, so that the next can go on where it was stopped."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Self, TextIO

from pydantic import TypeAdapter

from gongwen.api.many.jobs import FileJob, Job, Made
from gongwen.finding import UsageError

NAME = "进度.jsonl"
"""The journal, in the folder of the results."""
_FORM = 1
_FINISHED = '{"finished": true}'
"""The last line of a run that came to its end."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the journal: one document that is done."""

    key: str
    fingerprint: str
    outputs: Mapping[str, str]
    """The digest of each result, by its name."""
    notes: tuple[str, ...]
    problems: tuple[str, ...]
    is_failed: bool


_ENTRY = TypeAdapter(Entry)
_HEAD = TypeAdapter(dict[str, Any])


class Journal:
    """The journal of one run, open for what comes next; used as a context."""

    def __init__(self, folder: Path, run: str, *, resumes: bool) -> None:
        """Open the journal in ``folder``; ``run`` says what is being done.

        Raises UsageError when a run was stopped there and this one does not resume it, or is another.
        """
        self.folder, self.path, self.run = folder, folder / NAME, run
        self.done = self._read(resumes=resumes) if self.path.is_file() else {}
        self._file: TextIO | None = None

    def _read(self, *, resumes: bool) -> dict[str, Entry]:
        head, entries, is_finished = _parse(self.path)
        if not resumes and (is_finished or not entries):
            return {}
        if not resumes:
            raise UsageError(
                f"{self.path}：上一次没有办完（办了{len(entries)}份），加 --resume 接着办；要从头办，请换一个文件夹，或者删去这个文件"
            )
        if head != self.run:
            raise UsageError(
                f"{self.path}：是另一次运行的进度（命令、选项或版本不同），不能接着办；请换一个文件夹"
            )
        return {each.key: each for each in entries}

    def __enter__(self) -> Self:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._file = self.path.open("a" if self.done else "w", encoding="utf-8")
        except OSError:
            raise UsageError(f"{self.path}：不能写在这里，请用 -o 指定别的文件夹") from None
        if self.done:
            self._write_line("")  # a last line may have been cut off
        else:
            self._write_line(json.dumps({"gongwen": _FORM, "run": self.run}))
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        assert self._file is not None
        if kind is None:
            self._write_line(_FINISHED)
        with suppress(OSError):
            self._file.close()

    def has(self, job: Job | FileJob) -> bool:
        """Whether ``job`` has been done, with results that are still there as they were made."""
        entry = self.done.get(job.key)
        return (
            entry is not None
            and not entry.is_failed
            and entry.fingerprint == job.packed().fingerprint
            and all(_digest(self.folder / name) == digest for name, digest in entry.outputs.items())
        )

    def add(self, made: Made) -> Entry:
        """Write down that a document is done, whose results are in their places; return its entry."""
        digests = {name: laid.digest for name, laid in made.outputs.items()}
        entry = Entry(made.key, made.fingerprint, digests, made.notes, made.problems, made.is_failed)
        self._write_line(_ENTRY.dump_json(entry).decode())
        return entry

    def _write_line(self, line: str) -> None:
        """Write ``line``. Raises UsageError when it cannot be written, as on a full disk."""
        assert self._file is not None
        try:
            self._file.write(f"{line}\n")
            self._file.flush()
        except OSError:
            raise UsageError(
                f"{self.path}：进度记不下（磁盘可能已满），已经办好的都在，腾出空间以后加 --resume 接着办"
            ) from None

    @staticmethod
    def read(folder: Path) -> Iterator[Entry]:
        """Yield what the journal in ``folder`` says was done, by the names of the documents, each once."""
        found = {each.key: each for each in _parse(folder / NAME)[1]}
        yield from (found[key] for key in sorted(found))


def _parse(path: Path) -> tuple[str, list[Entry], bool]:
    """Return what the journal at ``path`` is of, its entries, and whether its run came to its end.

    A line that was cut off or damaged is passed over. Raises UsageError for what is no journal.
    """
    entries, is_finished = [], False
    try:
        first, *lines = path.read_text(encoding="utf-8", errors="replace").split("\n")
        run = str(_HEAD.validate_json(first)["run"])
    except (OSError, ValueError, KeyError):
        raise UsageError(f"{path}：不是进度文件，或者已损坏；请删去它，从头办") from None
    for line in filter(None, lines):
        is_finished = line == _FINISHED
        with suppress(ValueError):
            entries.append(_ENTRY.validate_json(line))
    return run, entries, is_finished


def _digest(path: Path) -> str:
    try:
        return sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
    except (OSError, ValueError):
        return ""
