from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from agent_desk import Desk, Switched
from calling_models import silent

from bot.agent import Chooser
from bot.agent_loop import Agent
from bot.playground.demo import Demo
from bot.settings import Use


@pytest.fixture(scope="module")
def switched() -> Switched:
    return Switched()


@pytest.fixture(scope="module")
def chooser(switched: Switched) -> Chooser:
    return Chooser(Agent(switched.model), seconds=20)


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory, chooser: Chooser) -> Iterator[Demo]:
    with Demo(tmp_path_factory.mktemp("demo"), ticking=False, decide=chooser.decide) as running:
        yield running


@pytest.fixture
def demo(product: Demo, switched: Switched) -> Demo:
    switched.script = silent
    switched.shown.clear()
    product.reset()
    return product


@pytest.fixture
def desk(demo: Demo) -> Desk:
    return Desk(demo)


@pytest.fixture
def always(switched: Switched) -> Callable[[float], Chooser]:
    """A chooser that asks for every message, within some seconds."""
    return lambda seconds: Chooser(Agent(switched.model), seconds, Use.ALWAYS)
