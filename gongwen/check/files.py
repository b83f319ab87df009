"""Files held against everything, and fixed: what a clerk asks for of a document that somebody made."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from pathlib import Path

from gongwen.address import Address, Place
from gongwen.check.fixing import Fixed, fix_docx, fix_text
from gongwen.check.main import Checking, check_file, check_print, check_source, in_order, places_of
from gongwen.document import Document
from gongwen.finding import Finding, UsageError
from gongwen.read.docx_lines import read_docx
from gongwen.read.encoding import decode, encode_like, read_bytes, read_text
from gongwen.read.file_kind import kind_of
from gongwen.read.input.source import Source, is_source, locate_values, parse_source, read_source
from gongwen.read.styles.choice import choose_style
from gongwen.read.styles.file import read_profile
from gongwen.read.transcript import printed_of, read_transcript
from gongwen.recognise.main import recognise


def check(
    path: Path, style: str = "", day: str = "", allowed: Sequence[str] = (), phrases: Sequence[str] = ()
) -> list[Finding]:
    """Return everything that was found in the document at ``path``, in the order of its text.

    ``style`` "" leaves the choice to the document and its date; ``day`` (YYYY-MM-DD) is the day whose rules count,
    "" that of the document; ``allowed`` are texts that no rule of wording touches, ``phrases`` fixed phrases of the office.
    Raises UsageError when it cannot be read, InputError when it holds no text.
    """
    day = _day(day)
    if is_source(path):
        return _check_written(read_text(path), path, style, day, allowed, phrases)
    return check_bytes(read_bytes(path), str(path), style, day, allowed, phrases)


def check_bytes(
    data: bytes,
    name: str,
    style: str = "",
    day: str = "",
    allowed: Sequence[str] = (),
    phrases: Sequence[str] = (),
) -> list[Finding]:
    """Return what was found in ``data``, ``name`` standing for its file in messages. As :func:`check`."""
    choose = partial(_checking_of, Path(name), style, _day(day), allowed, phrases)
    transcript, pages = printed_of(data, name)
    return check_file(transcript, choose, data if kind_of(data, name) == "docx" else b"", pages)


def _checking_of(
    path: Path, style: str, day: str, allowed: Sequence[str], phrases: Sequence[str], document: Document
) -> Checking:
    return _checking(Source(document, {}, path), style, day, allowed, phrases)


def read_places(path: Path) -> tuple[Document, Mapping[Address, Place]]:
    """Return the document that the file at ``path`` says, and where each element of it stands. Raises UsageError when it cannot be read, InputError when it holds no text."""
    if is_source(path):
        source = read_source(path)
        return source.document, source.places
    reading = recognise(read_transcript(path))
    return reading.document, places_of(reading)


def read_lines(path: Path) -> tuple[tuple[Place, str], ...]:
    """Return the lines or paragraphs of the file at ``path``, each with its place as findings have it.

    Raises UsageError when it cannot be read.
    """
    if is_source(path):
        lines = read_text(path).splitlines()
        return tuple((Place(str(path), number), line) for number, line in enumerate(lines, 1))
    return tuple((line.at, line.text) for line in read_transcript(path).lines)


def with_pages(path: Path, findings: Sequence[Finding], style: str = "", day: str = "") -> list[Finding]:
    """Return ``findings`` in a docx with the page on which each paragraph begins, and what its pages show.

    Those in other files are returned as they are. ``style`` and ``day`` as in :func:`check`.
    Raises UsageError where no LibreOffice can lay the docx out.
    """
    from gongwen.read.pdf.rendered_pages import render_pages

    day = _day(day)
    if is_source(path) or kind_of(data := read_bytes(path), str(path)) != "docx":
        return list(findings)
    transcript = read_docx(data, str(path))
    lines = transcript.lines
    rendered = render_pages(data, lines, str(path))
    paged = [
        _placed(
            each, replace(each.place, page=rendered.begins.get(each.place.line, 0)) if each.place else None
        )
        for each in findings
    ]
    choose = partial(_checking_like, recognise(transcript).document, path, style, day)
    shown = check_print(rendered.transcript, rendered.pages, choose)
    paged += [
        _placed(each, rendered.paragraph_at(each.place, lines) if each.place else None)
        for each in shown
        if all(each.code != other.code for other in findings)
    ]
    return sorted(paged, key=in_order)


def _checking_like(written: Document, path: Path, style: str, day: str, printed: Document) -> Checking:
    """Return what pages are held against that read as ``printed`` and are those of a docx that says ``written``."""
    return _checking_of(path, style, day, (), (), printed.model_copy(update={"format": written.format}))


def _placed(finding: Finding, place: Place | None) -> Finding:
    """Return ``finding`` in the line or paragraph ``place``, about the same characters of it."""
    if place is None or finding.at is None:
        return replace(finding, at=None)
    return replace(finding, at=finding.at._replace(at=place))


def fix(
    path: Path,
    style: str = "",
    day: str = "",
    allowed: Sequence[str] = (),
    phrases: Sequence[str] = (),
    *,
    is_bold: bool = False,
    when: datetime | None = None,
    choose: Callable[[list[Finding]], list[Finding]] = list,
) -> Fixed:
    """Return the document at ``path`` with what has one right answer fixed, with ``is_bold`` what has a likely one too.

    ``when`` makes the changes of a docx tracked ones of that moment; only the findings that ``choose`` returns
    are fixed. The file itself stays as it is.
    Raises UsageError for what cannot be read or written again, InputError when it holds no text.
    """
    day, data, name = _day(day), read_bytes(path), str(path)
    is_written = is_source(path)
    if not is_written and kind_of(data, name) == "docx":
        return fix_docx(
            data,
            lambda each: choose(check_bytes(each, name, style, day, allowed, phrases)),
            is_bold=is_bold,
            when=when,
        )
    if not is_written and kind_of(data, name) != "text":
        raise UsageError(f"{path}：只能修改 docx、txt 和 YAML、稿；请在 Word 或 WPS 里另存为 docx")
    if when is not None:
        raise UsageError(f"{path}：修订标记只有 docx 才有，请去掉 --track")
    fixed = fix_text(
        decode(data, name),
        lambda each: choose(_check_written(each, path, style, day, allowed, phrases)),
        is_bold=is_bold,
    )
    return Fixed(encode_like(fixed.text, data, name), fixed.done, (), fixed.rest)


def _check_written(
    text: str, path: Path, style: str, day: str, allowed: Sequence[str], phrases: Sequence[str]
) -> list[Finding]:
    """Return what is found in a text, or in a document in the input format; ``path`` tells which it is."""
    if not is_source(path):
        return check_bytes(text.encode(), str(path), style, day, allowed, phrases)
    return check_typed(parse_source(text, str(path)), text.split("\n"), style, day, allowed, phrases)


def check_typed(
    source: Source,
    lines: Sequence[str],
    style: str = "",
    day: str = "",
    allowed: Sequence[str] = (),
    phrases: Sequence[str] = (),
) -> list[Finding]:
    """Return what is found in ``source``; ``lines`` are those that its places count. As :func:`check`."""
    stretches = locate_values(source, lines)
    return check_source(
        source.document, source.places, stretches, _checking(source, style, day, allowed, phrases)
    )


def _checking(
    source: Source, style: str, day: str, allowed: Sequence[str], phrases: Sequence[str]
) -> Checking:
    """Return what a document is held against: the profile of its time, or of ``day``.

    With a profile that was no longer in force the rules of its last day count.
    """
    document = source.document
    if day:
        document = document.model_copy(update={"date": date.fromisoformat(day)})
    choice = choose_style(replace(source, document=document), style)
    profile = read_profile(choice.name, document.format)
    last = profile.validity.last
    is_past = bool(last) and (document.date is None or document.date.isoformat() > last)
    return Checking(profile, last if is_past else day, allowed, phrases)


def _day(text: str) -> str:
    """Return the day that ``text`` says, YYYY-MM-DD; "" for none. Raises UsageError for what is no day."""
    try:
        return date.fromisoformat(text).isoformat() if text else ""
    except ValueError:
        raise UsageError(f"“{text}”不是一个日期，请写成 2024-06-01") from None
