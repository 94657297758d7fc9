from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.playground.demo import Demo


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    with Demo(tmp_path_factory.mktemp("demo"), ticking=False) as running:
        yield running


@pytest.fixture
def demo(product: Demo) -> Demo:
    """The demo world as it was at the start."""
    product.reset()
    return product
