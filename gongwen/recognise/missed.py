"""Elements of the head and the closing that a text seems to have and that were not read as such."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gongwen.address import Place
from gongwen.pattern import pattern
from gongwen.recognise.draft import Draft
from gongwen.recognise.single_lines import is_doc_number
from gongwen.terms import attachment_note, date, number, recipients
from gongwen.terms.kind import BY_NAME

_NEAR = 8
"""Lines of the body from its first or its last one on in which an element of the head or of the closing would stand."""
_LONGEST_NUMBER, _LONGEST_ADDRESSED, _LONGEST_TOLD = 30, 400, 20
_ADDRESSED = pattern(r"(?P<names>[^。！？：:]{2,400}?)(?:[：:]|[，；](?=为|根据|按照|现将|经))")
"""Those addressed, before their colon or before the first words of a text without one."""
_LAST_DAY = pattern(rf"{date.DAY}\s*[）)]?\s*$")
_NOTE = pattern(rf"{attachment_note.LABEL}\s*\S")
_SEATED = pattern("(?:组长|总指挥|主任|召集人)由[^。；]{2,30}(?:担任|兼任)[^。]{0,60}(?:成员|组员|委员)")
_GLUED = pattern(rf"{date.DAY}|抄送|主题词|[：:]$|印发$|联系人|电话|附件\s*\d")
"""What no name of an attachment has in it."""
_NUMBERED = pattern(rf"{number.YEAR_AND_SERIAL}[^《》]*关于")
"""A number before what a title is about."""
_TWICE = pattern(r"([^《》]{10,})\1")
_TITLE_IN = pattern("关于[^，]*的(?:通知|函|意见|报告|决定|批复|通报|请示)")
"""What a title has and no list of those addressed."""

Missed = tuple[Place, str]


def find_missed(draft: Draft, body: Sequence[str], places: Sequence[Place]) -> Iterator[Missed]:
    """Yield where in the ``body`` of the document an element seems to stand, each with what is said of it.

    ``places`` are those of its lines; values that say more than their element does are told as well.
    """
    lines = list(zip(body, places, strict=False))
    yield from _head(lines[:_NEAR], draft)
    yield from _closing(lines[-_NEAR:], draft)
    yield from _people(lines, draft)
    for message in _odd_values(draft):
        yield draft.traces[0].at, message


def _head(lines: Sequence[tuple[str, Place]], draft: Draft) -> Iterator[Missed]:
    kind = BY_NAME.get(draft.get("文种") or "")
    may_address = kind is not None and kind.has_recipients and not draft.get("主送机关")
    for line, at in lines:
        text = "".join(line.split())
        if len(text) <= _LONGEST_NUMBER and not draft.get("发文字号") and is_doc_number(text):
            yield at, f"“{text}”像发文字号，读作了正文，请核对"
        addressed = _ADDRESSED.match(text[:_LONGEST_ADDRESSED]) if may_address else None
        if addressed and recipients.read(addressed["names"]):
            yield at, f"“{_short(addressed['names'])}”像主送机关，读作了正文，请核对"


def _closing(lines: Sequence[tuple[str, Place]], draft: Draft) -> Iterator[Missed]:
    for line, at in lines:
        if not draft.get("成文日期") and (day := _LAST_DAY.search(line)):
            yield at, f"正文末尾的“{day[0].strip()}”像成文日期，读作了正文，请核对"
        if not draft.get("附件") and _NOTE.match(line):
            yield at, f"“{_short(line)}”像附件说明，读作了正文，请核对"


def _people(lines: Sequence[tuple[str, Place]], draft: Draft) -> Iterator[Missed]:
    """Yield where a sentence says who is in a group, in a document without a roster."""
    for line, at in () if draft.get("名单") else lines:
        if _SEATED.search(line):
            yield at, f"“{_short(line)}”说的是组成人员，没有读作名单，请核对"


def _odd_values(draft: Draft) -> Iterator[str]:
    """Yield what is said of values to which something else seems to be joined."""
    title, addressed = draft.get("标题") or "", draft.get("主送机关") or ""
    if _TWICE.search(title):
        yield f"标题“{_short(title)}”里有一段话写了两遍，请核对"
    if not draft.get("发文字号") and _NUMBERED.search(title):
        yield f"标题“{_short(title)}”里像是连着发文字号，请核对"
    if _TITLE_IN.search(re.sub("《[^《》]*》", "", addressed)):
        yield f"主送机关“{_short(addressed)}”里像是连着标题，请核对"
    for each in draft.get("附件") or []:
        if _GLUED.search(each["标题"]):
            yield f"附件的名称“{_short(each['标题'])}”里像是连着别的要素，请核对"


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_TOLD else f"{text[:_LONGEST_TOLD]}…"
