"""Pages → the files of an OFD package."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING

from gongwen import __version__
from gongwen.faces import Face
from gongwen.image import kind_of
from gongwen.pages import Page, Pages
from gongwen.units import mm
from gongwen.write.fonts import choose_fonts
from gongwen.write.ofd.font import subset
from gongwen.write.ofd.page import PageWriter, Resources
from gongwen.write.ofd.structure import outline, tags
from gongwen.write.ofd.xml import element, numbers, parent, written
from gongwen.write.undrawn import UndrawnError, undrawn

if TYPE_CHECKING:
    from lxml.etree import _Element

_VERSION = "1.0"
_ROOT = "Doc_0"
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The time of every file in the package, so that the same document gives the same bytes."""

Files = dict[str, bytes]
"""What goes into the package, by path, in order."""


def write_ofd(
    pages: Pages,
    faces: Mapping[str, Face],
    *,
    facts: Mapping[str, str] | None = None,
    attached: Mapping[str, bytes] | None = None,
    archival: bool = False,
) -> bytes:
    """Return ``pages`` as OFD; the same pages and fonts give the same bytes.

    ``facts`` are what catalogues record of the document, by the names of GB/T 33480; ``attached`` are texts that
    go with it, by file name. ``archival`` calls the file OFD-A (GB/T 42133-2022).

    Raises UndrawnError when a character cannot be drawn, UsageError when no Chinese font is installed or when a
    font may not be embedded.
    """
    choice = choose_fonts(faces)
    if found := undrawn(pages, choice):
        raise UndrawnError(found)
    resources = Resources()
    writer = PageWriter(choice, resources)
    identities = [next(resources.numbers) for _ in pages.sheets]
    contents = [
        writer.write(page, identity, _area(pages, page) if page.is_turned else None)
        for page, identity in zip(pages.sheets, identities, strict=True)
    ]
    resources.number_glyphs()
    inner = {f"{_ROOT}/Pages/Page_{index}/Content.xml": written(page) for index, page in enumerate(contents)}
    inner |= _resource_files(resources)
    inner |= {f"{_ROOT}/{path}": data for path, data in tags(resources.texts).items()}
    inner |= _attachment_files(attached or {}, pages, resources)
    root = _document(pages, identities, resources, inner)
    inner = {f"{_ROOT}/Document.xml": written(root)} | inner
    return _package({"OFD.xml": written(_entry(pages, facts or {}, inner, archival=archival))} | inner)


def _entry(pages: Pages, facts: Mapping[str, str], inner: Files, *, archival: bool) -> _Element:
    identity = sha256(b"".join(data for name, data in inner.items() if name.endswith(".xml"))).hexdigest()[
        :32
    ]
    info = [element("DocID", identity)]
    info += [
        element(name, text)
        for name, text in (("Title", pages.title), ("Author", pages.author), ("CreationDate", pages.date))
        if text
    ]
    info += [element("Creator", "gongwen"), element("CreatorVersion", __version__)]
    if facts:
        data = [element("CustomData", value, Name=name) for name, value in facts.items()]
        info.append(parent("CustomDatas", data))
    body = parent("DocBody", [parent("DocInfo", info), element("DocRoot", f"{_ROOT}/Document.xml")])
    return parent("OFD", [body], Version=_VERSION, DocType="OFD-A" if archival else "OFD")


def _document(
    pages: Pages, identities: Sequence[int], resources: Resources, inner: Mapping[str, bytes]
) -> _Element:
    common = [_area(pages), element("PublicRes", "PublicRes.xml")]
    if resources.images:
        common.append(element("DocumentRes", "DocumentRes.xml"))
    sheets = [
        element("Page", ID=identity, BaseLoc=f"Pages/Page_{index}/Content.xml")
        for index, identity in enumerate(identities)
    ]
    entries = outline(resources.texts)
    made = [parent("Pages", sheets), *([parent("Outlines", entries)] if entries else [])]
    made += [
        element(name, path)
        for name, path in (("CustomTags", "Tags/CustomTags.xml"), ("Attachments", "Attachs/Attachments.xml"))
        if f"{_ROOT}/{path}" in inner
    ]
    last = element("MaxUnitID", str(next(resources.numbers) - 1))
    return parent("Document", [parent("CommonData", [last, *common]), *made])


def _area(pages: Pages, page: Page | None = None) -> _Element:
    wide, high = mm(pages.width), mm(pages.height)
    box = (0.0, 0.0, high, wide) if page and page.is_turned else (0.0, 0.0, wide, high)
    name = "Area" if page else "PageArea"
    return parent(name, [element("PhysicalBox", numbers(box))])


def _resource_files(resources: Resources) -> Files:
    fonts, files = [], {}
    for font, identity in resources.fonts.items():
        name, data = subset(font, resources.characters[font])
        path = f"Font_{identity}.ttf"
        entry = parent(
            "Font", [element("FontFile", path)], ID=identity, FontName=name, FamilyName=resources.faces[font]
        )
        fonts.append(entry)
        files[f"{_ROOT}/Res/{path}"] = data
    made = {f"{_ROOT}/PublicRes.xml": written(_resource("Fonts", fonts))}
    if resources.images:
        made[f"{_ROOT}/DocumentRes.xml"] = written(_resource("MultiMedias", list(_media(resources, files))))
    return made | files


def _media(resources: Resources, files: Files) -> Iterator[_Element]:
    for identity, data in resources.images.values():
        kind = kind_of(data) or "png"
        path = f"Image_{identity}.{kind}"
        files[f"{_ROOT}/Res/{path}"] = data
        yield parent(
            "MultiMedia", [element("MediaFile", path)], ID=identity, Type="Image", Format=kind.upper()
        )


def _resource(name: str, children: list[_Element]) -> _Element:
    return parent("Res", [parent(name, children)], BaseLoc="Res")


def _attachment_files(attached: Mapping[str, bytes], pages: Pages, resources: Resources) -> Files:
    """Return the texts that go with the document, and their list."""
    if not attached:
        return {}
    entries, files = [], {}
    for index, (name, data) in enumerate(attached.items(), 1):
        path = f"Attach_{index}.txt"
        size = f"{len(data) / 1024:.3f}"
        dated = {"CreationDate": pages.date} if pages.date else {}
        entries.append(
            parent("Attachment", [element("FileLoc", path)], ID=next(resources.numbers), Name=name, Format="TXT", **dated,
                   Size=size)
        )  # fmt: skip
        files[f"{_ROOT}/Attachs/{path}"] = data
    return {f"{_ROOT}/Attachs/Attachments.xml": written(parent("Attachments", entries))} | files


def _package(files: Files) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for path, data in files.items():
            entry = zipfile.ZipInfo(path, _EPOCH)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            package.writestr(entry, data)
    return target.getvalue()
