"""Templates of own data: a button gives the empty file of an area."""

import re

from slack_bolt import Ack, App, BoltContext

from bot.listeners.presses import Body, asking_at, place_of
from bot.listeners.sent_forms import show
from bot.parts import Parts
from bot.tools.loading import template_for


def register(app: App, parts: Parts) -> None:
    """Give the template that was pressed, where the button stands."""

    @app.action(re.compile(r"^load\.template\..+$"))
    def give(ack: Ack, body: Body, action: Body, context: BoltContext) -> None:
        place = place_of(body, parts, context)
        asking = asking_at(place, parts, body, context)
        ack()
        show(parts, {"id": f"template-{action['action_ts']}"}, place, None, template_for(action["value"]), asking)
