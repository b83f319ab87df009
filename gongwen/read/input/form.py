"""A source with blanks, ``{{ 单位 }}``, filled from rows: one document for each, or for several rows together.

A row of a table and an item of a list that have blanks are repeated for every row of their document. What
has nothing but empty blanks is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from gongwen.address import Address, Place
from gongwen.document import Document
from gongwen.finding import InputError
from gongwen.keys import fields_of
from gongwen.pattern import pattern
from gongwen.read.input.slips import Slip
from gongwen.read.input.source import Source, judge, tree_of
from gongwen.read.input.tree import Mark, TextTree, Tree
from gongwen.read.rows import Row, plain

_OPEN, _CLOSE = "\ue000\ue000", "\ue001\ue001"
"""What stands for {{ and }} while YAML is read, which would take them for a mapping."""
_BLANK = pattern(f"{_OPEN}(.*?){_CLOSE}")
_HALF = pattern(f"{_OPEN}|{_CLOSE}")


@dataclass(frozen=True, slots=True)
class Form:
    """A source whose blanks wait for rows."""

    tree: TextTree
    name: str
    """What messages call it."""
    blanks: Mapping[str, Address]
    """Where each blank first stands, by its name."""
    filled: Mapping[Address, frozenset[str]]
    """The blanks of each text."""
    repeated: frozenset[str]
    """The blanks that stand in rows of tables and items of lists only."""

    def place(self, blank: str) -> Place:
        """Return where the first blank of that name stands."""
        return Place(self.name, *_mark(self.tree, self.blanks[blank]))


@lru_cache(maxsize=16)
def read_form(text: str, name: str) -> Form:
    """Return the form that ``text`` says; the same for the same text.

    Raises InputError for what is no YAML mapping and no draft, and for a blank that is not closed.
    """
    tree = tree_of(text.replace("{{", _OPEN).replace("}}", _CLOSE))
    if tree.value is None or tree.slips:
        raise InputError([f"{Place(name, slip.line, slip.column)}：{slip.message}" for slip in tree.slips])
    blanks: dict[str, Address] = {}
    filled: dict[Address, frozenset[str]] = {}
    single: set[str] = set()
    for loc, line, is_repeated in _lines(tree.value, Address()):
        if _HALF.search(_BLANK.sub("", line)):
            at = Place(name, *_mark(tree, loc))
            raise InputError([f"{at}：“{{{{”和“}}}}”没有成对，空格要写成 {{{{ 单位 }}}}"])
        for column in _columns(line):
            blanks.setdefault(column, loc)
            filled[loc] = filled.get(loc, frozenset()) | {column}
            if not is_repeated:
                single.add(column)
    return Form(tree, name, blanks, filled, frozenset(blanks) - single)


def _columns(line: str) -> list[str]:
    """Return the columns that the blanks of ``line`` name, as titles of columns are compared."""
    return [plain(name) for name in _BLANK.findall(line)]


def _lines(value: Tree, loc: Address, *, is_item: bool = False) -> Iterator[tuple[Address, str, bool]]:
    """Yield every line of the texts in ``value`` with its address, and whether it is repeated for each row."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _lines(inner, loc.to(key), is_item=is_item)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _lines(inner, loc.to(index), is_item=True)
    else:
        for line in value.split("\n"):
            yield loc, line, is_item or _is_table_row(line)


def _is_table_row(line: str) -> bool:
    return line.lstrip().startswith(("|", "｜"))


def _mark(tree: TextTree, loc: Address) -> Mark:
    while loc and loc not in tree.values:
        loc = loc.upto(-1)
    return tree.values.get(loc, Mark(1, 1))


def fill(form: Form, rows: Sequence[Row], values: Mapping[str, str] | None = None) -> Source:
    """Return the document of ``rows``; columns named as elements that are no blanks set these, as ``values`` do.

    Raises InputError with the cell that is at fault, or the row, and the place in the form.
    """
    filled = _Filler(rows).fill(form.tree.value or {}, Address())
    assert isinstance(filled, dict)
    own = {key: rows[0].text(key) for key in elements_in(form, rows[0].cells)} | dict(values or {})
    marks = {Address(key): Mark(0, index) for index, key in enumerate(own)}
    tree = replace(form.tree, value=filled | own, values=form.tree.values | marks, slips=[])
    document, slips = judge(tree)
    if document is None:
        raise InputError([f"{_cells(form, rows[0], list(own), slip)}：{slip.message}" for slip in slips])
    return Source(document, {}, Path(form.name))


def elements_in(form: Form, columns: Iterable[str]) -> list[str]:
    """Return those of ``columns`` that set an element of the document, as no blank has their name."""
    return [key for key in columns if key in fields_of(Document) and key not in form.blanks]


def _cells(form: Form, row: Row, own: Sequence[str], slip: Slip) -> str:
    """Return where the fault at ``slip`` was written: the cells filled in there, else the row and the form.

    ``own`` are the elements that the row sets itself, whose marks are in no line.
    """
    if slip.line == 0:
        return row.place(own[slip.column])
    here = [loc for loc, mark in form.tree.values.items() if mark == (slip.line, slip.column)]
    names = sorted(set().union(*(form.filled.get(loc, ()) for loc in here)) & row.cells.keys())
    return "、".join(map(row.place, names)) or f"{row.at}（{Place(form.name, slip.line, slip.column)}）"


class _Filler:
    """Fills the blanks of one document."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = rows

    def fill(self, value: Tree, loc: Address) -> Tree:
        """Return ``value`` filled."""
        if isinstance(value, dict):
            return {key: self.fill(inner, loc.to(key)) for key, inner in value.items()}
        if isinstance(value, list):
            return [each for index, inner in enumerate(value) for each in self._item(inner, loc.to(index))]
        return "\n".join(self._filled_lines(value))

    def _item(self, value: Tree, loc: Address) -> Iterator[Tree]:
        """Yield an item of a list, once for each row when it has blanks; those with nothing are left out."""
        if not _has_blanks(value):
            yield value
            return
        for row in self.rows:
            one = _Filler((row,))
            if one.says_something(value):
                yield one.fill(value, loc)

    def says_something(self, value: Tree) -> bool:
        """Whether one of the blanks in ``value`` is filled."""
        return any(self.rows[0].text(name) for text in _texts(value) for name in _columns(text))

    def _filled_lines(self, text: str) -> Iterator[str]:
        for line in text.split("\n"):
            names = _columns(line)
            if not names:
                yield line
            elif _is_table_row(line):
                yield from (_put(line, row) for row in self.rows if any(map(row.text, names)))
            elif any(self.rows[0].text(name) for name in names):
                yield _put(line, self.rows[0])


def _put(line: str, row: Row) -> str:
    return _BLANK.sub(lambda found: row.text(plain(found[1])), line)


def _has_blanks(value: Tree) -> bool:
    return any(map(_BLANK.search, _texts(value)))


def _texts(value: Tree) -> Iterator[str]:
    return (line for _, line, _ in _lines(value, Address()))
