"""What looks wrong in registers, and what sentences say of their groups: told.txt, written by ``--accept -n0``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from gongwen.finding import InputError
from gongwen.roster.intake.group_words import group_changes_in
from gongwen.roster.ledger.event_words import tell_event
from gongwen.roster.ledger.folding import fold
from gongwen.roster.ledger.history import History
from gongwen.roster.ledger.names import Names, same_post
from gongwen.roster.register import enter, enter_proposals, propose_file, read_register
from gongwen.roster.review.audit import audit
from gongwen.roster.store.database import Database
from gongwen.roster.store.store import Number
from tests.golden import hold
from tests.roster.registers import CASES, copied, enter_batches, rosters, rows_of
from tests.terms.test_everything_read import written

TOLD = Path(__file__).with_name("told.txt")
DAYS = (date(2022, 6, 1), date(2024, 6, 1), date(2026, 6, 1))
ODD = [
    {"类型": "增补", "组": "县防汛指挥部", "姓名": "王芳", "编号": "2", "角色": "成员", "生效日期": "2023-03-01"},
    {"类型": "增补", "组": "县防汛指挥部", "姓名": "张伟", "编号": "4", "角色": "成员", "生效日期": "2023-03-01"},
    {"类型": "增补", "组": "县防汛指挥部", "姓名": "黽明", "编号": "新", "角色": "成员", "生效日期": "2023-03-01"},
    {"类型": "任", "姓名": "周敏", "编号": "新", "职务": "县教育局副局长", "生效日期": "2023-03-01", "来源标题": "关于周敏任职的通知", "文号": "云政办发〔2023〕1号"},
    {"类型": "增补", "组": "县禁毒委员会", "姓名": "周敏", "编号": "新", "角色": "委员", "生效日期": "2023-03-01"},
    {"类型": "免", "姓名": "周敏", "职务": "县教育局副局长", "生效日期": "2023-06-01"},
    {"类型": "免", "姓名": "张伟", "编号": "3", "职务": "县教育局局长", "生效日期": "2023-07-01"},
    {"类型": "组设立", "组": "县宣传工作领导小组", "生效日期": "2023-08-01"},
    {"类型": "组设立", "组": "县普法工作领导小组", "生效日期": "2023-08-01"},
    {"类型": "增补", "组": "县普法工作领导小组", "单位": "县教育局", "角色": "成员", "生效日期": "2023-08-01"},
    {"类型": "增补", "组": "县普法工作领导小组", "姓名": "李明远", "编号": "1", "角色": "成员", "生效日期": "2023-08-01"},
    {"类型": "单位更名", "单位": "县教育局", "新名": "县教育体育局", "生效日期": "2024-01-01"},
    {"类型": "退出", "组": "县防汛指挥部", "姓名": "赵清", "角色": "成员", "生效日期": "2024-03-01"},
]  # fmt: skip
"""A register in which everything is that a person should look at."""
SENTENCES = (
    "撤销县防汛指挥部、县禁毒委员会。", "县防汛指挥部因工作需要，予以撤销；县禁毒委员会不再保留。", "县防汛指挥部更名为县防汛抗旱指挥部。",
    "将县禁毒委员会改为“县禁毒工作联席会议”，", "县禁毒委员会并入县防汛指挥部。", "将县防汛指挥部、县禁毒委员会合并成立县平安建设领导小组。",
    "县防汛指挥部转为常设机构，县禁毒委员会列为常态。", "将县教育局的校车管理职责划入县公安局。", "县水利局、县应急管理局合并为县水务应急局。",
    "县教育局更名为县教育体育局，县气象局更名为县气象服务局。", "县水利局并入县农业局。", "三、撤销下列机构", "1.县防汛指挥部；", "县禁毒委员会、县防汛指挥部",
    "四、其他", "县禁毒委员会：予以撤销。", "（一）县防汛指挥部", "该指挥部并入县禁毒委员会，人员随之调整。", "更名为县防汛救灾指挥部", "转为常设机构",
    "二、县禁毒委员会", "该委员会予以撤销。", "一、县没有的领导小组", "该领导小组予以撤销。", "鉴于任务已经完成，县防汛指挥部随之撤销。",
)  # fmt: skip


def _odd(database: Database) -> History:
    enter(database, rows_of(ODD), "不对的", takes_good=False)
    held = read_register(database)
    groups = dict(held.register.groups)
    for key, group in groups.items():
        if group.name == "县防汛指挥部":
            groups[key] = replace(
                group, order="姓氏笔画", office="办公室设在县应急管理局，赵清兼任主任，王芳任副主任"
            )
        elif group.name == "县禁毒委员会":
            groups[key] = replace(group, term=date(2024, 5, 31), order="拼音")
    return fold(replace(held.register, groups=groups), held.events)


def _doubts(folder: Path) -> Iterator[str]:
    history = _odd(copied(folder))
    numbers = [Number("云政办发", 2024, each, title, 1) for each, title in ((1, "甲"), (1, "乙"), (2, "丙"))]
    for day in DAYS:
        for most in (1, 3):
            yield f"= {day} {most}"
            yield from (f"  {each.code} {each.message}" for each in audit(history, numbers, day, most))
    for number, case in enumerate(each for each in CASES if "错" not in each):
        database = copied(folder, name=f"名册{number}.db")
        enter_batches(database, case)
        found = audit(read_register(database).fold(), [], DAYS[-1], 1)
        yield f"= {case['名']}"
        yield from (f"  {each.code} {each.message}" for each in found)


def _sentences(folder: Path) -> Iterator[str]:
    history = read_register(copied(folder)).fold()
    names = Names(history, DAYS[-1])
    yield "= 各句在一起"
    yield from map(
        str, group_changes_in(SENTENCES, [f"第{number}行" for number in range(len(SENTENCES))], names)
    )
    for sentence in SENTENCES:
        yield f"= {sentence}"
        yield from (
            f"  {each.cells} {each.at} {each.words}" for each in group_changes_in([sentence], ["甲"], names)
        )


REFUSED = (
    {"类型": "任", "姓名": "周敏", "编号": "新"}, {"类型": "任", "职务": "县教育局局长"}, {"类型": "任", "姓名": "张伟", "职务": "县长"},
    {"类型": "免", "姓名": "李明远", "职务": "县教育局局长"}, {"类型": "免", "姓名": "张伟", "编号": "9", "职务": "全部"}, {"类型": "没有的", "姓名": "李明远"},
    {"类型": "增补", "组": "县没有的组", "姓名": "李明远", "角色": "成员"}, {"类型": "增补", "组": "县防汛指挥部", "姓名": "李明远"},
    {"类型": "增补", "组": "县防汛指挥部", "角色": "成员"}, {"类型": "增补", "组": "县防汛指挥部", "姓名": "李明远", "角色": "指挥长"},
    {"类型": "退出", "组": "县禁毒委员会", "姓名": "李明远"}, {"类型": "组撤销", "组": "县没有的组"}, {"类型": "组设立", "组": "县防汛指挥部"},
    {"类型": "接替", "组": "县防汛指挥部", "姓名": "李明远", "接替人": "周敏"}, {"类型": "排序", "组": "县防汛指挥部", "姓名": "王芳", "次序": "甲"},
    {"类型": "单位更名", "单位": "县没有的局", "新名": "甲"}, {"类型": "单位更名", "单位": "县教育局", "新名": "县公安局"}, {"类型": "组更名", "组": "县防汛指挥部", "新名": "县禁毒委员会"},
    {"类型": "人更名", "姓名": "李明远", "新名": "王芳"}, {"类型": "职务更名", "职务": "县教育局局长", "新名": "县公安局副局长"}, {"类型": "转任", "组": "县防汛指挥部", "姓名": "张伟", "编号": "4", "角色": "副指挥长"},
    {"类型": "职务更名", "职务": "县没有的局局长", "新名": "甲"}, {"类型": "退休", "姓名": "周敏"}, {"类型": "任", "姓名": "李明远", "职务": "县长", "生效日期": "昨天"}, {"类型": "任", "姓名": "李明远", "职务": "县长", "生效日期": ""},
    {"类型": "单位合并", "单位": "县教育局", "并入": "县教育局"}, {"类型": "单位拆分", "单位": "县教育局"}, {"类型": "职能划转", "单位": "县教育局"}, {"类型": "组合并", "组": "县防汛指挥部", "并入": "县防汛指挥部"},
)  # fmt: skip
"""Changes that cannot be entered, each for another reason."""


def _refused(folder: Path) -> Iterator[str]:
    database = copied(folder)
    for change in REFUSED:
        try:
            done, _ = enter(database, rows_of([{"生效日期": "2024-05-01", **change}]), "", takes_good=False)
            yield f"{change} 录入 {done}"
        except InputError as error:
            yield f"{change} {error.problems}"


LIVES = [
    {"类型": "增补", "组": "县低空经济工作专班", "姓名": "周敏", "编号": "新", "角色": "组长", "生效日期": "2023-06-01"},
    {"类型": "任", "姓名": "周敏", "编号": "新", "职务": "县教育体育局副局长", "生效日期": "2023-06-01"},
    {"类型": "单位更名", "单位": "县教育局", "新名": "县教育体育局", "生效日期": "2023-06-01"},
    {"类型": "组设立", "组": "县低空经济工作专班", "生效日期": "2023-06-01"},
    {"类型": "任", "姓名": "王芳", "职务": "县农业农村局局长", "生效日期": "2023-08-01"},
    {"类型": "免", "姓名": "王芳", "职务": "县水利局局长", "生效日期": "2023-09-01"},
    {"类型": "任", "姓名": "王芳", "职务": "县政协副主席", "生效日期": "2024-02-01"},
    {"类型": "退休", "姓名": "王芳", "生效日期": "2024-03-01"},
    {"类型": "改职", "姓名": "赵清", "原职务": "局长", "职务": "县水利局局长", "生效日期": "2024-03-01"},
    {"类型": "职务更名", "职务": "县公安局副局长", "新名": "县公安局政委", "生效日期": "2024-04-01"},
    {"类型": "分工调整", "组": "县防汛指挥部", "姓名": "赵清", "角色": "副指挥长", "生效日期": "2024-05-01"},
    {"类型": "排序", "组": "县禁毒委员会", "单位": "县税务局", "次序": "1", "生效日期": "2024-05-02"},
    {"类型": "组更名", "组": "县防汛指挥部", "新名": "县防汛抗旱指挥部", "生效日期": "2024-05-03"},
    {"类型": "组合并", "组": "县禁毒委员会", "并入": "县防汛抗旱指挥部", "生效日期": "2024-06-01"},
    {"类型": "去世", "姓名": "张伟", "编号": "4", "生效日期": "2024-07-01"},
]  # fmt: skip
"""What becomes of people, posts, units and groups; of one day the new names come last."""


def _lives(folder: Path) -> Iterator[str]:
    """Who held what from when to when, and sat where; and what is meant by a post that is written in short."""
    database = copied(folder)
    enter(database, rows_of(LIVES), "一生", takes_good=False)
    history = read_register(database).fold()
    yield from (f"{event.day} {tell_event(history, event)}" for event in history.events)
    for person, tenures in history.tenures.items():
        left = history.departed.get(person)
        yield f"= {history.person_name(person, DAYS[-1])} {left and (left.kind, str(left.day))}"
        for each in tenures:
            yield f"  {history.post_name(each.post, each.start)} {each.start} {each.end} {each.ended and each.ended.kind}"
        yield from (f"  {day} {history.posts_text(person, day)}" for day in DAYS)
    for group, sittings in history.sittings.items():
        yield f"= {' '.join(history.group_names[group].names)} {written(history.lives[group])}"
        yield from (f"  {each.role} {each.person} {each.start} {each.end} {each.place}" for each in sittings)
    for day in DAYS:
        yield from (f"  {day} {name}：{'；'.join(lines)}" for name, lines in rosters(history, day).items())
    names = Names(history, date(2023, 7, 1))
    held = {"县教育体育局副局长": 1, "县公安局副局长": 2, "局长": 3, "县水利局党组书记": 4}
    for text in (
        "副局长",
        "教育体育局副局长",
        "局长",
        "县水利局局长",
        "党组书记",
        "县公安局副局长",
        "公安局副局长",
        "县长",
        "书记",
    ):
        yield f"{text} → {same_post(names, held, text)}"


PAPERS = (
    "任命张伟同志为县住房城乡建设局局长。", "任命周敏同志。", "任命李明远同志为县防汛指挥部总指挥、王芳同志为副总指挥。", "李明远同志主持县水利局工作。", "免去赵清同志职务。",
    "赵清同志退休。", "免去张伟同志县教育局局长职务，由周敏同志接任。", "王芳同志与赵清同志职务对调。", "李明远同志与周敏同志职务对调。", "免去陈立同志县水利局副局长职务。",
    "王芳同志结束试用期，任县水利局局长。", "撤销李明远同志党内职务。", "周敏同志任县防汛指挥部指挥长、副指挥长，不再由李明远、王芳同志担任。",
    "由周敏、陈立同志接替李明远、王芳同志担任县防汛指挥部指挥长、副指挥长。", "增补周敏同志为县防汛指挥部成员，王芳同志由副指挥长改任指挥长，李明远同志不再担任指挥长。",
    "增补王芳同志为县防汛指挥部副指挥长。", "增补周敏同志为成员。", "免去王芳同志县禁毒委员会副主任职务。", "周敏同志接替陈立同志任县防汛指挥部成员。", "县防汛指挥部办公室主任由赵清同志兼任，周敏同志任办公室副主任。",
    "县防汛指挥部增加县气象局为成员单位，县税务局不再作为县禁毒委员会成员单位。", "王芳同志任县应急管理局党组成员、副局长（试用期一年），免去其县水利局党组书记、局长职务。", "免去王芳同志县水利局局长、县防汛指挥部副指挥长职务。",
    "张伟同志（县公安局副局长）不再担任县禁毒委员会主任，主任由李明远同志担任。", "县防汛指挥部：李明远、王芳、赵清同志。", "聘任周敏同志为县水利局总工程师，聘期三年；解聘陈立同志的县水利局总工程师职务。", "县长不再兼任指挥长。",
)  # fmt: skip
"""What papers say, each in a sentence of its own."""
PAPER = "云岭县人民政府\n关于有关人事事项的通知\n云政任〔2024〕3号\n各乡镇人民政府，县政府各部门：\n经研究，决定：\n{}\n云岭县人民政府\n2024年6月3日\n"


BODIES = (
    "免去李明远同志职务，王芳同志继续担任县水利局局长，赵清同志留任县应急管理局局长。\n终止周敏同志试用期，结束其挂职。",
    "聘任周敏同志为副局长（试用期一年）。\n任命周敏同志为县公安局副局长。\n赵清同志到龄免职退休，周敏同志转任县水利局局长，原任职务自然免除。",
    "决定成立县低空经济工作领导小组，由副县长李明远同志任组长，县水利局局长王芳同志任副组长，周敏、赵清同志为成员。\n领导小组办公室设在县水利局，王芳同志兼任办公室主任。",
    "决定成立县低空经济工作领导小组，组成人员如下：组长由李明远同志担任，副组长由王芳、赵清同志担任，成员由周敏（县水利局）、各乡镇人民政府主要负责人组成。",
    "县防汛指挥部调整如下：指挥长由王芳同志担任，副指挥长由李明远同志担任，成员由赵清、周敏同志组成。成员还有县气象局主要负责同志。",
    "县防汛指挥部\n指挥长：王芳　县水利局局长\n副指挥长：李明远　副县长\n成员：赵清　县应急管理局局长\n　　　周敏　县气象局局长\n县禁毒委员会\n主任：李明远　副县长\n成员：县税务局、县气象局",
    "县防汛指挥部成员调整如下表：\n| 角色 | 原成员 | 调整后 |\n| --- | --- | --- |\n| 指挥长 | 李明远 | 王芳　县水利局局长 |\n| 成员 | 赵清 | 周敏　县应急管理局局长 |",
    "有关领导小组人员变动如下：\n| 组 | 姓名 | 职务 | 变动 |\n| --- | --- | --- | --- |\n| 县防汛指挥部 | 周敏 | 县气象局局长 | 新增 |\n| 县防汛指挥部 | 赵清 | 县应急管理局局长 | 退出 |\n| 县禁毒委员会 | 王芳 | 县水利局局长 | 接替李明远 |",
    "下列同志任职：\n| 姓名 | 任职 | 免职 |\n| --- | --- | --- |\n| 周敏 | 县水利局副局长 | 县气象局局长 |\n| 赵清 |  | 县应急管理局局长 |\n| 陈立 | 县应急管理局局长 |  |",
    "县防汛指挥部名单\n| 角色 | 姓名 | 单位及职务 |\n| --- | --- | --- |\n| 指挥长 | 王芳 | 县水利局局长 |\n| 副指挥长 | 赵清 | 县应急管理局局长 |\n| 成员 |  | 县气象局 |\n|  | 周敏 | 县财政局副局长 |",
    "县税务局不再作为县禁毒委员会成员单位，县水利局作为县禁毒委员会成员单位，县交通运输局不再作为县防汛指挥部成员单位。\n县防汛指挥部办公室副主任由周敏同志兼任。",
    "王芳同志由县防汛指挥部副指挥长改任指挥长，李明远同志由指挥长改任副指挥长。\n增补李明远同志为县防汛指挥部指挥长。\n增补陈立同志为指挥部成员。",
    "李明远同志与王芳同志职务对调。\n赵清同志与周敏同志的职务互换。\n张伟同志不再担任县防汛指挥部成员。",
    "县防汛指挥部、县禁毒委员会成员因工作变动的，由其继任者自然接替。\n县防汛指挥部由赵清同志牵头。\n县防汛指挥部和县禁毒委员会的其他成员不变。",
    "一、县防汛指挥部\n增补周敏同志为成员；赵清同志任副指挥长，不再担任成员。\n二、县禁毒委员会\n免去李明远同志主任职务，由王芳同志接任。\n三、县没有的领导小组\n增补周敏同志为成员。",
    "任命：\n周敏为县水利局副局长；\n陈立为县应急管理局局长（兼）。\n免去：\n赵清的县应急管理局局长职务；\n王芳的县水利局党组书记职务。",
)  # fmt: skip
"""What papers say in several sentences, lists and tables."""


def _papers(folder: Path) -> Iterator[str]:
    """What each paper proposes, why and how surely, and what is told of what was not entered."""
    database = copied(folder)
    for sentence in (*PAPERS, "\n".join(PAPERS[:6]), *BODIES):
        path = folder / "任免.txt"
        path.write_text(PAPER.format(sentence), encoding="utf-8")
        yield f"= {sentence}".replace("\n", "⏎")
        try:
            proposals = propose_file(database, path, None)
            yield from (f"  {each} {each.surety} {each.cells} {each.reason}" for each in proposals.changes)
            yield from (f"  提示 {note}" for note in proposals.notes)
            yield from (f"  懂 {each}" for each in proposals.understood)
            entered, _ = enter_proposals(database, proposals, "", takes_good=True, is_trial=True)
            yield from (f"  没录 {each}" for each in (*entered.refused, *entered.notes))
        except InputError as error:
            yield f"  不录 {error.problems}"


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("存疑", _doubts),
        ("组的话", _sentences),
        ("录不进的", _refused),
        ("一生", _lives),
        ("各份文件", _papers),
    ],
)
def test_nothing_that_is_told_changes_unseen(
    name: str, told: object, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    assert callable(told)
    lines: Iterable[str] = told(tmp_path)
    hold(TOLD, name, "\n".join(lines).replace(f"{tmp_path}/", ""), request)
