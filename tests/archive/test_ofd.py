"""OFD-A in the archive: beside the PDF or in its place, and checked again."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from gongwen import api
from gongwen.archive.ofda import ofda_problems
from gongwen.archive.package import DIGESTS, OFD, PDF
from gongwen.make.pages.place import place_pages
from gongwen.write.ofd.document import write_ofd
from gongwen.write.text import write_text
from tests.command import run
from tests.paths import sample_file

NAMES = ("短函", "印发实施方案", "联合通知", "横排附件")


def archival(name: str) -> tuple[bytes, str]:
    composition = api.compose_source(api.load(sample_file(name)))
    pages = place_pages(composition.flow, composition.profile)
    return write_ofd(pages, composition.profile.faces, archival=True), write_text(composition.flow)


def changed(data: bytes, part: str, old: str, new: str) -> bytes:
    """Return the package ``data`` with the text of the part whose path ends in ``part`` changed."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(target, "w") as made:
        for name in package.namelist():
            content = package.read(name)
            if name.endswith(part):
                assert old.encode() in content
                content = content.replace(old.encode(), new.encode(), 1)
            made.writestr(name, content)
    return target.getvalue()


@pytest.mark.parametrize("name", NAMES)
def test_our_own_pages_hold(name: str) -> None:
    assert ofda_problems(*archival(name)) == []


CHANGES = [
    ("OFD.xml", 'DocType="OFD-A"', 'DocType="OFD"', "没有声明自己是 OFD-A"),
    ("Page_0/Content.xml", "<ofd:TextCode", "<ofd:TextCode Y='0'", "OFD 版式文件已损坏"),
    ("Page_0/Content.xml", "云", "雨", "文字与公文不一致"),
    ("PublicRes.xml", "Font_", "Other_", "没有嵌入"),
    ("Document.xml", "<ofd:Pages>", "<ofd:Permissions/><ofd:Pages>", "权限限制"),
]


@pytest.mark.parametrize(("part", "old", "new", "told"), CHANGES, ids=[change[3] for change in CHANGES])
def test_what_is_wrong_is_told(part: str, old: str, new: str, told: str) -> None:
    data, text = archival("短函")
    assert any(told in problem for problem in ofda_problems(changed(data, part, old, new), text))


def test_only_texts_may_be_attached() -> None:
    composition = api.compose_source(api.load(sample_file("短函")))
    data = api.render(composition, "ofd", attaches_source=True).files[0]
    text = write_text(composition.flow)
    assert ofda_problems(changed(data, "OFD.xml", '"OFD"', '"OFD-A"'), text) == []
    docx = changed(changed(data, "OFD.xml", '"OFD"', '"OFD-A"'), "Attachments.xml", "TXT", "DOCX")
    assert ofda_problems(docx, text) == ["附带的文件“公文.yaml”不是文本，归档文件只能附带 TXT 和 XML"]


def test_the_command_keeps_either_or_both(tmp_path: Path) -> None:
    for name in ("短函", "命令"):
        (tmp_path / f"{name}.yaml").write_bytes(sample_file(name).read_bytes())
    assert run("archive", "短函.yaml", "-o", "甲", "--to", "ofd", cwd=tmp_path).returncode == 0
    assert run("archive", "命令.yaml", "-o", "甲", "--to", "pdf,ofd", "--stamp", cwd=tmp_path).returncode == 0
    kept = [sorted({OFD, PDF} & {path.name for path in each.parent.iterdir()}) for each in digests(tmp_path)]
    assert sorted(kept) == [[OFD], [OFD, PDF]]
    assert run("archive", "verify", "甲", cwd=tmp_path).stdout == "核对了2件，全部无误\n"
    page = next(path for path in tmp_path.rglob(OFD) if not (path.parent / PDF).exists())
    page.write_bytes(changed(page.read_bytes(), "Page_0/Content.xml", "云", "雨"))
    again = run("archive", "verify", "甲", cwd=tmp_path)
    assert again.returncode == 1
    assert "文字与公文不一致" in again.stderr


def digests(folder: Path) -> list[Path]:
    return sorted(folder.rglob(DIGESTS))


def test_the_source_goes_along_when_asked(tmp_path: Path) -> None:
    (tmp_path / "短函.yaml").write_bytes(sample_file("短函").read_bytes())
    done = run("build", "短函.yaml", "--to", "ofd,docx", "--attach-source", cwd=tmp_path)
    assert done.returncode == 0
    with zipfile.ZipFile(tmp_path / "短函.ofd") as package:
        (name,) = [each for each in package.namelist() if each.endswith("Attach_1.txt")]
        attached = api.parse(package.read(name).decode(), "公文.yaml").document
    assert attached == api.load(sample_file("短函")).document
    refused = run("build", "短函.yaml", "--attach-source", cwd=tmp_path)
    assert (refused.returncode, "--to ofd" in refused.stderr) == (2, True)
