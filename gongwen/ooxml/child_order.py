"""The order in which the schema wants the children of properties (ECMA-376, Part 1, annex A), and children put by it.

Elements of later namespaces stand anywhere among them and keep their places.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from gongwen.ooxml.xml import W

if TYPE_CHECKING:
    from lxml import etree

_NAMES = {
    "w:pPr": (
        "pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr",
        "suppressLineNumbers", "pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap", "overflowPunct",
        "topLinePunct", "autoSpaceDE", "autoSpaceDN", "bidi", "adjustRightInd", "snapToGrid", "spacing", "ind",
        "contextualSpacing", "mirrorIndents", "suppressOverlap", "jc", "textDirection", "textAlignment",
        "textboxTightWrap", "outlineLvl", "divId", "cnfStyle", "rPr", "sectPr", "pPrChange",
    ),
    "w:rPr": (
        "ins", "del", "moveFrom", "moveTo", "rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps",
        "strike", "dstrike", "outline", "shadow", "emboss", "imprint", "noProof", "snapToGrid", "vanish",
        "webHidden", "color", "spacing", "w", "kern", "position", "sz", "szCs", "highlight", "u", "effect", "bdr",
        "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang", "eastAsianLayout", "specVanish", "oMath",
        "rPrChange",
    ),
    "w:sectPr": (
        "headerReference", "footerReference", "footnotePr", "endnotePr", "type", "pgSz", "pgMar", "paperSrc",
        "pgBorders", "lnNumType", "pgNumType", "cols", "formProt", "vAlign", "noEndnote", "titlePg",
        "textDirection", "bidi", "rtlGutter", "docGrid", "printerSettings", "sectPrChange",
    ),
    "w:trPr": (
        "cnfStyle", "divId", "gridBefore", "gridAfter", "wBefore", "wAfter", "cantSplit", "trHeight", "tblHeader",
        "tblCellSpacing", "jc", "hidden", "ins", "del", "trPrChange",
    ),
    "w:tblPr": (
        "tblStyle", "tblpPr", "tblOverlap", "bidiVisual", "tblStyleRowBandSize", "tblStyleColBandSize", "tblW", "jc",
        "tblCellSpacing", "tblInd", "tblBorders", "shd", "tblLayout", "tblCellMar", "tblLook", "tblCaption",
        "tblDescription", "tblPrChange",
    ),
    "w:settings": (
        "writeProtection", "view", "zoom", "removePersonalInformation", "removeDateAndTime",
        "doNotDisplayPageBoundaries", "displayBackgroundShape", "printPostScriptOverText",
        "printFractionalCharacterWidth", "printFormsData", "embedTrueTypeFonts", "embedSystemFonts",
        "saveSubsetFonts", "saveFormsData", "mirrorMargins", "alignBordersAndEdges",
        "bordersDoNotSurroundHeader", "bordersDoNotSurroundFooter", "gutterAtTop", "hideSpellingErrors",
        "hideGrammaticalErrors", "activeWritingStyle", "proofState", "formsDesign", "attachedTemplate",
        "linkStyles", "stylePaneFormatFilter", "stylePaneSortMethod", "documentType", "mailMerge",
        "revisionView", "trackRevisions", "doNotTrackMoves", "doNotTrackFormatting", "documentProtection",
        "autoFormatOverride", "styleLockTheme", "styleLockQFSet", "defaultTabStop", "autoHyphenation",
        "consecutiveHyphenLimit", "hyphenationZone", "doNotHyphenateCaps", "showEnvelope", "summaryLength",
        "clickAndTypeStyle", "defaultTableStyle", "evenAndOddHeaders",
    ),
}  # fmt: skip
CHILDREN = {parent: tuple(f"w:{name}" for name in names) for parent, names in _NAMES.items()}
"""The names of all children of an element of properties, in their order, by its name."""
_RANKS = {
    f"{{{W}}}{parent.removeprefix('w:')}": {f"{{{W}}}{name}": rank for rank, name in enumerate(names)}
    for parent, names in _NAMES.items()
}


def in_order(elements: Iterable[tuple[str, str]], parent: str) -> str:
    """Return (name, xml) pairs joined as the children of ``parent``, as w:pPr, stand."""
    return "".join(xml for _, xml in sorted(elements, key=lambda pair: CHILDREN[parent].index(pair[0])))


def put(parent: etree._Element, child: etree._Element) -> None:
    """Put ``child`` into ``parent`` at its place in the order, instead of what has its name there.

    Raises KeyError when the schema knows no such child.
    """
    ranks = _RANKS[parent.tag]
    rank = ranks[child.tag]
    first, *others = parent.findall(child.tag) or [None]
    for old in others:
        parent.remove(old)
    if first is not None:
        parent.replace(first, child)
        return
    before = [index for index, each in enumerate(parent) if ranks.get(each.tag, len(ranks)) < rank]
    parent.insert(before[-1] + 1 if before else 0, child)
