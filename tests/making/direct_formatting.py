"""A docx of styles as somebody who knows none would set it: the same looks, every one on its paragraph or run."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy

from lxml import etree

from gongwen.ooxml.package.deflated import exchange
from gongwen.ooxml.package.docx import DOCUMENT, unpack
from gongwen.ooxml.styles.parts import CUSTOM, custom_properties
from tests.making.docx_by_hand import W

_W = f"{{{W}}}"
_STYLES = "word/styles.xml"
_MERGED = ("spacing", "ind", "rFonts")
"""Properties of which a style may say a part and another the rest."""
_PAR_ORDER = (
    "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr", "pBdr", "shd", "tabs", "kinsoku",
    "overflowPunct", "autoSpaceDE", "autoSpaceDN", "adjustRightInd", "snapToGrid", "spacing", "ind",
    "contextualSpacing", "jc", "textAlignment", "outlineLvl", "rPr", "sectPr",
)  # fmt: skip
Looks = dict[str, etree._Element]


def set_directly(data: bytes) -> bytes:
    """Return the docx without the styles of its paragraphs and runs and without what it says of itself.

    All that the styles said is said directly.
    """
    parts = unpack(data)
    styles = etree.fromstring(parts[_STYLES])
    own = {each.get(f"{_W}styleId"): each for each in styles.iter(f"{_W}style")}
    done = {}
    for name in parts:
        if name == DOCUMENT or name.startswith("word/footer"):
            root = etree.fromstring(parts[name])
            for paragraph in root.iter(f"{_W}p"):
                _spell_out(paragraph, own, styles)
            done[name] = etree.tostring(root)
    for each in list(styles.iter(f"{_W}style")):
        if each.get(f"{_W}type") != "table":
            styles.remove(each)
    styles.append(
        etree.fromstring(
            f'<w:style xmlns:w="{W}" w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
        )
    )
    facts = {CUSTOM: custom_properties(()).encode()}
    return exchange(data, {**done, **facts, _STYLES: etree.tostring(styles)})


def _spell_out(paragraph: etree._Element, own: dict[str, etree._Element], styles: etree._Element) -> None:
    properties = paragraph.find(f"{_W}pPr")
    if properties is None:
        properties = etree.Element(f"{_W}pPr")
        paragraph.insert(0, properties)
    chain = list(_chain(_name(properties, "pStyle") or "Normal", own))
    looks: Looks = {}
    for style in chain:
        _merge(looks, style.find(f"{_W}pPr"))
    _merge(looks, properties)
    _refill(properties, looks, _PAR_ORDER)
    for run in paragraph.iter(f"{_W}r"):
        _spell_run(run, chain, own, styles)


def _spell_run(
    run: etree._Element,
    chain: list[etree._Element],
    own: dict[str, etree._Element],
    styles: etree._Element,
) -> None:
    properties = run.find(f"{_W}rPr")
    if properties is None:
        properties = etree.Element(f"{_W}rPr")
        run.insert(0, properties)
    looks: Looks = {}
    _merge(looks, styles.find(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr"))
    for style in (*chain, *_chain(_name(properties, "rStyle"), own)):
        _merge(looks, style.find(f"{_W}rPr"))
    _merge(looks, properties)
    _refill(properties, looks, tuple(looks))


def _name(properties: etree._Element, tag: str) -> str:
    found = properties.find(_W + tag)
    return "" if found is None else str(found.get(f"{_W}val"))


def _chain(name: str, own: dict[str, etree._Element]) -> Iterator[etree._Element]:
    """Yield the style of ``name`` and those that it stands on, the lowest first."""
    style = own.get(name)
    if style is not None:
        yield from _chain(_name(style, "basedOn"), own)
        yield style


def _merge(looks: Looks, properties: etree._Element | None) -> None:
    for each in properties if properties is not None else ():
        name = etree.QName(each).localname
        if name in ("pStyle", "rStyle"):
            continue
        merged = deepcopy(each)
        if name in _MERGED and name in looks:
            for key, value in looks[name].items():
                if key not in merged.attrib:
                    merged.set(key, value)
        looks[name] = merged


def _refill(properties: etree._Element, looks: Looks, order: tuple[str, ...]) -> None:
    for each in list(properties):
        properties.remove(each)
    for name in sorted(looks, key=order.index):
        properties.append(looks[name])
