"""What a reader sees of a docx: automatic numbers in every form, and how large pictures and objects are."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from gongwen.ooxml.objects import Carried, size_of
from gongwen.ooxml.styles.pictures import media_type
from gongwen.read.docx_lines import read_docx
from tests.making.docx_by_hand import NAMES, NUMBERED, PARTS, p, packed, r

FORMS = yaml.safe_load(Path(__file__).with_name("labels.yaml").read_text(encoding="utf-8"))
START = '<w:start w:val="1"/>'


def numbered(form: str, start: str) -> list[str]:
    """The first two paragraphs of a list."""
    lists = PARTS["word/numbering.xml"].replace("chineseCounting", form).replace(START, start)
    data = packed(p(r("甲"), NUMBERED) + p(r("乙"), NUMBERED), **{"word/numbering.xml": lists})
    return [line.text for line in read_docx(data, "甲.docx").lines][:2]


@pytest.mark.parametrize(
    ("form", "number", "text"), [(form, *each) for form, all_ in FORMS.items() for each in all_.items()]
)
def test_a_number_is_written_in_the_form_of_its_list(form: str, number: int, text: str) -> None:
    assert numbered(form, f'<w:start w:val="{number}"/>')[0] == f"（{text}）甲"


@pytest.mark.parametrize(
    ("start", "first"), [("", 0), ('<w:start w:val="7"/>', 7), ('<w:start w:val="七"/>', 0)]
)
def test_a_list_begins_where_it_says_or_with_nought(start: str, first: int) -> None:
    """ISO/IEC 29500-1, 17.9.25."""
    assert numbered("decimal", start) == [f"（{first}）甲", f"（{first + 1}）乙"]


EXTENT = '<w:object><wp:inline><wp:extent cx="{}" cy="{}"/></wp:inline></w:object>'
SHAPE = '<w:object w:dxaOrig="{}" w:dyaOrig="{}"><v:shape style="{}"/></w:object>'


@pytest.mark.parametrize(
    ("xml", "size"),
    [
        (EXTENT.format(127000, 254000), (10, 20)),
        (EXTENT.format(127000, ""), None),
        (EXTENT.format("大", 254000), None),
        (SHAPE.format(200, 400, "width:30pt;height:40pt"), (30, 40)),
        (SHAPE.format(200, 400, "width:30pt"), (10, 20)),
        (SHAPE.format(200, 400, ""), (10, 20)),
        (SHAPE.format(200, "", ""), None),
        (SHAPE.format(200, 0, "width:0pt;height:40pt"), None),
    ],
)
def test_an_object_is_as_large_as_it_says(xml: str, size: tuple[float, float] | None) -> None:
    carried = Carried("对象", xml.replace("<w:object", f"<w:object {NAMES}", 1), (), {}, ())
    assert size_of(carried) == size


@pytest.mark.parametrize(
    ("kind", "named"),
    [("png", "image/png"), ("jpeg", "image/jpeg"), ("gif", "image/gif"), ("emf", "image/x-emf"), ("wmf", "image/x-wmf")],
)  # fmt: skip
def test_media_are_named_as_they_are_registered(kind: str, named: str) -> None:
    assert media_type(kind) == named
