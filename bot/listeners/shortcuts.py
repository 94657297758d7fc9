"""The global shortcut that opens an empty registration form."""

from slack_bolt import Ack, App, BoltContext

from bot.listeners.buttons import asking_of, show
from bot.listeners.presses import Body
from bot.parts import Parts
from bot.screens.form_parts import notice_view
from bot.screens.forms import registration_form
from bot.tools import registry
from bot.tools.deal_drafting import REGISTER, only_registrants
from channel.errors import Refusal


def register(app: App, parts: Parts) -> None:
    """Open the form while the trigger lives; whoever cannot register a deal reads why instead."""

    @app.shortcut("register_deal")
    def register_deal(ack: Ack, body: Body, context: BoltContext) -> None:
        asking = asking_of(parts, body, context)
        try:
            registry.tool_for(REGISTER, asking)
            only_registrants(asking)
            view = registration_form(None, asking.language)
        except Refusal as refusal:
            view = notice_view(refusal, asking.language)
        show(parts, body, context, view)
        ack()
