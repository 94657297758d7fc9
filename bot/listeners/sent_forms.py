"""What follows on a form that was sent, the same for every form: where it came from, and the reply shown there."""

from __future__ import annotations

from slack_bolt import BoltContext

from bot import replies
from bot.delivery import post_of
from bot.listeners.presses import Body
from bot.parts import Parts
from bot.places import Place
from bot.tools.results import Asking, Result


def origin_of(origin: str, parts: Parts, context: BoltContext) -> tuple[Place, str | None]:
    """Where the form was opened (`conversation|ts|thread`) and the message to replace, else the direct conversation."""
    team = str(context.team_id or "")
    conversation, ts, thread = (*origin.split("|"), "", "", "")[:3]
    if not conversation:
        return Place(team, parts.delivery.direct(team, str(context.user_id)), None, shared=False), None
    return Place(team, conversation, thread or None, shared=not conversation.startswith("D")), ts or None


def show(parts: Parts, view: Body, place: Place, replaced: str | None, result: Result, asking: Asking) -> None:
    """Post what a form came to; `replaced` is the message whose place it takes."""
    post = post_of(
        replies.screen_for(result.value, asking.language),
        key=f"view:{view['id']}",
        team=place.team,
        conversation=place.conversation,
        thread=place.thread,
        replaces=replaced,
    )
    parts.delivery.deliver(post, look_first=False)
