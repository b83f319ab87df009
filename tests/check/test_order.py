"""Findings stand in the order of the text, whatever it was read from, and are counted by how much they weigh."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.command import run

LINES = (
    "根据国发〔2024〕5号、国发[2023]8号和国办发（2022）12号文件,请抓好落实。",
    "6月31日前完成，2024年2月30日前总结 。",
    "一、组织领导。",
    "请于2023年4月31日前上报,逾期通报。",
)
SOURCE = "文种: 通知\n标题: 关于防汛的通知\n发文字号: 云政办发[2024]3号\n成文日期: 2024-06-09\n正文: |\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "文.yaml").write_text(SOURCE + "".join(f"  {line}\n" for line in LINES), encoding="utf-8")
    (tmp_path / "文.txt").write_text(
        "\n".join(("关于防汛的通知", "", *LINES, "2024年6月9日")), encoding="utf-8"
    )
    assert run("build", "文.yaml", "--to", "docx", "-o", "文.docx", cwd=tmp_path).returncode in (0, 1)
    return tmp_path


@pytest.mark.parametrize("name", ["文.yaml", "文.txt", "文.docx"])
def test_findings_are_in_the_order_of_the_text_and_counted(name: str, folder: Path) -> None:
    done = json.loads(run("check", name, "--format", "json", cwd=folder).stdout)
    (checked,) = done["文件"]
    found = checked["问题"]
    places = [
        (each["位置"]["数"], each["位置"]["列"], each["字符"]["起"])
        for each in found
        if each["位置"] and each["字符"]
    ]
    assert len(places) > 6
    assert places == sorted(places)
    shown = run("check", name, cwd=folder).stdout
    counts = {
        force: [each["程度"] for each in found].count(force)
        for force in ("差错", "应当", "一般", "推荐", "惯例")
    }
    said = re.search(r"发现(\d+)处问题：(.+)", shown)
    assert said and int(said[1]) == len(found)
    assert said[2].split("、") == [f"{force} {count}" for force, count in counts.items() if count]
