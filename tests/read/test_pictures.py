"""Pictures of seals: what is no whole picture of a file is refused before anything is drawn."""

from __future__ import annotations

import io
import os
import random
import struct
import sys
import zlib
from pathlib import Path

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
