from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.playground.demo import Demo


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    with Demo(tmp_path_factory.mktemp("deciding"), ticking=False) as opened:
        yield opened


@pytest.fixture
def demo(running: Demo) -> Demo:
    """The demo channel on its first morning."""
    running.reset()
    return running
