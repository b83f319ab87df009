"""The command as a clerk meets it: files, messages and exit status, where it matters as a process."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from gongwen.terms.kind import KINDS
from tests.command import ENVIRONMENT, run, run_process
from tests.paths import read_cases

BAD_INPUT = read_cases("cli/bad_input.yaml")
NOTICE = """\
文种: 通知
发文机关: 云岭县人民政府办公室
发文字号: 云政办发〔2024〕7号
标题: 云岭县人民政府办公室关于做好汛期值班工作的通知
主送机关: 各乡镇人民政府
正文: 请认真抓好落实。
成文日期: 2024-06-09
"""


@pytest.fixture
def notice(tmp_path: Path) -> Path:
    path = tmp_path / "通知.yaml"
    path.write_text(NOTICE, encoding="utf-8")
    return path


@pytest.mark.parametrize("case", BAD_INPUT.values(), ids=BAD_INPUT.keys())
def test_bad_input(case: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / case["file"]).write_text(case["text"], encoding="utf-8")
    done = run("build", case["file"], "--to", case.get("to", "docx"), cwd=tmp_path)
    assert done.returncode == case["status"], done.stderr
    assert all(words in done.stderr for words in case["says"]), done.stderr
    made = [path.name for path in tmp_path.iterdir() if path.name != case["file"]]
    assert bool(made) == (case["status"] == 0)


def test_default_is_a_docx_beside_the_input(notice: Path) -> None:
    before = notice.read_bytes()
    done = run_process("build", notice.name, cwd=notice.parent)
    assert done.returncode == 0
    assert sorted(path.name for path in notice.parent.iterdir()) == ["通知.docx", "通知.yaml"]
    assert notice.read_bytes() == before
    assert zipfile.is_zipfile(notice.with_suffix(".docx"))


def test_same_input_same_bytes(notice: Path) -> None:
    run_process("build", notice, "--to", "docx,pdf,html,txt", "-o", "甲", cwd=notice.parent)
    run("build", notice, "--to", "docx,pdf,html,txt", "-o", "乙", cwd=notice.parent)
    for name in ("通知.docx", "通知.pdf", "通知.html", "通知.txt"):
        assert (notice.parent / "甲" / name).read_bytes() == (notice.parent / "乙" / name).read_bytes()


def test_output_file_names_the_format(notice: Path) -> None:
    done = run("build", notice, "-o", "成品/第7号.pdf", cwd=notice.parent)
    assert done.returncode == 0
    assert (notice.parent / "成品" / "第7号.pdf").read_bytes().startswith(b"%PDF")


def test_png_has_a_file_a_page(notice: Path) -> None:
    run("build", notice, "--to", "png", cwd=notice.parent)
    assert (notice.parent / "通知.png").read_bytes().startswith(b"\x89PNG")


def test_an_input_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "通知.txt"
    path.write_text(
        "---\n" + NOTICE.replace("正文: 请认真抓好落实。\n", "") + "---\n请认真抓好落实。\n", encoding="utf-8"
    )
    before = path.read_bytes()
    done = run("build", path, "--to", "txt", "-o", path, cwd=tmp_path)
    assert done.returncode == 2
    assert "输入" in done.stderr
    done = run("build", path, "--to", "txt", cwd=tmp_path)
    assert done.returncode == 0
    assert (tmp_path / "通知-公文.txt").exists()
    assert path.read_bytes() == before


def test_one_bad_file_does_not_stop_the_others(notice: Path) -> None:
    (notice.parent / "坏.yaml").write_text("文种: 通之\n", encoding="utf-8")
    done = run_process("build", "坏.yaml", notice.name, "没有.yaml", cwd=notice.parent)
    assert done.returncode == 2
    assert notice.with_suffix(".docx").exists()


def test_an_old_output_stays_when_the_new_one_fails(notice: Path) -> None:
    run_process("build", notice, cwd=notice.parent)
    old = notice.with_suffix(".docx").read_bytes()
    notice.write_text(NOTICE.replace("2024-06-09", "2024-06-31"), encoding="utf-8")
    assert run_process("build", notice, cwd=notice.parent).returncode == 1
    assert notice.with_suffix(".docx").read_bytes() == old


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "gbk"])
def test_encodings_and_line_ends(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "通知.yaml"
    path.write_bytes(NOTICE.replace("\n", "\r\n").encode(encoding))
    assert run("build", path, "--to", "txt", cwd=tmp_path).returncode == 0
    assert "云政办发〔2024〕7号\n" in path.with_suffix(".txt").read_text(encoding="utf-8")


def test_ten_megabytes_of_text(tmp_path: Path) -> None:
    path = tmp_path / "通知.yaml"
    line = "  请各单位认真抓好各项工作的落实，按时报送进展情况。\n"
    path.write_text(
        "文种: 方案\n标题: 甲方案\n正文: |\n" + line * (10_000_000 // len(line.encode())), encoding="utf-8"
    )
    done = run_process("build", path, cwd=tmp_path)
    assert done.returncode == 0
    assert path.with_suffix(".docx").stat().st_size > 50_000


@pytest.mark.parametrize(
    ("name", "data"),
    [("没有.yaml", None), ("公文.yaml", b"PK\x03\x04\x00\x00\xff\xfe\xfd"), ("文件夹.yaml", "folder")],
)
def test_unreadable_files(name: str, data: bytes | str | None, tmp_path: Path) -> None:
    if data == "folder":
        (tmp_path / name).mkdir()
    elif isinstance(data, bytes):
        (tmp_path / name).write_bytes(data)
    done = run("build", name, cwd=tmp_path)
    assert done.returncode == 2
    assert name in done.stderr


@pytest.mark.parametrize("kind", [kind.name for kind in KINDS])
def test_every_starting_file_builds(kind: str, tmp_path: Path) -> None:
    assert run("new", kind, "-o", "起始.yaml", cwd=tmp_path).returncode == 0
    done = run("build", "起始.yaml", "--to", "docx,pdf", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "应当" not in done.stderr, done.stderr


def test_new_does_not_overwrite(notice: Path) -> None:
    done = run("new", "通知", "-o", notice.name, cwd=notice.parent)
    assert done.returncode == 2
    assert notice.read_text(encoding="utf-8") == NOTICE


def test_style_list_and_show(tmp_path: Path) -> None:
    listed = run("style", "list", cwd=tmp_path)
    assert "gbt9704-2012\t" in listed.stdout
    shown = run("style", "show", "gbt9704-2012", cwd=tmp_path)
    assert re.search(r"^页面\.天头\t37mm\t5\.2\.1　应当$", shown.stdout, re.MULTILINE)


def test_own_style_beside_the_input(notice: Path) -> None:
    (notice.parent / "本单位.yaml").write_text(
        "继承: gbt9704-2012\n名称: 本单位版式\n样式:\n  公文正文:\n    行距: 28pt\n", encoding="utf-8"
    )
    notice.write_text(NOTICE + "版式: 本单位.yaml\n", encoding="utf-8")
    done = run("build", notice, cwd=notice.parent)
    assert "本单位版式" in done.stderr
    with zipfile.ZipFile(notice.with_suffix(".docx")) as package:
        assert b'w:linePitch="560"' in package.read("word/document.xml")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("继承: 没有这个\n", "没有这个"),
        ("继承: gbt9704-2012\n样式:\n  公文正文:\n    行距: 很宽\n", "行距"),
        ("继承: gbt9704-2012\n样式:\n  公文正文:\n    行拒: 28pt\n", "行拒"),
        ("继承: gbt9704-2012\n样式:\n  公文正文:\n    字体: 隶书\n", "隶书"),
        ("继承: gbt9704-2012\n样式:\n  公文正文:\n    对齐: 中间\n", "中间"),
        ("继承: gbt9704-2012\n样式:\n  公文正文:\n    颜色: 红\n", "红"),
        ("继承: gbt9704-2012\n版记:\n  所在页: 奇数页\n", "奇数页"),
        ("继承: gbt9704-2012\n样式: 甲\n", "样式"),
        ("继承: gbt9704-2012\n样式:\n  公文正文: 甲\n", "公文正文"),
        ("继承: gbt9704-2012\n样式:\n  公文正文:\n    行距: [28pt]\n", "行距"),
        ("继承: gbt9704-2012\n样式:\n  公文标题:\n    继承: 印发件标题\n", "互相继承"),
        ("继承: gbt9704-2012\n样试:\n  公文标题:\n    字号: 三号\n", "样试"),
        ("继承: gbt9704-2012\n页面:\n  天透: 37mm\n", "天透"),
        ("继承: gbt9704-2012\n字体:\n  仿宋:\n    字库: 大五码\n", "大五码"),
        ("名称: 甲\n样式:\n  公文正文:\n    行距: 28pt\n", "继承"),
        ("继承: gbt9704-2012\n格式: [甲]\n", "格式"),
        ("继承: gbt9704-2012\n格式:\n  公函:\n    版头: {标志上距: 3mm}\n", "公函"),
        ("继承: gbt9704-2012\n格式:\n  信函:\n    版首: {标志上距: 3mm}\n", "版首"),
        ("继承: gbt9704-2012\n格式:\n  信函:\n    版头: {标志上矩: 3mm}\n", "标志上矩"),
        ("继承: gbt9704-2012\n版头: {次序: 标志}\n", "列表"),
        ("继承: gbt9704-2012\n版头: {次序: [标志, 角]}\n", "左上角"),
        ("继承: gbt9704-2012\n版头: {左上: [份数]}\n", "份数"),
        ("继承: gbt9704-2012\n版头: {分隔线: [红线]}\n", "红线"),
        ("继承: gbt9704-2012\n版记: {首线: 没有}\n", "首线"),
        ("继承: gbt9704-2012\n适用: {起: 明天}\n", "明天"),
        ("继承: gbt9704-2012\n落款: {用印署名: 三}\n", "用印署名"),
        ("继承: gbt9704-2012\n用语: {印发: [甲]}\n", "印发"),
        ("- 一\n- 二\n", "版式"),
        ("甲: [乙\n", "版式"),
    ],
)
def test_faulty_styles(text: str, says: str, notice: Path) -> None:
    (notice.parent / "坏.yaml").write_text(text, encoding="utf-8")
    done = run("build", notice, "--style", "坏.yaml", cwd=notice.parent)
    assert done.returncode == 1, done.stderr
    assert says in done.stderr
    assert "坏.yaml" in done.stderr


def test_doctor_names_fonts_and_versions(tmp_path: Path) -> None:
    done = run("doctor", cwd=tmp_path)
    assert done.returncode == 0
    assert all(word in done.stdout for word in ("仿宋_GB2312", "typst", "Debian", "Windows", "麒麟"))


def test_version(tmp_path: Path) -> None:
    assert re.search(r"\d+\.\d+\.\d+", run_process("--version", cwd=tmp_path).stdout)


def test_schema_is_json(tmp_path: Path) -> None:
    shown = run("schema", cwd=tmp_path).stdout
    assert json.loads(shown)["properties"]["份号"]["type"] == ["string", "number", "null"]
    assert run("schema", "-o", "模式.json", cwd=tmp_path).stdout == "已生成 模式.json\n"
    assert (tmp_path / "模式.json").read_text(encoding="utf-8") == shown


@pytest.mark.parametrize(
    "arguments", [("build",), ("build", "通知.yaml", "--to", "doc"), ("bild",), ("new", "通之")]
)
def test_wrong_usage(arguments: tuple[str, ...], notice: Path) -> None:
    done = run_process(*arguments, cwd=notice.parent)
    assert done.returncode == 2
    assert done.stderr.strip()


@pytest.mark.parametrize(
    ("data", "status", "says"),
    [
        (b"not a docx", 2, "docx"),
        (b"PK\x03\x04 cut off", 2, "docx"),
        (None, 2, "模板.docx"),
        ("<w:p><w:r><w:t>{{ 标题 }}</w:t></w:r></w:p>", 1, "正文"),
        ("<w:p><w:r><w:t>{{ 标提 }}{{p 主体 }}</w:t></w:r></w:p>", 1, "标提"),
    ],
)
def test_faulty_templates(data: bytes | str | None, status: int, says: str, notice: Path) -> None:
    template = notice.parent / "模板.docx"
    if isinstance(data, bytes):
        template.write_bytes(data)
    elif data is not None:
        run("build", notice, "-o", template, cwd=notice.parent)
        with zipfile.ZipFile(template) as package:
            parts = {name: package.read(name) for name in package.namelist()}
        body = parts["word/document.xml"].decode()
        body = re.sub(r"(?<=<w:body>).*(?=<w:sectPr>)", lambda _: data, body, flags=re.DOTALL)
        with zipfile.ZipFile(template, "w") as package:
            for name, part in (parts | {"word/document.xml": body.encode()}).items():
                package.writestr(name, part)
    done = run("build", notice, "--template", template.name, "-o", "成品.docx", cwd=notice.parent)
    assert done.returncode == status, done.stderr
    assert says in done.stderr
    assert not (notice.parent / "成品.docx").exists()


@pytest.mark.parametrize("name", ["文件版头", "县政府办公室"])
def test_letterheads_that_come_along(name: str, notice: Path) -> None:
    done = run("build", notice, "--template", name, "-o", "成品.docx", cwd=notice.parent)
    assert done.returncode == 0, done.stderr
    assert zipfile.is_zipfile(notice.parent / "成品.docx")


def test_a_letterhead_is_said_to_be_missing_from_a_pdf(notice: Path) -> None:
    done = run("build", notice.name, "--template", "文件版头", "--to", "docx,pdf", cwd=notice.parent)
    assert done.returncode == 0
    assert "模板只用于 docx，pdf 里是版式自己的版头" in done.stderr
    plain = run("build", notice.name, "--template", "文件版头", cwd=notice.parent)
    assert "模板只用于" not in plain.stderr


def test_a_document_without_an_issuer_is_said_to_have_no_red_head(tmp_path: Path) -> None:
    text = "文种: {}\n标题: 云岭县人民政府关于下达计划的{}\n正文: 现将计划下达如下。\n署名: 云岭县人民政府\n"
    for kind, is_told in (("通知", True), ("方案", False)):
        (tmp_path / f"{kind}.yaml").write_text(text.format(kind, kind), encoding="utf-8")
        done = run("build", f"{kind}.yaml", cwd=tmp_path)
        assert ("没有红头" in done.stderr) == is_told


def test_an_error_that_nobody_foresaw_is_told_in_a_line(tmp_path: Path) -> None:
    program = (
        "from gongwen.cli.main import group, main\n"
        "@group.command('bad')\n"
        "def bad(): raise KeyError('word')\n"
        "main()\n"
    )
    command = [sys.executable, "-c", program, "bad"]
    done = subprocess.run(command, cwd=tmp_path, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "程序出了没有料到的错误（KeyError：'word'，<string> 第3行）" in done.stderr
