"""``gongwen rules`` and ``gongwen explain``: what documents are held against."""

from __future__ import annotations

import click

from gongwen.cli.roster.options import say_json, say_table, with_json
from gongwen.finding import RuleInfo, UsageError


@click.command(
    help="列出检查公文的全部规则；写了代码的开头或者词的，只列那些，如 gongwen rules head 顿号。",
    options_metavar="[选项]",
    short_help="列出规则",
)
@click.argument("prefixes", nargs=-1, metavar="[代码开头|词…]")
@with_json
def rules(prefixes: tuple[str, ...], as_json: bool) -> None:
    """Print the rules in the order of their groups."""
    from gongwen.check.reference import as_facts, grouped, rule_infos
    from gongwen.write.findings.view import visible

    infos = [info for members in grouped(rule_infos()).values() for info in members]
    shown = [info for info in infos if not prefixes or _is_named(info, prefixes)]
    if not shown:
        named = "”“".join(prefixes)
        raise UsageError(f"没有代码以“{named}”开头、要求里有“{named}”的规则，用 gongwen rules 列出全部规则")
    if as_json:
        say_json([as_facts(info) for info in shown])
        return
    rows = [(info.code, info.force, info.mending, visible(info.about)) for info in shown]
    say_table(("规则", "程度", "处理", "要求"), rows)
    click.echo(f"共{len(shown)}条；用 gongwen explain 规则 看一条的条款和例子")


def _is_named(info: RuleInfo, words: tuple[str, ...]) -> bool:
    """Whether the code of ``info`` begins with one of ``words``, or what it wants says one."""
    from gongwen.check.reference import group_of

    told = info.about + group_of(info.code)
    return info.code.startswith(words) or any(word in told for word in words)


@click.command(
    help="说明一条规则：要求、条款、程度、怎样处理，错的和对的例子。",
    options_metavar="[选项]",
    short_help="说明一条规则",
)
@click.argument("code", metavar="规则")
@with_json
def explain(code: str, as_json: bool) -> None:
    """Print the page of a rule; an unknown code is answered with those like it."""
    from gongwen.check.reference import as_facts, find_rule, rule_infos
    from gongwen.check.reference import explain as page

    info = find_rule(code, rule_infos())
    if as_json:
        say_json(as_facts(info))
        return
    click.echo(page(info), nl=False)
