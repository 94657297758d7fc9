"""Buttons: each speaks for the person, or confirms, discards or opens something; unknown ones are named as such."""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from slack_bolt import Ack, App, BoltContext

from bot.listeners.announcements import edit_view as announcement_view
from bot.listeners.presses import Body, asking_at, place_of, speaker_team, spoken
from bot.listeners.publishing import edit_view
from bot.parts import Parts
from bot.screens import problems
from bot.screens.form_parts import View, notice_view
from bot.screens.forms import decision_form, registration_form
from bot.tools import deal_drafting
from bot.tools.announcing import ANNOUNCE
from bot.tools.publishing import PUBLISH
from bot.tools.results import Asking
from channel import drafts
from channel.access.rights import Right
from channel.errors import Refusal

EDITORS: Final[Mapping[str, Callable[[Asking, str, str], View]]] = {PUBLISH: edit_view, ANNOUNCE: announcement_view}
"""The form in which a draft of a capability is edited; a deal's where none is named."""


def register(app: App, parts: Parts) -> None:
    """Write the press down, or open a form while its trigger lives; then acknowledge."""

    @app.action(re.compile(r"^(ask|choice)(\..*)?$"))
    def ask(ack: Ack, body: Body, action: Body, context: BoltContext) -> None:
        heard = spoken(action["value"], body, parts, context)
        parts.runtime.start("answer", f"press:{context.user_id}:{action['action_ts']}", heard.plain())
        ack()

    @app.action("draft.confirm")
    def confirm(ack: Ack, body: Body, action: Body, context: BoltContext) -> None:
        request = parts.confirming.request(
            action["value"],
            place_of(body, parts, context),
            speaker_team(body, context),
            str(context.user_id),
            (body.get("message") or {}).get("ts"),
            action["action_ts"],
        )
        parts.confirming.start(**request)
        ack()

    @app.action("draft.discard")
    def discard(ack: Ack, body: Body, action: Body, context: BoltContext) -> None:
        speaker = parts.identity.speaker(speaker_team(body, context), str(context.user_id))
        language = asking_of(parts, body, context).language
        try:
            with parts.gate.acting(speaker.viewer, Right.ASK) as acting:
                drafts.discard(acting, action["value"])
            screen = problems.words(problems.DISCARDED[language])
        except Refusal as refusal:
            screen = problems.refusal_screen(refusal, language)
        ack()
        replace_message(parts, body, context, screen.text, list(screen.blocks))

    @app.action("draft.edit")
    def edit(ack: Ack, body: Body, action: Body, context: BoltContext) -> None:
        show(parts, body, context, _edit_view(asking_of(parts, body, context), action["value"], origin(body)))
        ack()

    @app.action("deal.approve")
    def approve(ack: Ack, body: Body, action: Body, context: BoltContext) -> None:
        wish = {"capability": "deal.decide", "slots": {"deals": [action["value"]], "decision": "approve"}}
        heard = spoken(f"approve {action['value']}", body, parts, context, wish)
        parts.runtime.start("answer", f"press:{context.user_id}:{action['action_ts']}", heard.plain())
        ack()

    @app.action(re.compile(r"^deal\.(reject|return)$"))
    def decide(ack: Ack, body: Body, action: Body, context: BoltContext) -> None:
        asking = asking_of(parts, body, context)
        decision = action["action_id"].removeprefix("deal.")
        show(parts, body, context, decision_form(action["value"], decision, asking.language))
        ack()

    @app.action(re.compile(".*"))
    def unknown(ack: Ack, body: Body, context: BoltContext) -> None:
        ack()
        speaker = parts.identity.speaker(speaker_team(body, context), str(context.user_id))
        place = place_of(body, parts, context)
        parts.delivery.client(place.team).chat_postEphemeral(
            channel=place.conversation,
            user=str(context.user_id),
            text=problems.STALE["de" if speaker.language == "de" else "en"],
        )


def _edit_view(asking: Asking, key: str, opened_from: str) -> dict[str, Any]:
    """The form of a draft, or why it can no longer be edited."""
    try:
        with asking.gate.viewing(asking.person) as session:
            capability = drafts.by_key(session, key).capability
        if capability in EDITORS:
            return EDITORS[capability](asking, key, opened_from)
        return registration_form(deal_drafting.draft_fields(asking, key), asking.language, opened_from)
    except Refusal as refusal:
        return notice_view(refusal, asking.language)


def asking_of(parts: Parts, body: Body, context: BoltContext) -> Asking:
    """The person who pressed, asking for themselves where the button stands."""
    return asking_at(place_of(body, parts, context), parts, body, context)


def show(parts: Parts, body: Body, context: BoltContext, view: dict[str, Any]) -> None:
    """Open a modal in answer to a press."""
    parts.delivery.client(str(context.team_id)).views_open(trigger_id=body["trigger_id"], view=view)


def origin(body: Body) -> str:
    """The message that a form was opened from, to be replaced when it is sent: conversation, ts and thread."""
    message = body.get("message") or {}
    channel = (body.get("channel") or {}).get("id", "")
    return f"{channel}|{message.get('ts', '')}|{message.get('thread_ts', '')}"


def replace_message(
    parts: Parts, body: Body, context: BoltContext, text: str, blocks: list[dict[str, Any]]
) -> None:
    """Put other words where the pressed message was."""
    message = body.get("message") or {}
    if message.get("ts"):
        parts.delivery.client(str(context.team_id)).chat_update(
            channel=body["channel"]["id"], ts=message["ts"], text=text, blocks=blocks
        )
