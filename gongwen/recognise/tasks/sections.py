"""Paragraphs under their headings, each with the words on who is responsible."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from gongwen.pattern import pattern
from gongwen.recognise.tasks.duty_phrases import Phrase, pieces_of
from gongwen.terms.label import UNITS, find_division, find_label

_TITLE = pattern(r"(?P<title>[^。！？]+)[。！？](?P<rest>.+)", re.DOTALL)
_ROOT = -len(UNITS) - 1


@dataclass(frozen=True, slots=True)
class Item:
    """A text, or a phrase that says who is responsible, in the paragraph ``index``, from 0."""

    index: int
    what: str | Phrase


@dataclass(slots=True)
class Section:
    """A heading with what stands below it, up to the next one of its level."""

    level: int
    label: str = ""
    title: str = ""
    parent: Section | None = None
    index: int = 0
    """The paragraph of the heading, from 0."""
    items: list[Item] = field(default_factory=list)
    children: list[Section] = field(default_factory=list)

    @property
    def path(self) -> tuple[str, ...]:
        """The headings above, the outermost first."""
        above = self.parent
        if above is None or above.parent is None:
            return ()
        return (*above.path, above.heading)

    @property
    def heading(self) -> str:
        """Label and title."""
        return self.label + self.title

    @property
    def has_own_phrase(self) -> bool:
        """Whether somebody is named in it, the sections below left out."""
        return any(isinstance(item.what, Phrase) for item in self.items)

    @property
    def has_phrase(self) -> bool:
        """Whether somebody is named in it, or in a section below."""
        return self.has_own_phrase or any(child.has_phrase for child in self.children)

    @property
    def is_covered(self) -> bool:
        """Whether somebody is named in a section above, for all that stands below it."""
        return self.parent is not None and (self.parent.has_own_phrase or self.parent.is_covered)

    def below(self) -> Iterator[str]:
        """Yield what the sections below say, headings included, phrases left out."""
        for child in self.children:
            texts = [item.what for item in child.items if isinstance(item.what, str)]
            yield "\n".join((child.heading, *texts))
            yield from child.below()

    def walk(self) -> Iterator[Section]:
        """Yield the section and all below it, in the order of the text."""
        yield self
        for child in self.children:
            yield from child.walk()


def sections_of(body: Sequence[str]) -> Section:
    """Return the root of the sections of ``body``; it holds what stands before the first heading."""
    root = Section(_ROOT)
    open_section = root
    for index, paragraph in enumerate(body):
        level, label = _label_of(paragraph)
        pieces = pieces_of(paragraph[len(label) :])
        if label and not _is_whole(pieces):
            while open_section.level >= level:
                assert open_section.parent is not None
                open_section = open_section.parent
            open_section = _opened(open_section, level, label, index, pieces)
        else:
            open_section.items += [Item(index, piece) for piece in pieces]
    _lift(root)
    return root


def _opened(parent: Section, level: int, label: str, index: int, pieces: list[str | Phrase]) -> Section:
    """Return a section below ``parent``; its first sentence is its title."""
    section = Section(level, label.strip(), parent=parent, index=index)
    parent.children.append(section)
    first = pieces[0] if pieces and isinstance(pieces[0], str) else ""
    match = _TITLE.match(first)
    section.title = (match["title"] if match else first.rstrip("。！？")).strip()
    rest = [match["rest"].strip()] if match else []
    section.items = [Item(index, piece) for piece in (*rest, *(pieces[1:] if first else pieces))]
    return section


def _label_of(paragraph: str) -> tuple[int, str]:
    """Return level and label of a heading; (0, "") for other paragraphs. Divisions come before 一、."""
    if label := find_label(paragraph):
        return label.level, label.text
    division = find_division(paragraph)
    if division and division.is_apart:
        return UNITS.index(division.unit) - len(UNITS) + 1, division.text
    return 0, ""


def _is_whole(pieces: list[str | Phrase]) -> bool:
    return len(pieces) == 1 and isinstance(pieces[0], Phrase)


def _lift(section: Section) -> None:
    """Move paragraphs behind the last of several items to their heading, where none of the items names anybody."""
    for child in section.children:
        _lift(child)
    *earlier, last = section.children or [section]
    if section.parent is None or not earlier or any(child.has_phrase for child in earlier):
        return
    if section.has_own_phrase or last.children:
        return
    phrases = [item for item in last.items if isinstance(item.what, Phrase)]
    if phrases and all(isinstance(item.what, Phrase) and item.what.is_whole for item in phrases):
        last.items = [item for item in last.items if item not in phrases]
        section.items = [*section.items, *phrases]
