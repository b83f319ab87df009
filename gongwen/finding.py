"""What was found in a document, and how it can be mended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from gongwen.flow import Place

Force = Literal["应当", "一般", "推荐", "惯例"]
"""How binding the words of a clause are, strongest first."""


Mending = Literal["修正", "建议", "提示"]
"""修正: one right answer, made unasked; 建议: a likely answer, made when asked for; 提示: a person decides."""


class TextFix(NamedTuple):
    """The characters ``start``:``end`` of the text at a finding become ``wanted``."""

    start: int
    end: int
    wanted: str


class LookFix(NamedTuple):
    """Properties of a docx at a finding become others; the words stay."""

    of: Literal["字", "段", "页"]
    """The characters ``start``:``end`` of the paragraph, the paragraph, or the section that it stands in."""
    properties: Mapping[str, str]
    """Children of w:rPr, w:pPr or w:sectPr by their name; "" takes one out."""
    start: int = 0
    end: int | None = None


class PlacedFix(NamedTuple):
    """A fix of one of several places."""

    at: Place
    fix: TextFix | LookFix


@dataclass(frozen=True, slots=True)
class Finding:
    """One departure from the standard, or one thing that a person should look at."""

    code: str
    at: Place | None
    message: str
    clause: str
    force: Force
    mending: Mending = "提示"
    span: tuple[int, int] | None = None
    """The characters of the paragraph or line that it is about; None is all of it."""
    excerpt: str = ""
    """What stands there, shortened; "" for what is no text."""
    fix: TextFix | LookFix | None = None
    """What mends it; None when a person decides, or nothing in the file can be changed."""
    fixes: tuple[PlacedFix, ...] = ()
    """What mends it where it takes several fixes, in the order of the text; ``fix`` is None then."""

    def __str__(self) -> str:
        place = f"{self.at}：" if self.at else ""
        clause = f"（{self.clause}，{self.force}）" if self.clause else f"（{self.force}）"
        return f"{place}{self.message}{clause}"


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that was checked, and what was found in it."""

    file: str
    """As the user gave it."""
    findings: tuple[Finding, ...] = ()
    problem: str = ""
    """Why it could not be read; "" when it was."""


@dataclass(frozen=True, slots=True)
class RuleInfo:
    """What there is to say of a rule, whatever it holds documents against."""

    code: str
    clause: str
    """Of GB/T 9704 when it is a bare number; "" when no clause says it."""
    force: Force
    about: str
    """What is wanted, in a Chinese sentence; "" when nothing is said."""
    mending: Mending = "提示"
    wrong: str = ""
    """An example that breaks it; "" when there is none."""
    right: str = ""
    since: str = ""
    """The first 成文日期 to which it applies, YYYY-MM-DD; "" when it has no beginning."""
    until: str = ""
    """The last one; "" for a rule in force."""
    parts: tuple[str, ...] = ()
    """The parts of a document that it reads; () is the document as a whole."""
    more: str = ""
    """What else there is to know."""


class InputError(Exception):
    """The input makes no document; ``problems`` names each fault with its place, in Chinese."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class UsageError(Exception):
    """A file cannot be read or written, or a command was called wrongly; the text is for the user."""
