"""Words of a docx changed at exact characters, everything else left as it is."""

import io
import zipfile
from datetime import datetime
from pathlib import Path

import docx
from docx.shared import Pt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from gongwen import api
from gongwen.ooxml.amend import (
    TextEdit,
    replace_text,
    track_text,
)
from gongwen.ooxml.docx_parts import DOCUMENT, unpack
from gongwen.ooxml.effective import read_effective
from gongwen.ooxml.letters import Unreachable, locate
from gongwen.ooxml.opened import Opened
from gongwen.ooxml.paragraphs import read_pars
from gongwen.ooxml.runs import bits
from tests.foreign import W, packed

ROOT = Path(__file__).parent.parent
AUTHOR, WHEN = "李明远", datetime(2025, 3, 4, 5, 6, 7)
_W = f"{{{W}}}"
HISTORY = (f"{_W}rPrChange", f"{_W}pPrChange")


def sample(name: str) -> bytes:
    return api.render(api.compose(api.load(ROOT / "samples" / f"{name}.yaml").document), "docx").files[0]


def formatted() -> bytes:
    """A document of python-docx with direct formatting."""
    document = docx.Document()
    for text in ("云岭县人民政府关于防汛的通知", "各乡镇人民政府，县政府各部门：", "一、工作目标"):
        paragraph = document.add_paragraph()
        for place, letter in enumerate(text):
            run = paragraph.add_run(letter)
            run.bold = place % 3 == 0
            run.font.size = Pt(12 + place % 4)
    grid = document.add_table(2, 2)
    for place, cell in enumerate(cell for row in grid.rows for cell in row.cells):
        cell.text = f"第{place}格"
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


DATA = {
    "手工": packed(),
    "直接排版": formatted(),
    "带表格": sample("带表格的方案"),
    "联合": sample("联合通知"),
}


def texts(data: bytes) -> list[str]:
    return [par.text for par in read_pars(unpack(data))[0]]


def applied(text: str, edits: list[TextEdit]) -> str:
    for edit in sorted(edits, key=lambda each: (each.start, each.end), reverse=True):
        text = text[: edit.start] + edit.wanted + text[edit.end :]
    return text


NEW_WORDS = st.text(st.sampled_from("改新Ａ9&<"), min_size=1, max_size=4)
MORE_WORDS = st.text(st.sampled_from("改新 \t\n "), max_size=4)


@st.composite
def some_edits(draw, name: str) -> list[TextEdit]:
    """Edits that leave words in every cell and paragraph, since what is blank is read otherwise."""
    pars = read_pars(unpack(DATA[name]))[0]
    found = []
    for place in draw(st.sets(st.integers(0, len(pars) - 1), min_size=1, max_size=6)):
        par = pars[place]
        ends = sorted(draw(st.lists(st.integers(0, len(par.text)), min_size=2, max_size=6)))
        words = NEW_WORDS if par.is_row else NEW_WORDS | MORE_WORDS
        own = [TextEdit(place, a, b, draw(words)) for a, b in zip(ends[::2], ends[1::2], strict=False)]
        seen = {(edit.start, edit.end): edit for edit in own}
        if all(word for word in applied(par.text, list(seen.values())).split("\n")):
            found += [each for each in seen.values() if applied(par.text, [each]).strip()]
    return draw(st.permutations(found))


@st.composite
def edited(draw) -> tuple[str, list[TextEdit]]:
    name = draw(st.sampled_from(sorted(DATA)))
    return name, draw(some_edits(name))


def expected(data: bytes, edits: list[TextEdit], refused) -> list[str]:
    gone = [each.asked for each in refused]
    wanted = texts(data)
    for place in {edit.par for edit in edits}:
        own = [edit for edit in edits if edit.par == place and edit not in gone]
        wanted[place] = applied(wanted[place], own)
    return wanted


MANY = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@MANY
@given(edited())
def test_edits_change_their_characters_and_no_others(case):
    name, edits = case
    after = replace_text(DATA[name], edits)
    assert texts(after.data) == expected(DATA[name], edits, after.refused)


@MANY
@given(edited())
def test_tracked_edits_read_as_plain_ones_and_can_be_taken_back(case):
    name, edits = case
    plain, tracked = replace_text(DATA[name], edits), track_text(DATA[name], edits, AUTHOR, WHEN)
    assert tracked.refused == plain.refused
    assert texts(tracked.data) == texts(plain.data)
    assert texts(settled(tracked.data, is_accepted=True)) == texts(plain.data)
    assert texts(settled(tracked.data, is_accepted=False)) == texts(DATA[name])
    assert looks(settled(tracked.data, is_accepted=True)) == looks(plain.data)
    assert looks(settled(tracked.data, is_accepted=False)) == looks(DATA[name])


def looks(data: bytes) -> list[list[tuple[str, object]]]:
    """The characters of every w:p with their looks; None for what has none to be read."""
    opened = Opened(data)
    effective = read_effective(opened.parts, {})
    found = []
    for par, own in zip(opened.roots[DOCUMENT].iter(f"{_W}p"), effective.pars, strict=True):
        shown = iter([(letter, (piece.look, piece.font)) for piece in own.pieces for letter in piece.text])
        line: list[tuple[str, object]] = []
        for bit in bits(par):
            count = bit.end - bit.start
            is_shown = bit.element.tag in (f"{_W}t", f"{_W}tab")
            line += [next(shown) for _ in range(count)] if is_shown else [("", None)] * count
        assert next(shown, None) is None
        found.append(line)
    return found


@MANY
@given(edited())
def test_characters_outside_of_edits_keep_their_looks_and_those_put_in_take_one(case):
    name, edits = case
    opened = Opened(DATA[name])
    pars = list(opened.roots[DOCUMENT].iter(f"{_W}p"))
    wanted = looks(DATA[name])
    old = [list(line) for line in wanted]
    after = replace_text(DATA[name], edits)
    for edit in sorted(edits, key=lambda each: (each.par, each.start, each.end), reverse=True):
        try:
            spot = locate(opened.sources[edit.par], edit.start, edit.end)
        except Unreachable:
            continue
        if spot.paragraph not in pars or edit in [each.asked for each in after.refused]:
            continue
        model = spot.start if spot.start < spot.end else max(spot.start - 1, 0)
        place = pars.index(spot.paragraph)
        line = old[place]
        look = line[model][1] if model < len(line) else None
        wanted[place][spot.start : spot.end] = [(letter, look) for letter in edit.wanted]
    got = looks(after.data)
    fallback = {
        place for place, par in enumerate(pars) if next(par.iterancestors("{*}Fallback"), None) is not None
    }
    for place, (one, other) in enumerate(zip(got, wanted, strict=True)):
        if place not in fallback:
            assert len(one) == len(other)
            assert all(a == b for a, b in zip(one, other, strict=True) if a[1] and b[1])


def settled(data: bytes, *, is_accepted: bool) -> bytes:
    """``data`` with what AUTHOR tracked accepted or rejected, as a word processor does it."""
    parts = unpack(data)
    for name in (DOCUMENT, "word/footnotes.xml"):
        if name in parts:
            root = etree.fromstring(parts[name])
            settle(root, is_accepted=is_accepted)
            parts[name] = etree.tostring(root)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def settle(root: etree._Element, *, is_accepted: bool) -> None:
    goes, stays = (f"{_W}del", f"{_W}ins") if is_accepted else (f"{_W}ins", f"{_W}del")
    for mark in [each for each in root.iter(goes, stays, *HISTORY) if each.get(f"{_W}author") == AUTHOR]:
        parent = mark.getparent()
        if parent is None:
            continue
        if mark.tag in HISTORY:
            if not is_accepted:
                kept = [
                    each
                    for each in parent
                    if each.tag in (f"{_W}rPr", f"{_W}sectPr") and parent.tag == f"{_W}pPr"
                ]
                parent[:] = [*mark[0], *kept]
            else:
                parent.remove(mark)
        elif parent.tag == f"{_W}trPr":
            parent.remove(mark)
            if mark.tag == goes:
                row = parent.getparent()
                row.getparent().remove(row)
        elif parent.tag == f"{_W}rPr":
            parent.remove(mark)
            if mark.tag == goes:
                merge(next(parent.iterancestors(f"{_W}p")))
        elif mark.tag == goes:
            parent.remove(mark)
        else:
            for text in mark.iter(f"{_W}delText"):
                text.tag = f"{_W}t"
            for text in mark.iter(f"{_W}delInstrText"):
                text.tag = f"{_W}instrText"
            for child in list(mark):
                mark.addprevious(child)
            parent.remove(mark)


def merge(par: etree._Element) -> None:
    """Put the words of ``par`` at the head of the next paragraph, whose properties stay."""
    following = par.getnext()
    if following is None or following.tag != f"{_W}p":
        if following is not None:
            par.getparent().remove(par)
        return
    at = 1 if len(following) and following[0].tag == f"{_W}pPr" else 0
    following[at:at] = [child for child in par if child.tag != f"{_W}pPr"]
    par.getparent().remove(par)
