"""Files in the input format → files of documents beside them or where they are wanted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from gongwen.api.documents import TARGETS, Composition, Output, Target, compose_source, load, render
from gongwen.batch import Failure, attempt
from gongwen.files import Outputs, extension_of, output_path, page_paths, write_whole
from gongwen.finding import UsageError
from gongwen.flow import Numbering
from gongwen.read.named_files import files_named


@dataclass(frozen=True, slots=True)
class BuildOrder:
    """What is wanted of several files, the same for each."""

    files: Sequence[Path]
    wanted: Path | None = None
    """A file, a folder, or None for files beside those that are read."""
    targets: Sequence[Target] = ("docx",)
    style: str = ""
    """A style or its file; "" leaves the choice to each document."""
    template: Path | None = None
    """A letterhead, for docx only."""
    numbering: Numbering = "text"
    is_preprinted: bool = False


@dataclass(frozen=True, slots=True)
class Built:
    """What came of one file."""

    file: Path
    composition: Composition | None = None
    """None when it could not be read or laid out."""
    written: tuple[Path, ...] = ()
    notes: tuple[str, ...] = ()
    """What the user should know of the rendering."""
    problems: tuple[str, ...] = ()
    is_unusable: bool = False
    """Whether it could not be read or written at all; otherwise the problems are faults in it."""


def implied_targets(wanted: Path | None) -> tuple[Target, ...]:
    """Return the format that the name of the output says, docx when it says none. Raises UsageError."""
    extension = extension_of(wanted) if wanted else ""
    if not extension:
        return ("docx",)
    found = next((target for target in TARGETS if target == extension), None)
    if found is None:
        raise UsageError(f"{wanted}：不认识扩展名“.{extension}”，可以用：{'、'.join(TARGETS)}")
    return (found,)


def build_files(order: BuildOrder) -> Iterator[Built]:
    """Build every file and yield what came of it; one that fails does not stop the others.

    Raises UsageError before anything is written when an output is a file that is read, or two are one.
    """
    given = [*order.files, *([order.template] if order.template else [])]
    outputs = Outputs(given, lambda: files_named(order.files, order.style))
    outputs.claim(_path(file, target, order) for file in order.files for target in order.targets)
    return (_build(file, order, outputs) for file in order.files)


def _path(file: Path, target: Target, order: BuildOrder) -> Path:
    return output_path(file, order.wanted, target, order.files)


def _build(file: Path, order: BuildOrder, outputs: Outputs) -> Built:
    composition = attempt(file, lambda: _compose(file, order))
    if isinstance(composition, Failure):
        return Built(file, problems=composition.problems, is_unusable=composition.is_unusable)
    written: list[Path] = []
    notes: list[str] = []
    failed = attempt(file, lambda: _make(file, composition, order, outputs, written, notes))
    problems = failed.problems if failed else ()
    return Built(
        file, composition, tuple(written), tuple(notes), problems, bool(failed and failed.is_unusable)
    )


def _compose(file: Path, order: BuildOrder) -> Composition:
    return compose_source(load(file), order.style, order.numbering, is_preprinted=order.is_preprinted)


def _make(
    file: Path,
    composition: Composition,
    order: BuildOrder,
    outputs: Outputs,
    written: list[Path],
    notes: list[str],
) -> None:
    """Make every format, then write them; what was written and noted before an error stays in the lists."""
    made = [
        (target, render(composition, target, order.template if target == "docx" else None))
        for target in order.targets
    ]
    for target, output in made:
        notes += output.notes
        written += _write(_path(file, target, order), output, outputs)


def _write(path: Path, output: Output, outputs: Outputs) -> list[Path]:
    paths = page_paths(path, len(output.files))
    outputs.claim(each for each in paths if each != path)
    for each, data in zip(paths, output.files, strict=True):
        write_whole(each, data)
    return paths
