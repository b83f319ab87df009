"""The words of a clause that tell who comes into a post and who leaves it: people, posts, verbs, in their order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from gongwen.pattern import pattern
from gongwen.terms.found import Span
from gongwen.terms.people.inference.scanner import Scanner
from gongwen.terms.people.inference.words import CLAUSE, LEADING, OF_HEAD, REASONS, VERBS, Mark, Person
from gongwen.terms.people.named_people import Context
from gongwen.terms.people.post import is_remark, is_short_post
from gongwen.terms.people.role import is_of_group, is_role

_AND = pattern("[、和及与兼]|以及")
"""What stands between the parts of a list; 兼 between posts alone."""
_OF_UNITS = pattern("成员(?:单位)?$|单位$|委员$")
"""The roles that units have."""
_FILLING = pattern(
    "(?:等?[一二两三四五六七八九十\\d]*[名位]?)?同志们?|(?:经|根据|按照).*(?:研究|决定|同意|批准|要求|安排)|等|工作|自行|人员|自然|均|都|也|已|相应|随之|一并|共同"
)
_ASIDE = pattern(r"[（(][^（()）]*[）)]")
_GROUP = pattern("(?:领导小组|指挥部|专班|联席会议|委员会)$")
"""The group of which a clause tells."""
_GOES_ON = pattern("[CNGRKL]|BT")
"""What tells behind a colon of whom stands before it."""
_MOVE = pattern("列入|纳入|退出|加入|不再(?:列[入为]|参加|参与|作为)|增列|增补|增加|新增|补充|减少|去掉|移出")
"""Verbs that tell of units by themselves."""
_OF_PART = pattern("[^小]组$|队$|专班$|办公室$")
"""How a part of a group ends, whose roles are not those of the group."""
_ROLES = ("副组长", "组长", "成员", "委员", "组员", "理事", "监事", "召集人", "联络员", "信息员", "顾问")
"""Roles that are such behind other words too."""


def marks_of(text: str, context: Context) -> list[Mark]:
    """Return the marks of one clause; people joined by 、 are one mark, a post right before a name is of the person."""
    return read_clause(text, context)[0]


def read_clause(text: str, context: Context, *, of_units: bool = False) -> tuple[list[Mark], bool, str, str]:
    """Return the marks of one clause, whether nothing else is said in it but why, the unit before its colon, and that to which somebody goes; "" for none."""
    scanner = Scanner(text, context)
    scanner.scan()
    told = _without_topic(scanner.marks)
    topic = next(
        (mark.text for mark in scanner.marks[: len(scanner.marks) - len(told)] if mark.letter == "U"), ""
    )
    if "".join(mark.letter for mark in told).startswith("UBPS"):
        topic = told[0].text
    marks = list(_with_units(told, of_units=of_units))
    is_plain = not scanner.has_stranger and not any(
        _is_left(mark, before) for before, mark in zip([None, *marks], marks, strict=False)
    )
    return _as_leaders(_joined(marks, text)), is_plain, topic, scanner.goal


def _is_left(mark: Mark, before: Mark | None) -> bool:
    """Whether ``mark`` is a word that was not understood; behind 因 it is a reason."""
    is_reason = before is not None and before.text in REASONS
    is_word = mark.letter == "_" and not mark.is_sign and not LEADING.fullmatch(mark.text)
    is_known = _FILLING.fullmatch(mark.text) is not None or _GROUP.search(mark.text) is not None
    return is_word and not is_reason and not is_known


def _as_leaders(marks: Sequence[Mark]) -> list[Mark]:
    """Return ``marks`` with the post right behind a name behind 由 given to that: 由鲜于文副市长担任."""
    found: list[Mark] = []
    for mark in marks:
        is_led = [each.letter for each in found[-2:]] == ["B", "P"] and found[-1].end == mark.start
        if is_led and mark.letter == "T" and is_short_post(mark.text):
            person = found[-1].people[-1]._replace(post=mark.text)
            found[-1] = replace(found[-1], end=mark.end, people=(*found[-1].people[:-1], person))
        else:
            found.append(mark)
    return found


def _without_topic(marks: Sequence[Mark]) -> list[Mark]:
    """Return ``marks`` without what stands before a colon and is no role: the river, the unit, the group that is spoken of."""
    colon = next((index for index, mark in enumerate(marks) if mark.text in ("：", ":")), 0)
    letters = "".join(mark.letter for mark in marks)
    is_topic = colon and not set(letters[:colon]) - set("PU_") and not _GOES_ON.match(letters[colon + 1 :])
    return list(marks[colon + 1 :] if is_topic else marks)


def _with_units(marks: Sequence[Mark], *, of_units: bool) -> Iterator[Mark]:
    """Yield ``marks`` with the units in place of people where nobody is named and the clause is of who joins or leaves."""
    letters = {mark.letter for mark in marks}
    is_list = not letters - {"U", "_"}
    is_of_units = of_units or any(
        (mark.letter == "T" and _OF_UNITS.search(mark.text))
        or (mark.letter in "CG" and _MOVE.match(mark.text))
        for mark in marks
    )
    are_meant = is_list or ("P" not in letters and is_of_units)
    for mark in marks:
        head = OF_HEAD.fullmatch(mark.text) if mark.letter == "T" and are_meant else None
        if are_meant and (mark.letter == "U" or head):
            unit = Person(head["unit"] if head else mark.text, (mark.start, mark.end), is_unit=True)
            yield replace(mark, letter="P", text=unit.name, people=(unit,))
        elif mark.letter != "U":
            yield mark


def people_marked(text: str, context: Context) -> Iterator[tuple[str, Span]]:
    """Yield whom ``text`` names in clauses that have a verb of coming or going, with where."""
    for clause in CLAUSE.finditer(text):
        marks = marks_of(clause[0], context)
        if any(mark.letter in VERBS for mark in marks):
            for person in (each for mark in marks for each in mark.people):
                yield person.name, (clause.start() + person.span[0], clause.start() + person.span[1])


def _joined(marks: Sequence[Mark], text: str) -> list[Mark]:
    """Return ``marks`` with posts given to the people behind them, and lists of people and of posts as one mark each."""
    found: list[Mark] = []
    for each in _flagged(marks):
        mark = each
        if mark.letter == "P" and found and found[-1].letter == "T" and _touch(found[-1], mark, text):
            mark = _of_post(found.pop(), mark)
            if found and _leads_role(found[-1], mark, text):
                role = found.pop()
                person = mark.people[0]._replace(role=role.text, is_former=role.is_former)
                mark = replace(mark, start=role.start, people=(person,), is_listed=role.is_listed)
        last = found[-1].letter if found else ""
        if mark.is_listed and mark.letter == last and last in ("P", "T"):
            mark = _with(found.pop(), mark)
        found.append(mark)
    return found


def _leads_role(post: Mark, named: Mark, text: str) -> bool:
    """Whether a role and a colon stand before people with their posts: 组长：副县长甲."""
    is_colon = text[post.end : named.start].strip() in ("：", ":")
    return is_colon and post.letter == "T" and is_role(post.text) and not named.people[0].role


def _flagged(marks: Sequence[Mark]) -> Iterator[Mark]:
    """Yield what counts of ``marks``, each with whether 原 or 、 stands before it."""
    is_former = is_listed = False
    for mark in marks:
        if mark.letter == "F":
            is_former = True
        elif mark.letter in ("_", "U", "Y"):
            is_joined = _AND.fullmatch(mark.text) is not None
            is_listed = is_listed or is_joined
            is_former = is_former and (is_joined or mark.text == " ")
        elif mark.letter == "M":
            is_former = True
        else:
            mark.is_former, mark.is_listed = is_former, is_listed
            is_former = is_listed = False
            yield mark


def _of_post(post: Mark, named: Mark) -> Mark:
    """Return people with the post right before the name."""
    is_former = post.is_former or named.is_former
    person = _with_post(named.people[0], post.text, is_former=is_former)
    return Mark(
        "P", named.text, post.start, named.end, (person,), post.is_former, post.is_listed, named.inner
    )


def _with_post(person: Person, words: str, *, is_former: bool) -> Person:
    """Return ``person`` with what stands before the name: a role in a group, or a post."""
    parts = words.split("、")
    roles = [part for part in parts if part in _ROLES or is_of_group(part)]
    others = "、".join(part for part in parts if not is_role(part) and part not in roles)
    if len(roles) == 1 and others.count("、") == len(parts) - 2 and others and not person.post:
        return person._replace(role=roles[0], post=others, is_former=is_former)
    role = role_in(words)
    own = person._replace(role=role, is_former=is_former)
    is_all = bool(role) and (bool(person.post) or role == words or is_former)
    return own if is_all else own._replace(post=person.post or words)


def role_in(words: str) -> str:
    """Return the role with which ``words`` end, where they are no other post; "" for none: 校外委员 → 委员."""
    if all(map(is_role, words.split("、"))):
        return words
    cuts = (cut for cut in range(1, len(words) - 1) if words[cut:] in _ROLES)
    return next((words if _OF_PART.search(words[:cut]) else words[cut:] for cut in cuts), "")


def _touch(first: Mark, second: Mark, text: str) -> bool:
    between = text[first.end : second.start]
    return not (_ASIDE.sub("", between) if is_remark(between.strip("（()）")) else between).strip(
        "：: \u3000的“”（）中里内"
    )


def _with(first: Mark, second: Mark) -> Mark:
    """Return two marks of one sort as one: people, or posts with 、 between."""
    words = f"{first.text}、{second.text}"
    last = first.people[-1] if first.people else None
    own = [
        last._replace(name=each.name, span=each.span)
        if last and last.is_former and each == Person(each.name, each.span)
        else each
        for each in second.people
    ]
    people = (*first.people, *own)
    return Mark(
        first.letter,
        words,
        first.start,
        second.end,
        people,
        first.is_former,
        first.is_listed,
        second.inner or first.inner,
    )
