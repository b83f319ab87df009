"""Pictures in the cells of a table: each on a line of its own, its caption on the next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from gongwen.flow import PICTURE_ROUNDING, Cell, Figure, Run, Table
from gongwen.image import measure
from gongwen.make.pages.strips import cell_lines, row_heights
from gongwen.make.setting import Setting
from gongwen.markup.reading import PICTURE_SIGN, PLAIN, Marked, Piece, joined
from gongwen.units import POINTS_PER_MM


def on_lines(marked: Marked) -> Marked:
    """Return what a cell says as it stands in it, in lines: each picture is one, as PICTURE_SIGN."""
    if not any(piece.form.is_picture for piece in marked.pieces):
        return marked
    return Marked(tuple(joined(_on_lines(marked.pieces))))


def _on_lines(pieces: tuple[Piece, ...]) -> Iterator[Piece]:
    is_below = False
    for index, piece in enumerate(pieces):
        if piece.form.is_picture:
            caption = [Piece(f"\n{piece.text}")] if piece.text else []
            yield from (*[Piece("\n")] * (index > 0), piece._replace(text=PICTURE_SIGN), *caption)
            is_below = True
            continue
        is_above = any(each.form.is_picture for each in pieces[index + 1 : index + 2])
        text = piece.text.lstrip() if is_below else piece.text
        text = text.rstrip() if is_above else text
        if text or piece.form.note or piece.form.carried:
            yield from (*[Piece("\n")] * is_below, piece._replace(text=text))
            is_below = False


def wanted_width(marked: Marked, setting: Setting) -> float:
    """Return how wide the widest picture of a cell wants to be, points; 0 for none."""
    figures = _figures(marked, setting)
    return max((figure.width for figure in figures if figure), default=0.0)


def _figures(marked: Marked, setting: Setting) -> Iterator[Figure | None]:
    """Yield the pictures of a cell in their order, as large as they want to be; None for one that is not there."""
    for piece in marked.pieces:
        form = piece.form
        if not form.is_picture:
            continue
        data = setting.pictures.get(form.carried)
        if data is None:
            yield None
            continue
        own = measure(data)
        width = (form.width * POINTS_PER_MM if form.width > 0 else -form.width * setting.room) or own.width
        high = width * own.height / own.width
        yield Figure(data, form.carried, width, high, form.width, caption=piece.text)


def fill_cell(cell: Cell, marked: Marked, head: Table, setting: Setting, *, is_below: bool) -> Cell:
    """Return ``cell`` with the pictures that ``marked`` says, no wider than its room.

    They are no higher than what a page has for them beside the text of the cell and, where it ``is_below`` that, the
    ``head`` of the table.
    """
    figures = _figures(marked, setting)
    runs = tuple(_with_figure(run, next(figures)) if run.form.is_picture else run for run in cell.par.runs)
    cell = replace(cell, par=cell.par._replace(runs=runs))
    look, room = setting.profile.look_of(cell.par), head.width_of(cell) - 2 * head.margin
    text = len(cell_lines(cell, head, setting.profile)) - len(cell.figures)
    page = setting.profile.sheet.area(2, is_turned=setting.is_turned).height
    page -= sum(row_heights(head, setting.profile)) if is_below else 0.0
    page -= (
        text * look.pitch + 2 * head.room + setting.profile.body.pitch
    )  # a page is filled by lines of the text
    high = max(page / max(len(cell.figures), 1) - PICTURE_ROUNDING, look.pitch)
    shrunk = (run._replace(figure=_shrunk(run.figure, room, high)) if run.figure else run for run in runs)
    return replace(cell, par=cell.par._replace(runs=tuple(shrunk)))


def _with_figure(run: Run, figure: Figure | None) -> Run:
    return Run(PICTURE_SIGN, run.role, PLAIN, figure=figure) if figure else Run("")


def _shrunk(figure: Figure, room: float, high: float) -> Figure:
    scale = min(1.0, room / figure.width, high / figure.height)
    return figure._replace(width=figure.width * scale, height=figure.height * scale)
