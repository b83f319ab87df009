"""A batch of changes from what was read to the notices, with what was decided for every group."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import yaml

from gongwen.api import InputError, UsageError
from gongwen.api.page.decisions import (
    Action,
    Affected,
    Change,
    Choice,
    Decision,
    affected,
    carry_out,
    typed_rows,
    work_out,
)
from gongwen.api.roster.proposals import propose
from gongwen.api.roster.registers import create, import_file
from gongwen.api.roster.views import GroupView, batches, show
from tests.paths import ROOT

SAMPLES = ROOT / "samples" / "名册"
DAY = date(2024, 6, 3)


@cache
def _filled() -> bytes:
    with TemporaryDirectory() as name:
        register = Path(name) / "名册.db"
        create(str(register))
        import_file(str(register), SAMPLES / "云溪县领导小组名册.xlsx", date(2023, 12, 31))
        return register.read_bytes()


def register_in(folder: Path) -> str:
    """A register of 21 groups in ``folder``, beside the files that change it."""
    shutil.copytree(SAMPLES, folder, dirs_exist_ok=True)
    (folder / "名册.db").write_bytes(_filled())
    return str(folder / "名册.db")


def decided(groups: Sequence[Affected], otherwise: Action = "暂缓") -> Choice:
    """By the rules of the groups, everybody followed who can be."""
    return Choice(
        [Decision(each.group, each.usual or otherwise, "等新任教育局局长") for each in groups],
        {seat.key: "" for each in groups for seat in each.seats if seat.successor},
        "云政办发〔2024〕18号",
        SAMPLES / "文头.yaml",
    )


def test_a_notice_of_appointments_is_carried_out_and_taken_back(tmp_path: Path) -> None:
    register = register_in(tmp_path)
    change = Change("任免通知.txt", propose(register, tmp_path / "任免通知.txt"))
    groups = affected(work_out(register, change))
    assert Counter(each.usual for each in groups) == {"单独发": 5, "替补": 5, "备案": 4, "": 7}
    first = next(each for each in groups if each.group == "县防汛抗旱指挥部")
    assert [(seat.role, seat.successor) for seat in first.seats] == [
        ("副总指挥", "盛伟东"),
        ("成员", "解冬梅"),
    ]
    done = carry_out(register, change, decided(groups), tmp_path / "名单")
    assert done.numbers == tuple(f"云政办发〔2024〕{number}号" for number in range(18, 23))
    assert len(done.files) == 10 and all(path.is_file() for path in done.files) and not done.problems
    view = show(register, "县防汛抗旱指挥部", DAY)
    assert isinstance(view, GroupView)
    assert ("副总指挥", "盛伟东") in [(line.role, line.name) for line in view.lines]
    assert done.folder is not None
    kept = yaml.safe_load((done.folder / "办理.yaml").read_text(encoding="utf-8"))
    assert {"领导小组": "县防汛抗旱指挥部", "怎样办理": "单独发", "原因": "等新任教育局局长"} in kept["办理"]
    done.undo(register)
    assert [each["状态"] for each in batches(register) if each["批号"] in ("2", "3", "4")] == ["已撤销"] * 3
    again = carry_out(register, change, decided(groups), tmp_path / "名单")
    assert again.numbers == done.numbers and again.batch != done.batch


def test_another_person_follows_and_groups_share_a_notice(tmp_path: Path) -> None:
    register = register_in(tmp_path)
    change = Change("任免通知.txt", propose(register, tmp_path / "任免通知.txt"))
    groups = affected(work_out(register, change))
    key = next(
        seat.key
        for each in groups
        for seat in each.seats
        if each.group == "县防汛抗旱指挥部" and seat.role == "副总指挥"
    )
    due = [each.group for each in groups if each.usual == "单独发"]
    before = show(register, "县防汛抗旱指挥部", DAY)
    unknown = Choice([Decision(each.group, "替补") for each in groups], {key: "没有这人"})
    with pytest.raises(InputError, match="名册里没有"):
        carry_out(register, change, unknown, tmp_path / "名单")
    assert show(register, "县防汛抗旱指挥部", DAY) == before
    decisions = [Decision(each.group, "合发" if each.group in due else "替补") for each in groups]
    done = carry_out(register, change, Choice(decisions, {key: "戚明"}), tmp_path / "名单")
    assert len(done.files) == 2 and done.numbers == ()
    view = show(register, "县防汛抗旱指挥部", DAY)
    assert isinstance(view, GroupView)
    assert ("副总指挥", "戚明") in [(line.role, line.name) for line in view.lines]


def test_what_cannot_be_is_told_before_anything_is_entered(tmp_path: Path) -> None:
    register = register_in(tmp_path)
    change = Change("任免通知.txt", propose(register, tmp_path / "任免通知.txt"))
    groups = affected(work_out(register, change))
    with pytest.raises(InputError, match="请写明原因"):
        carry_out(
            register, change, Choice([Decision(each.group, "暂缓") for each in groups]), tmp_path / "名单"
        )
    with pytest.raises(UsageError, match="至少填一行"):
        work_out(
            register, Change("空", rows=typed_rows([{"姓名": "", "类型": "调", "生效日期": "2024-06-03"}]))
        )
    wrong = typed_rows(
        [
            {"姓名": "张伟", "类型": "免", "生效日期": "2024-13-03"},
            {"姓名": "没有这人", "类型": "免", "生效日期": "2024-06-03"},
        ]
    )
    with pytest.raises(InputError) as told:
        work_out(register, Change("网页", rows=wrong))
    assert "第1行 生效日期" in str(told.value) and "第2行" in str(told.value)
    assert len(list(batches(register))) == 1 and not (tmp_path / "名单").exists()


def test_changes_that_were_typed_are_carried_out(tmp_path: Path) -> None:
    register = register_in(tmp_path)
    rows = [{"姓名": "仇海波", "类型": "退休", "生效日期": "2024年6月3日"}]
    change = Change("网页上填的变动", rows=typed_rows(rows, "关于仇海波退休的通知", "云政任〔2024〕4号"))
    groups = affected(work_out(register, change))
    assert groups and all(each.usual == "" for each in groups)
    done = carry_out(register, change, decided(groups, "备案"), tmp_path / "名单")
    assert done.batch == 2 and done.files == ()
