from __future__ import annotations

from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.models.messages.chunk import MarkdownTextChunk, PlanUpdateChunk, TaskUpdateChunk

from bot.playground.driver import Driver
from bot.playground.server import Playground

DM = "DALPENROCKSALES"


@pytest.fixture
def asked(driver: Driver) -> str:
    return driver.say("alpenrock.sales", "dm", "tell me").ts


def test_text_grows_and_is_then_a_message(alpenrock: WebClient, driver: Driver, asked: str) -> None:
    ts = alpenrock.chat_startStream(channel=DM, thread_ts=asked, markdown_text="**One** ")["ts"]
    alpenrock.chat_appendStream(channel=DM, ts=ts, markdown_text="two")
    growing = driver.messages(f"dm/{asked}", "alpenrock.sales")[-1]
    feedback = {
        "type": "context_actions",
        "elements": [
            {
                "type": "feedback_buttons",
                "action_id": "vote",
                "positive_button": {"text": {"type": "plain_text", "text": "Good"}, "value": "up"},
                "negative_button": {"text": {"type": "plain_text", "text": "Bad"}, "value": "down"},
            }
        ],
    }
    alpenrock.chat_stopStream(channel=DM, ts=ts, blocks=[feedback])
    finished = driver.messages(f"dm/{asked}", "alpenrock.sales")[-1]

    assert (growing.text, growing.body["_play"]["streaming"]) == ("**One** two", True)
    assert (finished.text, finished.body["_play"]["streaming"]) == ("**One** two\nGood Bad", False)
    assert finished.thread_ts == asked


def test_steps_are_shown_as_a_plan(alpenrock: WebClient, driver: Driver, asked: str) -> None:
    ts = alpenrock.chat_startStream(
        channel=DM, thread_ts=asked, task_display_mode="plan", chunks=[PlanUpdateChunk(title="Quote")]
    )["ts"]
    alpenrock.chat_appendStream(
        channel=DM, ts=ts, chunks=[TaskUpdateChunk(id="1", title="Read the list", status="in_progress")]
    )
    alpenrock.chat_appendStream(
        channel=DM,
        ts=ts,
        chunks=[
            TaskUpdateChunk(id="1", title="Read the list", status="complete", output="one row"),
            MarkdownTextChunk(text="Done."),
        ],
    )

    play = driver.messages(f"dm/{asked}", "alpenrock.sales")[-1].body["_play"]
    assert (play["plan_title"], play["task_display_mode"]) == ("Quote", "plan")
    assert [(task["status"], task["output"]) for task in play["tasks"]] == [("complete", "one row")]


def test_a_stream_ends_by_itself_after_some_minutes(playground: Playground, alpenrock: WebClient, asked: str) -> None:
    ts = alpenrock.chat_startStream(channel=DM, thread_ts=asked, markdown_text="One")["ts"]
    playground.clockwork.advance(minutes=6)

    refusal = _refusal(alpenrock.chat_appendStream, channel=DM, ts=ts, markdown_text="two")
    assert refusal == "message_not_in_streaming_state"


def test_the_person_can_stop_it(playground: Playground, alpenrock: WebClient, asked: str) -> None:
    ts = alpenrock.chat_startStream(channel=DM, thread_ts=asked, markdown_text="One")["ts"]
    playground.acts.stop_stream("UALPENROCKSALES", DM, ts)

    events = [entry.request["event"] for entry in playground.journal.since(0, "event")]
    stopped = next(event for event in events if event["type"] == "agent_session_stopped")
    assert (stopped["thread_ts"], stopped["streaming_message_ts"]) == (asked, [ts])
    assert _refusal(alpenrock.chat_appendStream, channel=DM, ts=ts, markdown_text="two") == "stopped_by_user"


def test_in_a_channel_the_recipient_is_named(brightpath: WebClient, driver: Driver) -> None:
    said = driver.say("alpenrock.sales", "#brightpath-alpenrock", "@Tierdesk hello")

    assert _refusal(brightpath.chat_startStream, channel=said.channel, thread_ts=said.ts) == (
        "missing_recipient_user_id"
    )
    assert brightpath.chat_startStream(
        channel=said.channel,
        thread_ts=said.ts,
        recipient_user_id="UALPENROCKSALES",
        recipient_team_id="TALPENROCK",
    )["ok"]


def test_the_status_stands_until_the_answer_or_two_minutes(
    playground: Playground, alpenrock: WebClient, asked: str
) -> None:
    statuses = playground.workspace.statuses
    alpenrock.assistant_threads_setStatus(channel_id=DM, thread_ts=asked, status="is looking it up...")
    assert statuses[DM, asked].status == "is looking it up..."
    alpenrock.chat_postMessage(channel=DM, thread_ts=asked, text="Here it is")
    assert statuses == {}

    alpenrock.assistant_threads_setStatus(channel_id=DM, thread_ts=asked, status="is thinking...")
    playground.clockwork.advance(minutes=3)
    assert statuses == {}


def test_prompts_are_at_most_four(playground: Playground, alpenrock: WebClient) -> None:
    prompt = {"title": "Help", "message": "What can you do?"}
    alpenrock.assistant_threads_setSuggestedPrompts(channel_id=DM, prompts=[prompt] * 4)

    assert playground.workspace.prompts[DM]["prompts"] == [prompt] * 4
    refusal = _refusal(alpenrock.assistant_threads_setSuggestedPrompts, channel_id=DM, prompts=[prompt] * 5)
    assert refusal == "invalid_arguments"


def _refusal(call: Any, **arguments: Any) -> str:
    with pytest.raises(SlackApiError) as refused:
        call(**arguments)
    return str(refused.value.response["error"])
