"""机关: how names of agencies end, their short forms, lists of them, and the 发文机关标志 (7.2.4)."""

from __future__ import annotations

import re
from typing import Literal

from gongwen.pattern import HANZI, pattern
from gongwen.terms import kind
from gongwen.terms.found import Found
from gongwen.terms.title import STARTS
from gongwen.terms.title import read as read_title
from gongwen.terms.unit_end import OFFICES, PARTS, SCHOOLS
from gongwen.zh.spaces import tighten
from gongwen.zh.traditional import simplify

Oddity = Literal["空格"]
"""What departs: blanks in a name."""
FoundAgency = Found[str, Oddity]

_END = f"{OFFICES}|{PARTS}|{SCHOOLS}|府|组|署|行|庭|团|协|镇|乡|幼儿园"
OFFICES = "办公厅|办公室|秘书处|文书科"
"""What prints and sends a document for an agency."""
LEADING = "人民政府|办公室|办公厅|委员会|局"
"""How the names of agencies end that issue documents most often."""
_AGENCY = pattern(rf"[\u4e00-\u9fff（）()、·〇\dXＸ×]{{2,42}}?(?:{_END})|(?:中共)?中央")
_ENDS = pattern(rf"{HANZI}(?:{_END})$")
_NO_NAME = pattern(
    r"的|应当|适用|按照|根据|负责|开展|关于|印发|加强|做好|^第.{1,4}条|[一二三四五六七八九十]、"
)
"""What stands in sentences and in no name of an agency."""
_TASK_FORCE = pattern(
    rf"^{HANZI}{{2,8}}[省市县区州盟旗镇乡]{HANZI}{{2,16}}的(?={HANZI}{{2,12}}(?:指挥部|领导小组)(?:办公室)?$)"
)
"""How the name of what was set up for one task may begin: 云溪县某某引起的肺炎 before 防控指挥部."""
STATE_COUNCIL = "国务院"
"""The one agency whose full name is as short as a part of others."""
_PUBLIC = ("公告", "通告")
"""Kinds whose title may be who issues it and the kind."""
_PASSED = pattern(rf"(?:批准|批发|同意)[“《]?{HANZI}{{0,20}}$")
"""What a title says before 关于 of a paper of others that it approves."""
_RECIPIENT = pattern(
    r"各[^，、。：]{1,18}|[^，、。：\s]{2,20}(?:人民政府|委员会|部门|单位|机构|办公[厅室]|局|委)"
)
_IS_OFFICE = pattern(rf"(?:{OFFICES})$")
_MARK_WORD = pattern(
    r"(?:文件|(?<!通)令|公报|纪要|简报|函件|[（(](?:通知|批复|请示|报告|意见|函|许可)[）)])$"
)
_MARK_END = pattern(rf"(?:文件|{kind.STATUTORY}|方案|简报|函件)?(?:[（(][^（）()]*[）)])?$")
_OWN_PLACE = pattern(f"(?:中共)?(?P<place>{HANZI}{{1,5}}?[省市县区州盟旗])")
_APART = pattern(r"\t+|\s{2,}|\u3000+|(?<=\S)\s(?=\S)")
_COMMITTEE = pattern(f"^中(?:国共产党|共)(?P<of>{HANZI}+)委员会$")
"""A committee of the Party: 中共云溪县委员会, in short 云溪县委 or 云溪县党委."""
_SHORT = (("委员会", "委"), ("委会", "委"), ("办公室", "办"), ("办公厅", "办"))


def read(text: str) -> FoundAgency | None:
    """Return the agency that ``text`` may be the name of, closed up; None when it is anything else."""
    tight = tighten(text)
    plain = simplify(tight)
    if not _AGENCY.fullmatch(plain) or _NO_NAME.search(_TASK_FORCE.sub("", plain)):
        return None
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    odd: frozenset[Oddity] = frozenset({"空格"} if tight != text[start:end] else ())
    return Found(tight, start, end, {}, odd)


def write(name: str) -> str:
    """Return the name as it stands in the closing and in the mark."""
    return name


def is_agency(text: str) -> bool:
    """Whether ``text`` may be the name of an agency and nothing else."""
    return read(text) is not None


def ends_as_agency(text: str) -> bool:
    """Whether ``text`` ends as names of agencies do, whatever stands before the end."""
    return _ENDS.search(simplify(text)) is not None


def agencies_in(text: str) -> tuple[str, ...]:
    """Return the agencies that stand side by side in ``text``; () when it is no list of agencies."""
    whole = tighten(text)
    names = tuple(tighten(part) for part in _APART.split(text.strip()) if part)
    if len(names) > 1 and all(_stands_alone(name) for name in names):
        return tuple(own for name in names for own in _joined(name))
    joined = _joined(whole)
    return joined if len(joined) > 1 or is_agency(whole) else ()


def _joined(whole: str) -> tuple[str, ...]:
    """Return the agencies of one place that are written as one word: 云溪县民政局云溪县财政局 are two."""
    place = _OWN_PLACE.match(whole)
    if place is None:
        return (whole,)
    parts = re.split(rf"(?<=[局委厅府部院会处署办室司心])(?=(?:中共)?{place['place']})", whole)
    is_list = len(parts) > 1 and all(_stands_alone(part) for part in parts)
    return tuple(parts) if is_list else (whole,)


def _stands_alone(name: str) -> bool:
    """Whether ``name`` is an agency and not a part of one: 人民政府 and 办公室 are, 办公厅 alone is not."""
    return name == STATE_COUNCIL or (len(name) > 3 and is_agency(name))


def is_recipient(text: str) -> bool:
    """Whether ``text`` is one of those to whom documents go: 各乡镇, 县教育局."""
    return _RECIPIENT.fullmatch(simplify(text)) is not None


def is_office(text: str) -> bool:
    """Whether ``text`` ends as the name of an office does that prints and sends documents."""
    return _IS_OFFICE.search(text) is not None


def is_issuer_mark(text: str) -> bool:
    """Whether ``text`` may be a 发文机关标志 that says so itself: it ends with 文件, 令 or 纪要."""
    tight = tighten(text)
    is_line = (
        (len(tight) <= 40 or len(agencies_in(mark_agency(tight))) > 1)
        and not STARTS.search(tight)
        and not re.search(r"[，。：；;《]", tight)
    )
    return is_line and _MARK_WORD.search(tight) is not None


def mark_agency(mark: str) -> str:
    """Return the agency that the 发文机关标志 ``mark`` names: 文件, the kind and brackets behind it left out."""
    return _MARK_END.sub("", mark)


def issuers_named(title: str) -> list[str]:
    """Return who issues the document of this ``title``, as it says: before 关于, or all but the kind of a 公告 or 通告."""
    value = read_title(title).value
    names = _PASSED.sub("", value.issuer) if value.about or value.verb else value.matter
    found = [name for name in names.split("、") if name]
    is_known = bool(value.about or value.verb) or (value.kind in _PUBLIC and all(map(is_agency, found)))
    return found if is_known else []


def may_be_same(one: str, other: str) -> bool:
    """Whether both may name one agency, in full or in short: 云溪县发展和改革委员会, 云溪县发改委.

    The short name keeps some characters of the full one in their order, the last always: an agency
    and its 办公室 are two.
    """
    bare, bare_other = (_COMMITTEE.sub(r"\g<of>党委", "".join(name.split())) for name in (one, other))
    return (
        _abbreviates(_shortened(one), _shortened(other))
        or _abbreviates(one, other)
        or _abbreviates(bare, bare_other)
    )


def _abbreviates(one: str, other: str) -> bool:
    """Whether the shorter of two names keeps characters of the longer in their order, the last always."""
    short, full = sorted((one, other), key=len)
    rest = iter(full)
    return short[-1:] == full[-1:] and all(character in rest for character in short)


def _shortened(name: str) -> str:
    text = "".join(name.split())
    for long, short in _SHORT:
        text = text.replace(long, short)
    return text
