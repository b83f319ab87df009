from __future__ import annotations

import pytest

from tests.gallery import Gallery
from tests.render import WIDE


@pytest.fixture(scope="session")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Gallery:
    return Gallery(tmp_path_factory.mktemp("gallery"))


@pytest.fixture(scope="session")
def wide_gallery(tmp_path_factory: pytest.TempPathFactory) -> Gallery:
    return Gallery(tmp_path_factory.mktemp("wide"), fonts=WIDE)


@pytest.fixture(scope="session")
def word_gallery(tmp_path_factory: pytest.TempPathFactory) -> Gallery:
    return Gallery(tmp_path_factory.mktemp("word"), numbering="word")
