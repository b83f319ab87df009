"""What does not look right in the register on a day; nothing here is an error of form."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from gongwen.roster.ledger.history import History
from gongwen.roster.ledger.lookup import person_label
from gongwen.roster.ledger.state import Line, gone_from_office, groups_on, in_order, roster_of
from gongwen.roster.review.impact import MOST_GROUPS, busiest, empty_seats
from gongwen.roster.store.store import Number
from gongwen.terms.people.list_order import ORDERS, Order
from gongwen.terms.people.role import is_leader


class Doubt(NamedTuple):
    """One thing that a person should look at."""

    code: str
    message: str
    """In Chinese: what, where, and what to do."""


def audit(history: History, numbers: Sequence[Number], day: date, most: int = MOST_GROUPS) -> list[Doubt]:
    """Return what a person should look at in the register as it is on ``day``."""
    rosters = {group: roster_of(history, group, day) for group in groups_on(history, day)}
    about = _About(history, rosters, day)
    found = [Doubt(code, message) for code, check in _CHECKS.items() for message in check(about)]
    found += [Doubt("任职过多", message) for message in _busy(history, day, most)]
    return found + [Doubt("文号重复", message) for message in (*_numbers(numbers), *_origins(history, day))]


class _About(NamedTuple):
    """What the checks look at."""

    history: History
    rosters: dict[int, list[Line]]
    day: date

    def name(self, group: int) -> str:
        """Return what a group is called on the day."""
        return self.history.group_name(group, self.day)


def _twice(about: _About) -> Iterator[str]:
    """Somebody has two seats of a group that are not those of its office."""
    for group, lines in about.rosters.items():
        own = [line for line in lines if line.person is not None and "办公室" not in line.role]
        for person, count in Counter(line.person for line in own).items():
            if count > 1:
                theirs = [line for line in own if line.person == person]
                roles = "、".join(line.role for line in theirs)
                yield f"{about.name(group)}：{theirs[0].name}列了{count}次（{roles}），请退出多余的席位"


def _same_name(about: _About) -> Iterator[str]:
    for group, lines in about.rosters.items():
        people: dict[str, set[int]] = defaultdict(set)
        for line in lines:
            if line.person is not None:
                people[line.name].add(line.person)
        for name, keys in people.items():
            if len(keys) > 1:
                who = "、".join(person_label(about.history, key, about.day) for key in sorted(keys))
                yield f"{about.name(group)}：有{len(keys)}个{name}：{who}，请核对是否同一人"


def _different_posts(about: _About) -> Iterator[str]:
    shown: dict[int, dict[str, str]] = defaultdict(dict)
    for group, lines in about.rosters.items():
        for line in lines:
            if line.person is not None and line.post:
                shown[line.person].setdefault(line.post, about.name(group))
    for person, posts in shown.items():
        if len(posts) > 1:
            where = "；".join(f"{group}写“{post}”" for post, group in posts.items())
            yield f"{about.history.person_name(person, about.day)}的职务在各组不一致：{where}，请统一"


def _past_end(about: _About) -> Iterator[str]:
    for group, lines in about.rosters.items():
        for line in lines:
            if line.person is None or about.history.posts_of(line.person, about.day):
                continue
            ended = [each.end for each in about.history.tenures.get(line.person, ()) if each.end is not None]
            if ended:
                yield f"{about.name(group)}：{line.role}{line.name}自{max(ended)}起已没有职务，请退出或由接任者接替"


def _past_term(about: _About) -> Iterator[str]:
    for group in about.rosters:
        term = about.history.register.groups[group].term
        if term is not None and term < about.day:
            yield f"{about.name(group)}：期限到{term}已满，请撤销、转为常态或重新明确期限"


def _old_units(about: _About) -> Iterator[str]:
    """A roster still shows a unit by a name that it had before."""
    for key, naming in about.history.unit_names.items():
        for name, until in zip(naming.names, naming.days[1:], strict=False):
            if until > about.day:
                continue
            for group, lines in about.rosters.items():
                if any(
                    name in line.post and about.history.unit_name(key, about.day) not in line.post
                    for line in lines
                ):
                    yield f"{about.name(group)}：名单里的“{name}”已于{until}更名为“{naming.on(about.day)}”，请更正所列职务"


def _empty(about: _About) -> Iterator[str]:
    for group, seat in empty_seats(about.history, about.day):
        post = about.history.register.seats[seat].post
        assert post is not None
        if group in about.rosters:
            yield f"{about.name(group)}：{about.history.post_name(post, about.day)}空缺，这一席没有人"
    for group, lines in about.rosters.items():
        if lines and not any(is_leader(line.role) and not line.is_vacant for line in lines):
            yield f"{about.name(group)}：没有组长，请明确"
        if not lines:
            yield f"{about.name(group)}：没有登记组成人员"


def _office(about: _About) -> Iterator[str]:
    for group in about.rosters:
        for name in gone_from_office(about.history, group, about.day):
            yield f"{about.name(group)}：办公室的说明里还写着{name}，已不在组内，请改写"


def _not_in_order(about: _About) -> Iterator[str]:
    for group, lines in about.rosters.items():
        claimed = about.history.register.groups[group].order
        if claimed not in ORDERS:
            continue
        order: Order = claimed
        wanted = in_order(about.history, lines, order, about.day)
        for found, right in zip(lines, wanted.lines, strict=True):
            if found is not right:
                own, other = (each.name or each.post for each in (found, right))
                yield f"{about.name(group)}：名单标明按{claimed}排序，但{found.role}{own}应在{other}之后，请调整"
                break
        for each in wanted.unknown:
            yield f"{about.name(group)}：{each.name}的“{each.character}”笔顺不知道，位置可能不准，请在“笔顺”里写明"


_CHECKS: dict[str, Callable[[_About], Iterator[str]]] = {
    "一人多席": _twice, "同名": _same_name, "职务不一致": _different_posts, "已无职务": _past_end, "期限已满": _past_term,
    "单位已更名": _old_units, "空缺": _empty, "办公室": _office, "排序不符": _not_in_order,
}  # fmt: skip


def _busy(history: History, day: date, most: int) -> Iterator[str]:
    for person, count in busiest(history, day, most):
        yield f"{person_label(history, person, day)}在{count}个领导小组任职，超过{most}个，请考虑精简"


def _numbers(numbers: Sequence[Number]) -> Iterator[str]:
    titles: dict[str, list[str]] = defaultdict(list)
    for number in numbers:
        titles[str(number)].append(number.title)
    for text, named in titles.items():
        if len(named) > 1:
            yield f"{text}用了{len(named)}次：{'；'.join(named)}，请改号"


def _origins(history: History, day: date) -> Iterator[str]:
    """Yield 发文字号 that stand with two titles among the documents that prove changes up to ``day``."""
    titles: dict[str, set[str]] = defaultdict(set)
    for event in history.events:
        if event.day <= day and event.origin.number and event.origin.title:
            titles[event.origin.number].add(event.origin.title)
    for number, named in titles.items():
        if len(named) > 1:
            yield f"{number}对应{len(named)}个标题：{'；'.join(sorted(named))}，请核对"
