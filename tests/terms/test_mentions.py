"""What sentences say of attachments: which are meant, what they are called, how many there are said to be."""

from __future__ import annotations

import pytest

from gongwen.terms import attachment_mention


@pytest.mark.parametrize(
    ("text", "numbers", "named"),
    [
        ("按照附件1、3执行。", {1, 3}, (1, 3)),
        ("任务分工见附件1至3。", {1, 2, 3}, (3,)),
        ("报送附件2和附件4。", {2, 4}, (2, 4)),
        ("《方案》附件1所列的事项", None, None),
        ("填报附件1-1。", None, None),
        ("附件3份", None, None),
    ],
)
def test_numbers_of_attachments(text: str, numbers: set[int] | None, named: tuple[int, ...] | None) -> None:
    found = [(set(each.numbers), each.named) for each in attachment_mention.find_all(text)]
    assert found == ([] if numbers is None else [(numbers, named)])


def test_names_and_counts() -> None:
    seen = [
        (each.number, each.numbers) for each in attachment_mention.seen("见附件2，另见附件，见附件2024年版")
    ]
    assert seen == [(2, {2}), (0, frozenset())]
    (quoted,) = attachment_mention.quoted("按照《任务分工表》（见附件2）执行")
    assert (quoted.name, quoted.number) == ("任务分工表", 2)
    (called,) = attachment_mention.called("按时报送，任务分工表见附件1。")
    assert (called.name, called.number) == ("任务分工表", 1)
    assert list(attachment_mention.counts("详见附件（共3个）。")) == [("附件（共3个）", 3)]
    text = "具体分工（见附件一），附件一所列"
    assert [(text[slice(*span)], number) for span, number in attachment_mention.in_chinese(text)] == [
        ("一", 1)
    ]
