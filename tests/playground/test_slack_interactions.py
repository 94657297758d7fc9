from __future__ import annotations

import json
from typing import Any

import pytest
from conftest import Connect
from slack_bolt import Ack, App
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook import WebhookClient

from bot.playground.driver import Driver
from bot.playground.server import Playground
from channel.errors import NotFound, Unavailable

LENA = "UALPENROCKSALES"
BUTTONS = [
    {
        "type": "actions",
        "block_id": "choice",
        "elements": [
            {
                "type": "button",
                "action_id": "open",
                "value": "7",
                "text": {"type": "plain_text", "text": "Open"},
            },
            {
                "type": "static_select",
                "action_id": "pick",
                "options": [
                    {"text": {"type": "plain_text", "text": "Red"}, "value": "r"},
                    {"text": {"type": "plain_text", "text": "Blue"}, "value": "b"},
                ],
            },
        ],
    }
]


def modal(title: str = "Deal", *inputs: str) -> dict[str, Any]:
    return {
        "type": "modal",
        "callback_id": "deal",
        "title": {"type": "plain_text", "text": title},
        "submit": {"type": "plain_text", "text": "Send"},
        "blocks": [
            {
                "type": "input",
                "block_id": name,
                "label": {"type": "plain_text", "text": name},
                "element": {"type": "plain_text_input", "action_id": "typed"},
            }
            for name in inputs or ("customer",)
        ],
    }


@pytest.fixture
def asked(app: App, connect: Connect, alpenrock: WebClient) -> list[dict[str, Any]]:
    """An app that opens a modal from a button, and the bodies that it heard."""
    bodies: list[dict[str, Any]] = []

    @app.action("open")
    def opened(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        ack()
        bodies.append(body)
        client.views_open(trigger_id=body["trigger_id"], view=modal("Deal", "customer", "value"))

    @app.action("pick")
    def picked(ack: Ack, body: dict[str, Any]) -> None:
        ack()
        bodies.append(body)

    @app.view("deal")
    def submitted(ack: Ack, body: dict[str, Any], view: dict[str, Any]) -> None:
        bodies.append(body)
        typed = {block: entry["typed"]["value"] for block, entry in view["state"]["values"].items()}
        if typed["customer"] == "nobody":
            ack(response_action="errors", errors={"customer": "There is no such customer."})
        elif typed["customer"] == "again":
            ack(response_action="update", view=modal("Second", "customer"))
        elif typed["customer"] == "deeper":
            ack(response_action="push", view=modal("Above", "customer"))
        else:
            ack()

    connect(app)
    alpenrock.chat_postMessage(channel=LENA, text="Choose", blocks=BUTTONS)
    return bodies


def test_a_button_says_who_pressed_what_and_where(asked: list[dict[str, Any]], driver: Driver) -> None:
    driver.press("alpenrock.sales", driver.messages("dm", "alpenrock.sales")[0], "open")
    driver.wait_until_quiet()

    (body,) = asked
    assert (body["type"], body["user"]["id"], body["user"]["team_id"]) == (
        "block_actions",
        LENA,
        "TALPENROCK",
    )
    assert body["container"]["channel_id"] == "DALPENROCKSALES"
    assert [(a["action_id"], a["block_id"], a["value"]) for a in body["actions"]] == [("open", "choice", "7")]
    assert body["message"]["text"] == "Choose"


def test_a_choice_has_to_be_offered(asked: list[dict[str, Any]], driver: Driver) -> None:
    message = driver.messages("dm", "alpenrock.sales")[0]
    with pytest.raises(NotFound, match="not offered"):
        driver.press("alpenrock.sales", message, "pick", "green")

    driver.press("alpenrock.sales", message, "pick", "b")
    driver.wait_until_quiet()
    assert asked[0]["actions"][0]["selected_option"]["text"]["text"] == "Blue"


def test_a_modal_is_filled_in_refused_and_sent(asked: list[dict[str, Any]], driver: Driver) -> None:
    driver.press("alpenrock.sales", driver.messages("dm", "alpenrock.sales")[0], "open")
    driver.wait_until_quiet()
    (view,) = driver.views("alpenrock.sales")

    empty = driver.submit(view, {"value": "9"})
    wrong = driver.submit(view, {"customer": "nobody", "value": "9"})
    kept = driver.views("alpenrock.sales")[0]["state"]["values"]["value"]["typed"]["value"]
    sent = driver.submit(view, {"customer": "Stadtwerke"})

    assert empty.errors == {"customer": "Please complete this required field."}
    assert wrong.errors == {"customer": "There is no such customer."}
    assert kept == "9"
    assert (sent.action, driver.views("alpenrock.sales")) == (None, [])
    assert len(asked) == 3


@pytest.mark.usefixtures("asked")
def test_what_was_typed_stays_when_the_view_changes_under_it(driver: Driver) -> None:
    driver.press("alpenrock.sales", driver.messages("dm", "alpenrock.sales")[0], "open")
    driver.wait_until_quiet()
    driver.submit(driver.views("alpenrock.sales")[0], {"customer": "again", "value": "9"})

    (view,) = driver.views("alpenrock.sales")
    assert view["title"]["text"] == "Second"
    assert view["state"]["values"] == {"customer": {"typed": {"type": "plain_text_input", "value": "again"}}}


@pytest.mark.usefixtures("asked")
def test_three_modals_stand_above_each_other_and_no_more(driver: Driver) -> None:
    driver.press("alpenrock.sales", driver.messages("dm", "alpenrock.sales")[0], "open")
    driver.wait_until_quiet()
    for _ in range(2):
        driver.submit(driver.views("alpenrock.sales")[-1], {"customer": "deeper", "value": "1"})

    assert [view["title"]["text"] for view in driver.views("alpenrock.sales")] == ["Deal", "Above", "Above"]
    driver.close(driver.views("alpenrock.sales")[-1])
    assert len(driver.views("alpenrock.sales")) == 2


def test_a_trigger_works_once_and_for_three_seconds(
    playground: Playground, alpenrock: WebClient, driver: Driver
) -> None:
    fresh = playground.workspace.issue_trigger(LENA, "TALPENROCK")
    alpenrock.views_open(trigger_id=fresh, view=modal())
    late = playground.workspace.issue_trigger(LENA, "TALPENROCK")
    playground.clockwork.advance(minutes=0.1)

    assert _refusal(lambda: alpenrock.views_open(trigger_id=fresh, view=modal())) == "exchanged_trigger_id"
    assert _refusal(lambda: alpenrock.views_open(trigger_id=late, view=modal())) == "expired_trigger_id"
    assert _refusal(lambda: alpenrock.views_open(trigger_id="1.2.3", view=modal())) == "invalid_trigger_id"
    assert len(driver.views("alpenrock.sales")) == 1


def test_home_is_published_with_its_hash(alpenrock: WebClient, driver: Driver) -> None:
    home = {"type": "home", "blocks": [{"type": "header", "text": {"type": "plain_text", "text": "Queue"}}]}
    first = alpenrock.views_publish(user_id=LENA, view=home)["view"]
    alpenrock.views_publish(user_id=LENA, view=home, hash=first["hash"])

    assert _refusal(lambda: alpenrock.views_publish(user_id=LENA, view=home, hash=first["hash"])) == "hash_conflict"
    shown = driver.home("alpenrock.sales")
    assert shown is not None
    assert driver.text_of(shown) == "Queue"


def test_a_response_url_answers_five_times(asked: list[dict[str, Any]], driver: Driver) -> None:
    message = driver.messages("dm", "alpenrock.sales")[0]
    driver.press("alpenrock.sales", message, "pick", "r")
    driver.wait_until_quiet()
    hook = WebhookClient(asked[0]["response_url"])

    answers = [hook.send(text=f"answer {n}").status_code for n in range(6)]

    assert answers == [200] * 5 + [404]
    assert [m.is_private for m in driver.messages("dm", "alpenrock.sales")] == [False] + [True] * 5


def test_a_response_url_replaces_and_ends_after_half_an_hour(
    asked: list[dict[str, Any]], playground: Playground, driver: Driver
) -> None:
    driver.press("alpenrock.sales", driver.messages("dm", "alpenrock.sales")[0], "pick", "r")
    driver.wait_until_quiet()
    hook = WebhookClient(asked[0]["response_url"])
    hook.send(text="Red it is", replace_original=True)
    assert [message.text for message in driver.messages("dm", "alpenrock.sales")] == ["*Red* it is".replace("*", "")]

    playground.clockwork.advance(minutes=31)
    assert hook.send(text="too late").body == json.dumps({"ok": False, "error": "expired_url"}, separators=(",", ":"))


def test_nobody_listening_is_said_at_once(alpenrock: WebClient, driver: Driver) -> None:
    alpenrock.chat_postMessage(channel=LENA, text="Choose", blocks=BUTTONS)

    with pytest.raises(Unavailable, match="no_connection"):
        driver.press("alpenrock.sales", driver.messages("dm", "alpenrock.sales")[0], "open")


def test_an_external_select_asks_the_app(app: App, connect: Connect, playground: Playground, driver: Driver) -> None:
    @app.options("customer")
    def offer(ack: Ack, payload: dict[str, Any]) -> None:
        name = f"{payload['value']} GmbH"
        ack(options=[{"text": {"type": "plain_text", "text": name}, "value": "1"}])

    connect(app)
    select = {"type": "external_select", "action_id": "customer", "min_query_length": 1}
    block = {
        "type": "input",
        "block_id": "c",
        "label": {"type": "plain_text", "text": "Customer"},
        "element": select,
    }
    client = WebClient(token=playground.bot_token("alpenrock"), base_url=playground.api_url)
    trigger = playground.workspace.issue_trigger(LENA, "TALPENROCK")
    client.views_open(trigger_id=trigger, view={**modal(), "blocks": [block]})

    offered = driver.suggest("alpenrock.sales", driver.views("alpenrock.sales")[0], "customer", "Klinik")
    assert [option["text"]["text"] for option in offered] == ["Klinik GmbH"]


def test_closing_is_told_when_it_was_asked_for(
    app: App, connect: Connect, playground: Playground, driver: Driver
) -> None:
    closed: list[bool] = []

    @app.view_closed("deal")
    def hear(ack: Ack, body: dict[str, Any]) -> None:
        ack()
        closed.append(body["is_cleared"])

    connect(app)
    client = WebClient(token=playground.bot_token("alpenrock"), base_url=playground.api_url)
    trigger = playground.workspace.issue_trigger(LENA, "TALPENROCK")
    client.views_open(trigger_id=trigger, view={**modal(), "notify_on_close": True})
    driver.close(driver.views("alpenrock.sales")[0])
    driver.wait_until_quiet()

    assert closed == [False]


def _refusal(call: Any) -> str:
    with pytest.raises(SlackApiError) as refused:
        call()
    return str(refused.value.response["error"])


def test_a_modal_can_lead_back_to_a_conversation(
    app: App, connect: Connect, alpenrock: WebClient, playground: Playground, driver: Driver
) -> None:
    @app.view("deal")
    def submitted(ack: Ack, body: dict[str, Any]) -> None:
        ack()
        (way,) = body["response_urls"]
        WebhookClient(way["response_url"]).send(text="Registered", response_type="in_channel")

    connect(app)
    select = {"type": "conversations_select", "action_id": "where", "response_url_enabled": True}
    label = {"type": "plain_text", "text": "Tell whom"}
    block = {"type": "input", "block_id": "w", "label": label, "element": select}
    trigger = playground.workspace.issue_trigger(LENA, "TALPENROCK")
    alpenrock.views_open(trigger_id=trigger, view={**modal(), "blocks": [block]})
    driver.submit(driver.views("alpenrock.sales")[0], {"where": "CALPENROCKTEAM"})
    driver.wait_until_quiet()

    assert [message.text for message in driver.messages("#alpenrock-team", "alpenrock.buyer")] == ["Registered"]


def test_buttons_inside_containers_and_cards_work_too(
    app: App, connect: Connect, alpenrock: WebClient, driver: Driver
) -> None:
    heard: list[str] = []

    @app.action("buy")
    def bought(ack: Ack, body: dict[str, Any]) -> None:
        ack()
        heard.append(body["actions"][0]["value"])

    connect(app)
    cards = [
        {
            "type": "card",
            "title": {"type": "plain_text", "text": name},
            "actions": [
                {
                    "type": "button",
                    "action_id": "buy",
                    "value": name,
                    "text": {"type": "plain_text", "text": "Buy"},
                }
            ],
        }
        for name in ("FW60", "FW120")
    ]
    blocks = [{"type": "container", "child_blocks": [{"type": "carousel", "elements": cards}]}]
    alpenrock.chat_postMessage(channel=LENA, text="Two", blocks=blocks)
    driver.press("alpenrock.sales", driver.messages("dm", "alpenrock.sales")[0], "buy", "FW120")
    driver.wait_until_quiet()

    assert heard == ["FW120"]
