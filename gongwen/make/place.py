"""Flow → Pages: every line and rule at its place on the sheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from gongwen.faces import BASELINE, DASH_HEIGHT
from gongwen.flow import Flow, Par, Run, Table
from gongwen.look import CELL_MARGIN, GRID, Look
from gongwen.make.lay_out import foot_height
from gongwen.make.paginate import Filler, Spot
from gongwen.make.setting import text_width
from gongwen.make.strips import cell_lines, cut_strips
from gongwen.pages import Ink, Line, Page, Pages, Stroke
from gongwen.profile import Profile
from gongwen.zh.width import latin_gaps

_BLACK = "000000"


@dataclass(slots=True)
class _Sheet:
    lines: list[Line] = field(default_factory=list)
    strokes: list[Stroke] = field(default_factory=list)
    is_numbered: bool = True


class _Placer:
    """Collects lines and strokes by page."""

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        self.sheets: list[_Sheet] = []

    def sheet(self, page: int) -> _Sheet:
        """Return page ``page`` (from 1), adding pages up to it."""
        while len(self.sheets) < page:
            self.sheets.append(_Sheet())
        return self.sheets[page - 1]

    def place(self, spots: Iterable[Spot]) -> None:
        """Put the lines of ``spots`` on their pages."""
        for spot in spots:
            if isinstance(spot.strip.block, Table):
                self._place_row(spot, spot.strip.block)
            elif spot.strip.look.fill:
                self._place_rule(spot)
            else:
                self._place_par(spot, spot.strip.block)

    def _place_par(self, spot: Spot, par: Par) -> None:
        sheet, area = self.sheet(spot.page), self.profile.sheet
        look, strip = spot.strip.look, spot.strip
        pieces = _pieces(par, strip.lines)
        for index in range(spot.start, spot.end):
            top = area.top + spot.top + (index - spot.start) * look.pitch
            baseline = top + BASELINE * look.pitch
            left = area.left + look.left + (look.first if index == 0 else 0.0)
            room = area.left + area.type_width - look.right - left
            is_last = index == len(strip.lines) - 1 or par.runs[0].text.count("\n") > 0
            sheet.lines.extend(self._set(pieces[index], par, look, left, room, baseline, is_last))

    def _place_rule(self, spot: Spot) -> None:
        look, area = spot.strip.look, self.profile.sheet
        y = area.top + spot.top + look.pitch / 2
        rule = Stroke(area.left, y, area.left + area.type_width, y, look.pitch, look.fill)
        self.sheet(spot.page).strokes.append(rule)

    def _set(
        self, runs: list[Run], par: Par, look: Look, left: float, room: float, baseline: float, is_last: bool
    ) -> Iterator[Line]:
        """Yield the line of ``runs``, one piece for each column that tabs make of it."""
        columns = list(_columns(runs))
        for number, column in enumerate(columns):
            natural = text_width("".join(run.text for run in column), look) - look.spacing
            x = self._column_start(par, number, len(columns), natural) if number else left
            is_open = is_last or number < len(columns) - 1
            line = self._line(column, look, x, room - (x - left), natural, baseline, is_open)
            if line.inks:
                yield line

    def _column_start(self, par: Par, number: int, count: int, natural: float) -> float:
        """Return where column ``number`` of ``count`` begins: at its stop, or so that it ends there."""
        if par.columns is None:
            return self.profile.sheet.left
        stop = self.profile.sheet.left + par.columns.stops[number - count]
        return stop - natural if par.columns.ends_right else stop

    def _line(
        self,
        runs: list[Run],
        look: Look,
        x: float,
        room: float,
        natural: float,
        baseline: float,
        is_last: bool,
    ) -> Line:
        inks = tuple(
            Ink(text, self._face(run, look), look.size, look.colour, gap)
            for run, text, gap in _cut_at_gaps(runs, look.gap)
        )
        if look.align in ("居中", "右"):
            spare = room - natural
            return Line(x + (spare / 2 if look.align == "居中" else spare), baseline, inks, natural)
        if natural > room + look.half / 2:
            room += text_width(inks[-1].text[-1], look)  # the last mark hangs
        is_spread = look.align == "两端" and not is_last
        return Line(x, baseline, inks, room, None if is_spread else look.spacing)

    def _face(self, run: Run, look: Look) -> str:
        return self.profile.looks[run.role].face if run.role else look.face

    def _place_row(self, spot: Spot, table: Table) -> None:
        sheet, area = self.sheet(spot.page), self.profile.sheet
        top, height = area.top + spot.top, spot.strip.heights
        x = area.left + (area.type_width - sum(table.widths)) / 2
        self._grid(sheet, x, top, height, table.widths)
        for cell, width, lines in zip(
            table.rows[spot.strip.row],
            table.widths,
            cell_lines(table, spot.strip.row, self.profile),
            strict=True,
        ):
            look = self.profile.looks[cell.role]
            offset = top + (height - len(lines) * look.pitch) / 2
            for index, text in enumerate(lines):
                baseline = offset + index * look.pitch + BASELINE * look.pitch
                room = width - 2 * CELL_MARGIN
                natural = text_width(text, look) - look.spacing
                line = self._line([Run(text)], look, x + CELL_MARGIN, room, natural, baseline, True)
                if text:
                    sheet.lines.append(line)
            x += width

    def _grid(self, sheet: _Sheet, x: float, top: float, height: float, widths: tuple[float, ...]) -> None:
        end = x + sum(widths)
        for y in (top, top + height):
            sheet.strokes.append(Stroke(x, y, end, y, GRID, _BLACK))
        edge = x
        for width in (0.0, *widths):
            edge += width
            sheet.strokes.append(Stroke(edge, top, edge, top + height, GRID, _BLACK))


def _pieces(par: Par, lines: tuple[str, ...]) -> list[list[Run]]:
    """Return the runs of ``par`` cut where its lines end."""
    waiting = list(par.labelled)
    cut: list[list[Run]] = []
    for line in lines:
        runs: list[Run] = []
        need = len(line)
        while waiting:
            run = waiting.pop(0)
            text = run.text.lstrip("\n") if not runs else run.text
            runs.append(Run(text[:need], run.role))
            rest = text[need:]
            need -= len(runs[-1].text)
            if rest:
                waiting.insert(0, Run(rest, run.role))
            if need == 0:
                break
        cut.append(runs)
    return cut


def _cut_at_gaps(runs: list[Run], gap: float) -> Iterator[tuple[Run, str, float]]:
    """Yield the text of ``runs`` in pieces, each with the room before it: none, or ``gap``."""
    places = latin_gaps("".join(run.text for run in runs)) if gap else []
    offset = 0
    for run in runs:
        end = offset + len(run.text)
        cuts = [offset, *(place for place in places if offset < place < end), end]
        for start, stop in pairwise(cuts):
            if start < stop:
                yield run, run.text[start - offset : stop - offset], gap if start in places else 0.0
        offset = end


def _columns(runs: list[Run]) -> Iterator[list[Run]]:
    column: list[Run] = []
    for run in runs:
        head, *more = run.text.split("\t")
        column.append(Run(head, run.role))
        for text in more:
            yield column
            column = [Run(text, run.role)]
    yield column


def place_pages(flow: Flow, profile: Profile) -> Pages:
    """Return ``flow`` as pages: the text, the 版记 at the foot of the last, and page numbers (7.5)."""
    placer = _Placer(profile)
    filler = Filler(profile.sheet.type_height)
    filler.fill(
        cut_strips(tuple(b for part in flow.parts if part.slot != "版记" for b in part.blocks), profile)
    )
    placer.place(filler.spots)
    placer.sheet(filler.page)
    _place_imprint(flow, profile, filler.page, placer)
    _number_pages(placer, profile)
    sheets = tuple(Page(tuple(sheet.lines), tuple(sheet.strokes)) for sheet in placer.sheets)
    return Pages(sheets, profile.sheet.width, profile.sheet.height, flow.title, flow.author, flow.date)


def _place_imprint(flow: Flow, profile: Profile, last: int, placer: _Placer) -> None:
    blocks = flow.part("版记")
    if not blocks:
        return
    page = last + {"same": 0, "next": 1, "after-blank": 2}[flow.imprint_page]
    foot = Filler(profile.sheet.type_height)
    foot.page, foot.used = page, profile.sheet.type_height - foot_height(blocks, profile)
    foot.fill(cut_strips(blocks, profile))
    placer.place(foot.spots)
    if flow.imprint_page == "after-blank":
        for number in (page - 1, page):
            placer.sheet(number).is_numbered = False


def _number_pages(placer: _Placer, profile: Profile) -> None:
    for number, sheet in enumerate(placer.sheets, 1):
        if sheet.is_numbered:
            sheet.lines.append(_page_number(number, profile))


def _page_number(number: int, profile: Profile) -> Line:
    rule, area = profile.page_number, profile.sheet
    look = profile.looks["单页码" if number % 2 else "双页码"]
    text = f"{rule.before}{number}{rule.after}"
    wide = text_width(text, look) - look.spacing
    x = area.left + (area.type_width - look.right - wide if look.align == "右" else look.left)
    baseline = area.top + area.type_height + rule.below + DASH_HEIGHT * look.size
    return Line(x, baseline, (Ink(text, look.face, look.size, look.colour),), wide)
