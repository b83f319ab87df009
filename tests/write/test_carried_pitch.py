"""A document that was spaced closer has its pitch in its styles, and next to none on its paragraphs."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZipFile

from gongwen import api
from gongwen.flow import Par
from gongwen.write.carried_pitch import carry_pitch, usual_pitches
from tests.measuring.gallery import compose_text

_HEAD = "文种: 通知\n标题: 云溪县人民政府关于防汛的通知\n发文机关: 云溪县人民政府\n成文日期: 2024-06-09\n"


def spaced_document(attachment: str = "") -> tuple[bytes, set[float]]:
    """A docx whose closing needed closer lines, and the pitches of its text."""
    for count in range(12, 40):
        body = "".join(f"  - 第{number}项工作由县水务局会同有关部门抓好落实。\n" for number in range(count))
        composition = compose_text(_HEAD + f"正文:\n{body}{attachment}")
        if "spaced" in composition.flow.notes:
            pars = [b for b in composition.flow.part("正文") if isinstance(b, Par) and b.role == "公文正文"]
            pitches = {composition.profile.look_of(par).pitch for par in pars}
            return api.render(composition, "docx").files[0], pitches
    raise AssertionError("no length of text needs closer lines")


def parts_of(docx: bytes) -> tuple[str, str]:
    with ZipFile(BytesIO(docx)) as file:
        return file.read("word/document.xml").decode(), file.read("word/styles.xml").decode()


def pitches_on(document: str, words: str) -> set[str]:
    """What paragraphs with ``words`` say of their pitch themselves."""
    pars = [par for par in re.findall(r"<w:p>.*?</w:p>", document) if words in par]
    assert pars
    return {pitch for par in pars for pitch in re.findall(r'w:line="(\d+)"', par)}


def test_the_style_carries_the_pitch() -> None:
    docx, (pitch,) = spaced_document()
    document, styles = parts_of(docx)
    assert pitch != 28.95
    assert not pitches_on(document, "抓好落实")
    assert re.search(r'w:styleId="公文正文".*?</w:style>', styles)
    assert f'w:line="{round(pitch * 20)}"' in styles
    assert not [each for each in api.check_bytes(docx, "公文.docx") if each.code == "look.pitch"]


def test_what_the_pitches_would_have_been_is_kept_for_every_role() -> None:
    for count in range(6, 40):
        lines = "".join(
            f"  - 一、第{number}项工作\n  - 由县水务局会同有关部门抓好落实。\n" for number in range(count)
        )
        composition = compose_text(_HEAD + f"正文:\n{lines}")
        flow, profile = carry_pitch(composition.flow, composition.profile)
        kept = usual_pitches(dict(flow.facts))
        changed = [
            role
            for role, look in composition.profile.looks.items()
            if look.pitch != profile.looks[role].pitch
        ]
        assert kept == {role: composition.profile.looks[role].pitch for role in changed}
        if len(kept) > 1:
            return
    raise AssertionError("no length of text changes two roles")


def test_the_pages_keep_their_grid() -> None:
    """What stands on a page was counted with it; without one LibreOffice takes a row of a table more."""
    document, _ = parts_of(spaced_document()[0])
    assert re.findall("<w:docGrid [^>]*>", document) == ['<w:docGrid w:type="lines" w:linePitch="579"/>']


def test_an_attachment_keeps_its_own() -> None:
    docx, (pitch,) = spaced_document("附件:\n  - 标题: 清单\n    正文: 由县财政局安排资金。\n")
    document, styles = parts_of(docx)
    assert pitches_on(document, "安排资金") == {"579"}
    assert not pitches_on(document, "抓好落实")
    assert f'w:line="{round(pitch * 20)}"' in styles
