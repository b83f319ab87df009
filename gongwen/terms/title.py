"""标题 (7.3.1): issuer, 关于, what it is about or carries, kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from gongwen.pattern import pattern
from gongwen.terms import kind
from gongwen.terms.found import Found, Span
from gongwen.zh.traditional import simplify

Oddity = Literal["末尾标点", "重复", "空格"]
"""What departs: a mark behind the title, 关于关于 or 的通知的通知, blanks and line breaks."""

CARRYING = ("印发", "转发", "批转", "颁布", "颁发", "发布", "公布", "下发", "下达")
"""What a title says that carries another document."""
SENDING = ("印发", "转发", "批转")
"""Of those, what is said of a document that goes on as it is."""
PASSING_ON = ("转发", "批转")
"""Of those, what is said of a document of others."""
CARRIES, SENDS, PASSES_ON = "|".join(CARRYING), "|".join(SENDING), "|".join(PASSING_ON)
"""The same as alternatives of a regular expression."""
NO_TITLE = "（未找到标题）"
"""What stands for the title of a file in which none was found."""
END_MARKS = "。，、；：！？.,;:!?"
"""Marks that no title ends with."""


@dataclass(frozen=True, slots=True)
class Title:
    """What a title says."""

    issuer: str
    """Who issues the document; "" when the title leaves it out."""
    about: str
    """关于, or "" when none stands before the verb or the matter."""
    verb: str
    """One of CARRYING, 修订 or 重新 before it; "" when it carries nothing."""
    matter: str
    """What it is about, or the name of what it carries."""
    kind: str
    """The word at its end; "" for none."""
    note: str = ""
    """What stands in brackets behind the kind."""


FoundTitle = Found[Title, Oddity]

_VERB = pattern(rf"(?P<about>关于)?(?P<verb>(?:修订|重新|联合)?(?:{CARRIES}))")
STARTS = pattern(rf"关于|(?:修订|重新|联合)?(?:{CARRIES})")
"""What follows the issuer in a title."""
_APPROVED = pattern(
    r"[^《》]{2,20}?(?:批准|同意)(?P<name>[^《》关的]{2,20}关于[^《》]{2,60}的(?:报告|请示|意见|纪要|建议|方案|规定|指示))"
    r"|[^《》]{2,20}?(?:批准|批发|同意)[“《](?P<quoted>[^“”《》]{4,80})[”》]"
)
"""某某批准某某关于……的报告: what it names is not its own."""
_NOTE = pattern(r"(?:[（(][^（）()]*[）)])+$")
_END = pattern(rf"[{re.escape(END_MARKS)}]+$")
_KIND = pattern(rf"[的之]?(?P<kind>{kind.NAMES})$")
DOUBLED = pattern(rf"关于(?=关于)|的(?P<kind>{kind.STATUTORY})(?=的(?P=kind)\s*(?:$|[（(。]))")
_SEVERAL = pattern(rf"[两二三四五六七八九十][个项部](?:{kind.RULES}|{kind.PLANS}|规范|文件)$")
"""What a notice carries when it is more than one document: 关于印发防汛物资管理等两个办法的通知."""


def one_line(text: str) -> str:
    """Return a title without its line breaks and blanks."""
    return "".join(text.split())


def read(text: str) -> FoundTitle:
    """Return the parts of the title ``text``; any text can be one, and what it does not say is ""."""
    flat = one_line(text)
    end = _END.sub("", flat)
    once = DOUBLED.sub("", end)
    note = match[0] if (match := _NOTE.search(once)) else ""
    body = once.removesuffix(note)
    plain = simplify(body)
    start = STARTS.search(plain)
    ends = _KIND.search(plain, start.end() if start else 0)
    stop = ends.start() if ends else len(body)
    first = start.start() if start else 0
    verb = _VERB.match(plain, first, stop)
    about = "关于" if start and start[0] == "关于" else ""
    matter = body[verb.end() if verb else first + len(about) : stop]
    value = Title(
        body[:first], about, verb["verb"] if verb else "", matter, ends["kind"] if ends else "", note
    )
    return Found(value, 0, len(text), _parts(text, value), frozenset(_oddities(text, flat, end, once)))


def write(title: Title) -> str:
    """Return the title on one line: 云溪县人民政府关于印发《防汛预案》的通知."""
    of = "的" if title.kind and (title.about or title.verb) else ""
    return f"{title.issuer}{title.about}{title.verb}{title.matter}{of}{title.kind}{title.note}"


def _oddities(text: str, flat: str, end: str, once: str) -> Iterator[Oddity]:
    seen: tuple[tuple[Oddity, bool], ...] = (
        ("空格", flat != text),
        ("末尾标点", end != flat),
        ("重复", once != end),
    )
    return (oddity for oddity, is_seen in seen if is_seen)


def _parts(text: str, title: Title) -> dict[str, Span]:
    """Return where the parts stand in ``text`` that are written in one piece."""
    parts = {}
    index = 0
    for name in ("issuer", "about", "verb", "matter", "kind", "note"):
        written = getattr(title, name)
        start = text.find(written, index) if written else -1
        if start >= 0:
            index = start + len(written)
            parts[name] = (start, index)
    return parts


@lru_cache(maxsize=64)
def carried(text: str) -> str:
    """Return the name of what the document of this title carries: 关于印发防汛预案的通知 → 防汛预案; "" for nothing."""
    title = read(text).value
    is_whole = bool(title.kind) or title.matter.endswith("》") or title.verb in PASSING_ON
    return title.matter if title.verb and is_whole else ""


def approved(text: str) -> str:
    """Return the name of the paper of others that a title without a kind of its own approves; "" for other titles."""
    match = _APPROVED.fullmatch(one_line(text))
    return match["name"] or match["quoted"] if match else ""


def is_sent_on(text: str) -> bool:
    """Whether the document of this title sends another on: it issues or forwards it, and does not only publish it."""
    return read(text).value.verb.endswith(SENDING)


def carries_several(name: str) -> bool:
    """Whether ``name``, out of a title, tells of several documents that it carries: 防汛物资管理等两个办法."""
    return _SEVERAL.search(name) is not None


_MARKED = str.maketrans("()-－–~～", "（）—————", "《》〈〉“”的")
"""Marks that titles leave out or write in several ways: (2024-2026年), （2024—2026年）."""
_NAME_NOTE = pattern(r"[（(][^（）()\d]*[）)]$")
"""（试行）, but not （2024—2026年）."""
_TAIL = pattern(rf"(?:{kind.STATUTORY})$")


def matter_of(text: str) -> str:
    """Return what a title is about, as titles are compared: behind the last 关于, without quotes, 的, notes and kind."""
    flat = one_line(text).translate(_MARKED).rstrip(END_MARKS).rpartition("关于")[2]
    return _TAIL.sub("", _NAME_NOTE.sub("", flat))


def names_title(name: str, text: str) -> bool:
    """Whether ``name``, out of the title of a notice, names the document of the title ``text``.

    It may leave out the agency, the kind and 的, and may name other documents too.
    """
    inner, outer = matter_of(text), matter_of(name)
    return bool(outer) and (inner in outer or inner.endswith(outer))


def same_matter(one: str, other: str) -> bool:
    """Whether two titles are about the same, agencies, quotes, （试行） and the kind left out."""
    return matter_of(one) == matter_of(other) != ""


_ANSWER = pattern(r"(?:建议|提案|议案)(?:的?办理(?:情况|意见)?)?的答复(?:意见)?$")
"""The title of a letter that answers a proposal of delegates or of members of the 政协."""


def told_kind(text: str) -> str:
    """Return the kind of article 8 that a title ends with; "" when it ends with none."""
    bare = _NOTE.sub("", one_line(text).rstrip(END_MARKS))
    if _ANSWER.search(bare):
        return "函"
    found = kind.read(bare)
    is_told = found and not found.odd and kind.BY_NAME[found.value].is_statutory
    return found.value if found and is_told else ""
