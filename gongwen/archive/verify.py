"""Archived documents checked again: their files, and the text in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from gongwen.archive.fidelity import compare
from gongwen.archive.package import (
    DIGESTS,
    DOCX,
    PDF,
    SOURCE,
    digest,
    packages,
    read_digests,
    read_metadata,
)
from gongwen.archive.pdfa import pdfa_problems
from gongwen.archive.stamp import stamped_text
from gongwen.batch import Failure, attempt
from gongwen.finding import InputError, UsageError
from gongwen.read.docx_lines import read_docx
from gongwen.waiting import leftovers


def verify(folder: Path, printed: Callable[[Path], str]) -> Iterator[tuple[Path, list[str]]]:
    """Yield each document kept below ``folder`` with what is wrong with it, in Chinese; [] when nothing is.

    ``printed`` returns the text that the source at a path prints. Raises UsageError when there is no such
    folder, or nothing is kept in it.
    """
    found = packages(folder)
    left = leftovers(folder)
    if left:
        yield (
            folder,
            [f"{path}：归档时被中断留下的，不是一件；再归档一次就会清除，也可以删去" for path in left],
        )
    elif not found:
        raise UsageError(f"{folder}：里面没有归档的公文（每件一个文件夹，内有 {DIGESTS}），请核对路径")
    for package in found:
        checked = attempt(package, partial(_problems, package, printed))
        yield package, list(checked.problems) if isinstance(checked, Failure) else checked


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
    """Yield where docx and PDF no longer say what the source says."""
    try:
        text = printed(package / SOURCE)
        docx = read_docx((package / DOCX).read_bytes(), str(package / DOCX)).text
        pdf = (package / PDF).read_bytes()
    except (InputError, UsageError, OSError) as error:
        yield f"{package}：不能再读一遍文字（{error}）"
        return
    if wrong := compare(text, docx).unexplained:
        yield f"{package / DOCX}：与 {SOURCE} 不一致，如“{(wrong[0].found or wrong[0].made)[:20]}”"
    for problem in pdfa_problems(pdf, text, stamped_text(read_metadata(package))):
        yield f"{package / PDF}：{problem}"
