"""Documents that others made → files in the input format, with the report on each reading."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from gongwen.address import Place
from gongwen.api.documents import (
    SourceFormat,
    read_bytes,
    read_file,
    reading_notes,
    repair,
    report,
    write_source,
)
from gongwen.api.media import rehoused
from gongwen.batch import Failure, attempt, each
from gongwen.files import Outputs, extension_of, write_whole
from gongwen.finding import UsageError
from gongwen.ooxml.seen.inventory import tell_hidden
from gongwen.read.encoding import read_text
from gongwen.read.input.source import is_source
from gongwen.read.named_files import files_named
from gongwen.read.transcript import LIMIT
from gongwen.recognise.account import account, is_official
from gongwen.recognise.reading import Reading

__all__ = ["LIMIT", "STANDARD_INPUT", "ReadFile", "ReadSpec", "read_files", "read_text"]

STANDARD_INPUT = Path("-")
"""Stands for what is given as data."""
_STANDARD_NAME = "标准输入"


@dataclass(frozen=True, slots=True)
class ReadSpec:
    """What is wanted of several files, the same for each."""

    files: Sequence[Path]
    output: Path | None = None
    """A file, for several a folder; None writes nothing."""
    report: Path | None = None
    """The same, for the reports; None makes none."""
    target: SourceFormat = "yaml"
    is_repaired: bool = False
    """Whether the proposed repairs are made."""
    standard_input: bytes = b""
    """What is read for STANDARD_INPUT."""


@dataclass(frozen=True, slots=True)
class ReadFile:
    """What came of one file."""

    file: Path
    text: str = ""
    """In the input format."""
    report: str = ""
    """As HTML; "" when none was wanted."""
    notes: tuple[str, ...] = ()
    account: str = ""
    """What was found in it, counted on one line; "" when nothing was read."""
    is_official: bool = True
    """Whether anything was found that tells a document."""
    has_proposals: bool = False
    """Whether there are repairs that were not made."""
    problems: tuple[str, ...] = ()
    is_unreadable: bool = False
    """Whether it could not be read at all; otherwise the problems are faults in it."""
    written: tuple[Path, ...] = ()
    media: Mapping[str, bytes] = field(default_factory=dict)
    """Its pictures and carried parts, by their paths beside the text."""


_UNWRITTEN = "文件里的图片和公式没有写出；用 -o 写成文件时，它们放在旁边的“附图”文件夹里"


def read_files(spec: ReadSpec) -> Iterator[ReadFile]:
    """Read every file on all cores, write what is wanted and yield what came of each, in their order.

    One that cannot be read does not stop the others. Raises UsageError before anything is read when several
    results would go to one file, or to a file that is read.
    """
    paths = _outputs(spec.files, spec.output, spec.target)
    reports = _outputs(spec.files, spec.report, "html") if spec.report else [None] * len(spec.files)
    given = [file for file in spec.files if file != STANDARD_INPUT]
    outputs = Outputs(given, lambda: files_named(given))
    outputs.claim(path for path in (*paths, *reports) if path is not None)
    found = each(partial(_read, spec=spec), spec.files, _failed)
    return (_written(*one, outputs) for one in zip(found, paths, reports, strict=True))


def _outputs(files: Sequence[Path], wanted: Path | None, extension: str) -> Sequence[Path | None]:
    """Return where the result of each file goes; None for what is not written."""
    is_file = wanted is not None and bool(extension_of(wanted)) and not wanted.is_dir()
    if len(files) == 1 and (wanted is None or is_file):
        return [wanted]
    if wanted is None or is_file:
        raise UsageError("给了几个文件，请用 -o（报告用 --report）指定一个文件夹，结果按原来的文件名放在里面")
    names = [_STANDARD_NAME if file == STANDARD_INPUT else file.stem for file in files]
    return [wanted / f"{name}.{extension}" for name in names]


def _read(file: Path, spec: ReadSpec) -> ReadFile:
    """Return what one file says; what is wrong with it is in the result."""
    name = _STANDARD_NAME if file == STANDARD_INPUT else file
    found = attempt(name, lambda: _read_one(file, spec))
    return _failed(file, found) if isinstance(found, Failure) else found


def _failed(file: Path, failure: Failure) -> ReadFile:
    return ReadFile(file, problems=failure.problems, is_unreadable=failure.is_unusable)


def _read_one(file: Path, spec: ReadSpec) -> ReadFile:
    is_given = file == STANDARD_INPUT
    reading = read_bytes(spec.standard_input, _STANDARD_NAME) if is_given else read_file(file)
    if spec.is_repaired:
        reading = repair(reading)
    moved, media = rehoused(reading, f"{_stem(file, spec)}.附图")
    text = write_source(moved.document, spec.target)
    told = report(reading) if spec.report else ""
    has_proposals = not all(one.is_applied for one in reading.repairs)
    notes = (
        *reading_notes(reading),
        *_hidden(reading),
        *((_UNWRITTEN,) if media and spec.output is None else ()),
    )
    counted = str(account(reading))
    is_known = is_source(file) or is_official(
        reading
    )  # what is written in the input format is one by its keys
    return ReadFile(file, text, told, notes, counted, is_known, has_proposals, media=media)


def _hidden(reading: Reading) -> Iterator[str]:
    """Yield what of a docx was not read because nobody sees it."""
    package, name = reading.transcript.package, reading.transcript.name
    for number, message in tell_hidden(package) if package else ():
        yield f"{Place(name, number, unit='段') if number else name}：{message}"


def _stem(file: Path, spec: ReadSpec) -> str:
    """Return the name of the text of ``file`` without its extension."""
    wanted = spec.output
    if wanted is not None and len(spec.files) == 1 and wanted.suffix and not wanted.is_dir():
        return wanted.stem
    return _STANDARD_NAME if file == STANDARD_INPUT else file.stem


def _written(found: ReadFile, path: Path | None, report_path: Path | None, outputs: Outputs) -> ReadFile:
    """Return ``found`` after its text and its report were written where they are wanted."""
    if found.problems:
        return found
    texts = [
        (target, text.encode())
        for target, text in ((path, found.text), (report_path, found.report))
        if target
    ]
    media = [(path.parent / name, data) for name, data in found.media.items()] if path else []
    written = attempt(found.file, lambda: _write(texts, media, outputs))
    return _failed(found.file, written) if isinstance(written, Failure) else replace(found, written=written)


def _write(
    texts: Sequence[tuple[Path, bytes]], media: Sequence[tuple[Path, bytes]], outputs: Outputs
) -> tuple[Path, ...]:
    outputs.claim(target for target, _ in media)
    for target, data in (*media, *texts):
        write_whole(target, data)
    return tuple(target for target, _ in (*texts, *media))
