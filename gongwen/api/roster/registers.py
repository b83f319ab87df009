"""The register of leading groups: made, brought up to date, filled from files, written out.

A register is named by its file or by the address of a server, as ``--db`` names it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import NamedTuple

from gongwen.batch import Failure, attempt
from gongwen.files import Outputs, write_new, write_whole
from gongwen.finding import UsageError
from gongwen.roster.register import Decide, Entered
from gongwen.roster.register import back_up as back_up_in
from gongwen.roster.register import export_file as export_from
from gongwen.roster.register import import_file as import_into
from gongwen.roster.register import restore_file as restore_into
from gongwen.roster.register import restore_register as restore_in
from gongwen.roster.register import undo_batch as undo_in
from gongwen.roster.store.database import Database, is_outdated, require
from gongwen.roster.store.database import create as create_at
from gongwen.roster.store.database import migrate as migrate_at

__all__ = [
    "Decide",
    "Entered",
    "Imported",
    "Migration",
    "back_up",
    "create",
    "export_file",
    "import_file",
    "import_files",
    "is_there",
    "migrate",
    "restore",
    "restore_file",
    "undo_batch",
    "write_form",
]


class Migration(NamedTuple):
    """What became of a register that was to be brought up to date."""

    was_due: bool
    copy: Path | None = None
    """What its file was before; None on a server, or when nothing was due."""


def create(register: str) -> None:
    """Make an empty register. Raises UsageError when one is there already."""
    create_at(Database(register))


def is_there(register: str) -> bool:
    """Whether there is a register."""
    return Database(register).exists


def migrate(register: str) -> Migration:
    """Bring a register to the present tables. Raises UsageError when there is none."""
    database = Database(register)
    require(database)
    if not is_outdated(database):
        return Migration(False)
    return Migration(True, migrate_at(database))


def import_file(
    register: str,
    file: Path,
    day: date | None = None,
    *,
    takes_good: bool = False,
    is_trial: bool = False,
    decide: Decide | None = None,
) -> Entered:
    """Take a workbook, or the rosters of a document, into the register as one batch; a trial writes nothing.

    ``day`` is from when they hold, None for the date of the document, or today for a workbook; with
    ``takes_good`` faulty lines are left out, otherwise one of them keeps everything out. Groups that the register
    has are compared; ``decide`` is asked what of the changes is wanted, and without it what is sure is entered, what
    somebody has to decide noted and left out.
    Raises UsageError when it cannot be read, Undated for a document without a day, InputError with every fault
    when nothing is taken.
    """
    return import_into(Database(register), file, day, takes_good=takes_good, is_trial=is_trial, decide=decide)


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of one of several files."""

    file: Path
    entered: Entered | None = None
    """None when nothing of it was taken."""
    problems: tuple[str, ...] = ()
    is_unreadable: bool = False
    """Whether it, or the register, could not be read at all; otherwise the problems are faults in it."""


def import_files(
    register: str,
    files: Sequence[Path],
    day: date | None = None,
    *,
    takes_good: bool = False,
    is_trial: bool = False,
    decide: Decide | None = None,
) -> Iterator[Imported]:
    """Take every file into the register as :func:`import_file` does and yield what came of it; one that fails stops no other."""
    for file in files:
        work = partial(
            import_file, register, file, day, takes_good=takes_good, is_trial=is_trial, decide=decide
        )
        found = attempt(file, work)
        if isinstance(found, Failure):
            yield Imported(file, problems=found.problems, is_unreadable=found.is_unusable)
        else:
            yield Imported(file, found)


def restore_file(register: str, file: Path) -> Entered | None:
    """Fill an empty register from a file of :func:`export_file`; None when it is none, or the register is not empty."""
    return restore_into(Database(register), file)


def export_file(register: str, file: Path, day: date | None = None) -> None:
    """Write the whole register as a workbook that :func:`import_file` takes into an empty one.

    Its first sheet shows the rosters of ``day``, None for today. Raises UsageError.
    """
    _require_workbook(file)
    database = Database(register)
    Outputs(database.files).claim([file])
    write_whole(file, export_from(database, day or date.today()))


def back_up(register: str, file: Path | None = None) -> Path:
    """Write the whole register to ``file``, restored once beside it and found the same; return where it is.

    None is a name with the day beside the register, or in the folder that one is in for a register on a server. What
    is there already stays. Raises UsageError.
    """
    database = Database(register)
    file = file or _dated_name(database)
    _require_workbook(file)
    Outputs(database.files).claim([file])
    write_new(file, back_up_in(database, date.today()))
    return file


def _dated_name(database: Database) -> Path:
    """Return a name for a backup that is not taken: 名册备份-20240601.xlsx, 名册备份-20240601-2.xlsx."""
    folder, stem = (database.path.parent, database.path.stem) if database.path else (Path(), "名册")
    name = f"{stem}备份-{date.today():%Y%m%d}"
    names = (f"{name}{f'-{number}' if number > 1 else ''}.xlsx" for number in range(1, 10_000))
    return next(folder / each for each in names if not (folder / each).exists())


def restore(register: str, file: Path) -> Mapping[str, int]:
    """Make a register from a file of :func:`back_up` or :func:`export_file`; return how many of what is in it.

    Raises UsageError when there is a register already, or when ``file`` is no backup, InputError with the cells
    that cannot be right.
    """
    return restore_in(Database(register), file)


def write_form(file: Path) -> None:
    """Write an empty workbook to fill in. Raises UsageError when there is a file already."""
    from gongwen.roster.store.backup import write_form as form

    _require_workbook(file)
    write_new(file, form())


def _require_workbook(file: Path) -> None:
    if file.suffix.lower() != ".xlsx":
        raise UsageError(f"{file}：应是 xlsx 文件，请改扩展名")


def undo_batch(register: str, batch: int, note: str = "") -> int:
    """Take a batch back; return the batch that does so. Raises UsageError when it cannot be."""
    return undo_in(Database(register), batch, note)
