"""One file that was sent: what is wrong in it, finding by finding with a name, and fixed by what was chosen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from gongwen.address import Place
from gongwen.api.page.sheets import Frame, PdfSheet, sheets_of
from gongwen.batch import Failure, attempt
from gongwen.check.files import check_bytes, check_typed
from gongwen.check.fixing import comment_docx, fixes_of, make_fixes, make_text_fixes
from gongwen.finding import Checked, Excerpt, Finding, Fix, TextChange, UsageError, find_excerpt
from gongwen.read.encoding import decode, encode_like
from gongwen.read.file_kind import kind_of
from gongwen.read.input.source import is_source, parse_source
from gongwen.read.transcript import transcript_of
from gongwen.write.findings.view import clause_name, spot, wanted_excerpt

__all__ = ["Examined", "FixedUpload", "NamedFinding", "Piece", "Shown", "examine", "fix_chosen", "remark"]

_OVERLAP = "与另一处改动的文字重叠，没有改，请改好以后再检查一遍"


@dataclass(frozen=True, slots=True)
class NamedFinding:
    """A finding with a name that tells it from all others in its file."""

    name: str
    finding: Finding

    @property
    def where(self) -> str:
        """Its place within its file, in Chinese."""
        return spot(self.finding)

    @property
    def clause(self) -> str:
        """The standard and the clause; "" for none."""
        return clause_name(self.finding.clause)

    @property
    def found(self) -> Excerpt:
        """What stands there."""
        return find_excerpt(self.finding)

    @property
    def wanted(self) -> Excerpt | None:
        """What should stand there; None where a person decides, or where it is not about words."""
        return wanted_excerpt(self.finding)

    @property
    def has_one_answer(self) -> bool:
        """Whether there is one right answer."""
        return self.finding.fixing == "修正" and bool(self.finding.fixes)

    @property
    def can_be_fixed(self) -> bool:
        """Whether there is an answer, right or likely."""
        return bool(self.finding.fixes)

    @property
    def can_be_typed(self) -> bool:
        """Whether other words can be put in its place."""
        return self.finding.span is not None


class Piece(NamedTuple):
    """A part of a paragraph."""

    text: str
    name: str = ""
    """The finding that it is about; "" for none."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A paragraph, or a line, as it stands in a file."""

    at: Place
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Examined:
    """What was found in a file."""

    name: str
    findings: tuple[NamedFinding, ...] = ()
    paragraphs: tuple[Shown, ...] = ()
    problem: str = ""
    """Why it could not be read; "" when it was."""
    is_docx: bool = False
    can_be_fixed: bool = False
    """Whether a fixed copy can be made: of a docx and of texts."""
    sheets: tuple[PdfSheet, ...] = ()
    """The pages of a PDF; () for other files."""

    def marks_on(self, sheet: PdfSheet) -> Iterator[tuple[NamedFinding, Frame]]:
        """Yield what was found on ``sheet``, with where the line stands that it is about."""
        for each in self.findings:
            at = each.finding.place
            if at and at.page == sheet.number and (frame := sheet.lines.get(at.line)):
                yield each, frame

    @property
    def framed(self) -> frozenset[str]:
        """The names of the findings that have a place on a picture of their page."""
        return frozenset(each.name for sheet in self.sheets for each, _ in self.marks_on(sheet))

    @property
    def checked(self) -> Checked:
        """The same for a report."""
        return Checked(self.name, tuple(each.finding for each in self.findings), self.problem)


def examine(data: bytes, name: str) -> Examined:
    """Return what was found in ``data``; what cannot be read has a problem."""
    found = attempt(name, lambda: _examine(data, name))
    return Examined(name, problem="\n".join(found.problems)) if isinstance(found, Failure) else found


def _examine(data: bytes, name: str) -> Examined:
    kind = "text" if is_source(Path(name)) else kind_of(data, name)
    findings = tuple(_named(_find(data, name)))
    paragraphs = tuple(_shown(_texts(data, name), findings))
    sheets = sheets_of(data) if kind == "pdf" else ()
    return Examined(name, findings, paragraphs, "", kind == "docx", kind in ("docx", "text"), sheets)


def _find(data: bytes, name: str) -> list[Finding]:
    if not is_source(Path(name)):
        return check_bytes(data, name)
    text = decode(data, name)
    return check_typed(parse_source(text, name), text.split("\n"))


def _named(findings: Sequence[Finding]) -> Iterator[NamedFinding]:
    seen: dict[str, int] = {}
    for each in findings:
        at, span = each.place, each.span
        parts = (each.code, *((at.page, at.line) if at else ()), *(span or ()))
        name = "-".join(map(str, parts))
        seen[name] = seen.get(name, 0) + 1
        yield NamedFinding(name if seen[name] == 1 else f"{name}_{seen[name]}", each)


def _texts(data: bytes, name: str) -> dict[Place, str]:
    """Return the paragraphs of a file by their places."""
    if is_source(Path(name)):
        return {Place(name, number): line for number, line in enumerate(decode(data, name).split("\n"), 1)}
    found: dict[Place, str] = {}
    for line in transcript_of(data, name).lines:
        place = replace(line.at, column=1)
        before = found.get(place, "")
        found[place] = before.ljust(max(line.start or 0, len(before))) + line.text
    return found


def _shown(texts: Mapping[Place, str], findings: Sequence[NamedFinding]) -> Iterator[Shown]:
    about: dict[tuple[int, int], list[NamedFinding]] = {}
    for each in findings:
        if at := each.finding.place:
            about.setdefault((at.page, at.line), []).append(each)
    for place, text in texts.items():
        yield Shown(place, tuple(_pieces(text, about.get((place.page, place.line), ()))))


def _pieces(text: str, findings: Sequence[NamedFinding]) -> Iterator[Piece]:
    """Yield ``text`` cut at the characters that findings are about; of two that overlap the first is shown."""
    done = 0
    for start, end, name in sorted(_spans(findings)):
        if start < done or end > len(text) or start == end:
            continue
        if start > done:
            yield Piece(text[done:start])
        yield Piece(text[start:end], name)
        done = end
    if done < len(text):
        yield Piece(text[done:])


def _spans(findings: Sequence[NamedFinding]) -> Iterator[tuple[int, int, str]]:
    for each in findings:
        at, span = each.finding.place, each.finding.span
        if at and span:
            before = at.column - 1 if at.unit == "行" and not at.page else 0
            yield before + span[0], before + span[1], each.name


@dataclass(frozen=True, slots=True)
class FixedUpload:
    """A file with what was chosen put right."""

    data: bytes = field(repr=False)
    left: tuple[str, ...] = ()
    """What could not be changed, with the reason."""


def fix_chosen(
    data: bytes, examined: Examined, answers: Mapping[str, str | None], when: datetime | None = None
) -> FixedUpload:
    """Return ``data`` with the findings named in ``answers`` put right, nothing else.

    An answer is None for what the finding proposes, or the words to put in; with ``when`` the changes of a docx are
    tracked ones. Raises UsageError for a file that cannot be fixed.
    """
    if not examined.can_be_fixed:
        raise UsageError(f"{examined.name}：只能修改 docx、txt 和文稿；请在 Word 或 WPS 里另存为 docx")
    chosen = [_answered(each, answers[each.name]) for each in examined.findings if each.name in answers]
    fixes = fixes_of(chosen, is_bold=True)
    dropped = sum(len(each.fixes) for each in chosen) - len(fixes)
    left = (f"{examined.name}：有{dropped}处{_OVERLAP}",) if dropped else ()
    if examined.is_docx:
        made = make_fixes(data, fixes, when)
        return FixedUpload(made.data, (*left, *made.left))
    if when is not None:
        raise UsageError(f"{examined.name}：修订标记只有 docx 才有，请下载改好的")
    text = make_text_fixes(decode(data, examined.name), fixes)
    return FixedUpload(encode_like(text, data, examined.name), left)


def _answered(named: NamedFinding, words: str | None) -> Finding:
    finding = named.finding
    if words is None or finding.at is None or finding.span is None:
        return replace(finding, fixing="建议")
    return replace(finding, fixing="建议", fixes=(Fix(finding.at, TextChange(words)),))


def remark(data: bytes, examined: Examined) -> bytes:
    """Return the docx ``data`` with every finding as a comment. Raises UsageError for another kind of file."""
    if not examined.is_docx:
        raise UsageError(f"{examined.name}：批注只能写在 docx 里，请先另存为 docx")
    return comment_docx(data, [each.finding for each in examined.findings], datetime.now())
