"""What was given and stands nowhere on the pages: another element takes its place, or there is none for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from gongwen.address import Address, Place
from gongwen.document import NO_SIGNATURE, Document
from gongwen.flow import Block, Par, Part, Slot, Stack, Unprinted
from gongwen.make.setting import Setting
from gongwen.terms.agency import mark_agency, may_be_same
from gongwen.zh.spaces import bare


def unprinted(document: Document, parts: Sequence[Part], setting: Setting) -> Iterator[Unprinted]:
    """Yield the texts and the pictures of ``document`` that ``parts`` do not have where they belong."""
    for way, said, slots in _given(document, setting):
        if bare(said) not in _text(parts, slots):
            yield Unprinted(str(way), said, _place(way, setting))
    pictures = [(way, path) for way, path in _pictures(document) if path in setting.pictures]
    pars = (block for block in _blocks(parts) if isinstance(block, Par)) if pictures else ()
    shown = [picture.data for par in pars for picture in par.pictures]
    for way, path in pictures:
        if setting.pictures[path] not in shown:
            yield Unprinted(str(way), path, _place(way, setting))


def _given(document: Document, setting: Setting) -> Iterator[tuple[Address, str, tuple[Slot, ...]]]:
    """Yield the texts that another element can push out, with the parts of the document that have them."""
    yield Address("题注"), document.subtitle, ("标题",)
    for index, name in enumerate(document.signature):
        if name != NO_SIGNATURE:
            yield Address("署名", index), name, ("落款",)
    for index, stamp in enumerate(document.stamps):
        yield Address("签名章", index, "姓名"), stamp.name, ("落款",)
    if setting.is_preprinted:
        return
    mark = mark_agency(document.issuer_mark)
    sealed = document.signatories if document.is_sealed and document.date else ()
    for index, name in enumerate(document.issuers):
        if name not in sealed and not (
            mark and may_be_same(mark, name)
        ):  # a seal bears the name of its agency
            yield Address("发文机关", index), name, ("版头", "落款")


def _pictures(document: Document) -> Iterator[tuple[Address, str]]:
    for index, path in enumerate(document.seal_images):
        yield Address("印章", index), path
    for index, stamp in enumerate(document.stamps):
        if stamp.image:
            yield Address("签名章", index, "图片"), stamp.image


def _place(way: Address, setting: Setting) -> Place | None:
    return setting.at(*way) or setting.at(*way.upto(2)) or setting.at(*way.upto(1))


def _blocks(parts: Iterable[Part]) -> Iterator[Block]:
    return (block for part in parts for block in part.blocks)


def _text(parts: Sequence[Part], slots: Sequence[Slot]) -> str:
    blocks = _blocks(part for part in parts if part.slot in slots)
    return bare("".join(text for block in blocks for text in _texts(block)))


def _texts(block: Block) -> Iterator[str]:
    if isinstance(block, Par):
        yield block.text
    elif isinstance(block, Stack):
        yield from (name.text for name in block.names)
        yield block.word.text
