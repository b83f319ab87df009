"""Whom a paper names with a role or a post and of whom nothing that is proposed, listed or told speaks."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from gongwen.pattern import HANZI, pattern
from gongwen.recognise.elements.roster_tables import row_cells
from gongwen.roster.intake.listings import Listing
from gongwen.roster.intake.paper_text import Paper, lines_of
from gongwen.roster.intake.proposals import Proposed
from gongwen.terms.people.appointment_unread import is_person
from gongwen.terms.people.line_tokens import ends_in_name
from gongwen.terms.people.post import ends_as_post, ends_as_unit
from gongwen.terms.people.role import is_role, plain, read_inside
from gongwen.zh.spaces import bare, close_up

_APART = pattern(r"[ \u3000]{2,}|[\u3000\t]")
_ITEMS = pattern(r"[、，,；;。\s]+")
_BRACKETED = pattern(rf"(?:^|[、，,；;：:\s])(?P<name>{HANZI}{{2,4}})[（(](?P<post>[^（()）]{{2,40}})[）)]")
_JOINED = pattern(
    rf"(?P<post>{HANZI}[^、，,；;。：:\s]*?)(?:[—－-]+|[：:])(?P<name>{HANZI}{{2,4}})(?=$|[、，,；;。（(])"
)
_LENGTHS = (4, 3, 2)
_LONGEST = 100
"""Characters of a line without roles that may name people beside their posts; a longer one says something else."""
_SPREAD = pattern(rf"(?<!{HANZI})({HANZI})[ \u3000]+({HANZI})(?!{HANZI})")
"""A name of two characters that blanks spread."""
_ENDING = pattern("撤销|不再保留|合并|并入|更名|改名")
"""What is said of groups that end or get another name."""
_ASKED = pattern("联系人|联系电话|电话|经办|签发|校对|主持会议|出席|记录")
"""What stands on a line that names whom people may ask, or who was there."""
_SENTENCES = pattern("[。；;]")
_NOTED = pattern(r"[（(][^（()）]*[）)]")


class _Named(NamedTuple):
    """Somebody whom a line names, with what may be the role in a group; () where it says a post alone."""

    name: str
    roles: tuple[str, ...] = ()


def tell_left_out(
    paper: Paper, changes: Sequence[Proposed], listings: Sequence[Listing], notes: Sequence[str]
) -> Iterator[str]:
    """Yield for each line of ``paper`` whom it names of whom neither ``changes``, ``listings`` nor ``notes`` speak.

    Who is spoken of in another role than the line says is told as well.
    """
    roles = _roles_of(changes, listings)
    offices = [each.office for each in listings]
    said = bare("\n".join([*notes, *offices]))
    told: set[_Named] = set()
    for line, at in lines_of(paper):
        left = [each for each in _named_in(line) if each.name not in said and not _is_spoken(each, roles)]
        who = "、".join(dict.fromkeys(each.name for each in left if each not in told))
        told.update(left)
        if who:
            yield f"{at}：{who}没有取用，请核对（“{' '.join(line.split())}”）"


def tell_groups_left_out(paper: Paper, changes: Sequence[Proposed], groups: Collection[str]) -> Iterator[str]:
    """Yield which of the ``groups`` a line of ``paper`` says to end or to be renamed that no change speaks of.

    A group that has the new name already needs no change.
    """
    spoken = {change.cells.get(key, "") for change in changes for key in ("组", "并入", "新名")}
    for line, at in lines_of(paper):
        for sentence in filter(_ENDING.search, _SENTENCES.split(line)):
            named = [
                group
                for group in groups
                if group in sentence and group not in spoken and f"名为{group}" not in sentence
            ]
            longest = [
                group
                for group in named
                if not any(group in other and group != other for other in spoken | set(named))
            ]
            if longest:
                yield f"{at}：提到{'、'.join(longest)}，没有读出什么变动，请核对（“{sentence.strip()}”）"


def _roles_of(changes: Sequence[Proposed], listings: Sequence[Listing]) -> dict[str, set[str]]:
    """Return everybody who is spoken of, each with the roles."""
    found: dict[str, set[str]] = {}
    for cells in (each.cells for each in changes):
        for name in (cells.get("姓名", ""), cells.get("接替人", "")):
            found.setdefault(bare(name), set()).add(cells.get("角色", ""))
    for row in (row for listing in listings for row in listing.rows if listing.group or row.text("组")):
        found.setdefault(bare(row.text("姓名")), set()).add(plain(row.text("角色")))
    return found


def _is_spoken(named: _Named, roles: Mapping[str, set[str]]) -> bool:
    if named.name not in roles:
        return False
    alike = (own.endswith(role) or role.endswith(own) for own in roles[named.name] for role in named.roles)
    return not named.roles or any(alike)


def _named_in(line: str) -> Iterator[_Named]:
    """Yield whom ``line`` names beside a post or a role: in a row, behind the role, before brackets, behind the post."""
    if _ASKED.search(line):
        return
    row = list(_in_row(line))
    yield from row or _in_words(line)


def _in_row(line: str) -> Iterator[_Named]:
    """Yield whom a row of cells names, in its first or second cell, beside a role or a post in another one."""
    whole = _SPREAD.sub(r"\1\2", line.strip())
    cells = [close_up(cell) for cell in (row_cells(whole) if whole.startswith("|") else _APART.split(whole))]
    names = [cell for cell in cells if is_person(cell)]
    has_unit = any(ends_as_unit(cell) for cell in cells if not (is_person(cell) or ends_as_post(cell)))
    roles = () if has_unit else tuple(filter(is_role, cells))
    if len(names) == 1 and (roles or any(map(ends_as_post, cells))):
        yield _Named(names[0], roles)


def _in_words(line: str) -> Iterator[_Named]:
    roles = list(read_inside(line))
    if not roles and len(line) > _LONGEST:
        return
    starts = [*(each.start for each in roles), len(line)]
    yield from _beside_posts(line[: starts[0]], ())
    for role, end in zip(roles, starts[1:], strict=True):
        yield from _listed(line[role.end : end], (plain(role.value),))


def _listed(words: str, roles: tuple[str, ...]) -> Iterator[_Named]:
    """Yield whom the items behind one of ``roles`` name, with or without a post."""
    for item in _ITEMS.split(_NOTED.sub("", words)):
        if is_person(item):
            yield _Named(item, roles)
    yield from _beside_posts(words, roles)


def _beside_posts(words: str, roles: tuple[str, ...]) -> Iterator[_Named]:
    for match in chain(_BRACKETED.finditer(words), _JOINED.finditer(words)):
        if is_person(match["name"]) and (ends_as_post(match["post"]) or ends_as_unit(match["post"])):
            yield _Named(match["name"], roles)
    for item in _ITEMS.split(_NOTED.sub("", words)):
        held = item.removesuffix("同志")
        lengths = (each for each in _LENGTHS if ends_in_name(held, each) and is_person(held[-each:]))
        if length := next(lengths, 0):
            yield _Named(held[-length:], roles)
