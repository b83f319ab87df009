"""The verbs: what the command line, a web page or a batch calls, and nothing below them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from gongwen import __version__
from gongwen.check.layout import layout_findings
from gongwen.check.main import Checking, check_file, check_print, check_source, in_order, places_of
from gongwen.check.mending import Fixed, comment_docx, fix_docx, fix_text
from gongwen.check.ranges import range_findings
from gongwen.check.rules import check_document
from gongwen.document import Document
from gongwen.finding import Finding, InputError, UsageError
from gongwen.flow import Flow, Numbering, Place
from gongwen.make.lay_out import lay_out
from gongwen.profile import Profile
from gongwen.read.picture import read_pictures
from gongwen.read.source import Source, parse_source, read_source
from gongwen.read.style_choice import DEFAULT_STYLE, Choice, choose_style
from gongwen.read.style_file import read_profile
from gongwen.read.style_tree import style_names
from gongwen.recognise.main import repair
from gongwen.recognise.reading import Reading
from gongwen.transcript import Line, Transcript

if TYPE_CHECKING:
    from gongwen.archive.keeping import Kept
    from gongwen.read.pdf_ink import InkPage
    from gongwen.write.fonts import FontChoice

Target = Literal["docx", "pdf", "png", "html", "txt"]
TARGETS: tuple[Target, ...] = ("docx", "pdf", "png", "html", "txt")

__all__ = [
    "DEFAULT_STYLE", "TARGETS", "Composition", "Finding", "InputError", "Output", "Reading", "Target",
    "UsageError", "check", "check_bytes", "comment_docx", "compose", "compose_source", "fix", "keep", "load", "parse", "read_bytes", "read_file", "reading_notes",
    "render", "repair", "report", "style_names", "verify", "write_source",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Composition:
    """A document laid out, with what was noticed about it."""

    document: Document
    profile: Profile
    reason: str
    """Why this profile was taken, in Chinese; "" when it was asked for."""
    flow: Flow
    findings: tuple[Finding, ...]
    """Departures from the standard; the document is built as written all the same."""


@dataclass(frozen=True, slots=True)
class Output:
    """A rendered document."""

    files: tuple[bytes, ...]
    """One file; for png one a page."""
    notes: tuple[str, ...] = ()
    """What the user should know of the rendering, such as fonts that stand in for others."""


def load(path: Path) -> Source:
    """Return what the file at ``path`` says. Raises UsageError or InputError."""
    return read_source(path)


def parse(text: str, name: str) -> Source:
    """Return what ``text`` says, ``name`` standing for its file in messages. Raises InputError."""
    return parse_source(text, name)


_SOURCES = (".yaml", ".yml", ".gw")
_SHOWN = 24
"""Characters of a text that a message quotes."""


def read_file(path: Path) -> Reading:
    """Return the document that the file at ``path`` says, whoever made it.

    Raises UsageError when it cannot be read, InputError when it holds no text.
    """
    from gongwen.read.transcript import read_transcript
    from gongwen.recognise.main import recognise

    if path.suffix.lower() in _SOURCES:
        return _as_read(load(path))
    return recognise(read_transcript(path))


def read_bytes(data: bytes, name: str) -> Reading:
    """Return the document that ``data`` says, ``name`` standing for its file in messages. Raises as read_file."""
    from gongwen.read.transcript import transcript_of
    from gongwen.recognise.main import recognise

    return recognise(transcript_of(data, name))


def _as_read(source: Source) -> Reading:
    """Return a source as a reading: what it prints is the text as found, and nothing in it is doubtful."""
    text = printed_text(source)
    lines = tuple(
        Line(line, Place(str(source.path), number)) for number, line in enumerate(text.splitlines(), 1)
    )
    return Reading(source.document, Transcript(str(source.path), lines, has_paragraphs=True), (), (), ())


def write_source(document: Document, target: str) -> str:
    """Return ``document`` in the input format, as yaml or json."""
    from gongwen.write.yaml_text import write_json, write_yaml

    return write_json(document) if target == "json" else write_yaml(document)


def reading_notes(reading: Reading) -> Iterator[str]:
    """Yield what a person should know of a reading: its doubts, and the repairs that were only proposed."""
    yield from map(str, reading.doubts)
    for each in reading.repairs:
        if not each.is_applied:
            yield f"{each.at}：{each.reason}，建议把“{_short(each.before)}”改成“{_short(each.after)}”"


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN // 2]}…{text[-_SHOWN // 2 :]}"


def report(reading: Reading) -> str:
    """Return the fidelity report on ``reading`` as HTML: its text against that of the document made of it.

    Raises InputError when the document cannot be laid out.
    """
    from gongwen.archive.package import digest
    from gongwen.archive.proof import prove
    from gongwen.archive.report import write_report
    from gongwen.read.docx_lines import read_docx
    from gongwen.write.docx import write_docx

    composition = compose(reading.document)
    docx = write_docx(composition.flow, composition.profile)
    facts = {
        "原文的 SHA-256": digest(reading.transcript.text.encode()),
        "公文.docx 的 SHA-256": digest(docx),
        "工具": f"gongwen {__version__}",
        "版式": composition.profile.title,
    }
    fidelity = prove(reading, docx, composition.profile)
    return write_report(reading, fidelity, read_docx(docx, "公文.docx").text, facts)


def check(path: Path, style: str = "", day: str = "", allowed: Sequence[str] = ()) -> list[Finding]:
    """Return everything that was found in the document at ``path``, in the order of its text.

    ``style`` "" leaves the choice to the document and its date; ``day`` (YYYY-MM-DD) is the day whose rules count,
    "" that of the document; ``allowed`` are texts that no rule of wording touches.
    Raises UsageError when it cannot be read, InputError when it holds no text.
    """
    from gongwen.read.encoding import read_bytes as read_all
    from gongwen.read.encoding import read_text

    if path.suffix.lower() in _SOURCES:
        return _check_written(read_text(path), path, style, day, allowed)
    return check_bytes(read_all(path), str(path), style, day, allowed)


def check_bytes(
    data: bytes, name: str, style: str = "", day: str = "", allowed: Sequence[str] = ()
) -> list[Finding]:
    """Return what was found in ``data``, ``name`` standing for its file in messages. As :func:`check`."""
    from gongwen.read.file_kind import kind_of
    from gongwen.read.transcript import transcript_of

    kind = kind_of(data, name)
    transcript = transcript_of(data, name)
    docx = data if kind == "docx" else b""
    pages: Sequence[InkPage] = ()
    if kind == "pdf":
        from gongwen.read.pdf_ink import read_ink

        pages = read_ink(data)
    return check_file(
        transcript,
        partial(_checking_of, Path(name), style, day, allowed),
        docx,
        pages,
    )


def _checking_of(path: Path, style: str, day: str, allowed: Sequence[str], document: Document) -> Checking:
    return _checking(Source(document, {}, path), style, day, allowed)


def read_places(path: Path) -> tuple[Document, Mapping[tuple[str | int, ...], Place]]:
    """Return the document that the file at ``path`` says, and where each element of it stands. Raises as read_file."""
    if path.suffix.lower() in _SOURCES:
        source = load(path)
        return source.document, source.places
    reading = read_file(path)
    return reading.document, places_of(reading)


def with_pages(path: Path, findings: Sequence[Finding], style: str = "", day: str = "") -> list[Finding]:
    """Return ``findings`` in a docx with the page on which each paragraph begins, and what its pages show.

    Those in other files are returned as they are. ``style`` and ``day`` as in :func:`check`.
    Raises UsageError where no LibreOffice can lay the docx out.
    """
    from gongwen.read.docx_lines import read_docx
    from gongwen.read.encoding import read_bytes as read_all
    from gongwen.read.file_kind import kind_of
    from gongwen.read.rendered_pages import render_pages

    if path.suffix.lower() in _SOURCES or kind_of(data := read_all(path), str(path)) != "docx":
        return list(findings)
    lines = read_docx(data, str(path)).lines
    rendered = render_pages(data, lines, str(path))
    paged = [
        replace(each, at=replace(each.at, page=rendered.begins.get(each.at.line, 0))) if each.at else each
        for each in findings
    ]
    shown = check_print(rendered.transcript, rendered.pages, partial(_checking_of, path, style, day, ()))
    paged += [
        replace(each, at=rendered.paragraph_at(each.at, lines) if each.at else None)
        for each in shown
        if all(each.code != other.code for other in findings)
    ]
    return sorted(paged, key=in_order)


def fix(
    path: Path,
    style: str = "",
    day: str = "",
    allowed: Sequence[str] = (),
    *,
    is_bold: bool = False,
    when: datetime | None = None,
    choose: Callable[[list[Finding]], list[Finding]] = list,
) -> Fixed:
    """Return the document at ``path`` with what has one right answer mended, with ``is_bold`` what has a likely one too.

    ``when`` makes the changes of a docx tracked ones of that moment; only the findings that ``choose`` returns
    are mended. The file itself stays as it is.
    Raises UsageError for what cannot be read or written again, InputError when it holds no text.
    """
    from gongwen.read.encoding import decode, encode_like
    from gongwen.read.encoding import read_bytes as read_all
    from gongwen.read.file_kind import kind_of

    data, name = read_all(path), str(path)
    is_source = path.suffix.lower() in _SOURCES
    if not is_source and kind_of(data, name) == "docx":
        return fix_docx(
            data,
            lambda each: choose(check_bytes(each, name, style, day, allowed)),
            is_bold=is_bold,
            when=when,
        )
    if not is_source and kind_of(data, name) != "text":
        raise UsageError(f"{path}：只能修改 docx、txt 和 YAML、稿；请在 Word 或 WPS 里另存为 docx")
    if when is not None:
        raise UsageError(f"{path}：修订标记只有 docx 才有，请去掉 --track")
    fixed = fix_text(
        decode(data, name),
        lambda each: choose(_check_written(each, path, style, day, allowed)),
        is_bold=is_bold,
    )
    return Fixed(encode_like(fixed.text, data, name), fixed.done, (), fixed.rest)


def _check_written(text: str, path: Path, style: str, day: str, allowed: Sequence[str]) -> list[Finding]:
    """Return what is found in a text, or in a document in the input format; ``path`` tells which it is."""
    if path.suffix.lower() not in _SOURCES:
        return check_bytes(text.encode(), str(path), style, day, allowed)
    source = parse(text, str(path))
    return check_source(source.document, source.places, _checking(source, style, day, allowed), text)


def _checking(source: Source, style: str, day: str, allowed: Sequence[str]) -> Checking:
    """Return what a document is held against: the profile of its time, or of ``day``.

    With a profile that was no longer in force the rules of its last day count.
    """
    document = source.document
    if day:
        document = document.model_copy(update={"date": date.fromisoformat(day)})
    choice = choose_style(replace(source, document=document), style)
    profile = read_profile(choice.name, document.format)
    last = profile.validity.last
    is_past = bool(last) and (document.date is None or document.date.isoformat() > last)
    return Checking(profile, last if is_past else day, allowed)


def keep(path: Path, own: Mapping[str, str], style: str = "", *, is_stamped: bool = False) -> Kept:
    """Return everything that an archive keeps of the document at ``path``; ``own`` are values that it adds.

    Raises UsageError when it cannot be read, InputError when it holds no document that can be laid out.
    """
    from gongwen.archive.keeping import keep as keep_reading

    reading = read_file(path)
    if style:
        reading = replace(reading, document=reading.document.model_copy(update={"style": style}))
    composition = compose(reading.document)
    return keep_reading(reading, composition.flow, composition.profile, path, own, is_stamped=is_stamped)


def verify(folder: Path) -> Iterator[tuple[Path, list[str]]]:
    """Yield each document kept below ``folder`` with what is wrong with it; [] when nothing is.

    Raises UsageError when nothing is kept there.
    """
    from gongwen.archive.verify import verify as verify_packages

    return verify_packages(folder, lambda path: printed_text(load(path)))


def printed_text(source: Source) -> str:
    """Return the text that ``source`` prints. Raises InputError when it cannot be laid out."""
    from gongwen.write.text import write_text

    return write_text(compose_source(source).flow)


def compose_source(
    source: Source, style: str = "", numbering: Numbering = "text", *, is_preprinted: bool = False
) -> Composition:
    """Return the document of ``source`` laid out; ``style`` "" leaves the choice to its 版式 and its date.

    With ``is_preprinted`` mark and red lines are left out and their room is kept.
    Raises UsageError when there is no such style, InputError when it is not well formed, or when a
    picture cannot be used.
    """
    choice = choose_style(source, style)
    profile = _profile(source, choice, is_own=not style)
    pictures = read_pictures(source)
    flow = lay_out(source.document, profile, source.places, numbering, pictures, is_preprinted=is_preprinted)
    findings = [
        *check_document(source.document, source.places),
        *range_findings(source.document, profile, source.places),
        *layout_findings(flow),
    ]
    return Composition(source.document, profile, choice.reason, flow, tuple(findings))


def compose(document: Document, style: str = "", numbering: Numbering = "text") -> Composition:
    """Return ``document`` laid out in ``style``, for callers that have no file."""
    return compose_source(Source(document, {}, Path()), style, numbering)


def _profile(source: Source, choice: Choice, *, is_own: bool) -> Profile:
    """Return the profile of ``choice``; a style that the document itself names is a fault of the document."""
    try:
        return read_profile(choice.name, source.document.format)
    except UsageError as error:
        if not (is_own and source.document.style):
            raise
        raise InputError([f"{source.places.get(('版式',), source.path)}：版式：{error}"]) from None


def render(composition: Composition, target: Target, template: Path | None = None) -> Output:
    """Return ``composition`` as ``target``; ``template`` is a letterhead for the docx.

    Raises InputError when a character cannot be drawn or the template does not fit the document,
    UsageError when no font or no template can be read.
    """
    if target == "docx":
        return Output((_docx(composition, template),))
    if target in ("pdf", "png"):
        return _paint(composition, target)
    return Output((_written(composition, target).encode("utf-8"),))


def _docx(composition: Composition, template: Path | None) -> bytes:
    if template is None:
        from gongwen.write.docx import write_docx

        return write_docx(composition.flow, composition.profile)
    from gongwen.write.template import fill_template, read_template

    return fill_template(read_template(template), composition.flow, composition.document, composition.profile)


def _paint(composition: Composition, target: Target) -> Output:
    from gongwen.make.place import place_pages
    from gongwen.write.fonts import choose_fonts
    from gongwen.write.pdf import write_pdf, write_png

    profile = composition.profile
    pages = place_pages(composition.flow, profile)
    notes = _font_notes(choose_fonts(profile.faces))
    if target == "pdf":
        return Output((write_pdf(pages, profile.faces),), notes)
    return Output(tuple(write_png(pages, profile.faces)), notes)


def _font_notes(choice: FontChoice) -> tuple[str, ...]:
    """Return one sentence that names every face with a stand-in; () when there is none."""
    changed = [
        f"{taken.wanted} → {taken.family}"
        for taken in choice.taken
        if taken.standing in ("stand-in", "missing")
    ]
    if not changed:
        return ()
    return (f"缺少标准字体，用替代字体排版：{'，'.join(changed)}。怎样安装见 gongwen doctor",)


def _written(composition: Composition, target: Target) -> str:
    if target == "html":
        from gongwen.write.html import write_html

        return write_html(composition.flow, composition.profile)
    from gongwen.write.text import write_text

    return write_text(composition.flow)
