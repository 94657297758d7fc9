from __future__ import annotations

from collections.abc import Iterator

import pytest
from chat import Chat

from bot.playground.demo import Demo


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    with Demo(tmp_path_factory.mktemp("demo"), ticking=False) as running:
        running.snapshot()
        yield running


@pytest.fixture
def chat(product: Demo) -> Chat:
    """The demo world on its morning, untouched."""
    product.reset()
    return Chat(product)
