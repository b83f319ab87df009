from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings

from tests.gallery import Gallery
from tests.render import WIDE

# A busy machine must not fail a property: what is slow is measured in benchmarks.
settings.register_profile("steady", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("steady")


@pytest.fixture(scope="session")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Gallery:
    return Gallery(tmp_path_factory.mktemp("gallery"))


@pytest.fixture(scope="session")
def wide_gallery(tmp_path_factory: pytest.TempPathFactory) -> Gallery:
    return Gallery(tmp_path_factory.mktemp("wide"), fonts=WIDE)


@pytest.fixture(scope="session")
def word_gallery(tmp_path_factory: pytest.TempPathFactory) -> Gallery:
    return Gallery(tmp_path_factory.mktemp("word"), numbering="word")
