"""What a rule is: a small function that finds what is wrong, and what there is to say of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Literal, NamedTuple, ParamSpec, TypeVar

from gongwen.address import Address, Place
from gongwen.document import Document
from gongwen.finding import Fixing, Force

Reads = Literal["document", "line", "lines", "reading", "docx", "print", "register"]
"""What a rule is held against: the elements of a document, a line of its text, a line with what is around it
(:class:`Around`), what was read from a file and where it stood, how a docx is set, how pages are laid out, a
register of leading groups."""
Part = Literal[
    "版头", "标题", "主送机关", "正文", "名单", "表格", "附件说明", "附件标号", "落款", "附注", "抄送机关", "印发机关"
]  # fmt: skip
"""What of a document a line belongs to; headings are 正文, the titles of what it carries are 标题."""
PROSE: frozenset[Part] = frozenset(("正文", "表格", "附件说明", "附注"))
"""Where sentences stand."""
EVERYWHERE: frozenset[Part] = PROSE | {
    "版头", "标题", "主送机关", "名单", "附件标号", "落款", "抄送机关", "印发机关"
}  # fmt: skip
Need = Literal["issuers", "paragraphs", "imprint", "agencies", "reader"]
"""What must be known for a rule to tell anything: the agencies that issue, which a mark on paper need not name all
(7.2.4); paragraphs, which the rows of a page cut in two; that there is a 版记, which web pages leave out; that a
document goes to agencies, which an answer to a person does not; a reader, who asks what of a file is doubtful though
other rules tell it better."""

IN_FORCE = "2012-07-01"
"""From when on the standard of 2012 applies."""
BEFORE = "2012-06-30"
"""Up to when its predecessors did."""


class Slip(NamedTuple):
    """One thing that is wrong in a line."""

    start: int
    end: int
    """The characters at fault: ``text[start:end]``; an empty span where something is missing."""
    message: str
    """What was found and what is wanted, in Chinese, without a final mark."""
    wanted: str | None = None
    """What should stand in their place; None when a person decides."""


class Spot(NamedTuple):
    """The characters at fault in an element."""

    path: Address
    """The way to the element."""
    text: str
    """All of it."""
    start: int
    end: int
    wanted: str | None = None
    """What should stand in place of ``text[start:end]``; None when a person decides."""


class Fault(NamedTuple):
    """One departure of a document from a rule."""

    message: str
    """What was found and what is wanted, in Chinese."""
    paths: tuple[Address, ...]
    """The ways to what is at fault (公文 terms and indexes); the first that was written counts.

    For something that is missing they lead to what it belongs to.
    """
    spots: tuple[Spot, ...] = ()
    """The characters at fault, of each of several places that are told together; () for all of an element."""


class Remark(NamedTuple):
    """What is wrong somewhere in a file."""

    at: Place | None
    """None is the file as a whole."""
    message: str
    """In Chinese, without a final mark."""


class Around(NamedTuple):
    """What a rule of a line may know besides the line."""

    below: str = ""
    """The line below it; "" for the last."""
    range_sign: str = "～"
    """The sign of the style between two numbers."""
    phrases: tuple[str, ...] = ()
    """The fixed phrases of the office."""
    whole: str = ""
    """All lines of the document."""


Given = ParamSpec("Given")
Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Rule(Generic[Given, Found]):
    """A rule; the docstring of ``find`` is its page in the manual: what is wanted, a wrong and a right example."""

    code: str
    clause: str
    """Of GB/T 9704 when it is a bare number; "" when no clause says it."""
    force: Force | None
    """None where the style says it, see ``style``."""
    find: Callable[Given, Iterable[Found]]
    reads: Reads = "document"
    fixing: Fixing = "提示"
    """How what it tells is fixed where the file can be changed."""
    parts: frozenset[Part] = frozenset()
    """The parts of a document whose lines it reads."""
    since: str = ""
    """The first 成文日期 to which it applies, YYYY-MM-DD; "" when it has no beginning."""
    until: str = ""
    """The last one; "" for a rule in force."""
    needs: Need | None = None
    style: str = ""
    """The values of the style that it holds pages against, * for any name; their clauses and forces count."""
    formerly: tuple[str, ...] = ()
    """Codes of rules that have become part of it."""
    signs: frozenset[str] = frozenset()
    """Characters of which every line has one that the rule finds anything in; none where that is not so simple."""

    def __call__(self, *args: Given.args, **kwargs: Given.kwargs) -> Iterator[Found]:
        """Return what is wrong with what it is given."""
        return iter(self.find(*args, **kwargs))

    def applies(self, day: str) -> bool:
        """Whether it was in force on ``day``, YYYY-MM-DD; "" is today."""
        return (not day or self.since <= day) and (not self.until or "" < day <= self.until)


AnyRule = Rule[..., Any]


def rule(
    code: str,
    clause: str,
    force: Force | None = None,
    fixing: Fixing = "提示",
    parts: Iterable[Part] = (),
    *,
    reads: Reads | None = None,
    since: str = "",
    until: str = "",
    needs: Need | None = None,
    style: str = "",
    formerly: Sequence[str] = (),
    signs: str = "",
) -> Callable[[Callable[Given, Iterable[Found]]], Rule[Given, Found]]:
    """Return what makes a function a rule; one of some ``parts`` reads lines unless ``reads`` says otherwise."""
    what: Reads = reads or ("line" if parts else "document")

    def make(find: Callable[Given, Iterable[Found]]) -> Rule[Given, Found]:
        return Rule(
            code, clause, force, find, what, fixing, frozenset(parts), since, until, needs, style, tuple(formerly),
            frozenset(signs),
        )  # fmt: skip

    return make


def day_of(document: Document) -> str:
    """Return the 成文日期 as YYYY-MM-DD; "" for a document without one."""
    return document.date.isoformat() if document.date else ""


def fault(message: str, *ways: Address, spots: Iterable[Spot] = ()) -> Fault:
    """Return the fault with ``message`` of the elements that ``ways`` lead to."""
    return Fault(message, ways, tuple(spots))


def fault_in(message: str, way: Address, text: str, span: tuple[int, int]) -> Fault:
    """Return the fault with ``message`` of the characters ``span`` of ``text``, a text of the element that ``way`` leads to."""
    return fault(message, way, spots=[Spot(way, text, *span)])


def apply_slips(text: str, slips: Sequence[Slip]) -> str:
    """Return ``text`` with what each of ``slips`` wants; of two that overlap the first in the text is taken."""
    pieces: list[str] = []
    done = 0
    for slip in sorted(slips):
        if slip.wanted is not None and slip.start >= done:
            pieces += [text[done : slip.start], slip.wanted]
            done = slip.end
    return "".join((*pieces, text[done:]))
