"""Results wait beside their places until the run puts them there: each arrives once, and nothing waits for ever."""

from __future__ import annotations

import multiprocessing
import os
from collections import Counter
from pathlib import Path

import pytest

from gongwen.api.many.building import do_documents
from gongwen.api.many.journal import NAME
from gongwen.api.many.run import BatchSpec
from gongwen.waiting import MARK

COUNT = 60


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    folder = tmp_path / "来"
    folder.mkdir()
    found = [folder / f"{number:02}.yaml" for number in range(COUNT)]
    for number, file in enumerate(found):
        file.write_text(
            f"文种: 通知\n标题: 关于第{number}号闸门检修的通知\n正文: 请抓好落实。\n", encoding="utf-8"
        )
    return found


def spec(folder: Path, count: int, *, resumes: bool = False) -> BatchSpec:
    return BatchSpec("build", folder / "成", {"格式": "txt"}, count=count, resumes=resumes)


def results(folder: Path) -> list[str]:
    """The names of what lies in the folder of results, beside the journal."""
    return sorted(path.name for path in (folder / "成").iterdir() if path.name != NAME)


@pytest.mark.skipif(os.name == "nt", reason="no kill on Windows")
def test_a_process_that_is_killed_loses_no_document_and_leaves_nothing(
    files: list[Path], tmp_path: Path
) -> None:
    keys = Counter[str]()
    for entry in do_documents(files, spec(tmp_path, 2)):
        if not keys:
            multiprocessing.active_children()[0].kill()
        keys[entry.key] += 1
        assert not entry.is_failed, entry.problems
    assert keys == Counter(map(str, files))
    assert results(tmp_path) == [f"{number:02}.txt" for number in range(COUNT)]


@pytest.mark.parametrize("count", [1, 2])
def test_a_run_that_is_given_up_leaves_nothing_that_waits(
    count: int, files: list[Path], tmp_path: Path
) -> None:
    run = do_documents(files, spec(tmp_path, count))
    done = [next(run) for _ in range(3)]
    run.close()  # type: ignore[attr-defined]
    left = results(tmp_path)
    again = list(do_documents(files, spec(tmp_path, 1, resumes=True)))
    assert left == sorted(name for entry in done for name in entry.outputs) or count > 1
    assert not [name for name in results(tmp_path) if name.startswith(MARK)]
    assert len(done) + len(again) == COUNT == len(results(tmp_path))


def test_a_source_that_changed_is_made_again(files: list[Path], tmp_path: Path) -> None:
    assert len(list(do_documents(files, spec(tmp_path, 1)))) == COUNT
    files[3].write_text(files[3].read_text(encoding="utf-8").replace("闸门", "泵站"), encoding="utf-8")
    again = list(do_documents(files, spec(tmp_path, 2, resumes=True)))
    assert [entry.key for entry in again] == [str(files[3])]
    assert "泵站" in (tmp_path / "成" / "03.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("count", [1, 2])
def test_a_result_that_would_replace_a_source_is_not_put_there(count: int, tmp_path: Path) -> None:
    texts = [tmp_path / f"{number}.txt" for number in range(9)]
    for text in texts:
        text.write_text("关于防汛的通知\n\n各乡镇:\n请抓好落实.\n", encoding="utf-8")
    before = [text.read_bytes() for text in texts]
    entries = list(do_documents(texts, BatchSpec("fix", tmp_path, count=count)))
    assert all("输出与输入是同一个文件" in entry.problems[-1] and not entry.outputs for entry in entries)
    assert [text.read_bytes() for text in texts] == before
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([NAME, *(text.name for text in texts)])
