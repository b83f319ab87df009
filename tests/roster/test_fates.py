"""What became of groups, and of seats that nobody has, in the words of notices."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from gongwen.api.roster.notices import NoticeSpec, write_notices
from gongwen.document import Document, Member
from gongwen.finding import InputError
from gongwen.read.input.source import read_source
from gongwen.roster.ledger.difference import GroupChange
from gongwen.roster.notices.notice import Draft, Letterhead, write_notice
from gongwen.roster.register import changes_of_batch, enter, read_register
from gongwen.write.yaml_text import write_yaml
from tests.golden import hold
from tests.paths import read_strings
from tests.roster.registers import copied, rosters, rows_of
from tests.roster.test_notice import fill_sample

NOTICES = Path(__file__).with_name("notices.txt")
"""All of each notice; ``--accept -n0`` writes it."""
CASES = read_strings("roster/fates.yaml")
DAY = date(2024, 2, 1)


def notice(case: dict[str, Any], folder: Path) -> Document:
    """The one notice of what a case changes."""
    database = copied(folder)
    enter(database, rows_of(case["变动"]), "", takes_good=False)
    history, day, changes = changes_of_batch(read_register(database), 2)
    wanted: tuple[GroupChange, ...] = tuple(
        change for change in changes if case.get("组", change.name) == change.name
    )
    draft = Draft(wanted, case.get("形式", "名单"), day, has_vacant="空缺" in case)
    return write_notice(history, draft, Letterhead({}))


def people(document: Document) -> list[str]:
    return [
        f"{role} {each.name if isinstance(each, Member) else each}"
        for role, seats in (document.roster or {}).items()
        for each in ([seats] if isinstance(seats, str) else seats)
    ]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["名"])
def test_case(tmp_path: Path, case: dict[str, Any], request: pytest.FixtureRequest) -> None:
    if "错" in case:
        with pytest.raises(InputError) as raised:
            notice(case, tmp_path)
        assert case["错"] in str(raised.value)
        return
    document = notice(case, tmp_path)
    assert document.title == case["标题"]
    assert "正文" not in case or list(document.body) == case["正文"]
    assert "名单" not in case or people(document) == case["名单"]
    hold(NOTICES, case["名"], write_yaml(document).rstrip("\n"), request)


@pytest.mark.parametrize(("count", "has_lists"), [(10, True), (11, False), (25, False)])
def test_many_groups_in_one_notice_tell_the_changes_alone(
    tmp_path: Path, count: int, has_lists: bool
) -> None:
    database = copied(tmp_path, fill_sample)
    names = list(rosters(read_register(database).fold(), DAY))[:count]
    rows = [
        {
            "类型": "增补",
            "组": name,
            "姓名": "周新来",
            "编号": "新",
            "角色": "成员",
            "生效日期": DAY.isoformat(),
        }
        for name in names
    ]
    enter(database, rows_of(rows), "", takes_good=False)
    order = NoticeSpec(
        database.name, has_all=True, is_together=True, targets=("yaml",), folder=tmp_path / "出"
    )
    assert write_notices(order).count == 1
    (path,) = (tmp_path / "出").glob("*.yaml")
    document = read_source(path).document
    assert len(document.attachments) == (count if has_lists else 0)
    told = [line for line in document.body if line == "增补周新来同志为成员。"]
    assert len(told) == (0 if has_lists else count)
