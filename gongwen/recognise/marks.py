"""What single lines of a document look like that no term of the field has a grammar for."""

from __future__ import annotations

import datetime
import re

from gongwen.pattern import pattern
from gongwen.terms import date, kind, number
from gongwen.zh.spaces import tighten
from gongwen.zh.traditional import simplify

SIGNERS = pattern(r"签\s*发\s*人\s*[：:]\s*(?P<names>.*)")
PRESENCE = pattern(
    r"(?P<word>出\s*席|请\s*假|列\s*席|缺\s*席)(?:\s*(?:人\s*员|单位|领导))?\s*[：:]\s*(?P<people>.+)",
    re.DOTALL,
)
"""Who was at a meeting (10.3)."""
NOTE = pattern(r"[（(]\s*(?P<text>[^（()）]*(?:[（(][^（()）]*[）)][^（()）]*)*)\s*[）)][。．]?")
BARE_NOTE = pattern(r"(?:联\s*系\s*人\s*[：:]|此件|本件)[^。；]{2,60}[。．]?")
"""A 附注 without its brackets, where one may stand."""
NOTE_WORDS = r"此件|本文|公开|联\s*系|电\s*话|发至|传达|登报|网上|内部|存档|不予|印发范围|政府信息|主动|依申请|附注|此文|翻印"
TITLE_END = pattern(rf"(?:{kind.PAPERS})(?:\s*[（(][^（()）]{{1,12}}[）)])?$")
"""How a title ends: with a kind, or with what an enclosed document calls itself."""
SUBTITLE = pattern(r"[（(][^（()）]{2,60}[）)]")
_IN_BRACKETS = pattern(r"[（(](?P<text>[^（()）]+)[）)]")
HANDLING = "内部事项|普通事项|内部资料|工作秘密|(?:核心|普通)商密"
"""What enterprises write on papers that are no secret of the state; no 密级 (7.2.2)."""
CABLE_NUMBER = r"[\u3400-\u9fff]{0,2}机发\s*\d*\s*号"
"""The number that a telegraph office gives a 明电, beside that of the document."""
CABLE_HEAD = r"(?:[\u3400-\u9fff]{2,30}发电)?\s*(?:发电单位|签[批发]盖章)[^。；]{0,60}?"
"""What the form of a 明电 has above its number: who sends it and who released it."""
ENACTS = pattern(r"《.{2,80}》.{0,80}(?:公布|发布|颁布|施行)")
"""The sentence of an order that publishes what it carries."""
ADOPTION = pattern(rf"\s*{date.DAY}\s*[^，。；：]{{0,60}}?(?:通过|批准|修订|修正|公布|发布|施行|实施)\s*")
"""Who adopted a document and when, on a line below its title."""
_SEALED = pattern(r"\s*[（(]\s*(?:印|章|公章|盖章|签章|[^（()）]{0,30}代[章印])\s*[）)]\s*$")
FILE_END = r"\.(?:docx?|wps|pdf|ofd|xlsx?|et|zip|rar)"
"""How the name of a file ends that can be fetched."""
SENTENCE_END = pattern(r"[。！？；…][”’』」）)]*$")


def is_number(text: str) -> bool:
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


def is_note(text: str) -> bool:
    """Whether ``text`` is a 附注: in brackets, and of what 附注 say."""
    match = NOTE.fullmatch(text.strip())
    return match is not None and re.search(NOTE_WORDS, match["text"]) is not None


def kind_of(title: str) -> str:
    """Return the kind that ``title`` ends with; "" when it ends with none."""
    found = kind.read(tighten(title))
    return found.value if found else ""


def ends_title(text: str) -> bool:
    """Whether a title may end with ``text``."""
    return TITLE_END.search(simplify(tighten(text))) is not None


def unsealed(text: str) -> str:
    """Return ``text`` without the word for a seal in brackets behind who signs, or for that of another: （…代章）."""
    return _SEALED.sub("", text)
