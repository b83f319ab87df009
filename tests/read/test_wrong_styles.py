"""What is said of a style file that is not well written: wrong_styles.txt, of those in wrong_styles.yaml."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongwen.read.styles.file import read_profile
from tests.golden import refused_as_kept
from tests.paths import read_cases

STYLES: dict[str, str] = read_cases("read/wrong_styles.yaml")  # type: ignore[assignment]


@pytest.mark.parametrize("name", STYLES)
def test_a_wrong_style_is_told(name: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    text = STYLES[name]
    own = "" if text.startswith(("继承", "-", "名称")) else "继承: gbt9704-2012\n名称: 甲\n"
    (tmp_path / "甲.yaml").write_text(own + text, encoding="utf-8")
    with refused_as_kept(Path(__file__).with_name("wrong_styles.txt"), name, tmp_path, request):
        read_profile(str(tmp_path / "甲.yaml"))
