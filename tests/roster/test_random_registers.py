"""The list of a random group, printed and read again, proposes nothing; with one change it proposes that change alone."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from gongwen import api
from gongwen.document import Document
from gongwen.roster.intake.proposals import Proposals
from gongwen.roster.ledger.difference import GroupChange, compare
from gongwen.roster.ledger.state import roster_of
from gongwen.roster.notices.notice import Draft, Letterhead, write_notice
from gongwen.roster.register import enter, enter_proposals, propose_file, read_register
from gongwen.roster.store.database import Database
from tests.roster.registers import copied, rows_of

DAY = date(2024, 7, 1)
GROUP = "县乡村振兴工作领导小组"
HEAD = Letterhead({"发文机关": "云溪县人民政府办公室", "主送机关": "各乡镇人民政府"})
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许"
GIVEN = "安邦诚达恩芳刚海佳凯岚明宁平琪睿珊涛文晓"
NAMES = st.one_of(
    st.builds("".join, st.tuples(st.sampled_from(SURNAMES), st.sampled_from(GIVEN), st.sampled_from(GIVEN))),
    st.builds("".join, st.tuples(st.sampled_from(SURNAMES), st.sampled_from(GIVEN))),
    st.sampled_from(["欧阳若谷", "尉迟敬", "阿依古丽·买买提", "司马文"]),
)
UNITS = (
    "财政局",
    "教育局",
    "水利局",
    "农业农村局",
    "卫生健康局",
    "应急管理局",
    "林业局",
    "审计局",
    "民政局",
    "司法局",
)
FEWEST = 2
"""Members: a list needs two lines to be one."""
MEMBERS = st.lists(
    st.tuples(NAMES, st.sampled_from(["副组长", "成员"])),
    min_size=FEWEST,
    max_size=9,
    unique_by=lambda each: each[0],
)


def filled(folder: Path, members: list[tuple[str, str]]) -> Database:
    """A register with a group of ``members``, each the head of an office, and a leader."""
    database = copied(folder)
    day = {"生效日期": "2024-01-01"}
    rows: list[dict[str, str]] = [{"类型": "组设立", "组": GROUP, **day}]
    for place, (name, role) in enumerate([("诸葛明", "组长"), *members]):
        post = "县委副书记" if not place else f"县{UNITS[place % len(UNITS)]}副局长"
        mark = {"姓名": name, "编号": f"新{place}"}
        rows.append({"类型": "任", **mark, "职务": post, **day})
        rows.append({"类型": "增补", **mark, "组": GROUP, "角色": role, **day})
    enter(database, rows_of(rows), "", takes_good=False)
    return database


def paper_of(database: Database, folder: Path, number: str) -> Path:
    """The notice with the whole list of the group, as a text."""
    history = read_register(database).fold()
    group = next(key for key in history.lives if history.group_name(key, DAY) == GROUP)
    change = GroupChange(group, GROUP, tuple(compare([], roster_of(history, group, DAY))))
    document: Document = write_notice(history, Draft((change,), "名单", DAY, number), HEAD)
    path = folder / f"通知{number[-2]}.txt"
    path.write_bytes(api.render(api.compose(document), "txt").files[0])
    return path


def told(proposals: Proposals) -> list[str]:
    return [str(change) for change in proposals.changes]


@settings(max_examples=25, deadline=None)
@given(MEMBERS)
def test_the_list_of_a_register_read_again_changes_nothing(members: list[tuple[str, str]]) -> None:
    with TemporaryDirectory() as name:
        database = filled(Path(name), members)
        path = paper_of(database, Path(name), "云政办〔2024〕1号")
        assert told(propose_file(database, path, None)) == []
        database.engine.dispose()


@settings(max_examples=15, deadline=None)
@given(MEMBERS, st.data())
def test_one_change_in_a_list_is_the_one_that_is_proposed(members: list[tuple[str, str]], data: Any) -> None:
    gone = data.draw(st.sampled_from(members))
    with TemporaryDirectory() as name:
        database = filled(Path(name), members)
        after = Path(name) / "后.db"
        after.write_bytes(Path(database.name).read_bytes())
        other = Database(str(after))
        leave = {"类型": "退出", "组": GROUP, "姓名": gone[0], "生效日期": "2024-06-01"}
        enter(other, rows_of([leave]), "", takes_good=False)
        path = paper_of(other, Path(name), "云政办〔2024〕2号")
        proposals = propose_file(database, path, None)
        assert [(each.cells["类型"], each.cells["姓名"]) for each in proposals.changes] == [("退出", gone[0])]
        enter_proposals(database, proposals, "", takes_good=False)
        assert told(propose_file(database, path, None)) == []
        database.engine.dispose()
        other.engine.dispose()
