"""Corrections: the form behind “something wrong?”, and the publisher's two buttons."""

import json
import re

from slack_bolt import Ack, App, BoltContext

from bot.listeners.presses import Body, asking_at, place_of
from bot.listeners.sent_forms import origin_of, show
from bot.parts import Parts
from bot.screens.corrections import ANSWER_FORM, CORRECTION_FORM, NOTE, SUGGESTION, answer_form, correction_form
from bot.screens.form_parts import View, notice_view, typed
from bot.tools import corrections as tools
from bot.tools.results import Asking
from channel import corrections
from channel.access.gate import not_found
from channel.corrections import Standing
from channel.errors import Refusal


def register(app: App, parts: Parts) -> None:
    """Open a form while its trigger lives; a form that was sent becomes a draft in the direct conversation."""

    @app.action(re.compile(r"^source\.wrong(\..*)?$"))
    def wrong(ack: Ack, body: Body, action: Body, context: BoltContext) -> None:
        asking = asking_at(place_of(body, parts, context), parts, body, context)
        client = parts.delivery.client(str(context.team_id))
        opens = client.views_push if body.get("view") else client.views_open
        opens(trigger_id=body["trigger_id"], view=_wrong_view(asking, action["value"]))
        ack()

    @app.action(re.compile(r"^correction\.(accepted|declined)$"))
    def decide(ack: Ack, body: Body, action: Body, context: BoltContext) -> None:
        asking = asking_at(place_of(body, parts, context), parts, body, context)
        standing = Standing(action["action_id"].removeprefix("correction."))
        view = _answer_view(asking, action["value"], standing)
        parts.delivery.client(str(context.team_id)).views_open(trigger_id=body["trigger_id"], view=view)
        ack()

    @app.view(CORRECTION_FORM)
    def suggested(ack: Ack, body: Body, view: Body, context: BoltContext) -> None:
        place, _ = origin_of("", parts, context)
        asking = asking_at(place, parts, body, context)
        passage = int(json.loads(view["private_metadata"])["passage"])
        try:
            result = tools.about_passage(asking, passage, typed(view["state"]["values"])[SUGGESTION])
        except Refusal as refusal:
            ack(response_action="errors", errors={SUGGESTION: refusal.line(asking.language)})
            return
        ack(response_action="clear")
        show(parts, view, place, None, result, asking)

    @app.view(ANSWER_FORM)
    def answered(ack: Ack, body: Body, view: Body, context: BoltContext) -> None:
        place, _ = origin_of("", parts, context)
        asking = asking_at(place, parts, body, context)
        kept = json.loads(view["private_metadata"])
        note = typed(view["state"]["values"])[NOTE]
        try:
            result = tools.answer(asking, kept["number"], Standing(kept["standing"]), note)
        except Refusal as refusal:
            ack(response_action="errors", errors={NOTE: refusal.line(asking.language)})
            return
        ack()
        show(parts, view, place, None, result, asking)


def _wrong_view(asking: Asking, passage: str) -> View:
    """The form for a passage, or that it is not there (any more) for whom pressed."""
    try:
        if not passage.isdecimal():
            raise not_found()
        return correction_form(asking.library.passage(asking.person, int(passage)), asking.language)
    except Refusal as refusal:
        return notice_view(refusal, asking.language)


def _answer_view(asking: Asking, number: str, standing: Standing) -> View:
    try:
        with asking.gate.viewing(asking.person) as session:
            view = corrections.correction(session, asking.person.person_id, number)
        return answer_form(view, standing, asking.language)
    except Refusal as refusal:
        return notice_view(refusal, asking.language)
