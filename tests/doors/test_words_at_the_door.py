"""What people write, and what else arrives as if somebody had written it."""

from __future__ import annotations

import pytest

from bot.playground import people, posting
from bot.playground.demo import Demo
from bot.playground.driver import Heard, Message
from bot.playground.shapes import Post

PERSON = "alpenrock.sales"
PLACE = "#brightpath-alpenrock"


def put(demo: Demo, where: str, body: dict[str, object]) -> Post:
    """A message that the app hears of, with a body as Slack would send it."""
    ws = demo.playground.workspace
    with ws.lock:
        return posting.add(ws, ws.conversation(where), {"type": "message", **body})


def direct() -> str:
    return people.dm_id(people.user_id(PERSON))


def from_app(demo: Demo, where: str = "dm") -> list[Message]:
    demo.driver.wait_until_quiet()
    ours = {people.bot_user_id(team) for team in ("TALPENROCK", "TBRIGHTPATH")}
    return [message for message in demo.driver.messages(where, PERSON) if message.author in ours]


def one_answer(heard: Heard) -> str:
    assert len(heard.public) == 1
    return heard.public[0].text


def test_an_empty_message_is_answered_with_an_example(demo: Demo) -> None:
    put(demo, direct(), {"user": people.user_id(PERSON), "text": "", "team": "TALPENROCK"})

    assert "I received no words" in from_app(demo)[0].text or "keinen Text" in from_app(demo)[0].text


def test_a_mention_without_words_is_answered_with_an_example(demo: Demo) -> None:
    said = one_answer(demo.driver.ask(PERSON, PLACE, "@Tierdesk"))

    assert "4 FW120" in said


@pytest.mark.parametrize("text", ["\u200b", "\u200b\u200d\ufeff\u2060", "\u00ad\u00a0\u200b", "\u3164"])
def test_invisible_characters_are_no_words(demo: Demo, text: str) -> None:
    said = one_answer(demo.driver.ask(PERSON, "dm", text))

    assert "4 FW120" in said


def test_forty_thousand_characters_are_declined_with_the_limit(demo: Demo) -> None:
    said = one_answer(demo.driver.ask(PERSON, "dm", "price " * 6_666))

    assert "8000" in said
    assert "Something went wrong" not in said


def test_just_below_the_limit_there_is_an_answer(demo: Demo) -> None:
    said = one_answer(demo.driver.ask(PERSON, "dm", "price for 4 FW120 " + "please " * 1_100, timeout=60))

    assert "1,184.00" in said


@pytest.mark.parametrize(
    "text",
    [
        "'; drop table registrations; --",
        "<script>alert(1)</script> <!channel> <@U0>",
        "{{7*7}} %s %n ${jndi:ldap://x}",
        "﷽" * 200,
        "👩‍👩‍👧‍👦" * 300,
        "\x00\x07\x1b[31m",
        "price for " + "9" * 400 + " FW120",
        "price for -4 FW120",
    ],
)
def test_odd_characters_get_one_answer_and_no_failure(demo: Demo, text: str) -> None:
    said = one_answer(demo.driver.ask(PERSON, "dm", text))

    assert "went wrong" not in said
    assert "schiefgegangen" not in said


def test_a_stranger_is_told_whom_to_ask(demo: Demo) -> None:
    said = one_answer(demo.driver.ask("guest.unknown", "dm", "price for 4 FW120"))

    assert "I do not know you yet" in said
    assert "administrator" in said


def test_the_same_event_twice_is_answered_once(demo: Demo) -> None:
    heard = demo.driver.ask(PERSON, "dm", "price for 4 FW120")
    sent = [e for e in demo.playground.journal.since(0, "event") if e.user == people.user_id(PERSON)][-1].request
    demo.playground.events.send(sent["event"], sent["team_id"])

    assert len(heard.public) == 1
    assert len(from_app(demo)) == 1


def test_a_mention_is_answered_once_though_it_comes_as_two_events(demo: Demo) -> None:
    heard = demo.driver.ask(PERSON, PLACE, "@Tierdesk how many FW120 are in stock?")

    assert len(heard.public) == 1


def test_another_bot_starts_nothing(demo: Demo) -> None:
    ours = people.bot_user_id("TBRIGHTPATH")
    for more in ({"bot_id": "B0OTHER"}, {"subtype": "bot_message", "bot_id": "B0OTHER"}, {"app_id": "A0OTHER"}):
        put(demo, direct(), {"user": "U0OTHER", "text": "price for 4 FW120", "team": "TALPENROCK", **more})
        put(demo, people.conversation_id(PLACE), {"user": "U0OTHER", "text": f"<@{ours}> price for 4 FW120", **more})

    assert from_app(demo) == []
    assert from_app(demo, PLACE) == []


def test_its_own_message_starts_nothing(demo: Demo) -> None:
    demo.driver.ask(PERSON, "dm", "price for 4 FW120")

    assert len(from_app(demo)) == 1


def test_an_edit_and_a_deletion_start_nothing(demo: Demo) -> None:
    said = demo.driver.say(PERSON, "dm", "price for 4 FW120")
    demo.driver.wait_until_quiet()
    ws = demo.playground.workspace
    with ws.lock:
        posting.reword(ws, ws.post(said.channel, said.ts), "price for 5 FW120")
    demo.driver.wait_until_quiet()
    with ws.lock:
        posting.remove(ws, ws.post(said.channel, said.ts))

    assert len(from_app(demo)) == 1
