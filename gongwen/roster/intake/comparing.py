"""A list of a group held against the register on its day → the changes that make them the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from gongwen.read.rows import Row
from gongwen.roster.intake.listings import Listing, filled_down, post_text
from gongwen.roster.intake.proposals import Proposed
from gongwen.roster.ledger.difference import longest_rising
from gongwen.roster.ledger.history import is_shared
from gongwen.roster.ledger.names import Names, same_post
from gongwen.roster.ledger.state import Line, roster_of
from gongwen.terms.people.person_name import with_one_dot
from gongwen.terms.people.role import is_leader, is_of_office
from gongwen.zh.spaces import bare, close_up


@dataclass(frozen=True, slots=True)
class _Listed:
    """A line of the list."""

    role: str
    name: str
    """"" for a post or a unit without a person."""
    post: str
    key: str
    """The 编号 that the list gives; "" for none."""
    at: str
    remark: str = ""
    unit: str = ""
    """The unit whose seat it is; "" for a person or a post."""

    @property
    def words(self) -> str:
        """The line as people read it."""
        return " ".join(filter(None, (self.role, self.name, self.post)))


@dataclass(slots=True)
class Comparison:
    """What lists of groups that the register has would change."""

    names: Names
    changes: list[Proposed] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    newcomers: set[str] = field(default_factory=set)
    moved: set[int] = field(default_factory=set)
    """Whose posts have been told already."""
    present: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    """Role and name of everybody in the whole lists, by group."""

    def take(self, listing: Listing) -> tuple[Listing, ...]:
        """Compare the groups of ``listing`` that the register has; return what is of others."""
        rest: list[Row] = []
        known: dict[int, list[_Listed]] = {}
        for row in filled_down(listing):
            group = (
                self.names.group(bare(row.text("组")) or listing.group) if listing.sort == "席位" else None
            )
            if group is None:
                rest.append(row)
            elif (role := bare(row.text("角色")).rstrip("：:")) and (row.text("姓名") or post_text(row)):
                known.setdefault(group, []).append(self._listed(row, role))
        for group, lines in known.items():
            self._compare(group, lines, is_whole=listing.is_whole, doubt="；".join(listing.faults))
        if rest:
            return (replace(listing, rows=tuple(rest)),)
        self.notes += [*listing.notes, *listing.faults]
        return ()

    def _listed(self, row: Row, role: str) -> _Listed:
        name = with_one_dot(close_up(row.text("姓名")))
        post, key = post_text(row), bare(row.text("编号"))
        unit = post if not name and post == bare(row.text("单位")) else ""
        is_ours = key.isdecimal() and int(key) in self.names.called(name)
        own = str(int(key)) if is_ours else ""
        return _Listed(role, name, post, own, row.at, row.text("备注"), unit)

    def _compare(self, group: int, listed: Sequence[_Listed], *, is_whole: bool, doubt: str) -> None:
        """Compare the list of a group; one that is not whole tells nothing of whom it does not name.

        ``doubt`` is what in the list was not read, "" for nothing: whoever it does not name may stand there.
        """
        name = self.names.history.group_name(group, self.names.day)
        before = roster_of(self.names.history, group, self.names.day)
        if not any(is_of_office(each.role) for each in listed):
            before = [line for line in before if not is_of_office(line.role)]
        if is_whole:
            self.present[name] = [(each.role, each.name) for each in listed]
        pairs, new = self._matched(before, listed)
        stayed = {id(line) for line, _ in pairs}
        gone = [line for line in before if id(line) not in stayed]
        for line, each in pairs:
            self._of_pair(name, line, each)
        for line, each in _successions(gone, new):
            gone.remove(line)
            new.remove(each)
            number = self._newcomer(each)
            passed = {"组": name, **_of_line(line), "角色": line.role}
            self._put(each, "", 类型="分工调整", **passed, 接替人=each.name, 接替人编号=number)
        for line in gone if is_whole else ():
            words = " ".join(filter(None, (line.role, line.name, line.post)))
            at = listed[0].at
            cells = {"类型": "退出", "组": name, **_of_line(line), "角色": line.role}
            change = Proposed(cells, at, f"名册里有“{words}”，名单里没有")
            self.changes.append(change.doubted("存疑", f"名单没有全部读懂：{doubt}") if doubt else change)
        self._add(name, new, listed, is_whole=is_whole)
        if is_whole:
            self._reorder(name, before, pairs, listed)

    def _matched(
        self, before: Sequence[Line], listed: Sequence[_Listed]
    ) -> tuple[list[tuple[Line, _Listed]], list[_Listed]]:
        """Return the lines that stay, each with how the list has it, and what is new in the list."""
        free = list(before)
        pairs, new = [], []
        known = {with_one_dot(line.name) for line in before}
        for each in sorted(listed, key=lambda one: one.name not in known):
            alike = [line for line in free if _is_same(line, each)]
            alike.sort(key=lambda line: (not _is_same_role(line, each), line.post != each.post))
            if alike:
                free.remove(alike[0])
                pairs.append((alike[0], each))
            else:
                new.append(each)
        return pairs, new

    def _of_pair(self, group: str, line: Line, listed: _Listed) -> None:
        if not _is_same_role(line, listed):
            role = _whole_role(listed.role, listed.remark)
            self._put(listed, f"原是{line.role}", 类型="分工调整", 组=group, **_of_line(line), 角色=role)
        if line.sitting.seat.post is not None:
            if listed.name and line.name != listed.name:
                self._newcomer(listed)
        elif line.person is not None and listed.post and listed.post != line.post:
            self._posts(line.person, listed)

    def _posts(self, person: int, listed: _Listed) -> None:
        """Propose the posts that the list gives somebody and the register does not."""
        held = self.names.held(person)
        told = self.names.parts(listed.post)
        known = {part: same_post(self.names, held, part) for part in told}
        new = [part for part, same in known.items() if not same]
        if not new or person in self.moved:
            return
        self.moved.add(person)
        old = [each for each in held if each not in known.values()]
        about = {"姓名": listed.name, "编号": str(person), "原职务": "、".join(old), "职务": "、".join(new)}
        reason = f"名册里是{'、'.join(held)}" if old else ""
        self._put(listed, reason, 类型="调" if old else "任", **about)
        self._free(listed, new)

    def _free(self, listed: _Listed, posts: Sequence[str]) -> None:
        """Propose that others give up the posts for one that somebody takes up."""
        for post in posts:
            for holder in self.names.holders(post) if not is_shared(post) else ():
                name = self.names.history.person_name(holder, self.names.day)
                if holder in self.moved or name == listed.name:
                    continue
                self.moved.add(holder)
                self._put(
                    listed, f"{post}已是{listed.name}", 类型="免", 姓名=name, 编号=str(holder), 职务=post
                )

    def _newcomer(self, listed: _Listed) -> str:
        """Return the 编号 of somebody who was not in the group; their posts are proposed where they are not known."""
        found = [int(listed.key)] if listed.key else self.names.called(listed.name)
        fit = [each for each in found if self._fits(each, listed.post)] or found
        if len(fit) == 1:
            if listed.post:
                self._posts(fit[0], listed)
            return str(fit[0])
        if fit:
            self._put(listed, "", 类型="任", 姓名=listed.name, 编号="", 职务=listed.post)
            self.changes[-1] = self.changes[-1].doubted(
                "存疑", f"叫{listed.name}的有{len(fit)}人，请写明编号"
            )
            return ""
        if listed.post and listed.name not in self.newcomers:
            self.newcomers.add(listed.name)
            self._put(listed, "", 类型="任", 姓名=listed.name, 编号="新", 职务=listed.post)
            self._free(listed, self.names.parts(listed.post))
        return "新"

    def _fits(self, person: int, post: str) -> bool:
        held = self.names.held(person)
        return any(same_post(self.names, held, part) for part in self.names.parts(post)) if post else True

    def _add(self, group: str, new: Sequence[_Listed], listed: Sequence[_Listed], *, is_whole: bool) -> None:
        for each in new:
            same = [one for one in listed if one.role == each.role]
            place = str(same.index(each) + 1) if is_whole else ""
            about = {"组": group, "角色": each.role, "次序": place, "备注": each.remark}
            if each.name:
                about |= {"姓名": each.name, "编号": self._newcomer(each)}
            elif each.unit:
                about["单位"] = each.unit
            else:
                about["职务"] = each.post
            self._put(each, "", 类型="增补", **about)

    def _reorder(
        self,
        group: str,
        before: Sequence[Line],
        pairs: Sequence[tuple[Line, _Listed]],
        listed: Sequence[_Listed],
    ) -> None:
        """Propose other places for those who stand before others they stood behind."""
        places = {id(line): place for place, line in enumerate(before)}
        order = {id(each): place for place, each in enumerate(listed)}
        for role in dict.fromkeys(each.role for each in listed):
            same = [pair for pair in pairs if pair[1].role == role == pair[0].role]
            same.sort(key=lambda pair: order[id(pair[1])])
            kept = longest_rising([places[id(line)] for line, _ in same])
            peers = [each for each in listed if each.role == role]
            for index, (line, each) in enumerate(same):
                if index not in kept and line.person is not None:
                    where = {"角色": role, "次序": str(peers.index(each) + 1)}
                    self._put(each, "", 类型="排序", 组=group, **_of_line(line), **where)

    def _put(self, listed: _Listed, reason: str, **cells: str) -> None:
        own = {key: text for key, text in cells.items() if text}
        change = Proposed(own, listed.at, listed.words)
        self.changes.append(change.doubted("请核对", reason) if reason else change)


def _is_same(line: Line, listed: _Listed) -> bool:
    is_named = with_one_dot(line.name) == listed.name
    if is_of_office(line.role) != is_of_office(listed.role):
        return False
    if listed.name and line.sitting.seat.post is not None:
        return line.post == listed.post or is_named
    if listed.name and line.sitting.seat.unit is not None:
        return is_named
    if listed.name:
        return line.person is not None and is_named and listed.key in ("", str(line.person))
    return line.sitting.person is None and (line.name == listed.unit or listed.post in (line.post, line.name))


def _is_same_role(line: Line, listed: _Listed) -> bool:
    """Whether two lines are of one role, 常务 behind the name or before the role."""
    return _whole_role(line.role, line.remark) == _whole_role(listed.role, listed.remark)


def _whole_role(role: str, remark: str) -> str:
    """Return ``role`` with what a remark makes of it: 副主任, 常务 → 常务副主任."""
    return f"{remark}{role}" if remark in ("常务", "执行") and role.startswith("副") else role


def _of_line(line: Line) -> dict[str, str]:
    """Return the cells that name who is in a line."""
    if line.sitting.person is not None:
        return {"姓名": line.name, "编号": str(line.sitting.person)}
    return {"单位": line.name} if line.sitting.seat.unit is not None else {"职务": line.post}


def _successions(gone: Sequence[Line], new: Sequence[_Listed]) -> Iterator[tuple[Line, _Listed]]:
    """Yield whose seat passes to whom: the one leader, or a member of the same post."""
    for line in list(gone):
        if line.sitting.person is None:
            continue
        peers = [each for each in new if each.role == line.role and each.name]
        same = [each for each in peers if each.post and each.post == line.post]
        alone = is_leader(line.role) and len(peers) == 1 == sum(other.role == line.role for other in gone)
        if len(same) == 1 or alone:
            yield line, (same or peers)[0]
