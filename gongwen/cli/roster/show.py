"""``gongwen roster show`` and the other commands that only look."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

import click

from gongwen.cli.roster.options import (
    Day,
    say_json,
    say_table,
    with_database,
    with_day,
    with_json,
    with_order,
)
from gongwen.cli.saying import say

if TYPE_CHECKING:
    from gongwen.api.chinese import Order
    from gongwen.api.roster.views import GroupView, PersonView, UnitView

_FOUND_DOUBTS = 1


@click.command(help="显示一个领导小组的名单、一个人的任职，或者一个单位的人。", options_metavar="[选项]")
@click.argument("name", metavar="组名|姓名|单位")
@with_order
@click.option("--key", default="", metavar="编号", help="同名的人，指明是哪一位。")
@with_day
@with_json
@with_database
def show(name: str, order: Order, key: str, day: date, as_json: bool, url: str) -> None:
    """Show what goes by ``name``: a group, else a person, else a unit."""
    say_found(url, name, day, order, key, as_json=as_json)


def say_found(
    register: str, name: str, day: date, order: Order = "席次", key: str = "", *, as_json: bool = False
) -> None:
    """Show what goes by ``name`` in ``register``."""
    from gongwen.api.roster.views import GroupView, PersonView
    from gongwen.api.roster.views import show as find_named

    found = find_named(register, name, day, order=order, key=key)
    if as_json:
        say_json(found.all_facts() if isinstance(found, GroupView) else found.facts())
    elif isinstance(found, GroupView):
        _say_group(found)
    elif isinstance(found, PersonView):
        _say_person(found)
    else:
        _say_unit(found)


def _say_group(found: GroupView) -> None:
    from gongwen.api.roster.views import since

    click.echo(f"{found.name}（{found.day}，{found.status if found.has_ended else '在用'}）")
    for label, text in (
        ("设立", f"{found.founded} {found.basis}".strip()),
        ("办公室", found.office),
        ("成员调整", found.clause),
    ):
        if text:
            click.echo(f"{label}：{text}")
    rows = [(line.role, line.name or "（空缺）", line.post, since(line.since)) for line in found.lines]
    say_table(("角色", "姓名", "单位及职务", "依据"), rows)
    for name, character in found.unknown:
        say(f"注意：{name}的“{character}”笔顺不知道，位置可能不准，请核对")


def _say_person(found: PersonView) -> None:
    from gongwen.api.roster.views import since

    click.echo(found.label)
    rows = [(group, line.role, since(line.since)) for group, line in found.roles]
    say_table(("领导小组", "角色", "依据"), rows)


def _say_unit(found: UnitView) -> None:
    click.echo(found.name)
    rows = [(name, post, str(count)) for name, post, count in found.people]
    say_table(("姓名", "职务", "任职的领导小组"), rows)


@click.command("list", help="列出全部领导小组。", options_metavar="[选项]")
@with_day
@with_json
@with_database
def list_groups(day: date, as_json: bool, url: str) -> None:
    """List the groups that there are on a day."""
    from gongwen.api.roster.views import all_groups

    groups = all_groups(url, day)
    if as_json:
        say_json([group.facts() for group in groups])
        return
    rows = [
        (
            group.name,
            group.lines[0].name if group.lines else "",
            str(len(group.lines)),
            group.founded.isoformat(),
        )
        for group in groups
    ]
    say_table(("领导小组", "组长", "人数", "设立日期"), rows)


@click.command(help="一个领导小组、一个人或一个单位的全部变动，每条带依据。", options_metavar="[选项]")
@click.argument("name", metavar="组名|姓名|单位")
@with_json
@with_database
def history(name: str, as_json: bool, url: str) -> None:
    """Tell every event of what goes by ``name``, at any time."""
    from gongwen.api.roster.views import events_of

    _say_rows(events_of(url, name), as_json=as_json)


def _say_rows(rows: Sequence[Mapping[str, str]], *, as_json: bool) -> None:
    if as_json:
        say_json(rows)
    elif rows:
        say_table(tuple(rows[0]), [tuple(row.values()) for row in rows])


@click.command(help="按姓名（或其中几个字）找人，显示编号、职务和所在的领导小组。", options_metavar="[选项]")
@click.argument("name", metavar="姓名")
@with_day
@with_json
@with_database
def find(name: str, day: date, as_json: bool, url: str) -> None:
    """List the people whose name has these characters."""
    from gongwen.api.roster.views import people_called

    rows = [
        {
            "编号": str(person.key), "姓名": person.name, "职务": person.posts,
            "领导小组": "、".join(f"{group}{line.role}" for group, line in person.roles),
        }
        for person in people_called(url, name, day)
    ]  # fmt: skip
    _say_rows(rows, as_json=as_json)
    if not rows and not as_json:
        say(f"名册里没有姓名含“{''.join(name.split())}”的人")
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
    from gongwen.api.roster.views import all_groups

    groups = all_groups(url, day, known)
    if as_json:
        say_json([group.all_facts() for group in groups])
        return
    for group in groups:
        _say_group(group)
        click.echo()


@click.command(help="列出每一批录入：何时、录了什么、是否已撤销。", options_metavar="[选项]")
@with_json
@with_database
def log(as_json: bool, url: str) -> None:
    """List the batches, the latest first."""
    from gongwen.api.roster.views import batches

    rows = list(batches(url))
    _say_rows(rows, as_json=as_json)
    if not rows and not as_json:
        say("名册里还没有录入任何内容")


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
    from gongwen.api.roster.views import doubts

    found = doubts(url, day, most)
    if as_json:
        say_json([{"类别": each.code, "说明": each.message} for each in found])
    else:
        for each in found:
            click.echo(f"{each.code}　{each.message}")
        click.echo(f"共 {len(found)} 处要看" if found else "没有发现问题")
    sys.exit(_FOUND_DOUBTS if found else 0)
