"""Archived documents checked again: their files, and the text in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from gongwen.archive.catalogue import Entry, read_catalogue
from gongwen.archive.fidelity import compare
from gongwen.archive.keeping import layout_problems
from gongwen.archive.package import (
    CATALOGUE,
    DIGESTS,
    DOCX,
    OFD,
    PDF,
    SOURCE,
    digest,
    packages,
    read_digests,
    read_metadata,
    seal_of,
)
from gongwen.archive.stamp import stamped_text
from gongwen.batch import Failure, attempt
from gongwen.finding import InputError, UsageError
from gongwen.read.docx_lines import read_docx
from gongwen.waiting import leftovers


def verify(folder: Path, printed: Callable[[Path], str]) -> Iterator[tuple[Path, list[str]]]:
    """Yield each document kept below ``folder`` with what is wrong with it, in Chinese; [] when nothing is.

    The folder itself comes first when something is wrong with what it should hold by its catalogue.
    ``printed`` returns the text that the source at a path prints. Raises UsageError when there is no such
    folder, or nothing is kept in it, nor ever was.
    """
    found = packages(folder)
    amiss = [*_left(folder), *_listed(folder, found)]
    if not found and not amiss:
        raise UsageError(f"{folder}：里面没有归档的公文（每件一个文件夹，内有 {DIGESTS}），请核对路径")
    if amiss:
        yield folder, amiss
    for package in found:
        checked = attempt(package, partial(_problems, package, printed))
        yield package, list(checked.problems) if isinstance(checked, Failure) else checked


def _left(folder: Path) -> Iterator[str]:
    for path in leftovers(folder):
        yield f"{path}：归档时被中断留下的，不是一件；再归档一次就会清除，也可以删去"


def _listed(folder: Path, found: Sequence[Path]) -> Iterator[str]:
    """Yield what the catalogue lists and is not there, or is not as it was, and what is there and not listed."""
    path = folder / CATALOGUE
    listed = read_catalogue(path) if path.is_file() else None
    if listed is None:
        if path.is_file() or found:
            what, away = ("读不出来", "把它移走，") if path.is_file() else ("不见了", "")
            yield f"{path}：{what}，不知道应有哪几件，请从备份恢复；没有备份时，{away}再归档一次会按现有的重新列"
        return
    for entry in listed:
        yield from _missing(folder / entry.folder, entry)
    names = {entry.folder for entry in listed}
    for package in found:
        if package.name not in names:
            yield f"{package}：{CATALOGUE}里没有这一件，多半是归档时被中断；再归档一次就会列上"


def _missing(package: Path, entry: Entry) -> Iterator[str]:
    """Yield how ``package`` is not what the catalogue lists as ``entry``."""
    name = f"《{entry.record.get('题名', '')}》"
    if not package.is_dir():
        yield f"{package}：目录里有这一件{name}，文件夹不见了，请从备份恢复"
    elif not (package / DIGESTS).is_file():
        yield f"{package / DIGESTS}：不见了，不能核对这一件{name}，请从备份恢复"
    elif entry.seal and seal_of(package) != entry.seal:
        yield f"{package / DIGESTS}：内容与归档时不一致，请从备份恢复"


def _problems(package: Path, printed: Callable[[Path], str]) -> list[str]:
    return [*_files(package), *_texts(package, printed)]


def _files(package: Path) -> Iterator[str]:
    digests = read_digests(package)
    if not digests:
        yield f"{package / DIGESTS}：不能读取，不知道原来有哪些文件，请从备份恢复"
    for name, value in digests.items():
        path = package / name
        if not path.is_file():
            yield f"{path}：不见了，请从备份恢复"
        elif digest(path.read_bytes()) != value:
            yield f"{path}：内容与归档时不一致，请从备份恢复"
    known = {package / name for name in (*digests, DIGESTS)}
    for path in sorted(each for each in package.rglob("*") if each.is_file() and each not in known):
        yield f"{path}：归档时没有这个文件，请核对来历"


def _texts(package: Path, printed: Callable[[Path], str]) -> Iterator[str]:
    """Yield where docx, PDF and OFD no longer say what the source says; of what only the original is kept nothing is asked."""
    known = read_digests(package)
    made = {name for name in (SOURCE, DOCX, PDF, OFD) if name in known and (package / name).is_file()}
    if not made >= {SOURCE, DOCX}:
        return
    try:
        text = printed(package / SOURCE)
        docx = read_docx((package / DOCX).read_bytes(), str(package / DOCX)).text
        drawn = {name: (package / name).read_bytes() for name in made & {PDF, OFD}}
    except (InputError, UsageError, OSError) as error:
        yield f"{package}：不能再读一遍文字（{error}）"
        return
    if wrong := compare(text, docx).unexplained:
        yield f"{package / DOCX}：与 {SOURCE} 不一致，如“{(wrong[0].found or wrong[0].made)[:20]}”"
    for name, problem in layout_problems(drawn, text, stamped_text(read_metadata(package))):
        yield f"{package / name}：{problem}"
