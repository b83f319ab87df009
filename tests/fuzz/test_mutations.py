"""Files damaged at random, of every format, through every command: a result or a message, and never an unforeseen error.

By hand, longer: pytest -n0 tests/fuzz/test_mutations.py --fuzz-count 5000 --fuzz-seed 7
"""

from __future__ import annotations

import io
import random
import shutil
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from gongwen import api
from tests.command import run_freely, run_process
from tests.paths import ROOT
from tests.roster.registers import copied

SHORT = 15.0
"""Seconds that a usual run may take."""
IN_A_PROCESS = 40
"""Of so many tries one is run as a process of its own, of a long run."""
READING: tuple[tuple[str, ...], ...] = (
    ("read", "{}", "-o", "出", "--report", "报"),
    ("check", "{}", "--format", "json"),
    ("fix", "{}", "--unsafe", "-o", "出"),
    ("archive", "{}", "-o", "档"),
    ("tasks", "{}", "-o", "出"),
    ("roster", "update", "{}", "--db", "名册.db", "-o", "出"),
    ("roster", "import", "{}", "--db", "名册.db"),
)
VERBS: dict[str, tuple[tuple[str, ...], ...]] = {
    ".yaml": (*READING, ("build", "{}", "--to", "docx,pdf,ofd,html,txt", "-o", "出"), ("check", "好.txt", "--settings", "{}"),
              ("roster", "impact", "{}", "--db", "名册.db"), ("roster", "notice", "--head", "{}", "--db", "名册.db", "-o", "出")),
    ".docx": (*READING, ("fix", "{}", "--unsafe", "--track", "-o", "出"), ("check", "{}", "--comments", "批.docx"),
              ("build", "好.yaml", "--template", "{}", "-o", "出.docx")),
    ".txt": READING,
    ".html": READING,
    ".pdf": READING,
    ".ofd": READING,
    ".xlsx": (("roster", "import", "{}", "--db", "名册.db"), ("roster", "change", "{}", "--db", "名册.db", "--yes"), ("read", "{}")),
    ".db": (("roster", "list", "--db", "{}"), ("roster", "verify", "--db", "{}"), ("roster", "export", "出.xlsx", "--db", "{}")),
    ".jpg": (("build", "章.yaml", "--to", "docx,pdf", "-o", "出"),),
}  # fmt: skip


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[bytes]]:
    """What is damaged: some files of every format."""
    from PIL import Image

    samples = [
        ROOT / "samples" / f"{name}.yaml"
        for name in ("印发实施方案", "带表格的方案", "五机关联合通知", "纪要")
    ]
    made = [api.compose_source(api.load(path)) for path in samples]
    found = {
        f".{kind}": [api.render(each, kind).files[0] for each in made]
        for kind in ("docx", "txt", "html", "pdf", "ofd")
    }
    rosters = ROOT / "samples" / "名册"
    picture = io.BytesIO()
    Image.new("RGB", (60, 60), "red").save(picture, "JPEG")
    folder = tmp_path_factory.mktemp("名册")
    copied(folder)
    return found | {
        ".yaml": [*(path.read_bytes() for path in samples), *(path.read_bytes() for path in rosters.glob("*.yaml"))],
        ".xlsx": [path.read_bytes() for path in rosters.glob("*.xlsx")],
        ".db": [(folder / "名册.db").read_bytes()],
        ".jpg": [picture.getvalue()],
    }  # fmt: skip


def damaged(data: bytes, chance: random.Random) -> bytes:
    """Some bytes changed, taken out, put in or repeated; of a zip archive those of one of its parts, or its own."""
    if data.startswith(b"PK") and chance.random() < 0.8:
        return _part_damaged(data, chance)
    return _bytes_damaged(data, chance)


def _part_damaged(data: bytes, chance: random.Random) -> bytes:
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as given,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        names = given.namelist()
        chosen = chance.choice([name for name in names if name.endswith((".xml", ".rels"))])
        for name in names:
            part = given.read(name)
            made.writestr(name, _markup_damaged(part, chance) if name == chosen else part)
    return target.getvalue()


def _markup_damaged(part: bytes, chance: random.Random) -> bytes:
    """XML that is still well formed more often than not: values changed, elements repeated."""
    if chance.random() < 0.3:
        return _bytes_damaged(part, chance)
    pieces = part.split(b'"')
    for _ in range(chance.choice((1, 2, 8))):
        place = chance.randrange(len(pieces))
        if place % 2:
            pieces[place] = chance.choice(
                (b"", b"-1", b"0", b"99999999999", b"x", "甲".encode(), b"1.5", b"true")
            )
    return b'"'.join(pieces)


def _bytes_damaged(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 3, 20))):
        place, length = chance.randrange(len(changed) + 1), chance.choice((1, 2, 8, 60))
        act = chance.randrange(4)
        if act == 0:
            changed[place : place + length] = chance.randbytes(length)
        elif act == 1:
            del changed[place : place + length]
        elif act == 2:
            changed[place:place] = changed[place : place + length] * chance.choice((1, 3, 50))
        else:
            changed[place:place] = chance.choice(
                ("\t", "　", "\u2028", "：", "- ", "|", "\n\n", "\0", "﻿")
            ).encode()
    return bytes(changed[: chance.randrange(len(changed) + 1)]) if chance.random() < 0.1 else bytes(changed)


def test_no_damage_is_an_unforeseen_error(
    whole: dict[str, list[bytes]], tmp_path: Path, fuzz_seed: int, fuzz_count: int
) -> None:
    end = time.monotonic() + SHORT
    failed = []
    for number in range(fuzz_count or 10_000):
        if not fuzz_count and time.monotonic() > end:
            break
        chance = random.Random(f"{fuzz_seed} {number}")
        suffix = chance.choice(sorted(whole))
        data, verb = damaged(chance.choice(whole[suffix]), chance), chance.choice(VERBS[suffix])
        folder = tmp_path / str(number)
        run = run_process if fuzz_count and number % IN_A_PROCESS == 0 else run_freely
        if said := complaint(verb, data, suffix, folder, run):
            failed.append(f"--fuzz-seed {fuzz_seed}, try {number}, {' '.join(verb)} {suffix}: {said}")
        else:
            shutil.rmtree(folder)
    assert failed == []


def complaint(
    verb: tuple[str, ...], data: bytes, suffix: str, folder: Path, run: Callable[..., object]
) -> str:
    """Run a command over one damaged file; return what it did that it must not; "" for nothing."""
    folder.mkdir()
    copied(folder)
    name = "章.jpg" if suffix == ".jpg" else f"坏{suffix}"
    (folder / name).write_bytes(data)
    (folder / "好.txt").write_text("关于做好值班工作的通知\n\n请抓好落实。\n", encoding="utf-8")
    (folder / "好.yaml").write_text(
        "文种: 通知\n标题: 关于值班的通知\n正文: 请抓好落实。\n", encoding="utf-8"
    )
    (folder / "章.yaml").write_text(
        "文种: 通知\n标题: 关于值班的通知\n正文: 请抓好落实。\n成文日期: 2024-06-09\n印章: 章.jpg\n",
        encoding="utf-8",
    )
    try:
        done = run(*(word.replace("{}", name) for word in verb), cwd=folder)
    except AssertionError as error:
        return str(error)
    said = done.stdout + done.stderr  # type: ignore[attr-defined]
    if "没有料到的错误" in said or "Traceback" in said:
        return next(line for line in said.splitlines() if "没有料到" in line or "Traceback" in line)
    if (folder / name).read_bytes() != data and suffix != ".db":
        return "the file that was read has changed"
    return "" if done.returncode in (0, 1, 2, 3) else f"status {done.returncode}"  # type: ignore[attr-defined]
