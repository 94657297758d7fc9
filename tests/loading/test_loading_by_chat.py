"""A file of own data dropped in chat: what it would change, confirmed or not, and who may."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.playground.demo import Demo
from bot.playground.driver import Message
from ingest.loading.areas import areas
from ingest.loading.files import recognised

PM = "brightpath.pm"
CREDIT = "brightpath.credit"
STOCK = "warehouse,product,available\nVEN,NW-FW120,31\nKRE,NW-FW60,24\n"
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


def drop(demo: Demo, who: str, content: str, words: str = "", name: str = "stock.csv") -> Message:
    demo.driver.say(who, "dm", words, files=[(name, content.encode())])
    return answered(demo, who)


def answered(demo: Demo, who: str) -> Message:
    assert demo.driver.wait_until_quiet(QUIET)
    messages = demo.driver.messages("dm", who)
    return [message for message in messages if message.is_app and not message.body.get("files")][-1]


def ask(demo: Demo, who: str, words: str) -> str:
    demo.driver.say(who, "dm", words)
    return answered(demo, who).text


def files_of(demo: Demo, who: str, message: Message) -> list[Message]:
    """What hangs on an answer: each file is a message of its thread."""
    return [
        one
        for one in demo.driver.messages("dm", who)
        if one.body.get("files") and (one.thread_ts or one.ts) in {message.ts, message.thread_ts}
    ]


def names(demo: Demo, who: str, message: Message) -> list[str]:
    return [str(file["name"]) for one in files_of(demo, who, message) for file in one.body["files"] if one.is_app]


def press(demo: Demo, who: str, message: Message, action: str) -> Message:
    pressed = next(
        element
        for block in message.blocks
        for element in block.get("elements", [])
        if str(element.get("action_id", "")).startswith(action)
    )
    demo.driver.press(who, message, pressed["action_id"])
    return answered(demo, who)


def test_a_dropped_template_shows_what_would_change_and_loads_when_confirmed(demo: Demo) -> None:
    shown = drop(demo, PM, STOCK)
    assert "Load stock.csv (stock, 2 rows)?" in shown.text or "stock.csv laden (Bestand, 2 Zeilen)?" in shown.text
    assert "31" not in ask(demo, "alpenrock.sales", "stock of NW-FW120 in Venlo?")

    done = press(demo, PM, shown, "draft.confirm")

    assert "stock.csv is loaded" in done.text or "stock.csv ist geladen" in done.text
    assert "31" in ask(demo, "alpenrock.sales", "stock of NW-FW120 in Venlo?")


def test_the_same_file_again_has_nothing_to_load(demo: Demo) -> None:
    press(demo, PM, drop(demo, PM, STOCK), "draft.confirm")

    again = drop(demo, PM, STOCK)

    assert "Nothing to load" in again.text or "Nichts zu laden" in again.text
    assert "draft.confirm" not in str(again.blocks)


def test_row_errors_are_told_in_the_language_of_the_words_and_nothing_can_be_confirmed(demo: Demo) -> None:
    shown = drop(demo, PM, STOCK + "VEN,NW-FW61,3\nVEN,NW-AP7,-2\n", words="Bitte den Bestand laden")

    assert "stock.csv habe ich nicht geladen: 2 Fehler gefunden." in shown.text
    assert "Zeile 4, product: „NW-FW61“ kenne ich nicht; meinen Sie NW-FW60?" in shown.text
    assert "Zeile 5, available: „-2“ ist keine ganze Zahl ab null" in shown.text
    assert "draft.confirm" not in str(shown.blocks)


def test_many_errors_come_as_a_file(demo: Demo) -> None:
    rows = "".join(f"VEN,NW-X{number},1\n" for number in range(12))

    shown = drop(demo, PM, "warehouse,product,available\n" + rows)

    assert names(demo, PM, shown) in (["errors.csv"], ["Fehler.csv"])


def test_headings_that_almost_fit_are_answered_with_the_template(demo: Demo) -> None:
    shown = drop(demo, PM, "warehouse,product,available,shelf\nVEN,NW-FW60,5,3\n", words="please load our stock")

    assert "looks like stock, but its headings do not fit" in shown.text
    assert "Unknown: shelf" in shown.text
    assert names(demo, PM, shown) == ["stock.csv", "stock columns.csv"]


def test_who_may_load_but_not_publish_drops_templates_and_no_documents(demo: Demo) -> None:
    credit = "reseller,currency,limit,exposure,overdue,payment_days\nalpenrock,EUR,251000.00,214320.00,0,30\n"

    shown = drop(demo, CREDIT, credit, name="credit.csv")
    assert "credit.csv" in shown.text
    assert "draft.confirm" in str(shown.blocks)

    refused = drop(demo, CREDIT, "# Our terms\n\nPay in 30 days.\n", name="terms.md")
    assert "I did not take that file" in refused.text or "habe ich nicht angenommen" in refused.text


def test_who_may_not_load_is_told_so_and_nothing_is_kept(demo: Demo) -> None:
    refused = drop(demo, "alpenrock.buyer", STOCK)

    assert "I did not take that file" in refused.text or "habe ich nicht angenommen" in refused.text


def test_what_changed_since_it_was_shown_is_shown_anew_instead_of_loaded(demo: Demo) -> None:
    first = drop(demo, PM, STOCK)
    press(demo, PM, drop(demo, PM, STOCK, name="other.csv"), "draft.confirm")

    press(demo, PM, first, "draft.confirm")

    late = next(message for message in demo.driver.messages("dm", PM) if message.ts == first.ts)
    assert "changed since I showed you this" in late.text or "haben sich geändert" in late.text


def test_a_button_gives_the_template(demo: Demo) -> None:
    shown = drop(demo, PM, "warehouse,product,available\nVEN,NW-FW61,3\n")

    given = press(demo, PM, shown, "load.template.stock")

    files = files_of(demo, PM, given)
    found = recognised(demo.driver.file(files[0], "stock.csv"), "stock.csv")
    assert found is not None
    assert found.area == areas()["stock"]
