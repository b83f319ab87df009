"""What a run over many documents has done, line by line, so that the next can go on where it was stopped."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Self, TextIO

from gongwen.api.many.jobs import Job, Receipt
from gongwen.finding import UsageError

NAME = "进度.jsonl"
"""The journal, in the folder of the results."""
_FORM = 1


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
        if is_finished and not resumes:
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
        self.folder.mkdir(parents=True, exist_ok=True)
        kept = list(self.done.values())
        self._file = self.path.open("w", encoding="utf-8")
        self._write({"gongwen": _FORM, "run": self.run})
        for entry in kept:
            self._write(_facts(entry))
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        assert self._file is not None
        if kind is None:
            self._write({"finished": True})
        self._file.close()

    def has(self, job: Job) -> bool:
        """Whether ``job`` has been done, with results that are still there as they were made."""
        entry = self.done.get(job.key)
        return (
            entry is not None
            and entry.fingerprint == job.fingerprint
            and not entry.is_failed
            and all(_digest(self.folder / name) == digest for name, digest in entry.outputs.items())
        )

    def add(self, fingerprint: str, receipt: Receipt) -> Entry:
        """Write down that a document is done, whose results are written; return its entry."""
        digests = {name: sha256(data).hexdigest() for name, data in receipt.outputs.items()}
        entry = Entry(receipt.key, fingerprint, digests, receipt.notes, receipt.problems, receipt.is_failed)
        self._write(_facts(entry))
        return entry

    def _write(self, facts: Mapping[str, Any]) -> None:
        assert self._file is not None
        self._file.write(json.dumps(facts, ensure_ascii=False) + "\n")
        self._file.flush()

    @staticmethod
    def read(folder: Path) -> Iterator[Entry]:
        """Yield what the journal in ``folder`` says was done, by the names of the documents, each once."""
        found = {each.key: each for each in _parse(folder / NAME)[1]}
        yield from (found[key] for key in sorted(found))


def _facts(entry: Entry) -> dict[str, Any]:
    return {
        "key": entry.key, "fingerprint": entry.fingerprint, "outputs": dict(entry.outputs), "notes": entry.notes,
        "problems": entry.problems, "failed": entry.is_failed,
    }  # fmt: skip


def _parse(path: Path) -> tuple[str, list[Entry], bool]:
    """Return what the journal at ``path`` is of, its entries, and whether its run came to its end.

    A last line that was cut off is passed over. Raises UsageError for what is no journal.
    """
    run, entries, is_finished = "", [], False
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        run = str(json.loads(lines[0])["run"])
    except (OSError, ValueError, KeyError, IndexError, TypeError):
        raise UsageError(f"{path}：不是进度文件，或者已损坏；请删去它，从头办") from None
    for line in lines[1:]:
        try:
            facts = json.loads(line)
            is_finished = bool(facts.get("finished"))
            if not is_finished:
                entries.append(
                    Entry(facts["key"], facts["fingerprint"], facts["outputs"], tuple(facts["notes"]), tuple(facts["problems"]),
                          facts["failed"])
                )  # fmt: skip
        except (ValueError, KeyError, TypeError, AttributeError):
            continue
    return run, entries, is_finished


def _digest(path: Path) -> str:
    try:
        return sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""
