"""Elements of the head and the closing that a text seems to have and that were not read as such."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gongwen.address import Place
from gongwen.pattern import HANZI, pattern
from gongwen.recognise.draft import Draft
from gongwen.recognise.elements.addressed import addresses
from gongwen.recognise.single_lines import is_doc_number
from gongwen.terms import attachment_note, date, number, recipients
from gongwen.terms.kind import BY_NAME
from gongwen.terms.label import CHINESE
from gongwen.terms.title import carried, is_sent_on

_NEAR = 8
"""Lines of the body from its first or its last one on in which an element of the head or of the closing would stand."""
_LONGEST_NUMBER, _LONGEST_ADDRESSED, _LONGEST_TOLD = 30, 400, 20
_ADDRESSED = pattern(r"(?P<names>[^。！？：:]{2,400}?)(?:[：:]|[，；](?=为|根据|按照|现将|经))")
"""Those addressed, before their colon or before the first words of a text without one."""
_TELLS = pattern(rf"[如以下]下|下列|现将|现就|{CHINESE}|\d[.．]|(?:通知|决定|要求|公告|规定|事项)[：:]$")
"""What a line that ends in a colon says when it names nobody."""
_LAST_DAY = pattern(rf"{date.DAY}\s*[）)]?\s*$")
_NOTE = pattern(rf"{attachment_note.LABEL}\s*\S")
_SEATED = pattern("(?:组长|总指挥|主任|召集人)由[^。；]{2,30}(?:担任|兼任)[^。]{0,60}(?:成员|组员|委员)")
_GLUED = pattern(rf"{date.DAY}|抄送|主题词|[：:]$|印发$|联系人|电话|附件\s*\d")
"""What no name of an attachment has in it."""
_NUMBERED = pattern(rf"{number.YEAR_AND_SERIAL}[^《》]*关于")
"""A number before what a title is about."""
_TWICE = pattern(r"([^《》]{10,})\1")
_NAMED_TWICE = pattern(rf"{HANZI}*?({HANZI}{{5,}})\1[^《》]{{0,12}}(?:关于|印发|转发)")
"""The agency that opens a title, said twice behind each other."""
_TITLE_IN = pattern("关于[^，]*的(?:通知|函|意见|报告|决定|批复|通报|请示)")
"""What a title has and no list of those addressed."""

Missed = tuple[Place, str]


def find_missed(draft: Draft, body: Sequence[str], places: Sequence[Place]) -> Iterator[Missed]:
    """Yield where in the ``body`` of the document an element seems to stand, each with what is said of it.

    ``places`` are those of its lines; values that say more than their element does are told as well.
    """
    lines = list(zip(body, places, strict=False))
    yield from _absent(draft, places)
    yield from _head(lines[:_NEAR], draft)
    yield from _closing(lines[-_NEAR:], draft)
    yield from _addressed_below(lines)
    yield from _people(lines, draft)
    for message in _odd_values(draft):
        yield draft.traces[0].at, message


def _absent(draft: Draft, places: Sequence[Place]) -> Iterator[Missed]:
    """Yield what a document says that it has and what was not found: who issues it, and what it sends on."""
    at = draft.traces[0].at
    kind = BY_NAME.get(draft.get("文种") or "")
    is_signed = kind is not None and kind.is_signed and bool(draft.get("成文日期") or draft.get("发文字号"))
    if is_signed and not any(draft.get(key) for key in ("署名", "签名章", "发文机关", "发文机关标志")):
        yield at, "没有找到发文机关和署名，请核对原件"
    name = re.sub("[《》]", "", carried(draft.get("标题") or ""))
    if name and is_sent_on(draft.get("标题") or "") and not draft.get("印发件") and not draft.get("附件"):
        yield places[-1] if places else at, f"没有找到标题里说的“{_short(name)}”，请核对原件"


def _head(lines: Sequence[tuple[str, Place]], draft: Draft) -> Iterator[Missed]:
    kind = BY_NAME.get(draft.get("文种") or "")
    may_address = kind is not None and kind.has_recipients and not draft.get("主送机关")
    for line, at in lines:
        text = "".join(line.split())
        if len(text) <= _LONGEST_NUMBER and not draft.get("发文字号") and is_doc_number(text):
            yield at, f"“{text}”像发文字号，读作了正文，请核对"
        addressed = _ADDRESSED.match(text[:_LONGEST_ADDRESSED]) if may_address else None
        is_colon_last = addressed is not None and addressed.end() == len(text) and not _TELLS.search(text)
        if addressed and (recipients.read(addressed["names"]) or (is_colon_last and line == lines[0][0])):
            yield at, f"“{_short(addressed['names'])}”像主送机关，读作了正文，请核对"


def _closing(lines: Sequence[tuple[str, Place]], draft: Draft) -> Iterator[Missed]:
    for line, at in lines:
        if not draft.get("成文日期") and (day := _LAST_DAY.search(line)):
            yield at, f"正文末尾的“{day[0].strip()}”像成文日期，读作了正文，请核对"
        if not draft.get("附件") and _NOTE.match(line):
            yield at, f"“{_short(line)}”像附件说明，读作了正文，请核对"


def _addressed_below(lines: Sequence[tuple[str, Place]]) -> Iterator[Missed]:
    """Yield where somebody is addressed amid the text: another paper may begin there."""
    for line, at in lines[1:]:
        if addresses(line):
            yield at, f"“{_short(line.rstrip('：:'))}”像另一份文件的主送机关，读作了正文，请核对"


def _people(lines: Sequence[tuple[str, Place]], draft: Draft) -> Iterator[Missed]:
    """Yield where a sentence says who is in a group, in a document without a roster."""
    for line, at in () if draft.get("名单") else lines:
        if _SEATED.search(line):
            yield at, f"“{_short(line)}”说的是组成人员，没有读作名单，请核对"


def _odd_values(draft: Draft) -> Iterator[str]:
    """Yield what is said of values to which something else seems to be joined."""
    title, addressed = draft.get("标题") or "", draft.get("主送机关") or ""
    if _TWICE.search(title) or _NAMED_TWICE.match(title):
        yield f"标题“{_short(title)}”里有一段话写了两遍，请核对"
    if not draft.get("发文字号") and _NUMBERED.search(title):
        yield f"标题“{_short(title)}”里像是连着发文字号，请核对"
    if _TITLE_IN.search(re.sub("《[^《》]*》", "", addressed)):
        yield f"主送机关“{_short(addressed)}”里像是连着标题，请核对"
    for way in draft.carried():
        if _GLUED.search(draft.get(*way, "标题") or ""):
            yield f"印发件的标题“{_short(draft.get(*way, '标题'))}”里像是连着别的要素，请核对"
    for each in draft.get("附件") or []:
        if _GLUED.search(each["标题"]):
            yield f"附件的名称“{_short(each['标题'])}”里像是连着别的要素，请核对"


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_TOLD else f"{text[:_LONGEST_TOLD]}…"
