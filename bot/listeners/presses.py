"""Where a press, a form or a command comes from, the same for all of them."""

from typing import Any

from slack_bolt import BoltContext

from bot import conversations
from bot.parts import Parts
from bot.places import Place
from bot.tools.results import Asking
from bot.workflows.answering import Heard

Body = dict[str, Any]


def speaker_team(body: Body, context: BoltContext) -> str:
    """The own team of the person who pressed."""
    user = body.get("user") or {}
    return str(user.get("team_id") or context.team_id or "")


def place_of(body: Body, parts: Parts, context: BoltContext) -> Place:
    """Where the pressed message stands; from Home or a form, the app's own conversation with the person."""
    team = str(context.team_id or "")
    channel = (body.get("channel") or {}).get("id") or (body.get("container") or {}).get("channel_id")
    if not channel:
        return Place(team, parts.delivery.direct(team, str(context.user_id)), None, shared=False)
    message = body.get("message") or {}
    shared = not channel.startswith("D")
    thread = message.get("thread_ts") or (message.get("ts") if shared else None)
    if not shared and thread == message.get("ts"):  # a message with replies beneath it still stands at the top
        thread = None
    return Place(team, channel, thread, shared=shared)


def spoken(text: str, body: Body, parts: Parts, context: BoltContext, wish: Body | None = None) -> Heard:
    """Words that a button or a form speaks for the person."""
    return Heard(
        place=place_of(body, parts, context),
        speaker_team=speaker_team(body, context),
        user=str(context.user_id),
        text=text,
        pressed=True,
        wish=wish,
    )


def asking_at(place: Place, parts: Parts, body: Body, context: BoltContext) -> Asking:
    """The person who pressed, asking for themselves at a place, in the language last written there."""
    speaker = parts.identity.speaker(speaker_team(body, context), str(context.user_id))
    return Asking(
        viewer=speaker.viewer,
        person=speaker.viewer,
        text="",
        language=conversations.language_of(parts.gate, speaker.viewer, place.key, speaker.language),
        now=parts.clock.now(),
        thread=place.key,
        gate=parts.gate,
        library=parts.library,
        reading=parts.reading,
    )
