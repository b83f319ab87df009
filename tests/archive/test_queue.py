"""Items that several processes lay out: kept as one process keeps them, numbered in their order."""

from __future__ import annotations

import json
from pathlib import Path

from gongwen.api.archive import ArchiveSpec, find_items, keep_items
from gongwen.archive.package import METADATA_JSON, SOURCE, packages
from tests.command import run
from tests.paths import sample_file

OWN = {"全宗号": "0058", "保管期限": "永久"}


def given(folder: Path) -> list[Path]:
    """Documents among which one stands twice, one cannot be read, one is no document, and one cannot be drawn."""
    made = []
    for number, name in enumerate(("短函", "命令", "短函", "批复", "联合通知", "决定"), 1):
        made.append(folder / f"{number}-{name}.yaml")
        made[-1].write_bytes(sample_file(name).read_bytes())
    others = {
        "25-坏.docx": b"PK\x03\x04",
        "35-便条.txt": "明天开会，请大家带好材料。\n".encode(),
        "36-生僻.yaml": "文种: 通知\n标题: 关于\U0010fffd的通知\n正文: 请抓好落实。\n成文日期: 2024-05-01\n".encode(),
    }
    for name, data in others.items():
        (folder / name).write_bytes(data)
        made.append(folder / name)
    return sorted(made)


def kept(folder: Path) -> dict[str, tuple[str, str]]:
    return {
        each.name: (
            json.loads((each / METADATA_JSON).read_text(encoding="utf-8"))[0]["件号"],
            (each / SOURCE).read_text(encoding="utf-8"),
        )
        for each in packages(folder)
    }


def test_what_is_kept_is_the_same_whoever_lays_it_out(tmp_path: Path) -> None:
    files = given(tmp_path)
    outcomes = {}
    for count in (1, 2):
        spec = ArchiveSpec(files, tmp_path / f"档案{count}", OWN)
        outcomes[count] = list(keep_items(find_items(spec), spec, count))
    assert [each.file for each in outcomes[2]] == files
    one, several = (
        [(each.folder and each.folder.name, bool(each.problems), len(each.notes)) for each in outcomes[count]]
        for count in (1, 2)
    )
    assert one == several
    assert kept(tmp_path / "档案1") == kept(tmp_path / "档案2")
    assert sorted(int(number) for number, _ in kept(tmp_path / "档案2").values()) == [1, 2, 3, 4, 5, 6]


def test_the_command_says_each_in_its_order(tmp_path: Path) -> None:
    for name in ("短函", "命令", "批复"):
        (tmp_path / f"{name}.yaml").write_bytes(sample_file(name).read_bytes())
    done = run("archive", "短函.yaml", "命令.yaml", "批复.yaml", "-o", "档案", "--jobs", "2", cwd=tmp_path)
    assert done.returncode == 0
    assert [line.partition(" ")[0] for line in done.stdout.splitlines()[:3]] == ["已归档"] * 3
    assert run("archive", "verify", "档案", cwd=tmp_path).stdout == "核对了3件，全部无误\n"
