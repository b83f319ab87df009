"""The order of what stands below the text, in a text and in a docx of another's making."""

from __future__ import annotations

import pytest

from gongwen import api
from tests.making.docx_by_hand import p, packed, r

HEAD = [
    "云岭县人民政府文件", "云岭政发〔2025〕8号", "云岭县人民政府关于做好防汛工作的通知", "各乡镇人民政府：",
    "　　现将有关事项通知如下。", "　　一、落实责任。各乡镇要落实防汛责任制，确保安全度汛。",
]  # fmt: skip
LINES = {
    "附": "　　附件：防汛物资清单", "署": "云岭县人民政府", "期": "2025年5月6日", "注": "　　（此件公开发布）", "件": "附件",
    "题": "防汛物资清单", "文": "　　沙袋五百个。", "抄": "抄送：县委办公室。", "印": "云岭县人民政府办公室　　2025年5月6日印发",
}  # fmt: skip
RIGHT = ("附署期注件题文抄印", "署期", "署期注", "署期抄印", "附署期件题文", "署期印")
WRONG = {
    "附期署注件题文抄印": "署名排在成文日期下面", "附注署期件题文抄印": "署名排在附注下面", "署期附注件题文抄印": "附件说明排在署名下面",
    "署期注印抄": "抄送机关排在印发机关下面", "附件题文署期注抄印": "署名排在附件下面", "附署期件题文注抄印": "附注排在附件下面",
    "署注期抄印": "成文日期排在附注下面",
}  # fmt: skip


def found(order: str, kind: str) -> list[str]:
    lines = [*HEAD, *(LINES[each] for each in order)]
    made = {"txt": "\n".join(lines).encode(), "docx": packed("".join(p(r(line)) for line in lines))}
    findings = api.check_bytes(made[kind], f"公文.{kind}")
    return [each.message for each in findings if each.code == "closing.order"]


@pytest.mark.parametrize("kind", ["txt", "docx"])
@pytest.mark.parametrize("order", RIGHT)
def test_the_usual_order_is_right(order: str, kind: str) -> None:
    assert not found(order, kind)


@pytest.mark.parametrize("kind", ["txt", "docx"])
@pytest.mark.parametrize("order", WRONG)
def test_another_order_is_told_once(order: str, kind: str) -> None:
    (message,) = found(order, kind)
    assert message.startswith(WRONG[order])


def test_attachments_behind_the_imprint_are_told_once() -> None:
    """Of a docx imprint.last tells it, of the paragraph."""
    assert found("附署期注抄印件题文", "txt") == ["附件排在抄送机关下面；附件应在抄送机关之上"]
    assert not found("附署期注抄印件题文", "docx")


def test_what_is_enclosed_has_attachments_of_its_own() -> None:
    body = ["　　一、坚持以防为主，落实各项措施。"] * 8
    lines = [
        *HEAD,
        LINES["署"],
        LINES["期"],
        "云岭县防汛方案",
        *body,
        "　　附件：防汛物资清单",
        "附件",
        LINES["题"],
    ]
    found = api.check_bytes("\n".join(lines).encode(), "公文.txt")
    assert "closing.order" not in {each.code for each in found}


@pytest.mark.parametrize("kind", ["txt", "docx"])
def test_a_note_within_the_text_is_told(kind: str) -> None:
    note = ["　　附件：1.防汛物资清单", "　　　　　2.防汛人员名单"]
    lines = [*HEAD, *note, "　　二、密切配合。各部门要加强会商。", LINES["署"], LINES["期"]]
    made = {"txt": "\n".join(lines).encode(), "docx": packed("".join(p(r(line)) for line in lines))}
    found = [
        each.message for each in api.check_bytes(made[kind], f"公文.{kind}") if each.code == "closing.order"
    ]
    assert found == ["附件说明夹在正文中间；附件说明应在正文之下、署名之上"]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["　　附件：1.清单", "　　　　　1.名单"], "附件说明里第2个附件的顺序号是1，应为2"),
        (["　　附件：1.防汛物资清单"], "只有一个附件“防汛物资清单”，不编顺序号，请删去"),
        (["　　附件：1.清单", "　　　　　2.名单"], ""),
        (["　　附件：2024年防汛物资清单"], ""),
    ],
)
def test_attachments_are_numbered_in_turn(lines: list[str], said: str) -> None:
    written = "\n".join([*HEAD, *lines, LINES["署"], LINES["期"]]).encode()
    found = [
        each.message for each in api.check_bytes(written, "公文.txt") if each.code == "attachment-lines.order"
    ]
    assert found == ([said] if said else [])


def test_the_agency_that_the_title_names_signs_too() -> None:
    lines = [
        "云岭县水利局关于河道管理的公告", "　　现将有关事项公告如下。", "　　一、禁止采砂。", "2025年5月6日", "云岭县水利局",
    ]  # fmt: skip
    findings = api.check_bytes("\n".join(lines).encode(), "公文.txt")
    assert [each.code for each in findings if each.code == "closing.order"] == ["closing.order"]
