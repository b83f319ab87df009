"""What single lines of a document look like that no term of the field has a grammar for."""

from __future__ import annotations

import datetime

from gongwen.pattern import HANZI, pattern
from gongwen.terms import date, kind, number
from gongwen.zh.spaces import tighten
from gongwen.zh.traditional import simplify

TITLE_END = pattern(rf"(?:{kind.PAPERS})(?:\s*[（(][^（()）]{{1,12}}[）)])?$")
"""How a title ends: with a kind, or with what an enclosed document calls itself."""
_WITH_ATTACHMENTS = pattern("[及和]其?附件$")
"""What collections add to a title: 批示及附件."""
_IN_BRACKETS = pattern(r"[（(](?P<text>[^（()）]+)[）)]")
CABLE_HEAD = rf"(?:{HANZI}{{2,30}}发电)?\s*(?:发电单位|签[批发]盖章)[^。；]{{0,60}}?|{HANZI}{{2,30}}发电"
"""What the form of a 明电 has above its number: who sends it and who released it."""
DRAFT_PAPER = rf"{HANZI}{{4,30}}?(?:公文|发文)稿纸"
"""What the paper has at its head on which offices write drafts."""
FILE_END = r"\.(?:docx?|wps|pdf|ofd|xlsx?|et|zip|rar)"
"""How the name of a file ends that can be fetched."""
PURPOSE = "为[了进加切深全认做贯规保确促推更充]?"
"""How a document begins that says first what it is for, for use within a regular expression."""
OPENING = pattern(rf"{PURPOSE}|根据|按照|依据|现将|近[期日年来]|经[^。]{{2,20}}(?:同意|研究)")
"""How the first sentence of a document begins below those addressed."""
SENTENCE_END = pattern(r"[。！？；…][”’』」）)]*$")
TOTAL = r"[合小总]\s*计(?:\t|$)"
"""How the last row of a table begins, cells parted by tabs, for use within a regular expression."""
OTHER_NAME = pattern(r"[（(][^（()）\d]{2,20}(?:会|局|委|办|部|厅|处|室|院|组|府)[）)]")
"""The other name of an agency, in brackets, where it stands on the line below its first one."""


def is_doc_number(text: str) -> bool:
    """Whether ``text`` is a 发文字号 with its year and nothing else; that of a draft may have blanks to be filled in."""
    found = number.read(number.unwrapped(tighten(text)))
    return found is not None and not found.value.unit and "无括号" not in found.odd


def is_date(text: str) -> bool:
    """Whether ``text`` is a day and nothing else."""
    return date.is_written(text)


def bracketed_day(text: str) -> datetime.date | None:
    """Return the day that stands in brackets and is all that ``text`` says; None for any other text."""
    match = _IN_BRACKETS.fullmatch(tighten(text))
    found = date.read(match["text"]) if match else None
    return found.value if found else None


def kind_of(title: str) -> str:
    """Return the kind that ``title`` ends with; "" when it ends with none."""
    found = kind.read(_WITH_ATTACHMENTS.sub("", tighten(title)))
    return found.value if found else ""


def ends_title(text: str) -> bool:
    """Whether a title may end with ``text``."""
    return TITLE_END.search(simplify(tighten(text))) is not None
