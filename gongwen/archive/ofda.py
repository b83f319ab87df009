"""The OFD's own check: what an archive asks of an OFD-A (GB/T 42133-2022)."""

from __future__ import annotations

from collections.abc import Iterator

from gongwen.archive.printed import printed_problems
from gongwen.finding import UsageError
from gongwen.read.ofd.package import Package, found, resolve

_KIND = "OFD-A"
_FORBIDDEN = {"Permissions": "权限限制", "VPreferences": "阅读器设置", "Extensions": "扩展"}
_ATTACHED = ("TXT", "XML")


def ofda_problems(data: bytes, text: str, stamped: str = "") -> list[str]:
    """Return what keeps the OFD ``data`` from being an OFD-A that says ``text``, in Chinese; [] when nothing does.

    ``stamped`` is the text of a stamp on it, which is not of the document. This is no validator: it looks at
    what the toolkit itself answers for.
    """
    try:
        package = Package(data)
        printed = "\n".join(_printed(package))
        problems = [*_claims(package), *_fonts(package), *_attached(package)]
    except UsageError as error:
        return [str(error)]
    return [*problems, *printed_problems(printed, text, stamped, "OFD")]


def _claims(package: Package) -> Iterator[str]:
    if package.entry.get("DocType") != _KIND:
        yield f"OFD 没有声明自己是 {_KIND}"
    for name, what in _FORBIDDEN.items():
        if next(found(package.root, name), None) is not None:
            yield f"OFD 里有{what}，归档文件不能有"


def _fonts(package: Package) -> Iterator[str]:
    for holder in found(package.root, "PublicRes"):
        path = resolve(package.root_name, holder.text or "")
        resources = package.parse(path)
        folder = resolve(path, f"{resources.get('BaseLoc', '.')}/")
        for font in found(resources, "Font"):
            file = next(found(font, "FontFile"), None)
            if file is None or f"{folder}/{(file.text or '').strip()}" not in package.parts:
                yield f"字体 {font.get('FontName', '')} 没有嵌入"


def _attached(package: Package) -> Iterator[str]:
    for holder in found(package.root, "Attachments"):
        for each in found(package.parse(resolve(package.root_name, holder.text or "")), "Attachment"):
            if each.get("Format", "").upper() not in _ATTACHED:
                yield f"附带的文件“{each.get('Name', '')}”不是文本，归档文件只能附带 TXT 和 XML"


def _printed(package: Package) -> Iterator[str]:
    """Yield the text of every object in the order in which the file has it."""
    for sheet in package.sheets():
        for root in sheet.roots:
            for each in found(root, "TextObject"):
                yield "".join(code.text or "" for code in found(each, "TextCode"))
