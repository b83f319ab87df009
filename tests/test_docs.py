"""The manual is what the code says, and the README's commands are the ones that CI runs."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from gongwen.check.rules import RULES
from gongwen.document import Document
from gongwen.kinds import KINDS

ROOT = Path(__file__).parent.parent
REFERENCE = (ROOT / "docs" / "参考.md").read_text(encoding="utf-8")


def test_reference_is_fresh() -> None:
    subprocess.run([sys.executable, "docs/build.py", "--check"], cwd=ROOT, check=True)


def test_reference_names_every_key_kind_and_rule() -> None:
    wanted = [field.alias or "" for field in Document.model_fields.values()]
    wanted += [kind.name for kind in KINDS] + [rule.code for rule in RULES]
    assert all(f"| {name} |" in REFERENCE for name in wanted)


def test_first_commands_of_the_readme() -> None:
    for name in ("README.md", "README.en.md"):
        first = re.search(r"```sh\n(.*?)```", (ROOT / name).read_text(encoding="utf-8"), re.DOTALL)
        assert first is not None
        build, test = first[1].strip().splitlines()
        sample = re.search(r"samples/\S+", build)
        assert sample is not None
        assert (ROOT / sample[0]).is_file()
        assert test == "bash .ci/prepare test && .venv/bin/python -m pytest"
    assert "-m pytest" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_links_lead_somewhere() -> None:
    for page in [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]:
        for target in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_example_of_the_readme_builds() -> None:
    from gongwen.api import compose_source, parse, render

    example = re.search(r"```yaml\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    assert example is not None
    composition = compose_source(parse(example[1], "README.md"))
    assert render(composition, "docx").files[0].startswith(b"PK")
    assert not [finding for finding in composition.findings if finding.force == "应当"]
