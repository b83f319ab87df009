"""What an office wants to be checked: a file of settings → ``CheckSettings``."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any, get_args

from gongwen.address import Address
from gongwen.finding import Finding, Force, InputError
from gongwen.read.encoding import read_text
from gongwen.read.input.tree import FileKind, TextTree, Tree, parse_yaml

_SKIP, _ONLY, _ALLOWED, _FORCES, _STYLE, _PHRASES = "忽略", "只查", "词语白名单", "程度", "版式", "固定提法"
KEYS = (_SKIP, _ONLY, _ALLOWED, _FORCES, _STYLE, _PHRASES)
"""What a file of settings may say."""
_NONE: Mapping[str, str] = {}
_NO_SETTINGS = "没有可用的设置，请写成“键: 值”，如“忽略: [dates.dotted]”"
SETTINGS = FileKind("设置", _NO_SETTINGS, _NO_SETTINGS)


@dataclass(frozen=True, slots=True)
class CheckSettings:
    """What an office wants to be checked, and how strictly."""

    skipped: tuple[str, ...] = ()
    """Codes of rules, or what they begin with (dates), whose findings are not told."""
    only: tuple[str, ...] = ()
    """The same, of the rules whose findings alone are told; () for all."""
    allowed: tuple[str, ...] = ()
    """Texts that no rule of wording touches."""
    forces: Mapping[str, Force] = field(default_factory=dict)
    """How binding a rule is here, by its code or what that begins with."""
    style: str = ""
    """The name of the style that documents are held against; "" for the usual choice."""
    phrases: tuple[str, ...] = ()
    """Phrases of the office that have one form: what is nearly one of them is told."""


def read_check_settings(
    path: Path, codes: Collection[str], former: Mapping[str, str] = _NONE
) -> CheckSettings:
    """Return what the file at ``path`` says; ``codes`` are those of all rules.

    ``former`` are codes that other rules have taken over, with those of the others, by which they are known.

    Raises UsageError when it cannot be read, InputError with every fault and its line when it is wrong.
    """
    return parse_check_settings(read_text(path), str(path), codes, former)


def parse_check_settings(
    text: str, name: str, codes: Collection[str], former: Mapping[str, str] = _NONE
) -> CheckSettings:
    """Return what ``text`` says; ``name`` is what messages call the file. Raises InputError as above."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if all(not line.strip() or line.lstrip().startswith("#") for line in lines.split("\n")):
        return CheckSettings()
    return _Reader(parse_yaml(lines, KEYS, (_FORCES,), SETTINGS), name, codes, former).read()


class _Reader:
    """Reads the values of one file and gathers what is wrong with them."""

    def __init__(self, tree: TextTree, name: str, codes: Collection[str], former: Mapping[str, str]) -> None:
        self.tree, self.name, self.codes, self.former = tree, name, codes, former
        self.problems: list[tuple[int, str]] = []

    def read(self) -> CheckSettings:
        """Return the settings. Raises InputError."""
        if self.tree.value is None:
            self.problems = [(slip.line, slip.message) for slip in self.tree.slips]
            raise self._error()
        self.problems += [(slip.line, slip.message) for slip in self.tree.slips]
        for key in self.tree.value:
            if key not in KEYS:
                self._note(Address(key), f"不认识“{key}”{_meant(key, KEYS)}；可以写：{'、'.join(KEYS)}")
        settings = CheckSettings(
            self._codes(_SKIP), self._codes(_ONLY), tuple(text for text, _ in self._texts(_ALLOWED)),
            self._forces(), self._style(), tuple(text for text, _ in self._texts(_PHRASES)),
        )  # fmt: skip
        if self.problems:
            raise self._error()
        return settings

    def _error(self) -> InputError:
        found = dict.fromkeys(sorted(self.problems, key=lambda problem: problem[0]))
        return InputError([f"{self.name} 第{line}行：{message}" for line, message in found])

    def _note(self, loc: Address, message: str) -> None:
        mark = self.tree.keys.get(loc) or self.tree.values[loc]
        self.problems.append((mark.line, message))

    def _value(self, key: str) -> Tree:
        return (self.tree.value or {}).get(key, "")

    def _texts(self, key: str) -> list[tuple[str, Address]]:
        """Return the texts that ``key`` lists, each with the way to it; a single text is a list of one."""
        value = self._value(key)
        if isinstance(value, str):
            return [(value.strip(), Address(key))] if value.strip() else []
        if isinstance(value, dict):
            self._note(Address(key), f"“{key}”下面是列表，请写成 {key}: [甲, 乙]，或者一行一个“- 甲”")
            return []
        found: list[tuple[str, Address]] = []
        for index, item in enumerate(value):
            if isinstance(item, str) and item.strip():
                found.append((item.strip(), Address(key, index)))
            else:
                self._note(Address(key, index), f"“{key}”的每一项应是一句文字")
        return found

    def _codes(self, key: str) -> tuple[str, ...]:
        found = self._texts(key)
        for code, loc in found:
            self._check_code(code, loc)
        return tuple(self.former.get(code, code) for code, _ in found)

    def _check_code(self, code: str, loc: Address) -> None:
        if not any(covers(code, known) for known in self.codes):
            meant = _meant(code, [*self.codes, *{known.partition(".")[0] for known in self.codes}])
            self._note(loc, f"没有规则“{code}”{meant}；用 gongwen rules 列出全部规则")

    def _forces(self) -> dict[str, Force]:
        value = self._value(_FORCES)
        if not isinstance(value, dict):
            if value:
                self._note(Address(_FORCES), f"“{_FORCES}”下面写规则和程度，如“dates.dotted: 惯例”")
            return {}
        known: dict[Any, Force] = {force: force for force in get_args(Force)}
        found: dict[str, Force] = {}
        for code, text in value.items():
            self._check_code(code, Address(_FORCES, code))
            if isinstance(text, str) and text in known:
                found[self.former.get(code, code)] = known[text]
            else:
                self._note(Address(_FORCES, code), f"“{code}”的程度应是：{'、'.join(known)}")
        return found

    def _style(self) -> str:
        value = self._value(_STYLE)
        if isinstance(value, str):
            return value.strip()
        self._note(Address(_STYLE), "“版式”应是一个版式的名称，用 gongwen style list 列出")
        return ""


def _meant(text: str, known: Iterable[str]) -> str:
    near = get_close_matches(text, list(known), 1, 0.5)
    return f"，是不是“{near[0]}”" if near else ""


def covers(prefix: str, code: str) -> bool:
    """Whether ``prefix`` is ``code`` or some of its words: dates covers dates.dotted, dat does not."""
    return code == prefix or code.startswith((f"{prefix}.", f"{prefix}-"))


def select_findings(findings: Iterable[Finding], settings: CheckSettings) -> list[Finding]:
    """Return those of ``findings`` that the office wants to be told, with the forces that it gives them."""
    return [_forced(finding, settings.forces) for finding in findings if _is_wanted(finding.code, settings)]


def _is_wanted(code: str, settings: CheckSettings) -> bool:
    if any(covers(prefix, code) for prefix in settings.skipped):
        return False
    return not settings.only or any(covers(prefix, code) for prefix in settings.only)


def _forced(finding: Finding, forces: Mapping[str, Force]) -> Finding:
    """Return ``finding`` with the force of the longest code of ``forces`` that covers its own."""
    codes = [code for code in forces if covers(code, finding.code)]
    return replace(finding, force=forces[max(codes, key=len)]) if codes else finding
