"""Requests: the two buttons of who decides with their form, and the one that takes a request back."""

import json
import re

from slack_bolt import Ack, App, BoltContext

from bot.listeners.presses import Body, asking_at, place_of
from bot.listeners.sent_forms import origin_of, show
from bot.parts import Parts
from bot.screens.form_parts import View, notice_view, typed
from bot.screens.requests import ANSWER_FORM, NOTE, answer_form
from bot.tools import requests as tools
from bot.tools.results import Asking, Result
from channel import requests
from channel.access.gate import not_found
from channel.errors import Refusal
from channel.requests import Standing


def register(app: App, parts: Parts) -> None:
    """Open the form while its trigger lives; what was sent or pressed becomes a draft in the direct conversation."""

    @app.action(re.compile(r"^request\.(accepted|declined)$"))
    def decide(ack: Ack, body: Body, action: Body, context: BoltContext) -> None:
        asking = asking_at(place_of(body, parts, context), parts, body, context)
        standing = Standing(action["action_id"].removeprefix("request."))
        view = _answer_view(asking, action["value"], standing)
        parts.delivery.client(str(context.team_id)).views_open(trigger_id=body["trigger_id"], view=view)
        ack()

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

    @app.action("request.withdraw")
    def withdraw(ack: Ack, body: Body, action: Body, context: BoltContext) -> None:
        ack()
        place, _ = origin_of("", parts, context)
        asking = asking_at(place, parts, body, context)
        pressed = {"id": f"{context.user_id}:{action['action_ts']}"}
        show(parts, pressed, place, None, _withdrawal(asking, action["value"]), asking)


def _answer_view(asking: Asking, number: str, standing: Standing) -> View:
    """The form for an answer, or that there is nothing to decide (any more) for whom pressed."""
    try:
        with asking.gate.viewing(asking.person) as session:
            view = requests.request(session, asking.person, number)
        if not view.decides:
            raise not_found()
        return answer_form(view, standing, asking.language)
    except Refusal as refusal:
        return notice_view(refusal, asking.language)


def _withdrawal(asking: Asking, number: str) -> Result:
    try:
        return tools.withdraw(asking, number)
    except Refusal as refusal:
        return Result(refusal)
