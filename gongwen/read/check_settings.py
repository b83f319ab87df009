"""How an office wants documents checked: one YAML file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import get_args

from gongwen.finding import Force, InputError
from gongwen.read.encoding import read_text
from gongwen.read.text_yaml import TextTree, Tree, parse_yaml

_SELECTED, _IGNORED, _ALLOWED, _FORCES, _STYLE = "只查", "不查", "词语白名单", "程度", "版式"
KEYS: Mapping[str, str] = {
    _SELECTED: "只查这些规则：代码，或者代码的开头",
    _IGNORED: "不查这些规则",
    _ALLOWED: "本单位的用语，用词规则不碰",
    _FORCES: "改变规则的程度：代码: 应当、一般、推荐、惯例",
    _STYLE: "按哪个版式检查",
}
"""The keys of the file, and what they say."""


@dataclass(frozen=True, slots=True)
class CheckSettings:
    """What is checked, and how."""

    selected: tuple[str, ...] = ()
    """Codes, or beginnings of codes; () is all."""
    ignored: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()
    """Texts that no rule of wording touches."""
    forces: Mapping[str, Force] = field(default_factory=dict)
    style: str = ""
    """ "" leaves the choice to the document."""


def read_check_settings(path: Path | None, codes: Sequence[str]) -> CheckSettings:
    """Return the settings in the file at ``path``, the usual ones for None; ``codes`` are the rules that there are.

    Raises UsageError when it cannot be read, InputError for keys, values and codes that are not known.
    """
    if path is None:
        return CheckSettings()
    tree = parse_yaml(read_text(path), list(KEYS), ())
    reading = _Reading(tree, str(path), codes)
    settings = CheckSettings(
        reading.codes(_SELECTED), reading.codes(_IGNORED), reading.texts(_ALLOWED), reading.forces(),
        "".join(reading.texts(_STYLE)),
    )  # fmt: skip
    if reading.problems:
        raise InputError(reading.problems)
    return settings


def narrowed(settings: CheckSettings, selected: Sequence[str], ignored: Sequence[str]) -> CheckSettings:
    """Return ``settings`` with what a command names beside them."""
    return replace(settings, selected=(*settings.selected, *selected), ignored=(*settings.ignored, *ignored))


class _Reading:
    """Reads the values of one file and keeps what is wrong with them."""

    def __init__(self, tree: TextTree, name: str, known: Sequence[str]) -> None:
        self.tree, self.name, self.known = tree, name, known
        self.problems = [f"{name} 第{slip.line}行：{slip.message}" for slip in tree.slips]
        for key in tree.value or {}:
            if key not in KEYS:
                self.refuse(key, f"不认识“{key}”，可以写：{'、'.join(KEYS)}")

    def refuse(self, key: str, message: str) -> None:
        """Keep a problem with the place of ``key``."""
        self.problems.append(f"{self.name} 第{self.tree.keys[(key,)].line}行：{message}")

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a value as a list of texts; () for nothing."""
        value: Tree = (self.tree.value or {}).get(key, [])
        texts = [value] if isinstance(value, str) else value
        if not isinstance(texts, list) or not all(isinstance(each, str) for each in texts):
            self.refuse(key, f"“{key}”应是一个或几个词，一行一个，前面加“- ”")
            return ()
        return tuple(each.strip() for each in texts if isinstance(each, str) and each.strip())

    def codes(self, key: str) -> tuple[str, ...]:
        """Return a value as codes that there are, or beginnings of such."""
        found = self.texts(key)
        for code in found:
            self._check(key, code)
        return found

    def _check(self, key: str, code: str) -> None:
        if not any(known.startswith(code) for known in self.known):
            self.refuse(key, f"没有规则“{code}”，代码见 gongwen rules")

    def forces(self) -> dict[str, Force]:
        """Return the force that each rule is given."""
        value = (self.tree.value or {}).get(_FORCES, {})
        if not isinstance(value, dict):
            self.refuse(_FORCES, f"“{_FORCES}”下面应是“代码: 惯例”这样的行")
            return {}
        found: dict[str, Force] = {}
        for code, force in value.items():
            self._check(_FORCES, code)
            wanted = next((each for each in get_args(Force) if each == force), None)
            if wanted is None:
                self.refuse(_FORCES, f"{code}的程度只能是{'、'.join(get_args(Force))}")
            else:
                found[code] = wanted
        return found
