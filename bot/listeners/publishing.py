"""Publishing: the shortcut and its form, the form of a draft, and undo or retire beside what is live."""

import json
from typing import Any

from slack_bolt import Ack, App, BoltContext

from bot.delivery import post_of
from bot.listeners.presses import Body, asking_at, place_of, speaker_team
from bot.listeners.sent_forms import origin_of, show
from bot.parts import Parts
from bot.places import Place
from bot.screens import problems
from bot.screens.form_parts import View, notice_view, typed
from bot.screens.publishing_form import DROP_FORM, EDIT_FORM, FILES, WORDS, drop_form, edit_form
from bot.tools import publishing, registry
from bot.tools.deal_forms import WrongFields
from bot.tools.publishing_form import editable, from_form
from bot.tools.publishing_world import world_of
from bot.tools.results import Asking
from bot.workflows.answering import Heard
from channel.access.gate import not_found
from channel.errors import Refusal


def register(app: App, parts: Parts) -> None:
    """Open forms while their trigger lives; write down what was sent before it is acknowledged."""

    @app.shortcut("publish_document")
    def publish_document(ack: Ack, body: Body, context: BoltContext) -> None:
        asking = _asking(parts, body, context)
        parts.delivery.client(str(context.team_id)).views_open(trigger_id=body["trigger_id"], view=_drop_view(asking))
        ack()

    @app.view(DROP_FORM)
    def dropped(ack: Ack, body: Body, view: Body, context: BoltContext) -> None:
        said = typed(view["state"]["values"])
        place, _ = origin_of("", parts, context)
        heard = Heard(
            place=place,
            speaker_team=speaker_team(body, context),
            user=str(context.user_id),
            text=said.get(WORDS, ""),
            files=tuple(filter(None, said.get(FILES, "").split(","))),
        )
        parts.runtime.start("answer", f"view:{view['id']}", heard.plain())
        ack()

    @app.view(EDIT_FORM)
    def edited(ack: Ack, body: Body, view: Body, context: BoltContext) -> None:
        kept = json.loads(view["private_metadata"])
        place, replaced = origin_of(kept["origin"], parts, context)
        asking = asking_at(place, parts, body, context)
        try:
            result = from_form(asking, kept["draft"], typed(view["state"]["values"]))
        except WrongFields as wrong:
            ack(response_action="errors", errors=dict(wrong.texts))
            return
        except Refusal as refusal:
            ack(response_action="errors", errors={"title": refusal.line(asking.language)})
            return
        ack()
        show(parts, view, place, replaced, result, asking)

    @app.action("publication.undo")
    def undo(ack: Ack, body: Body, action: Body, context: BoltContext) -> None:
        asking = _asking(parts, body, context)
        place = place_of(body, parts, context)
        try:
            result = publishing.undo_version(asking, _number(action["value"]))
        except Refusal as refusal:
            ack()
            _say(parts, place, refusal, asking, action["action_ts"])
            return
        request = parts.confirming.request(
            str(result.draft), place, speaker_team(body, context), str(context.user_id), None, action["action_ts"]
        )
        parts.confirming.start(**request)
        ack()

    @app.action("publication.retire")
    def retire(ack: Ack, body: Body, action: Body, context: BoltContext) -> None:
        asking = _asking(parts, body, context)
        place = place_of(body, parts, context)
        try:
            result = publishing.retire_version(asking, _number(action["value"]))
        except Refusal as refusal:
            ack()
            _say(parts, place, refusal, asking, action["action_ts"])
            return
        ack()
        show(parts, {"id": action["action_ts"]}, place, None, result, asking)


def edit_view(asking: Asking, key: str, opened_from: str) -> View:
    """The form of a draft.

    Raises:
        NotFound: if the person has no such draft.
    """
    world, item = editable(asking, key)
    return edit_form(key, world, item, asking.language, opened_from)


def _drop_view(asking: Asking) -> View:
    """The form for handing in files, or why this person cannot."""
    try:
        registry.tool_for(publishing.PUBLISH, asking)
        with asking.gate.viewing(asking.person) as session:
            world_of(session, asking)
    except Refusal as refusal:
        return notice_view(refusal, asking.language)
    return drop_form(asking.language)


def _asking(parts: Parts, body: Body, context: BoltContext) -> Asking:
    return asking_at(place_of(body, parts, context), parts, body, context)


def _number(value: Any) -> int:  # noqa: ANN401 - what a button carries
    if not str(value).isdecimal():
        raise not_found()
    return int(value)


def _say(parts: Parts, place: Place, refusal: Refusal, asking: Asking, cause: str) -> None:
    post = post_of(
        problems.refusal_screen(refusal, asking.language),
        key=f"press:{cause}/refused",
        team=place.team,
        conversation=place.conversation,
        thread=place.thread,
    )
    parts.delivery.deliver(post, look_first=False)
