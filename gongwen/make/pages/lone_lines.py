"""First lines alone at the foot of a page, where LibreOffice would not take them back to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import attrgetter

from gongwen.flow import Block, Par, Stack, Table
from gongwen.make.pages.paginate import Filler, Spot

_FEW_NODES, _PARS_OF_FEW = 100, 25
"""Up to how many nodes a document counts as short, and how many paragraphs a page of it has."""
_PARS, _MORE_PARS, _MOST_PARS = 20, 3, 53
"""Paragraphs to a page of a longer one, how many more for each thousand nodes, and the most."""
_NODES_OF_TABLE, _NODES_OF_CELL = 2 - 25, 3
_OVERFULL = 10
"""Paragraphs beyond those from which a table is cut into pieces."""
_LONG = 3
"""Pages' worth of paragraphs from which a row counts as one; in a shorter table each of its cells does."""
_LEAST_ROWS = 2


def lines_not_taken_back(spots: Sequence[Spot], filler: Filler) -> Iterator[Par]:
    """Yield the paragraphs whose first line stands alone at the foot of a page in ``spots``, but not in LibreOffice.

    It deals all blocks out by their number before it knows how high they are, then fills its pages from the first
    on. What it dealt to the page behind the one where it belongs it takes back, but never for one line.
    ``filler`` is what placed the last of them. A paragraph that no page can hold, or that is kept whole already and yet
    parted, is none of these.
    """
    lone = {id(spot.strip.block) for spot in spots if spot.end == 1 and _is_lone(spot, filler.room)}
    if not lone:
        return
    begins = [spot for spot in spots if not (spot.start or spot.is_repeat or spot.strip.row > 0)]
    grids = [block for spot in begins if not isinstance(block := spot.strip.block, Par)]
    dealer, first, was_turned = _Dealer(len(begins) + sum(map(_count_further_nodes, grids))), 0, False
    for page, group in groupby(begins, key=attrgetter("page")):
        is_turned = page in filler.turned
        for strip in (spot.strip for spot in group):
            block = strip.block
            if strip.look.starts_page or is_turned != was_turned:
                dealer.open()
                first, was_turned = page - dealer.page, is_turned
            else:
                dealer.deal(block)
            if id(block) in lone and isinstance(block, Par) and first + dealer.page == page + 1:
                yield block


def _is_lone(spot: Spot, room: float) -> bool:
    """Whether a first line alone stands there, of a paragraph for which a page has ``room`` and that may be parted."""
    strip = spot.strip
    is_first = strip.row < 0 and spot.start == 0 and spot.end == 1 < len(strip.lines)
    return is_first and strip.height <= room and not strip.look.keeps_lines


def _count_further_nodes(grid: Table | Stack) -> int:
    """Return what ``grid`` adds, more than a paragraph, to the size by which LibreOffice chooses how many a page has."""
    if isinstance(grid, Stack):
        return _NODES_OF_TABLE + _NODES_OF_CELL * 2 * len(grid.names) - 1
    return _NODES_OF_TABLE + _NODES_OF_CELL * sum(map(len, map(grid.cells_in, range(len(grid.rows))))) - 1


class _Dealer:
    """Deals blocks out to pages as LibreOffice does on opening a file."""

    def __init__(self, nodes: int) -> None:
        self.page, self.count = 1, 0
        more = nodes // 1000 * _MORE_PARS
        self.most = min(_PARS + more, _MOST_PARS) if nodes > _FEW_NODES else _PARS_OF_FEW

    def open(self) -> None:
        """Begin a page."""
        self.page, self.count = self.page + 1, 0

    def deal(self, block: Block) -> None:
        """Go on by ``block``; the page is then that on which it ends."""
        if isinstance(block, Table):
            self._deal_rows(len(block.rows), len(block.cells_in(min(1, len(block.rows) - 1))), block.head)
            return
        self.count += len(block.names) if isinstance(block, Stack) else 1
        if self.count > self.most:
            self.open()

    def _deal_rows(self, rows: int, cells: int, head: int) -> None:
        self.count += rows
        if self.count <= self.most + _OVERFULL:
            if self.count > self.most:
                self.open()
            return
        piece = self.most if rows > _LONG * self.most else max(_LEAST_ROWS, self.most // cells)
        end = piece
        while end < rows and end - piece + head < end:
            rows, end = rows + head, end + piece
            self.open()
        self.open()
