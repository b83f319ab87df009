"""What sentences say of posts and roles, held against the register → the changes that are proposed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from gongwen.roster.intake.proposals import Proposed
from gongwen.roster.ledger.history import is_shared
from gongwen.roster.ledger.lookup import person_label
from gongwen.roster.ledger.names import Names, same_post
from gongwen.roster.ledger.posts import split_posts
from gongwen.roster.ledger.records import NOWHERE, Origin
from gongwen.roster.ledger.roles import is_leader
from gongwen.roster.ledger.state import Line, roster_of
from gongwen.terms.people.appointed import Act, Appointment
from gongwen.terms.people.role import is_role

_GROUP_ROLE = re.compile(
    r"(?P<group>.+(?:领导小组|指挥部|联席会议|专班|协调小组|工作小组))(?P<role>[^领指联专协工].*)|(?P<of>.+委员会)(?P<as>委员|成员)"
)
"""A role in a group, be the group known or not."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a sentence says, where, and of which group where it speaks of roles."""

    value: Appointment
    at: str
    words: str
    group: str = ""
    """The group that the text is about there; "" for none."""
    doubts: tuple[str, ...] = ()
    """Why it is not sure that the sentence was read rightly, in Chinese."""
    number: str = ""
    """The 编号 that tells who it is; "" when the source gives none."""
    day: str = ""
    """From when it counts, where that is not the day of the source."""


@dataclass
class Appointing:
    """Works the changes of one source out."""

    names: Names
    changes: list[Proposed] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    said: Sequence[Said] = ()
    origin: Origin = NOWHERE
    """The paper, whose changes may have been entered before."""

    def take(self, said: Sequence[Said]) -> None:
        """Work out what all of ``said`` changes."""
        self.said = said = [each for each in said if not self._is_entered(each)]
        paired = self._pair_leaders(said)
        for each in paired:
            role = self._role(each)
            if role is not None:
                self._seat(each, *role)
            else:
                _ACTS[each.value.act](self, each)
        self._free_posts()

    def _is_entered(self, said: Said) -> bool:
        """Whether the register has what a sentence says of a post from the same paper; it is noted then."""
        if not said.value.post or said.value.act not in ("任", "免"):
            return False
        wanted = {(said.value.name, part) for part in self.names.parts(said.value.post)}
        is_entered = wanted <= (self._taken if said.value.act == "任" else self._left)
        if is_entered:
            self._note(said, f"{said.value.name}{said.value.act}{said.value.post}已按这份文件录入过")
        return is_entered

    @cached_property
    def _taken(self) -> set[tuple[str, str]]:
        return {(name, post) for name, post, is_left in self._entered() if not is_left}

    @cached_property
    def _left(self) -> set[tuple[str, str]]:
        return {(name, post) for name, post, is_left in self._entered() if is_left}

    def _entered(self) -> Iterator[tuple[str, str, bool]]:
        """Yield who took up or left which post by the same paper."""
        history, day = self.names.history, self.names.day
        for event in history.events if self.origin.number else ():
            if event.origin == self.origin and event.person is not None and event.post is not None:
                name = history.person_name(event.person, day)
                yield name, history.post_name(event.post, day), event.kind in ("免", "挂职期满")

    def _pair_leaders(self, said: Sequence[Said]) -> list[Said]:
        """Return ``said`` with a new leader taking over from the one who leaves, where one sentence is of each."""
        followed = {
            (each.value.replaced, each.value.post, each.group) for each in said if each.value.replaced
        }
        taken = [
            each
            for each in said
            if each.value.act != "免" or (each.value.name, each.value.post, each.group) not in followed
        ]
        for new in said:
            role = self._role(new)
            if new.value.act != "任" or new.value.replaced or role is None or not is_leader(role[1]):
                continue
            alike = [each for each in said if (each.value.post, each.group) == (new.value.post, new.group)]
            old = [each for each in alike if each.value.act == "免"]
            is_new = self._line(role[0], new.value.name, "") is None
            if is_new and len(old) == 1 and sum(each.value.act == "任" for each in alike) == 1:
                taken.remove(old[0])
                place = taken.index(new)
                taken[place] = replace(new, value=replace(new.value, replaced=old[0].value.name))
        return taken

    def _role(self, said: Said) -> tuple[str, str] | None:
        """Return the group and the role that a sentence speaks of; None when it speaks of a post."""
        post = said.value.post
        if is_role(post) and said.group:
            return said.group, post
        if match := _GROUP_ROLE.fullmatch(post):
            return match["group"] or match["of"], match["role"] or match["as"]
        for cut in range(len(post) - 1, 3, -1):
            head, role = post[:cut], post[cut:]
            if is_role(role) and head in self.names.groups:
                return head, role
        return None

    def _put(self, said: Said, reason: str = "", **cells: str) -> None:
        own = {key: text for key, text in {**cells, "生效日期": said.day}.items() if text}
        change = Proposed(own, said.at, said.words)
        if reason:
            change = change.doubted("请核对", reason)
        for doubt in said.doubts:
            change = change.doubted("存疑", doubt)
        self.changes.append(change)

    def _note(self, said: Said, text: str) -> None:
        self.notes.append(f"{said.at}：{text}（“{said.words}”）")

    def who(self, said: Said, name: str = "") -> tuple[str, str]:
        """Return the 编号 of whom a sentence names, 新 for somebody new, and why it is not sure; ("", why) for nobody sure."""
        value = said.value
        found = self.names.called(name or value.name)
        if said.number and not name:
            return said.number, ""
        if not found:
            return "新", ""
        if len(found) == 1:
            return str(found[0]), self._strangeness(said, found[0]) if not name else ""
        fit = self._fitting(said, found)
        if len(fit) == 1:
            return str(fit[0]), ""
        labels = "、".join(person_label(self.names.history, each, self.names.day) for each in found)
        return "", f"叫{name or value.name}的有{len(found)}人：{labels}，请在变动文件里写明编号"

    def _fitting(self, said: Said, people: Sequence[int]) -> list[int]:
        """Return which of the ``people`` of one name hold a post that the sentence tells, or that another one does.

        Other sentences count only where no second one appoints somebody of the name.
        """
        named = [each for each in self.said if each.value.name == said.value.name]
        same = [each for each in named if (each.at, each.words) == (said.at, said.words)]
        if fit := self._holding(same, people):
            return fit
        is_alone = len({(each.at, each.words) for each in named if each.value.act == "任"}) <= 1
        return self._holding(named, people) if is_alone else []

    def _holding(self, said: Sequence[Said], people: Sequence[int]) -> list[int]:
        told = [each.value.post for each in said if each.value.act in ("免", "挂职期满")]
        told += [each.value.holds for each in said]
        parts = [part for text in told if text for part in self.names.parts(text)]
        return [
            each
            for each in people
            if any(same_post(self.names, self.names.held(each), part) for part in parts)
        ]

    def _strangeness(self, said: Said, person: int) -> str:
        """Return why the one person of the name may be another: no word of the paper fits their posts."""
        if self._role(said) is not None and not said.value.holds:
            return ""
        held = self.names.held(person)
        own = [each.value for each in self.said if each.value.name == said.value.name]
        told = [
            part for value in own if value.act in ("免", "挂职期满") for part in self.names.parts(value.post)
        ]
        told += self.names.parts(said.value.holds) if said.value.holds else []
        if (
            not held
            or any(same_post(self.names, held, part) for part in told)
            or _share_unit(self.names, held, own)
        ):
            return ""
        return f"名册里已有{person_label(self.names.history, person, self.names.day)}，按同一人办理，请核对是不是同名的另一人"

    def take_post(self, said: Said) -> None:
        """任 and 代理: a post is taken up, unless it is held already."""
        value = said.value
        number, doubt = self.who(said)
        held = self.names.held(int(number)) if number.isdecimal() else {}
        prefix = "代理" if value.act == "代理" else ""
        new = [part for part in self.names.parts(value.post) if f"{prefix}{part}" not in held]
        if not new:
            self._note(said, f"{value.name}已任{value.post}，没有再录")
            return
        if not number:
            said, doubt = replace(said, doubts=(*said.doubts, doubt)), ""
        if is_role(value.post):
            said = replace(said, doubts=(*said.doubts, f"没有写是哪个领导小组或单位的{value.post}"))
        kind = "代理" if prefix else "任"
        self._put(said, doubt, 类型=kind, 姓名=value.name, 编号=number, 职务="、".join(new), 备注=value.note)
        if "主持" in value.note:
            self.stand_in(said)

    def leave_post(self, said: Said) -> None:
        """免 and 挂职期满: a post is given up that the register knows of."""
        value = said.value
        number, doubt = self.who(said)
        if number == "新":
            self._note(said, f"名册里没有{value.name}，免职不用录入")
            return
        if not number:
            self._put(
                replace(said, doubts=(*said.doubts, doubt)), 类型="免", 姓名=value.name, 职务=value.post
            )
            return
        held = self.names.held(int(number))
        if not value.post:
            self._put(said, doubt, 类型="免", 姓名=value.name, 编号=number, 职务="全部")
            return
        kind = "挂职期满" if value.act == "挂职期满" or "挂职期满" in value.note else "免"
        for part in self.names.parts(value.post):
            same = same_post(self.names, held, part)
            if same:
                reason = doubt if same == part else f"名册里写作{same}"
                self._put(said, reason, 类型=kind, 姓名=value.name, 编号=number, 职务=same, 备注=value.note)
            else:
                own = "、".join(held) or "没有登记职务"
                self._note(said, f"名册里{value.name}不任{part}（{own}），免职没有录入")
        if "退休" in value.note:
            self.depart(replace(said, value=replace(value, act="退休")))

    def depart(self, said: Said) -> None:
        """退休 and 去世."""
        number, doubt = self.who(said)
        if number == "新":
            self._note(said, f"名册里没有{said.value.name}，不用录入")
            return
        if not number:
            said, doubt = replace(said, doubts=(*said.doubts, doubt)), ""
        self._put(said, doubt, 类型=said.value.act, 姓名=said.value.name, 编号=number)

    def stand_in(self, said: Said) -> None:
        """主持工作."""
        number, doubt = self.who(said)
        if not number:
            said, doubt = replace(said, doubts=(*said.doubts, doubt)), ""
        unit = split_posts(said.value.post, self.names.units)[0].unit or said.value.post
        self._put(said, doubt, 类型="主持工作", 姓名=said.value.name, 编号=number, 单位=unit)

    def leave_alone(self, said: Said) -> None:
        """留任, 提名, 终止试用, and a term of 挂职 of which no post is told: nothing changes by them."""
        why = {
            "提名": "是提名，任命以后再录入",
            "留任": "继续任职，不用录入",
            "终止试用": "试用期的变化不改职务",
        }
        self._note(
            said, f"{said.value.name}{said.value.post}{why.get(said.value.act, '没有写职务，请手工录入')}"
        )

    def _free_posts(self) -> None:
        """Propose that whoever holds a post for one gives it up, where the source appoints another to it."""
        left = {
            (each.cells["编号"], part)
            for each in self.changes
            if each.cells["类型"] in ("免", "挂职期满") and each.cells.get("编号")
            for part in each.cells["职务"].split("、")
        }
        gone = {each.cells.get("编号") for each in self.changes if each.cells["类型"] in ("退休", "去世")}
        for change in list(self.changes):
            if change.cells["类型"] != "任":
                continue
            for part in self.names.parts(change.cells["职务"]):
                for holder in [] if is_shared(part) else self.names.holders(part):
                    if (str(holder), part) not in left and str(holder) not in gone:
                        left.add((str(holder), part))
                        self._free(change, holder, part)

    def _free(self, change: Proposed, holder: int, post: str) -> None:
        name = self.names.history.person_name(holder, self.names.day)
        cells = {"类型": "免", "姓名": name, "编号": str(holder), "职务": post}
        reason = f"{post}由{change.cells['姓名']}接任，{name}的免职在文中没有写"
        self.changes.append(Proposed(cells, change.at, change.words).doubted("请核对", reason))

    def _line(self, group: str, name: str, role: str) -> Line | None:
        """Return the line of somebody in a group, in ``role`` when one is given; None without any."""
        key = self.names.group(group)
        lines = roster_of(self.names.history, key, self.names.day) if key is not None else []
        return next((each for each in lines if each.name == name and role in ("", each.role)), None)

    def _seat(self, said: Said, group: str, role: str) -> None:
        """A role in a group is taken up or given up."""
        key = self.names.group(group)
        if key is None:
            self._note(said, f"名册里没有“{group}”，没有录入；请先导入它的名单")
            return
        group = self.names.history.group_name(key, self.names.day)
        lines = roster_of(self.names.history, key, self.names.day)
        if role.startswith("办公室") and role not in {line.role for line in lines}:
            self._note(said, f"{group}的名单里没有{role}，办公室由谁负责请写在组的“办公室”一栏")
            return
        if said.value.act in ("免", "挂职期满"):
            self._unseat(said, group, role)
        elif said.value.act in ("任", "代理"):
            self._take_seat(said, group, role)
        else:
            self.leave_alone(said)

    def _unseat(self, said: Said, group: str, role: str) -> None:
        value = said.value
        line = self._line(group, value.name, role) or self._line(group, value.name, "")
        if line is None or line.person is None:
            self._note(said, f"{value.name}不在{group}的名单里，没有录入")
            return
        reason = "" if line.role == role else f"名册里是{line.role}"
        self._put(said, reason, 类型="退出", 组=group, 姓名=value.name, 编号=str(line.person), 角色=line.role)

    def _take_seat(self, said: Said, group: str, role: str) -> None:
        value = said.value
        own = self._line(group, value.name, "")
        about = {"组": group, "姓名": value.name}
        if own is not None and own.person is not None:
            if own.role == role:
                self._note(said, f"{value.name}已是{group}{role}，没有再录")
                return
            self._put(said, f"原是{own.role}", 类型="分工调整", **about, 编号=str(own.person), 角色=role)
            if value.replaced:
                out = replace(value, name=value.replaced, act="免", replaced="")
                self._unseat(replace(said, value=out), group, role)
            return
        old = self._line(group, value.replaced, "") if value.replaced else None
        number, doubt = self.who(said)
        if not number:
            said, doubt = replace(said, doubts=(*said.doubts, doubt)), ""
        self._bring_posts(said, number)
        if old is not None and old.person is not None:
            passed = {"组": group, "姓名": old.name, "编号": str(old.person)}
            self._put(said, doubt, 类型="分工调整", **passed, 接替人=value.name, 接替人编号=number)
            return
        if value.replaced:
            self._note(said, f"{value.replaced}不在{group}的名单里，{value.name}按增补办理")
        self._put(said, doubt, 类型="增补", **about, 编号=number, 角色=role)

    def _bring_posts(self, said: Said, number: str) -> None:
        """Propose the posts that stand with the name of somebody new."""
        if said.value.holds and number == "新":
            self._put(said, 类型="任", 姓名=said.value.name, 编号=number, 职务=said.value.holds)


def _share_unit(names: Names, held: Mapping[str, int], own: Sequence[Appointment]) -> bool:
    """Whether a post of the paper is in a unit in which the person has one."""
    history = names.history
    units = {history.register.posts[post].unit for post in held.values()} - {None}
    words = [history.unit_name(unit, names.day) for unit in units if unit is not None]
    return any(value.post.startswith(word) for value in own for word in words)


_ACTS: Mapping[Act, Callable[[Appointing, Said], None]] = {
    "任": Appointing.take_post, "代理": Appointing.take_post, "免": Appointing.leave_post,
    "挂职期满": Appointing.leave_post, "退休": Appointing.depart, "去世": Appointing.depart,
    "主持": Appointing.stand_in, "提名": Appointing.leave_alone, "留任": Appointing.leave_alone,
    "终止试用": Appointing.leave_alone,
}  # fmt: skip
