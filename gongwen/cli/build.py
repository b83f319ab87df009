"""``gongwen build``: inputs → documents."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gongwen.cli.result_path import ResultPath
from gongwen.cli.saying import say

if TYPE_CHECKING:
    from gongwen.api.building import Built
    from gongwen.api.documents import Numbering, Target


class Targets(click.ParamType["tuple[Target, ...]"]):
    """A list of formats with commas between them."""

    name = "格式"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[Target, ...]:
        """Return the formats in the order given; fail on an unknown one."""
        from gongwen.api.documents import TARGETS

        names = dict.fromkeys(name.strip().lower() for name in str(value).split(",") if name.strip())
        known = {str(target): target for target in TARGETS}
        if not names or not names.keys() <= known.keys():
            self.fail(f"“{value}”里有不认识的格式，可以写：{'、'.join(TARGETS)}，几种之间用逗号隔开")
        return tuple(known[name] for name in names)


@click.command(
    help="把 YAML 或文字稿排成公文；也可以直接给草稿（docx、doc、wps、txt、md、html、pdf、odt、rtf），一步读出、排好，"
    "并说明各部分认成了什么、什么没有带过来。不写 -o 时，结果放在输入文件旁边。",
    options_metavar="[选项]",
    short_help="把输入排成公文",
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="文件…")
@click.option("-o", "--output", "wanted", type=ResultPath(), metavar="文件|文件夹", help="结果写到哪里。")
@click.option(
    "--to",
    "targets",
    type=Targets(),
    help="docx、pdf、ofd、png、html、txt，可写几种，用逗号隔开；默认 docx。",
)
@click.option(
    "--style", default="", metavar="版式", help="版式名（gongwen style list）或版式文件；默认用文件里写的。"
)
@click.option(
    "--template",
    type=click.Path(path_type=Path),
    metavar="文件.docx",
    help="本单位的版头模板（只用于 docx）。",
)
@click.option("--numbering", type=click.Choice(["text", "word"]), default="text", metavar="text|word",
              help="小标题的序号：text 直接写成文字（默认），word 用 Word 的自动编号。")  # fmt: skip
@click.option("--head", type=click.Path(path_type=Path), metavar="文头.yaml",
              help="草稿里没有的项目：发文机关、印发机关、抄送机关等，一行一项；草稿里有的不改。")  # fmt: skip
@click.option("--set", "values", multiple=True, metavar="项目=内容",
              help="写明草稿的一项，如 --set 发文字号=云政发〔2026〕8号；可以写几次，优先于草稿和文头。")  # fmt: skip
@click.option("--source", type=click.Path(path_type=Path), metavar="文稿.yaml",
              help="把草稿读成的文稿也写出来，以后改文稿再排。")  # fmt: skip
@click.option("--attach-source", is_flag=True, help="把文稿（YAML）作为附件放进 OFD。")
@click.option("--preprinted", is_flag=True, help="套打：纸上已经印好标志和红线，只留出它们的位置。")
def build(
    files: tuple[Path, ...],
    wanted: Path | None,
    targets: tuple[Target, ...] | None,
    style: str,
    template: Path | None,
    numbering: Numbering,
    preprinted: bool,
    head: Path | None,
    values: tuple[str, ...],
    source: Path | None,
    attach_source: bool,
) -> None:
    """Build every file; one that fails does not stop the others."""
    from gongwen.api.building import BuildSpec, build_files, implied_targets

    kinds = targets or implied_targets(wanted)
    spec = BuildSpec(
        files, wanted, kinds, style, template, numbering, preprinted, head, values, source, attach_source
    )
    said: set[str] = set()
    statuses = {built.file: _tell(built, said) for built in build_files(spec)}
    _sum_up([file for file, status in statuses.items() if status], len(files))
    sys.exit(max(statuses.values()))


def _sum_up(failed: Sequence[Path], count: int) -> None:
    """Say at the end, of several files, how many were made whole and which were not."""
    if count == 1:
        return
    click.echo(f"{count}个文件，{len(failed)}个没有排成", err=bool(failed))
    for file in failed:
        say(f"没有排成 {file}")


def _tell(built: Built, said: set[str]) -> int:
    """Say what came of one file and return its exit status: 0, 1 for faults in it, 2 when it cannot be read.

    Notes that were ``said`` of a file before are not said again.
    """
    for part in built.missing:
        say(f"注意 {built.file}：{part}")
    if built.taken:
        click.echo(f"{built.file}：认成了{'；'.join(built.taken)}")
    if built.composition is not None:
        for finding in built.composition.findings:
            say(f"提示 {finding}")
        reason = f"（{built.composition.reason}）" if built.composition.reason else ""
        say(f"{built.file}：版式 {built.composition.profile.title}{reason}")
    for note in dict.fromkeys(built.notes):
        if note not in said:
            say(f"提示 {note}")
    said.update(built.notes)
    for lost in built.lost:
        say(f"没有带过来 {lost}")
    for path in built.written:
        click.echo(f"已生成 {path}")
    for problem in built.problems:
        say(f"错误 {problem}")
    return 2 if built.is_unusable else 1 if built.problems or built.lost else 0
