"""A Flow → a docx: fragments prepared from the profile, joined into a package deflated once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from gongwen.flow import Block, Columns, Fit, Flow, Numbering, Par, Run, Table
from gongwen.ooxml.fields import paragraph_properties, run_properties, twips
from gongwen.ooxml.numbering import Counter, write_numbering
from gongwen.ooxml.package import Package
from gongwen.ooxml.parts import core_properties, section, shared_parts
from gongwen.ooxml.repertoire import outside
from gongwen.ooxml.styles import TABLE, in_text, supplement_style
from gongwen.ooxml.xml import DECLARATION, R, W, element, escape
from gongwen.profile import BODY, Profile

_OPEN = f'{DECLARATION}<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>'
_CLOSE = "</w:body></w:document>"
_TEXT, _TEXT_END = '<w:t xml:space="preserve">', "</w:t></w:r>"
_SPECIAL = {"\t": "</w:t><w:tab/>" + _TEXT, "\n": "</w:t><w:br/>" + _TEXT}
_ANCHOR = '<w:spacing w:line="14" w:lineRule="exact" w:before="0"/>'
"""The least that Word takes, 0.7 points: a paragraph that only holds a place has hardly any room of its own."""


def write_docx(flow: Flow, profile: Profile) -> bytes:
    """Return the docx of ``flow``; the same flow gives the same bytes."""
    writer = BodyWriter(profile, flow.numbering)
    body = writer.body(flow)
    parts = {"word/document.xml": f"{_OPEN}{body}{_CLOSE}", "docProps/core.xml": core_properties(flow)}
    if flow.numbering == "word":
        parts["word/numbering.xml"] = write_numbering(profile, writer.counter.lists)
    package = _package(profile, flow.numbering)
    return package.complete({name: text.encode() for name, text in parts.items()})


@lru_cache(maxsize=8)
def _package(profile: Profile, numbering: Numbering) -> Package:
    return Package(shared_parts(profile, numbering))


class BodyWriter:
    """Writes the blocks of one document, counting its headings on the way."""

    def __init__(self, profile: Profile, numbering: Numbering) -> None:
        self.profile = profile
        self.numbering = numbering
        self.counter = Counter()
        self._rare = {name: outside(face.repertoire) for name, face in profile.faces.items()}

    def body(self, flow: Flow) -> str:
        """Return the whole body with its sections, the 版记 on the page that the flow names."""
        text = "".join(self.blocks(part.blocks) for part in flow.parts if part.slot != "版记")
        is_numbered = flow.imprint_page != "after-blank"
        return text + self.foot(flow) + section(self.profile, is_numbered=is_numbered)

    def blocks(self, blocks: Iterable[Block]) -> str:
        """Return the XML of ``blocks``."""
        return "".join([self._par(b) if isinstance(b, Par) else self._table(b) for b in blocks])

    def foot(self, flow: Flow) -> str:
        """Return the 版记 between the paragraphs that hold its place, or "" (7.4, 7.5)."""
        blocks = flow.part("版记")
        if not blocks:
            return ""
        before = {
            "same": "",
            "next": _anchor("<w:pageBreakBefore/>"),
            "after-blank": _anchor("", section(self.profile)) + _anchor("") + _anchor("<w:pageBreakBefore/>"),
        }[flow.imprint_page]
        return before + self.blocks(blocks) + _anchor("")

    def _par(self, par: Par) -> str:
        face = self.profile.looks[par.role].face
        is_listed = par.level > 0 and self.numbering == "word"
        number = self.counter.assign(par) if is_listed else 1
        opening, run = _opening(
            self.profile, par.role, par.fit, par.columns, par.level if number > 1 else 0, number
        )
        runs = par.runs if is_listed else par.labelled
        return opening + "".join([self._run(r, run, face) for r in runs if r.text]) + "</w:p>"

    def _run(self, run: Run, opening: str, face: str) -> str:
        if run.role:
            opening = f'<w:r><w:rPr><w:rStyle w:val="{run.role}"/></w:rPr>{_TEXT}'
            face = self.profile.looks[run.role].face
        if self._rare[face].search(run.text):
            return self._with_supplement(run.text, opening, face)
        return opening + _content(run.text) + _TEXT_END

    def _with_supplement(self, text: str, opening: str, face: str) -> str:
        """Return the runs of ``text`` with the characters that ``face`` lacks in a font that has them."""
        rare = f'<w:r><w:rPr><w:rStyle w:val="{supplement_style(face)}"/></w:rPr>{_TEXT}'
        pieces = re.split(f"({self._rare[face].pattern})", text)
        openings = (opening, rare)
        return "".join(
            openings[place % 2] + _content(piece) + _TEXT_END for place, piece in enumerate(pieces) if piece
        )

    def _table(self, table: Table) -> str:
        widths = [twips(width) for width in table.widths]
        properties = (
            element("w:tblStyle", {"w:val": TABLE})
            + element("w:tblW", {"w:w": str(sum(map(int, widths))), "w:type": "dxa"})
            + element("w:tblLayout", {"w:type": "fixed"})
        )
        grid = "".join(element("w:gridCol", {"w:w": width}) for width in widths)
        rows = "".join(
            self._row(row, widths, is_head=place < table.head) for place, row in enumerate(table.rows)
        )
        return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"

    def _row(self, row: tuple[Par, ...], widths: list[str], *, is_head: bool) -> str:
        properties = "<w:cantSplit/>" + ("<w:tblHeader/>" if is_head else "")
        cells = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
            f"{self._par(cell)}</w:tc>"
            for cell, width in zip(row, widths, strict=True)
        )
        return f"<w:tr><w:trPr>{properties}</w:trPr>{cells}</w:tr>"


@lru_cache(maxsize=4096)
def _opening(
    profile: Profile, role: str, fit: Fit | None, columns: Columns | None, level: int, number: int
) -> tuple[str, str]:
    """Return the opening of a paragraph and of its runs: the style, and what departs from it.

    ``number`` above 1 is the list in which a heading of ``level`` counts instead of that of its style.
    """
    style = profile.looks[role]
    look = profile.look_of(Par(role, (), fit=fit, columns=columns))
    extra = [("w:pStyle", element("w:pStyle", {"w:val": role}))]
    if columns:
        extra.append(("w:tabs", _tabs(columns)))
    if number > 1:
        extra.append(("w:numPr", _list(level, number)))
    own = paragraph_properties(look, in_text(style), tuple(extra))
    run = run_properties(look, style, profile.faces)
    properties = f"<w:rPr>{run}</w:rPr>" if run else ""
    return f"<w:p><w:pPr>{own}</w:pPr>", f"<w:r>{properties}{_TEXT}"


def _content(text: str) -> str:
    written = escape(text)
    if "\t" in written or "\n" in written:
        for character, xml in _SPECIAL.items():
            written = written.replace(character, xml)
    return written


def _tabs(columns: Columns) -> str:
    side = "right" if columns.ends_right else "left"
    tabs = (element("w:tab", {"w:val": side, "w:pos": twips(stop)}) for stop in columns.stops)
    return element("w:tabs", content="".join(tabs))


def _list(level: int, number: int) -> str:
    content = element("w:ilvl", {"w:val": str(level - 1)}) + element("w:numId", {"w:val": str(number)})
    return element("w:numPr", content=content)


def _anchor(page_break: str, ending: str = "") -> str:
    """Return an empty paragraph that begins a page, ends a section, or holds the block before it."""
    return f'<w:p><w:pPr><w:pStyle w:val="{BODY}"/>{page_break}{_ANCHOR}{ending}</w:pPr></w:p>'
