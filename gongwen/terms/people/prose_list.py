"""Lists of who is in a group that stand in sentences: 组长甲（县长），副组长乙、丙；由甲任主任，乙任副主任，各乡镇为成员单位."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from gongwen.pattern import pattern
from gongwen.terms.people import group_name
from gongwen.terms.people.named_people import NOTHING_KNOWN, Context, read_people
from gongwen.terms.people.person_name import is_name
from gongwen.terms.people.post import ends_as_post, is_remark, is_seat, split_seats
from gongwen.terms.people.role import is_leader, is_of_office, is_role, opens_roster, plain
from gongwen.zh.collocations import count
from gongwen.zh.segments import words_of
from gongwen.zh.spaces import close_up

_NOTE = pattern(r"[（(][^（()）]*[）)]")
_MARK = pattern("[，；。,;\n]|$")
_COLON = pattern("[：:]")
_BETWEEN = pattern("、|，(?:以?及|和)|(?:以?及|和|与)(?=各|其他|其余|有关|相关)")
_AND = pattern(r"(?<=\S)[和及与](?=\S)")
_LINK = pattern(r"\s*(?:[：:]\s*)?(?:由|为|是|有|包括)?")
_DONE = pattern(
    "(?:(?<!负责)同志)?(?:轮流|分别|共同)?(?:担任|兼任|(?<!主)任|兼|组成|等?[一二两三四五六七八九十\\d]{1,3}[人名位])?$"
)
_TAKES = pattern("(?:(?<!负责)同志)?(?:担任|兼任|作为|(?<!主)任|兼|为)")
_BY = pattern("(?P<head>[^（(]*?)改?由")
_HEADED = pattern("(?:牵头|总)负责$")
"""What is said of somebody whose role follows: 甲牵头负责，任组长."""
_JOINS, _MEMBER = "参加", "成员"
"""How a clause ends that names members without their role, and that."""
_CARRIES, _HEAD = "负责", "负责人"
"""How a clause ends that names who leads without a role, and that."""
_OFFICE = pattern("办公室设(?:在|于)")
_OFFICE_HEAD = "办公室"
"""What stands before a colon where the roles behind it are those in the office."""
_FORMS = "组成"
_OF_GROUP = pattern(
    "^(?:本?委员会|领导小组|指挥部|专班|联席会议|小组)(?=办公室|副?(?:组长|主任|指挥长|召集人|成员|委员))"
)
_PART = pattern(r"[^\s，。：:；、]{2,12}[组队班]")
_CHANGES = pattern(
    "增补|增列|新增|增加|补充|不再|接替|接任|退出|免去|改[为任由]|变更|调整[为由到]|替换|更换|减少|去掉|调离|撤销|试用|提名"
    "|原(?:组长|副|成员|由)|不变|不[作做]"
)
"""What changes a list: sentences with it tell of some of the people in it."""
_MEMBERS = pattern("成员|委员|组员|队员|单位|部门|专家|理事|监事")
_REST = pattern("(?:其他|其余)?(?=(?:成员|委员|组员)(?:单位)?(?:由|为|包括))")
"""How a sentence begins that tells members of a list."""
_LONGEST_ROLE, _SEVERAL = 14, 2
_RARE, _OFTEN = 100, 5000
"""Times that official prose has the two characters at the end of a name which begins with no surname, alone and behind a post."""
_ABOVE = pattern("(?:(?:以上|上述)(?:人员|同志)?[均都]?)?")
"""What stands for those whose role is still to come."""
_MANY = ("各", "其他", "其余", "有关", "相关")
"""What a seat of many begins with."""


class ListedSeat(NamedTuple):
    """Somebody in a list, or a unit or post without a name."""

    name: str
    post: str
    remark: str = ""


@dataclass(slots=True)
class ProseList:
    """What sentences list of one group."""

    heads: list[str] = field(default_factory=list)
    """What is said before the list, the last of it nearest."""
    roles: dict[str, list[ListedSeat]] = field(default_factory=dict)
    office: str = ""
    """Where the office is, as it is said; "" where it is not."""
    unread: list[str] = field(default_factory=list)
    """What stands between or behind those listed and was not understood."""

    @property
    def has_members(self) -> bool:
        """Whether it lists more than those who lead."""
        return any(_MEMBERS.search(role) for role in self.roles)


def read(text: str, context: Context = NOTHING_KNOWN) -> list[ProseList]:
    """Return the lists in ``text``, one a group; [] where two roles stand in none, nobody leads, or something changes."""
    if _CHANGES.search(_NOTE.sub("", text)):
        return []
    reader = _Reader(context)
    for clause in _clauses(text):
        reader.take(clause)
    return reader.lists if all(map(_is_list, reader.lists)) and not reader.pending else []


def _is_list(found: ProseList) -> bool:
    """Whether ``found`` has several roles, one that leads, and less that was not understood."""
    roles = len(found.roles)
    return roles >= _SEVERAL and any(map(is_leader, found.roles)) and len(found.unread) < roles


class _Reader:
    """Takes clause after clause."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.lists = [ProseList()]
        self.pending: list[str] = []
        """Clauses of people whose role is still to come."""
        self.last = ""
        """The role that stood before its people in the clause before; "" for none."""

    @property
    def found(self) -> ProseList:
        """The list that is being read."""
        return self.lists[-1]

    def take(self, clause: str) -> None:
        """Take one clause."""
        head, clause = _without_head(clause)
        if head.endswith(_OFFICE_HEAD):
            self.found.office, self.last = self.found.office or head, ""
        elif head:
            self._open(head)
        if not clause:
            return
        if _OFFICE.search(_NOTE.sub("", clause)):
            self.found.office, self.last = clause, ""
        elif names_part(clause) or (not self.found.roles and _names_group(clause)):
            self._open(clause)
        elif taken := self._role_first(clause) or self._role_before(clause) or self._role_last(clause):
            role, seats = taken
            is_inside = self.found.office and not is_of_office(role)
            self.found.roles.setdefault(f"办公室{role}" if is_inside else role, []).extend(seats)
        elif people := _people(
            _DONE.sub("", _HEADED.sub("", clause)) if self.last else _HEADED.sub("", clause), self.context
        ):
            if self.last:
                self.found.roles[self.last] += people
            else:
                self.pending.append(_HEADED.sub("", clause))
        else:
            self._open(clause)

    def _open(self, head: str) -> None:
        """Take what names a group, or what is no part of a list."""
        if not self.found.roles or (head.startswith(_FORMS) and group_name.read(head)):
            self.found.heads.append(head.removeprefix(_FORMS))
        elif names_part(head) or group_name.read(head) == head:
            self.lists.append(ProseList([head]))
            self.last = ""
        else:
            self.found.unread.append(head)

    def _role_first(self, clause: str) -> tuple[str, list[ListedSeat]] | None:
        """Return the role with which ``clause`` begins, and who has it."""
        for cut in range(min(len(clause) - 1, _LONGEST_ROLE), 1, -1):
            role = close_up(clause[:cut])
            if is_role(role) and (opens_roster(role) or is_of_office(role)):
                link = _LINK.match(clause, cut)
                people = clause[link.end() if link else cut :]
                if seats := _seats(_DONE.sub("", people), self.context):
                    self.last = _own(role)
                    return self.last, seats
        return None

    def _role_before(self, clause: str) -> tuple[str, list[ListedSeat]] | None:
        """Return the role that ``clause`` names behind its group and before 由, and who has it."""
        opened = _BY.match(clause)
        group, role = _split_role(opened["head"]) if opened else ("", "")
        seats = _seats(_DONE.sub("", clause[opened.end() :]), self.context) if opened and role else []
        if not seats:
            return None
        self._open(group)
        return role, seats

    def _role_last(self, clause: str) -> tuple[str, list[ListedSeat]] | None:
        """Return the role with which ``clause`` ends, and who has it, those of the clauses before it among them."""
        before, role = _taken(clause)
        opened = _BY.match(before)
        own = before[opened.end() :] if opened else before
        waiting = [seat for each in self.pending for seat in _seats(each, self.context)]
        is_above = _ABOVE.fullmatch(own) is not None
        seats = [] if is_above else _seats(own, self.context)
        if role == _HEAD and self.found.roles:
            return None
        if not role or not (seats or (waiting and is_above)):
            return None
        self.pending, self.last = [], ""
        if opened and opened["head"]:
            self._open(opened["head"])
        return _own(role), waiting + seats


def names_part(words: str) -> bool:
    """Whether ``words`` name a part of a group: 物资保障组."""
    return _PART.fullmatch(words) is not None


def _names_group(clause: str) -> bool:
    name = group_name.read(clause)
    return bool(name) and clause.endswith((name, "合并"))


def _taken(clause: str) -> tuple[str, str]:
    """Return what stands before 任 and the role behind it; "" and "" where no role ends ``clause``."""
    bare = _without_notes(clause)
    for verb in _TAKES.finditer(bare):
        role = plain(close_up(clause[verb.end() :]))
        if len(role) <= _LONGEST_ROLE and is_role(role):
            return clause[: verb.start()], role
    if clause.endswith(_JOINS):
        return clause.removesuffix(_JOINS), _MEMBER
    is_head = clause.endswith(_CARRIES) and not _HEADED.search(clause)
    return (clause.removesuffix(_CARRIES), _HEAD) if is_head else ("", "")


def _split_role(head: str) -> tuple[str, str]:
    """Return the group and the role of 县安全生产委员会主任; "" and "" where it ends in none."""
    for cut in range(2, len(head) - 1):
        if is_role(head[cut:]) and group_name.read(head[:cut]):
            return head[:cut], head[cut:]
    return "", ""


def _own(role: str) -> str:
    return _OF_GROUP.sub("", role)


def _without_notes(text: str) -> str:
    """Return ``text`` with blanks in place of what stands in brackets."""
    return _NOTE.sub(lambda match: "\u3000" * len(match[0]), text)


def _clauses(text: str) -> Iterator[str]:
    """Yield what stands between the marks of ``text`` that are outside brackets."""
    start = 0
    for mark in _MARK.finditer(_without_notes(text)):
        if clause := text[start : mark.start()].strip():
            yield clause
        start = mark.end()


def _without_head(clause: str) -> tuple[str, str]:
    """Return what stands before a colon and is no role, and the rest."""
    colon = _COLON.search(_without_notes(clause))
    if colon is None or is_role(plain(close_up(clause[: colon.start()]))):
        return "", clause
    return clause[: colon.start()], clause[colon.end() :].strip()


def _seats(text: str, context: Context) -> list[ListedSeat]:
    """Return everybody whom ``text`` lists, units and posts among them; [] where some part of it is something else.

    Posts without a name before somebody with one are his: 县委常委、县纪委书记甲. A post before a name is that of the
    names behind it too: 副县长甲、乙.
    """
    seats: list[ListedSeat] = []
    posts: list[str] = []
    leads = False
    for item in _items(text, context):
        if person := _person(item, context):
            shared = seats[-1].post if seats and not (posts or person.post or "（" in item) else ""
            post = shared if shared and leads else "、".join(filter(None, (*posts, person.post)))
            leads = bool(shared) or bool(posts) or item.endswith(person.name)
            seats.append(person._replace(post=post))
            posts = []
        elif _is_of_many(item):
            seats += [ListedSeat("", each) for each in (*posts, item)]
            posts = []
        elif not is_seat(item) or _taken(item)[1]:
            return []
        elif ends_as_post(item):
            posts.append(item)
        else:
            seats += [ListedSeat("", each) for each in (*posts, item)]
            posts = []
    if any(each.name for each in seats):
        return [*seats, *(ListedSeat("", post) for post in posts)]
    return [ListedSeat("", seat) for seat in split_seats(text)]


def read_members(sentence: str, context: Context = NOTHING_KNOWN) -> tuple[str, list[ListedSeat]] | None:
    """Return the role and the seats of the members whom one sentence adds to a list; None for another sentence.

    成员由县财政局、县水利局分管负责人担任；其他成员由各乡镇负责同志担任，具体名单另行印发.
    """
    clause = next(_clauses(sentence), "")
    opened = _REST.match(clause)
    if opened is None or _CHANGES.search(_NOTE.sub("", clause)):
        return None
    return _Reader(context)._role_first(clause[opened.end() :])


def read_seats(text: str) -> list[ListedSeat]:
    """Return everybody whom ``text`` lists, some of them by name, units and posts among them; [] where nobody is named."""
    return _people(text, NOTHING_KNOWN)


def _is_of_many(item: str) -> bool:
    """Whether ``item`` is a seat of several people: 各村主任, 水利站全体人员."""
    return (item.startswith(_MANY) and not _taken(item)[1]) or item.endswith("全体人员")


def _is_word(name: str, most: int) -> bool:
    """Whether ``name`` begins with no surname and is a word, or ends in one that is seen more than ``most`` times."""
    return not is_name(name) and (words_of(name) == (name,) or count(name[-2:]) > most)


def _people(text: str, context: Context) -> list[ListedSeat]:
    """Return everybody in ``text`` as :func:`_seats` does; [] where nobody is named."""
    seats = _seats(text, context)
    return seats if any(each.name for each in seats) else []


def _items(text: str, context: Context) -> Iterator[str]:
    """Yield what stands between the marks of ``text``; what is nobody with 和 in it may be two."""
    for item in _apart(text, _BETWEEN):
        parts = _apart(item, _AND)
        are_people = (
            len(parts) > 1 and not _person(item, context) and all(_person(part, context) for part in parts)
        )
        yield from parts if are_people else (item,)


def _apart(text: str, marks: re.Pattern[str]) -> list[str]:
    """Return the parts of ``text`` between ``marks`` outside brackets."""
    start, parts = 0, []
    for mark in marks.finditer(_without_notes(text)):
        parts.append(text[start : mark.start()].strip())
        start = mark.end()
    return [part for part in (*parts, text[start:].strip()) if part]


def _person(item: str, context: Context) -> ListedSeat | None:
    """Return the one person whom ``item`` names, with post and remark; None for anything else."""
    notes = [match[0][1:-1] for match in _NOTE.finditer(item)]
    words = _NOTE.sub("", item).strip()
    found = read_people(words, 0, context)
    if (not found or found[0].is_doubtful) and not (is_seat(words) or words.startswith(_MANY)):
        found = read_people(f"{words}同志", 0, context)
    if len(found) != 1 or not found[0].name:
        return None
    post = found[0].post or found[0].role or next((note for note in notes if not is_remark(note)), "")
    if _is_word(found[0].name, _OFTEN if post else _RARE):
        return None
    return ListedSeat(found[0].name, post, "，".join(note for note in notes if is_remark(note)))
