"""Registrations: the buttons of their cards, the menu behind the dots, and the forms behind both."""

import json
import re
from typing import Final

from slack_bolt import Ack, App, BoltContext

from bot.listeners import deciding
from bot.listeners.presses import Body, asking_at, place_of, spoken
from bot.listeners.sent_forms import origin_of, show
from bot.parts import Parts
from bot.screens.deal_change_forms import ASKED, CHANGE_FORM, change_form
from bot.screens.form_parts import View, notice_view, typed
from bot.screens.forms import decision_form
from bot.tools.deal_change_forms import from_form, opened
from bot.tools.deal_deciding import FIELDS
from bot.tools.deal_forms import WrongFields
from bot.tools.results import Asking
from channel.access.gate import not_found
from channel.deals.states import Command
from channel.errors import Refusal

WISHES: Final[dict[Command, tuple[str, str, str]]] = {
    Command.APPROVE: ("deal.decide", "approve", "approve {}"),
    Command.CLEAR_CONFLICT: ("deal.decide", "clear_conflict", "{}: no conflict"),
    Command.GRANT_EXTENSION: ("deal.decide", "approve", "approve {}"),
    Command.REINSTATE: ("deal.decide", "approve", "reinstate {}"),
    Command.DROP_AMENDMENT: ("deal.withdraw", "", "withdraw {}"),
    Command.WITHDRAW: ("deal.withdraw", "", "withdraw {}"),
    Command.CLOSE: ("deal.close", "", "close {}"),
}
"""Commands that need nothing said: the capability, the decision, and the words that the button speaks."""
NOTE_FIELDS: Final = ("note", "evidence", "order", "value")


def register(app: App, parts: Parts) -> None:
    """Write the press down, or open a form while its trigger lives; then acknowledge."""

    @app.action(re.compile(r"^deal\.do\.\w+$"))
    def pressed(ack: Ack, body: Body, action: Body, context: BoltContext) -> None:
        _follow(action["action_id"].removeprefix("deal.do."), action["value"], action, body, context)
        ack()

    @app.action("deal.more")
    def picked(ack: Ack, body: Body, action: Body, context: BoltContext) -> None:
        command, _, number = action["selected_option"]["value"].partition("|")
        _follow(command, number, action, body, context)
        ack()

    @app.action("deal.form.open")
    def form(ack: Ack, body: Body, action: Body, context: BoltContext) -> None:
        command, _, number = action["value"].partition("|")
        _follow(command, number, action, body, context)
        ack()

    def _follow(command: str, number: str, action: Body, body: Body, context: BoltContext) -> None:
        if command in WISHES:
            capability, decision, words = WISHES[Command(command)]
            wish = {"capability": capability, "slots": {"deals": [number], "decision": decision or None}}
            heard = spoken(words.format(number), body, parts, context, wish)
            parts.runtime.start("answer", f"press:{context.user_id}:{action['action_ts']}", heard.plain())
            return
        asking = asking_at(place_of(body, parts, context), parts, body, context)
        view = _form_of(asking, number, command, _origin(body))
        parts.delivery.client(str(context.team_id)).views_open(trigger_id=body["trigger_id"], view=view)

    @app.view(CHANGE_FORM)
    def sent(ack: Ack, body: Body, view: Body, context: BoltContext) -> None:
        kept = json.loads(view["private_metadata"])
        place, replaced = origin_of(kept["origin"], parts, context)
        asking = asking_at(place, parts, body, context)
        command = Command(kept["command"])
        try:
            result = from_form(asking, kept["number"], command, typed(view["state"]["values"]))
        except WrongFields as wrong:
            ack(response_action="errors", errors=dict(wrong.texts))
            return
        except Refusal as refusal:
            at = next((name for name in NOTE_FIELDS if name in ASKED[command]), ASKED[command][0])
            ack(response_action="errors", errors={at: refusal.line(asking.language)})
            return
        ack()
        show(parts, view, place, replaced, result, asking)


def _form_of(asking: Asking, number: str, command: str, origin: str) -> View:
    """The form of a command, or why it cannot be given."""
    try:
        if command in FIELDS:
            return deciding.opened(asking, number, command, origin)
        if command in {Command.REJECT, Command.RETURN}:
            return decision_form(number, command, asking.language)
        if command not in ASKED:
            raise not_found()
        view, terms, companies = opened(asking, number, Command(command))
        return change_form(view, Command(command), terms, companies, origin, asking.language)
    except Refusal as refusal:
        return notice_view(refusal, asking.language)


def _origin(body: Body) -> str:
    """The draft that the form was opened from, whose place the new one takes; a card stays where it is."""
    message = body.get("message") or {}
    channel = (body.get("channel") or {}).get("id", "")
    return f"{channel}||{message.get('thread_ts', '')}"
