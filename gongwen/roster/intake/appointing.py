"""What sentences say of posts, held against the register → the changes that are proposed; roles in groups are seated."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from gongwen.roster.intake.comparing import Comparison
from gongwen.roster.intake.drafting import Drafting
from gongwen.roster.intake.groups_in_short import is_of_some_group
from gongwen.roster.intake.proposals import Proposed
from gongwen.roster.intake.seating import Seating
from gongwen.roster.intake.sourced_appointment import SourcedAppointment
from gongwen.roster.ledger.history import is_shared
from gongwen.roster.ledger.names import Names, same_post
from gongwen.roster.ledger.records import NOWHERE, Origin
from gongwen.terms.people.appointed import Act, Appointment
from gongwen.terms.people.post import is_post_of
from gongwen.terms.people.post_parts import split_posts
from gongwen.terms.people.role import is_role

_UNIT_ACTS = ("增单位", "减单位")
_LAST = ("退休", "去世")
"""What is entered behind the posts that are given up: it leaves none."""


@dataclass
class Appointing:
    """Works the changes of one source out."""

    names: Names
    origin: Origin = NOWHERE
    """The paper, whose changes may have been entered before."""
    listed: Comparison | None = None
    """What the lists of the same paper change."""
    issuer: str = ""
    """Of a paper that appoints: whose posts those are that name no unit; "" for any other paper."""

    @cached_property
    def draft(self) -> Drafting:
        """The changes so far."""
        return Drafting(self.names)

    @property
    def changes(self) -> list[Proposed]:
        """What was worked out."""
        return self.draft.changes

    @property
    def notes(self) -> list[str]:
        """What was read and changes nothing."""
        return self.draft.notes

    def take(self, said: Sequence[SourcedAppointment]) -> None:
        """Work out what all of ``said`` changes."""
        seating = Seating(self.draft, self.listed)
        single = [each for whole in said for each in seating.by_group(whole)]
        left = [each for each in single if not self._is_entered(each)]
        self.draft.said = left
        roles = [each for each in left if each.value.act in _UNIT_ACTS or seating.role_of(each) is not None]
        of_roles = {id(each) for each in roles}
        for each in left:
            if id(each) not in of_roles:
                _ACTS[each.value.act](self, each)
        seating.take(roles)
        turns = {(each.at, each.words): turn for turn, each in reversed(list(enumerate(left)))}
        self.changes.sort(
            key=lambda each: (each.cells["类型"] in _LAST, turns.get((each.at, each.words), len(turns)))
        )
        self._free_posts()

    def _is_entered(self, said: SourcedAppointment) -> bool:
        """Whether the register has what a sentence says of a post from the same paper; it is noted then."""
        if not said.value.post or said.value.act not in ("任", "免"):
            return False
        wanted = {(said.value.name, part) for part in self.names.parts(said.value.post)}
        is_entered = wanted <= (self._taken if said.value.act == "任" else self._left)
        if is_entered:
            self.draft.note(said, f"{said.value.name}{said.value.act}{said.value.post}已按这份文件录入过")
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

    def take_post(self, said: SourcedAppointment) -> None:
        """任 and 代理: a post is taken up, unless it is held already."""
        is_of_issuer = is_post_of(said.value.post, self.issuer)
        if is_role(said.value.post) and is_of_issuer and not is_of_some_group(said.value.post, said.words):
            said = replace(said, value=replace(said.value, post=f"{self.issuer}{said.value.post}"))
        value = said.value
        if not value.post:
            self.draft.note(said, f"没有写{value.name}任什么职务，请手工录入")
            return
        said, number, doubt = self.draft.who(said)
        held = self.names.held(int(number)) if number.isdecimal() else {}
        prefix = "代理" if value.act == "代理" else ""
        posts = split_posts(value.post, self.names.units) if prefix else ()
        acting = {f"{each.unit}{each.title}": f"{each.unit}代理{each.title}" for each in posts}
        new = [part for part in self.names.parts(value.post) if acting.get(part, part) not in held]
        if not new:
            self.draft.note(said, f"{value.name}已任{value.post}，没有再录")
            return
        if is_role(value.post):
            said = replace(said, doubts=(*said.doubts, f"没有写是哪个领导小组或单位的{value.post}"))
        kind = "代理" if prefix else "任"
        self.draft.put(
            said, doubt, 类型=kind, 姓名=value.name, 编号=number, 职务="、".join(new), 备注=value.note
        )
        if "主持" in value.note:
            self.stand_in(said)
        if value.replaced:
            self.leave_post(replace(said, value=Appointment("免", value.replaced, value.post)))

    def leave_post(self, said: SourcedAppointment) -> None:
        """免 and 挂职期满: a post is given up that the register knows of."""
        value = said.value
        said, number, doubt = self.draft.who(said)
        if number == "新":
            self.draft.note(said, f"名册里没有{value.name}，免职不用录入")
            return
        if not number:
            self.draft.put(said, 类型="免", 姓名=value.name, 职务=value.post)
            return
        held = self.names.held(int(number))
        if not value.post:
            self.draft.put(said, doubt, 类型="免", 姓名=value.name, 编号=number, 职务="全部")
            return
        kind = "挂职期满" if value.act == "挂职期满" or "挂职期满" in value.note else "免"
        for part in self.names.parts(value.post):
            same = same_post(self.names, held, part)
            if same:
                reason = doubt if same == part else f"名册里写作{same}"
                self.draft.put(
                    said, reason, 类型=kind, 姓名=value.name, 编号=number, 职务=same, 备注=value.note
                )
            else:
                own = "、".join(held) or "没有登记职务"
                self.draft.note(said, f"名册里{value.name}不任{part}（{own}），免职没有录入")
        if "退休" in value.note:
            self.depart(replace(said, value=replace(value, act="退休")))

    def depart(self, said: SourcedAppointment) -> None:
        """退休 and 去世."""
        said, number, doubt = self.draft.who(said)
        if number == "新":
            self.draft.note(said, f"名册里没有{said.value.name}，不用录入")
            return
        self.draft.put(said, doubt, 类型=said.value.act, 姓名=said.value.name, 编号=number)

    def stand_in(self, said: SourcedAppointment) -> None:
        """主持工作: somebody leads a unit without being its head, unless the register has it."""
        said, number, doubt = self.draft.who(said)
        unit = split_posts(said.value.post, self.names.units)[0].unit or said.value.post
        if number.isdecimal() and self.names.standing(unit) == int(number):
            self.draft.note(said, f"{said.value.name}已主持{unit}工作，没有再录")
            return
        self.draft.put(said, doubt, 类型="主持工作", 姓名=said.value.name, 编号=number, 单位=unit)

    def stay(self, said: SourcedAppointment) -> None:
        """留任: nothing changes, but what the register does not know of."""
        value = said.value
        people = self.names.called(value.name)
        known = [self.names.held(each) for each in people]
        parts = self.names.parts(value.post)
        if not parts or any(same_post(self.names, held, part) for held in known for part in parts):
            self.draft.note(said, f"{value.name}{value.post}继续任职，不用录入")
            return
        count = len(self.changes)
        self.take_post(replace(said, value=replace(value, act="任")))
        reason = f"文中说{value.name}继续任职，名册里没有登记这个职务"
        self.changes[count:] = [each.doubted("请核对", reason) for each in self.changes[count:]]

    def leave_alone(self, said: SourcedAppointment) -> None:
        """终止试用, and a term of 挂职 of which no post is told: nothing changes by them."""
        why = "试用期的变化不改职务" if said.value.act == "终止试用" else "没有写职务，请手工录入"
        self.draft.note(said, f"{said.value.name}{said.value.post}{why}")

    def exchange(self, said: SourcedAppointment) -> None:
        """对调 without posts: each of two people takes up the one post that the register gives the other."""
        pair = (said.value.name, said.value.replaced)
        told = {each.value.name for each in self.draft.said if each.words == said.words and each is not said}
        if told >= set(pair):
            return
        if set(pair) & {name for name, _, _ in self._entered()}:
            self.draft.note(said, f"{'、'.join(pair)}的对调已按这份文件录入过")
            return
        people = [self.names.called(name) for name in pair]
        posts = [list(self.names.held(each[0])) if len(each) == 1 else [] for each in people]
        if any(len(each) != 1 for each in posts):
            self.draft.note(said, f"{'、'.join(pair)}对调的是哪两个职务，名册里看不出，请手工录入")
            return
        for name, own, (old,), (new,) in zip(pair, people, posts, reversed(posts), strict=True):
            about = {"姓名": name, "编号": str(own[0]), "原职务": old, "职务": new}
            self.draft.put(said, "文中没有写职务，按名册里的对调", 类型="调", **about)

    def await_election(self, said: SourcedAppointment) -> None:
        """提名: what is taken up once it was decided is put down for somebody to accept then."""
        doubts = (*said.doubts, "只是提名，依法办理以后再录入")
        self.take_post(replace(said, value=replace(said.value, act="任"), doubts=doubts))

    def _free_posts(self) -> None:
        """Propose that whoever holds a post for one gives it up, where the source appoints another to it."""
        left = {
            (each.cells["编号"], part)
            for each in self.changes
            if each.cells["类型"] in ("免", "挂职期满") and each.cells.get("编号") and each.surety != "存疑"
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
        freed = Proposed(cells, change.at, change.words).doubted("请核对", reason)
        doubtful = [each for each in self.changes if each.surety == "存疑" and _is_left(each, cells)]
        if change.surety == "存疑" and not doubtful:
            self.changes.append(freed.doubted("存疑", f"{change.cells['姓名']}的任职存疑"))
        elif change.surety != "存疑":
            self.changes[:] = [*(each for each in self.changes if each not in doubtful), freed]


def _is_left(change: Proposed, cells: Mapping[str, str]) -> bool:
    """Whether ``change`` is of the same post that the same person gives up as ``cells``."""
    return all(change.cells.get(key) == cells[key] for key in ("类型", "编号", "职务"))


_ACTS: Mapping[Act, Callable[[Appointing, SourcedAppointment], None]] = {
    "任": Appointing.take_post, "代理": Appointing.take_post, "免": Appointing.leave_post,
    "挂职期满": Appointing.leave_post, "退休": Appointing.depart, "去世": Appointing.depart,
    "主持": Appointing.stand_in, "提名": Appointing.await_election, "留任": Appointing.stay,
    "终止试用": Appointing.leave_alone, "对调": Appointing.exchange,
}  # fmt: skip
