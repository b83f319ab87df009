"""The order of what stands below the text: 附件说明, 署名, 成文日期, 附注, 附件, 版记 (7.3.4 to 7.4)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gongwen.address import Address
from gongwen.document import Document
from gongwen.recognise.single_lines import is_date
from gongwen.rules.filed import Filed
from gongwen.rules.rule import Remark, rule
from gongwen.terms import copies, imprint
from gongwen.terms.agency import is_office
from gongwen.terms.attachment_note import ITEM, MARK, NOTE, NUMBERED_NOTE
from gongwen.terms.note import read as read_note
from gongwen.terms.signature import unsealed
from gongwen.terms.title import one_line
from gongwen.terms.title import read as read_title
from gongwen.transcript import Line
from gongwen.zh.spaces import tighten

_ORDER = ("附件说明", "署名", "成文日期", "附注", "附件", "抄送机关", "印发机关")
"""From above."""
_IMPRINT = ("抄送机关", "印发机关")
_LONGEST = 80
"""Characters of the longest of these lines."""
_APART = 3
"""Lines with text that may stand between a signature and its date."""


_NEAR = 5
"""Lines with text below a signature in which an 附件说明 is of the same document."""


class _Found(NamedTuple):
    """One of them, and its line."""

    name: str
    line: Line
    place: int
    """Among the lines with text."""


@rule("closing.order", "7.3.5", "应当", reads="reading")
def order(filed: Filed) -> Iterator[Remark]:
    """正文之下依次是附件说明、署名、成文日期、附注，然后是附件、抄送机关、印发机关和印发日期。

    Wrong: [头, 　　请落实。, 2025年5月6日, 云岭县人民政府]
    Right: [头, 　　请落实。, 云岭县人民政府, 2025年5月6日]
    """
    if (within := _note_within(filed)) is not None:
        yield Remark(within.at, "附件说明夹在正文中间；附件说明应在正文之下、署名之上")
        return
    found = list(_closing(filed))
    for index, each in enumerate(found[:-1]):
        above = [other for other in found[index + 1 :] if _is_above(other, each)]
        if len(above) > 1 and each.name in _IMPRINT:
            yield Remark(
                each.line.at, f"{each.name}排在{above[0].name}上面；{each.name}应在{above[-1].name}之下"
            )
            return
        if above:
            last = above[0]
            yield Remark(last.line.at, f"{last.name}排在{each.name}下面；{last.name}应在{each.name}之上")
            return


def _note_within(filed: Filed) -> Line | None:
    """Return the line of an 附件说明 of more than one entry behind which the text goes on; None for none."""
    lines = [line for line in filed.reading.transcript.lines if line.text.strip() and not line.is_row]
    texts = [tighten(line.text) for line in lines]
    signed = _signature(texts, _signers(filed.reading.document))
    for index, text in enumerate(texts[: min(signed or (0,))]):
        if NOTE.fullmatch(text) and ITEM.fullmatch(texts[index + 1]):
            rest = texts[index + 1 : min(signed or (0,))]
            if any(each.endswith("。") and not each[0].isdecimal() for each in rest):
                return lines[index]
    return None


def _is_above(one: _Found, other: _Found) -> bool:
    """Whether ``one`` belongs above ``other``; of attachments behind the 版记 of a docx another rule tells.

    What a document encloses has attachments of its own, far below the signature.
    """
    is_told = one.name == "附件" and other.name in ("抄送机关", "印发机关") and one.line.at.unit == "段"
    is_of_other = one.name == "附件说明" and one.place - other.place > _NEAR
    return _ORDER.index(one.name) < _ORDER.index(other.name) and not is_told and not is_of_other


def _closing(filed: Filed) -> Iterator[_Found]:
    """Yield what stands below the text, each once, from above; nothing where no signature stands by its date."""
    if (body := filed.places.get(Address("正文"))) is None:
        return
    lines = [
        line
        for line in filed.reading.transcript.lines
        if line.text.strip() and not line.is_row and (line.at.page, line.at.line) > (body.page, body.line)
    ]
    texts = [tighten(line.text) for line in lines]
    signed = _signature(texts, _signers(filed.reading.document))
    if signed is None:
        return
    named = dict(zip(signed, ("署名", "成文日期"), strict=True))
    seen: set[str] = set()
    for index, text in enumerate(texts):
        name = named.get(index) or (_name(text) if len(text) <= _LONGEST else "")
        if name and name not in seen:
            seen.add(name)
            yield _Found(name, lines[index], index)


def _signers(document: Document) -> set[str]:
    """Return who may sign: the agencies that issue, and the one that the title names."""
    return {*document.issuers, read_title(one_line(document.title)).value.issuer} - {""}


def _signature(texts: Sequence[str], issuers: set[str]) -> tuple[int, int] | None:
    """Return where the only 署名 stands, the whole of a line, and the 成文日期 next to it, above or below."""
    names = [index for index, text in enumerate(texts) if unsealed(text) in issuers]
    for name in names:
        near = range(max(name - _APART, 0), min(name + _APART + 1, len(texts)))
        days = sorted((abs(index - name), index) for index in near if is_date(texts[index]))
        if days:
            return name, days[0][1]
    return None


def _name(text: str) -> str:
    """Return which of them a line is; "" for none."""
    if MARK.fullmatch(text):
        return "附件"
    if NOTE.fullmatch(text) or NUMBERED_NOTE.fullmatch(text):
        return "附件说明"
    if (copied := copies.read(text)) and copied.part("word", text).startswith("抄"):
        return "抄送机关"
    if (printed := imprint.read(text)) and not printed.odd and is_office(printed.value.agency):
        return "印发机关"
    return "附注" if text.startswith(("（", "(")) and read_note(text) is not None else ""
