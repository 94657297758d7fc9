from __future__ import annotations

import urllib.request
from datetime import timedelta

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.playground.driver import Driver
from bot.playground.server import Playground
from bot.playground.web_api.endpoint import Fault
from channel.clock import MovableClock
from channel.errors import Unavailable

SHARED = "CBRIGHTPATHALPENROCK"
LENA = "UALPENROCKSALES"


def test_a_token_says_who_it_is_and_which_scopes_it_has(brightpath: WebClient) -> None:
    answer = brightpath.auth_test()

    assert (answer["team_id"], answer["user_id"], answer["bot_id"]) == (
        "TBRIGHTPATH",
        "UBOTBRIGHTPATH",
        "BBRIGHTPATH",
    )
    assert "chat:write" in answer.headers["x-oauth-scopes"]


@pytest.mark.parametrize(
    ("token", "error"),
    [("", "not_authed"), ("xoxb-play-NOBODY", "invalid_auth"), ("xapp-play", "not_allowed_token_type")],
)
def test_other_tokens_are_refused(playground: Playground, token: str, error: str) -> None:
    with pytest.raises(SlackApiError) as refused:
        WebClient(token=token, base_url=playground.api_url).auth_test()

    assert refused.value.response["error"] == error


def test_conversations_come_in_pages(brightpath: WebClient) -> None:
    pages = [[place["name"] for place in page["channels"]] for page in brightpath.conversations_list(limit=4)]
    names = {name for page in pages for name in page}

    assert [len(page) for page in pages] == [4, 4, 1]
    assert {"brightpath-alpenrock", "brightpath-all-resellers"} <= names
    assert not any(name.startswith("kestrel") for name in names)


def test_a_message_is_posted_changed_found_and_deleted(brightpath: WebClient, driver: Driver) -> None:
    posted = brightpath.chat_postMessage(channel=SHARED, text="old words")
    brightpath.chat_update(channel=SHARED, ts=posted["ts"], text="new words")

    assert [message.text for message in driver.messages("#brightpath-alpenrock", "alpenrock.sales")] == ["new words"]
    link = brightpath.chat_getPermalink(channel=SHARED, message_ts=posted["ts"])["permalink"]
    assert link.endswith(f"/archives/{SHARED}/p{posted['ts'].replace('.', '')}")

    brightpath.chat_delete(channel=SHARED, ts=posted["ts"])
    assert driver.messages("#brightpath-alpenrock", "alpenrock.sales") == []


def test_times_rise_and_are_never_given_twice(brightpath: WebClient) -> None:
    stamps = [brightpath.chat_postMessage(channel=SHARED, text="x")["ts"] for _ in range(5)]

    assert stamps == sorted(set(stamps))


@pytest.mark.parametrize(
    ("channel", "error"),
    [("CNOWHERE", "channel_not_found"), ("CKESTRELPIXELFORGE", "channel_not_found")],
)
def test_one_writes_only_where_the_app_is(brightpath: WebClient, channel: str, error: str) -> None:
    with pytest.raises(SlackApiError) as refused:
        brightpath.chat_postMessage(channel=channel, text="x")

    assert refused.value.response["error"] == error


def test_the_partners_installation_is_no_member_of_the_shared_channel(alpenrock: WebClient) -> None:
    with pytest.raises(SlackApiError) as refused:
        alpenrock.chat_postMessage(channel=SHARED, text="x")

    assert refused.value.response["error"] == "not_in_channel"


def test_an_ephemeral_message_is_seen_by_one_person_and_is_not_in_the_history(
    brightpath: WebClient, driver: Driver
) -> None:
    brightpath.chat_postEphemeral(channel=SHARED, user=LENA, text="only for you")

    assert [m.text for m in driver.messages("#brightpath-alpenrock", "alpenrock.sales")] == ["only for you"]
    assert driver.messages("#brightpath-alpenrock", "alpenrock.buyer") == []


def test_history_needs_its_scope(brightpath: WebClient) -> None:
    with pytest.raises(SlackApiError) as refused:
        brightpath.conversations_history(channel=SHARED)

    assert (refused.value.response["error"], refused.value.response["needed"]) == (
        "missing_scope",
        "channels:history",
    )


def test_the_thread_of_a_direct_message_can_be_read(alpenrock: WebClient, driver: Driver) -> None:
    said = driver.say("alpenrock.sales", "dm", "one")
    alpenrock.chat_postMessage(channel=said.channel, thread_ts=said.ts, text="two")

    replies = alpenrock.conversations_replies(channel=said.channel, ts=said.ts)["messages"]
    assert [message["text"] for message in replies] == ["one", "two"]
    assert (replies[0]["reply_count"], replies[0]["latest_reply"]) == (1, replies[1]["ts"])


def test_a_file_goes_up_and_comes_down_with_the_token_only(brightpath: WebClient, driver: Driver) -> None:
    file = brightpath.files_upload_v2(
        channel=SHARED, filename="prices.csv", content="mpn,eur\n", initial_comment="Here"
    )["file"]
    message = driver.messages("#brightpath-alpenrock", "alpenrock.sales")[0]

    assert driver.file(message, "prices.csv") == b"mpn,eur\n"
    private = brightpath.files_info(file=file["id"])["file"]["url_private"]
    assert _fetched(private, str(brightpath.token)) == ("text/csv; charset=utf-8", b"mpn,eur\n")
    assert _fetched(private, "wrong")[0].startswith("text/html")


@pytest.mark.parametrize("name", ["my price list.csv", "Übersicht & Fragen? #2 100%.csv", "a/b.csv"])
def test_a_file_comes_down_whatever_it_is_called(brightpath: WebClient, name: str) -> None:
    file = brightpath.files_upload_v2(channel=SHARED, filename=name, content="mpn,eur\n")["file"]

    known = brightpath.files_info(file=file["id"])["file"]
    assert known["name"] == name
    for address in (known["url_private"], known["url_private_download"]):
        assert _fetched(address, str(brightpath.token))[1] == b"mpn,eur\n"


def test_a_file_in_a_shared_channel_has_to_be_asked_for(playground: Playground, driver: Driver) -> None:
    driver.say("alpenrock.sales", "#brightpath-alpenrock", "look", files=[("a.txt", b"words")])

    sent = playground.journal.since(0, "event")[0].request["event"]
    assert [(file["file_access"], "url_private" in file) for file in sent["files"]] == [("check_file_info", False)]


def test_too_many_calls_are_told_to_wait(playground: Playground, brightpath: WebClient) -> None:
    playground.web_api.faults.append(Fault("chat.postMessage", "ratelimited", retry_after=7, times=1))

    with pytest.raises(SlackApiError) as refused:
        brightpath.chat_postMessage(channel=SHARED, text="x")
    assert (refused.value.response.status_code, refused.value.response.headers["retry-after"]) == (429, "7")
    assert brightpath.chat_postMessage(channel=SHARED, text="x")["ok"]


def test_a_scheduled_message_comes_when_its_time_has_come(
    playground: Playground, brightpath: WebClient, driver: Driver, clock: MovableClock
) -> None:
    due = int((clock.now() + timedelta(hours=2)).timestamp())
    brightpath.chat_scheduleMessage(channel=SHARED, post_at=due, text="later")
    assert driver.messages("#brightpath-alpenrock", "alpenrock.sales") == []

    playground.clockwork.advance(hours=3)

    assert [m.text for m in driver.messages("#brightpath-alpenrock", "alpenrock.sales")] == ["later"]


def test_reactions_are_added_once(brightpath: WebClient, driver: Driver) -> None:
    said = driver.say("alpenrock.sales", "#brightpath-alpenrock", "hello")
    brightpath.reactions_add(channel=said.channel, timestamp=said.ts, name="eyes")

    with pytest.raises(SlackApiError) as refused:
        brightpath.reactions_add(channel=said.channel, timestamp=said.ts, name="eyes")
    assert refused.value.response["error"] == "already_reacted"
    found = brightpath.reactions_get(channel=said.channel, timestamp=said.ts)["message"]["reactions"]
    assert found == [{"name": "eyes", "users": ["UBOTBRIGHTPATH"], "count": 1}]


def test_a_port_in_use_is_refused_in_a_sentence(playground: Playground) -> None:
    port = int(playground.url.rpartition(":")[2])
    second = Playground(playground.workspace.world, playground.workspace.clock, port=port)

    with pytest.raises(Unavailable, match=f"Port {port} is in use"):
        second.start()


def test_everything_is_forgotten_and_the_clock_is_back_after_a_reset(
    playground: Playground, brightpath: WebClient, driver: Driver, clock: MovableClock
) -> None:
    first = brightpath.chat_postMessage(channel=SHARED, text="x")["ts"]
    playground.clockwork.advance(days=3)

    playground.reset()

    assert driver.messages("#brightpath-alpenrock", "alpenrock.sales") == []
    assert clock.now() == playground.workspace.world.starts_at
    assert brightpath.chat_postMessage(channel=SHARED, text="x")["ts"] != first


def _fetched(url: str, token: str) -> tuple[str, bytes]:
    request = urllib.request.Request(url, headers={"Authorization": f"Bearer {token}"})  # noqa: S310 - an address of the local Slack
    with urllib.request.urlopen(request) as answer:  # noqa: S310 - the local Slack
        return answer.headers["content-type"], answer.read()


def test_tiers_can_be_enforced(playground: Playground, brightpath: WebClient) -> None:
    playground.enforce_rates()
    for _ in range(20):
        brightpath.users_list()

    with pytest.raises(SlackApiError) as refused:
        brightpath.users_list()
    assert refused.value.response.status_code == 429
    assert 50 < int(refused.value.response.headers["retry-after"]) <= 60
    assert brightpath.auth_test()["ok"]
