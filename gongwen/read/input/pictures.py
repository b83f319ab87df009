"""The pictures that a document names: seals and signature stamps."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator
from pathlib import Path

from gongwen.address import Address
from gongwen.finding import InputError
from gongwen.read.content import NotAFile, read_content
from gongwen.read.input.source import Source

_FORMATS = ("PNG", "JPEG")
_MOST_BYTES = 10 * 2**20
_MOST_PIXELS = 6000
"""The longest side of a picture; a seal of 42 mm at 2400 dots an inch has 4000."""
_NETWORK = re.compile(r"[\\/]{2}|[A-Za-z][A-Za-z0-9+.-]+:")
"""What the path of another machine begins with, or an address; a drive has one letter."""


def read_pictures(source: Source) -> dict[str, bytes]:
    """Return the pictures that the document of ``source`` names, by the paths that it gives.

    A path counts from the folder of the document. Raises InputError when one cannot be used.
    """
    pictures, problems = {}, []
    for path, key in _named(source):
        try:
            pictures[path] = _read(source.path.parent, path)
        except _Unusable as wrong:
            problems.append(f"{source.say_place(key)}{key[0]}：“{path}”{wrong}")
    if problems:
        raise InputError(problems)
    return pictures


def picture_files(source: Source) -> list[Path]:
    """Return the files of the pictures that the document of ``source`` names, whether they are there or not."""
    return [source.path.parent / path for path, _ in _named(source)]


def _named(source: Source) -> Iterator[tuple[str, Address]]:
    """Yield the path of every picture and where it was written."""
    for index, path in enumerate(source.document.seal_images):
        key = Address("印章", index)
        yield path, key if key in source.places else key.upto(1)
    for index, stamp in enumerate(source.document.stamps):
        if stamp.image:
            yield stamp.image, Address("签名章", index, "图片")


class _Unusable(Exception):
    """A picture that cannot be used; the text says why and what to do."""


def _read(folder: Path, name: str) -> bytes:
    if _NETWORK.match(name):
        raise _Unusable("在网络上，本程序不联网；请把图片存到公文所在的文件夹，写文件名")
    path = folder / name
    try:
        data = read_content(path, _MOST_BYTES)
    except NotAFile as wrong:
        raise _Unusable(f"{wrong.strerror}，请给出一个 PNG 或 JPEG 图片") from None
    except (OSError, ValueError):
        raise _Unusable("没有这个图片文件，或者不能读取；请检查路径，路径从公文所在的文件夹算起") from None
    if len(data) > _MOST_BYTES:
        raise _Unusable(f"超过 {_MOST_BYTES >> 20} MB，请缩小图片")
    _require_whole(data)
    return data


def _require_whole(data: bytes) -> None:
    """Raise _Unusable when ``data`` is no picture that can be drawn whole; its size is seen before it is unpacked."""
    from PIL import Image

    try:
        with warnings.catch_warnings(action="ignore"):
            image = Image.open(io.BytesIO(data), formats=_FORMATS)
    except Exception:  # whatever its header makes the decoder say
        raise _Unusable("不是 PNG 或 JPEG 图片，请换一个文件") from None
    if max(image.size) > _MOST_PIXELS:
        shown = f"{image.size[0]}×{image.size[1]}"
        raise _Unusable(f"有{shown}个像素，长和宽都不能超过{_MOST_PIXELS}，请缩小图片")
    try:
        image.load()
    except Exception:
        raise _Unusable("图片不完整或者已损坏，请重新导出或者换一个文件") from None
