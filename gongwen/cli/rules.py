"""``gongwen rules`` and ``gongwen explain``: what documents are held against."""

from __future__ import annotations

import click

from gongwen.cli.roster.options import say_json, say_table, with_json


@click.command(
    help="列出检查公文的全部规则；写了代码的开头或者词的，只列那些，如 gongwen rules head 顿号。",
    options_metavar="[选项]",
    short_help="列出规则",
)
@click.argument("prefixes", nargs=-1, metavar="[代码开头|词…]")
@with_json
def rules(prefixes: tuple[str, ...], as_json: bool) -> None:
    """Print the rules in the order of their groups."""
    from gongwen.api.rules import as_facts, rules_named, visible

    shown = rules_named(prefixes)
    if as_json:
        say_json([as_facts(info) for info in shown])
        return
    rows = [
        (info.code, "按版式" if info.by_style else info.force, info.fixing, visible(info.about))
        for info in shown
    ]
    say_table(("规则", "程度", "处理", "要求"), rows)
    click.echo(f"共{len(shown)}条；用 gongwen explain 规则 看一条的条款和例子")


@click.command(
    help="说明一条规则：要求、条款、程度、怎样处理，错的和对的例子。",
    options_metavar="[选项]",
    short_help="说明一条规则",
)
@click.argument("code", metavar="规则")
@with_json
def explain(code: str, as_json: bool) -> None:
    """Print the page of a rule; an unknown code is answered with those like it."""
    from gongwen.api.rules import as_facts, find_rule
    from gongwen.api.rules import explain as page

    info = find_rule(code)
    if as_json:
        say_json(as_facts(info))
        return
    if info.code != code:
        click.echo(f"{code} 已并入 {info.code}：")
    click.echo(page(info), nl=False)
