"""Documents kept for good, with proof that nothing was lost, and checked again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from gongwen.api.archive_queue import (
    ArchiveSpec,
    KeptFile,
    Queue,
    lay_out,
    numbered,
    passed_over,
    read_item,
    read_originals,
)
from gongwen.api.documents import load, printed_text
from gongwen.api.many.engine import open_engine
from gongwen.api.media import rehoused
from gongwen.archive.by_hand import SINGLE, VALUES, read_items, read_value
from gongwen.archive.catalogue import write_catalogue
from gongwen.archive.items import Item, gather
from gongwen.archive.keeping import LAYOUTS, Kept, Layout
from gongwen.archive.package import CATALOGUE, alone_in, digest, packages, write_package
from gongwen.archive.shelf import Shelf, list_kept
from gongwen.archive.verify import verify as verify_packages
from gongwen.files import Outputs, write_whole
from gongwen.finding import UsageError
from gongwen.read.named_files import files_named
from gongwen.read.styles.file import read_profile
from gongwen.recognise.dressing import FOLDER
from gongwen.recognise.reading import Reading

__all__ = [
    "LAYOUTS", "SINGLE", "VALUES", "ArchiveSpec", "Item", "Kept", "KeptFile", "Layout", "find_items", "keep", "keep_confirmed", "keep_items", "packages", "read_value",
    "verify", "write_catalogue_file",
]  # fmt: skip


def keep(path: Path, own: Mapping[str, str], style: str = "", *, is_stamped: bool = False) -> Kept:
    """Return everything that an archive keeps of the document at ``path``; ``own`` are values that it adds.

    Raises UsageError when it cannot be read, InputError when it holds no document that can be laid out.
    """
    originals = read_originals(Item(path))
    return lay_out(read_item(path, style), originals, own, is_stamped=is_stamped)


def find_items(spec: ArchiveSpec) -> list[Item]:
    """Return the items that ``spec`` is about: the rows of its table, then its other files and those of its folders.

    Raises UsageError before anything is kept: for a style that is not there, for values that no archive has or that are not of several documents,
    for no files at all, and when the catalogue is a file that is read; InputError for faults in the table.
    """
    if spec.style:
        read_profile(spec.style)
    values = dict(read_value(*each) for each in spec.values.items())
    rows = read_items(spec.table) if spec.table else []
    listed = {path.absolute() for row in rows for path in row.files}
    items = [*rows, *(item for item in _given(spec) if item.original.absolute() not in listed)]
    if not items:
        raise UsageError("没有要归档的文件，请写上文件、文件夹，或者用 --table 给出著录表")
    single = [name for name in values if name in SINGLE]
    if single and len(items) > 1:
        raise UsageError(f"{'、'.join(single)}是一件的，这里有{len(items)}件；请分开归档，或者写在著录表里")
    files = [*(path for item in items for path in item.files), *([spec.table] if spec.table else [])]
    Outputs(files, lambda: files_named(files, spec.style)).claim([spec.folder / CATALOGUE])
    return [replace(item, values={**values, **item.values}) for item in items]


def _given(spec: ArchiveSpec) -> list[Item]:
    """Return the items of the files and folders of ``spec``; pictures that a document names are none of their own."""
    items = gather(spec.files, spec.folder)
    if not any(path.is_dir() for path in spec.files):
        return items
    named = {path.absolute() for path in files_named([item.original for item in items])}
    return [item for item in items if item.original.absolute() not in named]


def keep_items(items: Sequence[Item], spec: ArchiveSpec, count: int = 1) -> Iterator[KeptFile]:
    """Keep every item and yield what came of it; what is kept already is passed over, what fails stops nothing.

    ``count`` processes lay documents out; what is kept is the same.
    """
    with alone_in(spec.folder), open_engine("", count) as engine:
        yield from Queue(spec, Shelf(spec.folder, spec.first), engine, count).keep(items)


CONFIRMED = "核对记录.yaml"
"""The log of who looked at what, in the package."""


def keep_confirmed(path: Path, reading: Reading, log: bytes, spec: ArchiveSpec) -> KeptFile:
    """Keep the original at ``path`` with ``reading``, its document as a person corrected it, and the ``log`` of that.

    What is kept already is passed over. Raises InputError when the document cannot be laid out, UsageError when
    nothing can be written.
    """
    item = Item(path, values=dict(spec.values))
    originals = read_originals(item)
    moved, media = rehoused(reading, FOLDER)
    with alone_in(spec.folder):
        shelf = Shelf(spec.folder, spec.first)
        if kept := shelf.same_original(digest(originals.main)):
            return passed_over(item, spec.folder / kept)
        own = numbered(item.values, reading.document, shelf)
        made = lay_out(
            replace(moved, media=media), originals, own, is_stamped=spec.is_stamped, layouts=spec.layouts
        )
        package = replace(made.package, files={**made.package.files, CONFIRMED: log})
        folder = write_package(package, spec.folder)
    write_catalogue_file(spec.folder)
    notes = [*made.problems, *made.notes, *(each.message for each in made.missing)]
    return KeptFile(path, folder, tuple(notes), is_doubtful=bool(made.problems or made.missing))


def write_catalogue_file(folder: Path) -> tuple[Path, int]:
    """Write the 归档文件目录 of what is kept below ``folder``; return its file and how many documents it lists.

    What it listed before stays, though its folder is gone. Nothing is written for none.
    """
    entries = list_kept(folder)
    if entries:
        write_whole(folder / CATALOGUE, write_catalogue(entries))
    return folder / CATALOGUE, len(entries)


def verify(folder: Path) -> Iterator[tuple[Path, list[str]]]:
    """Yield each document kept below ``folder`` with what is wrong with it; [] when nothing is.

    The folder itself comes first when documents that its catalogue lists are missing. Raises UsageError when
    nothing is kept there.
    """
    return verify_packages(folder, lambda path: printed_text(load(path)))
