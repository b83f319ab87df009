"""The pictures that a document names: seals and signature stamps."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from gongwen.address import Address
from gongwen.finding import InputError
from gongwen.read.input.source import Source

_TYPES = ("image/png", "image/jpeg")
_MOST_BYTES = 10 * 2**20


def read_pictures(source: Source) -> dict[str, bytes]:
    """Return the pictures that the document of ``source`` names, by the paths that it gives.

    A path counts from the folder of the document. Raises InputError when one cannot be used.
    """
    pictures, problems = {}, []
    for path, key in _named(source):
        try:
            pictures[path] = _read(source.path.parent / path)
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


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise _Unusable(f"超过 {_MOST_BYTES >> 20} MB，请缩小图片")
        data = path.read_bytes()
    except (OSError, ValueError):
        raise _Unusable("没有这个图片文件，或者不能读取；请检查路径，路径从公文所在的文件夹算起") from None
    if _content_type(data) not in _TYPES:
        raise _Unusable("不是 PNG 或 JPEG 图片，请换一个文件")
    return data


def _content_type(data: bytes) -> str:
    """Return the media type of a picture; "" when ``data`` is none that can be read."""
    from docx.image.exceptions import (
        InvalidImageStreamError,
        UnexpectedEndOfFileError,
        UnrecognizedImageError,
    )
    from docx.image.image import Image

    try:
        image = Image.from_blob(data)
    except (InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError):
        return ""
    return str(image.content_type) if image.px_width and image.px_height else ""
