"""Sources that people open: the passage in a form at once, the page as a picture as durable work."""

import re
from typing import Any

from slack_bolt import Ack, App, BoltContext

from bot.listeners.presses import Body, asking_at, place_of, speaker_team
from bot.parts import Parts
from bot.screens.sources import gone_view, source_view, waiting_view
from bot.tools.results import Asking
from bot.workflows.paging import Asked
from channel.errors import Refusal
from knowledge.in_place import passage_in_place


def register(app: App, parts: Parts) -> None:
    """Show what is asked for while the trigger lives; then acknowledge."""

    @app.action(re.compile(r"^source\.open(\..*)?$"))
    def source(ack: Ack, body: Body, action: Body, context: BoltContext) -> None:
        asking = asking_at(place_of(body, parts, context), parts, body, context)
        parts.delivery.client(str(context.team_id)).views_open(
            trigger_id=body["trigger_id"], view=_source_view(asking, action["value"])
        )
        ack()

    @app.action(re.compile(r"^source\.page(\..*)?$"))
    def page(ack: Ack, body: Body, action: Body, context: BoltContext) -> None:
        place = place_of(body, parts, context)
        asking = asking_at(place, parts, body, context)
        view = _next_view(parts, body, context, waiting_view(asking.language)) if body.get("view") else ""
        asked = Asked(place, speaker_team(body, context), str(context.user_id), action["value"], asking.language, view)
        parts.runtime.start("page", f"page:{context.user_id}:{action['action_ts']}", asked.plain())
        ack()


def _source_view(asking: Asking, passage: str) -> dict[str, Any]:
    """A passage in its document, or that it cannot be shown (any more) to whom pressed."""
    if not passage.isdecimal():
        return gone_view(asking.language)
    try:
        return source_view(passage_in_place(asking.gate, asking.person, int(passage)), asking.language)
    except Refusal:
        return gone_view(asking.language)


def _next_view(parts: Parts, body: Body, context: BoltContext, view: dict[str, Any]) -> str:
    """Open a form above the one that was pressed in; its id."""
    client = parts.delivery.client(str(context.team_id))
    return str(client.views_push(trigger_id=body["trigger_id"], view=view)["view"]["id"])
