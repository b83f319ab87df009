"""What ``gongwen check`` and ``gongwen fix`` share: by which rules, on which day, in which style."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from gongwen.cli.roster.options import Day
from gongwen.finding import InputError, UsageError

if TYPE_CHECKING:
    from gongwen.read.input.check_settings import CheckSettings

Command = TypeVar("Command", bound=Callable[..., Any])
_OPTIONS = (
    click.option("--select", metavar="规则…", default="", help="只查这些规则（代码或代码的开头，逗号隔开）。"),
    click.option("--ignore", metavar="规则…", default="", help="不查这些规则。"),
    click.option(
        "--style", default="", metavar="版式", help="按哪个版式检查；默认按成文日期和发文机关选。"
    ),
    click.option(
        "--on", "day", type=Day(), metavar="日期", help="按哪一天施行的规定检查，默认成文日期。"
    ),
    click.option(
        "--settings", "settings_file", type=click.Path(path_type=Path), metavar="文件.yaml",
        help="本单位的设置：不查哪些规则、词语白名单、程度、版式。",
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Order:
    """How files are checked."""

    style: str
    day: str
    """YYYY-MM-DD; "" for that of the document."""
    settings: CheckSettings
    files: tuple[Path, ...] = ()
    """Where the settings were read from."""


def with_order(command: Command) -> Command:
    """Add the options of an order to ``command``."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def read_order(select: str, ignore: str, style: str, day: date | None, settings_file: Path | None) -> Order:
    """Return what the options say. Raises UsageError for codes of no rule and for settings that are wrong."""
    from gongwen.check.reference import rule_infos

    known = [info.code for info in rule_infos()]
    settings = _settings(settings_file, known)
    only = (*settings.only, *_known_codes(select, "--select", known))
    skipped = (*settings.skipped, *_known_codes(ignore, "--ignore", known))
    settings = replace(settings, only=only, skipped=skipped)
    files = (settings_file,) if settings_file else ()
    return Order(style or settings.style, day.isoformat() if day else "", settings, files)


def _settings(file: Path | None, known: Sequence[str]) -> CheckSettings:
    from gongwen.read.input.check_settings import CheckSettings, read_check_settings

    if file is None:
        return CheckSettings()
    try:
        return read_check_settings(file, known)
    except InputError as error:
        raise UsageError(str(error)) from None


def _known_codes(text: str, option: str, known: Sequence[str]) -> tuple[str, ...]:
    from gongwen.check.reference import near_codes
    from gongwen.read.input.check_settings import covers

    codes = tuple(code.strip() for code in text.replace("，", ",").split(",") if code.strip())
    for code in codes:
        if not any(covers(code, each) for each in known):
            words = dict.fromkeys(each.partition(".")[0] for each in known)
            near = [word for word in words if word.startswith(code)] or near_codes(code, known)
            meant = f"，是不是 {'、'.join(near)}" if near else ""
            raise UsageError(f"{option}：没有规则“{code}”{meant}；代码见 gongwen rules")
    return codes
