"""What the rooms of the register return, held as test_told.py holds the others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from gongwen.api.page import decisions
from gongwen.api.page.decisions import Change, Choice, Decision
from gongwen.api.roster import changes, notices, proposals, registers, updates, views
from gongwen.api.roster.notices import NoticeSpec
from tests.api.test_told import Told, folder, tell
from tests.printed import outcome, printed, tree
from tests.roster.registers import copied
from tests.roster.test_notice import fill_round

__all__ = ["folder"]
DAY, BEFORE = date(2024, 6, 1), date(2023, 6, 1)
NOTICE = """云岭县人民政府办公室
关于调整部分领导小组组成人员的通知
各乡镇人民政府：
一、县禁毒和反诈委员会：增补钱伟东同志（县公安局副局长）为委员。
二、县防汛指挥部：赵清同志不再担任成员。
云岭县人民政府办公室
2024年6月5日
"""
CHANGES = "生效日期: 2024-06-03\n来源: {标题: 关于任免的通知, 文号: 云政任〔2024〕3号}\n变动:\n  - {类型: 免, 姓名: 周敏, 职务: 全部}\n  - {类型: 调, 姓名: 赵清, 原职务: 局长, 职务: 县农业农村局局长}\n"
LIST = "领导小组,角色,姓名,单位及职务\n县普法工作领导小组,组长,李明远,副县长\n县普法工作领导小组,成员,孙一鸣,县司法局局长\n"


def register_of(folder: Path) -> str:
    """Return a register with two batches in ``folder``."""
    copied(folder, fill_round)
    return str(folder / "名册.db")


def _views(folder: Path) -> Told:
    """The register: what is shown of it, on several days, and what is not there."""
    register = register_of(folder)
    for name, day in (("县防汛指挥部", DAY), ("县防汛指挥部", BEFORE), ("县禁毒委员会", BEFORE), ("县禁毒委员会", DAY), ("张伟", DAY), ("李明远", DAY), ("周敏", BEFORE), ("县教育局", BEFORE), ("县税务局", DAY), ("没有的", DAY), ("县防汛", DAY), ("县", DAY), ("县防汛指挥部", date(2022, 1, 1))):  # fmt: skip
        yield f"看 {name} {day}", outcome(lambda name=name, day=day: _facts(views.show(register, name, day)))
    for order in views.ORDERS:
        found = views.show(register, "县防汛指挥部", DAY, order=order)
        yield f"次序 {order}", printed([f"{line.role} {line.name} {line.post}" for line in found.lines])  # type: ignore[union-attr]
    for key in ("3", "4", "1", "九"):
        yield f"编号 {key}", outcome(lambda key=key: _facts(views.show(register, "张伟", DAY, key=key)))
    for known in ("", "2020-01-01", "2030-01-01", "2030-01-01T09:00:00", "昨天"):
        yield (
            f"当时知道的 {known}",
            outcome(
                lambda known=known: [
                    (each.name, len(each.lines)) for each in views.all_groups(register, DAY, known)
                ]
            ),
        )
    for name in ("张", "敏", "没有的"):
        yield (
            f"叫 {name}",
            outcome(lambda name=name: [each.facts() for each in views.people_called(register, name, DAY)]),
        )
    for name in ("张伟", "县防汛指挥部", "县教育局", "县禁毒委员会", "没有的"):
        yield f"变动 {name}", outcome(lambda name=name: views.events_of(register, name))
    yield "各批", printed(list(views.batches(register)))
    yield "变动的日子", printed(views.change_days(register))
    for most in (1, 10):
        yield (
            f"要看的 {most}",
            printed([(each.code, each.message) for each in views.doubts(register, DAY, most)]),
        )
    for text in ("", "2024-06-01", "2024-06-01T09:00", "2024-06-01 09:00:30", "20240601", "今天"):
        yield f"时刻 {text}", outcome(lambda text=text: views._moment(text).split("T"))
    yield "没有名册", outcome(lambda: views.show("没有.db", "张伟", DAY))


def _facts(found: Any) -> Mapping[str, Any]:
    facts: Mapping[str, Any] = found.all_facts() if isinstance(found, views.GroupView) else found.facts()
    return facts


def _entered(folder: Path) -> Told:
    """The register: made, filled, changed, what files propose, notices, files brought to a day, taken back."""
    register = register_of(folder)
    for name, text in (
        ("通知.txt", NOTICE),
        ("变动.yaml", CHANGES),
        ("名单.csv", LIST),
        ("空.csv", "甲,乙\n"),
        ("便条.txt", "明天打球。\n"),
    ):
        (folder / name).write_text(text, encoding="utf-8")
    yield (
        "新建",
        outcome(
            lambda: (registers.create("新.db"), registers.is_there("新.db"), registers.is_there("无.db"))
        ),
    )
    yield "已有", outcome(lambda: registers.create(register), folder)
    yield "更新", outcome(lambda: [registers.migrate(register), registers.is_there(register)])
    yield "没有可更新的", outcome(lambda: registers.migrate("没有.db"))
    for given in (
        {"old": "县教育局局长", "new": "县财政局局长"}, {"new": "县财政局局长", "key": "新"}, {"old": "局长"}, {"key": "4", "new": "甲局局长", "title": "通知", "number": "甲〔2024〕1号"},
    ):  # fmt: skip
        yield (
            f"一人 {given}",
            printed([each.cells for each in changes.change_of_person("张伟", day=DAY, **given)]),
        )
    for name in ("变动.yaml", "通知.txt", "名单.csv", "空.csv", "便条.txt", "没有.txt"):
        path = folder / name
        yield f"是不是变动 {name}", outcome(lambda path=path: proposals.lists_changes(path), folder)
        yield (
            f"影响 {name}",
            outcome(
                lambda path=path: changes.impact_facts(
                    changes.preview_file(register, path, day=DAY if path.suffix == ".csv" else None)
                ),
                folder,
            ),
        )
        yield (
            f"提出 {name}",
            outcome(
                lambda path=path: _proposed(
                    proposals.propose(register, path, DAY if path.suffix == ".csv" else None)
                ),
                folder,
            ),
        )
    for name in ("建议.yaml", "建议.doc", "变动.yaml"):
        yield (
            f"写出建议 {name}",
            outcome(
                lambda name=name: bool(changes.preview_file(register, folder / "变动.yaml", folder / name)),
                folder,
            ),
        )
    yield "建议", (folder / "建议.yaml").read_text(encoding="utf-8")
    yield (
        "录入",
        outcome(lambda: changes.enter(register, changes.read_changes(folder / "变动.yaml"), "六月")[0]),
    )
    yield (
        "再录入",
        outcome(lambda: changes.enter(register, changes.read_changes(folder / "变动.yaml"), "又")[0], folder),
    )
    yield "之后的建议", outcome(lambda: [str(each) for each in changes.suggestions_after(register)])
    taken = changes.suggestions_after(register)
    yield (
        "录入建议",
        outcome(
            lambda: changes.enter_suggestions(register, [each for each in taken if each.surety != "存疑"])
        ),
    )
    yield "没有那一批", outcome(lambda: changes.suggestions_after(register, 99))
    found = proposals.propose(register, folder / "通知.txt")
    yield "决定", printed([str(each) for each in proposals.decide(found, found.doubtful).changes])
    yield "录入通知", outcome(lambda: proposals.enter_proposals(register, found, "通知")[0])
    yield (
        "导入",
        outcome(
            lambda: registers.import_files(
                register,
                [folder / "名单.csv", folder / "空.csv", folder / "没有.csv", folder / "便条.txt"],
                DAY,
            ),
            folder,
        ),
    )
    yield (
        "试着导入",
        outcome(lambda: registers.import_file(register, folder / "名单.csv", DAY, is_trial=True), folder),
    )
    specs = {
        "上一批": NoticeSpec(register, folder=folder / "甲"), "一段时间": NoticeSpec(register, since=BEFORE, day=date(2024, 6, 30), folder=folder / "乙", targets=("yaml",), has_all=True),
        "合发": NoticeSpec(register, since=BEFORE, day=date(2024, 6, 30), folder=folder / "丙", targets=("yaml",), has_all=True, is_together=True, form="变动", table=folder / "对照.docx"),
        "一组": NoticeSpec(register, ["县防汛指挥部"], since=BEFORE, day=date(2024, 6, 30), folder=folder / "丁", targets=("yaml",), head=folder / "文头.yaml", number="云政办发〔2024〕7号", approval="县长", repeals=True, table=folder / "对照.xlsx", is_table_whole=True, has_vacant=True),
        "接着编号": NoticeSpec(register, ["县防汛指挥部"], since=BEFORE, day=date(2024, 6, 30), folder=folder / "戊", targets=("yaml",), head=folder / "文头.yaml", number="云政办发〔2024〕"),
        "号已用": NoticeSpec(register, ["县防汛指挥部"], since=BEFORE, day=date(2024, 6, 30), folder=folder / "己", targets=("yaml",), head=folder / "文头.yaml", number="云政办发〔2024〕7号"),
        "两样": NoticeSpec(register, batch=1, since=BEFORE), "格式": NoticeSpec(register, targets=("doc",)), "没有格式": NoticeSpec(register, targets=()),  # type: ignore[arg-type]
        "没有的组": NoticeSpec(register, ["县没有的组"]), "没有的批": NoticeSpec(register, batch=99), "没有变动": NoticeSpec(register, since=date(2025, 1, 1), day=date(2025, 2, 1)),
        "对照表": NoticeSpec(register, since=BEFORE, has_all=True, table=folder / "对照.doc", folder=folder / "庚", targets=("yaml",)), "坏文头": NoticeSpec(register, since=BEFORE, has_all=True, head=folder / "坏文头.yaml"),
    }  # fmt: skip
    for name, spec in specs.items():
        yield f"通知 {name}", outcome(lambda spec=spec: notices.write_notices(spec), folder)
    yield "通知的文", "\n".join(tree(folder / each, folder) for each in "乙丙丁戊")
    lists = [*(folder / "乙").glob("*.yaml"), folder / "名单.csv", folder / "没有.txt"]
    for given in ({}, {"is_dry": True}, {"group": "县禁毒和反诈委员会", "folder": folder / "新"}):
        yield (
            f"改到 {' '.join(given)}",
            outcome(
                lambda given=given: [
                    (each.path, each.is_written, each.problem, each.updated and each.updated.diff)
                    for each in updates.update_files(register, lists, date(2024, 7, 1), **given)
                ],
                folder,
            ),
        )
    for name in ("备份.xlsx", "备份.xlsx", "备份.doc"):
        yield f"备份 {name}", outcome(lambda name=name: registers.back_up(register, folder / name), folder)
    yield "恢复", outcome(lambda: registers.restore("恢复.db", folder / "备份.xlsx"))
    yield "恢复到有的", outcome(lambda: registers.restore(register, folder / "备份.xlsx"), folder)
    yield "恢复不是备份的", outcome(lambda: registers.restore("又.db", folder / "名单.csv"), folder)
    yield "导出", outcome(lambda: registers.export_file(register, folder / "出.xlsx", DAY), folder)
    for name in ("表.xlsx", "表.xlsx", "表.csv"):
        yield f"空表 {name}", outcome(lambda name=name: registers.write_form(folder / name), folder)
    for batch in (3, 3, 99):
        yield f"撤销 {batch}", outcome(lambda batch=batch: registers.undo_batch(register, batch, "录错"))


def _proposed(found: proposals.Proposals) -> list[Any]:
    return [
        found,
        proposals.proposal_facts(found),
        [str(each) for each in found.changes],
        [str(each) for each in found.doubtful],
    ]


def _decided(folder: Path) -> Told:
    """What the page does with a batch: worked out, decided, carried out, taken back."""
    register = register_of(folder)
    typed = [
        {"姓名": "李明远", "类型": "免", "职务": "全部", "生效日期": "2024-06-03"},
        {"类型": "任", "生效日期": "2024-06-03"},
        {
            "姓名": "赵清",
            "类型": "调",
            "原职务": "局长",
            "职务": "县农业农村局局长",
            "生效日期": "2024-06-03",
        },
    ]
    change = Change("手工", rows=decisions.typed_rows(typed, "关于任免的通知", "云政任〔2024〕3号"))
    yield "各行", printed([each.cells for each in change.rows])
    bad = [{"姓名": "没有的人", "类型": "免", "职务": "全部", "生效日期": "2024-06-03"}, *typed]
    rows = decisions.typed_rows(bad)
    yield "有错的", outcome(lambda: decisions.work_out(register, Change("手工", rows=rows)))
    (folder / "通知.txt").write_text(NOTICE, encoding="utf-8")
    found = proposals.propose(register, folder / "通知.txt")
    odd = tuple(
        replace(each, cells={**each.cells, "姓名": "没有的人", "编号": ""}) for each in found.changes[-1:]
    )
    faulty = replace(found, changes=(*found.changes, *odd))
    yield "有错的文件里的", outcome(lambda: decisions.work_out(register, Change("通知", faulty)), folder)
    yield "有错的不录", outcome(lambda: proposals.enter_proposals(register, faulty, "通知"), folder)
    good = outcome(
        lambda: proposals.preview_proposals(register, faulty, takes_good=True, most=0).refused, folder
    )
    yield "有错的跳过", good
    for takes_good in (False, True):
        yield (
            f"有错的 {takes_good}",
            outcome(
                lambda takes_good=takes_good: (
                    changes.preview(register, rows, takes_good=takes_good, most=1).refused
                )
            ),
        )
    yield (
        "几个组算多",
        outcome(lambda: changes.impact_facts(changes.preview(register, rows[1:], most=0))["任职过多"]),
    )
    (folder / "坏变动.yaml").write_text(
        CHANGES + "  - {类型: 免, 姓名: 没有的人, 职务: 全部}\n", encoding="utf-8"
    )
    for takes_good in (False, True):
        yield (
            f"有错的文件 {takes_good}",
            outcome(
                lambda takes_good=takes_good: (
                    changes.preview_file(register, folder / "坏变动.yaml", takes_good=takes_good).refused
                ),
                folder,
            ),
        )
    yield "没有写", outcome(lambda: decisions.work_out(register, Change("空")))
    groups = decisions.affected(decisions.work_out(register, change))
    yield "各组", printed(groups)
    choices = {
        "没有原因": Choice([Decision(each.group, "暂缓") for each in groups]),
        "单独发": Choice([Decision(each.group, "单独发") for each in groups], {seat.key: "周敏" for each in groups for seat in each.seats if seat.key}, person="甲"),
        "不发": Choice([Decision(each.group, "备案") for each in groups]),
    }  # fmt: skip
    for name, choice in choices.items():
        yield (
            f"办 {name}",
            outcome(
                lambda name=name, choice=choice: decisions.carry_out(register, change, choice, folder / name),
                folder,
            ),
        )
    yield "写下的", tree(folder / "单独发", folder)
    yield "各批", printed(list(views.batches(register)))
    read = Change("通知.txt", proposals.propose(register, folder / "通知.txt"))
    done = decisions.carry_out(
        register,
        read,
        Choice(
            [Decision("县防汛指挥部", "合发"), Decision("县禁毒和反诈委员会", "暂缓", "再议")],
            head=folder / "文头.yaml",
            number="云政办发〔2024〕9号",
        ),
        folder / "办",
        read.proposals.doubtful if read.proposals else (),
    )
    yield "办通知", printed(done, folder)
    done.undo(register)
    yield "撤回以后", printed([each["状态"] for each in views.batches(register)])


ROOMS = {"名册里": _views, "录入": _entered, "办理": _decided}


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_tells_what_it_told(room: str, folder: Path, request: pytest.FixtureRequest) -> None:
    tell(room, ROOMS[room](folder), request)
