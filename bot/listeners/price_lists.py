"""Price lists: the form that maps columns, going on without rows that cannot be used, every row as a file, undo."""

import json
import re
from typing import Any

from slack_bolt import Ack, App, BoltContext

from bot.listeners.presses import Body, asking_at, place_of, speaker_team
from bot.listeners.sent_forms import origin_of, show
from bot.parts import Parts
from bot.places import Place
from bot.screens.form_parts import View, notice_view, typed
from bot.screens.price_list_forms import FORM, price_list_form
from bot.tools.deal_forms import WrongFields
from bot.tools.price_list_drafting import settings_of
from bot.tools.price_list_forms import read_form
from bot.tools.price_lists import undo_import
from bot.tools.questions import Question
from bot.tools.results import Asking, Outcome, Result
from bot.workflows.pricing import WORK, Pricing
from channel.errors import Refusal


def register(app: App, parts: Parts) -> None:
    """Open the form while its trigger lives; everything that reads files again is written down as work."""

    @app.action("prices.edit")
    def edit(ack: Ack, body: Body, action: Body, context: BoltContext) -> None:
        asking = asking_at(place_of(body, parts, context), parts, body, context)
        view = _form(asking, action["value"], _origin(body))
        parts.delivery.client(str(context.team_id)).views_open(trigger_id=body["trigger_id"], view=view)
        ack()

    @app.action("prices.without")
    def without(ack: Ack, body: Body, action: Body, context: BoltContext) -> None:
        _start(parts, body, context, action, {"without_bad": True})
        ack()

    @app.action(re.compile(r"^prices\.say(\..*)?$"))
    def say(ack: Ack, body: Body, action: Body, context: BoltContext) -> None:
        told = json.loads(action["value"])
        _start(parts, body, context, {**action, "value": told["draft"]}, told["said"])
        ack()

    @app.action("prices.rows")
    def rows(ack: Ack, body: Body, action: Body, context: BoltContext) -> None:
        _start(parts, body, context, action, None)
        ack()

    @app.action(re.compile(r"^prices\.undo(\..*)?$"))
    def undo(ack: Ack, body: Body, action: Body, context: BoltContext) -> None:
        place = place_of(body, parts, context)
        asking = asking_at(place, parts, body, context)
        try:
            result = undo_import(asking, int(action["value"]))
        except Refusal as refusal:
            result = Result(Question(refusal.line(asking.language)), Outcome.REFUSE_NEUTRAL)
        ack()
        show(parts, {"id": f"undo-{action['action_ts']}"}, place, None, result, asking)

    @app.view(FORM)
    def sent(ack: Ack, body: Body, view: Body, context: BoltContext) -> None:
        kept = json.loads(view["private_metadata"])
        place, message = origin_of(kept["origin"], parts, context)
        asking = asking_at(place, parts, body, context)
        try:
            settings = settings_of(asking, kept["draft"])
            said = read_form(asking, typed(view["state"]["values"]), settings)
        except WrongFields as wrong:
            ack(response_action="errors", errors=dict(wrong.texts))
            return
        except Refusal as refusal:
            ack(response_action="errors", errors={"effective": refusal.line(asking.language)})
            return
        request = _request(body, context, kept["draft"], place, message, said)
        parts.runtime.start(WORK, f"prices:view:{view['id']}:{view.get('hash', '')}", request)
        ack()


def _form(asking: Asking, key: str, origin: str) -> View:
    try:
        return price_list_form(key, settings_of(asking, key), asking.language, origin)
    except Refusal as refusal:
        return notice_view(refusal, asking.language)


def _origin(body: Body) -> str:
    message = body.get("message") or {}
    channel = (body.get("channel") or {}).get("id", "")
    return f"{channel}|{message.get('ts', '')}|{message.get('thread_ts', '')}"


def _start(parts: Parts, body: Body, context: BoltContext, action: Body, said: dict[str, Any] | None) -> None:
    place = place_of(body, parts, context)
    message = (body.get("message") or {}).get("ts")
    request = _request(body, context, action["value"], place, message, said)
    parts.runtime.start(WORK, f"prices:{context.user_id}:{action['action_ts']}", request)


def _request(
    body: Body,
    context: BoltContext,
    draft: str,
    place: Place,
    message: str | None,
    said: dict[str, Any] | None,
) -> dict[str, Any]:
    return Pricing.request(draft, place, speaker_team(body, context), str(context.user_id), message, said)
