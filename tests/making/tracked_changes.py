"""Tracked changes of one author accepted or rejected, as a word processor does it."""

import io
import zipfile

from lxml import etree

from gongwen.ooxml.package.docx import DOCUMENT, unpack
from gongwen.ooxml.xml import W

_W = f"{{{W}}}"
INS, DEL, RUN_LOOK, PAR_LOOK = f"{_W}ins", f"{_W}del", f"{_W}rPr", f"{_W}pPr"
HISTORY = (f"{_W}rPrChange", f"{_W}pPrChange")
SPELLINGS = {f"{_W}delText": f"{_W}t", f"{_W}delInstrText": f"{_W}instrText"}


def settled(data: bytes, author: str, *, is_accepted: bool) -> bytes:
    """Return ``data`` with what ``author`` tracked accepted or rejected."""
    parts = dict(unpack(data))
    for name in (DOCUMENT, "word/footnotes.xml"):
        if name in parts:
            root = etree.fromstring(parts[name])
            goes = DEL if is_accepted else INS
            for mark in [each for each in root.iter(INS, DEL, *HISTORY) if each.get(f"{_W}author") == author]:
                if mark.tag in HISTORY:
                    _settle_look(mark, is_accepted=is_accepted)
                elif mark.getparent().tag in (f"{_W}trPr", RUN_LOOK):
                    _settle_mark(mark, goes=mark.tag == goes)
                else:
                    _settle_words(mark, goes=mark.tag == goes)
            parts[name] = etree.tostring(root)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def _settle_look(mark: etree._Element, *, is_accepted: bool) -> None:
    parent = mark.getparent()
    if is_accepted:
        parent.remove(mark)
        return
    kept = (RUN_LOOK, f"{_W}sectPr") if parent.tag == PAR_LOOK else (INS, DEL)
    parent[:] = [*mark[0], *(each for each in parent if each.tag in kept)]


def _settle_mark(mark: etree._Element, *, goes: bool) -> None:
    parent = mark.getparent()
    parent.remove(mark)
    if goes and parent.tag == RUN_LOOK:
        _merge(next(parent.iterancestors(f"{_W}p")))
    elif goes:
        row = parent.getparent()
        row.getparent().remove(row)


def _settle_words(mark: etree._Element, *, goes: bool) -> None:
    parent = mark.getparent()
    if not goes:
        for text in mark.iter(*SPELLINGS):
            text.tag = SPELLINGS[text.tag]
        for child in list(mark):
            mark.addprevious(child)
    parent.remove(mark)


def _merge(par: etree._Element) -> None:
    """Put the words of ``par`` at the head of the next paragraph, whose properties stay."""
    following = par.getnext()
    if following is not None and following.tag == f"{_W}p":
        at = int(len(following) > 0 and following[0].tag == PAR_LOOK)
        following[at:at] = [child for child in par if child.tag != PAR_LOOK]
        par.getparent().remove(par)
