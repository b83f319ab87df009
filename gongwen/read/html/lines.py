"""A web page → its lines."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from html import unescape
from itertools import groupby, islice, takewhile

from lxml import etree, html

from gongwen.address import Place
from gongwen.finding import UsageError
from gongwen.markup.reading import Form, Piece
from gongwen.pattern import pattern
from gongwen.read.encoding import decode
from gongwen.read.html.blocks import Block, blocks_of, is_dropped, shown_lengths
from gongwen.read.html.pictures import Find, Unshown, nothing_beside, pictures_of
from gongwen.read.html.unread import formulas_in
from gongwen.transcript import Line, Shown, Transcript

_META_HEAD = 4096
_CHARSET = pattern(rb"""<meta[^>]+?charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_META = pattern(
    r"""<meta\s+name\s*=\s*["'](?P<name>[^"'<>]{2,30})["']\s+content\s*=\s*["'](?P<content>[^"'<>]{1,300})["']""",
    re.IGNORECASE,
)
_META_KEYS = {
    "articletitle": "标题",
    "发文字号": "发文字号",
    "文号": "发文字号",
    "documentnumber": "发文字号",
}
"""Names in the head of government pages, and the keys that they tell."""
_LONGEST_HEAD = 20_000
_ENDS = pattern(r"</(?:body|html)\s*>", re.IGNORECASE)
"""Ends of a page; one that was put together has them in its middle, and what follows belongs to it all the same."""
_GBK = ("gb2312", "gbk", "gb_2312-80", "x-gbk", "cp936", "gb18030")
_NAMED = {
    **dict.fromkeys(_GBK, "gb18030"), "utf-8": "utf-8", "utf8": "utf-8", "big5": "big5hkscs", "hz-gb-2312": "hz",
    "iso-8859-1": "cp1252", "windows-1252": "cp1252",
}  # fmt: skip
"""The encodings of pages. Of what Python knows beside them, some are no encodings, and some take hours."""
_MOST_TAGS = 300_000
"""Beginnings of tags in a page; each takes a kilobyte of memory, and a long text on the web has a few thousand."""
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_MAIN = pattern(
    r"content|article|zoom|trs_?editor|main-?text|ucap-?content|detail|view|pages?_?content|news_?conte?nt|text-?box|xxgk",
    re.IGNORECASE,
)
_HEADINGS = ("h1", "h2")
_MOST_LOOKED_AT = 50
"""Forms, or headings above the text; a page has a few."""
_MOST = 0.6
"""A container with at least this share of the text of the page holds the document."""


def read_html(data: bytes, name: str, find: Find = nothing_beside) -> Transcript:
    """Return the lines of the web page that ``data`` is: blocks, lines broken in them, rows of tables.

    What frames the text (menus, forms, hidden parts) is left out; where one container that is named as
    the text holds most of it, only that is read, with the heading above it; its pictures are those that are written
    in it and those that ``find`` has. Raises UsageError for a page without text.
    """
    text = _text(data, name)
    body = _body(text, name)
    main = _main(body)
    blocks = blocks_of(main)
    blocks = _title(body, main, blocks) + blocks
    if not any(block.text.strip() for block in blocks):
        raise UsageError(
            f"{name}：网页里没有文字，正文可能是图片、附件或者由脚本显示的；请打开网页，把正文复制到文本文件里"
        )
    unread = list(formulas_in(main))
    lines = tuple(_lines(blocks, name, find, unread))
    return Transcript(name, lines, True, dict(_facts(text)), unread=tuple(unread))


def _facts(text: str) -> Iterator[tuple[str, str]]:
    """Yield what the head of a page of the government says of its text, by the keys of a document."""
    for match in _META.finditer(text[:_LONGEST_HEAD]):
        value = unescape(match["content"]).strip()
        if value and (key := _META_KEYS.get(match["name"].lower())):
            yield key, value


def _text(data: bytes, name: str) -> str:
    """Return the page in the encoding that it names, or else in the one it is found to have."""
    match = _CHARSET.search(data[:_META_HEAD])
    if match and not data.startswith(_MARKS):
        named = _NAMED.get(match[1].decode("ascii").lower())
        try:
            return data.decode(named) if named else decode(data, name)
        except UnicodeDecodeError:
            pass
    return decode(data, name)


def _body(text: str, name: str) -> html.HtmlElement:
    """Return the body; without one the whole page. Nothing is fetched, and entities are those of HTML alone.

    Pages nest deeper than the parser's small limit, which it would keep by dropping what lies below; at the
    large one the page is refused.
    """
    if text.count("<") > _MOST_TAGS:
        raise UsageError(f"{name}：网页太大，不像公文；请打开网页，只把正文复制到文本文件里")
    parser = html.HTMLParser(
        no_network=True, remove_comments=True, remove_pis=True, encoding="utf-8", huge_tree=True
    )
    clean = _ENDS.sub("", re.sub(r"^\s*<\?xml[^>]*\?>", "", text))
    try:
        root = html.document_fromstring(clean.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        raise UsageError(f"{name}：读不出这个网页，请重新保存，或者把正文复制到文本文件里") from None
    if any("depth" in each.message for each in parser.error_log):
        raise UsageError(f"{name}：网页的层次太深，正文读不全；请打开网页，把正文复制到文本文件里")
    found = root.find("body")
    body = root if found is None else found
    _free_text_of_forms(body)
    return body


def _free_text_of_forms(body: html.HtmlElement) -> None:
    """Make a form that holds most of the page a mere block, as pages by ASP.NET have it."""
    whole = len(body.text_content())
    for form in list(islice(body.iter("form"), _MOST_LOOKED_AT)):
        if len(form.text_content()) * 2 > whole:
            form.tag = "div"


def _main(body: html.HtmlElement) -> html.HtmlElement:
    """Return the smallest container that is named as the text and holds most of it; else the body."""
    lengths = shown_lengths(body)
    whole = lengths[body]
    best, least = body, whole + 1
    for element in body.iter("div", "article", "main", "section", "td", "ucapcontent"):
        named = element.tag in ("article", "main", "ucapcontent") or _MAIN.search(_names(element))
        if named and not is_dropped(element) and _MOST * whole <= (length := lengths[element]) < least:
            best, least = element, length
    return best


def _title(body: html.HtmlElement, main: html.HtmlElement, blocks: list[Block]) -> list[Block]:
    """Return the heading that the page has above ``main``; [] when there is none or the text repeats it."""
    before = list(takewhile(lambda element: element is not main, body.iter(*_HEADINGS, main.tag)))
    if main is body:
        return []
    headings = [element for element in before if element.tag in _HEADINGS][-_MOST_LOOKED_AT:]
    shown = [each for each in headings if not any(map(is_dropped, (each, *each.iterancestors())))]
    blocks_above = blocks_of(shown[-1]) if shown else []
    title = [Block(block.text, is_centred=True) for block in blocks_above]
    return title if _squeezed(title) not in _squeezed(blocks) else []


def _squeezed(blocks: list[Block]) -> str:
    return "".join("".join(block.text.split()) for block in blocks)


def _names(element: html.HtmlElement) -> str:
    return f"{element.get('id', '')} {element.get('class', '')}"


def _lines(blocks: list[Block], name: str, find: Find, unread: list[str]) -> Iterator[Line]:
    """Yield a line for each block; pictures that are not read are told in ``unread``."""
    for number, block in enumerate(blocks, 1):
        at = Place(name, number, unit="段")
        found = list(pictures_of(block.pictures, find))
        unread += (str(each) for each in found if isinstance(each, Unshown))
        yield Line(
            block.text,
            at,
            is_centred=block.is_centred,
            is_row=block.is_row,
            pieces=_pieces(block),
            figures=tuple(each for each in found if isinstance(each, Shown)),
        )


def _pieces(block: Block) -> tuple[Piece, ...]:
    """Return the text of ``block`` with what is raised or lowered in it; () for text of one form."""
    letters = zip(block.text, block.scripts, strict=False)
    groups = groupby(letters, key=lambda letter: letter[1])
    return tuple(Piece("".join(text for text, _ in own), Form(script=script)) for script, own in groups)
