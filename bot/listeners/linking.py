"""An administrator's two buttons for a stranger: link with a role from a form, or decline."""

import json
import re

from slack_bolt import Ack, App, BoltContext

from bot.listeners.buttons import origin
from bot.listeners.presses import Body, asking_at, place_of, speaker_team
from bot.listeners.sent_forms import origin_of
from bot.parts import Parts
from bot.places import Place
from bot.screens import problems
from bot.screens.form_parts import View, notice_view, typed
from bot.screens.linking import KEEP, LINK_FORM, ROLE, link_form
from bot.tools import people as tools
from bot.tools.results import Asking
from channel import linking
from channel.access.gate import not_found
from channel.errors import Refusal


def register(app: App, parts: Parts) -> None:
    """The form and the press are the confirmation: they show who it is and what follows."""

    @app.action("link.accept")
    def accept(ack: Ack, body: Body, action: Body, context: BoltContext) -> None:
        asking = asking_at(place_of(body, parts, context), parts, body, context)
        view = _form(asking, action["value"], origin(body))
        parts.delivery.client(str(context.team_id)).views_open(trigger_id=body["trigger_id"], view=view)
        ack()

    @app.action("link.decline")
    def decline(ack: Ack, body: Body, action: Body, context: BoltContext) -> None:
        ack()
        place = place_of(body, parts, context)
        asking = asking_at(place, parts, body, context)
        message = (body.get("message") or {}).get("ts")
        try:
            draft = tools.decision(asking, _number(action["value"]), None)
        except Refusal as refusal:
            screen = problems.refusal_screen(refusal, asking.language)
            parts.delivery.client(place.team).chat_postEphemeral(
                channel=place.conversation, user=str(context.user_id), text=screen.text, blocks=list(screen.blocks)
            )
            return
        _confirm(parts, body, context, place, draft, message)

    @app.view(LINK_FORM)
    def sent(ack: Ack, body: Body, view: Body, context: BoltContext) -> None:
        kept = json.loads(view["private_metadata"])
        place, message = origin_of(kept["origin"], parts, context)
        asking = asking_at(place, parts, body, context)
        role = typed(view["state"]["values"])[ROLE]
        try:
            draft = tools.decision(asking, _number(kept["request"]), "" if role == KEEP else role)
        except Refusal as refusal:
            ack(response_action="errors", errors={ROLE: refusal.line(asking.language)})
            return
        ack()
        _confirm(parts, body, context, place, draft, message)


def _confirm(parts: Parts, body: Body, context: BoltContext, place: Place, draft: str, message: str | None) -> None:
    request = parts.confirming.request(
        draft, place, speaker_team(body, context), str(context.user_id), message, f"link:{draft}"
    )
    parts.confirming.start(**request)


def _form(asking: Asking, value: str, opened_from: str) -> View:
    """The form for a request, or that there is nothing to decide (any more) for whom pressed."""
    try:
        with asking.gate.viewing(asking.person) as session:
            view = linking.request(session, _number(value))
        if view.state != linking.OPEN:
            raise not_found()
        return link_form(view, opened_from, asking.language)
    except Refusal as refusal:
        return notice_view(refusal, asking.language)


def _number(value: str) -> int:
    if not re.fullmatch(r"\d{1,18}", value):
        raise not_found()
    return int(value)
