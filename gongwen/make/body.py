"""正文 → blocks: paragraphs, headings, tables, pictures and the roster at its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from gongwen.address import Address
from gongwen.document import ROSTER_MARK, Roster
from gongwen.flow import Block, Par, Run, Table
from gongwen.make.articles import divisions_of, lay_division
from gongwen.make.headings import lay_item
from gongwen.make.marked import Dresser, read_body
from gongwen.make.pages.alike import break_alike
from gongwen.make.pages.unbroken import keep_unstretched
from gongwen.make.pictures import lay_picture
from gongwen.make.roster import lay_roster
from gongwen.make.setting import Setting
from gongwen.make.tables.sketch import is_row, is_widths_mark
from gongwen.make.tables.tabbed import as_rows, find_tabbed, lay_listed
from gongwen.make.tables.table import NOTE, accompany, lay_table
from gongwen.profile import BODY
from gongwen.terms.heading import Item, find_items
from gongwen.zh.lines import has_long_word


def lay_body(body: Sequence[str], roster: Roster, path: Address, setting: Setting) -> list[Block]:
    """Return the blocks of the element at ``path`` that has this ``body`` and ``roster``.

    Without a line {名单} the roster follows the text.
    """
    blocks = list(_Layer(body, roster, path, setting).blocks())
    if any(map(has_long_word, body)):
        blocks = list(keep_unstretched(blocks, setting))
    if roster and ROSTER_MARK not in body:
        blocks.extend(lay_roster(roster, path, setting))
    return list(break_alike(blocks, setting))


class _Layer:
    """Lays the lines of one body."""

    def __init__(self, written: Sequence[str], roster: Roster, path: Address, setting: Setting) -> None:
        self.written, self.roster, self.path, self.setting = written, roster, path, setting
        self.text = read_body(written)
        tabbed = list(find_tabbed(self.text.lines))
        self.body = as_rows(self.text.lines, tabbed)
        self.dresser = Dresser(self.text.notes, setting.note_numbers.get(path, 1), setting.pictures)
        self.beside = {index: (role, line) for index, role, line in accompany(self.body)}
        self.lists = {line: each for each in tabbed if each.form == "list" for line in each.lines}
        self.divisions = divisions_of(self.body)
        self.items = find_items(
            self.body,
            setting.profile.headings.longest,
            are_articles=bool(self.divisions),
            is_followed=bool(roster) and ROSTER_MARK not in self.body,
        )

    def blocks(self) -> Iterator[Block]:
        """Yield the blocks, in order."""
        for (are_rows, _), group in groupby(enumerate(self.body), key=self._section):
            lines = list(group)
            yield from self._pictures(lines[0][0])
            if are_rows:
                yield self._table(lines)
                continue
            if is_widths_mark(lines[-1][1]) and lines[-1][0] + 1 < len(self.body):
                lines.pop()
            for index, line in lines:
                yield from self._dressed(index, self._line(index, line))
        yield from self._pictures(len(self.body))

    def _section(self, item: tuple[int, str]) -> tuple[bool, int]:
        """Return whether a line is a row, and before how many lines up to it pictures stand."""
        pictures = self.text.pictures
        return is_row(item[1]), sum(index <= item[0] for index in pictures) if pictures else 0

    def _way(self, index: int) -> Address:
        """Return the way to the line at ``index``, as written."""
        return self.path.to("正文", self.text.places[index])

    def _pictures(self, index: int) -> Iterator[Par]:
        """Yield the pictures before the line at ``index``."""
        for place, picture in self.text.pictures.get(index, ()):
            at = self.setting.at(*self.path, "正文", place)
            yield from lay_picture(picture, at, self.setting, self.dresser)

    def _table(self, lines: Sequence[tuple[int, str]]) -> Table:
        first, below = lines[0][0], lines[-1][0] + 1
        asked = self.body[first - 1] if first and is_widths_mark(self.body[first - 1]) else ""
        is_noted = self.beside.get(below, ("", ""))[0] == NOTE
        written = [self.written[self.text.places[index]] for index, _ in lines]
        rows = [own if is_row(own) else line for own, (_, line) in zip(written, lines, strict=True)]
        at = self.setting.at(*self._way(first))
        return lay_table(rows, self.setting, at, asked, self.dresser, is_noted=is_noted)

    def _dressed(self, index: int, blocks: Iterable[Par | Table]) -> Iterator[Par | Table]:
        marked = self.text.marked.get(index)
        for block in blocks:
            yield self.dresser.dress(block, marked) if marked and isinstance(block, Par) else block

    def _line(self, index: int, line: str) -> Iterable[Par | Table]:
        """Return what one line is that is no row."""
        way = self._way(index)
        at = self.setting.at(*way)
        if index in self.beside:
            role, text = self.beside[index]
            return [Par(role, (Run(text),), at=at)]
        if index in self.lists:
            found = self.lists[index]
            return [lay_listed(line, self.body[found.start : found.stop], self.setting, at)]
        if index in self.divisions:
            return [lay_division(line, self.divisions[index], at)]
        if line == ROSTER_MARK and self.roster:
            return lay_roster(self.roster, self.path, self.setting)
        item: Item | None = self.items.get(index)
        return [Par(BODY, (Run(line),), at=at) if item is None else lay_item(item, self.setting.profile, at)]
