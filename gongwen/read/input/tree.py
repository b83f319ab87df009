"""YAML as a tree of plain text: every scalar stays as it was written, every node knows its place."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple, cast

import yaml
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from gongwen.address import WHOLE, Address
from gongwen.read.input.slips import Slip, explain_failure, find_slips

Tree = str | list["Tree"] | dict[str, "Tree"]

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DEEPEST = 20
"""How far lists and mappings may nest; a document needs seven levels."""
_PREFIX = 6

_JOINED = "会被连成一行；请写在同一行，分几段的内容请在冒号后写“|”，从下一行起缩进书写"


class FileKind(NamedTuple):
    """What a file is, as messages say it."""

    name: str
    no_mapping: str
    """What to say of a text without keys, and how it is written."""
    empty: str
    """What to say of a text with nothing in it."""


DOCUMENT = FileKind(
    "公文",
    "没有“文种: 通知”这样的“键: 值”，读不出公文的各项；"
    "文字稿请在开头写两行“---”，两行之间写文种、标题等各项，下面写正文",
    "没有任何内容，请写上文种、标题、正文等各项",
)


class Mark(NamedTuple):
    """A line and a column, both from 1."""

    line: int
    column: int


@dataclass(slots=True)
class TextTree:
    """What a YAML text says; a text that is no mapping has no value, only slips."""

    value: dict[str, Tree] | None = None
    keys: dict[Address, Mark] = field(default_factory=dict)
    """Where the key of a mapping stands."""
    values: dict[Address, Mark] = field(default_factory=dict)
    """Where the value begins."""
    lines: dict[Address, list[Mark]] = field(default_factory=dict)
    """For a text of several lines, where each of its lines that are not blank begins."""
    slips: list[Slip] = field(default_factory=list)

    def at(self, loc: Address) -> Tree | None:
        """Return what is written at ``loc``; None when nothing is."""
        value: Tree | None = self.value
        for step in loc:
            if isinstance(value, dict) and isinstance(step, str):
                value = value.get(step)
            elif isinstance(value, list) and isinstance(step, int) and step < len(value):
                value = value[step]
            else:
                return None
        return value


def parse_yaml(
    text: str, known: Collection[str], free: Collection[str], kind: FileKind = DOCUMENT
) -> TextTree:
    """Return the tree of ``text``, with everything that is wrong in its form as slips.

    ``known`` are the keys in use and ``free`` those below which any key may stand; with them a colon
    of the wrong kind is told from a colon in a text. ``text`` has plain line feeds. ``kind`` is what
    messages say the file is.
    """
    tree, is_sound = _Builder(text, {}, kind).build()
    if is_sound:
        return tree
    found = find_slips(text.splitlines(), known, free)
    if not found.slips:
        return tree
    if found.repaired is None:
        return TextTree(slips=found.slips)
    tree, _ = _Builder("\n".join(found.repaired), found.widened, kind).build()
    tree.slips += found.slips
    return tree


def _start(event: Event) -> yaml.Mark:
    return cast(yaml.Mark, event.start_mark)


def _end(event: Event) -> yaml.Mark:
    return cast(yaml.Mark, event.end_mark)


class _Stop(Exception):
    """Nothing behind this slip can be read."""

    def __init__(self, slip: Slip) -> None:
        super().__init__(slip)
        self.slip = slip


class _Builder:
    """Builds the tree of one text from its YAML events."""

    def __init__(self, text: str, widened: dict[int, int], kind: FileKind) -> None:
        """``widened`` tells for a line, from 0, behind which column a space was put in."""
        self.text = text
        self.kind = kind
        self.source = text.splitlines()
        self.widened = widened
        self.tree = TextTree()
        self.joined: list[Slip] = []
        """The texts of several lines that YAML would make one line of."""

    def build(self) -> tuple[TextTree, bool]:
        """Return the tree, and whether YAML took the text as it was meant."""
        try:
            value = self._document(yaml.parse(self.text, Loader=_Loader))
        except _Stop as stop:
            self.tree.slips.append(stop.slip)
        except yaml.YAMLError as error:
            self.tree.slips.append(explain_failure(error, self.source))
        else:
            self._take(value)
        return self.tree, self.tree.value is not None and not self.joined

    def _take(self, value: Tree | None) -> None:
        if isinstance(value, dict):
            self.tree.value = value
            self.tree.slips += self.joined
        else:
            mark = self.tree.values.get(WHOLE, Mark(1, 1))
            self.tree.slips = [Slip(*mark, self.kind.no_mapping if value else self.kind.empty)]

    def _document(self, events: Iterator[Event]) -> Tree | None:
        """Return the value of the only document in the stream, None when there is none."""
        value: Tree | None = None
        seen = False
        for event in events:
            if isinstance(event, DocumentStartEvent):
                if seen:
                    raise _Stop(
                        self._slip(
                            event, f"一个文件只写一份{self.kind.name}，请把“---”以下的内容另存为一个文件"
                        )
                    )
                seen = True
            elif isinstance(event, NodeEvent):
                value = self._node(event, events, WHOLE)
            elif isinstance(event, StreamEndEvent):
                break
        return value

    def _node(self, event: NodeEvent, events: Iterator[Event], loc: Address) -> Tree:
        self.tree.values[loc] = self._mark(event)
        if len(loc) > _DEEPEST:
            raise _Stop(
                self._slip(event, f"缩进的层次太多，{self.kind.name}用不到这么多层；请检查这里的缩进或括号")
            )
        self._refuse_extras(event)
        if isinstance(event, ScalarEvent):
            return self._scalar(event, loc)
        if isinstance(event, SequenceStartEvent):
            return self._sequence(events, loc)
        if isinstance(event, MappingStartEvent):
            return self._mapping(events, loc)
        return f"*{event.anchor}"

    def _refuse_extras(self, event: NodeEvent) -> None:
        if isinstance(event, AliasEvent):
            self._note(event, "这里不能用“*”引用别处的内容；内容本身以“*”开头时，请给整个内容加引号")
            return
        if event.anchor is not None:
            self._note(event, "这里不能用“&”给内容起名；内容本身以“&”开头时，请给整个内容加引号")
        if getattr(event, "tag", None) is not None:
            self._note(event, "这里不能用“!”标注类型；内容本身以“!”开头时，请给整个内容加引号")

    def _scalar(self, event: ScalarEvent, loc: Address) -> str:
        text: str = event.value
        first, last = _start(event).line, _end(event).line
        if event.style == "|":
            self.tree.lines[loc] = self._literal_lines(first + 1, text)
        elif first != last and event.style:
            self.tree.lines[loc] = self._joined_lines(event, text)
        elif first != last:
            message = f"内容跨了第{first + 1}—{last + 1}行，{_JOINED}"
            self.joined.append(self._slip(event, message))
        return text

    def _literal_lines(self, first: int, text: str) -> list[Mark]:
        """Return where the lines of a literal block begin whose content starts at line ``first``, from 0."""
        marks = []
        for number, content in enumerate(text.splitlines(), first):
            if content.strip():
                raw = self.source[number]
                marks.append(Mark(number + 1, len(raw) - len(raw.lstrip()) + 1))
        return marks

    def _joined_lines(self, event: ScalarEvent, text: str) -> list[Mark]:
        """Return where the lines of a quoted or folded text begin, found by their first characters.

        From the first line on that cannot be found (it is written with escapes), all share one place.
        """
        mark, marks = self._mark(event), list[Mark]()
        at, end = _start(event).index, _end(event).index
        for content in filter(None, (line.strip() for line in text.splitlines())):
            head = content[:_PREFIX]
            found = self.text.find(head, at, end)
            if found >= 0:
                line = mark.line + self.text.count("\n", at, found)
                mark = Mark(line, found - self.text.rfind("\n", 0, found))
            at = found + len(head) if found >= 0 else end
            marks.append(mark)
        return marks

    def _sequence(self, events: Iterator[Event], loc: Address) -> list[Tree]:
        items: list[Tree] = []
        for event in events:
            if isinstance(event, CollectionEndEvent):
                break
            if isinstance(event, NodeEvent):
                items.append(self._node(event, events, loc.to(len(items))))
        return items

    def _mapping(self, events: Iterator[Event], loc: Address) -> dict[str, Tree]:
        members: dict[str, Tree] = {}
        for event in events:
            if isinstance(event, CollectionEndEvent):
                break
            if isinstance(event, NodeEvent):
                self._member(members, event, events, loc)
        return members

    def _member(
        self, members: dict[str, Tree], event: NodeEvent, events: Iterator[Event], loc: Address
    ) -> None:
        """Read one key and its value into ``members``."""
        key = self._node(event, events, loc.to(""))
        mark = self.tree.values.pop(loc.to(""))
        if not isinstance(key, str):
            self._note(event, "冒号前面应是一项的名称，这里是列表或者括号；以括号开头的内容请加引号")
            key = ""
        elif key in members:
            line = self.tree.keys[loc.to(key)].line
            self._note(event, f"“{key}”重复了，第{line}行已经有这一项，请删去一处")
        self.tree.keys[loc.to(key)] = mark
        value = next(events)
        if isinstance(value, NodeEvent):
            members[key] = self._node(value, events, loc.to(key))

    def _mark(self, event: Event) -> Mark:
        line, column = _start(event).line, _start(event).column
        is_moved = column > self.widened.get(line, column)
        return Mark(line + 1, column + 1 - is_moved)

    def _slip(self, event: Event, message: str) -> Slip:
        return Slip(*self._mark(event), message)

    def _note(self, event: Event, message: str) -> None:
        self.tree.slips.append(self._slip(event, message))
