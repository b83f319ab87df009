"""正文 → blocks: paragraphs, headings, tables and the roster at its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from gongwen.address import Address
from gongwen.document import Roster
from gongwen.flow import Block, Par, Run, Table
from gongwen.make.articles import divisions_of, lay_division
from gongwen.make.headings import lay_item
from gongwen.make.roster import lay_roster
from gongwen.make.setting import Setting
from gongwen.make.sketch import is_row, is_widths_mark
from gongwen.make.tabbed import as_rows, find_tabbed, lay_listed
from gongwen.make.table import NOTE, accompany, lay_table
from gongwen.make.unbroken import keep_unstretched
from gongwen.profile import BODY
from gongwen.terms.heading import Item, find_items
from gongwen.zh.lines import has_long_word

ROSTER_MARK = "{名单}"
"""The line of a body at which its roster is printed."""


def lay_body(body: Sequence[str], roster: Roster, path: Address, setting: Setting) -> list[Block]:
    """Return the blocks of the element at ``path`` that has this ``body`` and ``roster``.

    Without a line {名单} the roster follows the text.
    """
    blocks = list(_blocks(body, roster, path, setting))
    if any(map(has_long_word, body)):
        blocks = list(keep_unstretched(blocks, setting))
    if roster and ROSTER_MARK not in body:
        blocks.extend(lay_roster(roster, path, setting))
    return blocks


def _blocks(body: Sequence[str], roster: Roster, path: Address, setting: Setting) -> Iterator[Block]:
    tabbed = list(find_tabbed(body))
    lists = {line: found for found in tabbed if found.form == "list" for line in found.lines}
    body = as_rows(body, tabbed)
    divisions = divisions_of(body)
    beside = {index: (role, text) for index, role, text in accompany(body)}
    items = find_items(
        body,
        setting.profile.headings.longest,
        are_articles=bool(divisions),
        is_followed=bool(roster) and ROSTER_MARK not in body,
    )
    for are_rows, group in groupby(enumerate(body), key=lambda item: is_row(item[1])):
        lines = list(group)
        if are_rows:
            first, below = lines[0][0], lines[-1][0] + 1
            asked = body[first - 1] if first and is_widths_mark(body[first - 1]) else ""
            is_noted = beside.get(below, ("", ""))[0] == NOTE
            at = setting.at(*path, "正文", first)
            yield lay_table([line for _, line in lines], setting, at, asked, is_noted=is_noted)
            continue
        if is_widths_mark(lines[-1][1]) and lines[-1][0] + 1 < len(body):
            lines.pop()
        for index, line in lines:
            way = path.to("正文", index)
            at = setting.places.get(way)
            if index in beside:
                role, text = beside[index]
                yield Par(role, (Run(text),), at=at)
            elif index in lists:
                found = lists[index]
                yield lay_listed(line, body[found.start : found.stop], setting, at)
            elif index in divisions:
                yield lay_division(line, divisions[index], at)
            else:
                yield from _lines(line, items.get(index), roster, way, setting)


def _lines(
    line: str, item: Item | None, roster: Roster, path: Address, setting: Setting
) -> Iterator[Par | Table]:
    if line == ROSTER_MARK and roster:
        yield from lay_roster(roster, path.upto(-2), setting)
    elif item is None:
        yield Par(BODY, (Run(line),), at=setting.places.get(path))
    else:
        yield lay_item(item, setting.profile, setting.places.get(path))
