"""A line that is a picture → the picture and its caption, as large as the page allows."""

from __future__ import annotations

from collections.abc import Iterator

from gongwen.address import Place
from gongwen.flow import PICTURE_ROUNDING, Figure, Fit, Par, Run
from gongwen.image import Size, measure
from gongwen.make.marked import Dresser
from gongwen.make.pages.strips import set_lines
from gongwen.make.setting import Setting
from gongwen.markup.reading import PictureLine, read_line
from gongwen.markup.writing import write_picture
from gongwen.units import POINTS_PER_MM

PICTURE, CAPTION = "图片", "图题"
_USUAL = (300.0, 200.0)
"""How large an object is that does not say it, points."""


def lay_picture(picture: PictureLine, at: Place | None, setting: Setting, dresser: Dresser) -> Iterator[Par]:
    """Yield the picture, then its caption, which stays on its page; one whose file is not there has no paragraph.

    A formula is a character of a paragraph of its own.
    """
    if picture.is_formula:
        yield Par(PICTURE, dresser.runs(read_line(write_picture(picture))), at=at)
        return
    caption = Par(CAPTION, dresser.runs(read_line(picture.caption)), at=at)
    data = setting.pictures.get(picture.path)
    if data is not None:
        taken = _caption_height(caption, setting) if picture.caption else 0.0
        figure = _fit(data, picture, taken, setting)
        fit = Fit(pitch=figure.height, keeps_next=bool(picture.caption))
        yield Par(PICTURE, (Run(""),), fit=fit, at=at, figure=figure)
    if picture.caption:
        yield caption


def _caption_height(caption: Par, setting: Setting) -> float:
    look = setting.profile.look_of(caption)
    return len(set_lines(caption, look, setting.room)) * look.pitch + look.before


def _fit(data: bytes, picture: PictureLine, taken: float, setting: Setting) -> Figure:
    """Return the picture in the width that is asked for, else its own, within the text and the page."""
    own, shown = _object(data) if picture.is_object else (measure(data), data)
    asked = picture.width * POINTS_PER_MM if picture.width > 0 else -picture.width * setting.room
    look = setting.profile.looks[PICTURE]
    page = setting.profile.sheet.area(2, is_turned=setting.is_turned).height
    high = page - taken - look.before - PICTURE_ROUNDING
    width = min(asked or own.width, setting.room, high * own.width / own.height)
    height = width * own.height / own.width
    return Figure(shown, picture.path, width, height, picture.width, data if picture.is_object else b"")


def _object(data: bytes) -> tuple[Size, bytes]:
    """Return how large the object is whose file is ``data``, and the picture that stands for it, b"" for none."""
    from gongwen.ooxml.objects import preview_of, read_object, size_of

    carried = read_object(data)
    assert carried
    return Size(*(size_of(carried) or _USUAL)), preview_of(carried)
