"""The look of exact characters and of paragraphs of a docx changed, plainly or tracked."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy

from lxml import etree

from gongwen.ooxml.child_order import CHILDREN, put
from gongwen.ooxml.edit.runs import LOOK, PROPERTIES, check, isolated
from gongwen.ooxml.edit.tracked import Hand
from gongwen.ooxml.edit.whole_paragraphs import mark_look, properties_of
from gongwen.ooxml.seen.letters import Spot, copies, paragraphs, spots
from gongwen.ooxml.seen.paragraphs import Source
from gongwen.ooxml.xml import W

_W = f"{{{W}}}"
_RUN_CHANGE, _PARAGRAPH_CHANGE = f"{_W}rPrChange", f"{_W}pPrChange"
_KEPT_IN_MARK = frozenset(f"{_W}{name}" for name in ("ins", "del", "moveFrom", "moveTo"))
_KEPT_IN_PARAGRAPH = frozenset((LOOK, f"{_W}sectPr"))
_NO_LOOKS = _KEPT_IN_MARK | _KEPT_IN_PARAGRAPH | {_RUN_CHANGE, _PARAGRAPH_CHANGE}
_LOOKS = frozenset((*CHILDREN["w:rPr"], *CHILDREN["w:pPr"])) - {
    f"w:{etree.QName(each).localname}" for each in _NO_LOOKS
}

Properties = Mapping[str, str]
"""Names of elements, as w:sz → the element as XML; "" drops it."""


def change_runs(source: Source, start: int, end: int | None, wanted: Properties, hand: Hand | None) -> None:
    """Give the characters ``start``:``end`` of ``source`` ``wanted`` in their w:rPr; None is the end, and its mark.

    Raises Unreachable when the characters are none of runs.
    """
    found = _stretches(source, start, len(source.par.text) if end is None else end)
    places = [
        Spot(each, spot.start, spot.end)
        for spot in found
        for each in (spot.paragraph, *copies(spot.paragraph))
    ]
    for spot in places:
        check(spot)
    elements = parsed(wanted)
    for spot in places:
        for run in isolated(spot):
            look = run.find(LOOK)
            if look is None:
                look = etree.Element(LOOK)
                run.insert(0, look)
            _change(look, elements, _RUN_CHANGE, hand)
    if end is None and not start:
        change_marks(source, wanted, hand)


def change_marks(source: Source, wanted: Properties, hand: Hand | None) -> None:
    """Give the mark at the end of ``source``, of all paragraphs of a row, ``wanted`` in its w:rPr. Raises Unreachable."""
    elements = parsed(wanted)
    for paragraph in _everywhere(source):
        _change(mark_look(paragraph), elements, _RUN_CHANGE, hand)


def _stretches(source: Source, start: int, end: int) -> list[Spot]:
    """Return the characters of the file among ``start``:``end``, those of one paragraph in one."""
    found: list[Spot] = []
    for spot in spots(source)[start:end]:
        if spot is None:
            continue
        if found and found[-1].paragraph is spot.paragraph and found[-1].end == spot.start:
            found[-1] = Spot(spot.paragraph, found[-1].start, spot.end)
        else:
            found.append(spot)
    return found


def change_paragraphs(source: Source, wanted: Properties, hand: Hand | None) -> None:
    """Give ``source``, all paragraphs of a row, ``wanted`` in their w:pPr. Raises Unreachable."""
    elements = parsed(wanted)
    for paragraph in _everywhere(source):
        _change(properties_of(paragraph), elements, _PARAGRAPH_CHANGE, hand)


def _everywhere(source: Source) -> list[etree._Element]:
    return [own for each in paragraphs(source) for own in (each, *copies(each))]


def parsed(wanted: Properties) -> dict[str, etree._Element | None]:
    """Return the elements of ``wanted`` by their tags. Raises ValueError for what is not named or written so."""
    found: dict[str, etree._Element | None] = {}
    for name, xml in wanted.items():
        if name not in _LOOKS:
            raise ValueError(f"no property of a run or paragraph: {name}")
        tag = f"{_W}{name.removeprefix('w:')}"
        try:
            own = etree.fromstring(f'<x xmlns:w="{W}">{xml}</x>')
        except etree.XMLSyntaxError as error:
            raise ValueError(f"no XML: {xml}") from error
        if bool(xml) != (len(own) == 1) or any(each.tag != tag for each in own):
            raise ValueError(f"no {name}: {xml}")
        found[tag] = own[0] if len(own) else None
    return found


def _change(
    properties: etree._Element,
    wanted: Mapping[str, etree._Element | None],
    change: str,
    hand: Hand | None,
) -> None:
    """Put ``wanted`` into a w:rPr or w:pPr, what stood there kept in its history when ``hand`` tracks it."""
    if hand is not None and properties.find(change) is None:
        properties.append(_history(properties, change, hand))
    for tag, element in wanted.items():
        if element is not None:
            put(properties, deepcopy(element))
            continue
        for old in properties.findall(tag):
            properties.remove(old)


def _history(properties: etree._Element, change: str, hand: Hand) -> etree._Element:
    mark = hand.mark(change)
    old = etree.SubElement(mark, LOOK if change == _RUN_CHANGE else PROPERTIES)
    kept = _KEPT_IN_MARK if change == _RUN_CHANGE else _KEPT_IN_PARAGRAPH
    old.extend(deepcopy(each) for each in properties.iterchildren("*") if each.tag not in kept)
    return mark
