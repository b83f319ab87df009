"""A file → a Source: the document that it says, and where each part of it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import ValidationError

from gongwen.address import WHOLE, Address, Place, Stretch
from gongwen.document import Document, Member, rosters_of
from gongwen.finding import InputError
from gongwen.keys import free_keys, key_of, known_keys
from gongwen.pattern import pattern
from gongwen.read.encoding import read_text
from gongwen.read.input.messages import explain_errors
from gongwen.read.input.pasted import SOFT_RETURN, take_in
from gongwen.read.input.slips import Slip
from gongwen.read.input.tree import Mark, TextTree, Tree, parse_yaml
from gongwen.zh.spaces import find_spaced

_SUFFIXES = (".yaml", ".yml", ".gw")
_BODY = key_of(Document, "body")
_OWN_BODY = Address(_BODY)
_BOUNDARY = pattern(r"-{3,}\s*")
_UNSEEN = pattern(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_TWO_BODIES = f"正文写在第二行“---”下面，上面不能再有“{_BODY}”一项，请删去一处"
_NO_BODY = "这一行下面没有正文，请从下一行起写，一行一段"
_LATE_BOUNDARY = (
    "“---”前面已有内容：文字稿的第一行要写“---”，各项写在两行“---”之间；不是文字稿时，请删去这一行"
)
_LONE_BOUNDARY = "如果这是文字稿，各项下面要再写一行“---”，其后写正文"


@dataclass(frozen=True, slots=True)
class Source:
    """A document with the places in the file that it was read from."""

    document: Document
    places: Mapping[Address, Place]
    """Where the value begins that stands at the end of a way of Chinese keys and indices from 0.

    Below 正文 the indices count paragraphs, as ``Document.body`` does. What is not in the file, or is
    empty there, has no place.
    """
    path: Path
    """The file; Path() for a document that has none."""

    def say_place(self, key: Address) -> str:
        """Return where the value at ``key`` stands, with a colon behind, as messages begin; "" without a file."""
        if key in self.places:
            return f"{self.places[key]}："
        return f"{self.path}：" if self.path != Path() else ""


def is_source(path: Path) -> bool:
    """Return whether the name of a file says that it is in the input format."""
    return path.suffix.lower() in _SUFFIXES


def read_source(path: Path) -> Source:
    """Return the document that the file at ``path`` says.

    Raises UsageError when the file cannot be read as text, InputError when the text is no document.
    """
    return parse_source(read_text(path), str(path))


def parse_source(text: str, name: str) -> Source:
    """Return the document that ``text`` says; ``name`` is the file that messages and places name.

    The text is a YAML mapping, or a draft: the same keys between two lines ``---`` and the body below.
    Raises InputError with every fault found, in the order of the lines.
    """
    return source_of(tree_of(text), name)


def tree_of(text: str) -> TextTree:
    """Return what ``text`` says, key by key, with what is wrong in its form as slips."""
    tree = _parse(take_in(text.replace("\r\n", "\n").replace("\r", "\n")))
    _return(tree)
    return tree


def source_of(tree: TextTree, name: str) -> Source:
    """Return the document that ``tree`` says. Raises InputError as :func:`parse_source` does."""
    document, slips = judge(tree)
    if document is None:
        raise InputError([f"{Place(name, slip.line, slip.column)}：{slip.message}" for slip in slips])
    return Source(document, places_in(tree, name), Path(name))


def judge(tree: TextTree) -> tuple[Document | None, list[Slip]]:
    """Return the document that ``tree`` says, or None and what is wrong, in the order of the lines."""
    tree.value = filled(tree.value) if tree.value is not None else None
    document, slips = _validate(tree)
    if document is None or tree.slips:
        return None, _merge(tree.slips, slips)
    return document, []


def locate_values(source: Source, lines: Sequence[str]) -> dict[Address, tuple[Stretch, ...]]:
    """Return where the texts of one line, and the lines of bodies, that ``source`` says stand in its ``lines``.

    What is not written there as it is, such as a text that is folded or quoted, is left out: it cannot be changed
    character by character.
    """
    said = source.document.model_dump(by_alias=True, exclude_defaults=True)
    return {
        way: (Stretch(place, 0, len(text)),)
        for way, text in _texts(said, WHOLE)
        if (place := source.places.get(way))
        and place.line <= len(lines)
        and lines[place.line - 1][place.column - 1 :].rstrip() == text
    }


def _texts(said: object, way: Address) -> Iterator[tuple[Address, str]]:
    if isinstance(said, dict):
        for key, value in said.items():
            yield from _texts(value, way.to(key))
    elif isinstance(said, (list, tuple)):
        for index, value in enumerate(said):
            yield from _texts(value, way.to(index))
    elif isinstance(said, str):
        yield way, said


def locate_people(source: Source, lines: Sequence[str]) -> dict[Address, tuple[Stretch, ...]]:
    """Return where the 姓名 and the 职务 of everybody in the rosters of ``source`` stand in its ``lines``.

    A role with one person may be written without a list. What is not written there as it is, such as a text
    with escapes, is left out.
    """
    found: dict[Address, tuple[Stretch, ...]] = {}
    for seat, member in _members(source.document):
        place = source.places.get(seat) or source.places[seat.upto(-1)]
        for key, words in (("姓名", member.name), ("职务", member.post)):
            place = source.places.get(seat.to(key), place)
            span = find_spaced(lines[place.line - 1], words, place.column - 1)
            if span:
                found[seat.to(key)] = (Stretch(replace(place, column=1), *span),)
                place = replace(place, column=span[1] + 1)
    return found


def _members(document: Document) -> Iterator[tuple[Address, Member]]:
    for way, _, roster in rosters_of(document):
        for role, seats in roster.items():
            for index, member in enumerate(seats if not isinstance(seats, str) else ()):
                yield way.to(role, index), member


def _parse(text: str) -> TextTree:
    """Return the tree of ``text``, whichever shape it has."""
    lines = text.split("\n")
    if _UNSEEN.search(text):
        return TextTree(slips=unseen(lines))
    bounds = [number for number, line in enumerate(lines) if _BOUNDARY.fullmatch(line)]
    first = next((n for n, line in enumerate(lines) if line.strip() and not line.startswith("#")), None)
    if bounds and bounds[0] != first:
        return TextTree(slips=[Slip(bounds[0] + 1, 1, _LATE_BOUNDARY)])
    if len(bounds) > 1:
        return _parse_draft(lines, bounds[0], bounds[1])
    tree = parse_yaml(text, known_keys(), free_keys())
    if bounds and tree.value is None:
        tree.slips.append(Slip(bounds[0] + 1, 1, _LONE_BOUNDARY))
    return tree


def unseen(lines: list[str]) -> list[Slip]:
    """Return the first character of each line that no document can hold."""
    found = ((number, match) for number, line in enumerate(lines, 1) if (match := _UNSEEN.search(line)))
    return [
        Slip(number, match.start() + 1, f"有看不见的控制字符（U+{ord(match[0]):04X}），请删去")
        for number, match in found
    ]


def _parse_draft(lines: list[str], first: int, second: int) -> TextTree:
    """Return the tree of the keys between the lines ``first`` and ``second``, with the body below."""
    header = [""] * (first + 1) + lines[first + 1 : second]
    tree = parse_yaml("\n".join(header), known_keys(), free_keys())
    if tree.value is None:
        return tree
    if _OWN_BODY in tree.keys:
        tree.slips.append(Slip(*tree.keys[_OWN_BODY], _TWO_BODIES))
        return tree
    below = list(enumerate(lines[second + 1 :], second + 2))
    marks = [Mark(number, len(line) - len(line.lstrip()) + 1) for number, line in below if line.strip()]
    if not marks:
        tree.slips.append(Slip(second + 1, 1, _NO_BODY))
    tree.value[_BODY] = "\n".join(line for _, line in below)
    tree.keys[_OWN_BODY] = tree.values[_OWN_BODY] = marks[0] if marks else Mark(second + 1, 1)
    tree.lines[_OWN_BODY] = marks
    return tree


def _return(tree: TextTree) -> None:
    """Begin a new line at every soft return of a text."""
    if tree.value is not None:
        tree.value = {key: _returned(tree, Address(key), value) for key, value in tree.value.items()}


def _returned(tree: TextTree, loc: Address, value: Tree) -> Tree:
    if isinstance(value, dict):
        return {key: _returned(tree, loc.to(key), item) for key, item in value.items()}
    if isinstance(value, list):
        return [_returned(tree, loc.to(index), item) for index, item in enumerate(value)]
    if SOFT_RETURN in value and (marks := tree.lines.get(loc)):
        lines = [line for line in value.split("\n") if line.strip()]
        tree.lines[loc] = [
            mark
            for line, mark in zip(lines, marks, strict=False)
            for part in line.split(SOFT_RETURN)
            if part.strip()
        ]
    return value.replace(SOFT_RETURN, "\n")


def filled(members: dict[str, Tree]) -> dict[str, Tree]:
    """Return ``members``, at every depth, without the keys that have nothing behind their colon."""
    return {key: _filled_inside(value) for key, value in members.items() if _counts(key, value)}


def _filled_inside(value: Tree) -> Tree:
    if isinstance(value, dict):
        return filled(value)
    return [_filled_inside(item) for item in value] if isinstance(value, list) else value


def _counts(key: str, value: Tree) -> bool:
    """Whether ``value`` says something; the name of a role does even when nobody is behind it."""
    return key not in known_keys() or not isinstance(value, str) or bool(value.strip())


def _validate(tree: TextTree) -> tuple[Document | None, list[Slip]]:
    if tree.value is None:
        return None, []
    try:
        return Document.model_validate(tree.value, by_alias=True, by_name=False), []
    except ValidationError as error:
        return None, explain_errors(error, tree)


def _merge(form: list[Slip], content: list[Slip]) -> list[Slip]:
    """Return all slips in order; a value that is wrong in form is not judged by its content."""
    places = {(slip.line, slip.column) for slip in form}
    return sorted({*form, *(slip for slip in content if (slip.line, slip.column) not in places)})


def places_in(tree: TextTree, name: str) -> dict[Address, Place]:
    """Return where the elements of ``tree`` stand in the file ``name``, paragraphs of bodies among them."""
    places = {loc: Place(name, *mark) for loc, mark in tree.values.items() if loc[-2:-1] != (_BODY,)}
    for loc in [loc for loc in places if loc[-1:] == (_BODY,)]:
        for number, mark in enumerate(_paragraphs(tree, loc)):
            places[loc.to(number)] = Place(name, *mark)
    return places


def _paragraphs(tree: TextTree, loc: Address) -> list[Mark]:
    """Return where the paragraphs of the body at ``loc`` begin."""
    value = tree.at(loc)
    items = [(loc, value)] if not isinstance(value, list) else [(loc.to(n), v) for n, v in enumerate(value)]
    marks: list[Mark] = []
    for way, text in items:
        count = sum(bool(line.strip()) for line in text.splitlines()) if isinstance(text, str) else 0
        marks += tree.lines.get(way) or [tree.values[way]] * count
    return marks
