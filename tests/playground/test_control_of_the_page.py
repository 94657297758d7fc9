from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from conftest import Connect
from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.playground.driver import Driver
from bot.playground.server import Playground

LENA = "UALPENROCKSALES"
PETRA = "UALPENROCKBUYER"
SHARED = "CBRIGHTPATHALPENROCK"
DM = "DALPENROCKSALES"


@pytest.fixture
def page(playground: Playground) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=f"{playground.url}/play/api", trust_env=False) as client:
        yield client


def did(page: httpx.Client, path: str, person: str = LENA, **body: Any) -> dict[str, Any]:
    answer: dict[str, Any] = page.post(path, json={"as": person, **body}).json()
    return answer


def seen(page: httpx.Client, path: str, person: str = LENA) -> dict[str, Any]:
    answer: dict[str, Any] = page.get(path, params={"as": person}).json()
    return answer


def test_one_can_be_anybody_and_is_told_what_to_ask(page: httpx.Client) -> None:
    organisations = seen(page, "people")["organisations"]
    people = [person for organisation in organisations for person in organisation["people"]]

    assert {organisation["kind"] for organisation in organisations} >= {"vendor", "distributor", "reseller"}
    assert all(person["ask"] for person in people)
    assert "guest.unknown" in {person["key"] for person in people}


def test_a_person_sees_their_own_conversations_only(page: httpx.Client) -> None:
    places = {place["name"]: place for place in seen(page, "state")["conversations"]}

    assert set(places) == {"brightpath-alpenrock", "brightpath-all-resellers", "alpenrock-team", "Tierdesk"}
    assert places["brightpath-alpenrock"]["is_ext_shared"]
    assert not places["brightpath-alpenrock"]["can_command"]
    assert places["Tierdesk"]["can_command"]
    refused = page.get("conversations/CKESTRELPIXELFORGE/messages", params={"as": LENA})
    assert (refused.status_code, refused.json()["error"]) == (404, "You are not in that conversation.")


def test_what_is_said_counts_as_unread_until_it_is_read(page: httpx.Client, brightpath: WebClient) -> None:
    brightpath.chat_postMessage(channel=SHARED, text=f"Look, <@{LENA}>")
    place = next(p for p in seen(page, "state")["conversations"] if p["id"] == SHARED)
    assert (place["unread"], place["mentions"]) == (1, 1)

    assert did(page, "read", channel=SHARED)["unread"] == 0


def test_a_thread_a_file_and_a_private_note(page: httpx.Client, brightpath: WebClient) -> None:
    upload = page.post("files", data={"as": LENA}, files={"file": ("offer.txt", b"offer", "text/plain")})
    said = did(page, f"conversations/{SHARED}/messages", text="Here", files=[upload.json()["files"][0]["id"]])
    ts = said["message"]["ts"]
    brightpath.chat_postMessage(channel=SHARED, thread_ts=ts, text="Thanks")
    brightpath.chat_postEphemeral(channel=SHARED, thread_ts=ts, user=LENA, text="Between us")

    thread = seen(page, f"conversations/{SHARED}/threads/{ts}")["messages"]
    others = seen(page, f"conversations/{SHARED}/threads/{ts}", PETRA)["messages"]
    (parent,) = seen(page, f"conversations/{SHARED}/messages")["messages"]
    assert [message["text"] for message in thread] == ["Here", "Thanks", "Between us"]
    assert [message["_play"]["is_ephemeral"] for message in thread] == [False, False, True]
    assert [message["text"] for message in others] == ["Here", "Thanks"]
    assert parent["reply_count"] == 1
    file = page.get(f"{parent['files'][0]['_play']['url'].removeprefix('/play/api/')}", params={"as": PETRA})
    assert (file.content, file.headers["content-type"]) == (b"offer", "text/plain; charset=utf-8")
    assert page.get(f"files/{parent['files'][0]['id']}", params={"as": "UPIXELFORGEOWNER"}).status_code == 404


def test_a_button_and_a_modal(
    page: httpx.Client, app: App, connect: Connect, alpenrock: WebClient, driver: Driver
) -> None:
    @app.action("open")
    def opened(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        ack()
        client.views_open(
            trigger_id=body["trigger_id"],
            view={
                "type": "modal",
                "callback_id": "deal",
                "title": {"type": "plain_text", "text": "Deal"},
                "submit": {"type": "plain_text", "text": "Send"},
                "blocks": [
                    {
                        "type": "input",
                        "block_id": "customer",
                        "label": {"type": "plain_text", "text": "Customer"},
                        "element": {"type": "plain_text_input", "action_id": "typed"},
                    }
                ],
            },
        )

    @app.view("deal")
    def submitted(ack: Ack) -> None:
        ack(response_action="errors", errors={"customer": "Unknown"})

    connect(app)
    button = {"type": "button", "action_id": "open", "text": {"type": "plain_text", "text": "Open"}}
    blocks = [{"type": "actions", "block_id": "b", "elements": [button]}]
    ts = alpenrock.chat_postMessage(channel=DM, text="Open", blocks=blocks)["ts"]
    container = {"type": "message", "channel": DM, "ts": ts}
    assert did(page, "actions", container=container, action={"block_id": "b", "action_id": "open"})["ok"]
    driver.wait_until_quiet()
    (view,) = seen(page, "state")["views"]

    values = {"customer": {"typed": {"type": "plain_text_input", "value": "Ried"}}}
    answer = did(page, f"views/{view['id']}/submit", state={"values": values})
    assert (answer["response_action"], answer["errors"]) == ("errors", {"customer": "Unknown"})
    assert did(page, f"views/{view['id']}/close")["views"] == []
    gone = did(page, "actions", container=container, action={"block_id": "b", "action_id": "other"})
    assert (gone["code"], gone["next_step"]) == ("not_found", "Look at the newest version of the message.")


def test_the_clock_moves_by_business_days(page: httpx.Client) -> None:
    assert did(page, "clock", advance={"business_days": 4})["local"].startswith("2026-11-30T09:00")
    assert did(page, "clock", set="2026-12-24T18:00:00+01:00")["now"].startswith("2026-12-24T17:00")
    assert did(page, "clock", set="tomorrow")["error"] == "tomorrow is no time."


def test_the_page_hears_what_its_person_may_see(page: httpx.Client, brightpath: WebClient, driver: Driver) -> None:
    with page.stream("GET", "stream", params={"as": LENA}) as stream:
        frames = _frames(stream)
        assert next(frames)[0] == "hello"
        brightpath.chat_postEphemeral(channel=SHARED, user=PETRA, text="not for Lena")
        driver.say("pixelforge.sales", "#kestrel-pixelforge", "not for Lena either")
        table = {"type": "section", "text": {"type": "mrkdwn", "text": "*Price* 12"}}
        brightpath.chat_postMessage(channel=SHARED, text="A price", blocks=[table])
        name, first = next(frames)
        told = dict([next(frames), next(frames)])

    assert (name, first["message"]["text"]) == ("message", "A price")
    assert (told["notification"]["desktop"], told["notification"]["mobile"]) == ("*Price* 12", "A price")
    assert told["unread"]["unread"] == 1


def test_traffic_can_be_looked_into(page: httpx.Client, brightpath: WebClient) -> None:
    brightpath.chat_postMessage(channel=SHARED, text="x")

    calls = [entry for entry in seen(page, "inspector")["entries"] if entry["kind"] == "api"]
    assert [(call["name"], call["ok"], call["team"], call["tier"]) for call in calls] == [
        ("chat.postMessage", True, "TBRIGHTPATH", 0)
    ]
    assert calls[0]["request"]["text"] == "x"
    assert calls[0]["response"]["message"]["text"] == "x"


def _frames(stream: httpx.Response) -> Iterator[tuple[str, dict[str, Any]]]:
    name = ""
    for line in stream.iter_lines():
        if line.startswith("event: "):
            name = line.removeprefix("event: ")
        elif line.startswith("data: "):
            yield name, json.loads(line.removeprefix("data: "))
