"""The verbs: what the command line, a web page or a batch calls, and nothing below them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from gongwen.check.rules import check_document
from gongwen.document import READY_FORMATS, Document
from gongwen.finding import Finding, InputError, UsageError
from gongwen.flow import Flow, Numbering
from gongwen.make.lay_out import lay_out
from gongwen.profile import Profile
from gongwen.read.source import Source, parse_source, read_source
from gongwen.read.style_file import read_profile, style_names

if TYPE_CHECKING:
    from gongwen.write.fonts import FontChoice

Target = Literal["docx", "pdf", "png", "html", "txt"]
TARGETS: tuple[Target, ...] = ("docx", "pdf", "png", "html", "txt")
DEFAULT_STYLE = "gbt9704-2012"

__all__ = [
    "DEFAULT_STYLE", "TARGETS", "Composition", "Finding", "InputError", "Output", "Target", "UsageError",
    "compose", "compose_source", "load", "parse", "render", "style_names",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Composition:
    """A document laid out, with what was noticed about it."""

    document: Document
    profile: Profile
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


def compose_source(source: Source, style: str = "", numbering: Numbering = "text") -> Composition:
    """Return the document of ``source`` laid out; ``style`` "" leaves the choice to its 版式.

    Raises UsageError when there is no such style, InputError when it is not well formed or when the
    document asks for something that cannot be laid out.
    """
    profile = _profile(source, style)
    _refuse_other_formats(source)
    flow = lay_out(source.document, profile, source.places, numbering)
    findings = [*check_document(source.document, source.places), *_layout_findings(flow)]
    return Composition(source.document, profile, flow, tuple(findings))


def _layout_findings(flow: Flow) -> list[Finding]:
    """Return what only the finished pages show."""
    closing = flow.part("落款")
    if not flow.is_closing_alone or not closing:
        return []
    message = "落款与正文不在同一页，调整行距也排不下，请增减正文的字句"
    return [Finding("closing.alone", closing[0].at, message, "7.3.5.5", "应当")]


def compose(document: Document, style: str = DEFAULT_STYLE, numbering: Numbering = "text") -> Composition:
    """Return ``document`` laid out in ``style``, for callers that have no file."""
    return compose_source(Source(document, {}, Path()), style, numbering)


def _profile(source: Source, style: str) -> Profile:
    """Return the profile by name, or by a file beside the input."""
    name = style or source.document.style or DEFAULT_STYLE
    beside = source.path.parent / name
    if not style and beside.suffix and beside.is_file():
        name = str(beside)
    try:
        return read_profile(name)
    except UsageError as error:
        if style or not source.document.style:
            raise
        raise InputError([f"{source.places.get(('版式',), source.path)}：版式：{error}"]) from None


def _refuse_other_formats(source: Source) -> None:
    wanted = source.document.format
    if wanted not in READY_FORMATS:
        at, ready = source.places.get(("格式",), source.path), "、".join(READY_FORMATS)
        raise InputError([f"{at}：格式：“{wanted}”格式还不能排，请改为{ready}"])


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
