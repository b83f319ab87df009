"""What was found in a document, and how it can be fixed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from gongwen.address import Place, Stretch

Force = Literal["差错", "应当", "一般", "推荐", "惯例"]
"""How much a finding weighs, strongest first: what is simply wrong whatever any clause says, such as a day that does not
exist, and how binding the words of a clause are."""
BINDING: tuple[Force, ...] = ("差错", "应当")
"""Forces of what must be put right: a check that finds one fails."""

Fixing = Literal["修正", "建议", "提示"]
"""修正: one right answer, made unasked; 建议: a likely answer, made when asked for; 提示: a person decides."""


class TextChange(NamedTuple):
    """Characters become others."""

    wanted: str


class LookChange(NamedTuple):
    """Properties of a docx become others; the words stay."""

    of: Literal["字", "段末", "段", "页", "表"]
    """The characters of the stretch, the mark at the end of its paragraph, the paragraph, the section, or the table."""
    properties: Mapping[str, str]
    """Children of w:rPr, w:pPr, w:sectPr or w:tblPr by their name; "" takes one out."""


class NumbersChange(NamedTuple):
    """The page numbers of a docx become others, on all upright pages."""

    odd: str
    """A w:p as XML, as the next."""
    even: str
    on_first: bool
    """Whether a first page that has a footer of its own has the number too."""
    distance: str
    """From the foot of the sheet, twips."""


class LinesChange(NamedTuple):
    """Paragraphs without words, w:p as XML, come above and below that of the stretch."""

    above: str = ""
    below: str = ""


class FigureChange(NamedTuple):
    """The pictures in the lines of the paragraph that are wider get this width, and a height that goes with it."""

    width: float
    """Points."""
    is_table: bool = False
    """Whether it is the table in which the stretch stands that gets it; its columns keep their proportions."""


class BlanksChange(NamedTuple):
    """The empty paragraphs right above that of the stretch go."""

    pars: int


Change = TextChange | LookChange | NumbersChange | LinesChange | FigureChange | BlanksChange


class Fix(NamedTuple):
    """What puts a stretch of a file right, as a finding has it."""

    at: Stretch
    change: Change


@dataclass(frozen=True, slots=True)
class Finding:
    """One departure from the standard, or one thing that a person should look at."""

    code: str
    at: Stretch | None
    """What it is about; None is the file as a whole."""
    message: str
    clause: str
    force: Force
    fixing: Fixing = "提示"
    excerpt: str = ""
    """What stands there, shortened; "" for what is no text."""
    fixes: tuple[Fix, ...] = ()
    """What fixes it, in the order of the text; () when a person decides, or nothing in the file can be changed."""

    @property
    def place(self) -> Place | None:
        """The line or paragraph in which it stands, or begins; None is the file as a whole."""
        return self.at.at if self.at else None

    @property
    def span(self) -> tuple[int, int] | None:
        """The characters of the line or paragraph that it is about; None is all of it."""
        return None if self.at is None or self.at.end is None else self.at.span

    @property
    def fix(self) -> Fix | None:
        """What fixes it where that is one fix, and at its place; None when it takes several, or nothing does."""
        return self.fixes[0] if len(self.fixes) == 1 and self.fixes[0].at.at == self.place else None

    def __str__(self) -> str:
        place = f"{self.place}：" if self.at else ""
        clause = f"（{self.clause}，{self.force}）" if self.clause else f"（{self.force}）"
        return f"{place}{self.message}{clause}"


_AROUND = 12
"""How much is shown on each side of the characters at fault."""
_MOST = 40
"""How many characters at fault are shown; of more, the first and the last."""
CUT = "…"
"""Where an excerpt leaves something out."""


class Excerpt(NamedTuple):
    """What stands at a finding."""

    before: str
    faulty: str
    """The characters that it is about, or that are put in; all that is shown when they cannot be told."""
    after: str

    @property
    def text(self) -> str:
        """All of it."""
        return self.before + self.faulty + self.after


def excerpt_of(text: str, span: tuple[int, int] | None) -> str:
    """Return what is shown of the line ``text``: the characters of ``span`` and some on each side.

    Without a span the line is shown, shortened; the end of a line within it is a blank. ``find_excerpt`` tells the
    characters of the span again.
    """
    text = text.replace("\n", " ")
    if span is None:
        return _shortened(text)
    start, end = span
    before = text[:start] if start <= _AROUND else CUT + text[start - _AROUND : start]
    after = text[end:] if len(text) - end <= _AROUND else text[end : end + _AROUND] + CUT
    return before + _shortened(text[start:end]) + after


def _shortened(text: str) -> str:
    half = _MOST // 2
    return text if len(text) <= _MOST else text[:half] + CUT + text[-half:]


def find_excerpt(finding: Finding) -> Excerpt:
    """Return the excerpt of ``finding``, the characters of its span apart from what is around them."""
    text, span = finding.excerpt, finding.span
    if span is None:
        return Excerpt("", text, "")
    long = span[1] - span[0]
    length = long if long <= _MOST else _MOST + len(CUT)
    start = span[0] if span[0] <= _AROUND else _AROUND + len(CUT)
    is_around = start + length <= len(text) and (start == span[0] or text.startswith(CUT))
    if len(text) <= length or not is_around:
        return Excerpt("", text, "")
    return Excerpt(text[:start], text[start : start + length], text[start + length :])


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that was checked, and what was found in it."""

    file: str
    """As the user gave it."""
    findings: tuple[Finding, ...] = ()
    problem: str = ""
    """Why it could not be read; "" when it was."""
    unseen: str = ""
    """What of it was not checked, in Chinese; "" when all was."""
    lines: tuple[tuple[Place, str], ...] = ()
    """Its text where a report is to show the findings in it, line by line or paragraph by paragraph."""


@dataclass(frozen=True, slots=True)
class RuleInfo:
    """What there is to say of a rule, whatever it holds documents against."""

    code: str
    clause: str
    """Of GB/T 9704 when it is a bare number; "" when no clause says it."""
    force: Force
    about: str
    """What is wanted, in a Chinese sentence; "" when nothing is said."""
    fixing: Fixing = "提示"
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
    by_style: tuple[Force, ...] = ()
    """The forces that its values have in the usual style, strongest first; () for a rule with a force of its own."""
    formerly: tuple[str, ...] = ()
    """Codes of rules that have become part of it."""


class InputError(Exception):
    """The input makes no document; ``problems`` names each fault with its place, in Chinese."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class UsageError(Exception):
    """A file cannot be read or written, or a command was called wrongly; the text is for the user."""
