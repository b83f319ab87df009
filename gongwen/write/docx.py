"""A Flow → a docx: fragments prepared from the profile, joined into a package deflated once."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import groupby
from weakref import WeakKeyDictionary

from gongwen.flow import (
    PAGE_BREAK,
    Block,
    Columns,
    Figure,
    Fit,
    Flow,
    Numbering,
    Par,
    Part,
    Picture,
    Run,
    Stack,
    Table,
    footnotes_of,
)
from gongwen.markup.reading import PLAIN
from gongwen.ooxml.fields import paragraph_properties, run_properties, twips
from gongwen.ooxml.package.deflated import Package
from gongwen.ooxml.styles.footnotes import PART as FOOTNOTES
from gongwen.ooxml.styles.footnotes import write_footnotes
from gongwen.ooxml.styles.numbering import Counter, write_numbering
from gongwen.ooxml.styles.parts import CUSTOM, core_properties, custom_properties, shared_parts
from gongwen.ooxml.styles.pictures import media_names, media_parts, write_figure, write_picture
from gongwen.ooxml.styles.repertoire import covers, outside
from gongwen.ooxml.styles.sections import Section, section
from gongwen.ooxml.styles.sheet import PLAIN_TABLE, TABLE, in_text, supplement_style
from gongwen.ooxml.xml import DECLARATION, R, W, element, escape
from gongwen.profile import HEADING_ROLES, Profile
from gongwen.write.carried_parts import CarriedWriter
from gongwen.write.carried_pitch import carry_pitch
from gongwen.write.docx_forms import at_least, call_of, figure_paragraph, figure_run, formed, linked
from gongwen.write.docx_sections import anchor, blank_page, ended, foot_page

_OPEN = f'{DECLARATION}<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>'
_CLOSE = "</w:body></w:document>"
_TEXT, _TEXT_END = '<w:t xml:space="preserve">', "</w:t></w:r>"
_SPECIAL = {"\t": "</w:t><w:tab/>" + _TEXT, "\n": "</w:t><w:br/>" + _TEXT}
_FURTHER = ("附件", "印发件")
"""The slots whose parts come again in the next document of a run."""
_texts: WeakKeyDictionary[Part, tuple[Profile, str]] = WeakKeyDictionary()
"""The XML of parts as long as they live, by the profile that it is in."""
_NEW_PAGE = '</w:t><w:br w:type="page"/>' + _TEXT


def write_docx(flow: Flow, profile: Profile) -> bytes:
    """Return the docx of ``flow``; the same flow gives the same bytes."""
    usual = profile
    flow, profile = carry_pitch(flow, profile)
    writer = BodyWriter(profile, flow.numbering, has_footnotes=True, usual=usual)
    body = writer.body(flow)
    parts = {
        "word/document.xml": f"{_OPEN}{body}{_CLOSE}",
        "docProps/core.xml": core_properties(flow),
        CUSTOM: custom_properties((*flow.facts, *writer.carried.facts)),
    }
    if flow.numbering == "word":
        parts["word/numbering.xml"] = write_numbering(profile, writer.counter.lists)
    if writer.footnotes:
        parts[FOOTNOTES] = write_footnotes(writer.footnotes)
    package = _package(profile, flow.numbering, media_names(writer.media), bool(writer.footnotes))
    written = {name: text.encode() for name, text in parts.items()}
    return writer.carried.complete(package.complete(written | media_parts(writer.media)))


@lru_cache(maxsize=8)
def _package(profile: Profile, numbering: Numbering, media: tuple[str, ...], is_noted: bool) -> Package:
    return Package(shared_parts(profile, numbering, media, is_noted=is_noted))


class BodyWriter:
    """Writes the blocks of one document, counting its headings on the way."""

    def __init__(
        self,
        profile: Profile,
        numbering: Numbering,
        *,
        has_footnotes: bool = False,
        keys: Collection[str] = (),
        usual: Profile | None = None,
    ) -> None:
        """``has_footnotes`` says that the package takes footnotes; else they stand behind the blocks that call them.

        ``keys`` are relationships that the document has already. ``usual`` is the profile with the pitch of its
        grid, where ``profile`` has another for this document.
        """
        self.profile = profile
        self.usual = usual or profile
        self.numbering = numbering
        self.counter = Counter()
        self.media: list[bytes] = []
        """The pictures that were written, in order."""
        self.carried = CarriedWriter(keys)
        """Formulas and objects, with what they need besides the text."""
        self.footnotes: list[str] = []
        """The paragraphs of the footnotes that were called, in order."""
        self.has_footnotes = has_footnotes
        self.waiting: list[Par] = []
        """The footnotes that stand behind the blocks that call them."""

    def body(self, flow: Flow) -> str:
        """Return the whole body with its sections, the 版记 on the page that the flow names."""
        segments = [
            ("".join(map(self.part, parts)), Section(is_turned=is_turned))
            for is_turned, parts in groupby(flow.bound, key=lambda part: part.is_turned)
        ]
        text, kind = segments[0] if segments else ("", Section())
        segments[:1] = [(text, replace(kind, opens=True))]
        self._add_foot(flow, segments)
        segments += [
            (self.part(part), Section(is_turned=part.is_turned, restarts=True)) for part in flow.apart
        ]
        endings = [section(self.usual, kind) for _, kind in segments]
        texts = [text for text, _ in segments]
        closed = "".join(map(ended, texts[:-1], endings[:-1]))
        return closed + texts[-1] + endings[-1]

    def _add_foot(self, flow: Flow, segments: list[tuple[str, Section]]) -> None:
        """Add the 版记 to the last of ``segments``, or behind it as a section where it has a page of its own."""
        foot = self.foot(flow)
        if flow.imprint_page == "same":
            text, last = segments[-1]
            segments[-1] = (text + foot, last)
            return
        begins, is_behind_blank = foot_page(flow, self.profile), flow.imprint_page == "after-blank"
        blank = blank_page() if is_behind_blank else ""
        segments.append((blank + foot, Section(is_numbered=not is_behind_blank, begins=begins)))

    def part(self, part: Part) -> str:
        """Return the XML of ``part``; that of text alone is not written again when it comes in the next document."""
        if self.numbering == "word" or part.slot not in _FURTHER:
            return self.blocks(part.blocks)
        profile, text = _texts.get(part, (None, ""))
        if profile is not self.profile:
            text = self.blocks(part.blocks)
            if part.is_text:
                _texts[part] = self.profile, text
        return text

    def blocks(self, blocks: Iterable[Block]) -> str:
        """Return the XML of ``blocks``."""
        text = "".join([self._par(b) if isinstance(b, Par) else self._grid(b) for b in blocks])
        notes, self.waiting = self.waiting, []
        return text + "".join(map(self._par, notes)) if notes else text

    def _grid(self, block: Table | Stack) -> str:
        return self._stack(block) if isinstance(block, Stack) else self._table(block)

    def _stack(self, stack: Stack) -> str:
        """Return a table without lines whose second column is one cell, below a paragraph for the room above."""
        widths = [twips(width) for width in stack.widths]
        rows = ""
        for index, name in enumerate(stack.names):
            merge = element("w:vMerge", {} if index else {"w:val": "restart"})
            word = Par(stack.word.role, (Run(""),), fit=stack.word.fit) if index else stack.word
            cells = _cell(widths[0], "", self._par(name)) + _cell(widths[1], merge, self._par(word))
            rows += f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"
        properties = (
            element("w:tblStyle", {"w:val": PLAIN_TABLE})
            + element("w:tblW", {"w:w": str(sum(map(int, widths))), "w:type": "dxa"})
            + element("w:jc", {"w:val": "center"})
            + element("w:tblLayout", {"w:type": "fixed"})
            + _margins(left=0.0, right=0.0)
        )
        return self._room(stack.word.role, stack.before) + _table(properties, widths, rows)

    def foot(self, flow: Flow) -> str:
        """Return the 版记 with the paragraph that holds its place, or "" (7.4)."""
        blocks = flow.part("版记")
        return self.blocks(self._on_sheet(blocks, flow)) + anchor() if blocks else ""

    def _on_sheet(self, blocks: Sequence[Block], flow: Flow) -> Sequence[Block]:
        """Return the 版记 as it stands on the sheet, the room below it an empty paragraph, where programs do not agree
        on the foot of the type area: in a section on an even page LibreOffice forgets how high the footer is, and
        where the first page has a foot of its own only a tall footer lifts that of the others.
        """
        below = self.profile.sheet.bottom
        is_even = self.profile.imprint.page != "末页"
        if flow.imprint_page == "same" and not (self.profile.sheet.first_extra and is_even):
            return blocks
        pars = [block for block in blocks if isinstance(block, Par)]
        room = Par(pars[-1].role, (Run(""),), fit=Fit(pitch=below, before=0.0, fill=""))
        return [par._replace(fit=(par.fit or Fit())._replace(on_sheet=True)) for par in (*pars, room)]

    def breaks(self, flow: Flow, ending: str) -> str:
        """Return what leads from the text to the page of the 版记, ``ending`` being the section of the text."""
        blank = blank_page() if flow.imprint_page == "after-blank" else ""
        return "" if flow.imprint_page == "same" else anchor("", ending) + blank

    def _par(self, par: Par) -> str:
        if par.pictures and (before := self.profile.look_of(par).before):
            return self._room(par.role, before) + self._par(par._replace(fit=_without_room(par.fit)))
        if par.figure:
            return self._figure(par, par.figure)
        face = self.profile.looks[par.role].face
        is_listed = par.level > 0 and self.numbering == "word"
        number = self.counter.assign(par) if is_listed else 1
        is_own = number > 1 or (is_listed and par.role not in HEADING_ROLES.values())
        opening, run = _opening(
            self.profile, par.role, par.fit, par.columns, par.level if is_own else 0, number
        )
        runs = par.runs if is_listed else par.labelled
        if any(each.carried or each.figure for each in runs):
            pitch = self.profile.look_of(par).pitch
            opening = at_least(opening, max(pitch, *(each.figure.line for each in runs if each.figure), 0.0))
        spacing = par.fit.spacing if par.fit else None
        pictures = "".join(map(self._picture, par.pictures)) if par.pictures else ""
        return (
            opening
            + pictures
            + "".join([self._run(r, run, face, spacing) for r in runs if r.text or r.carried])
            + "</w:p>"
        )

    def _room(self, role: str, height: float) -> str:
        """Return an empty paragraph in place of the room before another.

        Programs disagree whether that room counts for what is placed from a paragraph.
        """
        return self._par(Par(role, (Run(""),), fit=Fit(pitch=height, before=0.0, keeps_next=True)))

    def _picture(self, picture: Picture) -> str:
        """Return the run that holds ``picture``, which is kept for the package."""
        self.media.append(picture.data)
        return write_picture(picture, len(self.media))

    def _figure(self, par: Par, figure: Figure) -> str:
        """Return the paragraph that is a picture."""
        look = self.profile.look_of(par)
        return figure_paragraph(par.role, look.before, self._drawn(figure), keeps_next=look.keeps_next)

    def _drawn(self, figure: Figure) -> str:
        """Return the run that is a picture."""
        if figure.carried:
            return figure_run(self.carried.write_figure(figure))
        self.media.append(figure.data)
        return figure_run(write_figure(figure, len(self.media)))

    def _run(self, run: Run, opening: str, face: str, spacing: float | None = None) -> str:
        if run.figure:
            return self._drawn(run.figure)
        if run.role:
            opening = _styled(run.role, spacing)
            face = self.profile.looks[run.role].face
        if run.form is not PLAIN:
            return self._formed(run, formed(opening, run.form), face)
        return self._plain(run, opening, face)

    def _formed(self, run: Run, opening: str, face: str) -> str:
        """Return a run with more to it than its text: a formula, a call of a footnote, a link."""
        if run.carried:
            return self.carried.write(run.carried, run.form.carried)
        if run.note and self.has_footnotes:
            self.footnotes.append("")
            number = len(self.footnotes)
            self.footnotes[number - 1] = self._footnote(run)
            return call_of(number, opening)
        self.waiting += footnotes_of((run,))
        written = self._plain(run, opening, face)
        return linked(written, run.form.link) if run.form.link else written

    def _footnote(self, run: Run) -> str:
        """Return the paragraph of the footnote that ``run`` calls; its number counts itself."""
        (par,) = footnotes_of((run,))
        opening, own = _opening(self.profile, par.role, None, None, 0, 1)
        face = self.profile.looks[par.role].face
        mark = f"{formed(own, run.form).removesuffix(_TEXT)}<w:footnoteRef/></w:r>"
        return opening + mark + "".join(self._run(each, own, face) for each in par.runs[1:]) + "</w:p>"

    def _plain(self, run: Run, opening: str, face: str) -> str:
        if not covers(self.profile.faces[face].repertoire, run.text):
            return self._with_supplement(run, opening, face)
        return opening + _content(run.text) + _TEXT_END

    def _with_supplement(self, run: Run, opening: str, face: str) -> str:
        """Return ``run`` in runs, the characters that ``face`` lacks in a font that has them."""
        rare = f'<w:r><w:rPr><w:rStyle w:val="{supplement_style(face)}"/></w:rPr>{_TEXT}'
        rare = formed(rare, run.form)
        pieces = re.split(f"({outside(self.profile.faces[face].repertoire).pattern})", run.text)
        openings = (opening, rare)
        return "".join(
            openings[index % 2] + _content(piece) + _TEXT_END for index, piece in enumerate(pieces) if piece
        )

    def _table(self, table: Table) -> str:
        widths = [twips(width) for width in table.widths]
        properties = (
            element("w:tblStyle", {"w:val": TABLE})
            + element("w:tblW", {"w:w": str(sum(map(int, widths))), "w:type": "dxa"})
            + element("w:tblLayout", {"w:type": "fixed"})
            + _margins(top=table.room, left=table.margin, bottom=table.room, right=table.margin)
            + _description(table)
        )
        rows = "".join(self._row(table, row, widths) for row in range(len(table.rows)))
        return _table(properties, widths, rows)

    def _row(self, table: Table, row: int, widths: list[str]) -> str:
        """Return one row; a cell that goes on from above is there again, without its text."""
        properties = "" if row in table.split_rows else "<w:cantSplit/>"
        properties += "<w:tblHeader/>" if row < table.head else ""
        stays = table.stays(row) and row >= table.head  # the style of a head says so itself
        cells = ""
        for start, cell in table.cells_in(row):
            wide = str(sum(map(int, widths[cell.column : cell.column + cell.across])))
            merge = element("w:gridSpan", {"w:val": str(cell.across)}) if cell.across > 1 else ""
            if cell.down > 1:
                merge += element("w:vMerge", {"w:val": "restart"} if start == row else {})
            fit = cell.par.fit
            if stays:
                fit = (fit or Fit())._replace(keeps_next=True)
            lines = cell.lines if start == row else ((Run(""),),)
            pars = (cell.par._replace(runs=runs, fit=fit) for runs in lines)
            cells += _cell(wide, merge, "".join(map(self._par, pars)))
        return f"<w:tr><w:trPr>{properties}</w:trPr>{cells}</w:tr>"


def _without_room(fit: Fit | None) -> Fit:
    return (fit or Fit())._replace(before=0.0)


def _table(properties: str, widths: Iterable[str], rows: str) -> str:
    grid = "".join(element("w:gridCol", {"w:w": width}) for width in widths)
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"


def _margins(**sides: float) -> str:
    """Return the room around the text of every cell, points, in the order of the schema."""
    given = (element(f"w:{side}", {"w:w": twips(room), "w:type": "dxa"}) for side, room in sides.items())
    return element("w:tblCellMar", content="".join(given))


def _description(table: Table) -> str:
    """Return the line that asks for the widths, which the pages do not show."""
    return element("w:tblDescription", {"w:val": table.asked}) if table.asked else ""


def _cell(width: str, merge: str, content: str) -> str:
    own = element("w:tcW", {"w:w": width, "w:type": "dxa"}) + merge + element("w:vAlign", {"w:val": "center"})
    return f"<w:tc><w:tcPr>{own}</w:tcPr>{content}</w:tc>"


@lru_cache(maxsize=4096)
def _opening(
    profile: Profile, role: str, fit: Fit | None, columns: Columns | None, level: int, number: int
) -> tuple[str, str]:
    """Return the opening of a paragraph and of its runs: the style, and what departs from it.

    ``number`` is the list in which a heading of ``level`` counts; 0 is a level that its style says.
    """
    style = profile.looks[role]
    look = profile.look_of(Par(role, (), fit=fit, columns=columns))
    extra = [("w:pStyle", element("w:pStyle", {"w:val": role}))]
    if columns:
        extra.append(("w:tabs", _tabs(columns)))
    if level:
        extra.append(("w:numPr", _list(level, number)))
    own = paragraph_properties(replace(look, spacing=style.spacing), in_text(style), tuple(extra))
    run = run_properties(look, style, profile.faces)
    properties = f"<w:rPr>{run}</w:rPr>" if run else ""
    return f"<w:p><w:pPr>{own}</w:pPr>", f"<w:r>{properties}{_TEXT}"


@lru_cache(maxsize=256)
def _styled(role: str, spacing: float | None) -> str:
    """Return the opening of a run in the character style ``role``, with the ``spacing`` of its paragraph."""
    own = "" if spacing is None else element("w:spacing", {"w:val": twips(spacing)})
    return f'<w:r><w:rPr><w:rStyle w:val="{role}"/>{own}</w:rPr>{_TEXT}'


def _content(text: str) -> str:
    if PAGE_BREAK in text:
        return _NEW_PAGE.join(map(_content, text.split(PAGE_BREAK)))
    written = escape(text)
    if "\t" in written or "\n" in written:
        for character, xml in _SPECIAL.items():
            written = written.replace(character, xml)
    return written


def _tabs(columns: Columns) -> str:
    side = {"centre": "center"}.get(columns.side, columns.side)
    tabs = (element("w:tab", {"w:val": side, "w:pos": twips(stop)}) for stop in columns.stops)
    return element("w:tabs", content="".join(tabs))


def _list(level: int, number: int) -> str:
    content = element("w:ilvl", {"w:val": str(level - 1)}) + element("w:numId", {"w:val": str(number)})
    return element("w:numPr", content=content)
