"""``gongwen roster show`` and the other commands that only look."""

from __future__ import annotations

import sys
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from gongwen.cli.roster.options import Day, say_json, say_table, with_database, with_day, with_json

if TYPE_CHECKING:
    from gongwen.roster.ledger.history import History
    from gongwen.roster.ledger.records import Event
    from gongwen.roster.ledger.state import Line, Order

_FOUND_DOUBTS = 1
_ORDERS = ("席次", "位次", "单位", "姓氏笔画", "姓名笔画", "拼音")


@click.command(help="显示一个领导小组的名单、一个人的任职，或者一个单位的人。", options_metavar="[选项]")
@click.argument("name", metavar="组名|姓名|单位")
@click.option(
    "--order", type=click.Choice(_ORDERS), default="席次", metavar="|".join(_ORDERS), help="名单按什么排序。"
)
@click.option("--key", default="", metavar="编号", help="同名的人，指明是哪一位。")
@with_day
@with_json
@with_database
def show(name: str, order: Order, key: str, day: date, as_json: bool, url: str) -> None:
    """Show what goes by ``name``: a group, else a person, else a unit."""
    from gongwen.finding import UsageError
    from gongwen.roster.ledger.lookup import LookupFailure, find_people, one_group, one_person, one_unit

    if (quick := _quick(url, name, day)) is not None:
        return _show_group(quick, next(iter(quick.lives)), day, order, as_json=as_json)
    history = _history(url)
    failures = []
    try:
        if key or find_people(history, name, day):
            return _show_person(history, one_person(history, name, day, key=key), day, as_json=as_json)
    except LookupFailure as failure:
        raise UsageError(str(failure)) from None
    for look, tell in ((one_group, _show_group), (one_unit, _show_unit)):
        try:
            found = look(history, name, day)
        except LookupFailure as failure:
            failures.append(str(failure))
            continue
        return tell(history, found, day, order, as_json=as_json)
    raise UsageError("\n".join(failures))


def _history(url: str, known: str = "") -> History:
    from gongwen.roster.register import read_register
    from gongwen.roster.store.database import Database

    return read_register(Database(url), known).fold()


def _quick(url: str, name: str, day: date) -> History | None:
    """Return the history of the one group that is called ``name`` on ``day``, without reading the whole register."""
    from gongwen.roster.ledger.history import holds
    from gongwen.roster.register import opened
    from gongwen.roster.store.database import Database
    from gongwen.roster.store.store import load_group

    with opened(Database(url)) as connection:
        found = load_group(connection, name)
    if found is None or len(found.lives) != 1:
        return None
    group, life = next(iter(found.lives.items()))
    return found if holds(life, day) and found.group_name(group, day) == name else None


def _show_group(history: History, group: int, day: date, order: Order, *, as_json: bool) -> None:
    from gongwen.roster.ledger.state import in_order, roster_of

    found = history.register.groups[group]
    ordered = in_order(history, roster_of(history, group, day), order, day)
    if as_json:
        say_json({**_group_facts(history, group, day), "名单": [_line_facts(line) for line in ordered.lines]})
        return
    life = history.lives[group]
    click.echo(
        f"{history.group_name(group, day)}（{day}，{life.status if life.end and life.end <= day else '在用'}）"
    )
    for label, text in (
        ("设立", f"{life.start} {found.basis}".strip()),
        ("办公室", found.office),
        ("成员调整", found.clause),
    ):
        if text:
            click.echo(f"{label}：{text}")
    rows = [(line.role, line.name or "（空缺）", line.post, _since(line.since)) for line in ordered.lines]
    say_table(("角色", "姓名", "单位及职务", "依据"), rows)
    for each in ordered.unknown:
        click.echo(f"注意：{each.name}的“{each.character}”笔顺不知道，位置可能不准，请核对", err=True)


def _since(event: Event) -> str:
    return f"{event.day} {event.origin.number or event.origin.title}".strip()


def _group_facts(history: History, group: int, day: date) -> dict[str, Any]:
    found, life = history.register.groups[group], history.lives[group]
    return {
        "号": group, "名称": history.group_name(group, day), "设立日期": life.start, "设立依据": str(found.basis),
        "期限": found.term, "办公室": found.office, "成员调整方式": found.clause, "状态": life.status,
        "截至": day,
    }  # fmt: skip


def _line_facts(line: Line) -> dict[str, Any]:
    return {
        "角色": line.role, "姓名": line.name, "编号": line.person, "单位及职务": line.post, "备注": line.remark,
        "自": line.sitting.start, "依据": str(line.since.origin),
    }  # fmt: skip


def _show_person(history: History, person: int, day: date, *, as_json: bool) -> None:
    from gongwen.roster.ledger.lookup import person_label
    from gongwen.roster.ledger.state import roles_of_person

    roles = roles_of_person(history, person, day)
    if as_json:
        say_json(
            {
                "编号": person, "姓名": history.person_name(person, day), "职务": history.posts_text(person, day),
                "任职": [{"领导小组": history.group_name(each.group, day), **_line_facts(each.line)} for each in roles],
            }
        )  # fmt: skip
        return
    click.echo(person_label(history, person, day))
    rows = [(history.group_name(each.group, day), each.line.role, _since(each.line.since)) for each in roles]
    say_table(("领导小组", "角色", "依据"), rows)


def _show_unit(history: History, unit: int, day: date, _order: Order, *, as_json: bool) -> None:
    from gongwen.roster.ledger.state import people_of_unit, roles_of_person

    rows = [
        (history.person_name(person, day), post.title, str(len(roles_of_person(history, person, day))))
        for post, person in people_of_unit(history, unit, day)
    ]
    head = ("姓名", "职务", "任职的领导小组")
    if as_json:
        say_json(
            {
                "单位": history.unit_name(unit, day),
                "人员": [dict(zip(head, row, strict=True)) for row in rows],
            }
        )
        return
    click.echo(history.unit_name(unit, day))
    say_table(head, rows)


@click.command("list", help="列出全部领导小组。", options_metavar="[选项]")
@with_day
@with_json
@with_database
def list_groups(day: date, as_json: bool, url: str) -> None:
    """List the groups that there are on a day."""
    from gongwen.roster.ledger.state import groups_on, roster_of

    history = _history(url)
    groups = groups_on(history, day)
    if as_json:
        say_json([_group_facts(history, group, day) for group in groups])
        return
    rows = []
    for group in groups:
        lines = roster_of(history, group, day)
        leader = lines[0].name if lines else ""
        rows.append(
            (history.group_name(group, day), leader, str(len(lines)), history.lives[group].start.isoformat())
        )
    say_table(("领导小组", "组长", "人数", "设立日期"), rows)


@click.command(help="一个领导小组、一个人或一个单位的全部变动，每条带依据。", options_metavar="[选项]")
@click.argument("name", metavar="组名|姓名|单位")
@with_json
@with_database
def history(name: str, as_json: bool, url: str) -> None:
    """Tell every event of what goes by ``name``, at any time."""
    from gongwen.finding import UsageError
    from gongwen.roster.ledger.event_words import events_about, tell_event

    past = _history(url)
    events = events_about(past, name)
    if not events:
        raise UsageError(f"名册里没有“{name}”的变动；可用 gongwen roster find 查姓名、list 查组名")
    rows = [
        (each.day.isoformat(), each.kind, tell_event(past, each), str(each.origin), f"第{each.batch}批")
        for each in events
    ]
    head = ("生效日期", "类型", "内容", "依据", "批次")
    if as_json:
        say_json([dict(zip(head, row, strict=True)) for row in rows])
        return
    say_table(head, rows)


@click.command(help="按姓名（或其中几个字）找人，显示编号、职务和所在的领导小组。", options_metavar="[选项]")
@click.argument("name", metavar="姓名")
@with_day
@with_json
@with_database
def find(name: str, day: date, as_json: bool, url: str) -> None:
    """List the people whose name has these characters."""
    from gongwen.roster.ledger.state import roles_of_person
    from gongwen.zh.names import close_up

    past, wanted = _history(url), close_up(name)
    rows = [
        (
            str(person), past.person_name(person, day), past.posts_text(person, day),
            "、".join(f"{past.group_name(each.group, day)}{each.line.role}" for each in roles_of_person(past, person, day)),
        )
        for person in past.register.people
        if any(wanted in one for one in past.person_names[person].names)
    ]  # fmt: skip
    head = ("编号", "姓名", "职务", "领导小组")
    if as_json:
        say_json([dict(zip(head, row, strict=True)) for row in rows])
    elif rows:
        say_table(head, rows)
    else:
        click.echo(f"名册里没有姓名含“{wanted}”的人", err=True)
        sys.exit(_FOUND_DOUBTS)


@click.command(
    help="显示某一天全部领导小组的名单；--known 只算那个时刻以前录入的。", options_metavar="[选项]"
)
@click.argument("day", type=Day(), metavar="日期")
@click.option(
    "--known", default="", metavar="时刻", help="如 2024-06-01 或 2024-06-01T09:00:00：当时知道的情况。"
)
@with_json
@with_database
def asof(day: date, known: str, as_json: bool, url: str) -> None:
    """Show every roster of a day, as it is known at present or as it was known at a time."""
    from gongwen.roster.ledger.state import groups_on, roster_of

    past = _history(url, _moment(known))
    groups = groups_on(past, day)
    if as_json:
        say_json(
            [
                {**_group_facts(past, each, day), "名单": list(map(_line_facts, roster_of(past, each, day)))}
                for each in groups
            ]
        )
        return
    for group in groups:
        _show_group(past, group, day, "席次", as_json=False)
        click.echo()


def _moment(text: str) -> str:
    """Return a moment as batches tell it; a day alone is its end."""
    from datetime import datetime

    from gongwen.finding import UsageError

    if not text:
        return ""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise UsageError(f"--known “{text}”不是时刻，请写成 2024-06-01 或 2024-06-01T09:00:00") from None
    return found.isoformat(timespec="seconds") if "T" in text or " " in text else f"{found.date()}T23:59:59"


@click.command(help="列出每一批录入：何时、录了什么、是否已撤销。", options_metavar="[选项]")
@with_json
@with_database
def log(as_json: bool, url: str) -> None:
    """List the batches, the latest first."""
    from gongwen.roster.register import read_register
    from gongwen.roster.store.database import Database

    held = read_register(Database(url))
    counts: dict[int, int] = {}
    for event in held.events:
        counts[event.batch] = counts.get(event.batch, 0) + 1
    rows = [
        (
            str(batch.id), batch.entered, batch.note or (f"撤销第{batch.undoes}批" if batch.undoes else ""),
            "已撤销" if batch.id in held.undone else f"{counts.get(batch.id, 0)}项变动",
        )
        for batch in reversed(held.batches)
    ]  # fmt: skip
    head = ("批号", "录入时间", "说明", "状态")
    if as_json:
        say_json([dict(zip(head, row, strict=True)) for row in rows])
        return
    say_table(head, rows)


@click.command(
    help="检查名册：一人多席、职务不一致、已离职未退出、组期限已满、文号重复、排序不符等。",
    options_metavar="[选项]",
)
@click.option("--most", default=10, metavar="个数", help="一个人在多少个领导小组以上算任职过多，默认 10。")
@with_day
@with_json
@with_database
def verify(most: int, day: date, as_json: bool, url: str) -> None:
    """Tell what does not look right; the exit status is 1 when there is anything."""
    from gongwen.roster.register import read_register
    from gongwen.roster.review.audit import audit
    from gongwen.roster.store.database import Database

    held = read_register(Database(url))
    found = audit(held.fold(), held.numbers, day, most)
    if as_json:
        say_json([{"类别": each.code, "说明": each.message} for each in found])
    else:
        for each in found:
            click.echo(f"{each.code}　{each.message}")
        click.echo(f"共 {len(found)} 处要看" if found else "没有发现问题")
    sys.exit(_FOUND_DOUBTS if found else 0)
