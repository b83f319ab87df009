"""The files that a document names: pictures in its text, carried parts, seals and signature stamps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from gongwen.address import Address
from gongwen.document import parts_of
from gongwen.finding import InputError
from gongwen.image import Kind, Unusable, kind_of, measure
from gongwen.markup.reading import FORMULA_SUFFIX, OBJECT_SUFFIX, read_line, read_note, read_picture
from gongwen.pattern import pattern
from gongwen.read.content import NotAFile, read_content
from gongwen.read.input.source import Source

_LAID_OVER: tuple[Kind, ...] = ("png", "jpeg")
"""The kinds of seals and stamps."""
_MOST_BYTES = 10 * 2**20
_MOST_PIXELS = 6000
"""The longest side of a seal or a stamp; one of 42 mm at 2400 dots an inch has 4000."""
_NETWORK = pattern(r"[\\/]{2}|[A-Za-z][A-Za-z0-9+.-]+:")
"""What the path of another machine begins with, or an address; a drive has one letter."""
_NOTHING: Mapping[str, bytes] = MappingProxyType({})


def read_pictures(source: Source, given: Mapping[str, bytes] = _NOTHING) -> dict[str, bytes]:
    """Return the pictures and carried parts that the document of ``source`` names, by the paths that it gives.

    A path counts from the folder of the document; what is ``given`` is not read from there. Raises InputError
    when one cannot be used, or when a footnote is called that has no text.
    """
    pictures, problems = {}, [*_notes_without_text(source)]
    for path, key in _named(source):
        try:
            data = given[path] if path in given else _read(source.path.parent, path)
            _require_usable(data, path, is_laid_over=key[0] in ("印章", "签名章"))
            pictures[path] = data
        except Unusable as wrong:
            name = "图片" if "正文" in key else key[0]
            problems.append(f"{source.say_place(key)}{name}：“{path}”{wrong}")
    if problems:
        raise InputError(problems)
    return pictures


def picture_files(source: Source) -> list[Path]:
    """Return the files that the document of ``source`` names, whether they are there or not."""
    return [source.path.parent / path for path, _ in _named(source)]


def _named(source: Source) -> Iterator[tuple[str, Address]]:
    """Yield the path of every picture and carried part, and where it was written."""
    for index, path in enumerate(source.document.seal_images):
        key = Address("印章", index)
        yield path, key if key in source.places else key.upto(1)
    for index, stamp in enumerate(source.document.stamps):
        if stamp.image:
            yield stamp.image, Address("签名章", index, "图片")
    for way, line in _lines(source):
        if "](" not in line:
            continue
        if picture := read_picture(line):
            yield picture.path, way
        else:
            yield from ((piece.form.carried, way) for piece in read_line(line).pieces if piece.form.carried)


def _lines(source: Source) -> Iterator[tuple[Address, str]]:
    for way, part in parts_of(source.document):
        yield from ((way.to("正文", index), line) for index, line in enumerate(part.body))


def _notes_without_text(source: Source) -> Iterator[str]:
    """Yield what is to be said of each footnote that is called and has no text in its part."""
    for way, part in parts_of(source.document):
        known = {note.key for line in part.body if (note := read_note(line)) and note.text}
        for index, line in enumerate(part.body):
            if "[^" not in line or read_note(line):
                continue
            for piece in read_line(line).pieces:
                if piece.form.note and piece.form.note not in known:
                    key = piece.form.note
                    place = source.say_place(way.to("正文", index))
                    yield (
                        f"{place}脚注“[^{key}]”没有注文；请补上（docx 里写在脚注里，文稿里在同一篇正文另起一行写“[^{key}]: 注文”），"
                        f"不是脚注时写成“\\[^{key}]”"
                    )


def _read(folder: Path, name: str) -> bytes:
    if _NETWORK.match(name):
        raise Unusable("在网络上，本程序不联网；请把图片存到公文所在的文件夹，写文件名")
    try:
        data = read_content(folder / name, _MOST_BYTES)
    except NotAFile as wrong:
        raise Unusable(f"{wrong.strerror}，请给出一个 PNG 或 JPEG 图片") from None
    except (OSError, ValueError):
        raise Unusable("没有这个图片文件，或者不能读取；请检查路径，路径从公文所在的文件夹算起") from None
    if len(data) > _MOST_BYTES:
        raise Unusable(f"超过 {_MOST_BYTES >> 20} MB，请缩小图片")
    return data


def _require_usable(data: bytes, path: str, *, is_laid_over: bool) -> None:
    """Raise Unusable unless ``data`` is a picture that can be shown whole, or a formula or an object where ``path`` says so."""
    require = {FORMULA_SUFFIX: _require_formula, OBJECT_SUFFIX: _require_object}.get(
        path.lower()[path.rfind(".") :]
    )
    if require and not is_laid_over:
        require(data)
        return
    if is_laid_over and kind_of(data) not in _LAID_OVER:
        raise Unusable("不是 PNG 或 JPEG 图片，请换一个文件")
    measure(data, _MOST_PIXELS if is_laid_over else 0)


def _require_object(data: bytes) -> None:
    from gongwen.ooxml.objects import read_object

    if read_object(data) is None:
        raise Unusable("不是图表、对象的 docx，或者文件已损坏；请从原来的 docx 重新读入")


def _require_formula(data: bytes) -> None:
    from gongwen.ooxml.carried import is_formula

    if not is_formula(data):
        raise Unusable("不是 Word 的公式（OMML），或者文件已损坏；请从原来的 docx 重新读入")
