"""Forms that were sent: wrong fields are said in the form, a good one becomes a draft where its person reads it."""

import json
from typing import Any

from slack_bolt import Ack, App, BoltContext

from bot import replies
from bot.delivery import post_of
from bot.listeners.presses import Body, asking_at
from bot.parts import Parts
from bot.places import Place
from bot.screens.form_parts import typed
from bot.screens.forms import DECISION_FORM, REGISTRATION_FORM, errors_at
from bot.tools.deal_decisions import with_note
from bot.tools.deal_forms import PROBLEM_FIELDS, WrongFields, from_form
from bot.tools.results import Asking, Result
from channel.deals.states import Command
from channel.deals.views import Problem
from channel.errors import Refusal


def register(app: App, parts: Parts) -> None:
    """Keep what was sent before it is acknowledged; then show it where the form came from."""

    @app.view(REGISTRATION_FORM)
    def registration(ack: Ack, body: Body, view: Body, context: BoltContext) -> None:
        kept = json.loads(view["private_metadata"])
        place, replaced = _origin(kept["origin"], parts, context)
        asking = asking_at(place, parts, body, context)
        try:
            result = from_form(asking, kept["draft"] or None, typed(view["state"]["values"]))
        except WrongFields as wrong:
            ack(response_action="errors", errors=_errors(wrong, asking))
            return
        except Refusal as refusal:
            ack(response_action="errors", errors={"customer": _words(refusal)})
            return
        ack()
        _show(parts, view, place, replaced, result, asking)

    @app.view(DECISION_FORM)
    def decision(ack: Ack, body: Body, view: Body, context: BoltContext) -> None:
        kept = json.loads(view["private_metadata"])
        place, _ = _origin("", parts, context)
        asking = asking_at(place, parts, body, context)
        said = typed(view["state"]["values"])
        fields = tuple(filter(None, said.get("fields", "").split(",")))
        try:
            result = with_note(
                asking, kept["number"], Command(kept["decision"]), said.get("reason", ""), said.get("note", ""), fields
            )
        except Refusal as refusal:
            ack(response_action="errors", errors={"note": _words(refusal)})
            return
        ack()
        _show(parts, view, place, None, result, asking)


def _origin(origin: str, parts: Parts, context: BoltContext) -> tuple[Place, str | None]:
    """Where the form was opened (`conversation|ts|thread`) and the message to replace, else the direct conversation."""
    team = str(context.team_id or "")
    conversation, ts, thread = (*origin.split("|"), "", "", "")[:3]
    if not conversation:
        return Place(team, parts.delivery.direct(team, str(context.user_id)), None, shared=False), None
    return Place(team, conversation, thread or None, shared=not conversation.startswith("D")), ts or None


def _errors(wrong: WrongFields, asking: Asking) -> dict[str, str]:
    by_field: dict[str, tuple[Problem, ...]] = {}
    for problem in wrong.problems:
        name = PROBLEM_FIELDS.get(problem.code, "customer")
        by_field[name] = (*by_field.get(name, ()), problem)
    return {**wrong.texts, **errors_at(by_field, asking.language)}


def _words(refusal: Refusal) -> str:
    return f"{refusal.message} {refusal.next_step}".strip()


def _show(
    parts: Parts, view: dict[str, Any], place: Place, replaced: str | None, result: Result, asking: Asking
) -> None:
    post = post_of(
        replies.screen_for(result.value, asking.language),
        key=f"view:{view['id']}",
        team=place.team,
        conversation=place.conversation,
        thread=place.thread,
        replaces=replaced,
    )
    parts.delivery.deliver(post, look_first=False)
