"""Messages in: recognised and written down by a middleware, before Bolt acknowledges them to Slack.

Bolt acknowledges an event before its listener runs, so work started in a listener is lost with the process.
"""

from collections.abc import Callable
from typing import Any

from slack_bolt import App, BoltContext

from bot.parts import Parts
from bot.places import Place
from bot.workflows.answering import Heard

SPOKEN = {None, "file_share", "thread_broadcast"}
Body = dict[str, Any]


def heard_in(body: Body, context: BoltContext) -> Heard | None:
    """What a person said to us, if that is what the event is.

    Ours are messages of people in the app's own conversations, and mentions anywhere. Bots, our own messages,
    edits and deletions start nothing.
    """
    event = body.get("event") or {}
    kind = event.get("type")
    if kind not in {"message", "app_mention"} or event.get("subtype") not in SPOKEN:
        return None
    if event.get("bot_id") or event.get("bot_profile") or event.get("app_id") or not event.get("user"):
        return None
    direct = event.get("channel_type") == "im"
    if kind == "message" and not direct:
        return None
    team = str(context.team_id or body.get("team_id") or "")
    return Heard(
        place=Place(
            team=team,
            conversation=event["channel"],
            thread=event.get("thread_ts") or (None if direct else event["ts"]),
            shared=not direct,
        ),
        speaker_team=event.get("user_team") or event.get("team") or team,
        user=event["user"],
        text="\n\n".join(filter(None, (event.get("text"), *_forwarded(event)))),
        bot_user=str(context.bot_user_id or ""),
        files=tuple(str(file["id"]) for file in event.get("files") or () if file.get("id")),
    )


def _forwarded(event: Body) -> list[str]:
    """The words of messages that were forwarded with this one."""
    shared = (part for part in event.get("attachments") or () if part.get("is_share") or part.get("is_msg_unfurl"))
    return [str(part.get("text") or part.get("fallback") or "") for part in shared]


def register(app: App, parts: Parts) -> None:
    """Write messages down, and listen to nothing else of them."""

    @app.middleware
    def write_down(body: Body, context: BoltContext, next: Callable[[], Any]) -> None:  # noqa: A002 - Bolt's name
        heard = heard_in(body, context)
        if heard is not None:
            key = f"msg:{heard.place.team}:{heard.place.conversation}:{body['event']['ts']}"
            parts.runtime.start("answer", key, heard.plain())
            parts.runtime.point("message written down")
        next()

    @app.event("message")
    def message() -> None:
        """Written down already, or none of our business."""

    @app.event("app_mention")
    def mention() -> None:
        """Written down already."""

    @app.event("member_joined_channel")
    def joined(event: Body, context: BoltContext) -> None:
        parts.identity.forget(str(context.team_id), event["channel"])

    @app.event("member_left_channel")
    def left(event: Body, context: BoltContext) -> None:
        parts.identity.forget(str(context.team_id), event["channel"])
