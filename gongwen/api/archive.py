"""Documents kept for good, with proof that nothing was lost, and checked again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from gongwen.api.documents import compose, load, printed_text, read_file, undrawn_placed
from gongwen.api.media import rehoused
from gongwen.archive.catalogue import write_catalogue
from gongwen.archive.keeping import Kept, numbered
from gongwen.archive.keeping import keep as keep_reading
from gongwen.archive.package import (
    CATALOGUE,
    alone_in,
    digest,
    kept_originals,
    packages,
    read_metadata,
    write_package,
)
from gongwen.archive.verify import verify as verify_packages
from gongwen.batch import Failure, attempt
from gongwen.files import Outputs, write_whole
from gongwen.finding import UsageError
from gongwen.read.encoding import read_bytes
from gongwen.read.named_files import files_named
from gongwen.read.transcript import LIMIT
from gongwen.recognise.dressing import FOLDER

__all__ = [
    "VALUES", "ArchiveOrder", "Kept", "KeptFile", "keep", "keep_files", "packages", "verify", "write_catalogue_file",
]  # fmt: skip

VALUES = ("全宗号", "档案馆名称", "全宗名称", "立档单位名称", "年度", "保管期限", "机构或问题", "件号")
"""What only the archive knows, in the terms of DA/T 46 and DA/T 22."""


@dataclass(frozen=True, slots=True)
class ArchiveOrder:
    """What is to be kept, and where."""

    files: Sequence[Path]
    folder: Path
    values: Mapping[str, str]
    """Some of VALUES."""
    first: int = 1
    """The 件号 of the first document; the others go on from it and from what is kept already."""
    style: str = ""
    """A style or its file; "" leaves the choice to each document."""
    is_stamped: bool = False
    """Whether docx and PDF bear a 归档章 (DA/T 22)."""


@dataclass(frozen=True, slots=True)
class KeptFile:
    """What came of one file."""

    file: Path
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
    read = read_file(path)
    reading, media = rehoused(read, FOLDER)
    reading = replace(reading, media=media)
    if style:
        reading = replace(reading, document=reading.document.model_copy(update={"style": style}))
    composition = compose(reading.document, path=path, media=media)
    with undrawn_placed(composition.flow):
        return keep_reading(reading, composition.flow, composition.profile, path, own, is_stamped=is_stamped)


def keep_files(order: ArchiveOrder) -> Iterator[KeptFile]:
    """Keep every file and yield what came of it; what is kept already is passed over, what fails stops nothing.

    Raises UsageError before anything is kept for values that no archive has, and when the catalogue is a file
    that is read.
    """
    unknown = [name for name in order.values if name not in VALUES]
    if unknown:
        raise UsageError(f"没有项目“{'、'.join(unknown)}”，可以写：{'、'.join(VALUES)}")
    named = Outputs(order.files, lambda: files_named(order.files, order.style))
    named.claim([order.folder / CATALOGUE])
    return _keep_all(order)


def _keep_all(order: ArchiveOrder) -> Iterator[KeptFile]:
    with alone_in(order.folder):
        yield from _keep_in_turn(order)


def _keep_in_turn(order: ArchiveOrder) -> Iterator[KeptFile]:
    known = kept_originals(order.folder)
    number = order.first + len(known)
    for file in order.files:
        (own,) = numbered([file], order.values, number)
        found = _keep_one(file, order, own, known)
        number += found.folder is not None
        yield found


def _keep_one(file: Path, order: ArchiveOrder, own: Mapping[str, str], known: dict[str, Path]) -> KeptFile:
    """Return what came of one file; ``known`` are the folders by the digests of originals, and grows."""
    found = attempt(file, lambda: _keep(file, order, own, known))
    if isinstance(found, Failure):
        return KeptFile(file, problems=found.problems, is_unreadable=found.is_unusable)
    return found


def _keep(file: Path, order: ArchiveOrder, own: Mapping[str, str], known: dict[str, Path]) -> KeptFile:
    key = digest(read_bytes(file, LIMIT))
    if key in known:
        return KeptFile(file, notes=(f"{file}：已经归档在 {known[key]}，跳过",))
    kept = keep(file, own, order.style, is_stamped=order.is_stamped)
    notes = [f"{file}：{problem}" for problem in kept.problems]
    if kept.fidelity.lost:
        notes.append(f"{file}：有{len(kept.fidelity.lost)}处文字没有保留，请看保真报告")
    notes += [f"{file}：{each.message}" for each in kept.missing]
    known[key] = write_package(kept.package, order.folder)
    return KeptFile(file, known[key], tuple(notes), is_doubtful=bool(notes))


def write_catalogue_file(folder: Path) -> tuple[Path, int]:
    """Write the 归档文件目录 of what is kept below ``folder``; return its file and how many documents it lists.

    Nothing is written for none.
    """
    records = [record for package in packages(folder) if (record := read_metadata(package))]
    if records:
        records.sort(key=lambda record: (record.get("年度", ""), record.get("件号", "").zfill(6)))
        write_whole(folder / CATALOGUE, write_catalogue(records))
    return folder / CATALOGUE, len(records)


def verify(folder: Path) -> Iterator[tuple[Path, list[str]]]:
    """Yield each document kept below ``folder`` with what is wrong with it; [] when nothing is.

    Raises UsageError when nothing is kept there.
    """
    return verify_packages(folder, lambda path: printed_text(load(path)))
