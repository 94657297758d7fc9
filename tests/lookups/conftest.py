from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.screens import coterm as coterm_screens
from bot.screens import finance as finance_screens
from bot.screens import kpis as kpi_screens
from bot.screens import news as news_screens
from bot.screens import onboarding as onboarding_screens
from bot.screens import orders as order_screens
from bot.screens import prices as price_screens
from bot.screens import products as product_screens
from bot.screens import programmes as programme_screens
from bot.screens import qbr as qbr_screens
from bot.screens import questions as question_screens
from bot.screens import stock as stock_screens
from bot.screens.blocks import Screen
from bot.tools import coterm, finance, kpis, news, onboarding, orders, prices, products, programmes, qbr, stock
from bot.tools.results import Asking, Language, Outcome
from channel.access.gate import Gate
from channel.access.identifying import audience_of, viewer_for_slack
from channel.access.viewer import Viewer
from channel.clock import MovableClock
from channel.database import open_engine, sqlite_url
from channel.errors import Refusal
from channel.tables import Table
from ingest.records import load_world
from knowledge.library import Library

WORLD = Path(__file__).parents[2] / "bot" / "playground" / "world"
MORNING = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
TOOLS = {
    tool.capability: tool
    for room in (prices, stock, orders, products, programmes, finance, news, onboarding, coterm, kpis, qbr)
    for tool in room.TOOLS
}
SCREENS: dict[type, Callable[[Any, Language], Screen]] = {
    kind: screen
    for room in (
        price_screens,
        stock_screens,
        order_screens,
        product_screens,
        programme_screens,
        finance_screens,
        kpi_screens,
        qbr_screens,
        news_screens,
        coterm_screens,
        onboarding_screens,
        question_screens,
    )
    for kind, screen in room.SCREENS.items()
}
GUESTS = {"tirol": "BRIGHTPATH", "calder": "BRIGHTPATH"}


def empty_gate(folder: Path) -> Gate:
    engine = open_engine(sqlite_url(folder / "channel.sqlite"))
    Table.metadata.create_all(engine)
    return Gate(engine, MovableClock(MORNING, ticking=False))


@pytest.fixture(scope="session")
def gate(tmp_path_factory: pytest.TempPathFactory) -> Gate:
    """The demo world in a database of its own, on its morning."""
    loaded = empty_gate(tmp_path_factory.mktemp("world"))
    load_world(loaded, WORLD, MORNING)
    return loaded


@pytest.fixture(scope="session")
def who(gate: Gate) -> Callable[[str], Viewer]:
    """The viewer of a person's key, found by the Slack user."""

    def resolve(key: str) -> Viewer:
        organisation = key.partition(".")[0]
        team = GUESTS.get(organisation, organisation.upper())
        return viewer_for_slack(gate, f"T{team}", "U" + key.upper().replace(".", ""))

    return resolve


@pytest.fixture(scope="session")
def library(gate: Gate, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """A library without documents."""
    opened = Library(gate, tmp_path_factory.mktemp("library"))
    yield opened
    opened.close()


@pytest.fixture
def ask(gate: Gate, who: Callable[[str], Viewer], library: Library) -> Callable[..., tuple[Outcome, Screen]]:
    """Ask as a person (with others listening), get the outcome and the screen."""

    def asked(
        key: str,
        capability: str,
        *,
        language: Language = "en",
        listening: tuple[str, ...] = (),
        text: str = "",
        **slots: object,
    ) -> tuple[Outcome, Screen]:
        person = who(key)
        viewer = audience_of([person, *(who(other) for other in listening)]) if listening else person
        asking = Asking(viewer, person, text, language, MORNING, "thread", gate, library)
        tool = TOOLS[capability]
        assert tool.right in person.rights
        result = tool.run(asking, tool.arguments.model_validate(slots))
        return result.outcome, SCREENS[type(result.value)](result.value, language)

    return asked


@pytest.fixture
def declined(ask: Callable[..., tuple[Outcome, Screen]]) -> Callable[..., str]:
    """Ask for what is declined, get its words."""

    def refused(key: str, capability: str, **asked: object) -> str:
        with pytest.raises(Refusal) as refusal:
            ask(key, capability, **asked)
        return f"{refusal.value.message} {refusal.value.next_step}"

    return refused
