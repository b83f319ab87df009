"""What an office sets for its checks: a folder, what is new in it, its own phrases, personal data masked on request."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.command import run

TEXT = """云溪县人民政府关于做好救助工作的通知

各乡镇人民政府：
李行（身份证号11010519491231002X）、手机13800138000，获得救助。
坚持防汛工作“一案三制”，落实“五个到未”。
各乡镇要做好工作。

云溪县人民政府
2024年6月1日
（此件公开发布）
"""


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "来文" / "通知.txt"
    path.parent.mkdir()
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_a_folder_is_its_documents(draft: Path, tmp_path: Path) -> None:
    (draft.parent / ".隐藏.txt").write_text(TEXT, encoding="utf-8")
    (draft.parent / "说明.xyz").write_text(TEXT, encoding="utf-8")
    done = run("check", draft.parent, "--select", "privacy", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stdout.count("privacy.identity") == 1


def test_a_folder_without_documents_is_told(tmp_path: Path) -> None:
    done = run("check", tmp_path, cwd=tmp_path)
    assert done.returncode == 2
    assert "文件夹里没有可以检查的公文" in done.stderr


def test_with_a_baseline_only_what_is_new_is_told(draft: Path, tmp_path: Path) -> None:
    known = tmp_path / "基线.json"
    run("check", draft, "-o", known, cwd=tmp_path)
    assert "没有发现问题" in run("check", draft, "--baseline", known, cwd=tmp_path).stdout
    draft.write_text(TEXT.replace("各乡镇要", "各乡镇要认真部暑、"), encoding="utf-8")
    told = run("check", draft, "--baseline", known, cwd=tmp_path)
    assert "发现1处问题" in told.stdout
    assert "typos.word" in told.stdout


def test_a_baseline_that_is_no_report_is_told(draft: Path, tmp_path: Path) -> None:
    done = run("check", draft, "--baseline", draft, cwd=tmp_path)
    assert done.returncode == 2
    assert "不是检查结果" in done.stderr


def test_personal_data_is_masked_only_when_asked(draft: Path, tmp_path: Path) -> None:
    plain, masked = tmp_path / "不遮.txt", tmp_path / "遮.txt"
    run("fix", draft, "--unsafe", "-o", plain, cwd=tmp_path)
    assert not plain.exists() or "11010519491231002X" in plain.read_text(encoding="utf-8")
    run("fix", draft, "--mask", "-o", masked, cwd=tmp_path)
    text = masked.read_text(encoding="utf-8")
    assert "身份证号110105********002X" in text
    assert "手机138****8000" in text


def test_phrases_of_an_office_are_told_by_its_settings(draft: Path, tmp_path: Path) -> None:
    settings = tmp_path / "设置.yaml"
    settings.write_text("固定提法: [“五个到位”]\n", encoding="utf-8")
    assert "set-phrases" not in run("check", draft, cwd=tmp_path).stdout
    told = run("check", draft, "--settings", settings, cwd=tmp_path).stdout
    assert "与固定提法““五个到位””不一致" in told
