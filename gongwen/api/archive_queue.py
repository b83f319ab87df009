"""Items kept one after the other: read, numbered, laid out by this process or by several, and put on the shelf."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from gongwen.api.documents import compose, read_file, undrawn_placed
from gongwen.api.many.engine import Here
from gongwen.api.media import rehoused
from gongwen.archive.items import Item
from gongwen.archive.keeping import Kept, Layout, Originals, keep_original
from gongwen.archive.keeping import keep as keep_reading
from gongwen.archive.numbers import year_of
from gongwen.archive.package import SEARCHABLE, digest, write_package
from gongwen.archive.shelf import Shelf
from gongwen.batch import Failure, attempt
from gongwen.document import Document
from gongwen.finding import UsageError
from gongwen.read.encoding import read_bytes
from gongwen.read.input.source import is_source
from gongwen.recognise.account import is_official
from gongwen.recognise.dressing import FOLDER
from gongwen.recognise.reading import Reading
from gongwen.transcript import ENGINE

__all__ = [
    "ArchiveSpec",
    "KeptFile",
    "Queue",
    "lay_out",
    "numbered",
    "passed_over",
    "read_item",
    "read_originals",
]

_LARGEST = 200 * 2**20
"""The largest original that is kept, bytes: scans are larger than what is read."""
_AHEAD = 3
"""Items that are laid out or wait for it, for each process."""
_HOW = "要只存原件，请用 --set 题名=…（一件）或著录表写明题名，或者加 --originals"
_UNCONFIRMED = "文字是从扫描件认出来的，没有人核对过；请在网页的“归档”里逐处核对，或者对着原件核对 公文.yaml"
_NEW_PART = "正本已经归档，这个文件没有加进去；要加，请移走那一件再归档："


@dataclass(frozen=True, slots=True)
class ArchiveSpec:
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
    is_searchable: bool = False
    """Whether a scan is kept as a PDF too that can be searched."""


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


@dataclass(frozen=True, slots=True)
class _Numbered:
    """An item that was read, with what the archive adds to it."""

    originals: Originals
    reading: Reading | None
    """None when the original alone is kept."""
    own: Mapping[str, str]
    """The values of the archive, 件号 among them."""


class Queue:
    """The items of ``order`` on their way to ``shelf``, in their order; ``engine`` lays several out at a time.

    What is kept is the same whoever lays it out: an item has the number that follows those before it, and where one
    of these takes none after all, those that wait are numbered and laid out again.
    """

    def __init__(self, spec: ArchiveSpec, shelf: Shelf, engine: Executor, count: int) -> None:
        self._spec, self._shelf, self._engine = spec, shelf, engine
        self._most = 1 if count == 1 else count * _AHEAD
        self._waiting: deque[tuple[_Numbered, Future[_Made]] | KeptFile] = deque()

    def keep(self, items: Iterable[Item]) -> Iterator[KeptFile]:
        """Keep every one of ``items`` and yield what came of it, in their order."""
        for item in items:
            while len(self._waiting) >= self._most:
                yield self._put_first()
            found = attempt(item.original, partial(self._read, item))
            self._waiting.append(
                self._given_out(found) if isinstance(found, _Numbered) else _outcome(item, found)
            )
        while self._waiting:
            yield self._put_first()

    def _read(self, item: Item) -> _Numbered | KeptFile:
        originals = read_originals(item)
        if kept := self._shelf.same_original(digest(originals.main)):
            return passed_over(item, self._spec.folder / kept)
        read = attempt(item.original, partial(read_item, item.original, self._spec.style))
        reading = None if isinstance(read, Failure) else read
        if reading is None or not (is_source(item.original) or is_official(reading)):
            if not (self._spec.keeps_originals or item.values.get("题名")):
                return _refused(item.original, read if isinstance(read, Failure) else None)
            reading = None
        return self._with_number(_Numbered(originals, reading, item.values), self._owns())

    def _owns(self) -> list[Mapping[str, str]]:
        return [each[0].own for each in self._waiting if not isinstance(each, KeptFile)]

    def _with_number(self, found: _Numbered, before: Sequence[Mapping[str, str]]) -> _Numbered:
        document = found.reading.document if found.reading else None
        values = found.originals.item.values
        return replace(found, own=numbered(values, document, self._shelf, before))

    def _given_out(self, found: _Numbered) -> tuple[_Numbered, Future[_Made]]:
        try:
            return found, self._engine.submit(_make, found, self._spec)
        except BrokenProcessPool:
            return found, Here().submit(_make, found, self._spec)

    def _put_first(self) -> KeptFile:
        """Put what waits longest on the shelf and return what came of it."""
        first = self._waiting.popleft()
        if isinstance(first, KeptFile):
            return first
        found, future = first
        item = found.originals.item
        put = _outcome(
            item, attempt(item.original, lambda: self._put(found, _result(found, future, self._spec)))
        )
        if put.folder is None:
            self._renumber()
        return put

    def _renumber(self) -> None:
        """Give those that wait the numbers that they have now, and lay them out again where these are others."""
        waiting, self._waiting = self._waiting, deque()
        for each in waiting:
            if isinstance(each, KeptFile):
                self._waiting.append(each)
                continue
            found = self._with_number(each[0], self._owns())
            if found.own == each[0].own:
                self._waiting.append(each)
            else:
                each[1].cancel()
                self._waiting.append(self._given_out(found))

    def _put(self, found: _Numbered, made: _Made) -> KeptFile:
        """Write what was made of an item into the archive, unless it is there already."""
        item, original = found.originals.item, digest(found.originals.main)
        if kept := self._shelf.same_original(original):
            return passed_over(item, self._spec.folder / kept)
        result, notes = made
        if isinstance(result, KeptFile):
            return result
        file, record = item.original, result.record
        if (code := record.get("件号", "")) and (same := self._shelf.same_number(record)):
            raise UsageError(
                f"件号{code}在{self._spec.folder / same}已经用了（全宗、年度、保管期限、机构相同），请换一个件号"
            )
        scanned = [f"{file}：{_UNCONFIRMED}"] if _is_scan(found) else []
        told = [
            *notes,
            *scanned,
            *_faults(file, result),
            *(f"{file}：{each}" for each in self._doubts(record)),
        ]
        folder = write_package(result.package, self._spec.folder)
        self._shelf.add(record, original, folder.name)
        more = (*(f"{file}：{note}" for note in result.notes), *((item.note,) if item.note else ()))
        return KeptFile(file, folder, (*told, *more), is_doubtful=bool(told))

    def _doubts(self, record: Mapping[str, str]) -> Iterator[str]:
        if not record.get("年度"):
            yield "没有日期，定不了年度和档号；请用 --set 年度=… 或著录表写明"
        elif not record.get("日期"):
            yield "没有成文日期，目录里日期空着；知道的请用 --set 日期=… 或著录表写明"
        if same := self._shelf.same_document(record):
            yield f"文号、题名、责任者与已经归档的 {self._spec.folder / same} 相同，请核对是不是同一件"


_Made = tuple[Kept | KeptFile, tuple[str, ...]]
"""What is kept, or why nothing is, and notes."""


def _is_scan(found: _Numbered) -> bool:
    return found.reading is not None and ENGINE in found.reading.transcript.facts


def _make(found: _Numbered, spec: ArchiveSpec) -> _Made:
    """Return what is kept of an item, with its scan to be searched where that is asked for."""
    made, notes = _document(found, spec)
    if isinstance(made, KeptFile) or not (spec.is_searchable and _is_scan(found)):
        return made, notes
    from gongwen.archive.searchable import make_searchable

    path, title = found.originals.item.original, made.record.get("题名", "")
    pages = make_searchable(found.originals.main, str(path), title)
    files = {**made.package.files, SEARCHABLE: pages}
    return replace(made, package=replace(made.package, files=files)), notes


def _document(found: _Numbered, spec: ArchiveSpec) -> _Made:
    """Return what is kept of an item: the document, without its pages where these cannot be drawn, or the original."""
    if found.reading is None:
        kept = keep_original(found.originals, found.own)
        return replace(kept, notes=("只存了原件", *kept.notes)), ()
    path = found.originals.item.original
    make = partial(lay_out, found.reading, found.originals, found.own, is_stamped=spec.is_stamped)
    made = attempt(path, partial(make, layouts=spec.layouts))
    if not isinstance(made, Failure):
        return made, ()
    if made.is_unusable:
        return KeptFile(path, problems=made.problems, is_unreadable=True), ()
    kinds = "、".join(map(str.upper, spec.layouts))
    drawn = attempt(path, partial(make, layouts=()))
    notes = [f"{problem}；原件照存" for problem in made.problems]
    if not isinstance(drawn, Failure):
        return drawn, (*notes, f"{path}：没有做 {kinds}")
    kept = keep_original(found.originals, found.own, found.reading.document)
    return kept, (*notes, f"{path}：没有做 docx、{kinds}")


def _result(found: _Numbered, future: Future[_Made], spec: ArchiveSpec) -> _Made:
    """Return what a process made; where processes were killed, this one makes it."""
    try:
        return future.result()
    except BrokenProcessPool:
        return _make(found, spec)


def _outcome(item: Item, found: KeptFile | Failure) -> KeptFile:
    if isinstance(found, Failure):
        return KeptFile(item.original, problems=found.problems, is_unreadable=found.is_unusable)
    return found


def _faults(file: Path, kept: Kept) -> Iterator[str]:
    yield from (f"{file}：{problem}" for problem in kept.problems)
    if kept.fidelity and kept.fidelity.lost:
        yield f"{file}：有{len(kept.fidelity.lost)}处文字没有保留，请看保真报告"
    yield from (f"{file}：{each.message}" for each in kept.missing)


def _refused(path: Path, failure: Failure | None) -> KeptFile:
    """Return why nothing is kept of what cannot be read, or is no official document."""
    reason = (
        failure.problems if failure else (f"{path}：不像公文（没有认出标题、文号、机关、日期），没有归档",)
    )
    problems = (*reason[:-1], f"{reason[-1]}；{_HOW}")
    return KeptFile(path, problems=problems, is_unreadable=bool(failure and failure.is_unusable))


def read_originals(item: Item) -> Originals:
    """Return the files of ``item``. Raises UsageError when one cannot be read."""
    return Originals(item, {name: read_bytes(path, _LARGEST) for name, path in item.kept_names().items()})


def read_item(path: Path, style: str) -> Reading:
    """Return the document at ``path`` with its pictures where the archive has them, to be laid out in ``style``."""
    reading, media = rehoused(read_file(path), FOLDER)
    if style:
        reading = replace(reading, document=reading.document.model_copy(update={"style": style}))
    return replace(reading, media=media)


def lay_out(
    reading: Reading,
    originals: Originals,
    own: Mapping[str, str],
    *,
    is_stamped: bool = False,
    layouts: Sequence[Layout] = ("pdf",),
) -> Kept:
    """Return everything that is kept of a document that was read; ``own`` are values that the archive adds.

    Raises InputError when it cannot be laid out or drawn, UsageError when no font is there.
    """
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


def passed_over(item: Item, kept: Path) -> KeptFile:
    """Return that the 正本 is in ``kept`` already; a file that belongs to it and is new is not put there."""
    had = {digest(path.read_bytes()) for path in kept.rglob("*") if path.is_file()}
    new = [part.path for part in item.parts if digest(read_bytes(part.path, _LARGEST)) not in had]
    notes = [f"{item.original}：已经归档在 {kept}，跳过", *(f"{path}：{_NEW_PART}{kept}" for path in new)]
    return KeptFile(item.original, notes=tuple(notes), is_doubtful=bool(new))


def numbered(
    values: Mapping[str, str],
    document: Document | None,
    shelf: Shelf,
    before: Sequence[Mapping[str, str]] = (),
) -> dict[str, str]:
    """Return ``values`` with 年度 and 件号; ``before`` are those of items that go on the shelf before it."""
    year = values.get("年度") or values.get("日期", "")[:4] or (year_of(document) if document else "")
    own = {**values, "年度": year}
    return {**own, "件号": values.get("件号") or shelf.next_number(own, before)}
