"""What a docx holds besides plain text, counted, and what of it did not come through to another docx."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Literal, NamedTuple

from lxml import etree

from gongwen.ooxml.carried import FORMULA, formula_text
from gongwen.ooxml.elements import child_of, own_value, value_of
from gongwen.ooxml.objects import SIGNS, collect_parts, digest_of, holder_of
from gongwen.ooxml.package.docx import DOCUMENT, MOST_BASES, root_of, unpack
from gongwen.ooxml.seen.hidden_styles import tell_hiding_styles
from gongwen.ooxml.seen.holdings import STYLES, character_styles
from gongwen.ooxml.seen.paragraphs import WITH_PARS, Source, sources_of
from gongwen.ooxml.seen.pieces import is_hidden, pieces, symbol_text
from gongwen.ooxml.seen.shapes import HOLDERS, drawn_words
from gongwen.ooxml.xml import LINKS, MC, VML, A, R, W, is_on
from gongwen.terms import page_number

Edge = Literal["页眉", "页脚"]
Thing = Literal[
    "图片", "脚注", "上标", "下标", "删除线", "公式", "表格", "文本框", "对象", "图表", "图示", "控件", "符号", "页眉", "页脚", "页眉图片",
    "页脚图片", "艺术字", "水印", "图形", "注音", "域", "批注", "修订", "隐藏文字",
]  # fmt: skip
_CHANGED: tuple[Thing, ...] = ("表格", "文本框", "艺术字")
"""What is kept when its text is."""
_HIDDEN = b"w:vanish"
_NEVER: tuple[Thing, ...] = ("批注", "修订", "隐藏文字", "域")
"""What is told, and no loss to who reads the pages."""

_W = f"{{{W}}}"
_SCRIPTS: Mapping[str, Thing] = {"superscript": "上标", "subscript": "下标"}
_STRUCK = ("strike", "dstrike")
_BOX = f"{_W}txbxContent"
_PICTURES = (f"{{{A}}}blip", f"{{{VML}}}imagedata")
_SHOWS = (b":blip", b":imagedata")
_ART = f"{{{VML}}}textpath"
_EDGES: tuple[tuple[str, Edge, Thing], ...] = (
    ("word/header", "页眉", "页眉图片"),
    ("word/footer", "页脚", "页脚图片"),
)
_PLAIN_FIELDS = ("PAGE", "NUMPAGES", "HYPERLINK", "SECTIONPAGES")
_SHOWN = 20
_KEPT_BESIDE = "read 和 build --source 把它存在“附图”文件夹里，要用请在正文里另起一行写“![](它的路径)”"


class Held(NamedTuple):
    """One thing that a docx holds."""

    thing: Thing
    value: str
    """Its text without white space, or a digest of its content."""
    paragraph: int = 0
    """The paragraph at which it stands, counted as readings count; 0 for none."""
    name: str = ""
    """What people call it."""


class Missing(NamedTuple):
    """What did not come through."""

    held: Held
    message: str
    """What it is and what became of it, in Chinese, without a final mark."""
    is_lost: bool
    """Whether a reader of the pages misses it; else it only changed its form, or was never printed."""


def take_inventory(data: bytes) -> tuple[Held, ...]:
    """Return what the docx ``data`` holds. Raises UsageError or InputError when it cannot be read."""
    parts = unpack(data)
    roots = {name: root_of(parts, name) for name in WITH_PARS if name in parts}
    places, scripts = _places(sources_of(parts)), _scripts_of_styles(parts)
    found: list[Held] = []
    for name, root in roots.items():
        is_main = name == DOCUMENT
        found += _inside(root, _Around(parts, _links(parts, name), scripts), places)
        found += () if is_main else _notes(root, places)
    for edge, thing, name in _edges(parts):
        found += _edge(root_of(parts, name), edge, thing, parts, _links(parts, name))
    if "word/comments.xml" in parts:
        comments = root_of(parts, "word/comments.xml")
        found += (Held("批注", _text(each), 0, _short(_text(each))) for each in comments)
    return tuple(found)


def edge_pictures(parts: Mapping[str, bytes]) -> Iterator[tuple[Edge, str]]:
    """Yield the pictures of the headers and footers of a docx that are in the file: where, and the part of each."""
    for edge, _, name in _edges(parts):
        if not any(mark in parts[name] for mark in _SHOWS):
            continue
        links = _links(parts, name)
        for element in root_of(parts, name).iter(*_PICTURES):
            if (part := _part_of(_target(element, links))) in parts:
                yield edge, part


def _edges(parts: Mapping[str, bytes]) -> Iterator[tuple[Edge, Thing, str]]:
    """Yield the headers and footers: which it is, what a picture in it is called, the name of its part."""
    for start, edge, thing in _EDGES:
        for name in sorted(name for name in parts if name.startswith(start) and name.endswith(".xml")):
            yield edge, thing, name


def tell_hidden(data: bytes) -> Iterator[tuple[int, str]]:
    """Yield of each hidden text of the docx ``data`` the paragraph, 0 for none, and that it was not read.

    Of each style that hides text, that its text was read. Raises as above.
    """
    parts = unpack(data)
    yield from ((0, message) for message in tell_hiding_styles(parts))
    if _HIDDEN in parts.get(DOCUMENT, b""):
        yield from (
            (held.paragraph, f"隐藏文字“{held.name}”没有读")
            for held in take_inventory(data)
            if held.thing == "隐藏文字"
        )


def compare(before: Sequence[Held], after: Sequence[Held], text: str) -> Iterator[Missing]:
    """Yield what of ``before`` is not in ``after``; ``text`` is all that the new docx prints."""
    left = Counter((held.thing, held.value) for held in after)
    bare = "".join(text.split())
    for held in before:
        if left[held.thing, held.value]:
            left[held.thing, held.value] -= 1
        elif held.thing in _CHANGED and _is_said(held.value, bare):
            continue
        else:
            yield Missing(held, _say(held), held.thing not in _NEVER)


def _is_said(value: str, text: str) -> bool:
    """Whether every piece of ``value``, which line feeds set apart, stands in ``text``, its marks of Markdown bold aside."""
    return all(piece in text or piece.replace("**", "") in text for piece in value.split("\n"))


def _say(held: Held) -> str:
    own = f"“{held.name}”" if held.name else ""
    return {
        "图片": f"图片{own}没有排进公文，请自己放进去，或者换成嵌入正文的图片再读",
        "脚注": f"脚注{own}没有排进公文",
        "上标": f"上标{own}没有保留，请核对这一处；标题里的请写成“²”这样的字",
        "下标": f"下标{own}没有保留，请核对这一处；标题里的请写成“₂”这样的字",
        "删除线": f"划了删除线的{own}照印了，没有线；不要的文字请从原文里删去",
        "公式": f"公式{own}没有排进公文，请自己放进去",
        "表格": f"表格{own}里的文字没有全部排进公文，请核对",
        "文本框": f"文本框{own}里的文字没有全部排进公文，请核对",
        "对象": f"嵌入的对象{own}没有带过来，请在公文里重新插入，或者改成图片",
        "图表": f"图表{own}没有带过来，请改成图片再读",
        "图示": f"图示（SmartArt）{own}没有带过来，请改成图片再读",
        "控件": f"控件{own}没有带过来，公文里不放控件；请把内容写成文字",
        "符号": f"符号{own}没有带过来，不知道它是什么字；请换成普通的字符",
        "页眉": f"页眉{own}没有带过来，公文没有页眉；要用的文字请写进正文",
        "页脚": f"页脚{own}没有带过来，页脚只有页码；要用的文字请写进正文",
        "页眉图片": f"页眉里的图片{own}没有排，公文没有页眉；{_KEPT_BESIDE}",
        "页脚图片": f"页脚里的图片{own}没有排，页脚只有页码；{_KEPT_BESIDE}",
        "艺术字": f"艺术字{own}没有读；请改成普通的文字再读",
        "图形": f"画的图形{own}没有带过来，里面的文字照印；请在 Word、WPS 里组合起来，复制后选择性粘贴为图片再读",
        "注音": f"注音{own}没有印；要留的请写在字的后面，加括号",
        "水印": f"水印{own}没有带过来，印发的公文没有水印",
        "域": f"域{own}变成了文字，不再自动更新",
        "批注": f"批注{own}没有带过来",
        "修订": f"修订没有接受：{held.name}",
        "隐藏文字": f"隐藏文字{own}没有印；要印请先取消隐藏",
    }[held.thing]


def _places(sources: Iterable[Source]) -> dict[etree._Element, int]:
    """Return the numbers of the paragraphs and rows by their elements."""
    return {source.element: number for number, source in enumerate(sources, 1)}


def _place(element: etree._Element, places: Mapping[etree._Element, int]) -> int:
    own = (each for each in (element, *element.iterancestors()) if each in places)
    return places.get(next(own, element), 0)


def _links(parts: Mapping[str, bytes], name: str) -> dict[str, str]:
    """Return the targets of the relationships of the part called ``name``, by their ids."""
    folder, _, own = name.rpartition("/")
    path = f"{folder}/_rels/{own}.rels"
    if path not in parts:
        return {}
    links = root_of(parts, path).iter(f"{{{LINKS}}}Relationship")
    return {each.get("Id", ""): each.get("Target", "") for each in links}


class _Around(NamedTuple):
    """What an element of a part is understood by."""

    parts: Mapping[str, bytes]
    links: Mapping[str, str]
    """The targets of the relationships of the part, by their ids."""
    scripts: Mapping[str, Thing]
    """What the character styles that raise or lower their text make of it, by their keys."""


def _scripts_of_styles(parts: Mapping[str, bytes]) -> dict[str, Thing]:
    """Return the character styles of a docx that raise or lower their text, those that stand on such a one too."""
    if b"vertAlign" not in parts.get(STYLES, b""):
        return {}
    styles = character_styles(root_of(parts, STYLES))
    found: dict[str, Thing] = {}
    for key in styles:
        base = key
        for _ in range(MOST_BASES):
            script = _script_of(styles[base].find(f"{_W}rPr")) if base in styles else None
            if script is not None:
                found |= {key: _SCRIPTS[script]} if script in _SCRIPTS else {}
                break
            base = value_of(styles[base], "basedOn") if base in styles else ""
    return found


def _inside(root: etree._Element, around: _Around, places: Mapping[etree._Element, int]) -> Iterator[Held]:
    """Yield what stands in a part with paragraphs, in order; what is written twice for old programs counts once."""
    for element in root.iter():
        for held in _held(element, around):
            if next(element.iterancestors(f"{{{MC}}}Fallback"), None) is None:
                yield held._replace(paragraph=_place(element, places))


def _held(element: etree._Element, around: _Around) -> Iterator[Held]:
    tag = element.tag
    if tag in _PICTURES:
        yield from _picture(element, around.parts, around.links)
    elif tag == f"{_W}r":
        yield from _run(element, around.scripts)
    elif tag == FORMULA:
        yield Held("公式", _bare(formula_text(element)), 0, _short(formula_text(element)))
    elif tag == f"{_W}tbl":
        texts = [_said(each) for each in element.iter(f"{_W}p") if each.getparent().tag != _BOX]
        yield Held("表格", "\n".join(filter(None, texts)), 0, _short(next(filter(None, texts), "")))
    elif tag == _BOX:
        texts = [_said(each) for each in element.iter(f"{_W}p")]
        yield Held("文本框", "\n".join(filter(None, texts)), 0, _short("".join(texts)))
    elif tag in SIGNS:
        yield Held(
            SIGNS[tag],
            digest_of(collect_parts(holder_of(element), around.parts)),
            0,
            element.get("ProgID", ""),
        )
    else:
        yield from _held_besides(element)


def _held_besides(element: etree._Element) -> Iterator[Held]:
    """Yield what ``element`` is that no document has: drawn shapes, controls, fields, changes."""
    tag = element.tag
    if tag in HOLDERS:
        if (words := drawn_words(element)) is not None:
            yield Held("图形", _bare(words), 0, _short(words))
    elif tag == _ART:
        yield Held("艺术字", _bare(element.get("string", "")), 0, _short(element.get("string", "")))
    elif tag == f"{_W}rt":
        yield Held("注音", _text(element), 0, _short(_text(element)))
    elif tag == f"{_W}control":
        yield Held("控件", str(element.get(f"{_W}name", "")), 0, str(element.get(f"{_W}name", "")))
    elif tag == f"{_W}sym" and not symbol_text(element):
        font, code = str(element.get(f"{_W}font", "")), str(element.get(f"{_W}char", ""))
        yield Held("符号", f"{font} {code}", 0, f"{font} {code}")
    elif tag in (f"{_W}ins", f"{_W}del", f"{_W}moveFrom", f"{_W}moveTo"):
        yield from _change(element)
    elif tag in (f"{_W}instrText", f"{_W}fldSimple"):
        words = (element.text or element.get(f"{_W}instr", "")).split()
        if words and words[0] not in _PLAIN_FIELDS and words[0].isupper():
            yield Held("域", words[0], 0, words[0])


def _picture(element: etree._Element, parts: Mapping[str, bytes], links: Mapping[str, str]) -> Iterator[Held]:
    """Yield the picture that ``element`` shows; a shape of old programs may name none."""
    target = _target(element, links)
    if target is None:
        return
    data = parts.get(_part_of(target), target.encode())
    yield Held("图片", sha256(data).hexdigest(), 0, target.rpartition("/")[2])


def _target(element: etree._Element, links: Mapping[str, str]) -> str | None:
    """Return where the picture of ``element`` is; "" for nowhere, None for a shape that shows none."""
    key = element.get(f"{{{R}}}embed") or element.get(f"{{{R}}}id") or element.get(f"{{{R}}}link") or ""
    return links.get(key, "") if key else None


def _part_of(target: str | None) -> str:
    """Return the name of the part that a relationship of the text, of a header or of a footer leads to."""
    return "" if not target else target.lstrip("/") if target.startswith("/") else f"word/{target}"


def _run(run: etree._Element, scripts: Mapping[str, Thing]) -> Iterator[Held]:
    text = _text(run)
    properties = child_of(run, "rPr")
    if properties is None or not text:
        return
    if is_hidden(run):
        yield Held("隐藏文字", text, 0, _short(text))
        return
    lines = [child_of(properties, name) for name in _STRUCK]
    if any(each is not None and is_on(each.get(f"{_W}val", "1")) for each in lines):
        yield Held("删除线", text, 0, _short(text))
    own = _script_of(properties)
    thing = scripts.get(value_of(properties, "rStyle")) if own is None else _SCRIPTS.get(own)
    if thing:
        for character in text:
            yield Held(thing, character, 0, _short(text))


def _script_of(properties: etree._Element | None) -> str | None:
    """Return the w:vertAlign of a w:rPr; None where it says none."""
    script = None if properties is None else child_of(properties, "vertAlign")
    return None if script is None else own_value(script)


def _change(element: etree._Element) -> Iterator[Held]:
    text = "".join(str(each) for each in element.itertext(f"{_W}t", f"{_W}delText"))
    if text.strip():
        is_gone = element.tag in (f"{_W}del", f"{_W}moveFrom")
        said = f"删去的“{_short(text)}”没有印" if is_gone else f"添上的“{_short(text)}”照印"
        yield Held("修订", f"{'-' if is_gone else '+'}{_bare(text)}", 0, said)


def _notes(root: etree._Element, places: Mapping[etree._Element, int]) -> Iterator[Held]:
    for note in root:
        if note.get(f"{_W}type", "normal") == "normal" and (text := _text(note)):
            first = child_of(note, "p")
            yield Held("脚注", text, _place(note if first is None else first, places), _short(text))


def _edge(
    root: etree._Element, edge: Edge, thing: Thing, parts: Mapping[str, bytes], links: Mapping[str, str]
) -> Iterator[Held]:
    """Yield what a header or a footer holds besides the number of the page; its pictures are of kind ``thing``."""
    text = _text(root)
    if text and not page_number.WORDS.fullmatch(text):
        yield Held(edge, text, 0, _short(text))
    for element in root.iter(*_PICTURES):
        yield from (held._replace(thing=thing) for held in _picture(element, parts, links))
    for element in root.iter(_ART):
        yield Held("水印", _bare(element.get("string", "")), 0, _short(element.get("string", "")))


def _text(element: etree._Element) -> str:
    """Return the text of ``element`` that is not deleted, without white space."""
    return _bare("".join(str(each) for each in element.itertext(f"{_W}t")))


def _said(paragraph: etree._Element) -> str:
    """Return the text of one paragraph as it is read, without white space."""
    return _bare("".join(text for text, _ in pieces(paragraph)))


def _bare(text: str) -> str:
    return "".join(text.split())


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
