"""What a letterhead has of its own above the text, and how high that stands."""

from __future__ import annotations

from functools import lru_cache

from gongwen.document import Document
from gongwen.flow import Flow, Letterhead, Numbering, Slot
from gongwen.ooxml.package.docx import DOCUMENT
from gongwen.ooxml.seen.height import text_height
from gongwen.ooxml.styles.sections import Section, section
from gongwen.ooxml.styles.stamp import stamp
from gongwen.pattern import pattern
from gongwen.profile import Profile
from gongwen.write.tags import SLOTS, WHOLE, variable
from gongwen.write.template import Filling, Template, compile_template

_MARK = "\ufdd2"
"""Around the name of a slot, in place of what it holds."""
_CLOSE = "</w:body></w:document>"
_WORDS, _DIGIT = pattern(r">[^<]+<"), pattern(r"\d")
_ABOVE: tuple[Slot, ...] = ("版头", "标题", "主送机关")


def letterhead_of(template: Template, flow: Flow, document: Document, profile: Profile) -> Letterhead | None:
    """Return what ``template`` has above the text of ``flow``, filled with the words of ``document``.

    None where it has nothing there, or no place for the text below. What its page header holds does not count.
    Raises InputError as :func:`gongwen.write.template.fill_template` does.
    """
    compiled = compile_template(template, profile, flow.numbering)
    found = Filling(compiled, flow, document, profile).variables()
    found |= {variable(slot, is_placed=True): f"{_MARK}{slot}{_MARK}" for slot in SLOTS}
    pieces = compiled.pages[DOCUMENT].render(found).split(_MARK)
    slots = pieces[1::2]
    first = next((index for index, slot in enumerate(slots) if slot != "版头"), None)
    if first is None or slots[first] == "版记":
        return None
    above = "".join(pieces[: 2 * first + 1 : 2])
    replaced = frozenset(
        slot for slot in _ABOVE if slot not in slots and not (WHOLE in slots and slot != "版头")
    )
    if "<w:p" not in above and "<w:tbl" not in above:
        return None
    same = _WORDS.sub(lambda words: _DIGIT.sub("0", words[0]), above)
    return Letterhead(_height(template, profile, flow.numbering, same), replaced)


@lru_cache(maxsize=64)
def _height(template: Template, profile: Profile, numbering: Numbering, above: str) -> float:
    """Return the height of the paragraphs ``above``, the beginning of the main part of ``template`` filled."""
    parts = stamp(template.parts, profile, numbering)
    written = f"{above}{section(profile, Section(opens=True))}{_CLOSE}"
    return text_height({**parts, DOCUMENT: written.encode()}, profile.faces)
