"""What sentences say of roles in a group, held against its list → the seats that are taken up, given up, passed on."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace

from gongwen.pattern import pattern
from gongwen.roster.intake.comparing import Comparison
from gongwen.roster.intake.drafting import Drafting
from gongwen.roster.intake.groups_in_short import called_in_short, is_short
from gongwen.roster.intake.proposals import Proposed
from gongwen.roster.intake.sourced_appointment import SourcedAppointment
from gongwen.roster.ledger.state import Line, office_words, roster_of
from gongwen.terms.people.person_name import with_one_dot
from gongwen.terms.people.post import ends_as_unit
from gongwen.terms.people.role import is_leader, is_of_office, is_role

_GROUP_ROLE = pattern(
    r"(?P<group>.+(?:领导小组|指挥部|联席会议|专班|协调小组|工作小组))(?P<role>[^领指联专协工].*)|(?P<of>.+委员会)(?P<as>委员|成员|(?:常务)?副?主任(?:委员)?|秘书长)"
)
"""A role in a group, be the group known or not."""
_ORGAN = pattern(
    "(?:人大|人民代表大会|政协)[^，]*委员会$|(?:监察|法制|财政|财经|教科|社会|环境|资源|农业|外事|华侨|常务|党|纪律检查|卫生健康|健康|改革|管理|居民|村民|审判|检察|建设|教育|经济|民族|代表大会)[^会]{0,4}委员会$"
)
"""Committees that are organs and no leading groups."""
_THE_GROUP = pattern(
    "^(?:该|本)?(?:工作)?(?:领导小组|工作组|指挥部|委员会|联席会议|工作专班|专班|小组|协调机制|机构)"
)
"""What stands for the group that the text is about."""
_REMARK = pattern(r"(?<=[组议部会班制])[（(][^（()）]*[）)](?=.)")
"""What stands in brackets behind the name of a group: （调整部分）."""
_OF = pattern("(?<=[组会部班])的(?=.{2})")
_UNIT_ROLE = pattern(
    "(?P<unit>.{2,}?)(?<!党组)(?<!党委)(?<!工委)(?<!班子)(?P<role>联络员|联系人|信息员|成员)"
)
"""The role of whoever a unit names to keep touch: 县教育局联络员."""
_ABOVE = pattern("^上述(?:职务|机构|职务中|机构中)?的?")
"""What leads to some of the roles that the sentence before tells."""
_OF_HEAD = pattern("(?:的?(?:主要|有关|相关|分管|一名)?(?:负责人|负责同志|领导|同志))?")
"""What stands behind a unit in whose place its head is meant."""
_UNITS = "成员单位"
"""The role in which units stand in a group that has none so far."""
_MARKS = pattern("[、兼]")
_SHORT_OFFICE = pattern("(?P<short>.{2,6})办(?P<role>(?:常务)?副?主任)")
"""The head of the office of a group called in short: 市爱卫办主任."""
_OF_PART = pattern(r"[^\s、，]{2,8}(?<!小)组(?:常务)?(?:副?组长|成员|组员)")
"""A role in a part of a group: 技术组组长."""
_SHORTEST_NAME = 3
"""Characters by which a text calls its group in short: 专家组."""
_SIDE_BY_SIDE = "并列"


@dataclass(frozen=True)
class Seating:
    """Works out what sentences say of roles."""

    draft: Drafting
    listed: Comparison | None = None
    """What the lists of the same paper change already."""
    moved: set[tuple[str, str, str]] = field(default_factory=set)
    """Who, by name, group and sentence, leaves a role for another in the group."""

    def role_of(self, said: SourcedAppointment) -> tuple[str, str] | None:
        """Return the group and the role that a sentence speaks of, "" for any role; None when it speaks of a post."""
        post, names = _OF.sub("", _REMARK.sub("", said.value.post)), self.draft.names
        own = max((name for name in names.groups if post.startswith(name)), key=len, default="")
        if own and own != said.group and is_role(post[len(own) :]):
            return own, post[len(own) :]
        if said.group and (role := self._own_role(post, said.group)) is not None:
            return said.group, role
        if said.group and said.value.replaced and not post:
            return said.group, ""
        if match := _GROUP_ROLE.fullmatch(post):
            group, role = match["group"] or match["of"], match["role"] or match["as"]
            is_body = bool(said.group) and _ORGAN.search(group) is None
            if match["group"] or names.group(group) is not None or is_body:
                return group, role
        for cut in range(len(post) - 1, 3, -1):
            if is_role(post[cut:]) and post[:cut] in names.groups:
                return post[:cut], post[cut:]
        return None

    def by_group(self, said: SourcedAppointment) -> Iterator[SourcedAppointment]:
        """Yield ``said`` for each group of which it tells a role: 县防汛指挥部指挥长、县禁毒委员会主任.

        Posts beside them are one of their own: 县水利局局长、县防汛指挥部副指挥长.
        """
        parts = _ABOVE.sub("", said.value.post).split("、")
        each = [replace(said, value=replace(said.value, post=part)) for part in parts]
        is_of_many = len(parts) > 1 and all(self._names_group(one) for one in each)
        posts = [post for post in parts if not is_role(post) and not self._is_of_known(post)]
        if posts and any(map(self._is_of_known, parts)):
            own = ["、".join(posts), *(post for post in parts if post not in posts)]
            each = [replace(said, value=replace(said.value, post=post)) for post in own]
            is_of_many = True
        yield from each if is_of_many else (said,)

    def _is_of_known(self, post: str) -> bool:
        """Whether ``post`` is a role behind the name of a group of the register."""
        return any(post.startswith(name) and is_role(post[len(name) :]) for name in self.draft.names.groups)

    def _names_group(self, said: SourcedAppointment) -> bool:
        post = said.value.post
        own = next((post[:cut] for cut in range(len(post) - 1, 3, -1) if is_role(post[cut:])), "")
        return own in self.draft.names.groups or _GROUP_ROLE.fullmatch(post) is not None

    def _own_role(self, post: str, group: str) -> str | None:
        """Return the role in ``group``, that of the text, which ``post`` is, "" for any; None when it is another post."""
        short = max((cut for cut in range(len(post) + 1) if group.endswith(post[:cut])), default=0)
        match = _THE_GROUP.match(post)
        start = max(short if short >= _SHORTEST_NAME else 0, match.end() if match else 0)
        if (office := _SHORT_OFFICE.fullmatch(post)) and is_short(office["short"], group):
            return f"办公室{office['role']}"
        start = max(start, called_in_short(post, group))
        role = post[start:]
        if _OF_PART.fullmatch(role):
            return role
        if (of_unit := _UNIT_ROLE.fullmatch(role)) and ends_as_unit(of_unit["unit"]):
            return of_unit["role"]
        is_known = bool(role) and all(map(is_role, _MARKS.split(role)))
        return role if is_known or (start and not role) else None

    def take(self, said: Sequence[SourcedAppointment]) -> None:
        """Put down what all of ``said``, each of a role, changes."""
        single = [one for each in said for one in _one_by_one(each, said)]
        for each in self._pair_leaders(list(self._without_moves(single))):
            found = self.role_of(each)
            if found is not None:
                self._seat(each, *found)
            else:
                self.draft.note(each, f"没有写是哪个领导小组，{each.value.name}没有录入")

    def _without_moves(self, said: Sequence[SourcedAppointment]) -> Iterator[SourcedAppointment]:
        """Yield ``said`` without the role that is left where the paper gives the person another: 由成员改任副组长.

        That in the office of the group is another one where no sentence tells both.
        """
        moved = {_seat_of(each) for each in said if each.value.act == "任"}
        at_once = {(each.value.name, each.group, each.words) for each in said if each.value.act == "任"}
        for each in said:
            is_left = each.value.act == "免" and (
                _seat_of(each) in moved or (each.value.name, each.group, each.words) in at_once
            )
            if is_left:
                self.moved.add((each.value.name, each.group, each.words))
            else:
                yield each

    def _pair_leaders(self, said: Sequence[SourcedAppointment]) -> list[SourcedAppointment]:
        """Return ``said`` with a new leader taking over from the one who leaves, where one sentence is of each."""
        followed = {(each.value.replaced, self.role_of(each)) for each in said if each.value.replaced}
        taken = [each for each in said if each.value.act != "免" or not self._is_followed(each, followed)]
        for new in said:
            role = self.role_of(new)
            if new.value.act != "任" or new.value.replaced or role is None or not _is_sole(role[1]):
                continue
            alike = [each for each in said if (each.value.post, each.group) == (new.value.post, new.group)]
            old = [each for each in alike if each.value.act == "免"]
            is_new = self._line(role[0], new.value.name, role[1]) is None
            if is_new and len(old) == 1 and sum(each.value.act == "任" for each in alike) == 1:
                taken.remove(old[0])
                index = taken.index(new)
                taken[index] = replace(new, value=replace(new.value, replaced=old[0].value.name))
        return taken

    def _is_followed(
        self, said: SourcedAppointment, followed: Collection[tuple[str, tuple[str, str] | None]]
    ) -> bool:
        """Whether somebody takes over the role that is left; who leaves the group whole may be followed in any role."""
        own = self.role_of(said)
        is_any = own is not None and not own[1]
        alike = (role for name, role in followed if name == said.value.name)
        return any(role == own or (is_any and role and own and role[0] == own[0]) for role in alike)

    def _lines(self, group: str) -> list[Line]:
        names = self.draft.names
        key = names.group(group)
        return roster_of(names.history, key, names.day) if key is not None else []

    def _line(self, group: str, name: str, role: str) -> Line | None:
        """Return the line of somebody in a group: in the ``role``, else in another of the same sort; None without any."""
        own = [line for line in self._lines(group) if with_one_dot(line.name) == name]
        same = [line for line in own if line.role in role.split("、")]
        alike = [
            line
            for line in own
            if is_of_office(line.role) == is_of_office(role) and line.sitting.seat.post is None
        ]
        return next(iter(same or alike), None)

    def _seat(self, said: SourcedAppointment, group: str, role: str) -> None:
        """Put down that a role in a group is taken up or given up."""
        names, act = self.draft.names, said.value.act
        key = names.group(group)
        if key is None:
            self.draft.note(said, f"名册里没有“{group}”，没有录入；请先导入它的名单")
            return
        group = names.history.group_name(key, names.day)
        if act in ("增单位", "减单位"):
            self._seat_unit(said, group)
        elif act in ("免", "挂职期满"):
            self._unseat(said, group, role)
        elif act in ("任", "代理"):
            self._take_seat(said, group, role)
        else:
            self.draft.note(said, f"{said.value.name}在{group}的职务没有变化，不用录入")

    def _seat_unit(self, said: SourcedAppointment, group: str) -> None:
        """成员单位 that join a group, or are no longer of it."""
        lines, name = self._lines(group), said.value.name
        own = next(
            (
                line
                for line in lines
                if line.sitting.person is None and is_seat_of(line.name, line.post, name)
            ),
            None,
        )
        if said.value.act == "减单位":
            if own is None:
                self.draft.note(said, f"{name}不在{group}的名单里，没有录入")
            else:
                seat = {"单位": name} if own.sitting.seat.unit is not None else {"职务": own.post}
                self.draft.put(said, 类型="退出", 组=group, **seat, 角色=own.role)
        elif own is not None:
            self.draft.note(said, f"{name}已是{group}{own.role}，没有再录")
        else:
            ours = [line.role for line in lines if line.sitting.seat.unit is not None]
            role = ours[0] if ours else _UNITS
            self.draft.put(said, 类型="增补", 组=group, 单位=name, 角色=role)

    def _is_told(self, said: SourcedAppointment, group: str, role: str, *, leaves: bool) -> bool:
        """Whether a list of the same paper changes the seat already."""
        changes = self.listed.changes if self.listed else ()
        return any(_is_of(change, group, said.value.name, role, leaves=leaves) for change in changes)

    def _contradicted(
        self, said: SourcedAppointment, group: str, role: str, *, leaves: bool
    ) -> SourcedAppointment:
        """Return ``said`` with a doubt where a list of the same paper says otherwise."""
        listed = self.listed.present.get(group, ()) if self.listed else ()
        named = {is_of_office(own) for own, name in listed if name == said.value.name}
        is_office = is_of_office(role)
        if not listed or (is_office in named) != leaves or (is_office and not leaves):
            return said
        doubt = "文中的名单里仍有这个人" if leaves else "文中的名单里没有这个人"
        return replace(said, doubts=(*said.doubts, doubt))

    def _unseat(self, said: SourcedAppointment, group: str, role: str) -> None:
        value = said.value
        if self._is_told(said, group, role, leaves=True):
            return
        line = self._line(group, value.name, role)
        if line is None or line.person is None:
            self.draft.note(said, f"{value.name}不在{group}的名单里，没有录入")
            return
        said = self._contradicted(said, group, line.role, leaves=True)
        reason = "" if line.role in (*role.split("、"), "") or not role else f"名册里是{line.role}"
        about = {"组": group, "姓名": line.name, "编号": str(line.person), "角色": line.role}
        self.draft.put(said, reason, 类型="退出", **about)

    def _take_seat(self, said: SourcedAppointment, group: str, role: str) -> None:
        said, role = self._one_role(said, group, role)
        value, own = said.value, self._line(group, said.value.name, role)
        if own is None and (value.name, said.group, said.words) in self.moved:
            own = next((line for line in self._lines(group) if with_one_dot(line.name) == value.name), None)
        if self._is_told(said, group, role, leaves=False):
            return
        if own is not None and own.person is not None and role in ("", own.role):
            self.draft.note(said, f"{value.name}已是{group}{role}，没有再录")
            return
        if is_of_office(role) and self._heads_office(group, value.name):
            self.draft.note(said, f"{value.name}已写在{group}的“办公室”一栏，没有再录")
            return
        if own is not None and own.person is not None:
            self._stays(group, own)
            about = {"组": group, "姓名": own.name, "编号": str(own.person)}
            self.draft.put(said, f"原是{own.role}", 类型="分工调整", **about, 角色=role)
            self._leave_for(said, group, role)
            return
        self._seat_newcomer(self._contradicted(said, group, role, leaves=False), group, role)

    def _one_role(self, said: SourcedAppointment, group: str, role: str) -> tuple[SourcedAppointment, str]:
        """Return the one role that is meant where several people and roles stand side by side: that of who is replaced."""
        if "、" not in role:
            return said, role
        old = self._line(group, said.value.replaced, role) if said.value.replaced else None
        if old is not None:
            return said, old.role
        doubt = f"“{role}”前后的人和角色对不上"
        return replace(said, doubts=(*said.doubts, doubt)), role.partition("、")[0]

    def _stays(self, group: str, line: Line) -> None:
        """Take back that a list leaves somebody out to whom a sentence gives another role in the group."""
        if self.listed is None:
            return
        self.listed.changes[:] = [
            each
            for each in self.listed.changes
            if (each.cells["类型"], each.cells.get("组"), each.cells.get("编号"))
            != ("退出", group, str(line.person))
        ]

    def _heads_office(self, group: str, name: str) -> bool:
        """Whether the words on the office of a group name somebody."""
        names = self.draft.names
        key = names.group(group)
        return key is not None and name in with_one_dot(office_words(names.history, key, names.day))

    def _moves(self, said: SourcedAppointment) -> bool:
        """Whether the paper gives whoever is replaced another role in the group."""
        own = _seat_of(replace(said, value=replace(said.value, name=said.value.replaced)))
        return any(_seat_of(each) == own and each.value.act == "任" for each in self.draft.said)

    def _leave_for(self, said: SourcedAppointment, group: str, role: str) -> None:
        """Put down that whoever was replaced by somebody of the group itself leaves it."""
        if said.value.replaced and not self._moves(said):
            out = replace(said.value, name=said.value.replaced, act="免", replaced="")
            self._unseat(replace(said, value=out), group, role)

    def _seat_newcomer(self, said: SourcedAppointment, group: str, role: str) -> None:
        value = said.value
        said, number, doubt = self.draft.who(said, in_group=True)
        self._bring_posts(said, number)
        old = self._line(group, value.replaced, role) if value.replaced else None
        moves = value.replaced and self._moves(said)
        old = None if moves else old
        if old is None and not value.replaced and _is_sole(role) and _SIDE_BY_SIDE not in said.words:
            old = self._only(group, role)
            doubt = doubt or (f"原{role}{old.name}怎样安排文中没有写，按由其接替办理" if old else "")
        if old is not None and old.person is not None:
            own = role if role and "、" not in role else old.role
            doubt = doubt or ("" if own == old.role else f"名册里{old.name}是{old.role}")
            passed = {"组": group, "姓名": old.name, "编号": str(old.person), "角色": own}
            self.draft.put(said, doubt, 类型="分工调整", **passed, 接替人=value.name, 接替人编号=number)
            return
        if value.replaced and not moves:
            self.draft.note(said, f"{value.replaced}不在{group}的名单里，{value.name}按增补办理")
            held = self._only(group, role) if _is_sole(role) else None
            doubt = doubt or (f"名册里{role}是{held.name}" if held else "")
        about = {"组": group, "姓名": value.name, "编号": number, "角色": role}
        self.draft.put(said, doubt, 类型="增补", **about)

    def _only(self, group: str, role: str) -> Line | None:
        """Return who alone is in ``role`` and is not told of by the paper; None for nobody, or for several."""
        lines = [line for line in self._lines(group) if line.role == role]
        told = {each.value.name for each in self.draft.said}
        is_one = len(lines) == 1 and with_one_dot(lines[0].name) not in told
        return lines[0] if is_one else None

    def _bring_posts(self, said: SourcedAppointment, number: str) -> None:
        """Put down the posts that stand with the name of somebody new."""
        is_told = any(
            change.cells["类型"] == "任" and change.cells["姓名"] == said.value.name
            for change in self.draft.changes
        )
        if said.value.holds and number == "新" and not is_told:
            self.draft.put(said, 类型="任", 姓名=said.value.name, 编号=number, 职务=said.value.holds)


def is_seat_of(name: str, post: str, unit: str) -> bool:
    """Whether a seat without a person is that of ``unit``, or of whoever heads it: 县教育局, 县教育局分管负责人."""
    return unit == name or (post.startswith(unit) and _OF_HEAD.fullmatch(post, len(unit)) is not None)


def _one_by_one(
    said: SourcedAppointment, others: Sequence[SourcedAppointment]
) -> Iterator[SourcedAppointment]:
    """Yield ``said`` for each of the roles that one person takes up or gives up at once: 成员兼办公室主任, 成员、办公室主任."""
    own = (said.at, said.value.post, said.value.act)
    alike = [each for each in others if (each.at, each.value.post, each.value.act) == own]
    parts = re.split("[、兼]" if len(alike) == 1 else "兼", said.value.post)
    ends = (parts[0][cut:] for cut in range(len(parts[0]) - 1))
    is_double = len(parts) > 1 and all(map(is_role, parts[1:])) and any(map(is_role, ends))
    for part in parts if is_double else (said.value.post,):
        yield replace(said, value=replace(said.value, post=part))


def _is_sole(role: str) -> bool:
    """Whether one person has ``role`` as a rule: who leads a group, or its office."""
    return is_leader(role) or role == "办公室主任"


def _is_of(change: Proposed, group: str, name: str, role: str, *, leaves: bool) -> bool:
    """Whether ``change`` is that of the seat that somebody leaves or takes up in a group."""
    cells = change.cells
    is_seat = cells.get("组") == group and is_of_office(cells.get("角色", role)) == is_of_office(role)
    leaver, comer = cells.get("姓名") == name, cells.get("接替人") == name
    kinds = ("退出", "分工调整") if leaves else ("增补", "分工调整")
    return is_seat and cells["类型"] in kinds and (leaver or (comer and not leaves))


def _seat_of(said: SourcedAppointment) -> tuple[str, str, bool]:
    """Return whose place in which group a sentence tells of, that in the office apart."""
    return said.value.name, said.group, "办公室" in said.value.post
