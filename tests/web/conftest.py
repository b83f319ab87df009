from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.web.running import Running, running


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(tmp_path_factory.mktemp("我的 公文")) as found:
        yield found
