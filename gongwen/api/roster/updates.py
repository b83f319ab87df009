"""The rosters inside existing files, brought to the state of a day in new files."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from gongwen.batch import Failure, attempt
from gongwen.files import Outputs, write_whole
from gongwen.read.named_files import files_named
from gongwen.roster.notices.update import Updated, update_file
from gongwen.roster.register import read_register
from gongwen.roster.store.database import Database

__all__ = ["UpdatedFile", "update_files"]


@dataclass(frozen=True, slots=True)
class UpdatedFile:
    """What came of bringing one file up to date."""

    file: Path
    path: Path
    """Where the new file goes."""
    updated: Updated | None = None
    is_written: bool = False
    problem: str = ""


def update_files(
    register: str,
    files: Sequence[Path],
    day: date | None = None,
    *,
    group: str = "",
    folder: Path | None = None,
    is_dry: bool = False,
    tracks: bool = False,
) -> Iterator[UpdatedFile]:
    """Bring the rosters in ``files`` to the state of ``day``, None for today, each in a new file; yield each.

    ``group`` is what they are of, "" to find out; ``folder`` None is that of each file; with ``is_dry``
    nothing is written, with ``tracks`` the changes of a docx are tracked ones. One that cannot be read does not stop the others.
    Raises UsageError before anything is done when a new file would replace one that is read.
    """
    when = day or date.today()
    database = Database(register)
    history = read_register(database).fold()
    paths = [(folder or file.parent) / f"{file.stem}（{when}）{file.suffix}" for file in files]
    Outputs([*files, *database.files], lambda: files_named(files)).claim(paths)
    now = datetime.now() if tracks else None
    return (
        _update(file, path, lambda file: update_file(file, history, when, group, now), is_dry=is_dry)
        for file, path in zip(files, paths, strict=True)
    )


def _update(file: Path, path: Path, update: Callable[[Path], Updated], *, is_dry: bool) -> UpdatedFile:
    found = attempt(file, lambda: _update_one(file, path, update, is_dry=is_dry))
    return UpdatedFile(file, path, problem="\n".join(found.problems)) if isinstance(found, Failure) else found


def _update_one(file: Path, path: Path, update: Callable[[Path], Updated], *, is_dry: bool) -> UpdatedFile:
    updated = update(file)
    is_written = bool(updated.diff) and not is_dry
    if is_written:
        write_whole(path, updated.data)
    return UpdatedFile(file, path, updated, is_written)
