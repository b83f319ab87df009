"""People whom a sentence names: 甲、乙同志; and where a name ends that a post follows at once."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from gongwen.pattern import HANZI, pattern
from gongwen.terms.agency_level import PLACES
from gongwen.terms.found import Span
from gongwen.terms.people.person_name import is_name, may_be_name
from gongwen.terms.people.post import ends_as_post, ends_as_unit, is_remark, is_short_post, start_strength
from gongwen.terms.people.role import is_of_group, is_role, opens_roster
from gongwen.zh.numerals import to_chinese
from gongwen.zh.spaces import close_up
from gongwen.zh.surnames import split_name


class Named(NamedTuple):
    """Somebody named in a text."""

    name: str
    span: Span
    is_doubtful: bool = False
    """Whether the name may end or begin elsewhere."""
    post: str = ""
    """The post that stands with the name, before it or in brackets; "" for none."""
    role: str = ""
    """The role in a group that stands before the name: 副组长甲; "" for none."""


@dataclass(frozen=True)
class Context:
    """What is known beside the text, to tell where names end."""

    people: Collection[str] = ()
    """Names of people who may be meant."""
    starts: tuple[str, ...] = ()
    """With what posts begin: units, and the place of the agency that writes."""

    @cached_property
    def lengths(self) -> tuple[int, ...]:
        """How many characters the names have, the most first."""
        return tuple(sorted({len(name) for name in self.people}, reverse=True))

    def known_at(self, text: str, start: int) -> list[int]:
        """Return how long the names of these people are that begin at ``start`` in ``text``, the longest first."""
        room = len(text) - start
        return [n for n in self.lengths if n <= room and text[start : start + n] in self.people]


NOTHING_KNOWN = Context()
_TOLD = pattern(rf"{HANZI}{{2,4}}|{HANZI}+(?:[·•.]{HANZI}+)+")
"""What can be a name where 同志 says that it is one."""
_NOBODY = frozenset(["由其", "其"]) | frozenset(
    [
        "下列",
        "以下",
        "以上",
        "上述",
        "有关",
        "全体",
        "各位",
        "相关",
        "部分",
        "其他",
        "其余",
        "负责",
        "主要负责",
        "分管负责",
    ]
)
"""What stands before 同志 and names nobody."""
_LED = pattern(
    "^(?:准予|批准|同意|吸收|明确|安排|结束|延长|恢复|决定|由于|鉴于|确定|指定|因(?=.{2,3}$)|经(?=.{2,3}$))(?=.{2,4}$)"
)
"""What may stand right before a name and is no part of it."""
_LONG_TOLD = pattern(rf"{HANZI}{{5,7}}")
"""Names of some peoples, written without dots."""
_ACTS = pattern("[任免聘职派]|单位|部门|负责|成员|领导|有关|相关")
"""What no name has in it, and what is said of posts has."""
_HAPPENS = pattern(
    "[任免聘职派因辞]|调[离走出任]|退休|去世|病故|变动|届满|不再|单位|部门|负责|成员|领导|有关|相关"
)
"""What is said of people, and no name has in it."""
_COMRADE = pattern(
    r"[ \u3000]*(?:等?(?:两|[一二两三四五六七八九十\d]+[名位])?同志们?|先生|女士|等?[一二两三四五六七八九十\d]+[人名位])$"
)
_APART = pattern(r"[、，,]|(?<=\S)[和及与](?=[^\s、，,])")
_MARKS = pattern("[、，,]")
_NOTE = pattern(r"[（(][^（）()]*[）)]")
_REMARKS = pattern(rf"^(?:[男女]|{HANZI}{{1,6}}族)[，,、；;]")
_GAP = pattern(r"[ \u3000\t]+(?=\S+$)")
_TAIL_NOTE = pattern(r"(?<=同志)(?:[（(][^（）()]*[）)])+$")
_LEADER = pattern(
    rf"(?P<name>{HANZI}{{2,4}}?)(?:(?P<post>(?:常务)?副?(?:[{PLACES}]长|书记|主任|局长|主席|院长|校长|处长|部长))"
    "|副?教授|副?研究员|博士|院士|老师|工程师)"
)
"""A name with the post behind it, as leaders are told: 贺铭副县长."""
_SPREAD = pattern(rf"[ \u3000]*(?P<first>{HANZI})[ \u3000]+(?={HANZI})")
"""The first character of a name that blanks spread."""
_FORMERLY = pattern("^(?:原(?:任(?=.{4}))?|新任|现任|上届|前任)")
_COURTESY = pattern(r"(?<=.{3})(?:副?教授|老师|院士|博士)$")
"""What is said behind the name of somebody whose post stands before it: 副校长甲教授."""
_LEAST, _MOST = 2, 4
"""Characters of a name without dots."""
_DOTTED = pattern(rf"(?:{HANZI}{{1,8}}[·•‧∙・])+")
_LONGEST_PART = 8
"""Characters of the last part of a name with dots."""
_POST_START = pattern(
    "代理|省|市|县|区|州|盟|旗|镇|乡|街道|中共|党|政府|人大|政协|纪委|团|国|地|军|公安|人武|开发区|办公室|教|财|发|农|水|民|卫|"
    "司法|税|住|自然|交通|应急|审计|统计|第[一二三四五六七八九十\\d]|中[小医]|人民|城|文|体|科|工|商|信|招|投|医|广|林|气象|"
    "公司|集团|分公司|学校|医院|学院|项目|工程部|营销|行政|人力|纪检|工会|财务|安全|生产|董事|监事|经理|教务|教导|后勤|护理|门诊|急诊|内科|外科|"
    "教研|图书|研究|信息|网络|招生|学生|院长|校长|校|院|供销|残|妇|共青|统|宣|组织|监|检|法院|档案|地震|机关|融媒|园|经|高新|管委|副|局|主任|总|原|兼|分管|一级|二级|三级|四级|老"
)
_POST_ENDS = "员长官师"
"""What is a surname, or ends a post."""
_PLACE = pattern(rf"{HANZI}{{2,4}}?(?:[{PLACES}村]|自治|街道|社区)")


def read_people(text: str, at: int, context: Context = NOTHING_KNOWN) -> tuple[Named, ...]:
    """Return the people that ``text``, which stands at ``at``, names and nothing else; () when it is anything else."""
    tail = _TAIL_NOTE.search(text)
    plain = _COMRADE.sub("", text[: tail.start()] if tail else text)
    is_told = len(plain) < (tail.start() if tail else len(text))
    plain += tail[0] if tail else ""
    count = plain.count("、") + 1
    if is_told and count > 1 and plain.endswith(("两", to_chinese(count))):
        plain = plain[:-1]
    found = tuple(_each(plain, at, context, is_told=is_told))
    return () if any(not each.name for each in found) else found


def _each(text: str, at: int, context: Context, *, is_told: bool) -> Iterator[Named]:
    whole = _one(text, at, context, is_told=is_told)
    parts = [
        each for words, start in _parts(text, _MARKS) for each in _joined(words, at + start, context, is_told)
    ]
    are_several = len(parts) > 1 and all(each.name for each in parts)
    yield from (whole,) if whole.name and not are_several else parts


def _joined(text: str, at: int, context: Context, is_told: bool) -> Sequence[Named]:
    """Return the people of ``text``, in which 和 may stand between two of them, or within the post of one."""
    whole = _one(text, at, context, is_told=is_told)
    parts = [_one(words, at + start, context, is_told=is_told) for words, start in _parts(text, _APART)]
    are_several = len(parts) > 1 and all(each.name for each in parts)
    is_of_post = bool(whole.name and whole.post) and not all(each.post or each.role for each in parts)
    return parts if are_several and not is_of_post else (whole,) if whole.name else parts


def _parts(text: str, marks: re.Pattern[str]) -> Iterator[tuple[str, int]]:
    """Yield what stands between the ``marks`` of ``text`` outside brackets, each with where it begins."""
    start = 0
    for mark in marks.finditer(_without_notes(text)):
        yield text[start : mark.start()], start
        start = mark.end()
    yield text[start:], start


def _one(text: str, at: int, context: Context, *, is_told: bool) -> Named:
    """Return the one person of ``text``, a post before the name left out; a name "" when there is none."""
    bare = _without_notes(text)
    words = _COMRADE.sub("", _without_remarks(bare.rstrip()))
    start = at + len(words) - len(words.lstrip())
    name = close_up(words.strip())
    span = (start, start + len(words.strip()))
    post = _post_in(text)
    is_of_role = name[:1] in ("由", "任") and is_role(name[1:])
    if name in _NOBODY or is_of_role or (name.endswith("中") and is_role(name[:-1])):
        return Named("", span)
    if name in context.people or (is_name(name) and not is_role(name)):
        return Named(name, span, False, post)
    is_told = is_told or words != bare.rstrip()
    if is_told and (led := _LED.match(name)) and may_be_name(name[led.end() :]):
        found = _one(name[led.end() :], span[0] + led.end(), context, is_told=True)
        return found._replace(post=found.post or post)
    begins_as_post = len(name) > _MOST - 1 and is_short_post(name[:_LEAST])
    is_whole = _TOLD.fullmatch(name) is not None and not begins_as_post
    if is_told and (is_whole or _is_long(name)) and not ends_as_post(name):
        return Named(name, span, False, post)
    if courtesy := _COURTESY.search(name):
        cut = len(courtesy[0])
        own = (span[0], span[1] - cut)
        return _one(name[:-cut], own[0], context, is_told=True)._replace(span=own)
    return _behind_post(name, span, context, post, is_told=is_told)


def _without_notes(text: str) -> str:
    """Return ``text`` with blanks in place of what stands in brackets."""
    return _NOTE.sub(lambda match: " " * len(match[0]), text)


def _behind_post(name: str, span: Span, context: Context, post: str, *, is_told: bool) -> Named:
    """Return the person whose name stands behind a post, or before one as leaders are told; a name "" for nobody."""
    for length in (*_dotted_lengths(name), 3, 2, 4):
        tail, before = name[-length:], name[:-length]
        is_known = tail in context.people or is_name(tail) or (is_told and _may_be_strange(tail))
        is_of_unit = tail in context.people and ends_as_unit(before)
        if (
            before
            and is_known
            and not tail.startswith("由")
            and tail not in _NOBODY
            and not _ends_post_later(before, tail, context)
            and (_is_held(before) or is_of_unit or (is_told and before.endswith("的")))
        ):
            role = _FORMERLY.sub("", before)
            seat, own = _seat_and_post(role)
            return Named(tail, (span[1] - length, span[1]), False, own or post, seat)
    if (leader := _LEADER.fullmatch(name)) and (
        leader["name"] in context.people or (is_name(leader["name"]) and not ends_as_unit(leader["name"]))
    ):
        held = leader["post"] or ""
        return Named(leader["name"], (span[0], span[0] + leader.end("name")), False, held)
    for length in (3, 2, 4):
        tail, before = name[-length:], name[:-length]
        is_seat = is_role(before) and opens_roster(before)
        is_post = ends_as_post(before) and "同志" not in before and not is_seat
        if is_post and _may_be_strange(tail):
            return Named(tail, (span[1] - length, span[1]), True, before)
    return Named("", span)


def _may_be_strange(name: str) -> bool:
    """Whether ``name`` may be one of no known surname: no post, and nothing that is said of people."""
    return may_be_name(name) and not _HAPPENS.search(name) and not ends_as_post(name)


def _dotted_lengths(name: str) -> Iterator[int]:
    """Yield how long a name with a dot may be at the end of ``name``, the longest post before it first: 副主任达吾提·努尔."""
    dot = name.find("·")
    yield from (len(name) - cut for cut in range(dot - 1, 1, -1) if ends_as_post(name[:cut]))


def _seat_and_post(words: str) -> tuple[str, str]:
    """Return the role in a group and the post of ``words``: 县防汛指挥部成员、县水利局局长."""
    parts = words.split("、")
    if all(map(is_role, parts)):
        return words, ""
    posts = "、".join(part for part in parts if not is_of_group(part))
    seats = "、".join(filter(is_of_group, parts))
    return seats, posts if ends_as_post(posts) else ""


def _ends_post_later(before: str, tail: str, context: Context) -> bool:
    """Whether the post ends one character later than ``before``, and a name stands behind it: 副司令员项城."""
    is_post = tail[0] in _POST_ENDS and ends_as_post(f"{before}{tail[0]}")
    return is_post and is_name(tail[1:]) and tail not in context.people


def _without_remarks(text: str) -> str:
    """Return ``text`` without what stands behind a name apart and is no part of it: 女　汉族."""
    while (gap := _GAP.search(text)) and is_remark(text[gap.end() :]):
        text = text[: gap.start()]
    return text


def _is_long(name: str) -> bool:
    """Whether ``name`` may be one of more than four characters, and no post with a name behind it."""
    cuts = range(_LEAST, len(name) - 1)
    has_unit = any(
        is_name(name[cut:]) and (ends_as_unit(name[:cut]) or ends_as_post(name[:cut])) for cut in cuts
    )
    is_plain = _LONG_TOLD.fullmatch(name) is not None and not _ACTS.search(name)
    return is_plain and start_strength(name) == 0 and not has_unit


def read_strange(text: str, at: int) -> tuple[Named, ...]:
    """Return the person whom the place of ``text`` shows to be one, whatever the surname; doubtful where it has none.

    () for what is a post, a role, a unit, or too long.
    """
    name = close_up(_NOTE.sub("", text).strip())
    is_other = is_role(name) or ends_as_post(name) or ends_as_unit(name) or start_strength(name) > 1
    if not may_be_name(name) or is_other:
        return ()
    start = at + len(text) - len(text.lstrip())
    return (Named(name, (start, start + len(text.strip())), not is_name(name), _post_in(text)),)


def read_series(text: str, at: int, context: Context = NOTHING_KNOWN) -> tuple[Named, ...]:
    """Return the people of ``text``, whose place shows that it names some, whatever the surnames; () when a part names nobody."""
    found: list[Named] = list(read_people(text, at, context))
    if not found and "、" not in text and (whole := read_strange(text, at)) and not _may_be_two(text):
        return whole
    start = 0
    for mark in [*_APART.finditer(_without_notes(text)), None] if not found else []:
        end = mark.start() if mark else len(text)
        own = text[start:end]
        people = read_people(own, at + start, context) or read_strange(own, at + start)
        if not people:
            return ()
        found += people
        start = mark.end() if mark else end
    return tuple(found)


def _may_be_two(text: str) -> bool:
    """Whether 和 in ``text`` may stand between two names: 布和巴特尔 is one."""
    return min(map(len, _APART.split(text))) >= _LEAST and _APART.search(text) is not None


def _is_held(text: str) -> bool:
    """Whether ``text`` before a name says what they are: a post, or a role in a group."""
    return ends_as_post(text) or any(is_role(text[start:]) for start in range(len(text) - 1))


def _post_in(text: str) -> str:
    """Return the post in the brackets of ``text``; "" when there is none."""
    notes = (_REMARKS.sub("", match[0][1:-1]).removeprefix("原") for match in _NOTE.finditer(text))
    return next((note for note in notes if ends_as_post(note) and not is_remark(note)), "")


def split_off(text: str, at: int, context: Context = NOTHING_KNOWN) -> tuple[Named, int] | None:
    """Return who stands at the head of ``text``, and where the post behind the name begins; None for nobody.

    The name ends where a known one does, or in front of what a post begins with; where several ends are as
    good the result is doubtful.
    """
    if spread := _SPREAD.match(text):
        closed = split_off(spread["first"] + text[spread.end() :], at, context)
        gap = spread.end() - 1
        return closed and (closed[0]._replace(span=(at, closed[0].span[1] + gap)), closed[1] + gap)
    if dotted := _DOTTED.match(text):
        lengths = range(dotted.end() + 1, min(dotted.end() + _LONGEST_PART, len(text) - 1) + 1)
        ends = [n for n in lengths if _starts(text[n:], context)]
    else:
        lengths = range(_LEAST, min(_MOST, len(text) - 1) + 1)
        ends = [n for n in lengths if _may_end(text, n, context)]
    whole = [length for length in context.known_at(text, 0) if length > _MOST]
    known = whole or [n for n in ends if text[:n] in context.people and _starts(text[n:], context)]
    seats = [n for n in lengths if is_role(text[n:]) and is_name(text[:n])]
    if len(seats) == 1 and not known:
        return Named(text[: seats[0]], (at, at + seats[0]), True), seats[0]
    sure = known or [n for n in ends if text[n:].removeprefix("团").startswith(context.starts)]
    found = sure or [n for n in ends if _POST_START.match(text[n:])] or ends
    if not found:
        return _guessed(text, at)
    usual = [n for n in found if n == _usual_length(text) and text[n - 1] not in f"{PLACES}村局委办团"]
    end = (usual or found)[0] if not known else found[0]
    is_sure = len(found) == 1 and (bool(sure) or len(ends) == 1)
    return Named(text[:end], (at, at + end), not is_sure), end


def _usual_length(text: str) -> int:
    """Return how long a name at the head of ``text`` is as a rule: its surname and two characters."""
    return len(split_name(text[:_MOST]).surname) + _LEAST


def _guessed(text: str, at: int) -> tuple[Named, int] | None:
    """Return whom ``text`` may name where nothing shows how long the name is: the surname and two characters."""
    if start_strength(text) > 1 or not ends_as_post(text.removesuffix("职务").removesuffix("的")):
        return None
    usual = (_LEAST + 1, _LEAST, _MOST)
    length = next((n for n in usual if n < len(text) - 1 and is_name(text[:n])), 0)
    return (Named(text[:length], (at, at + length), True), length) if length else None


def begins_post(text: str, context: Context = NOTHING_KNOWN) -> bool:
    """Whether ``text`` begins with a post and not with a name that a post follows."""
    if text.startswith(context.starts):
        return True
    found = split_off(text, 0, context) if _POST_START.match(text) else None
    return _POST_START.match(text) is not None and (
        found is None or not _is_sure_post(text[found[1] :], context)
    )


def _is_sure_post(rest: str, context: Context) -> bool:
    return rest.startswith(context.starts) or _PLACE.match(rest) is not None


def _may_end(text: str, length: int, context: Context) -> bool:
    name = text[:length]
    return (is_name(name) or name in context.people) and _starts(text[length:], context)


def _starts(rest: str, context: Context) -> bool:
    """Whether ``rest`` begins as a post does."""
    return bool(_POST_START.match(rest) or _PLACE.match(rest) or rest.startswith(context.starts))
