"""People and roles: what is written of them is read, other forms are told, and no text is an error."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongwen.terms.people import group_name, role, roster_line
from gongwen.terms.people.listed import Listed
from gongwen.terms.people.person_name import is_name
from gongwen.terms.people.post import split_seats

PEOPLE = st.sampled_from(["张伟", "李明远", "欧阳思远", "阿依古丽·买买提", "单国庆", "易安", "司马青"])
POSTS = st.sampled_from(
    [
        "县长", "县委副书记、县长", "县财政局局长（兼）", "县综治中心（网格化管理中心）干部", "市政府二级巡视员",
        "教授、云岭学院原书记", "县发展和改革局党组书记、局长",
    ]
)  # fmt: skip
REMARKS = st.sampled_from(["", "女，回族", "兼", "挂职"])
LISTED = st.builds(Listed, PEOPLE, POSTS, REMARKS) | st.builds(Listed, PEOPLE, st.just(""), REMARKS)
ROLES = st.sampled_from(
    [
        "组长",
        "副组长",
        "成员",
        "总指挥",
        "副总指挥长",
        "召集人",
        "第一副组长",
        "办公室主任",
        "成员单位",
        "主任委员",
    ]
)


@given(LISTED)
def test_somebody_who_is_written_is_read(listed):
    found = roster_line.read(roster_line.write(listed))
    assert [each.value for each in found] == [listed]
    assert not found[0].odd - {"无职务"}


@given(st.lists(LISTED, min_size=2, max_size=5))
def test_several_on_a_line_are_read_where_they_stand(people):
    """Several names are parted by 、 where their posts stand in brackets, or where they have none."""
    text = "、".join(f"{each.name}（{each.post}）" if each.post else each.name for each in people)
    found = roster_line.read(text)
    assert [each.value[:2] for each in found] == [each[:2] for each in people]
    for each in found:
        assert text[slice(*each.parts["姓名"])] == each.value.name


@given(ROLES)
def test_a_role_that_is_written_is_read(value):
    found = role.read(role.write(value))
    assert found.value == value
    assert not found.odd


@given(st.text(alphabet="张李组长副主任县委局（）()、，；：　 \t王第一·。兼女同志", max_size=40))
def test_any_text_is_read_without_an_error(text):
    for order in ("姓名在前", "职务在前"):
        for found in roster_line.read(text, order):
            assert 0 <= found.start <= found.end <= len(text)
            assert found.value.name or found.value.post or found.value.remark
    for found in role.read_inside(text):
        assert 0 <= found.start < found.end <= len(text)


@pytest.mark.parametrize(
    ("text", "people", "odd"),
    [
        ("章高峻副省长", [("章高峻", "副省长")], {"连写"}),
        ("欧阳若林业局党组成员", [("欧阳若", "林业局党组成员")], {"连写"}),
        ("王红旗县财政局局长", [("王红旗", "县财政局局长")], {"连写"}),
        ("杨 琳 市政府副秘书长张学锋 市水利局局长", [("杨琳", "市政府副秘书长"), ("张学锋", "市水利局局长")], set()),
        ("楼　桦（县人行）", [("楼桦", "县人行")], {"括注"}),
        ("（待补充）　县审计局局长", [("", "县审计局局长")], {"无姓名"}),
        ("闵 成 马梅红 许小建", [("闵成", ""), ("马梅红", ""), ("许小建", "")], {"无职务"}),
        ("市委组织部、各县（市、区）政府主要负责人", [], set()),
        ("云岭县人民政府办公室", [], set()),
        ("各乡镇人民政府：", [], set()),
    ],
)  # fmt: skip
def test_forms(text, people, odd):
    found = roster_line.read(text)
    assert [each.value[:2] for each in found] == people
    assert {word for each in found for word in each.odd} == odd


def test_posts_first():
    found = roster_line.read("县水利局局长盛伟东、县财政局局长　戚明", "职务在前")
    assert [each.value[:2] for each in found] == [("盛伟东", "县水利局局长"), ("戚明", "县财政局局长")]


@pytest.mark.parametrize("text", ["副县长", "司长", "县财政局", "办公室", "应急办", "女", "如下"])
def test_what_is_no_name(text):
    assert not is_name(text)


@pytest.mark.parametrize(
    ("text", "seats"),
    [
        ("县教育局、各县（市、区）政府主要负责人。", ("县教育局主要负责人", "各县（市、区）政府主要负责人")),
        ("县长；县教育局局长、县财政局", ("县长", "县教育局局长", "县财政局")),
        ("县水务局、县气象局", ("县水务局", "县气象局")),
    ],
)
def test_seats_without_people(text, seats):
    assert split_seats(text) == seats


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("云溪县人民政府办公室关于调整县防汛抗旱指挥部组成人员的通知", "县防汛抗旱指挥部"),
        ("一、县安全生产委员会", "县安全生产委员会"),
        ("经县政府同意，成立县“双减”工作领导小组，组成人员如下：", "县“双减”工作领导小组"),
        ("附件1 县（市、区）对接工作专班成员名单", "县（市、区）对接工作专班"),
        ("云溪县领导小组任职一览表", ""),
        ("二、组成人员", ""),
        ("领导小组下设办公室", ""),
    ],
)
def test_names_of_groups(text, name):
    assert group_name.read(text) == name
