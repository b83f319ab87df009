"""任免: what sentences and lists say of who takes up a post or a role and who gives one up."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from gongwen.pattern import HANZI, pattern
from gongwen.terms.people import group_name
from gongwen.terms.people.appointed import Act, Appointment, FoundAppointment, Read
from gongwen.terms.people.appointments.clauses import Clause, clauses_of
from gongwen.terms.people.appointments.leaving import end, leave, remove, remove_listed
from gongwen.terms.people.appointments.lists import (
    is_item,
    listed,
    of_role,
    open_list,
)
from gongwen.terms.people.appointments.naming import (
    GROUND,
    give_reason,
    name_alone,
    name_role,
    note,
)
from gongwen.terms.people.appointments.state import State
from gongwen.terms.people.appointments.taking import (
    lead_unit,
    take,
    take_too,
)
from gongwen.terms.people.inference.missed import with_inferred
from gongwen.terms.people.named_people import NOTHING_KNOWN, Context, read_people, read_series
from gongwen.terms.people.post import ends_as_post, ends_as_unit
from gongwen.terms.people.post_parts import split_post
from gongwen.terms.people.role import is_of_group, is_role
from gongwen.zh.spaces import tighten

_LEAD = pattern(
    r"\s*(?:[^：:\n]{0,80}[：:])?\s*(?:(?:经|根据)[^，]{0,60}?(?:研究|讨论|审议|批准|提名|提请|通过|同意))?"
    r"(?:[^，、（]{2,24}?(?=决定|同意))?(?:其中|另外|另(?!有)|此外|随后|即日起|兹|现(?!任(?!命))|并|同时|特此|经|研究|会议|一致|决定|同意|批准|同时|予以)*"
)
_SPEAKS = pattern(
    "对调|互换|岗位交流|延长.{2,30}试用期|结束.{2,30}挂职|由.{2,30}(?:同志|人)组成|替换|替代|顶替|退出|递补为|任命|免去|免除|聘任|解聘|不再担任|兼任|增补|担任|免职|辞去|同志任|接替|由.+任|增加|成员单位|调整为|接任|调出|为(?:副?组长|成员|委员)|(?<![主责信担就兼历现原放])任(?!务|职|期|免|何|意).{1,24}?(?:[局县市镇乡区院校部处科]长|主任|书记|委员|主席)"
)
_SUBJECT = pattern("(?P<names>[^的，。；：:]{2,24}?)(?:的|同志|因|由于|不再|$)")
"""How a clause begins that is about somebody."""
_SOME = pattern(
    rf"(?:[^，。：:]{{0,20}}?(?:决定|同意|批准))?(?P<first>{HANZI}{{2,4}}?)等[一二三四五六七八九十\d]+[名位人个]?(?:同志|人)?(?P<what>[^：:]{{2,30}})[：:](?P<names>.+)"
)
_PASSES = pattern("接替|替换|替代|代替|顶替|调整前(?!后)|接任.+的")
"""What is said of two of whom one follows the other: the order of the words tells who is who."""
_NOTED = pattern(r"[（(][^（）()]*[）)]")
_LEADS_ON = pattern(
    "(?:下列|以下|上述|部分)(?:同志|人员|干部)|(?:下列|上述|原任|现任)职务|(?:通知|公布|公告)如下|(?:调整|变更|组成|明确)如下[：:]?$|事项[：:]?$"
)
"""What speaks of those above and below, and of nobody by name."""
_OFFICE = pattern(
    "(?:下设|设立)[^，。]{0,6}办公室|办公室(?:[（(][^（()）]*[）)]|[（(])?设[在于]|办公室[：:](?=(?:常务)?副?主任)"
)
"""What the sentence goes on to speak of: 领导小组办公室设在县财政局，主任由甲兼任."""
_POSTS_OF = pattern(
    "(?:领导班子|班子|领导|中层|干部|人员|成员|职务|有关)*(?:任免|任职|人事|调整)*(?:情况|事项)?(?:如下)?$"
)
"""What stands behind a unit before a colon."""
_ROUTINE = pattern(
    f"(?:成员单位|各成员)[^，]{{0,8}}(?:要|(?<!相)应|负责)|应当(?:按|明确|认真|参照|加强)|不再(?:另行|单独)?(?:办理|行文|发文|印发)|暂不(?:增补|补充|调整)|递补(?!为)|替补|继任者(?!{HANZI}{{2,4}}[（(])|接任(?:者|人员|工作|同志)(?!{HANZI}{{2,4}}[（(])|今后|[如若](?:有|因|遇|需)|需要?(?:作|做|进行)?调整|变动(?:时|的|后)|负责(?:同志|人)(?:担任|兼任|任|为)"
)
"""What speaks of changes to come."""
_LONGEST_UNIT = 20
_MEMBER = "成员"
_LEADS_TO = pattern(
    "^(?:.{0,30}(?:组|指挥部|委员会|会议|专班)由|由|(?:增补|新增|增加|补充|增设|明确|确定|任命|聘任|聘请)(?=..))"
)
"""What stands before the post of somebody who comes, and is no part of it."""
_HEADING = pattern(
    "(?:[^，。、]{0,6}(?:职务|职级|人员))?(?:任免|任职|免职|晋升|聘任|调整|变动)(?:情况|事项|名单)?"
)
"""A heading that says of what the posts below it are, and nothing of them."""
_SECTION = pattern("\\s*(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)])")
_FORMER_NAMES = pattern("^.*(?:更名|合并|整合)(?:组建|成立)?为")
_UNITS = pattern(
    "(?:职能|临床|医技|医辅|行政|党群|党政|机关|直属|基层|教学|业务|后勤|下属|所属|各|局|厅|委|校|院|县|市|区|镇|乡)*(?:科室|部门|处室|单位|机关|学校|企业|公司|子公司|街道|乡镇)"
)
"""A heading that tells of what sort the units are whose posts stand below it, and names none."""
_PART = pattern("\\s*[一二三四五六七八九十]+、")
_APART_FROM_UNIT = pattern(r"\s*(?P<unit>\S+)\s+(?P<rest>\S.*)")
_ASIDE = pattern(r"[（(](?:原|接|系|即)[^（）()]*[）)]$")
"""What is said in brackets behind a clause: （原组长甲调离）."""


def read(text: str, context: Context = NOTHING_KNOWN) -> Read:
    """Return everything that ``text``, of any number of sentences and lines, says of posts.

    What its lists and its sentences name for sure is known where they are read again: where names end, and units begin.
    """
    context = _with_found(context, _by_lists(text, context).found)
    found = _by_lists(text, context)
    whole = with_inferred(text, found, _with_found(context, found.found))
    return replace(whole, found=tuple(map(_with_bare_post, _without_unsaid(text, whole.found))))


def _with_bare_post(found: FoundAppointment) -> FoundAppointment:
    """Return ``found`` without what leads to the post that somebody holds: 领导小组由县长, 增补县教育局局长."""
    held = found.value.holds
    bare = _LEADS_TO.sub("", held)
    return replace(found, value=replace(found.value, holds=bare)) if bare and bare != held else found


def _without_unsaid(text: str, found: Sequence[FoundAppointment]) -> list[FoundAppointment]:
    """Return ``found`` without the roles of members that no word tells, of those who get another role in the same words."""
    unsaid = [
        each
        for each in found
        if each.value.post == _MEMBER
        and _MEMBER not in text[each.start : each.end]
        and any(
            other.value.name == each.value.name
            and other.value.act == "任"
            and other.start < each.end < other.end
            for other in found
        )
    ]
    return [each for each in found if each not in unsaid]


def _with_found(context: Context, found: Sequence[FoundAppointment]) -> Context:
    """Return ``context`` with the units and the people that the same text names where nothing is doubtful."""
    sure = [each.value for each in found if not each.odd]
    posts = (split_post(value.post.split("、")[0], ()) for value in sure)
    units = {post.unit for post in posts if len(post.unit) > 1}
    people = {value.name for value in sure if value.act not in ("增单位", "减单位")}
    return Context(frozenset(context.people) | people, tuple({*context.starts, *units}))


def _by_lists(text: str, context: Context) -> Read:
    """Return what lists say, and the sentences in which one person takes a post up or gives it up, in their order."""
    state = State(context)
    for clause in clauses_of(text, context):
        _read_clause(clause, state)
    return Read(tuple(state.found), tuple(state.rest))


def write(value: Appointment) -> str:
    """Return the sentence that says ``value``, without its full stop: 甲同志任县财政局局长（试用期一年）."""
    note = f"（{value.note}）" if value.note else ""
    replaced = f"接替{value.replaced}同志" if value.replaced else ""
    verb = {"代理": "代理", "留任": "继续担任"}.get(value.act, "任")
    plain = f"{value.name}同志{replaced}{verb}{value.post}{note}"
    return _WRITTEN.get(value.act, plain).format(
        name=value.name, replaced=value.replaced, post=value.post, act=value.act, note=note
    )


_WRITTEN: Mapping[Act, str] = {
    "免": "免去{name}同志{post}职务{note}", "挂职期满": "免去{name}同志{post}职务{note}",
    "终止试用": "终止{name}同志试用期", "退休": "{name}同志{act}", "去世": "{name}同志{act}",
    "主持": "{name}同志主持{post}工作", "提名": "提名{name}同志为{post}人选{note}",
    "对调": "{name}同志与{replaced}同志职务对调", "增单位": "增加{name}为{post}单位", "减单位": "{name}不再作为{post}单位",
}  # fmt: skip
"""What is said where nobody takes up a post."""


def _read_clause(clause: Clause, state: State) -> None:
    """Take in what a clause says, or note that it was not read."""
    _begin(clause, state)
    going_on = state.verb
    if clause.is_given_up:
        state.verb = "免"
    elif clause.is_paired and state.last:
        state.verb = state.last
    _read_words(clause, state)
    if clause.is_paired or clause.is_given_up:
        state.verb = going_on


def _read_words(clause: Clause, state: State) -> None:
    start = clause.label
    opened = open_list(clause.text[start:], state)
    if opened is not None:
        start += opened
    words = tighten(clause.text[start:])
    if words in ("", state.section) or _HEADING.fullmatch(words):
        return
    if _ROUTINE.search(clause.text):
        if words.endswith("变动后"):
            give_reason(clause.text[start:], clause.start + start, state)
        return
    if _OFFICE.search(clause.text):
        state.office = "办公室"
    if _is_of_some(clause, start, state):
        return
    if _PASSES.search(_NOTED.sub("", clause.text)):
        state.rest.append((clause.start, clause.start + len(clause.text)))
        return
    begins = _begins(clause, start, state)
    in_list = bool(state.header) and clause.opens_line and is_item(clause.text[start:])
    if any(_is_read(clause, begin, state) for begin in begins):
        state.is_lost = False
        return
    _pass_over(clause, begins[0], state)
    if in_list or _speaks(clause) or _may_be_further(clause, state):
        state.rest.append((clause.start, clause.start + len(clause.text)))


def _is_of_some(clause: Clause, start: int, state: State) -> bool:
    """Take in 甲等三名同志退休：甲、乙、丙, what is said of the first of those who stand behind the colon."""
    match = _SOME.fullmatch(clause.text, start)
    people = read_series(match["names"], clause.start + match.start("names"), state.context) if match else ()
    if match is None or match["first"] not in {each.name for each in people}:
        return False
    state.people, state.is_first = people, False
    what, at = match["what"], clause.start + match.start("what")
    count = len(state.found)
    if not any(form(what, at, state) for form in FORMS):
        return False
    end = clause.start + len(clause.text)
    state.found[count:] = [replace(each, end=end) for each in state.found[count:]]
    return True


def _may_be_further(clause: Clause, state: State) -> bool:
    """Whether a clause may be a further post of those of whom the clause right before it tells, or of their list."""
    is_behind = bool(state.found) and not clause.is_first and clause.start - state.found[-1].end <= 1
    return is_behind and (ends_as_post(clause.text.removesuffix("职务")) or "名单行" in state.found[-1].odd)


def _pass_over(clause: Clause, begin: int, state: State) -> None:
    """Take note of whom a clause that was not read is about: 其 in those behind it is of nobody else."""
    words = clause.text[begin:]
    subject = _SUBJECT.match(words)
    people = read_people(subject["names"], clause.start + begin, state.context) if subject else ()
    state.is_lost = True
    if people:
        state.people, state.former = people, ()


def _begins(clause: Clause, start: int, state: State) -> list[int]:
    """Return where the words of a clause may begin, behind what leads to them first; a role before a colon leads to none."""
    lead = _LEAD.match(clause.text, start)
    end = lead.end() if lead else start
    colon = re.search("[：:]", clause.text[start:end])
    if colon is None:
        return list(dict.fromkeys((*_behind_unit(clause.text, start), end, start)))
    before = clause.text[start : start + colon.start()]
    state.people = read_people(before, clause.start + start, state.context)
    state.is_first = state.is_first and not state.people
    if is_role(tighten(before)) or is_of_group(tighten(before)):
        state.role = tighten(before)
        return [end] if clause.text[end:].startswith("由") else [start, end]
    state.of_line = _unit_before(tighten(before)) or state.of_line
    return list(dict.fromkeys((start, end) if state.verb else (end, start)))


def _unit_before(words: str) -> str:
    """Return the unit before a colon whose posts the line tells: 神经内科：聘甲为主任, 县水利局职务任免如下：."""
    unit = _POSTS_OF.sub("", words)
    is_group = group_name.read(unit) != "" and not unit.endswith("委员会")
    is_unit = ends_as_unit(unit) and not ends_as_post(unit) and not is_group
    return unit if is_unit and len(unit) <= _LONGEST_UNIT else ""


def _behind_unit(text: str, start: int) -> list[int]:
    """Return where a role begins, a gap behind the unit of which it is told: 县教育局　　委员甲不再担任; [] for other words."""
    match = _APART_FROM_UNIT.match(text, start)
    if match is None or not ends_as_unit(match["unit"]) or ends_as_post(match["unit"]):
        return []
    return [match.start("rest")] if any(is_role(match["rest"][:cut]) for cut in (2, 3)) else []


def _begin(clause: Clause, state: State) -> None:
    """Leave behind what does not hold for a clause of a new line or a new sentence."""
    if clause.opens_line:
        state.line, state.unit, state.role = clause.line, "", state.part
        state.of_line = ""
        state.found_before = len(state.found)
        if clause.label and _SECTION.match(clause.text):
            is_alone = clause.line.strip().rstrip("：:。") == clause.text.strip().rstrip("：:")
            _head(tighten(clause.text[clause.label :]) if is_alone else "", state)
        elif not clause.label and (unit := _unit_alone(clause.line)):
            state.section = unit
        if state.post and clause.label and _PART.match(clause.text):
            state.header, state.post = "", ""
        state.verb = state.verb if clause.goes_on else state.header
    if clause.is_first:
        state.ahead_at = None
        state.is_lost = False
        state.office, state.gathered, state.waiting = "", (), ()
        state.former, state.people = state.people or state.former, ()
    state.is_first = clause.is_first or clause.is_paired


def _head(words: str, state: State) -> None:
    """Take note of a heading: the unit whose posts stand below it; a list above it ends there."""
    words = _FORMER_NAMES.sub("", words)
    is_unit = (
        ends_as_unit(words)
        and not ends_as_post(words)
        and not words.endswith(("的机构", "的单位"))
        and "设" not in words[-5:]
        and "设在" not in words
    ) and not _UNITS.fullmatch(words)
    state.section = words if is_unit else ""
    state.part = words if is_role(words) else ""
    if is_unit:
        state.header = state.header if state.is_of_all else ""
        state.post, state.list_role = "", ""


def _unit_alone(line: str) -> str:
    """Return the unit that stands alone on ``line``, whose posts the lines below tell; "" for another line."""
    unit = tighten(line).rstrip("：:")
    return unit if _unit_before(unit) and not _UNITS.fullmatch(unit) else ""


def _is_read(clause: Clause, begin: int, state: State) -> bool:
    words = clause.text[begin:].strip()
    at = clause.start + begin + len(clause.text[begin:]) - len(clause.text[begin:].lstrip())
    if words and any(form(words, at, state) for form in FORMS):
        return True
    bare = _ASIDE.sub("", words)
    return bool(bare) and bare != words and any(form(bare, at, state) for form in FORMS)


def _speaks(clause: Clause) -> bool:
    is_told = _SPEAKS.search(clause.text) is not None and not GROUND.match(clause.text)
    return is_told and not _LEADS_ON.search(clause.text)


FORMS: tuple[Callable[[str, int, State], bool], ...] = (
    remove, end, lead_unit, take, leave, take_too, listed, remove_listed, of_role, name_role, name_alone, give_reason, note,
)  # fmt: skip
"""What a clause may be, the surest first."""
