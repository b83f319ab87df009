"""Pictures of seals: what is no whole picture of a file is refused before anything is drawn."""

from __future__ import annotations

import io
import os
import random
import struct
import sys
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from gongwen import api
from gongwen.finding import UsageError
from gongwen.read.scan.pictures import image_pages
from tests.fuzz.damage import damaged
from tests.making.pictures import ring
from tests.paths import SHARED

NOTICE = """\
文种: 通知
标题: 关于某事的通知
正文: 请抓好落实。
成文日期: 2024-06-09
印章: {path}
"""
HOSTILE = SHARED / "field" / "hostile"


def jpeg(**options: object) -> bytes:
    target = io.BytesIO()
    Image.open(io.BytesIO(ring(200))).convert("RGB").save(target, "JPEG", **options)
    return target.getvalue()


def build(folder: Path, path: str) -> api.Composition:
    return api.compose_source(api.parse(NOTICE.format(path=path), str(folder / "公文.yaml")))


def refusal(folder: Path, path: str) -> str:
    with pytest.raises(api.InputError) as error:
        build(folder, path)
    (problem,) = error.value.problems
    assert problem.startswith(f"{folder / '公文.yaml'} 第5行第5列：印章：“{path}”")
    return problem


@pytest.mark.parametrize(
    "data", [jpeg(), jpeg(progressive=True), ring(200)], ids=["jpeg", "progressive", "png"]
)
def test_a_picture_that_was_cut_is_refused_or_drawn_whole(data: bytes, tmp_path: Path) -> None:
    whole = Image.open(io.BytesIO(data)).convert("RGB").tobytes()
    refused = 0
    for cut in range(20):
        left = data[: len(data) * cut // 20]
        (tmp_path / "章.img").write_bytes(left)
        try:
            composition = build(tmp_path, "章.img")
        except api.InputError as error:
            refused += 1
            assert "章.img" in error.problems[0]
            continue
        assert Image.open(io.BytesIO(left)).convert("RGB").tobytes() == whole
        assert api.render(composition, "pdf").files[0].startswith(b"%PDF")
    assert refused >= 19


def test_a_whole_picture_is_taken(tmp_path: Path) -> None:
    for data in (jpeg(), jpeg(progressive=True), ring(200)):
        (tmp_path / "章.img").write_bytes(data)
        assert not build(tmp_path, "章.img").flow.unprinted


def png_of(wide: int, high: int) -> bytes:
    """The beginning of a PNG that claims a size: hardly anything of it is there."""
    header = struct.pack(">IIBBBBB", wide, high, 8, 6, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in ((b"IHDR", header), (b"IDAT", zlib.compress(b"\0")))
    )


@pytest.mark.parametrize("size", [(6001, 10), (10, 60_000), (20_000, 20_000)])
def test_the_size_is_seen_before_anything_is_unpacked(size: tuple[int, int], tmp_path: Path) -> None:
    (tmp_path / "章.png").write_bytes(png_of(*size))
    assert "像素" in refusal(tmp_path, "章.png")


@pytest.mark.parametrize(
    "path",
    ["//server/share/章.png", r"\\server\share\章.png", "http://example.invalid/章.png", "file:///章.png"],
)
def test_a_picture_on_the_network_is_refused(path: str, tmp_path: Path) -> None:
    assert "不联网" in refusal(tmp_path, f"{path}")


@pytest.mark.skipif(sys.platform == "win32", reason="files that are none")
def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "管道.png")
    (tmp_path / "夹.png").mkdir()
    (tmp_path / "零.png").symlink_to("/dev/zero")
    assert "不是文件" in refusal(tmp_path, "管道.png")
    assert "不是文件" in refusal(tmp_path, "零.png")
    assert "没有这个图片文件" in refusal(tmp_path, "夹.png")


def test_size_is_that_of_what_is_read(tmp_path: Path) -> None:
    (tmp_path / "章.png").write_bytes(ring(20) + bytes(10 * 2**20))
    assert "超过 10 MB" in refusal(tmp_path, "章.png")


@pytest.mark.skipif(not HOSTILE.is_dir(), reason="collected cases that are not part of the project")
def test_collected_cuts(tmp_path: Path) -> None:
    (tmp_path / "章.jpg").write_bytes((HOSTILE / "trunc.jpg").read_bytes())
    assert "换一个文件" in refusal(tmp_path, "章.jpg")


@pytest.mark.parametrize("kind", ["TIFF", "PNG", "JPEG", "GIF"])
def test_a_damaged_page_is_a_page_or_is_refused_without_a_warning(kind: str) -> None:
    target = io.BytesIO()
    Image.effect_noise((64, 90), 60).convert("RGB").save(target, kind, dpi=(96, 96))
    read = refused = 0
    for number in range(200):
        try:
            read += len(list(image_pages(damaged(target.getvalue(), random.Random(number)), "坏.tif")))
        except UsageError as error:
            refused += 1
            assert str(error).startswith("坏.tif：")
    assert read and refused


def tiff(pages: int) -> bytes:
    """Pages that differ, not packed, so that they stand in the file as they are."""
    sheets = [Image.new("L", (60, 80), 40 * page) for page in range(1, pages + 1)]
    target = io.BytesIO()
    sheets[0].save(target, "TIFF", save_all=True, append_images=sheets[1:])
    return target.getvalue()


def directories(data: bytes) -> list[int]:
    """Where the directories of the pages of a TIFF stand."""
    found = [int.from_bytes(data[4:8], "little")]
    while next_one := int.from_bytes(data[(at := behind(data, found[-1])) : at + 4], "little"):
        found.append(next_one)
    return found


def behind(data: bytes, directory: int) -> int:
    return directory + 2 + 12 * int.from_bytes(data[directory : directory + 2], "little")


def with_tag(data: bytes, page: int, tag: int, value: int) -> bytes:
    """``data`` with another value of a tag of a page, from 1."""
    directory = directories(data)[page - 1]
    at = next(
        each
        for each in range(directory + 2, behind(data, directory), 12)
        if int.from_bytes(data[each : each + 2], "little") == tag
    )
    return data[: at + 8] + value.to_bytes(4, "little") + data[at + 12 :]


STRIPS, LENGTHS, HEIGHT = 273, 279, 257


@pytest.mark.parametrize(
    ("tag", "value"),
    [(STRIPS, 2**31), (LENGTHS, 2**31), (HEIGHT, 0), (HEIGHT, 2**31), (STRIPS, 10**6)],
)
def test_a_tiff_that_is_damaged_in_the_middle_is_refused_with_its_page(tag: int, value: int) -> None:
    read = []
    with pytest.raises(UsageError, match="第3页"):
        read.extend(
            int(sheet.picture[0, 0, 0]) for sheet in image_pages(with_tag(tiff(5), 3, tag, value), "坏.tif")
        )
    assert read in ([], [40, 80])


def test_pages_that_come_round_again_are_read_once() -> None:
    data = tiff(5)
    places = directories(data)
    at = behind(data, places[3])
    turned = data[:at] + places[1].to_bytes(4, "little") + data[at + 4 :]
    assert [int(sheet.picture[0, 0, 0]) for sheet in image_pages(turned, "圈.tif")] == [40, 80, 120, 160]


@pytest.mark.parametrize("deep", [True, False], ids=["16 bits", "transparent"])
def test_ink_is_seen_on_paper_that_is_deep_or_transparent(deep: bool) -> None:
    paper = np.full((80, 60), 65535, np.uint16)
    paper[20:30, 10:50] = 4000
    clear = np.zeros((80, 60, 4), np.uint8)
    clear[20:30, 10:50, 3] = 255
    target = io.BytesIO()
    Image.fromarray(paper if deep else clear).save(target, "PNG")
    (sheet,) = image_pages(target.getvalue(), "图.png")
    assert (sheet.picture[25, 30].max() < 40, sheet.picture[5, 5].min()) == (True, 255)
