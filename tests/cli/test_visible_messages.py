"""What a message quotes of files and their names shows on any terminal: no character in it is obeyed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.command import run
from tests.roster.registers import copied

NOTICE = "文种: 通知\n标题: 关于值班的通知\n正文: 请抓好落实。\n成文日期: 2024-06-09\n"
ODD = {"回车": "\r", "转义": "\x1b[2J", "下一行": "\x85", "从右写起": "\u202e", "行分隔": "\u2028"}
QUOTED = (
    ("文种", NOTICE.replace("通知", "“{}知”", 1)),
    ("日期", NOTICE.replace("2024-06-09", '"2024{}-06-09"')),
    ("键", NOTICE + '"印{}章": 无\n'),
    ("印章", NOTICE + '印章: "章{}.png"\n'),
)
COMMANDS = (
    ("build", "{}.yaml"), ("read", "{}.docx"), ("check", "好.yaml", "--db", "{}.db"), ("check", "好.yaml", "--select", "{}"),
    ("roster", "show", "{}", "--db", "名册.db"), ("roster", "change", "--person", "{}", "--yes", "--db", "名册.db"),
    ("roster", "notice", "{}", "--db", "名册.db", "-o", "出"), ("build", "好.yaml", "--style", "{}"), ("{}",),
    ("build", "好.yaml", "--{}"), ("archive", "好.yaml", "-o", "档", "--set", "年度={}"),
)  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copied(tmp_path)
    (tmp_path / "好.yaml").write_text(NOTICE, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
@pytest.mark.parametrize("text", [text for _, text in QUOTED], ids=[name for name, _ in QUOTED])
def test_of_what_a_file_says(text: str, odd: str, folder: Path) -> None:
    quoted = f"\\u{ord(odd[0]):04x}{odd[1:]}" if '"' in text else odd
    (folder / "坏.yaml").write_text(text.replace("{}", quoted), encoding="utf-8")
    for words in (("build", "坏.yaml"), ("check", "坏.yaml"), ("read", "坏.yaml")):
        done = run(*words, cwd=folder)
        assert done.stderr.replace("\n", "").replace("　", "").isprintable(), words


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: " ".join(command[:2]))
def test_of_what_a_command_is_given(command: tuple[str, ...], odd: str, folder: Path) -> None:
    done = run(*(word.replace("{}", f"甲{odd}乙") for word in command), cwd=folder)
    assert done.returncode
    assert done.stderr.replace("\n", "").replace("　", "").isprintable()
