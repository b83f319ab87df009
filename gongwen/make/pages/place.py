"""Flow → Pages: every line and rule at its place on the sheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from gongwen.faces import BASELINE, DASH_HEIGHT
from gongwen.flow import PAGE_BREAK, Cell, Figure, Flow, Par, Part, Run, Stack, Table
from gongwen.image import as_drawn
from gongwen.look import GRID, LOWERED, RAISED, SCRIPT, Look
from gongwen.make.footnotes import GAP, LINE_WEIGHT, LINE_WIDTH
from gongwen.make.pages.imprint_room import PAGES_AHEAD, fill_pages, foot_height
from gongwen.make.pages.paginate import Filler, Spot
from gongwen.make.pages.strips import cell_lines, cut_strips, line_heights, row_heights
from gongwen.make.setting import runs_width, text_width
from gongwen.markup.reading import PLAIN
from gongwen.pages import Image, Ink, Line, Page, Pages, Stroke
from gongwen.profile import Area, Profile
from gongwen.zh.lines import BLANKS
from gongwen.zh.width import latin_gaps

_BLACK = "000000"


@dataclass(slots=True)
class _Sheet:
    area: Area
    is_turned: bool = False
    lines: list[Line] = field(default_factory=list)
    strokes: list[Stroke] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    notes: list[Par] = field(default_factory=list)
    """The footnotes that are called on it."""
    is_numbered: bool = True


class _Placer:
    """Collects lines and strokes by page."""

    def __init__(self, profile: Profile, filler: Filler) -> None:
        self.profile = profile
        self.filler = filler
        self.sheets: list[_Sheet] = []
        self.table_pages: dict[int, int] = {}
        """The page to which each table went on last, its repeated head aside."""
        self.last_rows = {
            (id(spot.strip.block), spot.page): spot.strip.row for spot in filler.spots if not spot.is_repeat
        }
        """The last row of each table on each page."""

    def sheet(self, page: int) -> _Sheet:
        """Return page ``page`` (from 1), adding pages up to it."""
        while len(self.sheets) < page:
            number = len(self.sheets) + 1
            is_turned = number in self.filler.turned
            self.sheets.append(_Sheet(self.filler.sheet.area(number, is_turned=is_turned), is_turned))
        return self.sheets[page - 1]

    def place(self, spots: Iterable[Spot]) -> None:
        """Put the lines of ``spots`` on their pages."""
        for spot in spots:
            if isinstance(spot.strip.block, Table):
                self._place_row(spot, spot.strip.block)
            elif isinstance(spot.strip.block, Stack):
                self._place_stack(spot, spot.strip.block)
            elif spot.strip.look.fill:
                self._place_rule(spot)
            else:
                self._place_par(spot, spot.strip.block)

    def _place_par(self, spot: Spot, par: Par) -> None:
        sheet = self.sheet(spot.page)
        area, look, strip = sheet.area, spot.strip.look, spot.strip
        pieces = _pieces(par, strip.lines)
        if strip.called is not None:
            sheet.notes += strip.called.of(spot.start, spot.end)
        if par.figure:
            sheet.images.append(_figure(par.figure, spot, sheet.area))
            return
        if spot.start == 0:
            sheet.images += [
                Image(picture.data, area.left + picture.x, area.top + spot.top + picture.y, *picture[3:])
                for picture in par.pictures
            ]
        for index in range(spot.start, spot.end):
            top = area.top + spot.top + (index - spot.start) * look.pitch
            baseline = top + BASELINE * look.pitch
            left = area.left + look.left + (look.first if index == 0 else 0.0)
            room = area.left + area.width - look.right - left
            is_last = index == len(strip.lines) - 1 or par.runs[0].text.count("\n") > 0
            sheet.lines.extend(self._set(pieces[index], par, look, area.left, left, room, baseline, is_last))

    def place_notes(self) -> None:
        """Put the footnotes at the foot of the pages that call them, below a line."""
        for number, sheet in enumerate(self.sheets, 1):
            strips = cut_strips(tuple(sheet.notes), self.profile, sheet.area.width)
            top = sheet.area.height - sum(strip.height for strip in strips)
            if strips:
                y, x = sheet.area.top + top - GAP / 2, sheet.area.left
                sheet.strokes.append(Stroke(x, y, x + LINE_WIDTH, y, LINE_WEIGHT, _BLACK))
            for strip in strips:
                assert isinstance(strip.block, Par)
                self._place_par(Spot(strip, number, top, 0, len(strip.lines)), strip.block)
                top += strip.height

    def _place_stack(self, spot: Spot, stack: Stack) -> None:
        sheet, look = self.sheet(spot.page), spot.strip.look
        left = sheet.area.left + (sheet.area.width - sum(stack.widths)) / 2
        baseline = sheet.area.top + spot.top + BASELINE * look.pitch
        for index, name in enumerate(stack.names):
            ink = Ink(name.text, look.face, look.size, look.colour)
            sheet.lines.append(
                Line(left, baseline + index * look.pitch, (ink,), stack.widths[0], role=name.role)
            )
        word = Ink(stack.word.text, look.face, look.size, look.colour)
        wide = text_width(word.text, look)
        x, half_way = left + sum(stack.widths) - wide, baseline + (len(stack.names) - 1) * look.pitch / 2
        sheet.lines.append(Line(x, half_way, (word,), wide, role=stack.word.role))

    def _place_rule(self, spot: Spot) -> None:
        sheet = self.sheet(spot.page)
        sheet.strokes.append(_rule(spot.strip.look, sheet.area, sheet.area.top + spot.top))

    def _set(
        self,
        runs: list[Run],
        par: Par,
        look: Look,
        edge: float,
        left: float,
        room: float,
        baseline: float,
        is_last: bool,
    ) -> Iterator[Line]:
        """Yield the line of ``runs``, one piece for each column that tabs make of it; stops count from ``edge``."""
        columns = list(_columns(runs))
        for number, column in enumerate(columns):
            natural = runs_width(column, look) - look.spacing
            x = edge + _column_start(par, number, len(columns), natural) if number else left
            is_open = is_last or number < len(columns) - 1
            line = self._line(column, par, look, x, room - (x - left), natural, baseline, is_open)
            if line.inks:
                yield line

    def _line(
        self,
        runs: list[Run],
        par: Par,
        look: Look,
        x: float,
        room: float,
        natural: float,
        baseline: float,
        is_last: bool,
    ) -> Line:
        inks = tuple(self._ink(run, text, gap, look) for run, text, gap in _cut_at_gaps(runs, look.gap))
        if look.align in ("居中", "右"):
            spare = room - natural
            return Line(
                x + (spare / 2 if look.align == "居中" else spare),
                baseline,
                inks,
                natural,
                role=par.role,
                at=par.at,
            )
        text = "".join(run.text for run in runs)
        if blanks := len(text) - len(text.rstrip(BLANKS)):
            room += text_width(text[-blanks:], look)  # blanks hang
        elif natural > room + look.half / 2:
            room += text_width(inks[-1].text[-1], look)  # the last mark hangs
        is_spread = look.align == "分散" or (look.align == "两端" and not is_last)
        return Line(x, baseline, inks, room, None if is_spread else look.spacing, role=par.role, at=par.at)

    def _ink(self, run: Run, text: str, gap: float, look: Look) -> Ink:
        face = self.profile.looks[run.role].face if run.role else look.face
        form = run.form
        if form is PLAIN:
            return Ink(text, face, look.size, look.colour, gap)
        size = look.size * SCRIPT if form.script else look.size
        rise = {"上标": RAISED, "下标": -LOWERED}.get(form.script, 0.0) * look.size
        return Ink(text, face, size, look.colour, gap, rise, form.is_bold, form.is_underlined)

    def _place_row(self, spot: Spot, table: Table) -> None:
        """Put the cells of one row on their page; of a cell over several rows, what stands on this page."""
        sheet, row = self.sheet(spot.page), spot.strip.row
        heights = row_heights(table, self.profile)
        left = sheet.area.left + (sheet.area.width - sum(table.widths)) / 2
        top = sheet.area.top + spot.top
        if spot.strip.called is not None and not spot.is_repeat:
            sheet.notes += spot.strip.called.of(spot.start, spot.end)
        is_first = not spot.is_repeat and self.table_pages.get(id(table)) != spot.page
        if is_first:
            self.table_pages[id(table)] = spot.page
        for start, cell in table.cells_in(row):
            if start != row and not is_first:
                continue
            x, wide = left + sum(table.widths[: cell.column]), table.width_of(cell)
            last = min(start + cell.down, self.last_rows[id(table), spot.page] + 1)
            box = Area(x, top, wide, sum(heights[row:last]))
            if len(spot.strip.lines) > 1:
                box = box._replace(height=(spot.end - spot.start) * spot.strip.heights)
                self._frame(sheet, box)
                self._place_piece(sheet, cell, table, box, spot)
                continue
            self._frame(sheet, box)
            if start == row:
                self._place_cell(sheet, cell, table, box)

    def _place_piece(self, sheet: _Sheet, cell: Cell, table: Table, box: Area, spot: Spot) -> None:
        """Put the lines of a cell that stand on one page, in a row that goes on from page to page."""
        look, lines = self.profile.look_of(cell.par), cell_lines(cell, table, self.profile)
        box = box._replace(top=box.top + (spot.strip.heights - look.pitch) / 2)
        pieces = _pieces(cell.par, tuple(lines))[spot.start : spot.end]
        self._place_lines(sheet, pieces, cell.par, table, box, [spot.strip.heights] * len(pieces))

    def _place_cell(self, sheet: _Sheet, cell: Cell, table: Table, box: Area) -> None:
        lines = cell_lines(cell, table, self.profile)
        heights = line_heights(cell, lines, self.profile)
        box = box._replace(top=box.top + (box.height - sum(heights)) / 2)
        self._place_lines(sheet, _pieces(cell.par, tuple(lines)), cell.par, table, box, heights)

    def _place_lines(
        self,
        sheet: _Sheet,
        lines: Sequence[list[Run]],
        par: Par,
        table: Table,
        box: Area,
        heights: Sequence[float],
    ) -> None:
        """Put ``lines`` of these ``heights`` into a cell, from the top of ``box`` on."""
        top, look = box.top, self.profile.look_of(par)
        x, room = box.left + table.margin + look.left, box.width - 2 * table.margin - look.left - look.right
        for runs, height in zip(lines, heights, strict=True):
            figure = next((run.figure for run in runs if run.figure), None)
            if figure:
                left = x + {"居中": 0.5, "右": 1.0}.get(look.align, 0.0) * (room - figure.width)
                above = top + (height - figure.height) / 2
                sheet.images.append(Image(as_drawn(figure.data), left, above, figure.width, figure.height))
            elif any(run.text for run in runs):
                natural = runs_width(runs, look) - look.spacing
                baseline = top + BASELINE * look.pitch
                sheet.lines.append(self._line(runs, par, look, x, room, natural, baseline, True))
            top += height

    def _frame(self, sheet: _Sheet, box: Area) -> None:
        x, y, wide, high = box
        for edge in (y, y + high):
            sheet.strokes.append(Stroke(x, edge, x + wide, edge, GRID, _BLACK))
        for edge in (x, x + wide):
            sheet.strokes.append(Stroke(edge, y, edge, y + high, GRID, _BLACK))


def _figure(figure: Figure, spot: Spot, area: Area) -> Image:
    """Return the picture in the middle of its line; one that is not drawn keeps its room."""
    x = area.left + (area.width - figure.width) / 2
    return Image(as_drawn(figure.data), x, area.top + spot.top, figure.width, figure.height)


def _column_start(par: Par, number: int, count: int, natural: float) -> float:
    """Return where column ``number`` of ``count`` begins, by what its stop is for a text ``natural`` wide."""
    if par.columns is None:
        return 0.0
    before = {"left": 0.0, "centre": natural / 2, "right": natural}[par.columns.side]
    return par.columns.stops[number - count] - before


def _rule(look: Look, area: Area, top: float) -> Stroke:
    """Return the rule of ``look`` whose upper edge is at ``top``."""
    y = top + look.pitch / 2
    return Stroke(area.left + look.left, y, area.left + area.width - look.right, y, look.pitch, look.fill)


def _pieces(par: Par, lines: tuple[str, ...]) -> list[list[Run]]:
    """Return the runs of ``par`` cut where its lines end."""
    waiting = list(par.labelled)
    cut: list[list[Run]] = []
    for line in lines:
        runs: list[Run] = []
        need = len(line)
        while waiting:
            run = waiting.pop(0)
            text = run.text.lstrip(f"\n{PAGE_BREAK}") if not runs else run.text
            runs.append(run.cut(text[:need]))
            rest = text[need:]
            need -= len(runs[-1].text)
            if rest:
                waiting.insert(0, run.cut(rest))
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
        cuts = [offset, *(index for index in places if offset < index < end), end]
        for start, stop in pairwise(cuts):
            if start < stop:
                yield run, run.text[start - offset : stop - offset], gap if start in places else 0.0
        offset = end


def _columns(runs: list[Run]) -> Iterator[list[Run]]:
    column: list[Run] = []
    for run in runs:
        head, *more = run.text.split("\t")
        column.append(run.cut(head))
        for text in more:
            yield column
            column = [run.cut(text)]
    yield column


def place_pages(flow: Flow, profile: Profile) -> Pages:
    """Return ``flow`` as pages: the text, the 版记 at the foot of the last, and page numbers (7.5)."""
    filler = fill_pages(flow.bound, Filler(profile.sheet, profile.body.pitch), profile)
    placer = _Placer(profile, filler)
    placer.place(filler.spots)
    placer.place_notes()
    placer.sheet(filler.page)
    _place_imprint(flow, profile, filler.page, placer)
    _place_foot_rules(placer.sheet(1), profile)
    _number_pages(placer.sheets, profile, opens=True)
    sheets = placer.sheets + [sheet for part in flow.apart for sheet in _place_apart(part, profile)]
    placed = tuple(
        Page(tuple(sheet.lines), tuple(sheet.strokes), tuple(sheet.images), sheet.is_turned)
        for sheet in sheets
    )
    return Pages(placed, profile.sheet.width, profile.sheet.height, flow.title, flow.author, flow.date)


def _place_apart(part: Part, profile: Profile) -> list[_Sheet]:
    """Return the sheets of an attachment that is bound apart, numbered from 1 (7.3.7)."""
    filler = fill_pages((part,), Filler(profile.sheet.usual, profile.body.pitch), profile)
    placer = _Placer(profile, filler)
    placer.place(filler.spots)
    placer.place_notes()
    _number_pages(placer.sheets, profile, opens=False)
    return placer.sheets


def _place_imprint(flow: Flow, profile: Profile, last: int, placer: _Placer) -> None:
    blocks = flow.part("版记")
    if not blocks:
        return
    page = last + PAGES_AHEAD[flow.imprint_page]
    foot = Filler(profile.sheet, profile.body.pitch, page)
    foot.height = foot.area.height  # a frame at the foot keeps to no grid
    foot.used = foot.height - foot_height(blocks, profile)
    foot.fill(cut_strips(blocks, profile))
    placer.place(foot.spots)
    if flow.imprint_page == "after-blank":
        for number in (page - 1, page):
            placer.sheet(number).is_numbered = False


def _place_foot_rules(sheet: _Sheet, profile: Profile) -> None:
    """Draw the lines at the foot of the first page (10.1)."""
    looks = [profile.looks[role] for role in profile.head.foot_rules]
    y = profile.sheet.height - profile.head.foot_rules_bottom - sum(look.pitch for look in looks)
    for look in looks:
        if look.fill:
            sheet.strokes.append(_rule(look, sheet.area, y))
        y += look.pitch


def _number_pages(sheets: Iterable[_Sheet], profile: Profile, *, opens: bool) -> None:
    """Number ``sheets``; ``opens`` says that the first of them is that of the document."""
    for number, sheet in enumerate(sheets, 1):
        if sheet.is_numbered and (number > 1 or profile.page_number.on_first or not opens):
            sheet.lines.append(_page_number(number, sheet.is_turned, profile))


def _page_number(number: int, is_turned: bool, profile: Profile) -> Line:
    """Return the number where it stands on an upright sheet; a turned one carries it along (7.5, 8)."""
    rule, area = profile.page_number, profile.sheet
    look = profile.looks["单页码" if number % 2 else "双页码"]
    text = f"{rule.before}{number}{rule.after}"
    wide = text_width(text, look) - look.spacing
    room = area.type_width - wide
    x = area.left + {"右": room - look.right, "居中": room / 2}.get(look.align, look.left)
    baseline = area.top + area.type_height + rule.below + DASH_HEIGHT * look.size
    ink = Ink(text, look.face, look.size, look.colour)
    if is_turned:
        return Line(area.height - baseline, x, (ink,), wide, is_turned=True)
    return Line(x, baseline, (ink,), wide)
