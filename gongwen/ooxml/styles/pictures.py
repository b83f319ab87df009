"""Pictures over the text of a docx: seals and signature stamps."""

from __future__ import annotations

from collections.abc import Sequence

from gongwen.flow import Figure, Picture
from gongwen.image import kind_of
from gongwen.ooxml.xml import PIC, WP, A, element

_EMU = 12700
"""English metric units in a point."""


def picture_key(index: int) -> str:
    """Return the relationship of the picture at ``index``, from 1."""
    return f"rIdPicture{index}"


def media_names(media: Sequence[bytes]) -> tuple[str, ...]:
    """Return the names below word/ of pictures, in their order."""
    kinds = (kind_of(data) or "jpeg" for data in media)
    return tuple(f"media/picture{index}.{kind}" for index, kind in enumerate(kinds, 1))


def media_type(kind: str) -> str:
    """Return the media type of a kind of picture."""
    return f"image/x-{kind}" if kind in ("emf", "wmf") else f"image/{kind}"


def media_parts(media: Sequence[bytes]) -> dict[str, bytes]:
    """Return the pictures by the names of their parts."""
    return {f"word/{name}": data for name, data in zip(media_names(media), media, strict=True)}


def write_picture(picture: Picture, index: int) -> str:
    """Return the run that holds ``picture`` in front of the text, placed from its paragraph."""
    size = {"cx": _emu(picture.width), "cy": _emu(picture.height)}
    anchor = {
        "distT": "0", "distB": "0", "distL": "0", "distR": "0", "simplePos": "0",
        "relativeHeight": str(index), "behindDoc": "0", "locked": "0", "layoutInCell": "1", "allowOverlap": "1",
    }  # fmt: skip
    named = {"id": str(index), "name": f"印章{index}"}
    content = (
        element("wp:simplePos", {"x": "0", "y": "0"})
        + _position("H", "column", picture.x)
        + _position("V", "paragraph", picture.y)
        + element("wp:extent", size)
        + element("wp:effectExtent", {"l": "0", "t": "0", "r": "0", "b": "0"})
        + element("wp:wrapNone")
        + element("wp:docPr", named)
        + element("wp:cNvGraphicFramePr")
        + element("a:graphic", {"xmlns:a": A}, _graphic(index, size, named))
    )
    drawing = element("w:drawing", content=element("wp:anchor", {"xmlns:wp": WP, **anchor}, content))
    return element("w:r", content=drawing)


def write_figure(figure: Figure, index: int) -> str:
    """Return the drawing of ``figure`` as a character of its line; it keeps the path that the document gives."""
    size = {"cx": _emu(figure.width), "cy": _emu(figure.height)}
    asked = {"title": f"{figure.asked:g}"} if figure.asked else {}
    named = {"id": str(index), "name": f"图片{index} {figure.caption}".strip(), "descr": figure.name, **asked}
    content = (
        element("wp:extent", size)
        + element("wp:docPr", named)
        + element("wp:cNvGraphicFramePr")
        + element(
            "a:graphic", {"xmlns:a": A}, _graphic(index, size, {"id": str(index), "name": f"图片{index}"})
        )
    )
    sides = {f"dist{side}": "0" for side in "TBLR"}
    return element("w:drawing", content=element("wp:inline", {"xmlns:wp": WP, **sides}, content))


def _graphic(index: int, size: dict[str, str], named: dict[str, str]) -> str:
    shape = element(
        "a:xfrm", content=element("a:off", {"x": "0", "y": "0"}) + element("a:ext", size)
    ) + element("a:prstGeom", {"prst": "rect"}, element("a:avLst"))
    content = (
        element("pic:nvPicPr", content=element("pic:cNvPr", named) + element("pic:cNvPicPr"))
        + element(
            "pic:blipFill",
            content=element("a:blip", {"r:embed": picture_key(index)})
            + element("a:stretch", content=element("a:fillRect")),
        )
        + element("pic:spPr", content=shape)
    )
    return element("a:graphicData", {"uri": PIC}, element("pic:pic", {"xmlns:pic": PIC}, content))


def _position(axis: str, origin: str, points: float) -> str:
    offset = element("wp:posOffset", content=_emu(points))
    return element(f"wp:position{axis}", {"relativeFrom": origin}, offset)


def _emu(points: float) -> str:
    return str(round(points * _EMU))
