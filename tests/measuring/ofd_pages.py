"""Draw the pages of an OFD as its parts say it, with the fonts in it: a reader of nothing but what we write."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from itertools import accumulate
from typing import Any

import numpy as np
import numpy.typing as npt
from lxml import etree
from PIL import Image, ImageDraw, ImageFont

DOTS = 10
"""Pixels to the millimetre."""
DARK = 128
Mask = npt.NDArray[np.bool_]


class OfdFile:
    """The parts of an OFD by name, and the fonts and pictures by their numbers."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            self.parts = {name: package.read(name) for name in package.namelist()}
        self.roots = {
            name: etree.fromstring(data) for name, data in self.parts.items() if name.endswith(".xml")
        }
        self.document = self.roots["Doc_0/Document.xml"]
        self.resources = {
            each.get("ID"): self.parts[f"Doc_0/Res/{each[0].text}"]
            for name in ("Doc_0/PublicRes.xml", "Doc_0/DocumentRes.xml")
            if name in self.roots
            for each in (*elements(self.roots[name], "Font"), *elements(self.roots[name], "MultiMedia"))
        }

    def pages(self) -> Iterator[etree._Element]:
        for page in elements(next(elements(self.document, "Pages")), "Page"):
            yield self.roots[f"Doc_0/{page.get('BaseLoc')}"]

    def box_of(self, page: etree._Element) -> tuple[float, float]:
        box = next(elements(page, "PhysicalBox"), None)
        _, _, wide, high = numbers(
            (box if box is not None else next(elements(self.document, "PhysicalBox"))).text
        )
        return wide, high

    def ink(self, page: etree._Element) -> Mask:
        """Where the page has ink."""
        wide, high = self.box_of(page)
        sheet = Image.new("L", (round(wide * DOTS), round(high * DOTS)), 255)
        for each in page.iter("{*}PathObject", "{*}TextObject", "{*}ImageObject"):
            kind = etree.QName(each).localname
            draw = {"PathObject": self._path, "TextObject": self._text, "ImageObject": self._image}[kind]
            draw(sheet, each, numbers(each.get("Boundary")))
        return np.asarray(sheet) < DARK

    def _path(self, sheet: Image.Image, path: etree._Element, box: list[float]) -> None:
        """Draw a straight rule as a box that is as thick as it."""
        words = next(elements(path, "AbbreviatedData")).text.split()
        x, y, x_end, y_end = (float(words[place]) for place in (1, 2, 4, 5))
        across, down = (0.0, float(path.get("LineWidth")) / 2)[:: 1 if y == y_end else -1]
        corners = (x - across, y - down, x_end + across, y_end + down)
        left, top, right, bottom = (
            round((box[place % 2] + each) * DOTS) for place, each in enumerate(corners)
        )
        ImageDraw.Draw(sheet).rectangle([left, top, max(right - 1, left), max(bottom - 1, top)], fill=0)

    def _text(self, sheet: Image.Image, text: etree._Element, box: list[float]) -> None:
        font = ImageFont.truetype(
            io.BytesIO(self.resources[text.get("Font")]), float(text.get("Size")) * DOTS
        )
        code = next(elements(text, "TextCode"))
        y = float(code.get("Y"))
        offsets = accumulate(steps(code.get("DeltaX", "")), initial=0.0)
        units = [code.text] if next(elements(text, "CGTransform"), None) is not None else list(code.text)
        is_turned = text.get("CTM") is not None
        across, down = (box[3], box[2]) if is_turned else (box[2], box[3])
        layer = Image.new("L", (round((across + 8) * DOTS), round(down * DOTS)), 255)
        pen = ImageDraw.Draw(layer)
        for unit, x in zip(units, offsets, strict=True):
            pen.text((x * DOTS, y * DOTS), unit[0], font=font, fill=0, anchor="ls")
        layer = layer.transpose(Image.Transpose.ROTATE_270) if is_turned else layer
        place = (round(box[0] * DOTS), round(box[1] * DOTS))
        sheet.paste(0, place, Image.eval(layer, lambda grey: 255 - grey))

    def _image(self, sheet: Image.Image, image: etree._Element, box: list[float]) -> None:
        wide, _, _, high, _, _ = numbers(image.get("CTM"))
        assert [wide, high] == box[2:]
        with Image.open(io.BytesIO(self.resources[image.get("ResourceID")])) as picture:
            drawn = picture.convert("RGBA").resize((round(wide * DOTS), round(high * DOTS)))
        sheet.paste(drawn.convert("L"), (round(box[0] * DOTS), round(box[1] * DOTS)), drawn.getchannel("A"))


def elements(root: etree._Element, name: str) -> Iterator[Any]:
    return root.iter(f"{{*}}{name}")


def numbers(text: str | None) -> list[float]:
    return [float(each) for each in (text or "").split()]


def steps(listed: str) -> Iterator[float]:
    words = iter(listed.split())
    for word in words:
        times = int(next(words)) if word == "g" else 1
        step = float(next(words) if word == "g" else word)
        for _ in range(times):
            yield step
