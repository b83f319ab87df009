"""What the lines of a reading held besides text: written into them in the notation, pictures on lines of their own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import PurePosixPath
from typing import Any

from rapidfuzz.distance import LCSseq

from gongwen.address import WHOLE, Address, Place, Stretch, Stretches
from gongwen.document import Attachment, Document, Enclosed, parts_of
from gongwen.finding import Finding
from gongwen.markup.reading import FORMULA_SUFFIX, OBJECT_SUFFIX, PLAIN, Form, NoteLine, PictureLine, Piece
from gongwen.markup.writing import write_line, write_note, write_picture
from gongwen.ooxml.carried import fact_of, file_of, is_formula_text
from gongwen.pattern import pattern
from gongwen.recognise.reading import Reading
from gongwen.terms.label import find_label
from gongwen.transcript import Line, Shown

FOLDER = "附图"
"""Where the pictures and carried parts of a file stand that does not name them itself."""
_ROSTER = "{名单}"
_CAPTION = pattern(r"图\s?[0-9一二三四五六七八九十]+(?:[-—.]\d+)?[\s\u3000：:]?[^。；]{1,40}")
_CAPTION_ROLE = "图题"
_LEAD = pattern(r"[^。：:]*[。：:]")


@dataclass(slots=True)
class _Cell:
    """One character of the source: what it is, and the calls and carried parts before it."""

    text: str
    form: Form = PLAIN
    signs: tuple[Piece, ...] = ()


@dataclass(slots=True)
class _Body:
    """The lines of one body, each with the paragraph in which it stands (0: unknown)."""

    lines: list[str]
    paragraphs: list[int]
    origins: list[int | None]
    """Of each line: its index before anything was added."""
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
        self.held = {line.at.line: line for line in lines if line.pieces and not line.note}
        self.media: dict[str, bytes] = {}
        self.doubts: list[Finding] = []
        self.carried: dict[str, str] = {}

    def dressed(self) -> Reading:
        document = self.reading.document
        bodies = {way: self._body(way, part.body) for way, part in parts_of(document)}
        for line in self.transcript.lines:
            for shown in line.figures:
                self._insert(line, shown, bodies)
        changed = {way: _written(body) for way, body in bodies.items()}
        if all(changed[way] == part.body for way, part in parts_of(document)):
            return replace(self.reading, doubts=(*self.reading.doubts, *self.doubts))
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
        if self.transcript.is_marked:
            return line
        cells = [cell for stretch in stretches for cell in self._cells(stretch)]
        if all(cell.form == PLAIN and not cell.signs for cell in cells):
            return write_line((Piece(line),))
        pieces = _aligned(line, cells)
        return write_line([self._named(piece, body) for piece in pieces])

    def _cells(self, stretch: Stretch) -> list[_Cell]:
        """Return the characters of ``stretch``; of a paragraph without looks none is known."""
        source = self.held.get(stretch.at.line)
        if source is None:
            return []
        cells = list(_cells_of(source.pieces if self.transcript.is_own else _meant(source)))
        end = stretch.end
        whole = end is None or end >= len(cells) - 1
        return cells[stretch.start :] if whole else cells[stretch.start : end]

    def _named(self, piece: Piece, body: _Body) -> Piece:
        """Return ``piece`` with the key of its note in this body, or with the file of its formula or object."""
        if piece.form.note:
            key = str(len(body.notes) + 1)
            body.notes.append(NoteLine(key, self._note_text(piece.form.note)))
            return Piece("", Form(note=key))
        if piece.form.carried:
            return piece._replace(
                form=piece.form._replace(carried=self._carry(piece.form.carried, piece.text))
            )
        return piece

    def _note_text(self, key: str) -> str:
        found = [line for line in self.transcript.lines if line.note == key]
        pieces: list[Piece] = []
        for line in found:
            own = line.pieces or (Piece(line.text),)
            pieces += [Piece(" "), *own] if pieces else own
        return write_line(
            _stripped(piece for piece in pieces if not piece.form.note and not piece.form.carried)
        )

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
        body = bodies[way]
        name = shown.name if self.transcript.is_own and "/" in shown.name else ""
        path = self._add(
            name or (shown.name if self.transcript.is_own else f"{FOLDER}/{shown.name}"), shown.data
        )
        caption = self._caption(body, index, line.at.line)
        body.lines.insert(index, write_picture(PictureLine(caption, path, shown.width)))
        body.paragraphs.insert(index, line.at.line)
        body.origins.insert(index, None)

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
                mark = body.lines.index(_ROSTER) + 1 if _ROSTER in body.lines else len(body.lines)
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

    def _is_caption(self, body: _Body, place: int, paragraph: int) -> bool:
        """Whether a line is the caption of the picture in ``paragraph``: nothing stands between them."""
        own = body.paragraphs[place]
        if place < len(body.lines) and own > paragraph:
            between = [
                line
                for line in self.transcript.lines
                if paragraph < line.at.line < own and (line.text.strip() or line.figures)
            ]
            roles = {line.role for line in self.transcript.lines if line.at.line == own}
            is_named = (
                _CAPTION_ROLE in roles
                if self.transcript.is_own
                else bool(_CAPTION.fullmatch(body.lines[place]))
            )
            return not between and is_named
        return False


def _cells_of(pieces: Iterable[Piece]) -> Iterator[_Cell]:
    """Yield the characters of ``pieces``, and at the end one of no text for the signs behind the last."""
    signs: tuple[Piece, ...] = ()
    for piece in pieces:
        if piece.form.note or piece.form.carried:
            signs = (*signs, piece)
            continue
        for character in piece.text:
            yield _Cell(character, piece.form, signs)
            signs = ()
    yield _Cell("", PLAIN, signs)


def _meant(line: Line) -> tuple[Piece, ...]:
    """Return the pieces of a line without the looks that are layout: the weight of all of it, of a heading in it."""
    pieces = tuple(
        piece._replace(form=piece.form._replace(is_underlined=False)) if piece.form.link else piece
        for piece in line.pieces
    )
    if not any(piece.form.is_bold for piece in pieces):
        return pieces
    if line.is_row:
        return tuple(piece for cell in _split(pieces, "\t") for piece in _lightened(cell))
    text = "".join(piece.text for piece in pieces if not piece.form.carried)
    lead = _LEAD.match(text) if find_label(text) else None
    return _lightened(pieces, lead.end() if lead else len(text))


def _split(pieces: Iterable[Piece], mark: str) -> Iterator[list[Piece]]:
    """Yield ``pieces`` cut behind each ``mark``."""
    cell: list[Piece] = []
    for piece in pieces:
        *heads, last = piece.text.split(mark)
        for head in heads:
            yield [*cell, piece._replace(text=head + mark)]
            cell = []
        cell.append(piece._replace(text=last))
    yield cell


def _lightened(pieces: Sequence[Piece], stop: int | None = None) -> tuple[Piece, ...]:
    """Return ``pieces``, the first ``stop`` characters not bold where all of them are."""
    text = [(character, piece.form) for piece in pieces if not piece.form.carried for character in piece.text]
    head = text[:stop]
    if not all(form.is_bold for character, form in head if not character.isspace()):
        return tuple(pieces)
    left, light = len(head), []
    for piece in pieces:
        count = 0 if piece.form.carried else min(len(piece.text), left)
        left -= count
        plain = piece.form._replace(is_bold=False)
        light += [Piece(piece.text[:count], plain), piece._replace(text=piece.text[count:])]
    return tuple(piece for piece in light if piece.text or piece.form.note or piece.form.carried)


def _aligned(line: str, cells: Sequence[_Cell]) -> list[Piece]:
    """Return the pieces of ``line`` as the ``cells`` of its source say it, white space aside."""
    source = [cell for cell in cells if not cell.text.isspace()]
    inked = [place for place, character in enumerate(line) if not character.isspace()]
    found: dict[int, _Cell] = {}
    signs: dict[int, tuple[Piece, ...]] = {}
    last = -1
    steps = LCSseq.opcodes([cell.text for cell in source], [line[place] for place in inked])
    for step in steps:
        for offset in range(step.src_end - step.src_start):
            cell, to = source[step.src_start + offset], step.dest_start + offset
            seat = last + 1 if last >= 0 else inked[0]
            if cell.signs:
                signs[seat] = (*signs.get(seat, ()), *cell.signs)
            if step.tag == "equal":
                last = inked[to]
                found[last] = cell
    pieces: list[Piece] = []
    for place, character in enumerate(line):
        own = found.get(place)
        form = own.form if own else _between(place, found) if character.isspace() else PLAIN
        pieces += [*signs.get(place, ()), Piece(character, form)]
    return [*pieces, *signs.get(len(line), ())]


def _between(place: int, found: Mapping[int, _Cell]) -> Form:
    """Return the form of a blank: that of its neighbours where they share one."""
    before, behind = found.get(place - 1), found.get(place + 1)
    return before.form if before and behind and before.form == behind.form else PLAIN


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
            old = stretches.get(way.to("正文", origin)) if origin is not None else None
            if old:
                found[way.to("正文", index)] = old
    return found
