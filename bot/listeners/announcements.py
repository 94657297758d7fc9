"""Announcements: their form, and the buttons of who wrote them."""

import json
import re

from slack_bolt import Ack, App, BoltContext

from bot import replies
from bot.delivery import post_of
from bot.listeners.presses import Body, asking_at, place_of
from bot.listeners.sent_forms import origin_of, show
from bot.parts import Parts
from bot.screens import problems
from bot.screens.announcing_form import FORM, announcement_form
from bot.screens.form_parts import View, typed
from bot.tools import announcing
from bot.tools.announcing_form import editable, from_form
from bot.tools.results import Asking, Result
from channel.errors import Refusal


def edit_view(asking: Asking, key: str, origin: str) -> View:
    """The form of a draft.

    Raises:
        NotFound: when the asker has none under the key.
        NotPossible: when it is closed.
    """
    return announcement_form(editable(asking, key), asking.language, origin)


def register(app: App, parts: Parts) -> None:
    """A form that was sent changes its draft; a button shows what it would do, to be confirmed."""

    @app.view(FORM)
    def edited(ack: Ack, body: Body, view: Body, context: BoltContext) -> None:
        kept = json.loads(view["private_metadata"])
        place, replaced = origin_of(kept["origin"], parts, context)
        asking = asking_at(place, parts, body, context)
        try:
            result = from_form(asking, kept["draft"], typed(view["state"]["values"]))
        except Refusal as refusal:
            ack(response_action="errors", errors={"title": refusal.line(asking.language)})
            return
        ack()
        show(parts, view, place, replaced, result, asking)

    @app.action(re.compile(r"^announcement\.(call_off|correct|progress)\.\d+$"))
    def pressed(ack: Ack, body: Body, action: Body, context: BoltContext) -> None:
        ack()
        place = place_of(body, parts, context)
        asking = asking_at(place, parts, body, context)
        try:
            screen = replies.screen_for(_wanted(asking, action).value, asking.language)
        except Refusal as refusal:
            screen = problems.refusal_screen(refusal, asking.language)
        post = post_of(
            screen,
            key=f"press:{context.user_id}:{action['action_ts']}",
            team=place.team,
            conversation=place.conversation,
            thread=place.thread,
        )
        parts.delivery.deliver(post, look_first=False)


def _wanted(asking: Asking, action: Body) -> Result:
    identifier = int(action["value"])
    if ".call_off." in action["action_id"]:
        return announcing.call_off(asking, identifier)
    if ".correct." in action["action_id"]:
        return announcing.correct(asking, identifier)
    return announcing.own(asking)
