"""Documents kept for good, with proof that nothing was lost, and checked again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from gongwen.api.documents import compose, load, printed_text, read_file, undrawn_placed
from gongwen.api.media import rehoused
from gongwen.archive.by_hand import SINGLE, VALUES, read_items, read_value
from gongwen.archive.catalogue import write_catalogue
from gongwen.archive.items import Item, gather
from gongwen.archive.keeping import LAYOUTS, Kept, Layout, Originals, keep_original
from gongwen.archive.keeping import keep as keep_reading
from gongwen.archive.numbers import year_of
from gongwen.archive.package import CATALOGUE, alone_in, digest, packages, write_package
from gongwen.archive.shelf import Shelf, list_kept
from gongwen.archive.verify import verify as verify_packages
from gongwen.batch import Failure, attempt
from gongwen.document import Document
from gongwen.files import Outputs, write_whole
from gongwen.finding import UsageError
from gongwen.read.encoding import read_bytes
from gongwen.read.input.source import is_source
from gongwen.read.named_files import files_named
from gongwen.recognise.account import is_official
from gongwen.recognise.dressing import FOLDER
from gongwen.recognise.reading import Reading

__all__ = [
    "LAYOUTS", "SINGLE", "VALUES", "ArchiveOrder", "Item", "Kept", "KeptFile", "Layout", "find_items", "keep", "keep_confirmed", "keep_items", "packages", "read_value",
    "verify", "write_catalogue_file",
]  # fmt: skip

_LARGEST = 200 * 2**20
"""The largest original that is kept, bytes: scans are larger than what is read."""
_HOW = "要只存原件，请用 --set 题名=…（一件）或著录表写明题名，或者加 --originals"


@dataclass(frozen=True, slots=True)
class ArchiveOrder:
    """What is to be kept, and where."""

    files: Sequence[Path]
    """Files and folders."""
    folder: Path
    values: Mapping[str, str] = field(default_factory=dict)
    """Some of VALUES; those of SINGLE only for one item."""
    first: int = 1
    """The 件号 with which a year, 保管期限 and 机构或问题 begins that has none yet; others go on from what is kept."""
    style: str = ""
    """A style or its file; "" leaves the choice to each document."""
    is_stamped: bool = False
    """Whether docx, PDF and OFD bear a 归档章 (DA/T 22)."""
    table: Path | None = None
    """A workbook in which each row is an item with what is known of it."""
    keeps_originals: bool = False
    """Whether the original alone is kept of what cannot be read, or is no official document."""
    layouts: Sequence[Layout] = ("pdf",)
    """The files of its pages that are kept beside the docx."""


@dataclass(frozen=True, slots=True)
class KeptFile:
    """What came of one item."""

    file: Path
    """Its 正本."""
    folder: Path | None = None
    """Where it is kept; None when it is not, or was kept already."""
    notes: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    """Why it was not kept."""
    is_unreadable: bool = False
    """Whether it could not be read at all; otherwise the problems are faults in it."""
    is_doubtful: bool = False
    """Whether a person must look at what was kept."""


def keep(path: Path, own: Mapping[str, str], style: str = "", *, is_stamped: bool = False) -> Kept:
    """Return everything that an archive keeps of the document at ``path``; ``own`` are values that it adds.

    Raises UsageError when it cannot be read, InputError when it holds no document that can be laid out.
    """
    originals = Originals(Item(path), {path.name: read_bytes(path, _LARGEST)})
    return _laid_out(_read(path, style), originals, own, is_stamped=is_stamped)


def _read(path: Path, style: str) -> Reading:
    """Return the document at ``path`` with its pictures where the archive has them, to be laid out in ``style``."""
    reading, media = rehoused(read_file(path), FOLDER)
    if style:
        reading = replace(reading, document=reading.document.model_copy(update={"style": style}))
    return replace(reading, media=media)


def _laid_out(
    reading: Reading,
    originals: Originals,
    own: Mapping[str, str],
    *,
    is_stamped: bool = False,
    layouts: Sequence[Layout] = ("pdf",),
) -> Kept:
    path = originals.item.original
    composition = compose(reading.document, path=path, media=reading.media)
    with undrawn_placed(composition.flow):
        return keep_reading(
            reading,
            composition.flow,
            composition.profile,
            originals,
            own,
            is_stamped=is_stamped,
            layouts=layouts,
        )


def find_items(order: ArchiveOrder) -> list[Item]:
    """Return the items that ``order`` is about: the rows of its table, then its other files and those of its folders.

    Raises UsageError before anything is kept: for values that no archive has or that are not of several documents,
    for no files at all, and when the catalogue is a file that is read; InputError for faults in the table.
    """
    values = dict(read_value(*each) for each in order.values.items())
    rows = read_items(order.table) if order.table else []
    listed = {path.absolute() for row in rows for path in row.files}
    items = [*rows, *(item for item in _given(order) if item.original.absolute() not in listed)]
    if not items:
        raise UsageError("没有要归档的文件，请写上文件、文件夹，或者用 --table 给出著录表")
    single = [name for name in values if name in SINGLE]
    if single and len(items) > 1:
        raise UsageError(f"{'、'.join(single)}是一件的，这里有{len(items)}件；请分开归档，或者写在著录表里")
    files = [*(path for item in items for path in item.files), *([order.table] if order.table else [])]
    Outputs(files, lambda: files_named(files, order.style)).claim([order.folder / CATALOGUE])
    return [replace(item, values={**values, **item.values}) for item in items]


def _given(order: ArchiveOrder) -> list[Item]:
    """Return the items of the files and folders of ``order``; pictures that a document names are none of their own."""
    items = gather(order.files, order.folder)
    if not any(path.is_dir() for path in order.files):
        return items
    named = {path.absolute() for path in files_named([item.original for item in items])}
    return [item for item in items if item.original.absolute() not in named]


def keep_items(items: Sequence[Item], order: ArchiveOrder) -> Iterator[KeptFile]:
    """Keep every item and yield what came of it; what is kept already is passed over, what fails stops nothing."""
    with alone_in(order.folder):
        shelf = Shelf(order.folder, order.first)
        for item in items:
            found = attempt(item.original, partial(_keep, item, order, shelf))
            if isinstance(found, Failure):
                yield KeptFile(item.original, problems=found.problems, is_unreadable=found.is_unusable)
            else:
                yield found


def _keep(item: Item, order: ArchiveOrder, shelf: Shelf) -> KeptFile:
    originals = Originals(
        item, {name: read_bytes(path, _LARGEST) for name, path in item.kept_names().items()}
    )
    if kept := shelf.same_original(digest(originals.main)):
        return _passed_over(item, order.folder / kept)
    found, notes = _made(originals, order, shelf)
    if isinstance(found, KeptFile):
        return found
    file, record = item.original, found.record
    if (code := record.get("件号", "")) and (same := shelf.same_number(record)):
        raise UsageError(
            f"件号{code}在{order.folder / same}已经用了（全宗、年度、保管期限、机构相同），请换一个件号"
        )
    notes += [f"{file}：{problem}" for problem in found.problems]
    if found.fidelity and found.fidelity.lost:
        notes.append(f"{file}：有{len(found.fidelity.lost)}处文字没有保留，请看保真报告")
    notes += [f"{file}：{each.message}" for each in found.missing]
    notes += [f"{file}：{each}" for each in _doubts(record, order.folder, shelf)]
    folder = write_package(found.package, order.folder)
    shelf.add(record, digest(originals.main), folder.name)
    told = (*notes, *(f"{file}：{note}" for note in found.notes), *((item.note,) if item.note else ()))
    return KeptFile(file, folder, told, is_doubtful=bool(notes))


CONFIRMED = "核对记录.yaml"
"""The log of who looked at what, in the package."""


def keep_confirmed(path: Path, reading: Reading, log: bytes, order: ArchiveOrder) -> KeptFile:
    """Keep the original at ``path`` with ``reading``, its document as a person corrected it, and the ``log`` of that.

    What is kept already is passed over. Raises InputError when the document cannot be laid out, UsageError when
    nothing can be written.
    """
    item = Item(path, values=dict(order.values))
    originals = Originals(item, {path.name: read_bytes(path, _LARGEST)})
    moved, media = rehoused(reading, FOLDER)
    with alone_in(order.folder):
        shelf = Shelf(order.folder, order.first)
        if kept := shelf.same_original(digest(originals.main)):
            return _passed_over(item, order.folder / kept)
        own = _numbered(item.values, reading.document, shelf)
        made = _laid_out(
            replace(moved, media=media), originals, own, is_stamped=order.is_stamped, layouts=order.layouts
        )
        package = replace(made.package, files={**made.package.files, CONFIRMED: log})
        folder = write_package(package, order.folder)
    write_catalogue_file(order.folder)
    notes = [*made.problems, *made.notes, *(each.message for each in made.missing)]
    return KeptFile(path, folder, tuple(notes), is_doubtful=bool(made.problems or made.missing))


def _passed_over(item: Item, kept: Path) -> KeptFile:
    """Return that the 正本 is in ``kept`` already; a file that belongs to it and is new is not put there."""
    had = {digest(path.read_bytes()) for path in kept.rglob("*") if path.is_file()}
    new = [part.path for part in item.parts if digest(read_bytes(part.path, _LARGEST)) not in had]
    notes = [f"{item.original}：已经归档在 {kept}，跳过", *(f"{path}：{_NEW_PART}{kept}" for path in new)]
    return KeptFile(item.original, notes=tuple(notes), is_doubtful=bool(new))


_NEW_PART = "正本已经归档，这个文件没有加进去；要加，请移走那一件再归档："


def _made(originals: Originals, order: ArchiveOrder, shelf: Shelf) -> tuple[Kept | KeptFile, list[str]]:
    """Return what is kept, or why nothing is, and notes: a document, without its pages, or the original alone."""
    item, path = originals.item, originals.item.original
    read = attempt(path, partial(_read, path, order.style))
    if isinstance(read, Failure) or not (is_source(path) or is_official(read)):
        return _alone(originals, order, shelf, read if isinstance(read, Failure) else None), []
    own = _numbered(item.values, read.document, shelf)
    make = partial(_laid_out, read, originals, own, is_stamped=order.is_stamped)
    made = attempt(path, partial(make, layouts=order.layouts))
    if not isinstance(made, Failure):
        return made, []
    if made.is_unusable:
        return KeptFile(path, problems=made.problems, is_unreadable=True), []
    kinds = "、".join(map(str.upper, order.layouts))
    drawn = attempt(path, partial(make, layouts=()))
    notes = [f"{problem}；原件照存" for problem in made.problems]
    if not isinstance(drawn, Failure):
        return drawn, [*notes, f"{path}：没有做 {kinds}"]
    return keep_original(originals, own, read.document), [*notes, f"{path}：没有做 docx 和 {kinds}"]


def _alone(
    originals: Originals, order: ArchiveOrder, shelf: Shelf, failure: Failure | None
) -> Kept | KeptFile:
    """Return the original as it is kept by itself; why it is not, unless that was asked for."""
    item, path = originals.item, originals.item.original
    if not (order.keeps_originals or item.values.get("题名")):
        reason = (
            failure.problems
            if failure
            else (f"{path}：不像公文（没有认出标题、文号、机关、日期），没有归档",)
        )
        problems = (*reason[:-1], f"{reason[-1]}；{_HOW}")
        return KeptFile(path, problems=problems, is_unreadable=bool(failure and failure.is_unusable))
    kept = keep_original(originals, _numbered(item.values, None, shelf))
    return replace(kept, notes=("只存了原件", *kept.notes))


def _numbered(values: Mapping[str, str], document: Document | None, shelf: Shelf) -> dict[str, str]:
    """Return ``values`` with 年度 and 件号."""
    year = values.get("年度") or values.get("日期", "")[:4] or (year_of(document) if document else "")
    own = {**values, "年度": year}
    return {**own, "件号": values.get("件号") or shelf.next_number(own)}


def _doubts(record: Mapping[str, str], folder: Path, shelf: Shelf) -> Iterator[str]:
    if not record.get("年度"):
        yield "没有日期，定不了年度和档号；请用 --set 年度=… 或著录表写明"
    elif not record.get("日期"):
        yield "没有成文日期，目录里日期空着；知道的请用 --set 日期=… 或著录表写明"
    if same := shelf.same_document(record):
        yield f"文号、题名、责任者与已经归档的 {folder / same} 相同，请核对是不是同一件"


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
