"""A profile as word/styles.xml, and the names by which documents refer to it."""

from __future__ import annotations

from dataclasses import replace

from gongwen.faces import Face
from gongwen.flow import Numbering
from gongwen.look import CELL_MARGIN, GRID, Look
from gongwen.ooxml.fields import paragraph_properties, run_properties, supplement_fonts, twips
from gongwen.ooxml.xml import DECLARATION, W, element
from gongwen.profile import BODY, HEADING_ROLES, RUN_IN_ROLES, Profile

ROOT = "Normal"
TABLE = "公文表格"
PLAIN_TABLE = "TableNormal"


def supplement_style(face: str) -> str:
    """Return the name of the character style for characters that ``face`` lacks."""
    return f"补字{face}"


def in_text(look: Look) -> Look:
    """Return ``look`` without the frame that holds it at the foot of a page."""
    return replace(look, at_foot=0.0) if look.at_foot else look


def write_styles(profile: Profile, numbering: Numbering) -> str:
    """Return styles.xml: every role as a named style; headings carry the list when Word numbers."""
    return DECLARATION + element(
        "w:styles", {"xmlns:w": W}, "".join(managed_styles(profile, numbering).values())
    )


def managed_styles(profile: Profile, numbering: Numbering) -> dict[str, str]:
    """Return the XML of the defaults ("") and of every style, by its name."""
    root = replace(profile.body, first=0.0)
    styles = {"": _defaults(root, profile), ROOT: _root(root, profile)}
    for role, look in profile.looks.items():
        if role in profile.character_roles:
            styles[role] = _character(role, look, profile)
        else:
            styles[role] = _paragraph(role, look, root, profile, numbering)
    for name, face in profile.faces.items():
        styles[supplement_style(name)] = _style("character", supplement_style(name), "", _supplement(face))
    styles[PLAIN_TABLE] = _PLAIN_TABLE
    styles[TABLE] = _GRID_TABLE
    return styles


def _defaults(root: Look, profile: Profile) -> str:
    run = run_properties(root, None, profile.faces)
    language = element("w:lang", {"w:val": "en-US", "w:eastAsia": "zh-CN", "w:bidi": "ar-SA"})
    default = element("w:rPrDefault", content=element("w:rPr", content=run + language))
    return element("w:docDefaults", content=default + element("w:pPrDefault"))


def _root(root: Look, profile: Profile) -> str:
    """The default paragraph style, with what Chinese text needs and no role changes."""
    settings = {"w:widowControl": "0", "w:kinsoku": "1", "w:adjustRightInd": "0", "w:snapToGrid": "0"}
    extra = tuple((tag, element(tag, {"w:val": value})) for tag, value in settings.items())
    paragraph = element("w:pPr", content=paragraph_properties(root, None, extra))
    run = element("w:rPr", content=run_properties(root, None, profile.faces))
    return (
        f'<w:style w:type="paragraph" w:default="1" w:styleId="{ROOT}">'
        f'<w:name w:val="{ROOT}"/><w:qFormat/>{paragraph}{run}</w:style>'
    )


def _paragraph(role: str, look: Look, root: Look, profile: Profile, numbering: Numbering) -> str:
    """A style says everything but the frame at the foot of a page, which not every reader takes from it."""
    parent = profile.parents[role]
    base = in_text(profile.looks[parent]) if parent else root
    look = in_text(look)
    extra = _numbering(role) if numbering == "word" else ()
    content = element("w:pPr", content=paragraph_properties(look, base, extra))
    content += element("w:rPr", content=run_properties(look, base, profile.faces))
    opens_text = look.outline or role in (*RUN_IN_ROLES.values(), "主送机关")
    following = element("w:next", {"w:val": BODY}) if opens_text else ""
    return _style("paragraph", role, parent or ROOT, content, following)


def _numbering(role: str) -> tuple[tuple[str, str], ...]:
    level = next((level for level, name in HEADING_ROLES.items() if name == role), 0)
    if not level:
        return ()
    content = element("w:ilvl", {"w:val": str(level - 1)}) + element("w:numId", {"w:val": "1"})
    return (("w:numPr", element("w:numPr", content=content)),)


def _character(role: str, look: Look, profile: Profile) -> str:
    """A character style says font and weight always: they must win over those of a heading around it."""
    base = replace(profile.body, face="", bold=not look.bold)
    content = element("w:rPr", content=run_properties(look, base, profile.faces))
    return _style("character", role, "", content)


def _supplement(face: Face) -> str:
    return element("w:rPr", content=supplement_fonts(face))


def _style(kind: str, name: str, parent: str, content: str, following: str = "") -> str:
    based = element("w:basedOn", {"w:val": parent}) if parent else ""
    head = element("w:name", {"w:val": name}) + based + following
    return (
        f'<w:style w:type="{kind}" w:customStyle="1" w:styleId="{name}">{head}<w:qFormat/>{content}</w:style>'
    )


def _edges(weight: int) -> str:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    line = {"w:val": "single", "w:sz": str(weight), "w:space": "0", "w:color": "000000"}
    return "".join(element(f"w:{side}", line) for side in sides)


_MARGIN = {"w:w": twips(CELL_MARGIN), "w:type": "dxa"}
_MARGINS = element("w:tblCellMar", content=element("w:left", _MARGIN) + element("w:right", _MARGIN))
_PLAIN_TABLE = (
    f'<w:style w:type="table" w:default="1" w:styleId="{PLAIN_TABLE}"><w:name w:val="Normal Table"/>'
    '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
)
_GRID_TABLE = (
    f'<w:style w:type="table" w:customStyle="1" w:styleId="{TABLE}"><w:name w:val="{TABLE}"/>'
    f'<w:basedOn w:val="{PLAIN_TABLE}"/><w:tblPr><w:tblBorders>{_edges(round(GRID * 8))}</w:tblBorders>{_MARGINS}</w:tblPr></w:style>'
)
