"""Files in the input format → files of documents beside them or where they are wanted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from gongwen.api.documents import TARGETS, Composition, Output, Target, compose_source, load, render
from gongwen.files import Outputs, output_path, page_paths, write_whole
from gongwen.finding import InputError, UsageError
from gongwen.flow import Numbering
from gongwen.read.named_files import files_named
from gongwen.terms.kind import BY_NAME


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
    extension = wanted.suffix.lower().lstrip(".") if wanted else ""
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
    composition: Composition | None = None
    written: list[Path] = []
    notes: list[str] = []
    problems: list[str] = []
    is_unusable = False
    try:
        composition = compose_source(
            load(file), order.style, order.numbering, is_preprinted=order.is_preprinted
        )
        notes += _notes(file, composition, order)
        for target in order.targets:
            output = _render(file, composition, target, order)
            notes += output.notes
            written += _write(_path(file, target, order), output, outputs)
    except InputError as error:
        problems = error.problems
    except UsageError as error:
        problems, is_unusable = [str(error)], True
    return Built(file, composition, tuple(written), tuple(notes), tuple(problems), is_unusable)


def _notes(file: Path, composition: Composition, order: BuildOrder) -> Iterator[str]:
    """Yield what one would see on the pages only: no red head, no letterhead of the office."""
    document = composition.document
    if BY_NAME[document.kind].is_statutory and not document.has_head:
        yield f"{file}：没有填写发文机关，排出的{document.kind}没有红头（发文机关标志和红线）；要有红头，请补上“发文机关”"
    plain = [target for target in order.targets if target != "docx"]
    if order.template and plain:
        yield f"{order.template}：模板只用于 docx，{'、'.join(plain)} 里是版式自己的版头，不是模板的"


def _render(file: Path, composition: Composition, target: Target, order: BuildOrder) -> Output:
    """Return the output; what is wrong with it is told with the name of the file."""
    try:
        return render(composition, target, order.template if target == "docx" else None)
    except InputError as error:
        raise InputError([f"{file}：{problem}" for problem in error.problems]) from None


def _write(path: Path, output: Output, outputs: Outputs) -> list[Path]:
    paths = page_paths(path, len(output.files))
    outputs.claim(each for each in paths if each != path)
    for each, data in zip(paths, output.files, strict=True):
        write_whole(each, data)
    return paths
