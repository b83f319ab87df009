"""EMF and WMF: a bitmap alone is shown, all else is carried and named."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from gongwen import api
from gongwen.image import as_drawn, kind_of, measure
from tests.making.drafts import picture
from tests.making.pictures import EMF_LINE, emf_of, wmf_of

PICTURE = picture(7, (120, 60))
COLOUR = (7 * 37 % 256, 7 * 91 % 256, 7 * 13 % 256)


@pytest.mark.parametrize("make", [emf_of, wmf_of])
def test_a_bitmap_alone_is_shown(make: Callable[[bytes], bytes]) -> None:
    data = make(PICTURE)
    assert kind_of(data) in ("emf", "wmf")
    size = measure(data)
    assert (round(size.width), round(size.height)) == (90, 45)
    drawn = Image.open(io.BytesIO(as_drawn(data))).convert("RGB")
    assert drawn.size == (120, 60)
    assert {drawn.getpixel(at) for at in ((0, 0), (60, 30), (119, 59))} == {COLOUR}


@pytest.mark.parametrize("make", [emf_of, wmf_of])
def test_of_a_damaged_one_nothing_is_shown(make: Callable[[bytes], bytes]) -> None:
    data = make(PICTURE)
    whole = as_drawn(data)
    assert {as_drawn(data[:end]) for end in range(60, len(data), 97)} <= {b"", whole}
    assert as_drawn(data[: len(data) // 2]) == b""


def test_what_draws_more_is_carried_and_named(tmp_path: Path) -> None:
    for name, data in (("图.emf", emf_of(PICTURE)), ("线.emf", emf_of(PICTURE, EMF_LINE))):
        (tmp_path / name).write_bytes(data)
    source = tmp_path / "稿.yaml"
    source.write_text(
        "文种: 通知\n标题: 关于值班的通知\n正文: |\n  请值班。\n  ![](图.emf)\n  ![图1 位置](线.emf)\n",
        encoding="utf-8",
    )
    composition = api.compose_source(api.load(source))
    made = api.render(composition, "pdf")
    (note,) = [note for note in made.notes if "没有画出" in note]
    assert "线.emf" in note
    assert "图.emf" not in note
