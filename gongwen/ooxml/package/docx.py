"""A docx by its parts: read from the zip within limits, its XML strictly, its lists of parts kept true."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from functools import lru_cache

from lxml import etree

from gongwen.finding import InputError, UsageError
from gongwen.flow import Flow
from gongwen.ooxml.package.deflated import exchange
from gongwen.ooxml.package.unzip import Limits, unzip
from gongwen.ooxml.styles.parts import CUSTOM, CUSTOM_TYPE, core_properties, custom_properties
from gongwen.ooxml.xml import CORE_LINK, DECLARATION, LINKS, STRICT, TYPES, R, W

DOCUMENT, CORE = "word/document.xml", "docProps/core.xml"
CONTENT_TYPES, PACKAGE_LINKS = "[Content_Types].xml", "_rels/.rels"
DOCUMENT_LINKS = "word/_rels/document.xml.rels"
MOST_BYTES = 64 * 2**20
"""What all parts of one docx together may come to, unpacked."""
MOST_BASES = 12
"""Styles that a style may stand on, one over the other; Word allows eleven."""

_MOST_XML = 16 * 2**20
_LIMITS = Limits(2000, _MOST_XML, MOST_BYTES, "不像公文；请删去大的图片，或者换一个文件")
_MOST_TAGS = 1_000_000
"""Elements, begun and ended, of one part: each takes a hundred bytes of memory, and its text only a few."""
_MOST_ATTRIBUTES = 500
"""Attributes of one element; Word writes no more than forty."""
_MOST_PARS = 100_000
"""Paragraphs and rows of a document, some three thousand pages."""
_DOCTYPE = b"<!DOCTYPE"
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_SAVE_AS = "请用 Word 或 WPS 打开，另存为“Word 文档（*.docx）”后再用"

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
_NO_LINKS = f'<Relationships xmlns="{LINKS}"/>'.encode()

_OBSOLETE = ("vbaProject", "keyMapCustomizations", "stylesWithEffects")
"""Macros, keys bound to them, and a second set of styles that Word 2010 prefers."""
_ABOUT_THE_SOURCE = ("extended-properties", "thumbnail", "origin", "core-properties", "custom-properties")
"""Page counts, a picture, a signature, the author and notes of the docx given, not of the one made of it."""
_KEEP_LINKS = ("numbering", "fontTable")
"""Parts of which something of the docx is kept, with the pictures and fonts that it refers to."""
_ROOTS = {"fontTable": "fonts"}
"""The root element of a part where its name is another than that of the relationship."""
_XML = (".xml", ".rels")
_COMMON, _MOST_COMMON = ("word/styles.xml", "word/numbering.xml"), 256 * 2**10
"""Parts that are often the same in the documents of one office, and up to how many bytes they are kept for the next."""
_WITH_TEXT = ("document", "header", "footnotes", "endnotes", "comments")


class Parts(Mapping[str, bytes]):
    """The parts of one docx by name, each parsed once for all who read it."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        self._parts = parts
        self._roots: dict[str, etree._Element] = {}

    def __getitem__(self, name: str) -> bytes:
        """Return the bytes of a part."""
        return self._parts[name]

    def __iter__(self) -> Iterator[str]:
        """Yield the names."""
        return iter(self._parts)

    def __hash__(self) -> int:
        """Return what tells it from others, so that what was read of it can be kept."""
        return id(self)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._parts)

    def root(self, name: str) -> etree._Element:
        """Return the root of a part, which nobody may change. Raises as :func:`parse_part` does."""
        if name not in self._roots:
            data = self._parts[name]
            is_common = name in _COMMON and len(data) <= _MOST_COMMON
            self._roots[name] = (_parse_common if is_common else parse_part)(name, data)
        return self._roots[name]

    def exchanged(self, parts: Mapping[str, bytes]) -> Parts:
        """Return these with ``parts`` in place of those of their names, the others parsed no second time."""
        made = Parts({**self._parts, **parts})
        made._roots = {name: root for name, root in self._roots.items() if name not in parts}
        return made


class _Latest:
    """The docx that was unpacked or written last: what is asked of one file is mostly asked in a row."""

    def __init__(self) -> None:
        self._kept = (b"", Parts({}))

    def find(self, data: bytes) -> Parts | None:
        """Return the parts of ``data``; None for another docx than the last."""
        kept, parts = self._kept
        return parts if kept == data else None

    def keep(self, data: bytes, parts: Parts) -> Parts:
        """Keep and return the parts of ``data`` in place of those kept before."""
        self._kept = (data, parts)
        return parts


_latest = _Latest()


def unpack(data: bytes) -> Parts:
    """Return the parts of the docx that ``data`` is; who asks for those of one docx again gets the same.

    Raises UsageError, without a file name, for what is no docx: another format, damaged, encrypted, or
    too large unpacked.
    """
    return _latest.find(data) or _latest.keep(data, _unpack(data))


def is_unpacked(data: bytes) -> bool:
    """Whether ``data`` is the docx that was unpacked or written last, of which nothing need be found out again."""
    return _latest.find(data) is not None


def rewrite(data: bytes, parts: Mapping[str, bytes]) -> bytes:
    """Return the docx ``data`` with ``parts`` in place, as :func:`exchange` does; the others are unpacked no second time."""
    before = unpack(data)
    made = exchange(data, parts)
    _latest.keep(made, before.exchanged(parts))
    return made


def _unpack(data: bytes) -> Parts:
    if data.startswith(_OLE):
        is_encrypted = _ENCRYPTED in data
        problem = (
            "设了打开密码，请先在 Word 或 WPS 里取消密码" if is_encrypted else f"是旧的 doc 格式，{_SAVE_AS}"
        )
        raise UsageError(problem)
    if not data.startswith(b"PK"):
        raise UsageError(f"不是 docx，可能只是改了扩展名；{_SAVE_AS}")
    parts = Parts(unzip(data, _LIMITS))
    if not {CONTENT_TYPES, PACKAGE_LINKS, DOCUMENT} <= parts.keys():
        raise UsageError(f"不是 Word 文档，{_SAVE_AS}")
    return parts


def parse_part(name: str, data: bytes, *, keeps_all: bool = False) -> etree._Element:
    """Return the root of the XML part called ``name``, read strictly and without entities.

    Comments and processing instructions are left out unless ``keeps_all``. Raises InputError, without a file
    name, when it is not well formed, declares a document type, or is of a kind or a size that is not read.
    """
    if len(data) > _MOST_XML or data.count(b"<") > _MOST_TAGS:
        raise InputError([f"其中的 {name} 太大，不像公文；请拆成几个文件，或者换一个文件"])
    if _DOCTYPE in data:
        raise InputError([_has_doctype(name)])
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=not keeps_all, remove_pis=not keeps_all,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise InputError([f"其中的 {name} 第{error.lineno}行{_fault(error)}，{_SAVE_AS}"]) from None
    for problem in _oddities(name, root):
        raise InputError([problem])
    return root


_parse_common = lru_cache(maxsize=8)(parse_part)


def root_of(parts: Mapping[str, bytes], name: str) -> etree._Element:
    """Return the root of one of ``parts`` to be read and not changed. Raises as :func:`parse_part` does."""
    return parts.root(name) if isinstance(parts, Parts) else parse_part(name, parts[name])


def _has_doctype(name: str) -> str:
    return f"其中的 {name} 含有 DTD 声明，不是 Word 或 WPS 写的；{_SAVE_AS}"


def _fault(error: etree.XMLSyntaxError) -> str:
    """Return what is wrong with a part that the parser has given up."""
    if error.code != etree.ErrorTypes.ERR_RESOURCE_LIMIT:
        return "已损坏"
    return "的层次太深" if "depth" in str(error) else "的文字太长"


def _oddities(name: str, root: etree._Element) -> Iterator[str]:
    """Yield why a part that is well formed is not read."""
    if root.getroottree().docinfo.doctype:
        yield _has_doctype(name)
    if str(root.tag).startswith(f"{{{STRICT}"):
        yield f"是“严格的 Open XML”格式，{_SAVE_AS}"
    if root.xpath(f"boolean(//@*[{_MOST_ATTRIBUTES + 1}])"):
        yield f"其中的 {name} 有属性太多的元素，不是 Word 或 WPS 写的；{_SAVE_AS}"
    if name == DOCUMENT and root.tag != f"{{{W}}}document":
        yield f"其中的 {name} 不是 Word 的正文，{_SAVE_AS}"
    if name == DOCUMENT and root.xpath("count(//w:p | //w:tr)", namespaces={"w": W}) > _MOST_PARS:
        yield f"其中的段落太多（超过 {_MOST_PARS} 段），不像公文；请拆成几个文件"


def write_part(root: etree._Element) -> bytes:
    """Return ``root`` as the bytes of a part."""
    text: str = etree.tostring(root, encoding="unicode")
    return (DECLARATION + text).encode()


def header_parts(parts: Mapping[str, bytes]) -> list[str]:
    """Return the names of the header parts of a docx, in the order of its relationships."""
    return linked_parts(parts, "header")


def linked_parts(parts: Mapping[str, bytes], kind: str) -> list[str]:
    """Return the names of the parts of relationship ``kind``, in the order of the relationships of the docx."""
    links = root_of(parts, DOCUMENT_LINKS) if DOCUMENT_LINKS in parts else ()
    names = [target_of(link, "word") for link in links if _kind(link) == kind]
    return [name for name in dict.fromkeys(names) if name in parts]


class DocxParts:
    """The parts of a docx and the lists that name them: content types and relationships.

    Macros, signatures and what the docx says about itself are left out from the start.
    """

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        self.parts = dict(parts)
        self._types = parse_part(CONTENT_TYPES, self.parts[CONTENT_TYPES])
        self._package = parse_part(PACKAGE_LINKS, self.parts[PACKAGE_LINKS])
        self._links = parse_part(DOCUMENT_LINKS, self.parts.get(DOCUMENT_LINKS, _NO_LINKS))
        for kind in _OBSOLETE:
            self.take(kind)
        self._set_type(DOCUMENT, f"{_WORD}.document.main+xml")
        self._forget_source()

    def _forget_source(self) -> None:
        """Put empty properties in place of everything that the package says about itself."""
        for link in [link for link in self._package if _kind(link) in _ABOUT_THE_SOURCE]:
            self._package.remove(link)
            self._drop(target_of(link, ""))
        for name in [name for name in self.parts if name.startswith("_xmlsignatures/") or _is_macro(name)]:
            self._drop(name)
        for default in [each for each in self._types if "vbaProject" in each.get("ContentType", "")]:
            self._types.remove(default)
        _link(self._package, "rIdCore", CORE_LINK, CORE)
        self._set_type(CORE, _CORE_TYPE)
        self.parts[CORE] = core_properties(Flow((), "", "", "")).encode()
        _link(self._package, "rIdCustom", f"{R}/custom-properties", CUSTOM)
        self._set_type(CUSTOM, CUSTOM_TYPE)
        self.parts[CUSTOM] = custom_properties(()).encode()

    def take(self, kind: str) -> etree._Element:
        """Remove the parts of relationship ``kind`` and return the root of the first.

        Without one, or for parts that are no XML, that is an empty w: element of the kind's name.
        """
        found = []
        for link in [link for link in self._links if _kind(link) == kind]:
            self._links.remove(link)
            name = target_of(link, "word")
            attached = self.parts.get(links_of(name))
            data = self._drop(name)
            if data and name.endswith(".xml"):
                found.append(parse_part(name, data))
            if attached and kind in _KEEP_LINKS:
                self.parts[links_of(f"word/{kind}.xml")] = attached
        return found[0] if found else etree.Element(f"{{{W}}}{_ROOTS.get(kind, kind)}", nsmap={"w": W})

    def put(self, kind: str, data: bytes, name: str = "", key: str = "") -> None:
        """Add a part of relationship ``kind``; its name and the relationship's key default to the kind's."""
        name = name or f"{kind}.xml"
        self.parts[f"word/{name}"] = data
        self._set_type(f"word/{name}", f"{_WORD}.{kind}+xml")
        _link(self._links, key or f"rIdStamped{kind.capitalize()}", f"{R}/{kind}", name)

    def refer(self, key: str, media: str) -> None:
        """Refer to the picture ``media``, a name below word/, by ``key``."""
        extension = media.rpartition(".")[2]
        if not any(each.get("Extension", "").lower() == extension for each in self._types):
            attributes = {"Extension": extension, "ContentType": f"image/{extension}"}
            self._types.insert(0, etree.Element(f"{{{TYPES}}}Default", attributes))
        _link(self._links, key, f"{R}/image", media)

    def texts(self) -> Iterator[str]:
        """Yield the names of the parts that hold text."""
        for name in list(self.parts):
            folder, base = posixpath.split(name)
            if folder == "word" and base.startswith(_WITH_TEXT) and base.endswith(".xml"):
                yield name

    def finished(self) -> dict[str, bytes]:
        """Return all parts, the lists first, as readers of zip streams expect them."""
        lists = {CONTENT_TYPES: self._types, PACKAGE_LINKS: self._package, DOCUMENT_LINKS: self._links}
        first = {name: write_part(root) for name, root in lists.items()}
        return first | {name: data for name, data in self.parts.items() if name not in first}

    def _drop(self, name: str) -> bytes | None:
        self.parts.pop(links_of(name), None)
        self._forget_type(name)
        return self.parts.pop(name, None)

    def _set_type(self, name: str, content_type: str) -> None:
        self._forget_type(name)
        etree.SubElement(self._types, f"{{{TYPES}}}Override", PartName=f"/{name}", ContentType=content_type)

    def _forget_type(self, name: str) -> None:
        for override in [each for each in self._types if each.get("PartName") == f"/{name}"]:
            self._types.remove(override)


def _kind(link: etree._Element) -> str:
    """Return the last word of the type of a relationship; "" for one that leads outside."""
    return "" if link.get("TargetMode") == "External" else str(link.get("Type", "")).rpartition("/")[2]


def target_of(link: etree._Element, folder: str) -> str:
    """Return the name of the part to which a relationship of a part in ``folder`` leads."""
    return posixpath.normpath(posixpath.join("/", folder, link.get("Target", ""))).lstrip("/")


def links_of(name: str) -> str:
    """Return the name of the part that lists the relationships of the part called ``name``."""
    folder, base = posixpath.split(name)
    return posixpath.join(folder, "_rels", f"{base}.rels")


def _is_macro(name: str) -> bool:
    return posixpath.basename(name).lower().startswith("vba")


def _link(links: etree._Element, key: str, kind: str, target: str) -> None:
    for old in [link for link in links if link.get("Id") == key]:
        links.remove(old)
    etree.SubElement(links, f"{{{LINKS}}}Relationship", Id=key, Type=kind, Target=target)
