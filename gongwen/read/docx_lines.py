"""A docx → its lines: ours with the roles that the styles name, others by their text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from gongwen.address import Place
from gongwen.finding import InputError, UsageError
from gongwen.image import Unusable, measure
from gongwen.markup.reading import FORMULA_SUFFIX, OBJECT_SUFFIX
from gongwen.ooxml.carried import fact_of, is_fact, is_formula
from gongwen.ooxml.package.docx import DOCUMENT, root_of, unpack
from gongwen.ooxml.seen.holdings import FoundFigure
from gongwen.ooxml.seen.inventory import edge_pictures
from gongwen.ooxml.seen.paragraphs import TextPar, read_pars
from gongwen.ooxml.styles.parts import CUSTOM, read_custom_properties
from gongwen.pattern import pattern
from gongwen.profile import BODY
from gongwen.read.text_size import refuse_excess
from gongwen.transcript import Line, Shown, Transcript
from gongwen.units import POINTS_PER_MM

_OWN_STYLES = frozenset((BODY, "公文标题", "发文机关标志", "发文字号与签发人", "印发机关和印发日期"))
"""Styles that a docx has which was laid out by a profile; an office may call some of its own by the plainer of these names."""
_JOINT_MARK, _BESIDE_MARK = "联合发文机关标志", "联合标志后缀"
"""The rows of a joint mark; the word beside the names stands in the first."""
_PICTURE = "图片"
"""The style of the paragraphs that are pictures; in a docx of ours all others are seals and stamps."""
_EMBEDDED = ("嵌在里面的文档或者网页没有读；请用 Word、WPS 打开，另存为 docx 再读",)
"""What is said of a docx that holds another one, or a web page, which it shows as its own text."""
_KEPT_WHOLE = ("标题", "联合署名")
"""Ends of the names of styles whose paragraphs keep their line breaks."""


def read_docx(data: bytes, name: str) -> Transcript:
    """Return the paragraphs of the docx that ``data`` is; ``name`` is what messages call it.

    Text boxes, frames, tables and notes are there, automatic numbers are text, deleted text is not there.
    Raises UsageError for what is no docx that can be read, InputError when a part is damaged.
    """
    try:
        parts = unpack(data)
        pars, styles = read_pars(parts)
        facts = read_custom_properties(root_of(parts, CUSTOM)) if CUSTOM in parts else {}
        is_own = styles >= _OWN_STYLES
        edges = () if is_own else tuple(_edges(parts))
    except UsageError as error:
        raise UsageError(f"{name}：{error}") from None
    except InputError as error:
        raise InputError([f"{name}：{problem}" for problem in error.problems]) from None
    facts = {key: value for key, value in facts.items() if not is_fact(key) or (is_own and _is_below(value))}
    transcript = Transcript(
        name,
        tuple(_lines(pars, name, parts, facts, is_own=is_own)),
        True,
        facts,
        is_own,
        data,
        edges=edges,
        unread=_EMBEDDED if b"altChunk" in parts[DOCUMENT] else (),
    )
    refuse_excess(transcript)
    return transcript


def _edges(parts: Mapping[str, bytes]) -> Iterator[Shown]:
    """Yield the pictures of the headers and footers, each once."""
    for edge, part in dict.fromkeys(edge_pictures(parts)):
        yield Shown(f"{edge}-{PurePosixPath(part).name}", parts[part])


def _lines(
    pars: list[TextPar], name: str, parts: Mapping[str, bytes], facts: Mapping[str, str], *, is_own: bool
) -> Iterator[Line]:
    word, of_word, before = "", 0, 0
    for number, par in enumerate(pars, 1):
        role = par.style if is_own else ""
        if role == _JOINT_MARK:
            agency, _, beside = par.text.partition("\t")
            if beside and not word:
                word, of_word, before = beside, number, len(agency) + 1
            yield Line(agency, Place(name, number, unit="段"), role)
            continue
        if word:
            yield Line(word, Place(name, of_word, unit="段"), _BESIDE_MARK, start=before)
            word = ""
        if is_own and par.asked:
            yield Line(par.asked, Place(name, number, unit="段"), BODY)
        shows = not is_own or role == _PICTURE
        figures = tuple(
            _shown(each, parts, facts, is_own=is_own)._replace(key=each.key if par.is_row else "")
            for each in par.figures
            if shows or each.key
        )
        yield from _lines_of(par, role, Place(name, number, unit="段"), figures)


def _lines_of(par: TextPar, role: str, place: Place, figures: tuple[Shown, ...]) -> Iterator[Line]:
    """Yield the lines of a paragraph, which soft breaks part; ``figures`` stand on the first."""
    start = 0
    for index, text in enumerate([par.text] if role.endswith(_KEPT_WHOLE) else par.text.split("\n")):
        yield Line(
            text,
            place,
            role,
            par.is_centred,
            par.is_row,
            par.opens_page and not index,
            par.is_turned,
            par.is_issuer_mark,
            start,
            pieces=par.pieces,
            figures=() if index else figures,
            note=par.note,
        )
        start += len(text) + 1


def _shown(
    figure: FoundFigure, parts: Mapping[str, bytes], facts: Mapping[str, str], *, is_own: bool
) -> Shown:
    """Return a picture of the docx of ``parts``; one of ours keeps the path and the width that it was given."""
    if figure.package:
        path, _, asked = facts.get(fact_of(figure.package), "").partition("\t")
        usual = f"公式{FORMULA_SUFFIX}" if is_formula(figure.package) else f"{figure.name}{OBJECT_SUFFIX}"
        return Shown(path or usual, figure.package, _number(asked))
    data = parts.get(figure.part, b"")
    if is_own and _is_below(figure.name):
        caption = _CAPTIONED.match(figure.label)
        return Shown(figure.name, data, _number(figure.title), caption=caption["caption"] if caption else "")
    name = PurePosixPath(figure.part or figure.name or "图片").name
    try:
        own = min(measure(data).width, _USUAL_ROOM) if data else 0.0
    except Unusable:
        own = 0.0
    width = min(figure.width, _USUAL_ROOM)
    is_usual = not own or not width or abs(width - own) <= _NEARLY * own
    return Shown(name, data, 0.0 if is_usual else round(width / POINTS_PER_MM, 1))


_CAPTIONED = pattern(r"图片\d+ (?P<caption>.+)")
"""What a docx of ours calls a picture with words below it in a cell."""
_USUAL_ROOM = 156 * POINTS_PER_MM
"""The width of the type area, to which wider pictures shrink anyway."""
_NEARLY = 0.03


def _is_below(name: str) -> bool:
    """Whether ``name``, up to a tab, leads to a file beside a document or below its folder: others can write what they like."""
    path = PurePosixPath(name.partition("\t")[0].replace("\\", "/"))
    return bool(path.suffix) and not path.is_absolute() and ".." not in path.parts and ":" not in name


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0
