"""正文 → blocks: paragraphs, headings, tables and the roster at its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from gongwen.address import Address
from gongwen.document import Roster
from gongwen.flow import Block, Par, Run, Table
from gongwen.make.articles import divisions_of, lay_division
from gongwen.make.headings import Numbers, lay_paragraph
from gongwen.make.roster import lay_roster
from gongwen.make.setting import Setting
from gongwen.make.table import accompany, is_row, lay_table

ROSTER_MARK = "{名单}"
"""The line of a body at which its roster is printed."""


def lay_body(body: Sequence[str], roster: Roster, path: Address, setting: Setting) -> list[Block]:
    """Return the blocks of the element at ``path`` that has this ``body`` and ``roster``.

    Without a line {名单} the roster follows the text.
    """
    blocks = list(_blocks(body, roster, path, setting))
    if roster and ROSTER_MARK not in body:
        blocks.extend(lay_roster(roster, path, setting))
    return blocks


def _blocks(body: Sequence[str], roster: Roster, path: Address, setting: Setting) -> Iterator[Block]:
    divisions = divisions_of(body)
    beside = {index: (role, text) for index, role, text in accompany(body)}
    numbers = Numbers(are_items=bool(divisions))
    for are_rows, group in groupby(enumerate(body), key=lambda item: is_row(item[1])):
        lines = list(group)
        if are_rows:
            at = setting.at(*path, "正文", lines[0][0])
            yield lay_table([line for _, line in lines], setting, at)
            continue
        for index, line in lines:
            way = path.to("正文", index)
            if index in beside:
                role, text = beside[index]
                yield Par(role, (Run(text),), at=setting.at(*way))
            elif index in divisions:
                yield lay_division(line, divisions[index], setting.at(*way))
            else:
                yield from _lines(line, numbers, roster, way, setting)


def _lines(
    line: str, numbers: Numbers, roster: Roster, path: Address, setting: Setting
) -> Iterator[Par | Table]:
    if line == ROSTER_MARK and roster:
        yield from lay_roster(roster, path.upto(-2), setting)
    else:
        yield lay_paragraph(line, numbers, setting.profile, setting.at(*path))
