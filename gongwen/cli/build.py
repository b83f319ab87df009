"""``gongwen build``: inputs → documents."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from gongwen.files import Outputs, output_path, page_paths, write_whole
from gongwen.finding import InputError, UsageError

if TYPE_CHECKING:
    from gongwen.api import Composition, Output, Target
    from gongwen.flow import Numbering

TARGETS = ("docx", "pdf", "png", "html", "txt")


class Targets(click.ParamType[tuple[str, ...]]):
    """A list of formats with commas between them."""

    name = "格式"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, ...]:
        """Return the formats in the order given; fail on an unknown one."""
        names = tuple(dict.fromkeys(name.strip().lower() for name in str(value).split(",") if name.strip()))
        unknown = [name for name in names if name not in TARGETS]
        if unknown or not names:
            self.fail(f"“{value}”里有不认识的格式，可以写：{'、'.join(TARGETS)}，几种之间用逗号隔开")
        return names


@dataclass(frozen=True, slots=True)
class _Order:
    """What the user asked for, the same for every file."""

    files: tuple[Path, ...]
    wanted: Path | None
    targets: tuple[str, ...]
    style: str
    template: Path | None
    numbering: Numbering
    is_preprinted: bool


@click.command(
    help="把 YAML 或文字稿排成公文。不写 -o 时，结果放在输入文件旁边。",
    options_metavar="[选项]",
    short_help="把输入排成公文",
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="文件…")
@click.option(
    "-o", "--output", "wanted", type=click.Path(path_type=Path), metavar="文件|文件夹", help="结果写到哪里。"
)
@click.option(
    "--to",
    "targets",
    type=Targets(),
    metavar="格式",
    help="docx、pdf、png、html、txt，可写几种，用逗号隔开；默认 docx。",
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
@click.option("--preprinted", is_flag=True, help="套打：纸上已经印好标志和红线，只留出它们的位置。")
def build(
    files: tuple[Path, ...],
    wanted: Path | None,
    targets: tuple[str, ...] | None,
    style: str,
    template: Path | None,
    numbering: Numbering,
    preprinted: bool,
) -> None:
    """Build every file; one that fails does not stop the others."""
    order = _Order(files, wanted, targets or _implied(wanted), style, template, numbering, preprinted)
    from gongwen.read.named_files import files_named

    given = [*files, *([template] if template else [])]
    outputs = Outputs(given, lambda: files_named(files, style))
    outputs.claim(_path(file, target, order) for file in files for target in order.targets)
    sys.exit(max(_build_one(file, order, outputs) for file in files))


def _implied(wanted: Path | None) -> tuple[str, ...]:
    """Return the format that the name of the output says, docx when it says none."""
    extension = wanted.suffix.lower().lstrip(".") if wanted else ""
    if extension and extension not in TARGETS:
        raise UsageError(f"{wanted}：不认识扩展名“.{extension}”，可以用：{'、'.join(TARGETS)}")
    return (extension or "docx",)


def _path(file: Path, target: str, order: _Order) -> Path:
    return output_path(file, order.wanted, target, order.files)


def _build_one(file: Path, order: _Order, outputs: Outputs) -> int:
    """Build ``file`` and return its exit status: 0, 1 for faults in it, 2 when it cannot be read."""
    from gongwen import api

    try:
        composition = api.compose_source(
            api.load(file), order.style, order.numbering, is_preprinted=order.is_preprinted
        )
        for finding in composition.findings:
            click.echo(f"提示 {finding}", err=True)
        reason = f"（{composition.reason}）" if composition.reason else ""
        click.echo(f"{file}：版式 {composition.profile.title}{reason}", err=True)
        for target in order.targets:
            _deliver(_path(file, target, order), _render(file, composition, target, order), outputs)
    except InputError as error:
        click.echo("\n".join(f"错误 {problem}" for problem in error.problems), err=True)
        return 1
    except UsageError as error:
        click.echo(f"错误 {error}", err=True)
        return 2
    return 0


def _render(file: Path, composition: Composition, target: str, order: _Order) -> Output:
    """Return the output; what is wrong with it is told with the name of the file."""
    from gongwen import api

    try:
        return api.render(composition, cast("Target", target), order.template)
    except InputError as error:
        raise InputError([f"{file}：{problem}" for problem in error.problems]) from None


@cache
def _say_once(note: str) -> None:
    click.echo(f"提示 {note}", err=True)


def _deliver(path: Path, output: Output, outputs: Outputs) -> None:
    for note in output.notes:
        _say_once(note)
    paths = page_paths(path, len(output.files))
    outputs.claim(each for each in paths if each != path)
    for place, data in zip(paths, output.files, strict=True):
        write_whole(place, data)
        click.echo(f"已生成 {place}")
