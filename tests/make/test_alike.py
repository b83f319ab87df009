"""Lines that end at the same place in Word and in LibreOffice, whose rooms between Chinese and Latin differ."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from random import Random
from zipfile import ZipFile

from gongwen import api
from gongwen.flow import Par
from gongwen.look import Look
from gongwen.units import POINTS_PER_MM
from gongwen.zh.lines import Measure, break_lines
from tests.measuring.gallery import compose_text

_HEAD = (
    "文种: 通知\n标题: 云溪县人民政府关于防汛的通知\n发文机关: 云溪县人民政府\n成文日期: 2024-06-09\n正文:\n"
)
_ROOM = 156 * POINTS_PER_MM
"""Width of the type area (5.1)."""


def text_of(seed: int) -> str:
    """Sentences with numbers and letters here and there."""
    chance = Random(seed)
    words = (
        "管网",
        "2024年",
        "95%，",
        "各乡镇人民政府",
        "水库",
        "A级",
        "县水务局会同有关部门",
        "；",
        "县水务局",
        "36公里",
    )
    return "".join(chance.choices(words, k=chance.randint(20, 80))) + "。"


def test_both_ways_of_measuring_end_the_lines_alike() -> None:
    """In nearly all paragraphs, though they would not in many."""
    made = [text_of(seed) for seed in range(200)]
    composition = compose_text(_HEAD + "".join(f"  - {text}\n" for text in made))
    profile = composition.profile
    pars = [b for b in composition.flow.part("正文") if isinstance(b, Par)]
    assert [par.text for par in pars] == made
    plain = replace(profile.body, first=2 * profile.body.character)
    unlike = [par.text for par in pars if ends_by_word(par.text, plain) != ends_by_office(par.text, plain)]
    looks = [profile.look_of(par) for par in pars]
    left = [
        par.text
        for par, look in zip(pars, looks, strict=True)
        if ends_by_word(par.text, look) != ends_by_office(par.text, look)
    ]
    assert len(unlike) > 30
    assert len(left) <= 6
    assert all(abs(look.spacing - plain.spacing) < 0.31 for look in looks)


def ends_by_word(text: str, look: Look) -> tuple[int, ...]:
    return break_lines(text, _measure(look, 0.25))


def ends_by_office(text: str, look: Look) -> tuple[int, ...]:
    return break_lines(text, _measure(look, 0.2)._replace(turn=-look.spacing))


def _measure(look: Look, gap: float) -> Measure:
    return Measure(_ROOM - look.first, _ROOM, look.character, look.half, gap * look.size, look.hangs)


def test_what_is_closed_up_says_so_on_its_runs() -> None:
    texts = [text_of(seed) for seed in range(40)]
    composition = compose_text(_HEAD + "".join(f"  - （一）加强领导。{text}\n" for text in texts))
    pars = [b for b in composition.flow.part("正文") if isinstance(b, Par)]
    spacings = {par.text: par.fit.spacing for par in pars if par.fit and par.fit.spacing is not None}
    assert 0 < len(spacings) < len(pars) / 2
    with ZipFile(BytesIO(api.render(composition, "docx").files[0])) as file:
        written = re.findall(r"<w:p>.*?</w:p>", file.read("word/document.xml").decode())
    for paragraph in written:
        text = "".join(re.findall(r"<w:t [^>]*>(.*?)</w:t>", paragraph))
        if text in spacings:
            runs = re.findall(r'<w:r><w:rPr>.*?<w:spacing w:val="(-?\d+)"/>', paragraph)
            assert set(runs) == {str(round(spacings[text] * 20))}
            assert len(runs) == paragraph.count("<w:r>")
            assert "<w:ind" not in paragraph


def test_a_turn_takes_room() -> None:
    plain = Measure(100.0, 100.0, 10.0, 5.0)
    assert break_lines("甲" * 12, plain)[0] == 10
    assert break_lines("甲" * 12, plain._replace(turn=0.5))[0] == 9
    assert break_lines("甲甲甲甲12甲甲甲甲甲甲甲", plain)[0] == 11
    assert break_lines("甲甲甲甲12甲甲甲甲甲甲甲", plain._replace(first=101.4, turn=0.5))[0] == 10
    assert break_lines("甲甲甲甲12甲甲甲甲甲甲甲", plain._replace(first=101.5, turn=0.5))[0] == 11


def test_a_mark_that_begins_a_piece_does_not_hang() -> None:
    measure = Measure(100.0, 100.0, 10.0, 5.0, hangs=True)
    assert break_lines("甲甲甲甲甲甲甲甲甲12，甲甲甲", measure)[0] == 12
    assert break_lines("甲甲甲甲甲甲甲甲甲12，甲甲甲", measure._replace(first=102.0, turn=0.5))[0] == 9
    seams = frozenset({10})
    assert break_lines("甲" * 10 + "，甲甲甲", measure._replace(first=101.0, turn=0.5))[0] == 11
    assert break_lines("甲" * 10 + "，甲甲甲", measure._replace(first=101.0, turn=0.5, seams=seams))[0] == 9
