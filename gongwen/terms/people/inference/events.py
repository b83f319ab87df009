"""What the marks of sentences say, by their order: who takes up a post and who gives one up. None of it is sure."""

from __future__ import annotations

from dataclasses import replace

from gongwen.pattern import HANZI, pattern
from gongwen.terms.people import group_name
from gongwen.terms.people.appointed import FoundAppointment
from gongwen.terms.people.inference.forms import FORMS
from gongwen.terms.people.inference.marks import marks_of, read_clause, role_in
from gongwen.terms.people.inference.state import (
    State,
    give_up,
    in_whole,
    note_post,
    posts_held,
    posts_told,
    take_up,
)
from gongwen.terms.people.inference.words import CLAUSE, Mark, Person
from gongwen.terms.people.named_people import NOTHING_KNOWN, Context
from gongwen.terms.people.post import ends_as_post, ends_as_unit
from gongwen.terms.people.role import is_role

_SPREAD = pattern(rf"(?<!{HANZI})(?P<first>{HANZI})(?P<gap>[ \u3000]+)(?P<last>{HANZI})(?!{HANZI})")
"""A name of two characters that blanks spread."""
_HEADING = pattern(r"\s*[（(]?[一二三四五六七八九十]+[）)、]")
_ABOUT_CHANGES = pattern(
    "^(?:调整|变更|更换|增补|新增|免去|部分)*|(?:的|人员|名单|情况|相应|变动|变更|调整|更换|如下|方面|增补)*$"
)
_LONGEST_HEADING = 20
_PART = pattern("[^，。：:、]{2,8}[^小]组")
"""A part of a group on a line of its own."""
_FOUNDED = pattern("(?:下设|设立|成立|组建)[^，。]{2,16}$")
_OF_GROUP = pattern("(?:组|指挥部|专班|联席会议)$")
"""How a heading ends below which no posts of a unit stand."""
_SEAT_OF_OFFICE = pattern(
    "(?:下设|设立)[^，。]{0,8}办公室|办公室(?:[（(][^（()）]*[）)])?(?:仍|继续)?(?:设[在于]|由.{2,20}承担)|办公室[：:]"
)
_NOTE = pattern("试用期|试用|聘期|任期|挂职时间|期限|为期")
_STANDING = pattern("今后|[如若](?:有|因|遇|需)|需要?(?:作|做|进行)?调整的|变动(?:时|的)")
"""What opens a rule for changes to come: nothing behind it in the sentence is one."""
_FORMERLY = pattern("原(?![则料种油籍])|前任|此前|接替|替换|顶替|接")
_SENTENCE_ENDS = ("。", "；", ";", "\n")
_BY_LEAVE = pattern(
    "(?:经|根据|按照|鉴于|因|由于)[^，]*(?:同意|研究|决定|批准|要求|意见|变动|变化|调整|需要|讨论|原因)(?:通过)?$"
)
"""A clause that tells why, or by whose leave, and of nobody."""


def infer(text: str, context: Context = NOTHING_KNOWN) -> tuple[FoundAppointment, ...]:
    """Return what ``text``, of any number of sentences and lines, says of posts, every one odd: 按词推断."""
    text = _SPREAD.sub(lambda match: match["first"] + match["last"] + match["gap"], text)
    state = State()
    is_rule = False
    for clause in CLAUSE.finditer(text):
        words = clause[0]
        if "\n" in text[state.end : clause.start()]:
            _forget(state, "")
        body = words.rstrip("，,。；;\n")
        state.part = "" if _HEADING.match(words) else state.part
        is_rule = is_rule or _STANDING.search(body) is not None
        if not (is_rule or _BY_LEAVE.match(body)):
            _read(body, clause.start(), context, state)
        is_rule = is_rule and not words.endswith(_SENTENCE_ENDS)
        if words.endswith("\n"):
            _forget(state, body)
        elif words.endswith(_SENTENCE_ENDS):
            state.pending, state.alone, state.sentence = [], (), clause.end()
            state.topic = state.office = state.goal = state.among = ""
            state.is_new = False
            state.verb = state.verb if words.endswith(("；", ";")) else ""
    return tuple(state.found)


def _forget(state: State, line: str) -> None:
    """Leave behind what does not hold for another line; a unit alone on its line is that of the titles below."""
    state.subject, state.alone, state.left, state.pending, state.sentence = (), (), (), [], state.end
    state.verb, state.role = "", state.heading
    if _HEADING.match(line):
        state.heading = state.role = _role_of_heading(line)
    state.topic = state.office = state.goal = state.among = ""
    state.is_new = False
    unit = _HEADING.sub("", line).strip().rstrip("：:")
    if _PART.fullmatch(unit) and not group_name.is_own(unit):
        state.part = unit
    is_group = group_name.read(unit) != "" and not unit.endswith("委员会")
    if ends_as_unit(unit) and not (is_group or is_role(unit) or _OF_GROUP.search(unit) or ends_as_post(unit)):
        state.unit = unit


def _role_of_heading(line: str) -> str:
    """Return the role of which a heading says that those below it are: 二、联络员调整; "" for none."""
    words = _HEADING.sub("", line).strip().rstrip("：:。")
    words = _ABOUT_CHANGES.sub("", words)
    return role_in(words) if words and len(words) <= _LONGEST_HEADING else ""


def _read(words: str, start: int, context: Context, state: State) -> None:
    """Take in one clause by the first form that fits at each mark; nothing is doubtful where all of it was understood."""
    marks, is_plain, topic, goal = read_clause(words, context, of_units=state.heading.endswith("单位"))
    state.among = words[:-1] if words.endswith("中") and is_role(words[:-1]) else state.among
    state.goal = goal or state.goal
    state.is_new = state.is_new or _FOUNDED.search(words) is not None
    state.topic = topic or state.topic
    state.role = _role_of_heading(words.partition("：")[0]) or state.role if "：" in words else state.role
    state.office = "办公室" if _SEAT_OF_OFFICE.search(words) else state.office
    count = len(state.found)
    letters = "".join(mark.letter for mark in marks)
    for mark in marks:
        mark.people = tuple(in_whole(each, state) for each in mark.people)
    state.start, state.end, state.words = start, start + len(words), words
    index, state.goes_on = 0, True
    while index < len(letters):
        for form, take in FORMS:
            match = form.match(letters, index)
            if match and match.end() > index and take(marks[index : match.end()], match[0], state):
                index, state.goes_on = match.end(), True
                break
        else:
            if marks[index].letter == "T":
                note_post(marks[index].text, state)
                state.role, state.left = marks[index].text, ()
            if marks[index].letter == "P":
                state.alone = marks[index].people
                state.subject = state.subject if state.alone[0].is_unit else state.alone
                state.role = marks[index].people[0].role or state.role
                _join_too(state.alone, state)
            index, state.goes_on, is_plain = index + 1, False, False
    for mark in marks:
        _read_aside(mark, state)
    new = state.found[count:]
    if _NOTE.match(words) and not new and not any(mark.people for mark in marks):
        _add_note(words, state)
    is_apart = "分别" not in words or not any("、" in each.value.post for each in new)
    if is_plain and is_apart:
        state.found[count:] = [replace(each, odd=each.odd - {"按词推断"}) for each in state.found[count:]]


def _add_note(words: str, state: State) -> None:
    """Add what a clause says beside the posts that the one before it tells: 试用期一年."""
    last = state.found[-1] if state.found and state.found[-1].start >= state.sentence else None
    for index, each in enumerate(state.found):
        if last is not None and (each.start, each.end) == (last.start, last.end) and each.value.act != "免":
            state.found[index] = replace(each, value=replace(each.value, note=words))


def _join_too(people: tuple[Person, ...], state: State) -> None:
    """Add those who stand with their roles alone behind somebody, or a unit, that joins: 新增成员单位，成员甲，联络员乙."""
    last = state.found[-1] if state.found else None
    is_behind = last is not None and last.start >= state.sentence and last.value.act in ("任", "增单位")
    if (is_behind or state.is_new) and people[0].role and not people[0].is_former:
        take_up([each._replace(role="") for each in people], posts_held(people), state)


def _read_aside(mark: Mark, state: State) -> None:
    """Take in what stands in brackets: 甲（原县统计局副局长，原职务免去）; who had the role before: 任组长（原由乙担任）."""
    aside = marks_of(mark.inner, NOTHING_KNOWN) if mark.inner else []
    if _NOTE.match(mark.inner) or mark.inner.startswith("挂职"):
        _add_note(mark.inner, state)
    letters = {each.letter for each in aside}
    post = next((each for each in aside if each.letter == "T"), None)
    former = next((each.people for each in aside if each.letter == "P"), ())
    if former and (letters & {"G", "R"} or _FORMERLY.match(mark.inner)):
        last = state.found[-1] if state.found else None
        if (
            last is not None
            and last.value.act == "任"
            and not last.value.replaced
            and last.start == state.start
        ):
            state.found[-1] = replace(last, value=replace(last.value, replaced=former[0].name))
        elif "R" not in letters:
            give_up(former, posts_held(former) or [state.role], state)
    elif mark.people and "G" in letters:
        held = posts_told(post, state) if post else [each.post or each.role for each in mark.people[-1:]]
        give_up(mark.people[-1:], held, state)
