from __future__ import annotations

from collections.abc import Iterator

import pytest
from publishing_desk import table

from bot.playground.demo import Demo
from bot.playground.driver import Message

KATRIN = "northwall.channel"
LENA = "alpenrock.sales"
HEADINGS = ("Artikelnummer", "Bezeichnung", "Listenpreis", "Währung", "Land")
QUIET = 60


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    with Demo(tmp_path_factory.mktemp("demo"), ticking=False) as running:
        yield running


@pytest.fixture
def demo(product: Demo) -> Demo:
    """The demo world as it was at the start."""
    product.reset()
    return product


def drop(demo: Demo, who: str, words: str, content: str, name: str = "preisliste.csv") -> Message:
    """Drop a file in the person's own conversation; the app's answer."""
    demo.driver.say(who, "dm", words, files=[(name, content.encode())])
    return answered(demo, who)


def answered(demo: Demo, who: str) -> Message:
    assert demo.driver.wait_until_quiet(QUIET)
    return [message for message in demo.driver.messages("dm", who) if message.is_app][-1]


def ask(demo: Demo, who: str, words: str) -> str:
    demo.driver.say(who, "dm", words)
    return answered(demo, who).text


def press(demo: Demo, who: str, message: Message, action: str) -> Message:
    element = next(
        element
        for block in message.blocks
        if block["type"] == "actions"
        for element in block["elements"]
        if element["action_id"].startswith(action)
    )
    demo.driver.press(who, message, element["action_id"], element["value"])
    return answered(demo, who)


def test_a_dropped_list_is_shown_confirmed_quoted_and_undone(demo: Demo) -> None:
    shown = drop(
        demo,
        KATRIN,
        "neue Listenpreise ab 15. Dezember",
        table(HEADINGS, ("NW-FW120", "FW120", "1.999,00", "EUR", "DE"), ("NW-FW60", "FW60", "529,00", "EUR", "DE")),
    )
    assert "2 Listenpreise ab 15.12.2026 veröffentlichen?" in shown.text
    assert "1.920,00" in shown.text
    assert "1.999,00" in shown.text
    live = press(demo, KATRIN, shown, "draft.confirm")
    assert "gilt ab 15.12.2026" in live.text
    assert "1.999,00" in ask(demo, LENA, "Listenpreis NW-FW120 am 15.12.2026")
    assert "1.920,00" in ask(demo, LENA, "Listenpreis NW-FW120 am 14.12.2026")
    question = press(demo, KATRIN, live, "prices.undo")
    assert "zurücknehmen?" in question.text
    press(demo, KATRIN, question, "draft.confirm")
    assert "1.920,00" in ask(demo, LENA, "Listenpreis NW-FW120 am 15.12.2026")
