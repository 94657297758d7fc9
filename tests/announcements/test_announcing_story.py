"""From a sentence to news in the right people's messages: shown first, called off before, corrected after."""

from __future__ import annotations

from bot.playground.demo import Demo
from bot.playground.driver import Message

ANNOUNCE = "tell all Silver and Gold partners in DACH with Wireless: Firmware 2.1 is out. It closes a hole in WPA3."


def last(demo: Demo, person: str) -> Message:
    return [m for m in demo.driver.messages("dm", person) if m.is_app][-1]


def heard(demo: Demo, person: str) -> str:
    return "\n".join(m.text for m in demo.driver.messages("dm", person) if m.is_app)


def press(demo: Demo, person: str, action: str, message: Message | None = None) -> None:
    demo.driver.press(person, message or last(demo, person), action)
    demo.driver.wait_until_quiet()


def button(message: Message, prefix: str) -> str:
    elements = (element for block in message.blocks for element in block.get("elements", []))
    return next(e["action_id"] for e in elements if str(e.get("action_id", "")).startswith(prefix))


def test_the_audience_is_read_back_and_the_announcement_shown_as_it_will_be(demo: Demo) -> None:
    drafted = demo.driver.ask("northwall.channel", "dm", ANNOUNCE).text
    assert "all resellers (tier Gold or Silver), authorised for Wireless, in DACH" in drafted
    assert "Reaches 1 organisation: Alpenrock" in drafted
    assert "It closes a hole in WPA3." in drafted
    assert "people" not in drafted  # of so few organisations, how many people would tell too much


def test_a_confirmed_announcement_reaches_its_people_alone_and_once(demo: Demo) -> None:
    demo.driver.ask("northwall.channel", "dm", ANNOUNCE)
    press(demo, "northwall.channel", "draft.confirm")
    assert heard(demo, "alpenrock.sales").count("Firmware 2.1 is out") == 1
    for stranger in ("fjordbyte.sales", "pixelforge.owner", "brightpath.partner", "vaultline.channel"):
        assert "Firmware 2.1" not in heard(demo, stranger)
    assert "Firmware 2.1" in demo.driver.ask("alpenrock.sales", "dm", "any news").text


def test_a_distributor_reaches_its_own_downstream_alone(demo: Demo) -> None:
    drafted = demo.driver.ask("brightpath.partner", "dm", "tell all resellers: Krems is closed on Friday").text
    assert "Alpenrock" in drafted
    assert "Pixelforge" not in drafted
    assert "Fjordbyte" not in drafted
    assert " people" in drafted


def test_before_the_embargo_it_can_be_called_off(demo: Demo) -> None:
    words = "tell all Gold partners: Prices fall in spring. Embargo until 1 December 2026 at 9:00"
    assert "Embargo until 1 Dec 2026, 09:00" in demo.driver.ask("northwall.channel", "dm", words).text
    press(demo, "northwall.channel", "draft.confirm")
    assert "Prices fall" not in heard(demo, "alpenrock.sales")
    assert "Prices fall" not in demo.driver.ask("alpenrock.sales", "dm", "any news").text

    press(demo, "northwall.channel", button(last(demo, "northwall.channel"), "announcement.call_off"))
    press(demo, "northwall.channel", "draft.confirm")
    demo.playground.clockwork.advance(days=10)
    demo.driver.wait_until_quiet()
    assert "Prices fall" not in heard(demo, "alpenrock.sales")


def test_at_its_hour_it_comes_out(demo: Demo) -> None:
    words = "tell all Gold partners: Prices fall in spring, not before 1 December 9:00"
    demo.driver.ask("northwall.channel", "dm", words)
    press(demo, "northwall.channel", "draft.confirm")
    demo.playground.clockwork.advance(days=7, minutes=-1)
    demo.driver.wait_until_quiet()
    assert "Prices fall" not in heard(demo, "alpenrock.sales")
    demo.playground.clockwork.advance(minutes=2)
    demo.driver.wait_until_quiet()
    assert heard(demo, "alpenrock.sales").count("Prices fall") == 1


def test_a_correction_goes_to_the_same_people_and_takes_the_place_of_the_first(demo: Demo) -> None:
    demo.driver.ask("northwall.channel", "dm", ANNOUNCE)
    press(demo, "northwall.channel", "draft.confirm")
    press(demo, "northwall.channel", button(last(demo, "northwall.channel"), "announcement.correct"))
    press(demo, "northwall.channel", "draft.edit")
    view = demo.driver.views("northwall.channel")[-1]
    demo.driver.submit(view, {"title": "Firmware 2.2 is out", "text": "Take this one."})
    demo.driver.wait_until_quiet()
    press(demo, "northwall.channel", "draft.confirm")
    assert "Firmware 2.2 is out" in last(demo, "alpenrock.sales").text
    news = demo.driver.ask("alpenrock.sales", "dm", "any news").text
    assert "Firmware 2.2" in news
    assert "Firmware 2.1" not in news


def test_each_reads_it_in_their_language_where_the_author_wrote_it(demo: Demo) -> None:
    demo.driver.ask("northwall.channel", "dm", "tell all Gold partners: Firmware 2.1 is out")
    press(demo, "northwall.channel", "draft.edit")
    demo.driver.submit(demo.driver.views("northwall.channel")[-1], {"other_title": "Firmware 2.1 ist da"})
    demo.driver.wait_until_quiet()
    press(demo, "northwall.channel", "draft.confirm")
    assert "Firmware 2.1 ist da" in last(demo, "alpenrock.sales").text


def test_a_reseller_announces_nothing(demo: Demo) -> None:
    demo.driver.ask("alpenrock.owner", "dm", ANNOUNCE)
    assert "Send this announcement" not in heard(demo, "alpenrock.owner")
