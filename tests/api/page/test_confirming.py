"""An old text and what a person answers to it: the document, the log, the package."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from gongwen.api import InputError, UsageError
from gongwen.api.archive import ArchiveSpec, keep_confirmed, verify
from gongwen.api.documents import load, read_file
from gongwen.api.page.confirming import Question, Worklist, confirm, examine_reading, log_of, text_beside
from gongwen.api.page.forms import form_of
from tests.paths import ROOT

OLD = (ROOT / "samples" / "旧公文.txt").read_text(encoding="utf-8")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "1998年通知.txt"
    found.write_text(OLD, encoding="utf-8")
    return found


def first_answers(questions: tuple[Question, ...]) -> dict[str, str]:
    return {each.key: each.answers[0] for each in questions}


def about(questions: tuple[Question, ...], word: str) -> Question:
    return next(each for each in questions if word in each.before and word not in each.after)


def test_every_doubt_is_asked_once_and_marked_in_the_text(path: Path) -> None:
    reading = read_file(path)
    questions = examine_reading(reading)
    assert len({each.key for each in questions}) == len(questions)
    assert [each.key for each in questions if each.sort == "没有找到"] == ["缺成文日期"]
    assert not any("没有找到成文日期" in each.told for each in questions if each.sort == "存疑")
    shown = text_beside(reading, questions)
    assert "\n".join("".join(piece.text for piece in line.pieces) for line in shown) == OLD.rstrip("\n")
    assert {piece.name for line in shown for piece in line.pieces} >= {about(questions, "千部").key}


def test_answers_change_what_they_are_about_and_nothing_else(path: Path) -> None:
    reading = read_file(path)
    questions, tree = examine_reading(reading), form_of(reading.document)
    given = first_answers(questions) | {
        about(questions, "千部").key: "看不清，标□",
        about(questions, "(1998)").key: "保留",
    }
    body = confirm(reading, tree, given, path).reading.document
    assert body.body[0] == "为加强农村集体资产管理，已经县政府同意，现将有关事项通知如下："
    assert body.body[1] == "一、提高认识。各级□部要高度重视。"
    assert body.doc_number == "望政发(1998)31号"
    kept = {each.key: "保留" if each.sort == "改字" else each.answers[0] for each in questions}
    assert confirm(reading, tree, kept, path).changes == ()
    one = kept | {about(questions, "己经").key: "改成"}
    assert "管理,已经县政府同意," in confirm(reading, tree, one, path).reading.document.body[0]


def test_nothing_is_confirmed_while_a_place_has_no_answer(path: Path) -> None:
    reading = read_file(path)
    questions, tree = examine_reading(reading), form_of(reading.document)
    given = first_answers(questions)
    for each in questions:
        with pytest.raises(InputError) as told:
            confirm(reading, tree, {key: text for key, text in given.items() if key != each.key}, path)
        assert len(told.value.problems) == 1 and each.told in str(told.value)
    filled = {key: text for key, text in given.items() if key != "缺成文日期"}
    confirmed = confirm(reading, tree | {"成文日期": "1998年5月6日"}, filled, path)
    assert str(confirmed.reading.document.date) == "1998-05-06"
    with pytest.raises(InputError, match="成文日期"):
        confirm(reading, tree | {"成文日期": "1998年15月6日"}, given, path)


def test_what_was_confirmed_is_kept_with_the_log(path: Path, tmp_path: Path) -> None:
    reading = read_file(path)
    questions = examine_reading(reading)
    given = first_answers(questions)
    confirmed = confirm(reading, form_of(reading.document), given, path)
    spec = ArchiveSpec([path], tmp_path / "归档", {"年度": "1998", "保管期限": "永久", "全宗号": "J001"})
    log = log_of(confirmed, questions, given, path.name)
    kept = keep_confirmed(path, confirmed.reading, log, spec)
    assert kept.folder is not None
    assert load(kept.folder / "公文.yaml").document.body[1] == "一、提高认识。各级干部要高度重视。"
    told = yaml.safe_load((kept.folder / "核对记录.yaml").read_text(encoding="utf-8"))
    assert len(told["答复"]) == len(questions) and told["改动"][0]["原因"] == "人工核对时改正"
    assert (kept.folder / "原件" / path.name).read_text(encoding="utf-8") == OLD
    assert [problems for _, problems in verify(tmp_path / "归档")] == [[]]
    assert "文字没有保留" not in "".join(kept.notes)
    again = keep_confirmed(path, confirmed.reading, log, spec)
    assert again.folder is None and "跳过" in again.notes[0]


def test_the_list_of_texts_is_kept_in_its_folder(tmp_path: Path) -> None:
    worklist = Worklist(tmp_path)
    item = worklist.add("旧 文.txt", OLD.encode(), "0a1b2c")
    item.state, item.answers, item.tree = "已存", {"字1": "保留"}, {"标题": "通知"}
    worklist.save(item)
    assert Worklist(tmp_path).items() == [item]
    with pytest.raises(UsageError, match="没有这一件"):
        worklist.read("../x")
