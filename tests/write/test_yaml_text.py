"""The input format written and read back."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongwen.document import Document
from gongwen.read.input.source import parse_source, read_source
from gongwen.write.yaml_text import write_json, write_yaml
from tests.paths import NOTICES, SAMPLES

AWKWARD = st.text(alphabet="一二（）、：:#-|>'\"{}[]&*!%@` 　甲乙0129\\,.~=<?", min_size=1, max_size=30)


@pytest.mark.parametrize("path", [*SAMPLES, *NOTICES], ids=lambda path: path.stem)
def test_written_yaml_says_the_same(path):
    document = read_source(path).document
    assert parse_source(write_yaml(document), "甲.yaml").document == document


@pytest.mark.parametrize("path", [*SAMPLES, *NOTICES], ids=lambda path: path.stem)
def test_json_says_the_same(path):
    document = read_source(path).document
    tree = json.loads(write_json(document))
    again = Document.model_validate(tree, by_alias=True, by_name=False)
    assert again == document
    assert tree.get("成文日期", "") == (document.date.isoformat() if document.date else "")


@given(AWKWARD, AWKWARD, st.lists(AWKWARD, min_size=1, max_size=3))
def test_any_text_comes_back(title, note, body):
    lines = tuple(line for line in (each.strip() for each in body) if line)
    if not (title.strip() and lines):
        return
    document = Document.model_validate(
        {"文种": "通知", "标题": title.replace("\\", ""), "附注": note, "正文": "\n".join(lines)}
        if title.replace("\\", "").strip()
        else {"文种": "通知", "标题": "甲", "附注": note, "正文": "\n".join(lines)}
    )
    assert parse_source(write_yaml(document), "甲.yaml").document == document


def test_people_stand_on_a_line_each():
    document = Document.model_validate(
        {
            "文种": "通知",
            "标题": "甲",
            "正文": "乙",
            "名单": {"组长": [{"姓名": "李明", "职务": "县长"}], "成员": "各乡镇"},
        }
    )
    assert "名单:\n  组长:\n    - 李明 县长\n  成员: 各乡镇\n" in write_yaml(document)
