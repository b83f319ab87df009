"""A draft of any kind in one command: everything it holds is in the document, or is named."""

from __future__ import annotations

import io
import os
import struct
import zlib
from collections import Counter
from pathlib import Path

import pytest
from docx import Document as open_docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from gongwen.api.documents import compose_source, render
from gongwen.api.drafts import compare_draft, read_draft
from gongwen.check.files import check_bytes
from gongwen.ooxml.seen.inventory import take_inventory
from gongwen.rules.catalogue import PAGES, rules_in
from tests.command import run
from tests.making.drafts import make_draft, picture
from tests.paths import SHARED

FIELD = SHARED / "field" / "docx"
COUNT = int(os.environ.get("GONGWEN_DRAFTS", "40"))
"""How many drafts are made; 200 for a long run."""
LOOKS = {rule.code for rule in rules_in(PAGES)} - {"look.emphasis"}
"""What words the draft sets off is what it says, and kept; offices would rather not."""
PRINTED = {"图片", "脚注", "上标", "下标", "公式", "图表", "图示", "对象"}


@pytest.mark.parametrize("seed", range(COUNT))
def test_what_a_draft_holds_is_there_or_named(seed: int, tmp_path: Path) -> None:
    path = tmp_path / "草稿.docx"
    path.write_bytes(make_draft(seed))
    draft = read_draft(path)
    composition = compose_source(draft.source, media=draft.media)
    made = render(composition, "docx").files[0]
    before, after = take_inventory(path.read_bytes()), take_inventory(made)
    kept = Counter((held.thing, held.value) for held in after if held.thing in PRINTED)
    assert kept == Counter((held.thing, held.value) for held in before if held.thing in PRINTED)
    compared = compare_draft(draft, composition)
    things = {held.thing for held in before}
    assert all("页眉" in lost for lost in compared.lost), compared.lost
    assert bool(compared.lost) == ("页眉" in things)
    assert ("隐藏文字" in things) == any("隐藏文字" in told for told in compared.told)
    assert not [each for each in check_bytes(made, "公文.docx") if each.code in LOOKS]
    assert "内部掌握" not in "".join(
        par.text for par in open_docx(str(tmp_path / _saved(made, tmp_path))).paragraphs
    )


def _saved(data: bytes, folder: Path) -> str:
    (folder / "成品.docx").write_bytes(data)
    return "成品.docx"


@pytest.mark.parametrize("seed", range(6))
def test_the_source_of_a_draft_builds_the_same(seed: int, tmp_path: Path) -> None:
    path = tmp_path / "草稿.docx"
    path.write_bytes(make_draft(seed))
    run("build", path, "-o", tmp_path / "一步.docx", "--source", tmp_path / "文稿.yaml", cwd=tmp_path)
    assert run("build", tmp_path / "文稿.yaml", "-o", tmp_path / "两步.docx", cwd=tmp_path).returncode == 0
    texts = [
        [par.text for par in open_docx(str(tmp_path / name)).paragraphs]
        for name in ("一步.docx", "两步.docx")
    ]
    assert texts[0] == texts[1]
    pictures = [
        Counter(held.value for held in take_inventory((tmp_path / name).read_bytes()) if held.thing == "图片")
        for name in ("一步.docx", "两步.docx")
    ]
    assert pictures[0] == pictures[1]


CASES = {
    "annex-list": "",
    "draft-with-picture": "",
    "hidden-text": "",
    "lvl-restart": "",
    "picture": "",
    "plain-draft": "",
    "superscript-picture-header": "页眉“内部资料注意保存”",
}


@pytest.mark.parametrize("name", CASES)
@pytest.mark.skipif(not FIELD.is_dir(), reason="the material of the field is not here")
def test_cases_of_the_field(name: str, tmp_path: Path) -> None:
    ran = run("build", FIELD / f"{name}.docx", "-o", tmp_path / "公文.docx", cwd=tmp_path)
    assert (tmp_path / "公文.docx").is_file()
    assert "认成了标题" in ran.stdout or "认成了发文字号" in ran.stdout
    assert CASES[name] in ran.stderr
    assert ran.returncode == (1 if CASES[name] else 0)


def test_what_is_not_found_is_said_first(tmp_path: Path) -> None:
    path = tmp_path / "草稿.txt"
    path.write_text("各单位要加强值班。\n发现险情及时报告。\n", encoding="utf-8")
    ran = run("build", path, "-o", tmp_path / "公文.docx", cwd=tmp_path)
    assert ran.stderr.splitlines()[0].startswith("注意")
    assert "没有找到署名" in ran.stderr


def test_an_office_fills_in_what_a_draft_lacks(tmp_path: Path) -> None:
    draft, head = tmp_path / "草稿.docx", tmp_path / "文头.yaml"
    draft.write_bytes(make_draft(1))
    head.write_text(
        "发文机关: 云岭县水利局\n印发机关: 云岭县水利局办公室\n标题: 不用这个\n", encoding="utf-8"
    )
    ran = run(
        "build", draft, "--head", head, "--set", "发文字号=云水发〔2026〕8号", "--to", "txt", cwd=tmp_path
    )
    text = (tmp_path / "草稿.txt").read_text(encoding="utf-8")
    assert ran.returncode in (0, 1)
    assert "云水发〔2026〕8号" in text
    assert "云岭县水利局办公室" in text
    assert "不用这个" not in text
    wrong = run("build", draft, "--set", "发文号=1", cwd=tmp_path)
    assert wrong.returncode == 1
    assert "发文字号" in wrong.stderr


def test_a_draft_is_never_overwritten(tmp_path: Path) -> None:
    draft = tmp_path / "草稿.docx"
    draft.write_bytes(data := make_draft(2))
    run("build", draft, cwd=tmp_path)
    assert draft.read_bytes() == data
    assert (tmp_path / "草稿-公文.docx").is_file()


def bare_picture(pixels: int) -> bytes:
    """A white picture of so many pixels on each side, which packs into little."""
    row = b"\0" + b"\xff" * ((pixels + 7) // 8)
    packer = zlib.compressobj(1)
    data = b"".join(packer.compress(row) for _ in range(pixels)) + packer.flush()
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", pixels, pixels, 1, 0, 0, 0, 0)),
        (b"IDAT", data),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(own)) + kind + own + struct.pack(">I", zlib.crc32(kind + own))
        for kind, own in chunks
    )


PICTURE, FORMULA = "![图1 示意](图.png)", "流量![式](式.xml)已核对。"
BAD = {
    "不是图片": (PICTURE, b"not a picture", "不是图片", 1),
    "损坏的图片": (PICTURE, picture(1)[:-40], "损坏", 1),
    "没有的图片": (PICTURE, None, "没有这个图片文件", 1),
    "太大的图片": (PICTURE, bare_picture(20_000), "像素太多", 1),
    "读不了的公式": (FORMULA, b"<m:oMath", "不是 Word 的公式", 1),
    "别的文件当公式": (FORMULA, b"<html/>", "不是 Word 的公式", 1),
    "没有的公式": (FORMULA, None, "没有这个", 1),
    "没有注文的脚注": ("数据[^1]已核对。", None, "没有注文", 1),
    "没有引用的注文": ("[^2]: 调查所得。", None, "没有引用", 0),
    "没有闭合的加粗": ("要**加强巡查。", None, "没有配成一对", 0),
    "没有写完的下划线": ("姓名[甲]{下划线", None, "没有写完", 0),
    "删除线": ("~~不用~~的话。", None, "删除线", 0),
}
"""A line of the text, the file that it names, what is said of it, and the exit status."""


@pytest.mark.parametrize("case", BAD)
def test_what_cannot_be_used_is_told_with_its_place_and_remedy(case: str, tmp_path: Path) -> None:
    line, data, says, status = BAD[case]
    if data is not None:
        (tmp_path / ("图.png" if line == PICTURE else "式.xml")).write_bytes(data)
    source = tmp_path / "稿.yaml"
    source.write_text(f"文种: 通知\n标题: 关于值班的通知\n正文: |\n  请值班。\n  {line}\n", encoding="utf-8")
    ran = run("build", source, cwd=tmp_path)
    assert ran.returncode == status
    (told,) = [each for each in (ran.stderr + ran.stdout).splitlines() if says in each]
    assert "第5行第3列" in told
    assert "请" in told
    assert "Traceback" not in ran.stderr


def test_a_new_document_and_the_schema_teach_the_notation(tmp_path: Path) -> None:
    run("new", "通知", "-o", tmp_path / "新.yaml", cwd=tmp_path)
    texts = ((tmp_path / "新.yaml").read_text(encoding="utf-8"), run("schema", cwd=tmp_path).stdout)
    for sign in ("**文字**", "10^8^", "H~2~O", "[文字]{下划线}", "[^1]", "![图1 名称](图.png)"):
        assert all(sign in text for text in texts), sign
    assert run("build", tmp_path / "新.yaml", "-o", tmp_path / "新.docx", cwd=tmp_path).returncode == 0


def test_a_shape_that_names_no_picture_is_none(tmp_path: Path) -> None:
    docx = open_docx(io.BytesIO(make_draft(1)))
    empty = '<v:imagedata xmlns:v="urn:schemas-microsoft-com:vml" gain="65536f"/>'
    shape = f'<w:r {nsdecls("w")}><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml">{empty}</v:shape></w:pict></w:r>'
    docx.paragraphs[-3]._p.append(parse_xml(shape))
    path = tmp_path / "草稿.docx"
    docx.save(str(path))
    pictures = [held for held in take_inventory(path.read_bytes()) if held.thing == "图片"]
    assert pictures == [held for held in take_inventory(make_draft(1)) if held.thing == "图片"]
    assert not [
        each for each in read_draft(path).reading.doubts if "图片" in each.message and "存在" in each.message
    ]
