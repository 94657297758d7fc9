"""A word that confirms counts for the draft that was shown last, and for no draft that was left behind."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.playground.demo import Demo

SALES = "alpenrock.sales"
WITHDRAW = "withdraw DR-2026-0149"
STANDS = "in review at the distributor"


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    with Demo(tmp_path_factory.mktemp("demo"), ticking=False) as running:
        yield running


@pytest.fixture
def demo(product: Demo) -> Demo:
    product.reset()
    return product


def ask(demo: Demo, *words: str) -> str:
    """Say one after the other; what the last one got."""
    return [demo.driver.ask(SALES, "dm", one).text for one in words][-1]


def state(demo: Demo) -> str:
    return ask(demo, "status of DR-2026-0149").partition("\n")[0]


def test_yes_takes_what_was_shown_just_before(demo: Demo) -> None:
    assert "withdrawn" in ask(demo, WITHDRAW, "yes").lower()
    assert STANDS not in state(demo)


def test_yes_to_something_else_changes_nothing_and_names_the_draft_again(demo: Demo) -> None:
    again = ask(demo, WITHDRAW, "stock of NW-FW60", "ok, go ahead")

    assert again.startswith("*Withdraw DR-2026-0149 Stadtwerke Ried?*")
    assert "Nothing has changed yet" in again
    assert STANDS in state(demo)


def test_yes_to_the_draft_named_again_confirms_it(demo: Demo) -> None:
    assert "withdrawn" in ask(demo, WITHDRAW, "stock of NW-FW60", "yes", "yes").lower()
    assert STANDS not in state(demo)


def test_a_dropped_file_is_not_loaded_by_a_word_said_later(demo: Demo) -> None:
    rows = "warehouse,product,available\nVEN,NW-FW60,1\n"
    demo.driver.say("brightpath.pm", "dm", "", files=[("stock.csv", rows.encode())])
    assert demo.driver.wait_until_quiet()

    later = [demo.driver.ask("brightpath.pm", "dm", words).text for words in ("Preis NW-FW120?", "ja")][-1]

    assert later.startswith("*stock.csv laden")
    assert "Geändert ist noch nichts" in later


def test_what_is_discarded_late_is_named_and_what_was_confirmed_is_not_called_undone(demo: Demo) -> None:
    said = ask(demo, "close DR-2026-0147 as won with PO 4500019921", WITHDRAW, "yes", "undo that")

    assert "I discarded the draft that still waited: Close DR-2026-0147 Klinikum Isartal as won?" in said
    assert "stays as it is" in said
    assert STANDS not in state(demo)


def test_a_second_yes_confirms_no_older_draft(demo: Demo) -> None:
    again = ask(demo, "close DR-2026-0147 as won with PO 4500019921", WITHDRAW, "yes", "yes")

    assert again.startswith("*Close DR-2026-0147 Klinikum Isartal as won?*")
    assert "Nothing has changed yet" in again
