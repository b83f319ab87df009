"""A document as a form and back, faults at their fields, and drafts that are never lost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from gongwen.api import UsageError
from gongwen.api.documents import compose_source, load, parse
from gongwen.api.page.forms import (
    ROSTER_KEYS,
    Address,
    ShownField,
    check_form,
    form_of,
    read_form,
    shown_fields,
    tree_of,
    with_text,
)
from gongwen.api.page.previews import Gallery
from gongwen.api.page.saved import SavedDrafts
from tests.paths import SAMPLES, sample_file

FORM: dict[str, Any] = {
    "文种": "通知", "发文机关": "云岭县教育局", "标题": "关于开会的通知", "正文": "请参加。\n一、时间\n二、地点",
    "发文字号": "云教发[2024]7号", "成文日期": "2024年6月9日",
}  # fmt: skip
FAULTS = {
    "成文日期": ({"成文日期": "2024年13月24日"}, ("成文日期",)),
    "文种": ({"文种": "通之"}, ("文种",)),
    "no title": ({"标题": ""}, ("标题",)),
    "no body": ({"正文": " \n"}, ("正文",)),
    "control character": ({"附注": "联系\x01人"}, ("附注",)),
    "part without a title": ({"附件": [{"标题": "甲"}, {"正文": "乙"}]}, ("附件", 1, "标题")),
    "person without a post": ({"名单": {"组长": [{"姓名": "李明"}]}}, ("名单", "组长", 0, "职务")),
}


def typed(fields: tuple[ShownField, ...]) -> dict[str, str]:
    """What a browser sends of ``fields``."""
    found: dict[str, str] = {}
    for each in fields:
        for number, row in enumerate(each.rows, 1):
            found |= {f"{each.name}.{number}.{key}": text for key, text in zip(ROSTER_KEYS, row, strict=True)}
        for part in each.parts:
            found |= typed(part)
        found[each.name] = each.text
    return found


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_document_is_the_same_after_it_was_a_form(path: Path) -> None:
    source = load(path)
    reading = read_form(tree_of(typed(shown_fields(form_of(source.document)))), path)
    assert reading.faults == ()
    assert reading.source is not None and reading.source.document == source.document


@pytest.mark.parametrize("case", FAULTS)
def test_a_fault_is_told_at_its_field(case: str) -> None:
    change, address = FAULTS[case]
    reading = read_form(FORM | change, Path("稿.yaml"))
    assert reading.source is None
    assert [each.address for each in reading.faults] == [address]
    assert reading.faults[0].message.startswith(str(Address(*address)))


def test_what_is_found_names_its_field_and_can_be_put_right() -> None:
    reading = read_form(FORM, Path("稿.yaml"))
    assert reading.source is not None
    found = check_form(reading, compose_source(reading.source))
    numbers = [each for each in found if each.address == ("发文字号",) and each.wanted]
    assert [each.wanted for each in numbers] == ["云教发〔2024〕7号"]
    assert with_text(FORM, numbers[0].address, numbers[0].wanted)["发文字号"] == "云教发〔2024〕7号"
    assert with_text(FORM, Address("正文", 1), "一、地点")["正文"] == "请参加。\n一、地点\n二、地点"
    assert FORM["发文字号"] == "云教发[2024]7号"


def test_pages_know_which_paragraph_stands_where() -> None:
    reading = read_form(FORM, Path("稿.yaml"))
    assert reading.source is not None
    preview = Gallery().show(compose_source(reading.source))
    (page,) = preview.pages
    at = {reading.address_at(each.at).key: each for each in page.regions[::-1]}
    assert {"标题", "正文.1", "正文.2", "正文.3", "发文字号"} <= at.keys()
    assert at["标题"].top < at["正文.1"].top < at["正文.2"].top < at["正文.3"].top
    assert all(0 < each.left < 100 and 0 < each.height < 10 for each in at.values())


def test_the_name_of_a_page_tells_what_it_shows() -> None:
    gallery, text = Gallery(most=1), sample_file("短函").read_text(encoding="utf-8")
    names = [
        gallery.show(compose_source(parse(each, "函.yaml"))).pages[0].name for each in (text, "# 注\n" + text)
    ]
    assert names[0] == names[1]
    other = (
        gallery.show(compose_source(parse(text.replace("标题: ", "标题: 改：", 1), "函.yaml"))).pages[0].name
    )
    picture = gallery.picture(other)
    assert other != names[0] and picture is not None and picture.startswith(b"\x89PNG")
    assert gallery.picture(names[0]) is None


def test_a_draft_is_kept_with_its_versions(tmp_path: Path) -> None:
    drafts = SavedDrafts(tmp_path)
    first = drafts.create(FORM, "甲")
    second = drafts.save(first.name, FORM | {"标题": "关于停课的通知"}, 1, "甲")
    assert drafts.save(first.name, second.tree, 1, "乙") == second
    assert drafts.undo(first.name, "甲").tree == FORM
    third = drafts.save(first.name, FORM | {"附注": "请准时"}, 1, "甲")
    assert (third.version.number, third.version.before) == (3, 1)
    assert drafts.undo(first.name, "甲").tree == FORM == drafts.undo(first.name, "甲").tree
    assert drafts.restore(first.name, 2, "甲").tree["标题"] == "关于停课的通知"
    assert [each.number for each in drafts.versions(first.name)] == [4, 3, 2, 1]
    assert SavedDrafts(tmp_path).read(first.name).tree["标题"] == "关于停课的通知"


def test_what_another_program_wrote_is_a_version_of_its_own(tmp_path: Path) -> None:
    drafts = SavedDrafts(tmp_path)
    first = drafts.create(FORM, "甲")
    first.path.write_text("文种: 函\n标题: 关于借车的函\n", encoding="utf-8")
    now = drafts.read(first.name)
    assert (now.tree["文种"], now.version.number) == ("函", 2)
    kept = drafts.save(first.name, FORM | {"附注": "甲"}, 1, "甲")
    assert kept.name != first.name and drafts.read(first.name).tree["文种"] == "函"
    assert drafts.undo(first.name, "甲").tree == FORM
    with pytest.raises(UsageError, match="没有“没有的”"):
        drafts.read("没有的")
    with pytest.raises(UsageError):
        drafts.read("../稿")
