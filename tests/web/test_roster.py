"""名单 without a browser: from an empty folder to a register, from a notice of appointments to a zip."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from urllib.parse import unquote

from tests.api.page.test_decisions import SAMPLES, register_in
from tests.web.form_values import form_values
from tests.web.running import Running, running


def fields(text: str) -> dict[str, str]:
    """What a browser would send of the form of decisions as it stands."""
    found = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', text))
    found |= dict(re.findall(r'<input type="radio" name="([^"]+)" value="([^"]+)" checked', text))
    found |= dict.fromkeys(
        re.findall(r'<select name="(who:[^"]+)"[^>]*>\s*<option value="建议"', text), "建议"
    )
    return found


def test_a_register_is_begun_and_filled(tmp_path: Path) -> None:
    with running(tmp_path) as server:
        assert "建一个空的名册" in server.get("/roster").text
        begun = server.post("/roster/create", {})
        assert (begun.status, begun.headers["location"]) == (303, "/roster")
        assert "领导小组（0个）" in server.get("/roster").text
        book = (SAMPLES / "云溪县领导小组名册.xlsx").read_bytes()
        assert "已录入第1批" in server.send("/roster/import", {"名册.xlsx": book}, {"day": "2023-12-31"}).text
        text = server.get("/roster?on=2024年1月1日").text
        assert "领导小组（25个）" in text and "县防汛抗旱指挥部" in text
        assert "领导小组（0个）" in server.get("/roster?on=2020-01-01").text
        assert "不是一个日期" in server.get("/roster?on=明天").text
        found = server.get("/roster?on=2024-01-01&find=张伟").text
        assert "县教育局局长" in found
        (group,) = re.findall(r'/roster/group/(\d+)\?on=2024-01-01">县防震减灾', text)
        assert "由接任人员自然替补" in server.get(f"/roster/group/{group}?on=2024-01-01").text
        assert server.post("/roster/undo", {"batch": "1"}).status == 303
        assert "领导小组（0个）" in server.get("/roster?on=2024-01-01").text


def test_a_notice_of_appointments_goes_from_its_text_to_a_zip_and_back(tmp_path: Path) -> None:
    register_in(tmp_path)
    with running(tmp_path) as server:
        notice = (SAMPLES / "任免通知.txt").read_text(encoding="utf-8")
        address = unquote(server.post("/roster/change", {"text": notice}).headers["location"])
        text = server.get(address).text
        assert "影响 21 个组，还有 7 个组没有决定" in text and "盛伟东（建议）" in text
        undecided = server.post(address, {**fields(text), "head": "", "number": ""})
        assert undecided.status == 400 and "还没有决定怎样办理" in undecided.text
        by_rule = server.get(f"{address}?rule=1").text
        head = (SAMPLES / "文头.yaml").read_text(encoding="utf-8")
        entered = server.post(address, {**fields(by_rule), "head": head, "number": "云政办发〔2024〕18号"})
        assert entered.status == 303, entered.text
        done = unquote(entered.headers["location"])
        shown = server.get(done).text
        assert "通知 12 份，云政办发〔2024〕18号 至 云政办发〔2024〕29号" in shown
        assert server.get(re.findall(r"/page/\w+\.png", shown)[0]).status == 200
        names = zipfile.ZipFile(io.BytesIO(server.get(f"{done}/zip").data)).namelist()
        assert len(names) == 24 and "关于调整县禁毒委员会组成人员的通知.docx" in names
        assert server.get(f"{done}/12").data.startswith(b"PK") and server.get(f"{done}/13").status == 404
        assert server.post(address, {**fields(by_rule)}).headers["location"] == entered.headers["location"]
        assert server.post(f"{done}/undo", {}).status == 303
        assert server.get("/roster").text.count("已撤销") == 3


def test_a_fault_in_a_row_is_told_with_its_cell(server: Running, tmp_path: Path) -> None:
    register_in(tmp_path)
    with running(tmp_path) as own:
        typed = {
            "变动.1.姓名": "张伟",
            "变动.1.类型": "免",
            "变动.3.姓名": "李没有",
            "变动.3.类型": "免",
            "day": "2024-06-03",
        }
        answer = own.post("/roster/change", typed)
        assert answer.status == 400 and "处要先改好" in answer.text
        kept = form_values(answer.text)
        assert (kept["变动.1.姓名"], kept["变动.3.姓名"], kept["变动.3.类型"]) == ("张伟", "李没有", "免")
        assert 'aria-label="第3行姓名" aria-invalid="true"' in answer.text
        assert own.post("/roster/change", {"day": "2024-06-03"}).status == 400
        assert "已经不在了" in own.get("/roster/change/none").text


def candidates(text: str, name: str) -> dict[str, str]:
    """The people that a page offers in the field ``name``, by their 编号."""
    (select,) = re.findall(rf'<select name="{re.escape(name)}".*?</select>', text)
    return dict(re.findall(r'<option value="([^"]+)"[^>]*>([^<]*)', select))


def test_two_people_of_one_name_are_a_choice(tmp_path: Path) -> None:
    register_in(tmp_path)
    with running(tmp_path) as own:
        typed = {"变动.2.姓名": "张伟", "变动.2.类型": "免", "day": "2024-06-03"}
        asked = own.post("/roster/change", typed)
        assert asked.status == 400 and "有2人" in asked.text
        offered = candidates(asked.text, "变动.2.编号")
        (chosen,) = [key for key, label in offered.items() if "交警大队大队长" in label]
        assert len(offered) == 2
        answer = own.post("/roster/change", {**form_values(asked.text), "变动.2.编号": chosen})
        assert answer.status == 303, answer.text
        assert "县禁毒委员会" in own.get(unquote(answer.headers["location"])).text


def test_who_follows_is_chosen_among_people_of_one_name(tmp_path: Path) -> None:
    register_in(tmp_path)
    with running(tmp_path) as own:
        notice = (SAMPLES / "任免通知.txt").read_text(encoding="utf-8")
        address = unquote(own.post("/roster/change", {"text": notice}).headers["location"])
        given = form_values(own.get(f"{address}?rule=1").text)
        seat = next(
            name.removeprefix("who:") for name in given if name.startswith("who:县防汛抗旱指挥部/副总指挥")
        )
        given |= {f"who:{seat}": "另选", f"other:{seat}": "张伟", "action.1": "暂缓", "reason.1": "等会议定"}
        asked = own.post(address, given)
        assert asked.status == 400 and "还没有录入" in asked.text and "有2人" in asked.text
        offered = candidates(asked.text, f"key:{seat}")
        (chosen,) = [key for key, label in offered.items() if "交警大队大队长" in label]
        assert len(offered) == 3 and "新" in offered
        again = form_values(asked.text)
        assert again == {**given, f"key:{seat}": ""}
        entered = own.post(address, {**again, f"key:{seat}": chosen})
        assert entered.status == 303, entered.text
        (group,) = re.findall(
            r'/roster/group/(\d+)\?on=2024-07-01">县防汛抗旱指挥部', own.get("/roster?on=2024-07-01").text
        )
        assert "张伟" in own.get(f"/roster/group/{group}?on=2024-07-01").text
