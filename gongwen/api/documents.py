"""One document: read from anything, laid out, written in every format."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, get_args

from gongwen import __version__
from gongwen.address import Address, Place
from gongwen.check.documents import check_elements, told_in
from gongwen.document import Attachment, Document, Enclosed, Member, Stamp
from gongwen.finding import Finding, InputError, UsageError
from gongwen.flow import Figure, Flow, Letterhead, Numbering, figures_of, runs_of
from gongwen.image import as_drawn, is_drawn_whole, kind_of
from gongwen.markup.reading import OBJECT_SUFFIX
from gongwen.profile import Profile, preprinted
from gongwen.read.input.sizes import require_sizes
from gongwen.read.input.source import Source, is_source, parse_source, read_source
from gongwen.read.input.spots import first_place
from gongwen.read.styles.choice import Choice, choose_style
from gongwen.read.styles.file import read_profile
from gongwen.rules.catalogue import rules_in
from gongwen.rules.rule import Around

if TYPE_CHECKING:
    from gongwen.recognise.reading import Reading
    from gongwen.write.fonts import FontChoice

NO_MEDIA: Mapping[str, bytes] = MappingProxyType({})
Target = Literal["docx", "pdf", "ofd", "png", "html", "txt"]
TARGETS: tuple[Target, ...] = get_args(Target)
SourceFormat = Literal["yaml", "json"]
SOURCE_FORMATS: tuple[SourceFormat, ...] = get_args(SourceFormat)
NUMBERINGS: tuple[Numbering, ...] = get_args(Numbering)

__all__ = [
    "NUMBERINGS", "SOURCE_FORMATS", "TARGETS", "Attachment", "Composition", "Document", "Enclosed", "Member",
    "Numbering", "Output", "Source", "SourceFormat", "Stamp", "Target", "compose", "compose_source", "load",
    "parse", "printed_text", "read_bytes", "read_document", "read_file", "reading_notes", "render", "repair",
    "report", "write_source",
]  # fmt: skip


@dataclass(frozen=True)
class Composition:
    """A document laid out, with what was noticed about it."""

    document: Document
    profile: Profile
    reason: str
    """Why this profile was taken, in Chinese; "" when it was asked for."""
    flow: Flow
    lay_out_below: Callable[[Letterhead], Flow] = field(compare=False, repr=False)
    """Lays the document out anew with the head of an office's own letterhead."""
    places: Mapping[Address, Place] = field(compare=False, repr=False)
    """Where each element of the document was written."""

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Departures from the standard; the document is built as written all the same. Looked for when it is asked."""
        around = Around(range_sign=self.profile.words["起止号"])
        return (
            *check_elements(self.document, self.places, around=around),
            *told_in(rules_in(("printed.layout",)), self.flow),
        )


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


_SHOWN = 24
"""Characters of a text that a message quotes."""


def read_file(path: Path) -> Reading:
    """Return the document that the file at ``path`` says, whoever made it.

    Raises UsageError when it cannot be read, InputError when it holds no text.
    """
    from gongwen.check.repairs import with_proposals
    from gongwen.read.transcript import read_transcript
    from gongwen.recognise.main import recognise

    if is_source(path):
        return _as_read(load(path))
    return with_proposals(recognise(read_transcript(path)))


def read_bytes(data: bytes, name: str) -> Reading:
    """Return the document that ``data`` says, ``name`` standing for its file in messages. Raises as read_file."""
    from gongwen.check.repairs import with_proposals
    from gongwen.read.transcript import transcript_of
    from gongwen.recognise.main import recognise

    return with_proposals(recognise(transcript_of(data, name)))


def read_document(path: Path) -> Document:
    """Return what the file at ``path`` says, without what there is to tell of the reading. Raises as read_file."""
    return read_file(path).document


def repair(reading: Reading) -> Reading:
    """Return ``reading`` with every proposed repair made in its document."""
    from gongwen.check.repairs import repair as make_repairs

    return make_repairs(reading)


def _as_read(source: Source) -> Reading:
    """Return a source as a reading: what it prints is the text as found, and nothing in it is doubtful."""
    from gongwen.read.input.pictures import read_pictures
    from gongwen.recognise.reading import Reading
    from gongwen.transcript import Line, Transcript

    text = printed_text(source)
    lines = tuple(
        Line(line, Place(str(source.path), number)) for number, line in enumerate(text.splitlines(), 1)
    )
    transcript = Transcript(str(source.path), lines, has_paragraphs=True)
    seals = {*source.document.seal_images, *(stamp.image for stamp in source.document.stamps)}
    media = {path: data for path, data in read_pictures(source).items() if path not in seals}
    return Reading(source.document, transcript, (), (), (), media=media)


def write_source(document: Document, target: SourceFormat = "yaml") -> str:
    """Return ``document`` in the input format. Raises UsageError for an unknown ``target``."""
    _require(target, SOURCE_FORMATS, "格式")
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
    from gongwen.archive.proof import prove, prove_holdings
    from gongwen.archive.report import write_report
    from gongwen.read.docx_lines import read_docx
    from gongwen.write.docx import write_docx

    composition = compose(reading.document, path=Path(reading.transcript.name), media=reading.media)
    docx = write_docx(composition.flow, composition.profile)
    facts = {
        "原文的 SHA-256": digest(reading.transcript.text.encode()),
        "公文.docx 的 SHA-256": digest(docx),
        "工具": f"gongwen {__version__}",
        "版式": composition.profile.title,
    }
    fidelity = prove(reading, docx, composition.profile)
    holdings = prove_holdings(reading, docx)
    return write_report(reading, fidelity, holdings, read_docx(docx, "公文.docx").text, facts)


def printed_text(source: Source) -> str:
    """Return the text that ``source`` prints. Raises InputError when it cannot be laid out."""
    from gongwen.write.text import write_text

    return write_text(compose_source(source).flow)


def compose_source(
    source: Source,
    style: str = "",
    numbering: Numbering = "text",
    media: Mapping[str, bytes] = NO_MEDIA,
    *,
    is_preprinted: bool = False,
) -> Composition:
    """Return the document of ``source`` laid out; ``style`` "" leaves the choice to its 版式 and its date.

    ``media`` are pictures and carried parts by their paths, the others are read from the folder of the source.
    With ``is_preprinted`` mark and red lines are left out and their room is kept.
    Raises UsageError when there is no such style or numbering, InputError when it is not well formed, or when a
    picture cannot be used.
    """
    from gongwen.make.lay_out import lay_out
    from gongwen.read.input.pictures import read_pictures

    require_sizes(source)
    _require(numbering, NUMBERINGS, "序号的写法")
    choice = choose_style(source, style)
    profile = _profile(source, choice, is_own=not style)
    profile = preprinted(profile) if is_preprinted else profile
    pictures = read_pictures(source, media)
    own = partial(
        lay_out, source.document, profile, source.places, numbering, pictures, is_preprinted=is_preprinted
    )
    return Composition(source.document, profile, choice.reason, own(), partial(_below, own), source.places)


def _below(lay_out: Callable[..., Flow], letterhead: Letterhead) -> Flow:
    return lay_out(letterhead=letterhead)


def compose(
    document: Document,
    style: str = "",
    numbering: Numbering = "text",
    path: Path | None = None,
    media: Mapping[str, bytes] = NO_MEDIA,
) -> Composition:
    """Return ``document`` laid out in ``style``, as :func:`compose_source` does.

    ``path`` is the file that it comes from, from whose folder its pictures count; None is the present folder.
    """
    return compose_source(Source(document, {}, path or Path()), style, numbering, media)


def _profile(source: Source, choice: Choice, *, is_own: bool) -> Profile:
    """Return the profile of ``choice``; a style that the document itself names is a fault of the document."""
    try:
        return read_profile(choice.name, source.document.format)
    except UsageError as error:
        if not (is_own and source.document.style):
            raise
        raise InputError([f"{source.say_place(Address('版式'))}版式：{error}"]) from None


def render(
    composition: Composition, target: Target, template: Path | None = None, *, attaches_source: bool = False
) -> Output:
    """Return ``composition`` as ``target``.

    ``template`` is a letterhead for the docx. With ``attaches_source`` an OFD carries the document in the input
    format, as an attachment.

    Raises InputError when a character cannot be drawn or the template does not fit the document,
    UsageError for an unknown target, and when no font or no template can be read.
    """
    _require(target, TARGETS, "格式")
    if template is not None and target != "docx":
        raise UsageError(f"模板只用于 docx，不用于 {target}")
    if target == "docx":
        return _docx(composition, template)
    if attaches_source and target != "ofd":
        raise UsageError(f"文稿只能附在 ofd 里，不能附在 {target} 里")
    if target in ("pdf", "ofd", "png"):
        with undrawn_placed(composition.flow):
            return _paint(composition, target, attaches_source=attaches_source)
    return Output((_written(composition, target).encode("utf-8"),))


@contextmanager
def undrawn_placed(flow: Flow) -> Iterator[None]:
    """Tell characters that cannot be drawn by where they were written, as far as ``flow`` knows it."""
    from gongwen.write.undrawn import UndrawnError

    try:
        yield
    except UndrawnError as error:
        told = ((first_place(flow, each.first), each) for each in error.found)
        raise InputError([f"{at}：{each.reason}" if at else str(each) for at, each in told]) from None


def _docx(composition: Composition, template: Path | None) -> Output:
    if template is None:
        from gongwen.write.docx import write_docx

        return Output((write_docx(composition.flow, composition.profile),))
    from gongwen.write.letterhead import letterhead_of
    from gongwen.write.template import fill_template, read_template

    document, profile, read = composition.document, composition.profile, read_template(template)
    letterhead = letterhead_of(read, composition.flow, document, profile)
    flow = composition.lay_out_below(letterhead) if letterhead else composition.flow
    return Output((fill_template(read, flow, document, profile),), tuple(_told_of(flow, composition)))


def _told_of(flow: Flow, composition: Composition) -> Iterator[str]:
    """Yield what the pages of ``flow`` made necessary, and those of the composition did not."""
    known = {finding.code for finding in composition.findings}
    found = told_in(rules_in(("printed.layout",)), flow) if flow is not composition.flow else ()
    yield from (str(each) for each in found if each.code not in known)


def _paint(composition: Composition, target: Target, *, attaches_source: bool) -> Output:
    from gongwen.make.pages.place import place_pages
    from gongwen.write.fonts import choose_fonts
    from gongwen.write.pdf import write_pdf, write_png

    profile = composition.profile
    pages = place_pages(composition.flow, profile)
    notes = (*_font_notes(choose_fonts(profile.faces)), *_carried_notes(composition.flow))
    if target == "pdf":
        return Output((write_pdf(pages, profile.faces),), notes)
    if target == "ofd":
        from gongwen.archive.metadata import exchange_values
        from gongwen.archive.package import SOURCE
        from gongwen.write.ofd.document import write_ofd

        facts = dict(exchange_values(composition.document))
        source = {SOURCE: write_source(composition.document).encode()} if attaches_source else None
        return Output((write_ofd(pages, profile.faces, facts=facts, attached=source),), notes)
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


def _carried_notes(flow: Flow) -> Iterator[str]:
    """Yield what stands in the docx and is not drawn here."""
    for block in flow.blocks:
        for figure in figures_of(block):
            if not as_drawn(figure.data):
                yield f"{_undrawn(figure)}，这里没有画出，留了空；docx 里有这个图"
            elif not is_drawn_whole(figure.data):
                yield f"{_undrawn(figure)}，里面有的笔画画不出，请与 docx 里的核对，或者另存为 PNG 再用"
        for run in runs_of(block):
            if run.carried:
                kind = "对象" if run.form.carried.lower().endswith(OBJECT_SUFFIX) else "公式"
                yield f"{kind}“{run.text}”没有画出，只印了其中的文字；docx 里有完整的{kind}"


def _undrawn(figure: Figure) -> str:
    """Return what is carried and not drawn."""
    kind = (kind_of(figure.data) or "").upper()
    if figure.carried:
        return f"“{figure.name}”是图表或者嵌入的对象" + (f"，代表它的图是 {kind}" if kind else "")
    return f"图片“{figure.name}”是 {kind}"


def _written(composition: Composition, target: Target) -> str:
    if target == "html":
        from gongwen.write.html import write_html

        return write_html(composition.flow, composition.profile)
    from gongwen.write.text import write_text

    return write_text(composition.flow)


def _require(value: str, known: tuple[str, ...], what: str) -> None:
    if value not in known:
        raise UsageError(f"不认识{what}“{value}”，可以写：{'、'.join(known)}")
