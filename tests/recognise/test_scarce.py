"""Texts of which hardly anything is there, and notes with much on one line: nothing of them is lost."""

from __future__ import annotations

from collections import Counter

import pytest

from gongwen import api
from gongwen.terms.title import NO_TITLE
from gongwen.write.yaml_text import write_json

NAMES = "甲乙丙丁戊己庚辛壬癸子丑"


@pytest.mark.parametrize(
    "lines",
    [
        ["关于做好防汛工作的通知"],
        ["云溪县人民政府办公室", "关于做好防汛工作的通知"],
        ["关于做好防汛工作的通知", "（征求意见稿）"],
        ["县府办", "县府办文件", "令"],
        ["县府办文件", "县府办〔2024〕5号"],
        ["令", "第5号"],
        ["会议纪要"],
        ["附件"],
        ["云溪县人民政府", "2024年6月9日"],
    ],
    ids=lambda lines: "".join(lines),
)
def test_what_has_nothing_below_it_keeps_every_character(lines: list[str]) -> None:
    document = api.read_bytes("\n".join(lines).encode(), "甲.txt").document
    told = write_json(document).replace("2024-06-09", "2024年6月9日")
    assert not Counter("".join(lines)) - Counter(told)
    assert document.body


def test_a_title_alone_is_the_text_of_a_document_without_a_title() -> None:
    document = api.read_bytes("关于做好防汛工作的通知".encode(), "甲.txt").document
    assert (document.title, document.body) == (NO_TITLE, ("关于做好防汛工作的通知",))


@pytest.mark.parametrize("gap", [" ", "　", "；", "，", ""])
@pytest.mark.parametrize("count", [2, 9, 10, 12])
def test_attachments_on_one_line_are_as_many_as_their_numbers(gap: str, count: int) -> None:
    note = gap.join(f"{number}.{name}工作方案" for number, name in enumerate(NAMES[:count], 1))
    text = f"关于印发方案的通知\n\n各乡镇人民政府：\n现印发给你们，请贯彻执行。\n附件：{note}\n\n云溪县人民政府\n2024年6月9日\n"
    found = api.read_bytes(text.encode(), "甲.txt").document.attachments
    assert [each.title for each in found] == [f"{name}工作方案" for name in NAMES[:count]]


@pytest.mark.parametrize(
    "signed",
    [
        ["云溪县发展和改革局", "云溪县财政局", "云溪县人力资源和", "社会保障局"],
        ["云溪县发展和", "改革局", "云溪县财政局", "云溪县人力资源和社会保障局"],
        ["云溪县发展和改革局", "云溪县财政局", "云溪县人力资源和社会保障局"],
    ],
    ids=["最后一个", "第一个", "都在一行"],
)
def test_a_name_over_two_lines_of_a_joint_signature_is_whole(signed: list[str]) -> None:
    names = ["云溪县发展和改革局", "云溪县财政局", "云溪县人力资源和社会保障局"]
    head = f"{names[0]}\n{names[1]}文件\n{names[2]}\n\n云发改发〔2024〕5号\n\n关于做好稳就业工作的通知\n\n"
    text = f"{head}各乡镇人民政府：\n请认真抓好落实。\n\n" + "\n".join([*signed, "2024年6月9日"])
    assert list(api.read_bytes(text.encode(), "甲.txt").document.signature or ()) == names
