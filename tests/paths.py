"""Where the project, its samples and the material beside it stand, and the cases of the tests."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import yaml

TESTS = Path(__file__).parent
ROOT = TESTS.parent
SAMPLES = sorted([*(ROOT / "samples").glob("*.yaml"), *(ROOT / "samples").glob("*.gw")])
SHARED = ROOT.parent / "shared"
"""Material that is not part of the project; what needs it is skipped where it is missing."""
OTHERS = Path(sys.prefix) / "others"
"""What others made and .ci/prepare fetches for the tests alone; what needs it is skipped where it is missing."""
NOTICES = sorted((SHARED / "notices").glob("*.yaml"))
_TYPED = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_STRINGS = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""The parsers in C, which not every build has, are ten times as fast: every worker reads all cases."""


def sample_file(name: str) -> Path:
    """The source of the sample ``name``, a YAML file or a manuscript."""
    return next(path for path in SAMPLES if path.stem == name)


def read_cases(path: str) -> Any:
    """The content of the YAML file at ``path`` below the folder of the tests."""
    return yaml.load((TESTS / path).read_text(encoding="utf-8"), Loader=_TYPED)


def read_texts(folder: str) -> list[Any]:
    """The documents of all YAML files in ``folder`` below the folder of the tests."""
    paths = sorted((TESTS / folder).glob("*.yaml"))
    return [case for path in paths for case in yaml.load_all(path.read_text(encoding="utf-8"), Loader=_TYPED)]


def read_strings(path: str) -> Any:
    """The content of the YAML file at ``path``, numbers and dates as they are written."""
    return yaml.load((TESTS / path).read_text(encoding="utf-8"), Loader=_STRINGS)
