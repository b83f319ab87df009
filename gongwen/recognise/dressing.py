"""What the lines of a reading held besides text: written into them in the notation, pictures on lines of their own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import PurePosixPath
from typing import Any

from gongwen.address import WHOLE, Address, Place, Stretch, Stretches
from gongwen.document import ROSTER_MARK, Attachment, Document, Enclosed, parts_of
from gongwen.finding import Finding
from gongwen.markup.reading import (
    FORMULA_SUFFIX,
    OBJECT_SUFFIX,
    PICTURE_SIGN,
    PLAIN,
    Form,
    NoteLine,
    PictureLine,
    Piece,
    read_note,
    read_picture,
)
from gongwen.markup.writing import write_line, write_note, write_picture
from gongwen.ooxml.carried import fact_of, file_of, formula_of, is_formula, is_formula_text, written
from gongwen.pattern import pattern
from gongwen.recognise.held_looks import Cell, cells_of, has_looks, placed, with_stars
from gongwen.recognise.reading import Reading
from gongwen.transcript import Line, Shown

FOLDER = "附图"
"""Where the pictures and carried parts of a file stand that does not name them itself."""
_CAPTION = pattern(r"图\s?[0-9一二三四五六七八九十]+(?:[-—.]\d+)?[\s\u3000：:]?[^。；]{1,40}")
_CAPTION_ROLE = "图题"


@dataclass(slots=True)
class _Body:
    """The lines of one body, each with the paragraph in which it stands (0: unknown)."""

    lines: list[str]
    paragraphs: list[int]
    origins: list[int | Stretch]
    """Of each line: its index before anything was added, or where in the source what was added stands."""
    notes: list[NoteLine] = field(default_factory=list)


def dress(reading: Reading) -> Reading:
    """Return ``reading``, its texts in the notation: nothing in them is taken for notation that was none."""
    return _Dressing(reading).dressed()


class _Dressing:
    """Puts back into one document what its file held."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.transcript = reading.transcript
        lines = self.transcript.lines
        self.held = {line.at.line: line for line in lines if has_looks(line) and not line.note}
        self.marked = {each.at.line: each.text.strip() for each in lines if _is_apart(each.text.strip())}
        """The pictures and the footnotes of a text that is in the notation, as they are written there."""
        self.media: dict[str, bytes] = {}
        self.doubts: list[Finding] = []
        self.carried: dict[str, str] = {}
        self.in_cells = {shown.key: shown for line in lines for shown in line.figures if shown.key}
        """The pictures that stand in cells, by the keys that pieces give them."""
        self.seated: set[str] = set()
        """Those of them that were put into their cells."""

    def dressed(self) -> Reading:
        document = self.reading.document
        bodies = {way: self._body(way, part.body) for way, part in parts_of(document)}
        for line in self.transcript.lines:
            for shown in line.figures:
                if shown.key not in self.seated:
                    self._insert(line, shown, bodies)
        for shown in self.transcript.edges:
            self._add(f"{FOLDER}/{shown.name}", shown.data)
        changed = {way: _written(body) for way, body in bodies.items()}
        if all(changed[way] == part.body for way, part in parts_of(document)):
            return replace(self.reading, doubts=(*self.reading.doubts, *self.doubts), media=self.media)
        return replace(
            self.reading,
            document=with_bodies(document, changed),
            doubts=(*self.reading.doubts, *self.doubts),
            stretches=_moved(self.reading.stretches, bodies),
            media=self.media,
        )

    def _body(self, way: Address, lines: Sequence[str]) -> _Body:
        body = _Body([], [], list(range(len(lines))))
        for index, line in enumerate(lines):
            stretches = self.reading.stretches.get(way.to("正文", index), ())
            body.lines.append(self._line(line, stretches, body))
            body.paragraphs.append(max((each.at.line for each in stretches), default=0))
        return body

    def _line(self, line: str, stretches: Sequence[Stretch], body: _Body) -> str:
        """Return ``line`` with what its stretches of the source hold."""
        cells = [cell for stretch in stretches for cell in self._cells(stretch)]
        if self.transcript.is_marked:
            written = self.marked.get(stretches[0].at.line, "") if stretches else ""
            return written or with_stars(line, cells)
        if all(cell.form == PLAIN and not cell.signs for cell in cells):
            return write_line((Piece(line),))
        pieces = [self._named(piece, body) for piece in placed(line, cells)]
        if self.in_cells:
            pieces = list(self._with_pictures(pieces, is_row=line.startswith("|")))
        return write_line(pieces)

    def _with_pictures(self, pieces: Sequence[Piece], *, is_row: bool) -> Iterator[Piece]:
        """Yield ``pieces``, one a character, with the pictures of cells where they are those of a row.

        Around a picture stand no blanks, and its caption stands in it and not below.
        """
        skipped, is_below = 0, False
        for index, piece in enumerate(pieces):
            if shown := self.in_cells.get(piece.form.carried):
                if is_row and shown.data:
                    self.seated.add(shown.key)
                    caption = _caption_of(shown, pieces[index + 1 :])
                    skipped, is_below = len("".join(caption.split())), True
                    path = self._add(self._path(shown), shown.data)
                    yield Piece(caption, Form(carried=path, width=shown.width))
            elif piece.text == PICTURE_SIGN or (is_below and piece.text.isspace()):
                continue
            elif skipped and piece.text:
                skipped -= 1
            else:
                yield from [Piece(" ")] * (is_below and piece.text == "|")
                is_below = False
                yield piece

    def _cells(self, stretch: Stretch) -> list[Cell]:
        """Return the characters of ``stretch`` with the blanks around it; of a paragraph without looks none is known."""
        source = self.held.get(stretch.at.line)
        if source is None:
            return []
        cells = cells_of(source, is_own=self.transcript.is_own)
        start, end = stretch.start, len(cells) if stretch.end is None else stretch.end
        start = 0 if not any(cell.text.strip() for cell in cells[:start]) else start
        return cells[
            start : next((index for index in range(end, len(cells)) if cells[index].text.strip()), None)
        ]

    def _named(self, piece: Piece, body: _Body) -> Piece:
        """Return ``piece`` with the key of its note in this body, or with the file of its formula or object."""
        if piece.form.note:
            key = str(len(body.notes) + 1)
            body.notes.append(NoteLine(key, self._note_text(piece.form.note)))
            return Piece("", Form(note=key))
        return self._filed(piece)

    def _filed(self, piece: Piece) -> Piece:
        """Return ``piece`` with the file of what it carries; a picture in a cell keeps its key."""
        if not piece.form.carried or piece.form.carried in self.in_cells:
            return piece
        return piece._replace(form=piece.form._replace(carried=self._carry(piece.form.carried, piece.text)))

    def _note_text(self, key: str) -> str:
        found = [line for line in self.transcript.lines if line.note == key]
        pieces: list[Piece] = []
        for line in found:
            own = line.pieces or (Piece(line.text),)
            pieces += [Piece(" "), *own] if pieces else own
        on_one_line = (piece._replace(text=piece.text.replace("\n", " ")) for piece in pieces)
        return write_line(_stripped(self._filed(piece) for piece in on_one_line if not piece.form.note))

    def _carry(self, text: str, name: str) -> str:
        """Return the path of the file of a formula, or of an object that is called ``name``."""
        if text not in self.carried:
            data, number = file_of(text), 1 + sum(is_formula_text(each) for each in self.carried)
            usual = f"公式{number}{FORMULA_SUFFIX}" if is_formula_text(text) else f"{name}{OBJECT_SUFFIX}"
            path, _, _ = self.transcript.facts.get(fact_of(data), "").partition("\t")
            self.carried[text] = self._add(path or f"{FOLDER}/{usual}", data)
        return self.carried[text]

    def _add(self, path: str, data: bytes) -> str:
        """Keep ``data`` under ``path``, or under one like it where that is taken; return the path."""
        wanted, number = PurePosixPath(path), 1
        while self.media.setdefault(path, data) != data:
            number += 1
            path = str(wanted.with_stem(f"{wanted.stem}-{number}"))
        return path

    def _insert(self, line: Line, shown: Shown, bodies: Mapping[Address, _Body]) -> None:
        """Put a picture behind the last line that stands above it, with its caption."""
        if not shown.data:
            message = f"图片“{shown.name}”没有存在文件里，读不出来；请在原文件里把图片嵌入文档"
            self.doubts.append(Finding("read.gap", Stretch(line.at), message, "", "惯例"))
            return
        way, index = self._seat(line.at, bodies)
        body, paragraph = bodies[way], line.at.line
        if line.is_row:
            index = self._below_table(line, body, index)
            paragraph = body.paragraphs[index - 1] if index else paragraph
        body.lines.insert(index, write_picture(self._pictured(shown, body, index, paragraph)))
        body.paragraphs.insert(index, paragraph)
        body.origins.insert(index, Stretch(line.at))

    def _below_table(self, row: Line, body: _Body, index: int) -> int:
        """Return the index below the table of ``row``, whose picture would go to ``index``: a table stays whole."""
        while index < len(body.lines) and body.lines[index].startswith("|"):
            index += 1
        message = "表格里的图片放到了表格的后面，请核对"
        self.doubts.append(Finding("read.guess", Stretch(row.at), message, "", "惯例"))
        return index

    def _pictured(self, shown: Shown, body: _Body, index: int, paragraph: int) -> PictureLine:
        """Return the line of what is ``shown``, whose caption leaves ``body``."""
        if is_formula(shown.data):
            text = formula_of(shown.data)
            return PictureLine(text, self._carry(written(shown.data), text))
        path = self._add(self._path(shown), shown.data)
        return PictureLine(self._caption(body, index, paragraph), path, shown.width)

    def _path(self, shown: Shown) -> str:
        return shown.name if self.transcript.is_own else f"{FOLDER}/{shown.name}"

    def _seat(self, at: Place, bodies: Mapping[Address, _Body]) -> tuple[Address, int]:
        """Return the body and the index at which a picture of the paragraph ``at`` goes."""
        best, seat = 0, (WHOLE, 0)
        for way, body in bodies.items():
            if best < (title := self._title_of(way)) <= at.line:
                best, seat = title, (way, 0)
            for index, paragraph in enumerate(body.paragraphs):
                if paragraph and best <= paragraph <= at.line:
                    best, seat = paragraph, (way, index + 1)
            if best < (people := self._roster_of(way)) <= at.line:
                mark = body.lines.index(ROSTER_MARK) + 1 if ROSTER_MARK in body.lines else len(body.lines)
                best, seat = people, (way, mark)
        texts = [
            line
            for line in self.transcript.lines
            if best < line.at.line <= at.line and line.text.strip() and not line.note
        ]
        if texts or not best:
            message = "这里的图片不在正文里，放到了它前面一段正文的后面；是印章、标志的，请从正文里删去"
            self.doubts.append(Finding("read.guess", Stretch(at), message, "", "惯例"))
        return seat

    def _title_of(self, way: Address) -> int:
        found = self.reading.stretches.get(way.to("标题"), ())
        return max((each.at.line for each in found), default=0)

    def _roster_of(self, way: Address) -> int:
        own = way.to("名单")
        places = (
            each.at.line
            for key, found in self.reading.stretches.items()
            if key[: len(own)] == own
            for each in found
        )
        return max(places, default=0)

    def _caption(self, body: _Body, index: int, paragraph: int) -> str:
        """Take the caption out of ``body``, below or else above a picture that goes to ``index``; "" for none."""
        for place in (index, index - 1):
            if 0 <= place < len(body.lines) and self._is_caption(body, place, paragraph):
                del body.paragraphs[place], body.origins[place]
                return body.lines.pop(place)
        return ""

    def _is_caption(self, body: _Body, index: int, paragraph: int) -> bool:
        """Whether a line is the caption of the picture in ``paragraph``: nothing stands between them."""
        own = body.paragraphs[index]
        if index < len(body.lines) and own > paragraph:
            between = [
                line
                for line in self.transcript.lines
                if paragraph < line.at.line < own and (line.text.strip() or line.figures)
            ]
            roles = {line.role for line in self.transcript.lines if line.at.line == own}
            is_named = (
                _CAPTION_ROLE in roles
                if self.transcript.is_own
                else bool(_CAPTION.fullmatch(body.lines[index]))
            )
            return not between and is_named
        return False


def _caption_of(shown: Shown, behind: Iterable[Piece]) -> str:
    """Return the caption of a picture, which the text ``behind`` it in its cell begins with; "" for none."""
    text = "".join(piece.text for piece in behind if not piece.form.carried).partition("|")[0]
    return shown.caption if "".join(text.split()).startswith("".join(shown.caption.split())) else ""


def _stripped(pieces: Iterable[Piece]) -> list[Piece]:
    """Return ``pieces`` without white space around them."""
    own = [piece for _, group in groupby(pieces) for piece in group]
    while own and not own[0].text.lstrip():
        own.pop(0)
    while own and not own[-1].text.rstrip():
        own.pop()
    if own:
        own[0] = own[0]._replace(text=own[0].text.lstrip())
        own[-1] = own[-1]._replace(text=own[-1].text.rstrip())
    return own


def _is_apart(text: str) -> bool:
    return text[:1] in ("!", "[") and (read_picture(text) is not None or read_note(text) is not None)


def _written(body: _Body) -> tuple[str, ...]:
    return (*body.lines, *map(write_note, body.notes))


def with_bodies(document: Document, bodies: Mapping[Address, tuple[str, ...]]) -> Document:
    """Return ``document`` with other ``bodies``, by the ways to their parts."""

    def attached(attachments: Sequence[Attachment], way: Address) -> tuple[Attachment, ...]:
        return tuple(
            each.model_copy(update={"body": bodies[way.to("附件", index)]})
            for index, each in enumerate(attachments)
        )

    def enclosed(way: Address, each: Enclosed) -> Enclosed:
        own = {"body": bodies[way], "attachments": attached(each.attachments, way)}
        return each.model_copy(update=own)

    update: dict[str, Any] = {"body": bodies[WHOLE], "attachments": attached(document.attachments, WHOLE)}
    carried = tuple(enclosed(way, each) for way, each in document.carried)
    if carried:
        update["enclosed"] = carried if isinstance(document.enclosed, tuple) else carried[0]
    return document.model_copy(update=update)


def _moved(stretches: Stretches, bodies: Mapping[Address, _Body]) -> dict[Address, tuple[Stretch, ...]]:
    """Return ``stretches`` with the lines of bodies at their new places."""
    found = {key: each for key, each in stretches.items() if key[-2:-1] != ("正文",)}
    for way, body in bodies.items():
        for index, origin in enumerate(body.origins):
            old = (origin,) if isinstance(origin, Stretch) else stretches.get(way.to("正文", origin))
            if old:
                found[way.to("正文", index)] = old
    return found
