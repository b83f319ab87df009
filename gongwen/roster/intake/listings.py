"""Lists of people and groups as clerks keep them, and old notices → what one batch adds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy import Connection

from gongwen.finding import InputError
from gongwen.read.rows import Row
from gongwen.roster.intake.change_row import RowFault, read_day
from gongwen.roster.ledger.history import is_shared
from gongwen.roster.ledger.records import NOWHERE, Event, Group, Origin, Person, Seat
from gongwen.roster.store.entry import STEP, Entry, problems_of
from gongwen.roster.store.store import Holdings
from gongwen.terms.people.post import ends_as_post
from gongwen.terms.people.post_parts import split_posts
from gongwen.zh.spaces import bare, close_up


@dataclass(frozen=True, slots=True)
class Listing:
    """Rows of one sort, with what is said of all of them."""

    sort: str
    """单位, 人员, 组 or 席位."""
    rows: tuple[Row, ...]
    group: str = ""
    """The group that all rows are of; "" when each row names its own."""
    origin: Origin = NOWHERE
    notes: tuple[str, ...] = ()
    """What a person should know of it: columns that were not used, rows that are hidden."""
    faults: tuple[str, ...] = ()
    office: str = ""
    """Where the office of the group is and who heads it, as the source says; "" when it does not."""
    is_whole: bool = True
    """Whether it names everybody in its groups; else all others stay."""
    """Lines that were taken by a guess, or not at all."""


@dataclass(slots=True)
class Intake:
    """What came of a file."""

    entry: Entry
    refused: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """What a person should look at: namesakes, posts that differ."""


def take_in(
    connection: Connection, held: Holdings, listings: Sequence[Listing], day: date, *, takes_good: bool
) -> Intake:
    """Return an entry with everything in ``listings``, in force from ``day`` where they name no day of their own.

    Raises InputError with all faults when there are any, unless ``takes_good`` leaves the faulty rows out.
    """
    refused: dict[str, str] = {}
    while True:
        taking = _Taking(Entry(connection, held), day)
        for listing in sorted(listings, key=lambda each: _SORTS.index(each.sort)):
            good = tuple(row for row in listing.rows if row.at not in refused)
            known = tuple(fault for fault in listing.faults if fault not in refused)
            taking.take(replace(listing, rows=good, faults=known))
        taking.settle()
        if not taking.faults:
            return Intake(taking.entry, list(refused.values()), taking.notes)
        if not takes_good:
            raise InputError(list(taking.faults.values()))
        refused |= taking.faults


_SORTS = ("单位", "人员", "组", "席位")
"""In the order in which they are taken in: each builds on those before."""


class _Taking:
    """Takes listings into one entry."""

    def __init__(self, entry: Entry, day: date) -> None:
        self.entry, self.day = entry, day
        self.faults: dict[str, str] = {}
        self.notes: list[str] = []
        self.groups = {entry.history.group_names[key].last: key for key in entry.history.lives}
        self.people: dict[str, list[int]] = {}
        for key in entry.register.people:
            self.people.setdefault(entry.history.person_names[key].last, []).append(key)
        self.texts = {key: entry.history.posts_text(key, day) for key in entry.register.people}
        """The posts of each person as they were first read."""
        self.keys: dict[str, int] = {}
        """People by the 编号 of the file."""
        self.holders = {
            post: history[-1].person
            for post, history in entry.history.incumbents.items()
            if history[-1].end is None
        }
        self.ordinals: dict[tuple[int, str], int] = {}
        self.seats: set[tuple[int, str, int | str]] = set()

    def take(self, listing: Listing) -> None:
        """Take the rows of one listing in."""
        self.notes += listing.notes
        self.faults |= {fault: fault for fault in listing.faults}
        act = {"单位": self._unit, "人员": self._person_row, "组": self._group_row, "席位": self._seat_row}
        for row in filled_down(listing):
            try:
                act[listing.sort](row, listing)
            except RowFault as fault:
                self.faults[row.at] = str(fault)

    def settle(self) -> None:
        """Fold everything and note what does not hold together."""
        for event, message in problems_of(self.entry):
            self.faults.setdefault(self.entry.places.get(event, str(event)), message)

    def _unit(self, row: Row, _listing: Listing) -> None:
        self.entry.unit(bare(row.text("单位")), _number(row, "次序"))

    def _person_row(self, row: Row, listing: Listing) -> None:
        cell = row.cells.get("出生年月")
        if cell and cell.doubt:
            raise RowFault(
                f"{cell.at}：出生年月是{cell.text}还是{cell.doubt}？表格程序把它当成了小数，请把这一列设为文本再重填"
            )
        self._person(row, post_text(row), listing)

    def _group_row(self, row: Row, listing: Listing) -> None:
        name = bare(row.text("组"))
        if name in self.groups:
            self.notes.append(f"{row.at}：已有“{name}”，这一行没有再登记")
            return
        origin = Origin(row.text("依据").strip("《》"), bare(row.text("文号")))
        lead = bare(row.text("牵头单位"))
        founded = read_day(row, "设立日期") or self.day
        self._found(
            Group(
                0, name, founded, origin, read_day(row, "期限"), self.entry.unit(lead) if lead else None,
                row.text("办公室"), row.text("成员调整方式"), _number(row, "次序"), bare(row.text("成员排序")),
            ),
            row.at,
        )  # fmt: skip

    def _found(self, group: Group, at: str) -> int:
        key = self.entry.group(group)
        self.entry.event(Event(0, 0, "组设立", group.founded, group.basis, group=key), at)
        self.groups[group.name] = key
        return key

    def _seat_row(self, row: Row, listing: Listing) -> None:
        name = bare(row.text("组")) or listing.group
        if not name:
            raise RowFault(
                f"{row.at}：看不出是哪个领导小组，请加一列“领导小组”，或把组名写在表的标题、名单上面的一行里"
            )
        role = bare(row.text("角色")).rstrip("：:")
        if not role:
            raise RowFault(f"{row.place('角色')}：没有写组内职务，请填组长、副组长、成员等")
        start = read_day(row, "起始日期")
        if name not in self.groups:
            self._found(Group(0, name, start or self.day, listing.origin, office=listing.office), row.at)
        group = self.groups[name]
        day = max(start or self.day, self.entry.register.groups[group].founded)
        self._sit(row, listing, group, role, day)

    def _sit(self, row: Row, listing: Listing, group: int, role: str, day: date) -> None:
        text, name = post_text(row), close_up(row.text("姓名"))
        place = self.ordinals[group, role] = self.ordinals.get((group, role), 0) + 1
        seat = Seat(0, group, role, (_number(row, "次序") or place) * STEP, remark=row.text("备注"))
        if name:
            person = self._person(row, text, listing)
            if (group, role, person) in self.seats:
                raise RowFault(f"{row.place('姓名')}：{name}在这个领导小组里已经是{role}，重复了，请删去一行")
            self.seats.add((group, role, person))
            shown = "" if text in ("", self.texts[person]) else text
            seat = replace(seat, person=person, shown=shown)
            self._note_difference(row, person, shown)
        elif text and text == bare(row.text("单位")):
            seat = replace(seat, unit=self.entry.unit(text))
        elif text:
            seat = replace(seat, post=self._post_of_seat(row, text))
        else:
            raise RowFault(f"{row.at}：姓名和职务都没有写，请补上，或删去这一行")
        key = self.entry.seat(seat)
        self.entry.event(Event(0, 0, "增补", day, listing.origin, seat.person, group=group, seat=key), row.at)

    def _post_of_seat(self, row: Row, text: str) -> int:
        """Return the post by which a seat is held that names nobody: of several the last, which is that of the unit."""
        *others, post = self.entry.posts(text)
        if others:
            title = self.entry.register.posts[post].title
            self.notes.append(f"{row.at}：席位没有姓名，随“{title}”登记；“{text}”里其余的职务没有收")
        return post

    def _note_difference(self, row: Row, person: int, shown: str) -> None:
        if shown:
            name = self.entry.register.people[person].name
            self.notes.append(
                f"{row.at}：{name}的职务这里是“{shown}”，别处是“{self.texts[person]}”；按同一人登记，名单仍照原样排"
            )

    def _person(self, row: Row, text: str, listing: Listing) -> int:
        """Return who a row is about: the person of its 编号, else of the name and the unit, else somebody added."""
        name, key = close_up(row.text("姓名")), bare(row.text("编号"))
        if not name:
            raise RowFault(f"{row.at}：没有写姓名，请补上，或删去这一行")
        if key and key in self.keys:
            return self.keys[key]
        known = self.people.setdefault(name, [])
        person = self._same(self._before(known) if key else known, text)
        if person is None:
            person = self._add_person(row, name, text, listing)
        if key:
            self.keys[key] = person
        return person

    def _before(self, people: Iterable[int]) -> list[int]:
        """Return those who were in the register before this file, and whom no other 编号 of it means."""
        held, meant = self.entry.held.register.people, set(self.keys.values())
        return [each for each in people if each in held and each not in meant]

    def _same(self, known: Iterable[int], text: str) -> int | None:
        """Return which of the people of one name is meant: the one with a unit or a post of ``text``."""
        people = list(known)
        if not text:
            return people[0] if len(people) == 1 else None
        exact = [each for each in people if self.texts[each] == text]
        alike = [each for each in people if _are_alike(self.texts[each], text)]
        for found in (exact, alike):
            if len(found) == 1:
                return found[0]
        return None

    def _add_person(self, row: Row, name: str, text: str, listing: Listing) -> int:
        person = self.entry.person(_new_person(row, name, listing.sort))
        if self.people[name] and not row.text("编号"):
            others = "、".join(self.texts[each] or "没有职务" for each in self.people[name])
            self.notes.append(
                f"{row.at}：又一个{name}（{text or '没有职务'}），与{name}（{others}）按不同的人登记；"
                "若是同一人，请在“编号”列写同一编号后重新导入"
            )
        self.people[name].append(person)
        self.texts[person] = text
        day = read_day(row, "任职日期") or self._earliest(row)
        for post in self.entry.posts(text) if text else ():
            self._take_post(row, person, post, day, listing.origin)
        return person

    def _earliest(self, row: Row) -> date:
        return read_day(row, "起始日期") or self.day

    def _take_post(self, row: Row, person: int, post: int, day: date, origin: Origin) -> None:
        title = self.entry.register.posts[post].title
        holder = self.holders.get(post)
        if holder is not None and not is_shared(title):
            who = self.entry.register.people[holder].name
            raise RowFault(
                f"{row.at}：{self.texts[person]}已由{who}担任，不能再由{self.entry.register.people[person].name}担任，"
                "请核对，或先登记前任的免职"
            )
        self.holders[post] = person
        self.entry.event(Event(0, 0, "任", day, origin, person, post), row.at)


def tell_groups(listings: Iterable[Listing]) -> Iterator[str]:
    """Yield a line for each group that ``listings`` name, with its seats by role: 县禁毒委员会：主任 1、委员 4."""
    groups: dict[str, Counter[str]] = {}
    for listing in listings:
        for row in filled_down(listing) if listing.sort == "席位" else ():
            name = bare(row.text("组")) or listing.group
            groups.setdefault(name, Counter())[bare(row.text("角色")).rstrip("：:")] += 1
    for name, roles in groups.items():
        yield f"{name or '（没有组名）'}：{'、'.join(f'{role} {count}' for role, count in roles.items())}"


def _new_person(row: Row, name: str, sort: str) -> Person:
    """Return who a row tells of; 次序 and 备注 of a seat are not the person's."""
    if sort != "人员":
        return Person(0, name)
    born, place, remark = row.text("出生年月"), _number(row, "次序"), row.text("备注")
    return Person(0, name, row.text("拼音"), row.text("笔顺"), born, place, remark)


def _are_alike(one: str, other: str) -> bool:
    """Whether two texts of posts share a unit, or one post of the one is in the other."""
    if not one or not other:
        return True
    first, second = split_posts(one, ()), split_posts(other, ())
    units = {each.unit for each in first if each.unit} & {each.unit for each in second if each.unit}
    titles = {each.title for each in first if not each.unit} & {
        each.title for each in second if not each.unit
    }
    return bool(units or titles)


def post_text(row: Row) -> str:
    """Return the posts that a row tells, from one column or from two."""
    whole, unit, title = (_on_one_line(row.text(key)) for key in ("单位及职务", "单位", "职务"))
    return whole or (title if unit and title.startswith(unit) else unit + title)


def _on_one_line(text: str) -> str:
    """Return the posts of a cell on one line: a whole post on each line of it is one of several."""
    lines = [bare(line) for line in text.split("\n")]
    return "".join(
        line + ("、" if below and ends_as_post(line) else "")
        for line, below in zip(lines, [*lines[1:], ""], strict=True)
    )


def _number(row: Row, key: str) -> int:
    text = bare(row.text(key)).rstrip(".．")
    return int(text) if text.isdecimal() else 0


def filled_down(listing: Listing) -> Iterator[Row]:
    """Yield the rows; in a list of seats an empty group or role is that of the row above."""
    above: dict[str, Row] = {}
    for row in listing.rows:
        cells = dict(row.cells)
        if listing.sort == "席位":
            for key in ("组", "角色"):
                if key in cells:
                    above[key] = row
                elif key in above:
                    cells[key] = above[key].cells[key]
        yield Row(cells, row.at)


TITLES: Mapping[str, str] = {
    title: key
    for key, titles in {
        "组": "组 组名 组别 领导小组 小组 领导小组名称 小组名称 议事协调机构 机构名称 所在领导小组",
        "角色": "角色 组内职务 小组职务 领导小组职务 担任职务 小组任职 组内身份",
        "类别": "类别 分类 身份",
        "姓名": "姓名 名字 人员 成员姓名 组成人员",
        "单位": "单位 单位名称 工作单位 所在单位 成员单位",
        "职务": "职务 行政职务 现任职务 现职务 党政职务",
        "单位及职务": "单位及职务 单位职务 单位和职务 工作单位及职务 职务及单位 现工作单位及职务 单位、职务",
        "编号": "编号 人员编号",
        "次序": "次序 排序 排名 位次",
        "拼音": "拼音 姓名拼音",
        "笔顺": "笔顺",
        "出生年月": "出生年月 出生日期 生日",
        "备注": "备注 说明",
        "依据": "依据 设立依据 成立依据 来源 文件标题",
        "文号": "文号 发文字号 依据文号 成立文号 设立文号",
        "设立日期": "设立日期 成立日期 设立时间 成立时间",
        "期限": "期限 存续期限 截止日期",
        "牵头单位": "牵头单位",
        "办公室": "办公室设在 办公室 办公室设置",
        "成员调整方式": "成员调整方式 成员调整",
        "成员排序": "成员排序",
        "起始日期": "起始日期 任职起始 开始日期",
        "任职日期": "任职日期 任职时间 任现职时间",
    }.items()
    for title in titles.split()
}
"""What a column may be called."""


def sort_of(keys: Collection[str]) -> str:
    """Return what a table of these columns lists that has no seats: 人员, 组 or 单位; "" for nothing known."""
    if "姓名" in keys:
        return "人员"
    return "组" if "组" in keys else "单位" if "单位" in keys else ""
