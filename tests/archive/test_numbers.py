"""件号 and 档号: counted within year, 保管期限 and 机构, and never given twice."""

import json
from pathlib import Path

import pytest

from gongwen.archive.numbers import Numbers, archival_code
from tests.archive.making import write_notice
from tests.command import run

CODED = ("--set", "全宗号=0058", "--set", "保管期限=永久")


def codes(folder: Path) -> list[str]:
    return sorted(
        json.loads(path.read_text(encoding="utf-8"))[0].get("档号", "")
        for path in folder.glob("*/元数据.json")
    )


def test_a_group_begins_with_one_and_goes_on() -> None:
    kept = [
        {"年度": "2024", "保管期限": "永久", "件号": "3"},
        {"年度": "2024", "保管期限": "永久", "件号": "1"},
    ]
    numbers = Numbers(kept, 1)
    assert numbers.next({"年度": "2024", "保管期限": "永久"}) == "4"
    assert numbers.next({"年度": "2024", "保管期限": "30年"}) == "1"
    assert numbers.next({"年度": "2024", "保管期限": "永久", "机构或问题": "BGS"}) == "1"
    assert Numbers(kept, 7).next({"年度": "2024", "保管期限": "永久"}) == "7"
    assert archival_code({"全宗号": "1", "年度": "2024", "件号": "2"}) == ""


def test_numbers_go_on_from_run_to_run_and_begin_anew_with_each_year(tmp_path: Path) -> None:
    for name, date in (("防汛", "2023-06-09"), ("防火", "2024-06-09"), ("防疫", "2024-07-01")):
        write_notice(tmp_path, name, date)
    assert run("archive", "防火.yaml", "防汛.yaml", "-o", "档", *CODED, cwd=tmp_path).returncode == 0
    assert run("archive", "防疫.yaml", "-o", "档", *CODED, cwd=tmp_path).returncode == 0
    assert codes(tmp_path / "档") == ["0058-WS·2023-Y-0001", "0058-WS·2024-Y-0001", "0058-WS·2024-Y-0002"]


def test_a_number_that_is_taken_is_refused(tmp_path: Path) -> None:
    write_notice(tmp_path, "防汛")
    write_notice(tmp_path, "防火")
    assert run("archive", "防汛.yaml", "-o", "档", *CODED, "--set", "件号=5", cwd=tmp_path).returncode == 0
    again = run("archive", "防火.yaml", "-o", "档", *CODED, "--set", "件号=5", cwd=tmp_path)
    assert again.returncode == 2
    assert "件号5在档/0058-WS·2024-Y-0005已经用了" in again.stderr
    assert codes(tmp_path / "档") == ["0058-WS·2024-Y-0005"]


def test_what_has_no_date_is_named_and_gets_no_code(tmp_path: Path) -> None:
    (tmp_path / "甲.txt").write_text(
        "云岭县防汛工作方案\n\n　　为做好防汛工作，制定本方案。\n", encoding="utf-8"
    )
    done = run("archive", "甲.txt", "-o", "档", *CODED, cwd=tmp_path)
    assert done.returncode == 1
    assert "甲.txt：没有日期，定不了年度和档号" in done.stderr
    assert codes(tmp_path / "档") == [""]
    dated = run("archive", "甲.txt", "-o", "又", *CODED, "--set", "年度=2024", cwd=tmp_path)
    assert "没有成文日期，目录里日期空着" in dated.stderr
    assert codes(tmp_path / "又") == ["0058-WS·2024-Y-0001"]


def test_the_same_document_in_another_file_is_told(tmp_path: Path) -> None:
    path = write_notice(tmp_path, "防汛")
    (tmp_path / "又.yaml").write_text(path.read_text(encoding="utf-8") + "印章: 无\n", encoding="utf-8")
    done = run("archive", "防汛.yaml", "防汛.yaml", "又.yaml", "-o", "档", *CODED, cwd=tmp_path)
    assert done.returncode == 1
    assert "防汛.yaml：已经归档在 档/0058-WS·2024-Y-0001，跳过" in done.stderr
    assert "又.yaml：文号、题名、责任者与已经归档的 档/0058-WS·2024-Y-0001 相同" in done.stderr
    assert len(codes(tmp_path / "档")) == 2


@pytest.mark.parametrize("value", ["日期=去年", "年度=24", "件号=一", "题名=", "卷号=1"])
def test_values_that_cannot_be_are_refused_before_anything_is_kept(value: str, tmp_path: Path) -> None:
    write_notice(tmp_path, "防汛")
    done = run("archive", "防汛.yaml", "-o", "档", "--set", value, cwd=tmp_path)
    assert done.returncode == 2
    assert f"--set “{value}”" in done.stderr
    assert not (tmp_path / "档").exists()
