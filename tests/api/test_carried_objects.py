"""Charts, diagrams and objects of other programs in a draft: carried into the document with every part they stand on."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document as open_docx

from gongwen.api.documents import compose_source, load, render
from gongwen.api.drafts import Draft, compare_draft, read_draft
from gongwen.make.pages.place import place_pages
from gongwen.ooxml.objects import read_object
from gongwen.ooxml.package.docx import unpack
from gongwen.ooxml.seen.inventory import take_inventory
from gongwen.read.docx_lines import read_docx
from gongwen.recognise.main import recognise
from gongwen.write.template import template_names
from tests.command import run
from tests.making.drafts import picture
from tests.making.objects import add_chart, add_control, add_diagram, add_object

TOP = ("云岭县水利局关于做好防汛工作的通知", "各乡镇人民政府：", "今年以来，全县防汛工作总体平稳。")
END = ("特此通知。", "云岭县水利局", "2026年6月1日")
KINDS: dict[str, Callable[..., None]] = {"图表": add_chart, "图示": add_diagram, "对象": add_object}


def draft(path: Path, *adds: Callable[[Any, Any], None]) -> Path:
    """A draft at ``path`` with each of ``adds`` on a line of its own."""
    docx = open_docx()
    for text in TOP:
        docx.add_paragraph(text)
    for add in adds:
        add(docx, docx.add_paragraph())
    for text in END:
        docx.add_paragraph(text)
    docx.save(str(path))
    return path


def built(found: Draft) -> bytes:
    return render(compose_source(found.source, media=found.media), "docx").files[0]


def objects(data: bytes) -> Counter[tuple[str, str]]:
    return Counter(
        (each.thing, each.value) for each in take_inventory(data) if each.thing in (*KINDS, "图片")
    )


def parts(data: bytes) -> set[bytes]:
    return set(unpack(data).values())


@pytest.mark.parametrize("kind", KINDS)
def test_an_object_keeps_its_parts_byte_for_byte_and_is_read_back(kind: str, tmp_path: Path) -> None:
    path = draft(tmp_path / "草稿.docx", lambda docx, par: KINDS[kind](docx, par, 3))
    found = read_draft(path)
    made = built(found)
    assert objects(made) == objects(path.read_bytes())
    own = {
        each
        for name, each in unpack(path.read_bytes()).items()
        if name.startswith(("word/charts/", "word/embeddings/", "word/diagrams/", "word/media/"))
    }
    assert own and own <= parts(made)
    assert unpack(made)["word/theme/theme1.xml"] == unpack(path.read_bytes())["word/theme/theme1.xml"]
    assert not compare_draft(found, compose_source(found.source, media=found.media)).lost
    back = recognise(read_docx(made, "公文.docx"))
    assert back.document == found.reading.document
    assert back.media == found.media
    open_docx(io.BytesIO(made))


def test_an_equation_of_another_program_stays_in_its_sentence(tmp_path: Path) -> None:
    def add(docx: Any, par: Any) -> None:
        par.add_run("流量按")
        add_object(docx, par, 1, "Equation.DSMT4", height=24)
        par.add_run("计算。")

    found = read_draft(draft(tmp_path / "草稿.docx", add))
    assert "流量按![公式](附图/公式.docx)计算。" in found.reading.document.body
    made = built(found)
    (par,) = [each for each in open_docx(io.BytesIO(made)).paragraphs if each.text.startswith("流量按")]
    assert par._p.xpath("count(w:r[1]/following-sibling::w:r/w:object)") == 1
    assert par.paragraph_format.line_spacing_rule is not None
    assert par._p.xpath("string(w:pPr/w:spacing/@w:lineRule)") == "atLeast"
    back = recognise(read_docx(made, "公文.docx"))
    assert (back.document, back.media) == (found.reading.document, found.media)
    notes = render(compose_source(found.source, media=found.media), "pdf").notes
    assert any("“公式”没有画出" in note for note in notes)


def test_a_source_names_the_file_of_an_object_that_word_opens(tmp_path: Path) -> None:
    path = draft(tmp_path / "草稿.docx", lambda docx, par: add_chart(docx, par, 1))
    assert run("read", path, "-o", tmp_path / "稿.yaml", cwd=tmp_path).returncode == 0
    file = tmp_path / "稿.附图" / "图表.docx"
    assert "![](稿.附图/图表.docx)" in (tmp_path / "稿.yaml").read_text(encoding="utf-8")
    assert objects(file.read_bytes()) == objects(path.read_bytes())
    open_docx(str(file))
    run("build", tmp_path / "稿.yaml", "-o", tmp_path / "公文.docx", cwd=tmp_path)
    assert objects((tmp_path / "公文.docx").read_bytes()) == objects(path.read_bytes())


def test_objects_of_several_drafts_meet_in_one_document(tmp_path: Path) -> None:
    for number in (1, 2):
        one = draft(tmp_path / f"{number}.docx", lambda docx, par, n=number: _chart_called_one(docx, par, n))
        run("read", one, "-o", tmp_path / f"{number}.yaml", cwd=tmp_path)
    text = (tmp_path / "1.yaml").read_text(encoding="utf-8")
    line = "  ![](1.附图/图表.docx)\n"
    assert line in text
    both = tmp_path / "合.yaml"
    both.write_text(
        text.replace(line, line + "  ![图2 乙](2.附图/图表.docx){宽：60毫米}\n"), encoding="utf-8"
    )
    made = render(compose_source(load(both)), "docx").files[0]
    wanted = objects((tmp_path / "1.docx").read_bytes()) + objects((tmp_path / "2.docx").read_bytes())
    assert objects(made) == wanted
    back = recognise(read_docx(made, "公文.docx")).document
    assert "![图2 乙](2.附图/图表.docx){宽：60毫米}" in back.body
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert len(archive.namelist()) == len(set(archive.namelist()))


def _chart_called_one(docx: Any, par: Any, number: int) -> None:
    """A chart whose parts and relationship have the names that every draft gives its first."""
    add_chart(docx, par, number)
    for part in docx.part.package.iter_parts():
        part.partname = type(part.partname)(str(part.partname).replace(f"{number}.", "1."))


@pytest.mark.parametrize("template", template_names())
def test_a_template_takes_objects_beside_its_own_pictures(template: str, tmp_path: Path) -> None:
    found = read_draft(draft(tmp_path / "草稿.docx", lambda docx, par: add_object(docx, par, 1)))
    composition = compose_source(found.source, media=found.media)
    made = render(composition, "docx", template=Path(template)).files[0]
    assert not objects(tmp_path.joinpath("草稿.docx").read_bytes()) - objects(made)


def test_the_picture_that_stands_for_an_object_is_drawn(tmp_path: Path) -> None:
    path = draft(
        tmp_path / "草稿.docx",
        lambda docx, par: add_object(docx, par, 1),
        lambda docx, par: add_object(docx, par, 2, kind="TIFF"),
        lambda docx, par: add_chart(docx, par, 3),
    )
    found = read_draft(path)
    composition = compose_source(found.source, media=found.media)
    images = [
        image for sheet in place_pages(composition.flow, composition.profile).sheets for image in sheet.images
    ]
    assert [bool(image.data) for image in images] == [True, True, False]
    assert [round(image.width) for image in images] == [120, 120, 360]
    (told,) = [note for note in render(composition, "pdf").notes if "没有画出" in note]
    assert "附图/图表.docx" in told


def test_a_control_is_named_and_not_carried(tmp_path: Path) -> None:
    path = draft(tmp_path / "草稿.docx", lambda docx, par: add_control(docx, par, 1))
    found = read_draft(path)
    composition = compose_source(found.source, media=found.media)
    (lost,) = compare_draft(found, composition).lost
    assert "第4段：控件“CheckBox1”没有带过来" in lost
    assert not any("activeX" in name for name in unpack(render(composition, "docx").files[0]))


BAD = {"不是 docx": b"no docx", "没有对象的 docx": None, "图片": picture(1)}


@pytest.mark.parametrize("case", BAD)
def test_a_file_that_holds_no_object_is_told_with_its_place(case: str, tmp_path: Path) -> None:
    draft(tmp_path / "空.docx")
    data = BAD[case]
    (tmp_path / "图表.docx").write_bytes((tmp_path / "空.docx").read_bytes() if data is None else data)
    source = tmp_path / "稿.yaml"
    source.write_text(
        "文种: 通知\n标题: 关于值班的通知\n正文: |\n  请值班。\n  ![](图表.docx)\n", encoding="utf-8"
    )
    ran = run("build", source, cwd=tmp_path)
    assert ran.returncode == 1
    assert "第5行第3列" in ran.stderr
    assert "图表.docx”不是图表、对象的 docx" in ran.stderr
    assert read_object((tmp_path / "图表.docx").read_bytes()) is None
