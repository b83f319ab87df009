"""The rows of printed pages, each with the element that it is of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from gongwen.address import Place
from gongwen.profile import BODY, LEVELS_OF_ROLES, Profile
from gongwen.recognise.paragraph_roles import Element, find_elements, heading_of
from gongwen.recognise.reading import Reading
from gongwen.zh.width import width

if TYPE_CHECKING:
    from gongwen.ink import InkPage, InkRow

RUNNING = (BODY, "条文", *LEVELS_OF_ROLES)
"""Roles of the text itself."""


class Printed(NamedTuple):
    """A row of a page."""

    number: int
    """Of its line in the reading, from 1."""
    element: Element
    """What it begins; its role is "" when it goes on with the row before, or when nothing is sure."""
    page: InkPage
    row: InkRow

    @property
    def role(self) -> str:
        """The role of the element that begins here."""
        return self.element.role


def printed_rows(
    reading: Reading, places: Mapping[int, Place], pages: Sequence[InkPage], profile: Profile
) -> Iterator[Printed]:
    """Yield every row of the upright pages, in the order of the text.

    ``places`` has the page and the row of each line of ``reading``.
    """
    elements = find_elements(reading, profile)
    paragraphs = {each.at.line: each.text for each in reading.passages}
    for number, at in places.items():
        page = pages[at.page - 1]
        if at.line <= len(page.rows):
            element = elements.get(number, Element(""))
            if element.role in RUNNING and _is_sentence(paragraphs.get(number, ""), profile):
                element = element._replace(role=BODY)
            yield Printed(number, element, page, page.rows[at.line - 1])


def _is_sentence(text: str, profile: Profile) -> bool:
    """Whether the first sentence of a paragraph is too long for a heading, wherever its first row ends."""
    return width(heading_of(text)) > profile.headings.longest
