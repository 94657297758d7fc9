from __future__ import annotations

from collections.abc import Iterator

import pytest
from asked import Asked

from bot.playground.demo import Demo


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    with Demo(tmp_path_factory.mktemp("demo"), ticking=False) as running:
        yield running


@pytest.fixture
def asked(product: Demo) -> Asked:
    return Asked(product)
