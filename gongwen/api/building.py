"""Files in the input format → files of documents beside them or where they are wanted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from gongwen.api.documents import TARGETS, Composition, Output, Target, compose_source, load, render
from gongwen.batch import Failure, attempt
from gongwen.files import Outputs, extension_of, output_path, page_paths, write_whole
from gongwen.finding import UsageError
from gongwen.flow import Numbering
from gongwen.read.input.source import is_source
from gongwen.read.named_files import files_named
from gongwen.terms.kind import BY_NAME


@dataclass(frozen=True, slots=True)
class BuildSpec:
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
    head: Path | None = None
    """What drafts of other kinds do not hold: a file with the keys of a document."""
    values: Sequence[str] = ()
    """The same as key=value, which count before what the draft says."""
    source: Path | None = None
    """Where the source of a draft goes, a file or for several a folder; None keeps none."""
    attaches_source: bool = False
    """Whether an OFD carries its source."""


@dataclass(frozen=True, slots=True)
class Built:
    """What came of one file."""

    file: Path
    composition: Composition | None = None
    """None when it could not be read or laid out."""
    written: tuple[Path, ...] = ()
    notes: tuple[str, ...] = ()
    """What the user should know of the rendering."""
    missing: tuple[str, ...] = ()
    """What a draft did not show and no document goes without."""
    taken: tuple[str, ...] = ()
    """What the parts of a draft were taken for; () for a file in the input format."""
    lost: tuple[str, ...] = ()
    """What of a draft did not come through."""
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


def build_files(spec: BuildSpec) -> Iterator[Built]:
    """Build every file and yield what came of it; one that fails does not stop the others.

    Raises UsageError before anything is written when an output is a file that is read, or two are one, or when a
    source is to be attached and no OFD is wanted.
    """
    if spec.attaches_source and "ofd" not in spec.targets:
        raise UsageError("--attach-source 把文稿附在 OFD 里，请加上 --to ofd")
    given = [*spec.files, *(path for path in (spec.template, spec.head) if path)]
    outputs = Outputs(given, lambda: files_named(spec.files, spec.style))
    outputs.claim(_path(file, target, spec) for file in spec.files for target in spec.targets)
    sources = {file: path for file in spec.files if (path := _source_path(file, spec))}
    outputs.claim(sources.values())
    return (_build(file, spec, outputs, sources.get(file)) for file in spec.files)


def _path(file: Path, target: Target, spec: BuildSpec) -> Path:
    """Return where a result goes; that of a draft in the same format has a name of its own."""
    path = output_path(file, spec.wanted, target, spec.files)
    return path.with_stem(f"{path.stem}-公文") if spec.wanted is None and path == file else path


def _source_path(file: Path, spec: BuildSpec) -> Path | None:
    """Return where the source of a draft goes; None where none is wanted."""
    if spec.source is None or is_source(file):
        return None
    return spec.source if len(spec.files) == 1 and spec.source.suffix else spec.source / f"{file.stem}.yaml"


def _build(file: Path, spec: BuildSpec, outputs: Outputs, source_path: Path | None) -> Built:
    built = attempt(file, lambda: _compose(file, spec, outputs, source_path))
    if isinstance(built, Failure):
        return Built(file, problems=built.problems, is_unusable=built.is_unusable)
    written, notes = list(built.written), [*built.notes, *_notes(built, spec)]
    failed = attempt(file, lambda: _make(built, spec, outputs, written, notes))
    return replace(
        built,
        written=tuple(written),
        notes=tuple(notes),
        problems=failed.problems if failed else (),
        is_unusable=bool(failed and failed.is_unusable),
    )


def _notes(built: Built, spec: BuildSpec) -> Iterator[str]:
    """Yield what one would see on the pages only: no red head, no letterhead of the office."""
    assert built.composition is not None
    document = built.composition.document
    if BY_NAME[document.kind].is_statutory and not document.has_head:
        yield f"{built.file}：没有填写发文机关，排出的{document.kind}没有红头（发文机关标志和红线）；要有红头，请补上“发文机关”"
    plain = [target for target in spec.targets if target != "docx"]
    if spec.template and plain:
        yield f"{spec.template}：模板只用于 docx，{'、'.join(plain)} 里是版式自己的版头，不是模板的"


def _compose(file: Path, spec: BuildSpec, outputs: Outputs, source_path: Path | None) -> Built:
    if not is_source(file):
        return _compose_draft(file, spec, outputs, source_path)
    composition = compose_source(load(file), spec.style, spec.numbering, is_preprinted=spec.is_preprinted)
    return Built(file, composition)


def _compose_draft(file: Path, spec: BuildSpec, outputs: Outputs, source_path: Path | None) -> Built:
    """Return the document of a draft laid out, with what is to be told of it; its source is written."""
    from gongwen.api.drafts import compare_draft, draft_notes, missing_parts, read_draft, taken_parts
    from gongwen.api.media import write_files

    draft = read_draft(file, spec.head, spec.values)
    composition = compose_source(
        draft.source, spec.style, spec.numbering, draft.media, is_preprinted=spec.is_preprinted
    )
    compared = compare_draft(draft, composition)
    document = draft.source.document
    return Built(
        file,
        composition,
        tuple(write_files(draft.reading, source_path, outputs)) if source_path else (),
        (*draft_notes(draft), *compared.told),
        tuple(missing_parts(document)),
        tuple(taken_parts(document, composition.profile)),
        compared.lost,
    )


def _make(built: Built, spec: BuildSpec, outputs: Outputs, written: list[Path], notes: list[str]) -> None:
    """Make every format, then write them; what was written and noted before an error stays in the lists."""
    assert built.composition is not None
    made = [(target, _render(built.composition, target, spec)) for target in spec.targets]
    for target, output in made:
        notes += output.notes
        written += _write(_path(built.file, target, spec), output, outputs)


def _render(composition: Composition, target: Target, spec: BuildSpec) -> Output:
    template = spec.template if target == "docx" else None
    return render(composition, target, template, attaches_source=spec.attaches_source and target == "ofd")


def _write(path: Path, output: Output, outputs: Outputs) -> list[Path]:
    paths = page_paths(path, len(output.files))
    outputs.claim(each for each in paths if each != path)
    for each, data in zip(paths, output.files, strict=True):
        write_whole(each, data)
    return paths
