from __future__ import annotations

import pytest
from conftest import Connect
from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.playground import people
from bot.playground.driver import Driver
from bot.playground.manifest import Manifest, Shortcut
from bot.playground.server import Playground
from channel.clock import MovableClock
from channel.errors import NotAllowed, NotFound, NotPossible

SHARED = "CBRIGHTPATHALPENROCK"
LENA = "UALPENROCKSALES"


def test_ids_follow_from_the_keys(world: people.World) -> None:
    lena = world.person("alpenrock.sales")

    assert (lena.id, lena.team, people.dm_id(lena.id)) == (LENA, "TALPENROCK", "DALPENROCKSALES")
    assert people.conversation_id("#brightpath-all-resellers") == "CBRIGHTPATHALLRESELLERS"


def test_guests_are_in_the_workspace_of_their_host(world: people.World, brightpath: WebClient) -> None:
    fiona = world.person("calder.owner")
    shown = brightpath.users_info(user=fiona.id)["user"]

    assert (shown["team_id"], shown["is_restricted"]) == ("TBRIGHTPATH", True)


def test_the_unlinked_stranger_is_a_guest_whom_one_can_write_to(
    world: people.World, brightpath: WebClient, driver: Driver
) -> None:
    stranger = world.person("guest.unknown")
    brightpath.chat_postMessage(channel=stranger.id, text="hello")

    assert stranger.organisation == "guest"
    assert [message.text for message in driver.messages("dm", "guest.unknown")] == ["hello"]


def test_the_organisations_of_a_shared_channel_can_be_read(brightpath: WebClient) -> None:
    channel = brightpath.conversations_info(channel="CBRIGHTPATHALLRESELLERS", include_num_members=True)["channel"]
    members = brightpath.conversations_members(channel=channel["id"], limit=200)["members"]
    teams = {brightpath.users_info(user=member)["user"]["team_id"] for member in members}

    assert (channel["is_ext_shared"], channel["conversation_host_id"]) == (True, "TBRIGHTPATH")
    assert set(channel["connected_team_ids"]) == {"TALPENROCK", "TMERIDIAN", "TDONAU", "TRHEINBLICK"}
    assert teams == {*channel["connected_team_ids"], "TBRIGHTPATH"}
    assert channel["num_members"] == len(members)


def test_external_people_show_their_team_and_no_roles(brightpath: WebClient) -> None:
    lena = brightpath.users_info(user=LENA)["user"]

    assert (lena["team_id"], lena["profile"]["team"], lena["is_stranger"]) == (
        "TALPENROCK",
        "TALPENROCK",
        False,
    )
    assert "is_restricted" not in lena
    assert brightpath.users_lookupByEmail(email="lena.brandl@alpenrock.example")["user"]["id"] == LENA


def test_people_without_a_shared_channel_are_not_found(brightpath: WebClient) -> None:
    answer = brightpath.api_call("users.info", params={"user": "UBRIGHTPATHPM"})
    assert answer["ok"]

    with pytest.raises(Exception, match="user_not_found"):
        brightpath.users_info(user="UPIXELFORGEOWNER")


def test_a_message_in_a_shared_channel_names_the_senders_side_and_one_installation(
    playground: Playground, driver: Driver
) -> None:
    driver.say("alpenrock.sales", "#brightpath-alpenrock", "@Tierdesk hello")

    sent = [entry.request for entry in playground.journal.since(0, "event")]
    assert [envelope["event"]["type"] for envelope in sent] == ["message", "app_mention"]
    for envelope in sent:
        assert envelope["team_id"] == "TBRIGHTPATH"
        assert envelope["is_ext_shared_channel"] is True
        assert [right["team_id"] for right in envelope["authorizations"]] == ["TBRIGHTPATH"]
        assert envelope["event"]["user_team"] == "TALPENROCK"
        assert envelope["event"]["text"] == "<@UBOTBRIGHTPATH> hello"
    assert sent[0]["event_id"] != sent[1]["event_id"]


def test_the_hosts_own_people_carry_no_foreign_side(playground: Playground, driver: Driver) -> None:
    driver.say("brightpath.pm", "#brightpath-alpenrock", "hello")

    event = playground.journal.since(0, "event")[0].request["event"]
    assert "user_team" not in event
    assert event["team"] == "TBRIGHTPATH"


SHORTCUTS = Manifest(shortcuts=(Shortcut(type="message", callback_id="save", name="Save"),))


def test_external_people_run_no_commands_in_a_shared_channel(driver: Driver) -> None:
    with pytest.raises(NotAllowed, match="only for people of the workspace"):
        driver.command("alpenrock.sales", "#brightpath-alpenrock", "/tierdesk help")


def test_commands_do_not_work_in_threads(driver: Driver) -> None:
    said = driver.say("brightpath.pm", "#brightpath-alpenrock", "hello")

    with pytest.raises(NotPossible, match="not supported in threads"):
        driver.command("brightpath.pm", f"#brightpath-alpenrock/{said.ts}", "/tierdesk help")


def test_an_unknown_command_is_named(driver: Driver) -> None:
    with pytest.raises(NotFound, match="/other is not a valid command"):
        driver.command("brightpath.pm", "dm", "/other")


def test_a_guest_of_the_host_may_run_a_command(app: App, connect: Connect, driver: Driver) -> None:
    @app.command("/tierdesk")
    def answer(ack: Ack, command: dict[str, str]) -> None:
        ack(text=f"you are {command['user_id']} in {command['team_id']}")

    connect(app)
    driver.command("calder.sales", "#brightpath-calder", "/tierdesk who")
    driver.wait_until_quiet()

    assert [m.text for m in driver.messages("#brightpath-calder", "calder.sales")] == [
        "you are UCALDERSALES in TBRIGHTPATH"
    ]
    assert driver.messages("#brightpath-calder", "calder.owner") == []


def test_message_shortcuts_are_not_for_external_people_either(world: people.World, clock: MovableClock) -> None:
    running = Playground(world, clock, manifest=SHORTCUTS)
    running.start()
    try:
        driver = Driver(running)
        said = driver.say("alpenrock.sales", "#brightpath-alpenrock", "hello")
        with pytest.raises(NotAllowed, match="Shortcuts of Tierdesk"):
            driver.shortcut("alpenrock.sales", "save", said)
    finally:
        running.stop()


def test_who_comes_and_goes_is_told(playground: Playground, driver: Driver) -> None:
    driver.join("guest.unknown", "#brightpath-alpenrock")
    driver.leave("guest.unknown", "#brightpath-alpenrock")

    events = [entry.request["event"] for entry in playground.journal.since(0, "event")]
    assert [(event["type"], event["user"], event["team"]) for event in events] == [
        ("member_joined_channel", "UGUESTUNKNOWN", "TBRIGHTPATH"),
        ("member_left_channel", "UGUESTUNKNOWN", "TBRIGHTPATH"),
    ]


def test_a_partner_who_mentions_their_own_installation_reaches_the_hosts(
    playground: Playground, driver: Driver
) -> None:
    driver.say("alpenrock.sales", "#brightpath-alpenrock", "<@UBOTALPENROCK> hello")

    events = [entry.request["event"] for entry in playground.journal.since(0, "event")]
    assert [(event["type"], event["text"]) for event in events] == [
        ("message", "<@UBOTBRIGHTPATH> hello"),
        ("app_mention", "<@UBOTBRIGHTPATH> hello"),
    ]
