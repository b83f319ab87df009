"""``gongwen read`` and ``gongwen tasks``, on files as they come."""

import json
import subprocess
import sys

import pytest
import yaml

from tests.command import run
from tests.paths import NOTICES, ROOT

NOTICE = """\
首页 > 政务公开 > 政策文件
云岭县人民政府办公室文件
云政办发[2024]36号

云岭县人民政府办公室
关于成立云岭县防汛指挥部的通知
各乡镇人民政府，县直各单位：
　　为做好防汛工作，决定成立云岭县防汛指挥部(以下简称指挥部)。组成人员名单如下：
指 挥 长：李明远	县长
副指挥长：王 强	副县长
　　特此通知。
云岭县人民政府办公室
2024年5月6日
（此件公开发布）
抄送：县委办公室，县人大常委会办公室。
云岭县人民政府办公室        2024年5月6日印发
版权所有：云岭县人民政府 ICP备12345678号
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "通知.txt").write_text(NOTICE, encoding="utf-8")
    return tmp_path


def test_json_with_chinese_keys(folder):
    done = run("read", "通知.txt", "--to", "json", cwd=folder)
    assert done.returncode == 0
    tree = json.loads(done.stdout)
    assert tree["文种"] == "通知"
    assert tree["发文字号"] == "云政办发[2024]36号"
    assert tree["标题"] == "云岭县人民政府办公室关于成立云岭县防汛指挥部的通知"
    assert tree["主送机关"] == "各乡镇人民政府，县直各单位"
    assert tree["名单"] == {
        "指挥长": [{"姓名": "李明远", "职务": "县长"}],
        "副指挥长": [{"姓名": "王强", "职务": "副县长"}],
    }
    assert tree["正文"].splitlines()[1:] == ["{名单}", "特此通知。"]
    assert (tree["署名"], tree["成文日期"], tree["附注"]) == (
        "云岭县人民政府办公室",
        "2024-05-06",
        "此件公开发布",
    )
    assert tree["抄送机关"] == "县委办公室，县人大常委会办公室"
    assert (tree["印发机关"], tree["印发日期"]) == ("云岭县人民政府办公室", "2024-05-06")
    assert "建议把“云政办发[2024]36号”改成“云政办发〔2024〕36号”" in done.stderr
    assert "通知.txt 第3行" in done.stderr


def test_repairs_are_made_when_asked(folder):
    plain = yaml.safe_load(run("read", "通知.txt", cwd=folder).stdout)
    fixed = run("read", "通知.txt", "--repair", cwd=folder)
    tree = yaml.safe_load(fixed.stdout)
    assert (plain["发文字号"], tree["发文字号"]) == ("云政办发[2024]36号", "云政办发〔2024〕36号")
    assert "(以下简称指挥部)" in plain["正文"]
    assert "（以下简称指挥部）" in tree["正文"]
    assert "--repair" not in fixed.stderr


def test_what_is_read_builds_again(folder):
    assert run("read", "通知.txt", "-o", "通知.yaml", "--report", "报告.html", cwd=folder).returncode == 0
    assert run("build", "通知.yaml", "-o", "通知.docx", cwd=folder).returncode == 0
    again = run("read", "通知.docx", "--to", "json", cwd=folder)
    assert json.loads(again.stdout) == json.loads(run("read", "通知.txt", "--to", "json", cwd=folder).stdout)
    report = (folder / "报告.html").read_text(encoding="utf-8")
    assert "网页上的文字" in report
    assert "改动之处都说明了原因" in report


def test_standard_input(folder):
    command = [sys.executable, "-m", "gongwen", "read", "-", "--to", "json"]
    done = subprocess.run(command, cwd=ROOT, input=NOTICE.encode("gb18030"), capture_output=True, check=False)
    assert json.loads(done.stdout.decode())["文种"] == "通知"


def test_a_bad_file_does_not_stop_the_rest(folder):
    (folder / "空.txt").write_text(" \n", encoding="utf-8")
    (folder / "坏.docx").write_bytes(b"PK\x03\x04")
    done = run("read", "空.txt", "通知.txt", "坏.docx", "没有.txt", "-o", "文稿", cwd=folder)
    assert done.returncode == 2
    assert [path.name for path in (folder / "文稿").iterdir()] == ["通知.yaml"]
    last = done.stderr.splitlines()[-4:]
    assert last[0] == "读了4个文件，1个成功，3个没有读成"
    assert [line.split("：")[0] for line in last[1:]] == [
        "没有读成 空.txt",
        "没有读成 坏.docx",
        "没有读成 没有.txt",
    ]


def test_wrong_calls_are_told(folder):
    assert "请用 -o" in run("read", "通知.txt", "通知.txt", cwd=folder).stderr
    same = run("read", "通知.txt", "-o", "通知.txt", cwd=folder)
    assert same.returncode == 2
    assert "输出与输入是同一个文件" in same.stderr
    assert (folder / "通知.txt").read_text(encoding="utf-8") == NOTICE


@pytest.mark.parametrize("target", ["docx", "html", "txt", "pdf"])
def test_every_format_of_ours_is_read(folder, target):
    run("read", "通知.txt", "-o", "通知.yaml", cwd=folder)
    assert run("build", "通知.yaml", "--to", target, "-o", f"出.{target}", cwd=folder).returncode == 0
    tree = json.loads(run("read", f"出.{target}", "--to", "json", cwd=folder).stdout)
    for key, value in {
        "发文字号": "云政办发[2024]36号",
        "成文日期": "2024-05-06",
        "印发机关": "云岭县人民政府办公室",
    }.items():
        assert tree[key] == value
    assert tree["名单"]["副指挥长"] == [{"姓名": "王强", "职务": "副县长"}]


@pytest.mark.parametrize("path", NOTICES, ids=lambda path: path.stem)
def test_tasks_of_texts_as_found(path, tmp_path):
    """The tasks are the same whether the text as found is read, or the structured input."""
    found = run("tasks", path.with_suffix(".txt"), "-o", tmp_path / "甲.xlsx", cwd=tmp_path)
    given = run("tasks", path, "-o", tmp_path / "乙.xlsx", cwd=tmp_path)
    assert found.returncode == 0
    assert found.stdout.replace("甲", "乙") == given.stdout
