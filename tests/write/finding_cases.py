"""What was found in the files of tests/write/findings.yaml."""

from __future__ import annotations

from typing import Any

from gongwen.address import Place, Stretch
from gongwen.finding import Checked, Finding, Fix, LookChange, TextChange, excerpt_of
from tests.paths import read_cases

CASES: dict[str, dict[str, Any]] = read_cases("write/findings.yaml")


def checked_of(name: str) -> list[Checked]:
    """The files of a case."""
    return [
        Checked(
            each["文件"],
            tuple(finding_of(each["文件"], f) for f in each.get("问题", ())),
            each.get("未读", ""),
        )
        for each in CASES[name]["文件"]
    ]


def finding_of(file: str, keys: dict[str, Any]) -> Finding:
    """The finding that ``keys`` tell."""
    span = (keys["起"], keys["止"]) if "起" in keys else None
    place = place_of(file, keys)
    at = None if place is None else Stretch(place, *(span or ()))
    return Finding(
        keys["规则"], at, keys["问题"], keys.get("条款", ""), keys["程度"],
        keys.get("处理", "提示"), excerpt_of(keys["文"], span) if "文" in keys else "", () if at is None else fixes_of(at, keys),
    )  # fmt: skip


def place_of(file: str, keys: dict[str, Any]) -> Place | None:
    if "段" in keys:
        return Place(file, keys["段"], unit="段")
    return Place(file, keys["行"], keys.get("列", 1), keys.get("页", 0)) if "行" in keys else None


def fixes_of(at: Stretch, keys: dict[str, Any]) -> tuple[Fix, ...]:
    if "格式" in keys:
        return (Fix(Stretch(at.at), LookChange(keys["格式"]["对象"], keys["格式"]["属性"])),)
    return (Fix(at, TextChange(keys["改为"])),) if "改为" in keys else ()
