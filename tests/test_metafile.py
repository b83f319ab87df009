"""EMF and WMF: a bitmap alone is shown as it is, all else is drawn as far as it can be; what cannot is named."""

from __future__ import annotations

import io
import struct
from base64 import b64decode
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PIL import Image

from gongwen import api
from gongwen.image import as_drawn, is_drawn_whole, kind_of, measure
from tests.making.drafts import picture
from tests.making.pictures import (
    BLUE,
    DRAWN,
    EMF_LINE,
    GREEN,
    RED,
    WmfMapping,
    emf_drawing,
    emf_of,
    wmf_drawing,
    wmf_of,
)
from tests.measuring.render import docx_to_pdf, requires_soffice

pytest.importorskip("metafile_render", reason="no renderer of metafiles is made for this machine")

PICTURE = picture(7, (120, 60))
COLOUR = (7 * 37 % 256, 7 * 91 % 256, 7 * 13 % 256)
MAPPINGS: tuple[WmfMapping, ...] = ("as it is", "stretched", "bare")
DRAWINGS: dict[str, bytes] = {
    "emf": emf_drawing(),
    **{f"wmf, {each}": wmf_drawing(each) for each in MAPPINGS},
}


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
def test_of_a_damaged_bitmap_nothing_is_shown(make: Callable[[bytes], bytes]) -> None:
    data = make(PICTURE)
    whole = as_drawn(data)
    assert {as_drawn(data[:end]) for end in range(60, len(data), 97)} <= {b"", whole}
    assert as_drawn(data[: len(data) // 2]) == b""


@pytest.mark.parametrize("name", DRAWINGS)
def test_lines_and_areas_are_drawn_where_they_stand(name: str) -> None:
    data = DRAWINGS[name]
    size = measure(data)
    assert size.width / size.height == pytest.approx(DRAWN[0] / DRAWN[1])
    drawn = Image.open(io.BytesIO(as_drawn(data)))
    wide, high = drawn.size
    assert wide / high == pytest.approx(DRAWN[0] / DRAWN[1], rel=0.01)
    seen = [drawn.getpixel((int(wide * third), high // 2)) for third in (1 / 6, 1 / 2, 5 / 6)]
    assert seen == [RED, BLUE, GREEN]
    assert drawn.getpixel((wide // 2, high // 8)) == (255, 255, 255)
    assert is_drawn_whole(data)


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_damaged_drawing_is_an_error_or_named_and_never_a_crash(name: str) -> None:
    data = DRAWINGS[name]
    for end in range(44, len(data), 41):
        as_drawn(data[:end])
    for place in range(len(data) % 19, len(data), 19):
        as_drawn(data[:place] + b"\xff" + data[place + 1 :])


def _composed(folder: Path, *pictures: tuple[str, bytes]) -> api.Composition:
    for name, data in pictures:
        (folder / name).write_bytes(data)
    lines = "".join(f"  ![]({name}){{宽：60毫米}}\n" for name, _ in pictures)
    source = folder / "稿.yaml"
    source.write_text(f"文种: 通知\n标题: 关于值班的通知\n正文: |\n  请值班。\n{lines}", encoding="utf-8")
    return api.compose_source(api.load(source))


UNKNOWN = struct.pack("<2I2I", 200, 16, 0, 0)
"""A record of an EMF that no renderer knows."""
NOTHING = emf_of(PICTURE)[:88].replace(struct.pack("<I", 3), struct.pack("<I", 2)) + struct.pack(
    "<5I", 14, 20, 0, 16, 20
)
"""An EMF that draws nothing."""


def test_what_is_not_drawn_is_named(tmp_path: Path) -> None:
    pictures = (
        ("图.emf", emf_of(PICTURE)),
        ("线.emf", emf_of(PICTURE, EMF_LINE)),
        ("半.emf", emf_of(PICTURE, EMF_LINE, UNKNOWN)),
        ("空.emf", NOTHING),
    )
    made = api.render(_composed(tmp_path, *pictures), "pdf")
    told = [note for note in made.notes if ".emf" in note]
    assert len(told) == 2
    assert "“半.emf”是 EMF，里面有的笔画画不出" in told[0]
    assert "“空.emf”是 EMF，这里没有画出，留了空" in told[1]


def _inked(page: np.ndarray) -> list[int]:  # type: ignore[type-arg]
    """How many points of a page are red, blue, green."""
    near = (np.abs(page[:, :, :3].astype(int) - colour).max(axis=2) < 40 for colour in (RED, BLUE, GREEN))
    return [int(each.sum()) for each in near]


def _pages(pdf: bytes) -> list[np.ndarray]:  # type: ignore[type-arg]
    return [page.render(scale=2).to_numpy()[:, :, ::-1] for page in pypdfium2.PdfDocument(pdf)]


@requires_soffice
def test_our_pages_show_what_an_office_suite_shows(tmp_path: Path) -> None:
    pictures = tuple((f"图{number}.{name[:3]}", data) for number, (name, data) in enumerate(DRAWINGS.items()))
    made = _composed(tmp_path, *pictures)
    (tmp_path / "公文.docx").write_bytes(api.render(made, "docx").files[0])
    (office,) = docx_to_pdf([tmp_path / "公文.docx"], tmp_path / "pdf")
    ours, theirs = (
        sum(np.array(_inked(page)) for page in _pages(pdf))
        for pdf in (api.render(made, "pdf").files[0], office.read_bytes())
    )
    side = 60 / 25.4 * 72 * 2 / DRAWN[0] * 500
    assert ours[0] == pytest.approx(len(DRAWINGS) * side**2, rel=0.05)
    assert list(ours) == pytest.approx(list(theirs), rel=0.1)


def test_every_format_shows_it(tmp_path: Path) -> None:
    made = _composed(tmp_path, ("图.emf", emf_drawing()))
    expected = _inked(np.array(Image.open(io.BytesIO(as_drawn(emf_drawing())))))
    assert all(expected)
    (page,) = api.render(made, "png").files
    assert all(_inked(np.array(Image.open(io.BytesIO(page)).convert("RGB"))))
    html = api.render(made, "html").files[0].decode()
    data = html.partition("base64,")[2].partition('"')[0]
    assert _inked(np.array(Image.open(io.BytesIO(b64decode(data))))) == expected
