from __future__ import annotations

from collections.abc import Iterator

import pytest
from calling_models import Calling, Calls, Script, silent
from langchain_core.messages import BaseMessage

from bot.agent import Chooser
from bot.agent_loop import Agent
from bot.playground.demo import Demo
from bot.settings import Use


class Switched:
    """A model whose behaviour a test chooses."""

    def __init__(self) -> None:
        self.script: Script = silent
        self.model = Calling(script=self._now)

    def _now(self, messages: list[BaseMessage]) -> Calls:
        return self.script(messages)

    @property
    def shown(self) -> list[str]:
        return self.model.shown


@pytest.fixture(scope="module")
def switched() -> Switched:
    return Switched()


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory, switched: Switched) -> Iterator[Demo]:
    chooser = Chooser(Agent(switched.model), seconds=20, use=Use.UNSURE)
    with Demo(tmp_path_factory.mktemp("demo"), ticking=False, decide=chooser.decide) as running:
        yield running


@pytest.fixture
def demo(product: Demo, switched: Switched) -> Demo:
    switched.script = silent
    switched.shown.clear()
    product.reset()
    return product
