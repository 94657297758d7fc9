"""Forms that were sent: wrong fields are said in the form, a good one becomes a draft where its person reads it."""

import json

from slack_bolt import Ack, App, BoltContext

from bot.listeners.presses import Body, asking_at
from bot.listeners.sent_forms import origin_of, show
from bot.parts import Parts
from bot.screens.form_parts import typed
from bot.screens.forms import DECISION_FORM, REGISTRATION_FORM, errors_at
from bot.tools.deal_decisions import with_note
from bot.tools.deal_forms import PROBLEM_FIELDS, WrongFields, from_form
from bot.tools.results import Asking
from channel.deals.states import Command
from channel.deals.views import Problem
from channel.errors import Refusal


def register(app: App, parts: Parts) -> None:
    """Keep what was sent before it is acknowledged; then show it where the form came from."""

    @app.view(REGISTRATION_FORM)
    def registration(ack: Ack, body: Body, view: Body, context: BoltContext) -> None:
        kept = json.loads(view["private_metadata"])
        place, replaced = origin_of(kept["origin"], parts, context)
        asking = asking_at(place, parts, body, context)
        try:
            result = from_form(asking, kept["draft"] or None, typed(view["state"]["values"]))
        except WrongFields as wrong:
            ack(response_action="errors", errors=_errors(wrong, asking))
            return
        except Refusal as refusal:
            ack(response_action="errors", errors={"customer": refusal.line(asking.language)})
            return
        ack()
        show(parts, view, place, replaced, result, asking)

    @app.view(DECISION_FORM)
    def decision(ack: Ack, body: Body, view: Body, context: BoltContext) -> None:
        kept = json.loads(view["private_metadata"])
        place, _ = origin_of("", parts, context)
        asking = asking_at(place, parts, body, context)
        said = typed(view["state"]["values"])
        fields = tuple(filter(None, said.get("fields", "").split(",")))
        try:
            result = with_note(
                asking, kept["number"], Command(kept["decision"]), said.get("reason", ""), said.get("note", ""), fields
            )
        except Refusal as refusal:
            ack(response_action="errors", errors={"note": refusal.line(asking.language)})
            return
        ack()
        show(parts, view, place, None, result, asking)


def _errors(wrong: WrongFields, asking: Asking) -> dict[str, str]:
    by_field: dict[str, tuple[Problem, ...]] = {}
    for problem in wrong.problems:
        name = PROBLEM_FIELDS.get(problem.code, "customer")
        by_field[name] = (*by_field.get(name, ()), problem)
    return {**wrong.texts, **errors_at(by_field, asking.language)}
